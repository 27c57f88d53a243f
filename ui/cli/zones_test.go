//go:build unix

package cli_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// nowhere are rows of people whose numbers are of no country.
func nowhere(n int) []string {
	lines := []string{"Name,Phone,Office"}
	for i := range n {
		lines = append(lines, fmt.Sprintf("P%d,+800 1234 56%02d,%s", i, i, []string{"Lisboa", "München", "東京"}[i%3]))
	}
	return lines
}

// The console asks once for all of them, and what was said is there when the campaign is
// opened again.
func TestThoseWithoutATimeZoneAreAskedOnceAndThenCalled(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ cols, rows uint16 }{{80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("%dx%d", size.cols, size.rows), func(t *testing.T) {
			t.Parallel()
			served := startSandbox(t, nil, "--speed", "3600")
			d := newHarness(t, served.base)
			list := d.file("nowhere.csv", nowhere(42)...)
			s := start(t, size.cols, size.rows, d.env, list)
			s.sees("These are its first rows")
			s.types(enterKey)
			s.sees("What does each column mean?")
			s.types(nextKey)
			s.sees("▸ Time zone not known, held")
			s.sees("0 contacts will be called, not 42 held")
			s.types("a")
			s.sees("Where are these 42 people?")
			s.types("mars")
			s.types(enterKey)
			s.sees("is no time zone")
			s.types("\x15lisb")
			s.sees("Enter takes Lisbon, Portugal.")
			s.types(enterKey)
			s.sees("42 rows: the time zone is Europe/Lisbon")
			s.types("u")
			s.sees("Undone: 42 rows")
			s.sees("Held: nothing tells when it is day there")
			s.types("\x12")
			s.sees("42 contacts will be called")
			s.types(leaveKey)
			s.ends()

			s = start(t, size.cols, size.rows, d.env)
			s.sees("42 contacts will be called")
			s.types(nextKey)
			s.sees("Calls a second")
			s.types(nextKey)
			s.sees("42 contacts in 1 batch")
			s.types(enterKey)
			s.sees("Type the number of contacts")
			s.types("42" + enterKey)
			s.sees("Completed: everybody sent to Dialgen was called.")
			var dials map[string]int
			if err := served.tells("dials", &dials); err != nil || len(dials) != 42 {
				t.Errorf("%d are dialled, %v", len(dials), err)
			}
			s.types(leaveKey)
			s.ends()
		})
	}
}

// What the commands count is what the console shows, and nobody of them is sent.
func TestWhoHasNoTimeZoneIsHeldByTheCommandsUntilAColumnTellsIt(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	lines := append(nowhere(42), "Olivia,+44 7400 123101,London")
	list := d.file("nowhere.csv", lines...)
	checked := document[struct {
		Ready    int
		ToCheck  int `json:"to_check"`
		Warnings []struct {
			Kind      string
			Count     int
			CauseRows int `json:"cause_rows"`
		}
		Zones struct{ Unknown int }
	}](d.run("check", list, "--json").exits(3))
	i := slices.IndexFunc(checked.Warnings, func(w struct {
		Kind      string
		Count     int
		CauseRows int `json:"cause_rows"`
	}) bool {
		return w.Kind == "time_zone_unknown"
	})
	if i < 0 || checked.Warnings[i].Count != 42 || checked.Warnings[i].CauseRows != 42 || checked.Zones.Unknown != 42 || checked.Ready != 43 || checked.ToCheck != 42 {
		t.Errorf("%+v", checked)
	}
	if r := d.run("check", list).exits(3); !strings.Contains(r.out, "42 held, without a time zone") || !strings.Contains(r.out, "1 ready to be called") {
		t.Errorf("%s", r.out)
	}
	d.send(list).exits(3)
	if dials := service.Dials(); !maps.Equal(dials, map[string]int{"+447400123101": 1}) {
		t.Errorf("dialled are %v", dials)
	}
	d.send(list, "--map", "Office=timezone").exits(0)
	if n := len(service.Dials()); n != 43 {
		t.Errorf("%d are dialled", n)
	}
	d.agrees(service)
}

func TestWhereTheOperatorIsIsAskedAtTheFirstStartAndKept(t *testing.T) {
	t.Parallel()
	served := startSandbox(t, nil, "--speed", "3600")
	d := newHarness(t, served.base)
	d.env = append(d.env, "CALLSHEET_TIMEZONE=")
	s := start(t, 80, 24, d.env, d.file("spring.csv", "Name,Phone", "Olivia,+44 7400 123101"))
	s.sees("These are its first rows")
	s.types(enterKey)
	s.sees("What does each column mean?")
	s.types(nextKey)
	s.sees("1 contact will be called")
	s.types(nextKey)
	s.sees("Where are you?")
	s.sees("Europe/London: it is")
	s.types(enterKey)
	s.sees("It is kept in your settings")
	s.types(leaveKey)
	s.ends()
	kept, err := os.ReadFile(filepath.Join(d.home, "callsheet", "config.toml"))
	if err != nil || string(kept) != "timezone = \"Europe/London\"\n"+anyHour {
		t.Errorf("kept is %q, %v", kept, err)
	}
	s = start(t, 80, 24, d.env, d.file("summer.csv", "Name,Phone", "Ben,+44 7400 123102"))
	s.sees("These are its first rows")
	s.types(enterKey)
	s.sees("1 contact will be called")
	s.types(nextKey)
	s.sees("Calls a second")
	s.types(nextKey)
	s.sees("1 contact in 1 batch")
	s.types(leaveKey)
	s.ends()
}
