package columns

import (
	"strings"

	"callsheet/model/header"
)

// phonesByHeader dials the best of the columns that are named as phones of the
// contact; the others are kept beside it. Numbers that can be read go before
// such as have to be put right.
func (g *guess) phonesByHeader() {
	for _, good := range []func(i int) bool{g.dialable, g.figures} {
		best := g.best(good, g.phoneScore)
		if best < 0 {
			continue
		}
		g.set(best, FieldPhone, BasisHeader, g.because(best, FieldPhone))
		for i := range g.mapping {
			if g.undecided(i) && g.profiles[i].filled > 0 && (g.dialable(i) || g.figures(i)) {
				g.set(i, FieldPhone2, BasisHeader, g.because(i, FieldPhone2)+"; another column is dialled")
			}
		}
		return
	}
}

// dialable reports whether a column is named as a phone of the contact and holds
// numbers that can be read.
func (g *guess) dialable(i int) bool {
	m := g.meanings[i]
	return !m.Fax && m.Whose != header.Firm && g.says(i, header.Phone, FieldPhone)
}

// figures reports whether a column is named so beyond doubt and holds figures,
// however bad: its rows are to fix, and each says why.
func (g *guess) figures(i int) bool {
	m, p := g.meanings[i], g.profiles[i]
	return m.Noun == header.Phone && m.Sure && !m.Fax && !m.notTheirs() && p.most(p.figures+p.phones+p.fillers, 5) && p.figures+p.phones > 0
}

// phoneScore puts the person's mobile before their phone, that before the one at
// home and that before the one at work, unless a column has not half as many
// numbers as another, or the same few over and over.
func (g *guess) phoneScore(i int) int {
	const far, farther = 100, 1000
	p, most, varied := g.profiles[i], 0, false
	for j, other := range g.profiles {
		if g.dialable(j) {
			most = max(most, other.phones)
			varied = varied || !other.repeats()
		}
	}
	score := g.meanings[i].Rank
	if 2*p.phones < most {
		score -= farther
	}
	if varied && p.repeats() {
		score -= far
	}
	return score
}

// lastPhone takes a column that is named as the phone where none has a number:
// one whose values are none at all, or that is empty.
func (g *guess) lastPhone() {
	if g.taken[FieldPhone] {
		return
	}
	best := -1
	for i, m := range g.meanings {
		if m.Noun != header.Phone || !m.Sure || m.Fax || m.notTheirs() || !g.undecided(i) {
			continue
		}
		if best < 0 || g.profiles[i].filled > 0 && g.profiles[best].filled == 0 || (g.profiles[i].filled > 0) == (g.profiles[best].filled > 0) && m.Rank > g.meanings[best].Rank {
			best = i
		}
	}
	switch {
	case best < 0:
	case g.profiles[best].filled == 0:
		g.set(best, FieldPhone, BasisHeader, g.headerSays(best)+"; the column is empty")
	default:
		g.set(best, FieldPhone, BasisHeader, g.headerSays(best)+", though its values are no phone numbers")
	}
}

// phoneByValues takes a column for phones without a header that says so. A
// header that says something else, such as an order number, wins, and so does
// one that speaks of somebody else; a column that is empty in most rows says too
// little.
func (g *guess) phoneByValues(i int) bool {
	m, p := g.meanings[i], g.profiles[i]
	fullest := 0
	for _, p := range g.profiles {
		fullest = max(fullest, p.filled)
	}
	if m.Fax || m.optOut || m.Noun == header.Thing || m.Noun == header.CallingCode || m.Whose != header.Contact || m.Use == header.Stale {
		return false
	}
	return p.most(p.phones, 6) && p.filled*4 >= fullest
}

// Unasked is the column of the only phone numbers in a list that are not dialled
// unless the operator says so, and why, in words that follow its name: they are
// somebody else's, a company's or old ones.
func (m Mapping) Unasked() (c Column, why string, ok bool) {
	if _, found := m.Find(FieldPhone); found {
		return Column{}, "", false
	}
	for _, c := range m {
		if meaning := readHeader(c.Header); (c.Field == FieldMetadata || c.Private()) && meaning.notTheirs() {
			return c, strings.TrimSuffix(meaning.whyNot(), " unless you choose it"), true
		}
	}
	return Column{}, "", false
}
