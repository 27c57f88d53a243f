package columns

import (
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/fold"
	"callsheet/model/header"
	"callsheet/model/phone"
)

// countries finds the column of each row's country: one that is named so, one
// whose calling code is spelt as a country, or a state's or region's whose
// values are countries beyond doubt.
func (g *guess) countries() {
	for _, fits := range []func(i int) bool{
		func(i int) bool {
			p := g.profiles[i]
			return g.says(i, header.Country, FieldCountry) && !p.states() && (!p.statesOfGermany() || g.numbersAgree(i))
		},
		func(i int) bool {
			p := g.profiles[i]
			return g.meanings[i].Noun == header.CallingCode && p.most(p.regions, 6) && !p.states()
		},
		func(i int) bool { return g.meanings[i].Noun == header.Part && g.beyondDoubt(i) },
	} {
		if i := g.best(fits, g.rank); i >= 0 && !g.taken[FieldCountry] {
			g.set(i, FieldCountry, BasisHeader, g.because(i, FieldCountry))
		}
	}
}

// states reports whether the letters of states that no country has are among the
// values, so that those a country has as well mean the state.
func (p columnProfile) states() bool { return p.foreign > 0 && p.foreign*20 >= p.filled }

// statesOfGermany reports whether all values are the letters of such, and not of
// one alone: Land is the word for a country and for them.
func (p columnProfile) statesOfGermany() bool { return p.lander == p.filled && p.distinct > 1 }

// beyondDoubt reports whether a column that may as well be of states or sales
// regions holds countries: names that are no state's, or letters with which the
// numbers of the same rows agree. CO, IN, CA and DE are states of the USA.
func (g *guess) beyondDoubt(i int) bool {
	p := g.profiles[i]
	if !p.most(p.regions, 9) || p.foreign > 0 {
		return false
	}
	return 2*p.longs >= p.filled || g.numbersAgree(i)
}

// numbersAgree reports whether the numbers that are written with their own
// country code are of the countries that a column names, in nearly all rows
// that have one and in three at least.
func (g *guess) numbersAgree(i int) bool {
	const fewest = 3
	agree, all, seen := 0, 0, map[phone.Region]bool{}
	step := max(1, g.table.Len()/sampleRows)
	for row := 0; row < g.table.Len(); row += step {
		region, ok := phone.ParseRegion(g.table.Cell(row, i).Text)
		if !ok {
			continue
		}
		for _, c := range g.mapping {
			if c.Field != FieldPhone && c.Field != FieldPhone2 {
				continue
			}
			r := phone.Read(g.table.Cell(row, c.Index), "")
			if r.Problem != phone.NoProblem {
				continue
			}
			all++
			if r.Region == region {
				agree++
				seen[region] = true
			}
		}
	}
	return agree >= fewest && agree*10 >= all*9
}

// addPlace counts what a text is among countries, states and calling codes.
func (p *columnProfile) addPlace(text string) {
	if code := phone.ParseDialCode(text); code.Known() {
		p.codes++
		if phone.IsMarkedCode(text) {
			p.marked++
		}
		return
	}
	const letters = 3 // of which the codes of countries and states have at most
	if len(text) <= letters && germanStates()[strings.ToLower(text)] {
		p.lander++
	}
	parse := phone.RegionByUsualName
	if p.place {
		parse = phone.ParseRegion
	}
	if _, ok := parse(text); ok {
		p.regions++
		if name := fold.Name(text); len(name) > letters && !alsoStates()[name] {
			p.longs++
		}
	} else if len(text) <= letters && stateCodes()[strings.ToUpper(text)] {
		p.foreign++
	}
}

// stateCodes are the letters of states and provinces, of the USA, Canada,
// Australia, Brazil, Mexico and India, that are none of a country.
var stateCodes = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for code := range strings.FieldsSeq("AK CT DC FL HI IA KS MI ND NH NJ NV NY OH OK OR RI TX UT VT WA WI WV WY AB BC MB NB NS ON QC SK YT NSW VIC QLD SA WA TAS ACT " +
		"AP CE DF ES GO MS PA PB PI PR RJ RN RO RR RS SP SE " +
		"AGS BCS CAMP CHIS CHIH COAH CDMX DGO GTO GRO JAL MEX MICH MOR NAY NL OAX PUE QRO SLP SIN SON TAB TAM TLAX VER YUC ZAC HR HP JH KA KL MH OD PB RJ TN TS UK UP WB DL") {
		if !phone.Region(code).Known() {
			set[code] = true
		}
	}
	return set
})

// germanStates are the letters of the states of Germany.
var germanStates = foldedSet("bw, by, be, bb, hb, hh, he, mv, ni, nw, nrw, rp, sl, sn, st, sh, th")

// alsoStates are names of states and regions that a country has as well.
var alsoStates = foldedSet("Georgia, Mexico, México, Luxembourg, Luxemburg, Granada, Jersey, Niger, Guinea, Cordoba, Santa Lucia, San Marino, Micronesia, Punjab, Victoria, Washington, Montana, " +
	"Samoa, American Samoa, Guam, Puerto Rico, Virgin Islands, Northern Mariana Islands, Cuba, Holland, Scotland, England, Wales, Northern Ireland")

// codes finds the columns of calling codes. Where a header says that the code is
// a country's, some of its values need only be codes; a mere Code or Prefix is one when
// they are written as such, are those of the countries beside them, or when the numbers of the rows are in service with
// them and are not without.
func (g *guess) codes() {
	for i, m := range g.meanings {
		p := g.profiles[i]
		if !g.undecided(i) || p.filled == 0 || m.optOut {
			continue
		}
		switch {
		case m.Noun == header.CallingCode && p.most(p.codes, 3), m.Noun == header.Country && p.most(p.codes, 9):
			g.set(i, FieldCallingCode, BasisHeader, g.because(i, FieldCallingCode))
		case m.Noun == header.Prefix && p.most(p.codes, 9) && (p.most(p.marked, 9) || g.codesFit(i) || g.codesAgree(i)),
			!g.named(i) && p.most(p.marked, 9) && p.most(p.codes, 9):
			g.set(i, FieldCallingCode, BasisValues, p.evidence(FieldCallingCode))
		}
	}
}

// codesAgree reports whether a column of perhaps calling codes holds those of the
// countries that another column names, in most rows.
func (g *guess) codesAgree(i int) bool {
	country, ok := g.mapping.Find(FieldCountry)
	if !ok {
		return false
	}
	agree, all := 0, 0
	for row := 0; row < g.table.Len(); row += max(1, g.table.Len()/sampleRows) {
		code := phone.ParseDialCode(g.table.Cell(row, i).Text)
		named, ok := phone.ParseRegion(g.table.Cell(row, country.Index).Text)
		if !code.Known() || !ok {
			continue
		}
		all++
		if phonenumbers.GetCountryCodeForRegion(string(named)) == code.Code {
			agree++
		}
	}
	return agree > 0 && agree*10 >= all*6
}

// codesFit reports whether the numbers beside a column of perhaps calling codes
// are in service with them, in nearly all rows.
func (g *guess) codesFit(i int) bool {
	fit, all := 0, 0
	beside := phoneOf(g.mapping, i)
	for row := 0; row < g.table.Len(); row += max(1, g.table.Len()/sampleRows) {
		code, cell := phone.ParseDialCode(g.table.Cell(row, i).Text), g.table.Cell(row, beside)
		if !code.Known() || strings.TrimSpace(cell.Text) == "" {
			continue
		}
		all++
		if r := phone.ReadUnderCode(cell, code, ""); r.Problem == phone.NoProblem && r.Warnings&phone.NotAssigned == 0 && code.Has(r.Number) {
			fit++
		}
	}
	return fit > 0 && fit*10 >= all*9
}
