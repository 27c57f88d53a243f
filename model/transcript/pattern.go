package transcript

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pattern is a sequence of words that a rule looks for. In the files of rules it is
// written
//
//	word word* *word  a word; one that begins so; one that ends so
//	<class>         what the class of that name has
//	(a|b c)         one of these
//	x?              what may be left out
//	~3              at most three words, whatever they are
//	_               one word, whatever it is
//	/               a clause may end here; elsewhere the words stand in one clause
//	^ $             the beginning and the end of a clause
type pattern []element

type element struct {
	kind     kind
	text     string
	most     int
	choices  []pattern
	optional bool
}

type kind uint8

const (
	exactly kind = iota
	beginsWith
	endsWith
	oneOf
	gap
	mayBreak
	clauseBegins
	clauseEnds
)

// heads gives the words that the pattern can begin with.
func (p pattern) heads(put func(word string, prefix bool)) (always bool) {
	for _, e := range p {
		past := e.optional
		switch e.kind {
		case exactly, beginsWith:
			put(e.text, e.kind == beginsWith)
		case oneOf:
			for _, choice := range e.choices {
				past = choice.heads(put) || past
			}
		case gap, endsWith:
			return true
		default:
			past = true
		}
		if !past {
			return false
		}
	}
	return true
}

// compile reads a pattern as it is written in a file of rules.
func compile(text string, classes map[string][]pattern) (pattern, error) {
	c := &compiler{rest: text, classes: classes}
	p, err := c.sequence()
	if err == nil && c.rest != "" {
		err = fmt.Errorf("%q is left of pattern %q", c.rest, text)
	}
	return p, err
}

type compiler struct {
	rest    string
	classes map[string][]pattern
}

func (c *compiler) sequence() (pattern, error) {
	var p pattern
	for {
		c.rest = strings.TrimLeft(c.rest, " ")
		if c.rest == "" || c.rest[0] == '|' || c.rest[0] == ')' {
			return p, nil
		}
		e, err := c.element()
		if err != nil {
			return nil, err
		}
		p = append(p, e...)
	}
}

func (c *compiler) element() (pattern, error) {
	if c.rest[0] == '(' {
		return c.group()
	}
	n := strings.IndexAny(c.rest, " |)")
	if n < 0 {
		n = len(c.rest)
	}
	text := c.rest[:n]
	c.rest = c.rest[n:]
	body, optional := strings.CutSuffix(text, "?")
	switch {
	case body == "/":
		return pattern{{kind: mayBreak}}, nil
	case body == "^":
		return pattern{{kind: clauseBegins}}, nil
	case body == "$":
		return pattern{{kind: clauseEnds}}, nil
	case body == "_":
		return c.counted(1, 1), nil
	case strings.HasPrefix(body, "~"):
		most, err := strconv.Atoi(body[1:])
		if err != nil || most < 1 || most > 8 {
			return nil, fmt.Errorf("%q is no gap", body)
		}
		return c.counted(0, most), nil
	case strings.HasPrefix(body, "<") && strings.HasSuffix(body, ">"):
		choices, is := c.classes[body[1:len(body)-1]]
		if !is {
			return nil, fmt.Errorf("there is no class %s", body)
		}
		return pattern{{kind: oneOf, choices: choices, optional: optional}}, nil
	}
	body, suffix := strings.CutPrefix(body, "*")
	body, prefix := strings.CutSuffix(body, "*")
	var p pattern
	for _, w := range words(body) {
		p = append(p, element{text: w})
	}
	if len(p) == 0 {
		return nil, fmt.Errorf("%q is no word", text)
	}
	switch {
	case prefix:
		p[len(p)-1].kind = beginsWith
	case suffix:
		p[0].kind = endsWith
	}
	if optional {
		return pattern{{kind: oneOf, choices: []pattern{p}, optional: true}}, nil
	}
	return p, nil
}

// counted is a gap of at least and at most so many words.
func (c *compiler) counted(least, most int) pattern {
	var p pattern
	for range least {
		p = append(p, element{kind: beginsWith})
	}
	if most > least {
		p = append(p, element{kind: gap, most: most - least})
	}
	return p
}

func (c *compiler) group() (pattern, error) {
	e := element{kind: oneOf}
	c.rest = c.rest[1:]
	for {
		p, err := c.sequence()
		if err != nil {
			return nil, err
		}
		e.choices = append(e.choices, p)
		if c.rest == "" {
			return nil, fmt.Errorf("a bracket is not closed")
		}
		sign := c.rest[0]
		c.rest = c.rest[1:]
		if sign == ')' {
			break
		}
	}
	c.rest, e.optional = strings.CutPrefix(c.rest, "?")
	return pattern{e}, nil
}

// index finds the rules that may begin with a word.
type index struct {
	exact    map[string][]*rule
	prefixes map[string][]*rule // by the first two letters of what a word begins with
}

func (x *index) add(p pattern, r *rule) error {
	if x.exact == nil {
		x.exact, x.prefixes = map[string][]*rule{}, map[string][]*rule{}
	}
	var bad error
	seen := map[string]bool{}
	always := p.heads(func(word string, prefix bool) {
		to, key := x.exact, word
		if prefix {
			to, key = x.prefixes, beginning(word)
			if key == "" {
				bad = fmt.Errorf("a rule begins with too short a beginning of a word: %q", word)
				return
			}
		}
		if mark := strconv.FormatBool(prefix) + key; !seen[mark] {
			seen[mark] = true
			to[key] = append(to[key], r)
		}
	})
	if always {
		return fmt.Errorf("a rule may begin with any word")
	}
	return bad
}

// beginning is the first two letters of a word, "" of a shorter one.
func beginning(word string) string {
	_, n := utf8.DecodeRuneInString(word)
	_, m := utf8.DecodeRuneInString(word[n:])
	if n == 0 || m == 0 {
		return ""
	}
	return word[:n+m]
}

// at gives the rules that may begin with a word.
func (x *index) at(word string, each func(*rule)) {
	for _, r := range x.exact[word] {
		each(r)
	}
	if key := beginning(word); key != "" {
		for _, r := range x.prefixes[key] {
			each(r)
		}
	}
}
