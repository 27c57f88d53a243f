package transcript

import (
	"slices"
	"strings"
)

// node is a step of a pattern as it is looked for: what has to stand at a token, and what
// follows. Patterns are made into nodes because those are followed without memory.
type node struct {
	kind    kind
	text    string
	words   map[string]bool // of anyOf
	next    *node
	choices []*node // of either
}

// These kinds are of nodes alone.
const (
	accepts kind = 100 + iota // the pattern ends
	either                    // one of the choices follows
	anyOf                     // one of several words
	anyWord
)

// ending is the node at the end of every pattern.
var ending = &node{kind: accepts}

// graph makes nodes of a pattern, with what follows it. Of choices the single words become
// one node; sets has those of each choice, which are shared.
func (p pattern) graph(next *node, sets map[*pattern]map[string]bool) *node {
	for _, e := range slices.Backward(p) {
		after := next
		switch e.kind {
		case gap:
			for range e.most {
				next = &node{kind: either, choices: []*node{after, {kind: anyWord, next: next}}}
			}
			continue
		case oneOf:
			next = e.choose(after, sets)
		default:
			next = &node{kind: e.kind, text: e.text, next: after}
		}
		if e.optional {
			next = &node{kind: either, choices: []*node{next, after}}
		}
	}
	return next
}

func (e element) choose(after *node, sets map[*pattern]map[string]bool) *node {
	if len(e.choices) == 0 {
		return after
	}
	set, made := sets[&e.choices[0]], true
	if set == nil {
		set, made = map[string]bool{}, false
		sets[&e.choices[0]] = set
	}
	n := &node{kind: either}
	for _, choice := range e.choices {
		if len(choice) == 1 && choice[0].kind == exactly && !choice[0].optional {
			if !made {
				set[choice[0].text] = true
			}
			continue
		}
		n.choices = append(n.choices, choice.graph(after, sets))
	}
	if len(set) > 0 {
		n.choices = append(n.choices, &node{kind: anyOf, words: set, next: after})
	}
	if len(n.choices) == 1 {
		return n.choices[0]
	}
	return n
}

// takes reports whether a node that takes a token takes this one.
func (n *node) takes(word string) bool {
	switch n.kind {
	case exactly:
		return word == n.text
	case beginsWith:
		return strings.HasPrefix(word, n.text)
	case endsWith:
		return strings.HasSuffix(word, n.text)
	case anyOf:
		return n.words[word]
	}
	return true
}

// farthest is the farthest end of the pattern from token i on, -1 where it is not; free says
// that a clause may end there.
func (n *node) farthest(tokens []token, i int, free bool) int {
	for {
		switch n.kind {
		case accepts:
			return i
		case mayBreak:
			free = true
		case clauseBegins:
			if i > 0 && (i >= len(tokens) || !tokens[i].breaks) {
				return -1
			}
			free = true
		case clauseEnds:
			if i < len(tokens) && !tokens[i].breaks {
				return -1
			}
		case either:
			end := -1
			for _, choice := range n.choices {
				end = max(end, choice.farthest(tokens, i, free))
			}
			return end
		default:
			if i >= len(tokens) || tokens[i].breaks && !free || !n.takes(tokens[i].word) {
				return -1
			}
			i, free = i+1, false
		}
		n = n.next
	}
}

// reaches reports whether the pattern ends where token to begins, in the same clause.
func (n *node) reaches(tokens []token, i, to int, free bool) bool {
	for i <= to {
		switch n.kind {
		case accepts:
			return i == to && (free || i == len(tokens) || !tokens[i].breaks)
		case mayBreak:
			free = true
		case clauseBegins:
			if i > 0 && (i >= len(tokens) || !tokens[i].breaks) {
				return false
			}
			free = true
		case clauseEnds:
			if i < len(tokens) && !tokens[i].breaks {
				return false
			}
		case either:
			for _, choice := range n.choices {
				if choice.reaches(tokens, i, to, free) {
					return true
				}
			}
			return false
		default:
			if i >= to || tokens[i].breaks && !free || !n.takes(tokens[i].word) {
				return false
			}
			i, free = i+1, false
		}
		n = n.next
	}
	return false
}

// at is the farthest end of the pattern from token i on; ok is false where it is not.
func (n *node) at(tokens []token, i int, free bool) (end int, ok bool) {
	end = n.farthest(tokens, i, free)
	return end, end >= 0
}

// before reports whether the pattern ends where token i begins.
func (n *node) before(tokens []token, i int) bool {
	const longest = 10
	for from := max(0, i-longest); from < i; from++ {
		if n.reaches(tokens, from, i, true) {
			return true
		}
	}
	return false
}
