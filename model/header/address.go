package header

import (
	_ "embed"
	"strings"
	"sync"
)

// AddressPart is what of a person's address a column holds.
type AddressPart uint8

const (
	NoAddress AddressPart = iota
	City
	State // or province, or whatever a country is parted into
	PostCode
)

//go:embed address/address.txt
var addressFile string

// addressWord is what a word or phrase in the name of an address column says.
type addressWord struct {
	part AddressPart
	rank int
}

// How near to where the person is an address may be: what their letters are sent to
// comes last.
const (
	rankHome   = 3
	rankPerson = 1
	rankMail   = -3
)

var addressWords = sync.OnceValue(func() map[string]addressWord {
	kinds := map[string]addressWord{
		"city": {part: City}, "state": {part: State}, "postcode": {part: PostCode},
		"home": {rank: rankHome}, "person": {rank: rankPerson}, "mail": {rank: rankMail}, "plain": {},
	}
	words := map[string]addressWord{}
	for line := range strings.SplitSeq(addressFile, "\n") {
		kind, list, found := strings.Cut(line, ":")
		if !found || strings.HasPrefix(line, "#") {
			continue
		}
		for phrase := range strings.SplitSeq(list, ",") {
			tokens := strings.Join(split(phrase), " ")
			if _, known := words[tokens]; !known && tokens != "" {
				words[tokens] = kinds[kind]
			}
		}
	}
	return words
})

// ReadAddress says which part of its person's address a column of some name holds, and
// how readily it is taken among columns of one part: the larger, the sooner. Every
// word must be known, so the city of a birth, a store or a property is none of them;
// nor is a column of several parts.
func ReadAddress(text string) (part AddressPart, rank int) {
	const longest, longestPhrase = 80, 5 // bytes, words
	if len(text) > longest {
		return NoAddress, 0
	}
	words, tokens := addressWords(), split(text)
	for len(tokens) > 0 {
		n := min(longestPhrase, len(tokens))
		for ; n > 0; n-- {
			w, known := words[strings.Join(tokens[:n], " ")]
			if !known {
				continue
			}
			if w.part != NoAddress && part != NoAddress && part != w.part {
				return NoAddress, 0
			}
			part, rank = max(part, w.part), rank+w.rank
			break
		}
		if n == 0 {
			return NoAddress, 0
		}
		tokens = tokens[n:]
	}
	return part, rank
}
