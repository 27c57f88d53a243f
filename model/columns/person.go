package columns

import "callsheet/model/header"

// names finds the columns of the contact's name: whole, or in two parts. A word
// that may be a given name or the whole, such as nombre, is settled by the
// column beside it, and then by the values.
func (g *guess) names() {
	given, family := g.partOfName(header.Given), g.partOfName(header.Family)
	for i := range g.meanings {
		m := &g.meanings[i]
		if !m.Either || !g.undecided(i) {
			continue
		}
		switch p := g.profiles[i]; {
		case family >= 0 && family != i && m.Noun != header.Family:
			m.Noun = header.Given
		case given >= 0 && given != i && m.Noun != header.Given:
			m.Noun = header.Family
		case p.most(p.pairs, 5):
			m.Noun = header.Name
		}
	}
	g.wholeName()
	g.take(header.Given, FieldFirstName)
	g.take(header.Family, FieldLastName)
}

// partOfName is a column that is named as one part of the contact's name and
// nothing else.
func (g *guess) partOfName(noun header.Noun) int {
	return g.best(func(i int) bool { return !g.meanings[i].Either && g.says(i, noun, nounFields[noun]) }, g.rank)
}

// wholeName gives the name to the best column that is named so. One that turns
// out to hold companies is the company, where there is none.
func (g *guess) wholeName() {
	best := g.best(g.isName, g.nameScore)
	if best >= 0 {
		g.set(best, FieldName, BasisHeader, g.because(best, FieldName))
	}
	for i, m := range g.meanings {
		p := g.profiles[i]
		if g.undecided(i) && m.Noun == header.Name && m.Whose == header.Contact && !g.taken[FieldCompany] && p.most(p.firms, 5) {
			g.set(i, FieldCompany, BasisValues, p.evidence(FieldCompany))
		}
	}
}

// isName reports whether a column is named as the contact's name, and holds
// names. A header that only says who the contacts are, such as Client, may be of
// anything about them.
func (g *guess) isName(i int) bool {
	m, p := g.meanings[i], g.profiles[i]
	if !g.says(i, header.Name, FieldName) || p.most(p.firms, 5) {
		return false
	}
	const few = 5
	onlyWho := m.Or == header.Phone
	return !onlyWho || !p.most(p.flags, 5) && (p.most(p.pairs, 3) || p.filled < few || 2*p.distinct > p.filled)
}

func (g *guess) nameScore(i int) int {
	score := 10 * g.meanings[i].Rank
	if p := g.profiles[i]; p.most(p.pairs, 5) {
		score += 8
	}
	return score
}

// nameByValues takes a column for names without a header that says so: two or
// three capitalised words, mostly different, that are no companies.
func (g *guess) nameByValues(i int) bool {
	m, p := g.meanings[i], g.profiles[i]
	if p.most(p.firms, 2) || p.most(p.regions, 3) {
		return false
	}
	if !g.named(i) {
		return p.most(p.pairs, 6)
	}
	return m.Noun == header.Unknown && !m.optOut && m.Whose == header.Contact && m.Use == header.Current &&
		p.filled > 1 && p.most(p.capitals, 8) && p.most(p.distinct, 8)
}
