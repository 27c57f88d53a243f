package model

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/table"
)

func TestShape(t *testing.T) {
	of := func(header string) string { return columns.Fingerprint(strings.Split(header, "|")) }
	for _, c := range []struct {
		claim, one, other string
		same              bool
	}{
		{"the order does not matter", "Name|Phone|Plan", "Plan|Name|Phone", true},
		{"case, accents and punctuation do not matter", "Teléfono|E-Mail", "TELEFONO|e mail", true},
		{"a column without a name does not matter", "Name||Phone", "Name|Phone|", true},
		{"one more column is another shape", "Name|Phone", "Name|Phone|Plan", false},
		{"another name is another shape", "Name|Phone", "Name|Mobile", false},
		{"the same name twice is another shape", "Phone|Phone", "Phone", false},
		{"names are not run together", "ab|c", "a|bc", false},
		{"signs are names too", "€|Phone", "$|Phone", false},
	} {
		if (of(c.one) == of(c.other)) != c.same {
			t.Errorf("%s: %q and %q", c.claim, c.one, c.other)
		}
	}
	for _, header := range [][]string{nil, {""}, {" ", "\t"}} {
		if shape := columns.Fingerprint(header); shape != "" {
			t.Errorf("%q has the shape %s", header, shape)
		}
	}
}

// lastList is a list whose columns were set by the operator.
func lastList() (*table.Table, columns.Mapping) {
	t := guessTable("Name|Mobile|Office|Plan|Notes|Fax|Empty", "Ann Lee|07400 123456|020 7946 0018|Gold|x|020 7946 0020|",
		"Bo Ray|07400 123457|020 7946 0019|Silver|y|020 7946 0021|")
	m := columns.Guess(t, "GB").Keyed()
	return t, m.With(2, columns.FieldPhone).With(1, columns.FieldPhone2).With(4, columns.FieldSkip).Renamed(3, "tariff")
}

func TestReplay(t *testing.T) {
	_, kept := lastList()
	for _, c := range []struct {
		claim, header, want string
		rows                []string
		changed             []int
	}{
		{"the same columns need nobody", "Name|Mobile|Office|Plan|Notes|Fax|Empty", "name|phone2|phone|metadata|skip|metadata|skip",
			[]string{"Cy Fox|07400 123458|020 7946 0022|Gold|z|020 7946 0023|"}, nil},
		{"they may stand in another order", "Plan|Office|Notes|Name|Fax|Empty|Mobile", "metadata|phone|skip|name|metadata|skip|phone2",
			[]string{"Gold|020 7946 0022|z|Cy Fox|020 7946 0023||07400 123458"}, nil},
		{"a column that is gone changes nothing else", "Name|Mobile|Office", "name|phone2|phone", []string{"Cy Fox|07400 123458|020 7946 0022"}, nil},
		{"a new column is asked about alone", "Name|Mobile|Office|Plan|Notes|Fax|City", "name|phone2|phone|metadata|skip|metadata|metadata",
			[]string{"Cy Fox|07400 123458|020 7946 0022|Gold|z|020 7946 0023|Leeds"}, []int{6}},
		{"a new phone column does not take the place of the one that was set", "Name|Handy|Office|Plan", "name|phone2|phone|metadata",
			[]string{"Cy Fox|07400 123458|020 7946 0022|Gold"}, []int{1}},
		{"a renamed phone column is asked about and found", "Name|Mobile|Telephone|Plan", "name|phone2|phone|metadata",
			[]string{"Cy Fox|07400 123458|020 7946 0022|Gold"}, []int{2}},
		{"values that contradict are asked about", "Name|Mobile|Office|Plan", "name|phone2|metadata|metadata",
			[]string{"Cy Fox|07400 123458|Head office|Gold", "Di Orr|07400 123459|Branch|Gold"}, []int{2}},
		{"a column that was empty and is not any more is asked about", "Name|Office|Empty", "name|phone|metadata",
			[]string{"Cy Fox|020 7946 0022|something"}, []int{2}},
		{"a column that is empty now keeps its meaning", "Name|Office|Plan", "name|phone|metadata", []string{"Cy Fox|020 7946 0022|"}, nil},
		{"a name that comes twice is asked about", "Name|Office|Office", "name|phone|metadata", []string{"Cy Fox|020 7946 0022|020 7946 0024"}, []int{2}},
	} {
		t.Run(c.claim, func(t *testing.T) {
			m, changed := columns.Replay(kept, guessTable(c.header, c.rows...), "GB")
			if got := fieldsOf(m); got != c.want || !slices.Equal(changed, c.changed) {
				t.Errorf("replayed %s with %v to ask about, want %s with %v", got, changed, c.want, c.changed)
			}
			checkReplay(t, m)
			for _, col := range m {
				if col.Header == "Plan" && (col.Key != "tariff" || col.Basis != columns.BasisKept) {
					t.Errorf("the key of Plan is %s, because %s", col.Key, col.Reason)
				}
			}
		})
	}
}

// checkReplay holds what is true of every mapping that is used.
func checkReplay(t testing.TB, m columns.Mapping) {
	t.Helper()
	keys, fields := map[string]bool{}, map[columns.Field]int{}
	for i, c := range m {
		if c.Index != i || c.Field == "" || c.Reason == "" || c.Basis == "" {
			t.Errorf("column %d is incomplete: %+v", i, c)
		}
		if c.Field.Sent() != (c.Key != "") || c.Key != "" && keys[c.Key] {
			t.Errorf("column %d has key %q, beside %v", i, c.Key, keys)
		}
		keys[c.Key] = true
		if fields[c.Field]++; fields[c.Field] > 1 && c.Field.Single() {
			t.Errorf("two columns are the %s", c.Field)
		}
	}
	for place, c := range m.Dialled() {
		if c.Choice != place+1 {
			t.Errorf("%s is dialled at place %d, not %d", c.Header, place+1, c.Choice)
		}
	}
}

func TestTheOrderOfPhoneColumns(t *testing.T) {
	table := guessTable("Mobile|Home phone|Work phone|Name", "07400 123456|020 7946 0018|020 7946 0019|Ann Lee", "07400 123457|020 7946 0021|020 7946 0022|Bo Ray")
	order := func(m columns.Mapping) string {
		var names []string
		for _, c := range m.Dialled() {
			names = append(names, c.Header)
		}
		return strings.Join(names, " ")
	}
	m := columns.Guess(table, "GB").Keyed()
	for _, step := range []struct {
		claim string
		make  func(columns.Mapping) columns.Mapping
		want  string
	}{
		{"a guess dials one column", func(m columns.Mapping) columns.Mapping { return m }, "Mobile"},
		{"one more is dialled after it", func(m columns.Mapping) columns.Mapping { return m.Moved(2, -1) }, "Mobile Work phone"},
		{"and goes before it", func(m columns.Mapping) columns.Mapping { return m.Moved(2, -1) }, "Work phone Mobile"},
		{"the first goes no further", func(m columns.Mapping) columns.Mapping { return m.Moved(2, -1) }, "Work phone Mobile"},
		{"a third is chosen by its meaning", func(m columns.Mapping) columns.Mapping { return m.With(1, columns.FieldPhone2) }, "Work phone Mobile Home phone"},
		{"the first may go back", func(m columns.Mapping) columns.Mapping { return m.Moved(2, +1) }, "Mobile Work phone Home phone"},
		{"the last is dialled no more", func(m columns.Mapping) columns.Mapping { return m.Moved(1, +1) }, "Mobile Work phone"},
		{"another phone closes the gap", func(m columns.Mapping) columns.Mapping { return m.With(2, columns.FieldPhone) }, "Work phone"},
		{"the only one stays", func(m columns.Mapping) columns.Mapping { return m.Moved(2, +1) }, "Work phone"},
		{"a name has no place", func(m columns.Mapping) columns.Mapping { return m.Moved(3, -1) }, "Work phone"},
	} {
		m = step.make(m)
		if got := order(m); got != step.want {
			t.Errorf("%s: dialled are %q, want %q", step.claim, got, step.want)
		}
		checkReplay(t, m)
	}
}

func TestTheNextPhoneIsDialledWhereTheFirstIsMissing(t *testing.T) {
	table := guessTable("Mobile|Work phone|Name", "07400 123456|020 7946 0019|Ann", "|020 7946 0020|Bo", "n/a|020 7946 0021|Cy", "07400 12|020 7946 0022|Di", "|n/a|Ed")
	m := columns.Guess(table, "GB").With(0, columns.FieldPhone)
	read := func(m columns.Mapping) (states []string) {
		l, err := Diagnose(t.Context(), table, m, "GB", Edits{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for row := range l.Len() {
			v := l.Verdict(row)
			state := v.State.String() + " "
			if v.State == Ready {
				state += v.Number.String()
			}
			if v.Warnings&OtherColumn != 0 {
				state += " from " + l.Contacts().Given(row)
			}
			states = append(states, state)
		}
		return states
	}
	if got, want := read(m), []string{"ready +447400123456", "to_fix ", "to_fix ", "to_fix ", "to_fix "}; !slices.Equal(got, want) {
		t.Errorf("without an order the rows are %q, want %q", got, want)
	}
	want := []string{"ready +447400123456", "ready +442079460020 from 020 7946 0020", "ready +442079460021 from 020 7946 0021", "to_fix ", "to_fix "}
	if got := read(m.Moved(1, -1)); !slices.Equal(got, want) {
		t.Errorf("with an order the rows are %q, want %q", got, want)
	}
}

// replayHeaders are what lists are drawn from, with any values.
var replayHeaders = []string{"Name", "Phone", "Mobile", "Work Phone", "Email", "Company", "Plan", "plan", "Country", "Fax", "", "id", "Do not call", "Notes"}

func TestReplayingAGuessIsTheGuess(t *testing.T) {
	cell := rapid.SampledFrom([]string{"", "Ann Lee", "07400 123456", "+44 20 7946 0018", "ann@example.com", "Acme", "GB", "yes", "17", "contact_1"})
	rapid.Check(t, func(r *rapid.T) {
		header := rapid.SliceOfN(rapid.SampledFrom(replayHeaders), 1, 8).Draw(r, "header")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, len(header), len(header)), 0, 6).Draw(r, "rows")
		lines := make([]string, len(rows))
		for i, row := range rows {
			lines[i] = strings.Join(row, "|")
		}
		table := guessTable(strings.Join(header, "|"), lines...)
		guessed := columns.Guess(table, "GB").Keyed()
		m, changed := columns.Replay(guessed, table, "GB")
		for i := range m {
			if m[i].Field != guessed[i].Field || m[i].Key != guessed[i].Key || m[i].Choice != guessed[i].Choice {
				r.Fatalf("column %d was %+v and is %+v", i, guessed[i], m[i])
			}
		}
		for _, i := range changed {
			if columns.HeaderNames(header)[i] != "" {
				r.Fatalf("%q is asked about", header[i])
			}
		}
		if again, _ := columns.Replay(m, table, "GB"); fieldsOf(again) != fieldsOf(m) {
			r.Fatalf("replayed twice %s is %s", fieldsOf(m), fieldsOf(again))
		}
		checkReplay(t, m)
	})
}

func FuzzReplay(f *testing.F) {
	f.Add("Phone|Name", "Mobile|Name|Fax", "020 7946 0018|Ann Lee|x", "n/a|Bo|y")
	f.Add("a|b|c", "a|b|c", "1|2|3", "")
	f.Add("phone|phone|PHONE|fax", "fax|phone", "1|2|3|4", "contact_1|contact_2|3|4")
	const manyColumns = 200 // setting each anew takes the square of them
	f.Fuzz(func(t *testing.T, before, header, first, second string) {
		if strings.Count(before, "|") > manyColumns {
			return
		}
		kept := columns.Guess(guessTable(before, first, second), "GB").Keyed()
		for i := range kept {
			kept = kept.With(i, columns.Fields()[(i+len(first))%len(columns.Fields())])
		}
		table := guessTable(header, second, first)
		m, changed := columns.Replay(kept, table, "GB")
		if len(m) != table.Width() {
			t.Fatalf("%d columns of %d", len(m), table.Width())
		}
		checkReplay(t, m)
		for _, i := range changed {
			if i < 0 || i >= len(m) || m[i].Basis == columns.BasisKept {
				t.Fatalf("column %d of %d is asked about", i, len(m))
			}
		}
	})
}
