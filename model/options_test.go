package model

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

var testNow = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

func goodValues() OptionValues {
	v := DefaultOptionValues()
	v[OptAgent], v[OptUser] = "agent_1", "user_1"
	return v
}

func TestDocumentedDefaultsAreValid(t *testing.T) {
	o, errs := ParseOptions(goodValues(), testNow)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	if o.Priority != 5 || o.CallsPerSecond != 10 || o.MaxAttempts != 3 || o.NoAnswerDelay != time.Hour || o.BusyDelay != 5*time.Minute || o.TimeZone != "UTC" || !o.Start.IsZero() {
		t.Errorf("options %+v", o)
	}
}

func TestEachOptionIsRefusedByName(t *testing.T) {
	cases := []struct {
		name  string
		key   OptionKey
		value string
	}{
		{"no agent", OptAgent, " "},
		{"an agent with a blank", OptAgent, "agent 1"},
		{"an agent with a control", OptAgent, "agent\x1b"},
		{"no user", OptUser, ""},
		{"priority 0", OptPriority, "0"},
		{"priority 11", OptPriority, "11"},
		{"a priority in words", OptPriority, "high"},
		{"31 calls a second", OptRate, "31"},
		{"6 attempts", OptAttempts, "6"},
		{"a delay without unit", OptNoAnswerDelay, "60"},
		{"a delay of eight days", OptBusyDelay, "8 d"},
		{"a negative delay", OptBusyDelay, "-5 m"},
		{"an unknown zone", OptTimeZone, "Mars/Olympus"},
		{"this machine's zone", OptTimeZone, "Local"},
		{"a start in the past", OptStart, "2026-11-24 09:00"},
		{"a start in the far future", OptStart, "2126-11-24 09:00"},
		{"a start in no language", OptStart, "soonish"},
		{"a webhook without scheme", OptOnCallComplete, "example.com/hook"},
		{"a webhook by another scheme", OptOnBatchFailed, "ftp://example.com"},
		{"a webhook with an escape", OptOnBatchComplete, "https://example.com/\x1b[2J"},
		{"too many tags", OptTags, "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v := goodValues()
			v[c.key] = c.value
			_, errs := ParseOptions(v, testNow)
			if errs[c.key] == "" || len(errs) != 1 {
				t.Errorf("errors %v, want one for %s", errs, c.key)
			}
		})
	}
}

func TestParsingKeepsTheValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := goodValues()
		for k := range maps.Clone(v) {
			v[k] = rapid.String().Draw(t, string(k))
		}
		before := maps.Clone(v)
		o, errs := ParseOptions(v, testNow)
		if !maps.Equal(before, v) {
			t.Fatal("parsing changed the values")
		}
		if len(errs) == 0 && (o.Priority < 1 || o.Priority > 10 || o.CallsPerSecond < 1 || o.CallsPerSecond > 30 || o.MaxAttempts < 1 || o.MaxAttempts > 5 || o.NoAnswerDelay < 0) {
			t.Fatalf("options %+v without an error", o)
		}
	})
}

func TestPlansAreCutIntoBatches(t *testing.T) {
	const rows = 2*MaxContacts + 1
	table := oneColumn("Phone", numbered("+4474%08d", rows))
	l := listOf(table, columns.Mapping{{Field: columns.FieldPhone}}, "GB", func(i int) record { return record{number: phone.Number(447400000000 + i)} })
	p := NewPlan(l, Options{})
	if p.Len() != rows || p.Batches() != 3 || len(p.Numbers(0)) != MaxContacts || len(p.Numbers(2)) != 1 {
		t.Fatalf("%d contacts in %d batches", p.Len(), p.Batches())
	}
	seen := map[phone.Number]bool{}
	for i := range p.Batches() {
		for _, c := range p.Contacts(i) {
			if seen[c.Number] {
				t.Fatalf("%v is in the plan twice", c.Number)
			}
			seen[c.Number] = true
		}
	}
	if len(seen) != rows {
		t.Fatalf("%d numbers of %d", len(seen), rows)
	}
}

func TestOneContactIDIsSentOnce(t *testing.T) {
	l := mapped(t, table.Of([]string{"Id", "Phone"}, []string{"contact_1", "07400 123001"}, []string{"", "07400 123002"}, []string{"", "07400 123003"}, []string{"", "07400 123004"}), columns.FieldID, columns.FieldPhone)
	change, _ := l.Fields().Type(1, EditableField{Field: columns.FieldID}, "contact_1")
	l.Apply(change)
	p := NewPlan(l.Snapshot(), Options{})
	ids := []string{}
	for _, c := range p.Contacts(0) {
		ids = append(ids, c.ID)
	}
	if fmt.Sprint(ids) != "[contact_1   ]" || p.RepeatedIDs() != 1 {
		t.Fatalf("ids %q, %d repeated", ids, p.RepeatedIDs())
	}
}

func TestProgressMeasuresWhatMoved(t *testing.T) {
	var p Progress
	if _, ok := p.Rate(); ok {
		t.Fatal("a rate without looks")
	}
	look := func(s int, done int, status BatchStatus) {
		p.Observe(Sum([]Statistics{{At: testNow.Add(time.Duration(s) * time.Second), Total: 100, Succeeded: done, Status: status}}))
	}
	for i := range 13 {
		look(i*10, i*5, StatusProcessing)
	}
	if rate, ok := p.Rate(); !ok || rate != 0.5 {
		t.Errorf("rate %v %v, want 0.5", rate, ok)
	}
	look(50, 99, StatusProcessing)
	if latest, _ := p.Latest(); latest.Succeeded != 60 {
		t.Error("an older look replaced a newer one")
	}
	if got := p.Trend(3); fmt.Sprint(got) != "[5 5 5]" {
		t.Errorf("trend %v", got)
	}
}

func TestSumShowsTheBatchWithMostToDo(t *testing.T) {
	sum := Sum([]Statistics{
		{Status: StatusCompleted, Total: 10, Succeeded: 9, Failed: 1},
		{Status: "recalibrating", Total: 5, Pending: 5},
		{Status: StatusScheduled, Total: 1},
	})
	if sum.Status != "recalibrating" || sum.Total != 16 || sum.Succeeded != 9 || sum.Pending != 5 {
		t.Errorf("sum %+v", sum)
	}
}

func TestASpanKnowsTheLastRetry(t *testing.T) {
	o := Options{CallsPerSecond: 2, MaxAttempts: 3, NoAnswerDelay: time.Hour, BusyDelay: 5 * time.Minute}
	p := mixedPlan(600)
	p = p.In([]Segment{{Options: o, Rows: p.AllRows()}})
	s := p.Forecaster(Hours{}).Forecast(p.Segments, testNow, AssumedAnswers)
	if !s.First.Equal(testNow) || s.FirstPass.Sub(testNow) != 5*time.Minute-500*time.Millisecond || s.Last.Sub(s.FirstPass) != 3*(time.Hour+time.Minute) || s.Calls != 2400 {
		t.Fatalf("%+v", s)
	}
}

func TestAnOptionSetIsWhatOtherCampaignsCanHave(t *testing.T) {
	v := goodValues()
	v[OptName], v[OptStart], v[OptHoursBasis], v[OptOutsideHours] = "Spring", "2026-12-01 09:00", "they asked for it", OutsideHoursAllowed
	set := NewOptionSet("Slow\x1b[2J", v)
	for _, k := range ownOptions {
		if _, has := set.Values[k]; has {
			t.Errorf("the set has %s", k)
		}
	}
	if set.Name != "Slow[2J" || set.Values[OptAgent] != v[OptAgent] || v[OptName] != "Spring" {
		t.Errorf("%+v of %+v", set, v)
	}
}
