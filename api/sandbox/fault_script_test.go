package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestScriptsAreRead(t *testing.T) {
	rows := []struct{ name, script, want string }{
		{"nothing is no fault", "", ""},
		{"blanks are no fault", " \t", ""},
		{"a rule is read as it is written", "create:2=drop-after", "create:2=drop-after"},
		{"rules are separated by commas and blanks", "create:2=cut, list:*=lag:5s ,\nstatus:3-=500-before", "create:2=cut list:*=lag:5s status:3-=500-before"},
		{"create is the endpoint when none is named", "2-4=429:1", "create:2-4=429:1"},
		{"every request is meant when none is named", "cancel=502-html-after", "cancel:*=502-html-after"},
		{"from the first on is every one", "create:1-=409", "create:*=409"},
		{"a range of one is one", "create:3-3=409", "create:3=409"},
		{"an address may have a port and a path", "create:1=redirect-308:http://[::1]:99/a=b:c/", "create:1=redirect-308:http://[::1]:99/a=b:c/"},
		{"seconds may be left out", "list:1=429", "list:1=429"},
		{"seconds may be none", "list:1=429:0", "list:1=429:0"},
		{"every so many of a range are meant", "status:*/5=cut", "status:*/5=cut"},
		{"every one of a range is the range", "list:2-9/1=429", "list:2-9=429"},
		{"a lag counts lists without a unit", "list:1=lag:3", "list:1=lag:3"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			faults, err := ParseFaults(row.script)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range faults {
				got = append(got, f.String())
			}
			if strings.Join(got, " ") != row.want {
				t.Errorf("%v, want %s", got, row.want)
			}
		})
	}
}

func TestWrongScriptsAreRefused(t *testing.T) {
	rows := []struct{ script, says string }{
		{"drop-after", "write it as ENDPOINT:WHICH=FAULT, such as create:2=drop-after"},
		{"create:1=cut,,create:2=cut", `The fault "" cannot be used`},
		{"create:1=cut,", `The fault "" cannot be used`},
		{"creat:1=cut", "its endpoint must be one of agent, call, calls, cancel, create, dial, health, link, list, metric, record, status"},
		{"=cut", "its endpoint must be one of"},
		{":2=cut", "its endpoint must be one of"},
		{"create:0=cut", "2, 2-4, 2- or *, or every fifth of them: */5"},
		{"create:*/0=cut", "2, 2-4, 2- or *"},
		{"create:*/=cut", "2, 2-4, 2- or *"},
		{"create:/5=cut", "2, 2-4, 2- or *"},
		{"create:2-9/5/5=cut", "2, 2-4, 2- or *"},
		{"create:1=stale:5s", "stale is for the endpoint status only"},
		{"create:=cut", "2, 2-4, 2- or *"},
		{"create:-3=cut", "2, 2-4, 2- or *"},
		{"create:4-2=cut", "2, 2-4, 2- or *"},
		{"create:1-2-3=cut", "2, 2-4, 2- or *"},
		{"create:+1=cut", "2, 2-4, 2- or *"},
		{"create:99999999999=cut", "2, 2-4, 2- or *"},
		{"create:1=", "there is no such fault"},
		{"create:1=drop", "there is no such fault"},
		{"create:1=CUT", "there is no such fault"},
		{"create:1=cut:3", "cut takes nothing behind it"},
		{"create:1=cut:", "cut takes nothing behind it"},
		{"create:1=slow", "slow takes a time such as 5s or 2m, at most 24h"},
		{"create:1=slow:5", "slow takes a time"},
		{"create:1=slow:-5s", "slow takes a time"},
		{"create:1=slow:25h", "slow takes a time"},
		{"create:1=429:soon", "429 takes whole seconds from 0 to 86400"},
		{"create:1=429:", "429 takes whole seconds"},
		{"create:1=429:86401", "429 takes whole seconds"},
		{"create:1=redirect", "redirect takes an address"},
		{"create:1=redirect:elsewhere", "redirect takes an address"},
		{"create:1=redirect:ftp://a", "redirect takes an address"},
		{"create:1=redirect:http://u:p@a", "redirect takes an address"},
		{"create:1=redirect:http://a?b", "redirect takes an address"},
		{"create:1=redirect:http://a#", "redirect takes an address"},
		{"create:1=redirect:http://é", "redirect takes an address"},
		{"create:1=redirect:http://" + strings.Repeat("a", 3000), "redirect takes an address"},
		{"create:1=lag:5s", "lag is for the endpoint list only"},
		{"list:1=links:http://a", "links is for the endpoint create only"},
		{"list:1=lag:0", "lag takes a time such as 5s, or a number of lists such as 3"},
	}
	for _, row := range rows {
		t.Run(row.script[:min(len(row.script), 40)], func(t *testing.T) {
			faults, err := ParseFaults(row.script)
			if err == nil || faults != nil || !strings.Contains(err.Error(), row.says) {
				t.Fatalf("%v, %v; want %q", faults, err, row.says)
			}
			for _, m := range faultKinds {
				if !strings.Contains(err.Error(), m.name) {
					t.Errorf("%q does not name %s", err, m.name)
				}
			}
		})
	}
}

func TestTheHelpNamesEverything(t *testing.T) {
	help := FaultHelp()
	for _, m := range faultKinds {
		if !strings.Contains(help, "\n  "+m.name) || !strings.Contains(help, m.says) {
			t.Errorf("%s is not explained", m.name)
		}
	}
	for _, name := range endpointNames() {
		if !strings.Contains(help, name) {
			t.Errorf("%s is not named", name)
		}
	}
	for line := range strings.Lines(help + "\n" + InspectionHelp()) {
		if len(strings.TrimRight(line, "\n")) > 100 {
			t.Errorf("a line of %d columns: %s", len(line), line)
		}
	}
}

func FuzzParseFaults(f *testing.F) {
	for _, seed := range []string{
		"create:2=drop-after", "list:*=lag:5s,create:1-3=429:1", "2-=redirect:https://[::1]:9/x", "create:1=slow:1h2m3.5µs", "=,:", "link:*=links:http://a",
		"create:00002-4=cut", "create:1=\x1b[31m", "list=lag:18446744073709551616",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, script string) {
		faults, err := ParseFaults(script)
		if err != nil {
			if text := err.Error(); len(text) > 2000 || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) }) {
				t.Errorf("complaint of %d bytes: %q", len(text), text)
			}
			return
		}
		var texts []string
		for _, f := range faults {
			texts = append(texts, f.String())
		}
		again, err := ParseFaults(strings.Join(texts, ","))
		if err != nil || !slices.Equal(again, faults) {
			t.Errorf("%q became %q, then %v, %v", script, texts, again, err)
		}
	})
}

// Whatever the script, what is stored is what the faults said would be.
func TestAnyScriptStoresWhatItSays(t *testing.T) {
	type mark struct {
		first, last int
		stored      bool
	}
	rapid.Check(t, func(rt *rapid.T) {
		var rules []string
		var marks []mark
		for range rapid.IntRange(0, 6).Draw(rt, "rules") {
			row := rapid.SampledFrom(strikes).Draw(rt, "fault")
			first := rapid.IntRange(1, 12).Draw(rt, "first")
			last := first + rapid.IntRange(0, 5).Draw(rt, "more")
			rules = append(rules, fmt.Sprintf("create:%d-%d=%s", first, last, row.fault))
			marks = append(marks, mark{first, last, row.stored})
		}
		b := newBench(t, scripted(t, strings.Join(rules, ",")))
		client := fresh(b.Transport())
		for n := 1; n <= 14; n++ {
			want := true
			for _, m := range marks {
				if m.first <= n && n <= m.last {
					want = m.stored
					break
				}
			}
			before := len(b.stored())
			do(client, createBodyOf(t, t.Context(), "https://sandbox.invalid", n))
			if stored := len(b.stored()) > before; stored != want {
				rt.Fatalf("request %d of %v: stored is %v", n, rules, stored)
			}
		}
	})
}
