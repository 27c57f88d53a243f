package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model/columns"
	"callsheet/model/table"
	"callsheet/model/zones"
)

// whereabouts are a plan's groups in words.
func whereabouts(p Plan) string {
	var all []string
	for _, g := range p.Whereabouts().Groups {
		all = append(all, fmt.Sprintf("%d by %v in %v: %v", g.Contacts, g.Evidence, g.Places, g.Zones))
	}
	return strings.Join(all, "\n")
}

func TestWhereaboutsAreReadFromTheStrongestEvidenceOfARow(t *testing.T) {
	for claim, c := range map[string]struct {
		header string
		row    string
		want   string
	}{
		"an area code is its state's":                {"Phone", "+1 305 555 0123", "1 by area code in [US-FL]: America/New_York"},
		"an area code of two zones is both":          {"Phone", "+1 850 555 0123", "1 by area code in [US-FL]: America/Chicago America/New_York"},
		"an address goes before a number":            {"Phone|State|ZIP", "+1 305 555 0123|TX|75201", "1 by address in [US-TX]: America/Chicago"},
		"a post code alone decides":                  {"Phone|Zip code", "+1 305 555 0123|75201", "1 by address in [US-TX]: America/Chicago"},
		"the city of a store is not the person's":    {"Phone|Store state", "+1 305 555 0123|TX", "1 by area code in [US-FL]: America/New_York"},
		"the row's own zone goes before its address": {"Phone|State|Time zone", "+1 305 555 0123|TX|Pacific", "1 by time zone column in [US-TX]: America/Los_Angeles"},
		"EST is New York":                            {"Phone|Timezone", "+1 213 555 0123|EST", "1 by time zone column in [US-CA]: America/New_York"},
		"a filler is no zone":                        {"Phone|Timezone", "+1 213 555 0123|n/a", "1 by area code in [US-CA]: America/Los_Angeles"},
		"a stated country has its rules besides":     {"Phone|Country", "+1 305 555 0123|France", "1 by area code in [FR US-FL]: America/New_York"},
		"a mobile is in all zones of its country":    {"Phone", "+61 412 345 678", "1 by country in [AU]: Antarctica/Macquarie Australia/Adelaide Australia/Brisbane Australia/Broken_Hill Australia/Darwin Australia/Eucla Australia/Hobart Australia/Lindeman Australia/Lord_Howe Australia/Melbourne Australia/Perth Australia/Sydney"},
	} {
		l := diagnosed(t, table.Of(strings.Split(c.header, "|"), strings.Split(c.row, "|")), "US")
		if got := whereabouts(NewPlan(l, Options{})); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", claim, got, c.want)
		}
	}
}

func TestANumberOfNoCountryIsNowhereAndHeld(t *testing.T) {
	table := table.Of([]string{"Phone"}, []string{"+883510012345678"})
	l := listOf(table, columns.Mapping{{Field: columns.FieldPhone}}, "US", func(int) record { return record{number: 883510012345678} })
	w := NewPlan(l, Options{}).Whereabouts()
	if g := w.Groups[0]; !g.Held() || !g.ToAsk() || g.Places != nil || w.Unknown() != 1 {
		t.Errorf("%+v", g)
	}
}

func TestAZoneOfSeveralMeaningsIsAskedOfAllItsContactsAtOnce(t *testing.T) {
	l := diagnosed(t, table.Of([]string{"Phone", "Time zone"}, []string{"+1 305 555 0120", "Portland"}, []string{"+1 305 555 0121", "Eastern"}, []string{"+1 305 555 0122", "Portland"}), "US")
	p := NewPlan(l, Options{})
	w := p.Whereabouts()
	if got := w.AskWords(); got != "Of 2 contacts the time zone has several meanings" {
		t.Errorf("%q", got)
	}
	f, err := ZoneFix("Portland, Oregon", "US")
	if err != nil {
		t.Fatal(err)
	}
	change, _ := l.Fixes().ChangeRows(t.Context(), p.RowsOf(w.ToAsk()...), f, nil)
	l.Apply(change)
	if w := NewPlan(l, Options{}).Whereabouts(); w.AskWords() != "" || w.Groups[w.Of(2)].Zones.String() != "America/Los_Angeles" {
		t.Errorf("%q, %v", w.AskWords(), w.Groups)
	}
}

func TestWhereaboutsCountTheRowsOfTheirOwnPlan(t *testing.T) {
	rows := [][]string{{"+1 305 555 0123"}, {"+1 213 555 0123"}, {"+1 305 555 0124"}, {"+44 7400 123456"}, {"+1 305 555 0125"}}
	p := NewPlan(diagnosed(t, table.Of([]string{"Phone"}, rows...), "US"), Options{})
	part := p.In([]Segment{{Rows: []int32{1, 2}}}) // asked for before its whole
	if got := len(part.Whereabouts().Groups); got != 2 {
		t.Errorf("the part has %d groups", got)
	}
	w := p.Whereabouts()
	if len(w.Groups) != 3 || w.Groups[0].Contacts != 3 || w.Of(0) != 0 || w.Of(2) != 0 || w.Of(4) != 0 || w.Groups[w.Of(1)].State != "US-CA" {
		t.Errorf("the whole: %s", whereabouts(p))
	}
	if got := p.RowsOf(0); !slices.Equal(got, []int32{0, 2, 4}) {
		t.Errorf("rows %v", got)
	}
	if (Plan{}).Whereabouts().Groups != nil {
		t.Error("an empty plan is somewhere")
	}
}

func TestEveryContactIsInOneGroupWhateverTheOrderOfTheRows(t *testing.T) {
	rows := mixedRows(3000)
	var first string
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 0))
		rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		p := NewPlan(diagnosed(t, table.Of(mixedHeader, rows...), "US"), Options{})
		w, counted := p.Whereabouts(), map[int]int{}
		for _, row := range p.AllRows() {
			counted[w.Of(row)]++
			one := zones.Row{Number: p.list.Verdict(int(row)).Number, Address: zones.AddressParts{PostCode: rows[row][2], State: rows[row][1]}, Zone: rows[row][3]}
			if alone, _ := zones.Find(one); alone != w.Groups[w.Of(row)].Finding {
				t.Fatalf("%q is %+v, alone %+v", rows[row], w.Groups[w.Of(row)].Finding, alone)
			}
		}
		for i, g := range w.Groups {
			if counted[i] != g.Contacts {
				t.Errorf("%d in group %d, which says %d", counted[i], i, g.Contacts)
			}
		}
		if got := whereabouts(p); first == "" {
			first = got
		} else if got != first {
			t.Error("the order of rows makes a difference")
		}
	}
}

var mixedHeader = []string{"Phone", "State", "Zip", "Time zone"}

// mixedRows are contacts of the United States with and without an address and a zone,
// and some of elsewhere, no number twice.
func mixedRows(n int) [][]string {
	codes := []string{"305", "850", "213", "212", "423", "312", "602", "808", "907"}
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("+1%s%07d", codes[i%len(codes)], 5550000-i%100_000+i/100_000*300_000-len(codes)), "", "", ""}
		switch i % 7 {
		case 0:
			rows[i][1], rows[i][2] = []string{"TX", "Florida", "ny"}[i%3], []string{"", "75201", "10001"}[i%3]
		case 1:
			rows[i][3] = []string{"EST", "Pacific", "n/a", "America/Denver"}[i%4]
		case 2:
			rows[i][0] = fmt.Sprintf("+614%08d", 12345678+i)
		case 3:
			rows[i][0] = fmt.Sprintf("+4475%08d", 12345678+i)
		}
	}
	return rows
}

// mixedPlan is a plan of such rows. Its verdicts are given, so that a benchmark does not
// spend its time reading a million numbers first.
func mixedPlan(n int) Plan {
	rows := mixedRows(n)
	var b table.Builder
	records := make([]record, n)
	for i, row := range rows {
		cells := make([]table.Cell, len(row))
		for j, text := range row {
			cells[j].Text = text
		}
		b.Append(i+2, cells)
		number, _ := plainNumber(row[0])
		records[i] = record{number: number}
		region, _ := number.Line()
		records[i].setRegion(region)
	}
	t := b.Build(mixedHeader)
	m := columns.Mapping{{Index: 0, Field: columns.FieldPhone}, {Index: 1, Header: "State", Field: columns.FieldMetadata}, {Index: 2, Header: "Zip", Field: columns.FieldMetadata}, {Index: 3, Header: "Time zone", Field: columns.FieldTimeZone}}
	l := listOf(t, m, "US", func(row int) record { return records[row] })
	return NewPlan(l, Options{})
}

func TestPlansOfTheSameRowsAreLocatedOnce(t *testing.T) {
	l := diagnosed(t, table.Of(mixedHeader, mixedRows(50)...), "US")
	first := NewPlan(l.Snapshot(), Options{CallsPerSecond: 1})
	before := whereabouts(first)
	if again := NewPlan(l.Snapshot(), Options{CallsPerSecond: 30}); again.located != first.located {
		t.Error("other options are located anew")
	}
	l.Apply(Change{Rows: []RowEdit{{Row: 0, After: Edit{}.With(columns.FieldTimeZone, "Pacific/Auckland")}}})
	changed := NewPlan(l.Snapshot(), Options{})
	if changed.located == first.located || whereabouts(changed) == before {
		t.Error("a row with another time zone is where it was")
	}
	l.Undo()
	if got := whereabouts(NewPlan(l.Snapshot(), Options{})); got != before || whereabouts(first) != before {
		t.Error("taken back it is not where it was")
	}
	l.SetSuppressions(Suppressions{l.Verdict(1).Number: {DoNotCall: time.Unix(1, 0)}})
	if got := NewPlan(l.Snapshot(), Options{}); got.Len() != first.Len()-1 || got.located == first.located {
		t.Errorf("%d of %d rows are in the plan, shared %v", got.Len(), first.Len(), got.located == first.located)
	}
}

// Goals: the whereabouts of 100,000 rows with a state, a post code and a zone within
// 100 ms, once for a list, and within a millisecond for each plan of it afterwards; of a
// million within a second.
func BenchmarkWhereabouts(b *testing.B) {
	for _, size := range sizes {
		p := mixedPlan(size.rows)
		for name, forget := range map[string]bool{"first": true, "again": false} {
			b.Run(size.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					if forget {
						p.list.located = &locatedCache{}
					}
					again := NewPlan(p.list, Options{})
					b.StartTimer()
					b.ReportMetric(float64(len(again.Whereabouts().Groups)), "groups")
				}
			})
		}
	}
}
