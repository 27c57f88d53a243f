package optout

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"callsheet/model/fold"
)

// Trigger finds out quickly, of nearly every cell of a list, that nothing in
// it can mean that somebody is not to be called: it looks for the beginnings of
// all such words at once (Aho and Corasick's automaton), so that only a cell that
// holds one is taken apart.
type Trigger struct {
	classes [1 << 16]uint16 // of each rune; 0 is one no word has, classGap parts words
	next    []uint16        // state after a state and a class
	found   []bool          // states at the end of a beginning
	width   int             // classes
}

const (
	classGap  = 1
	classSkip = 2 // says nothing
	// triggerRunes is how much of a phrase is looked for.
	triggerRunes = 7
)

// TheTrigger is the trigger of all words that are known, made when it is first asked for.
var TheTrigger = sync.OnceValue(func() *Trigger {
	t := &Trigger{}
	var phrases [][]uint16
	classOf := map[rune]uint16{}
	class := func(r rune) uint16 {
		if classOf[r] == 0 {
			classOf[r] = uint16(len(classOf)) + classSkip + 1
		}
		return classOf[r]
	}
	for _, set := range []*phraseSet{setCertain, setLikely, setInside} {
		for phrase := range set.phrases().all {
			var coded []uint16
			if !partsNoWords(phrase) {
				coded = append(coded, classGap)
			}
			for _, r := range phrase {
				switch {
				case len(coded) == triggerRunes:
				case r == ' ':
					coded = append(coded, classGap)
				default:
					coded = append(coded, class(r))
				}
			}
			phrases = append(phrases, coded)
		}
	}
	t.width = len(classOf) + classSkip + 1
	t.fold(classOf)
	t.build(phrases)
	return t
})

// fold gives every rune the class of what Words makes of it.
func (t *Trigger) fold(classOf map[rune]uint16) {
	for r := range rune(len(t.classes)) {
		switch {
		case utf8.RuneLen(r) < 0:
		case unicode.Is(unicode.M, r):
			if t.classes[r] = classOf[r]; t.classes[r] == 0 {
				t.classes[r] = classSkip
			}
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			t.classes[r] = classGap
		default:
			low := unicode.ToLower(r)
			if plain, ok := fold.Letter(low); ok {
				low, _ = utf8.DecodeRuneInString(plain)
			}
			if low == 'ё' {
				low = 'е'
			}
			t.classes[r] = classOf[low]
		}
	}
}

func (t *Trigger) build(phrases [][]uint16) {
	t.next, t.found = make([]uint16, t.width), make([]bool, 1)
	for _, phrase := range phrases {
		at := 0
		for _, class := range phrase {
			to := t.next[at*t.width+int(class)]
			if to == 0 {
				to = uint16(len(t.found))
				t.next[at*t.width+int(class)] = to
				t.next, t.found = append(t.next, make([]uint16, t.width)...), append(t.found, false)
			}
			at = int(to)
		}
		t.found[at] = true
	}
	// Where a state has no way on, it goes on as its longest end that is a beginning does.
	ends := make([]uint16, len(t.found))
	var queue []int
	for class := range t.width {
		if to := t.next[class]; to != 0 {
			queue = append(queue, int(to))
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		t.found[at] = t.found[at] || t.found[ends[at]]
		for class := range t.width {
			to, other := &t.next[at*t.width+class], t.next[int(ends[at])*t.width+class]
			if *to == 0 {
				*to = other
				continue
			}
			ends[*to] = other
			queue = append(queue, int(*to))
		}
	}
}

// In reports whether a text may say that somebody is not to be called.
func (t *Trigger) In(text string) bool {
	at, gap := int(t.next[classGap]), true
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		if at == 0 && r < utf8.RuneSelf && t.classes[r] != classGap {
			continue // in the middle of a word of Latin letters nothing begins
		}
		class := uint16(0)
		if int(r) < len(t.classes) {
			class = t.classes[r]
		}
		if class == classSkip || class == classGap && gap {
			continue
		}
		gap = class == classGap
		at = int(t.next[at*t.width+int(class)])
		if t.found[at] {
			return true
		}
		if gap && at == 0 {
			at = int(t.next[classGap])
		}
	}
	return false
}
