package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// robotOn is a robot at a console that is drawn already.
func robotOn(t *testing.T, a *App, width, height int) *robot {
	t.Helper()
	r := &robot{t: t, app: a, msgs: make(chan tea.Msg, 256)}
	r.update(tea.WindowSizeMsg{Width: width, Height: height})
	return r
}

// outcomesOf is a robot at Live with a campaign of so many rows, after some keys.
func outcomesOf(t *testing.T, rows int, width, height int, keys ...string) *robot {
	t.Helper()
	c, calls := calledCampaign(model.StatusProcessing, rows, rows*7/10+1, 74)
	r := robotOn(t, calledScene(plain, c, calls), width, height)
	liveOf(r).list.atOnce = false
	r.press(keys...)
	return r
}

// shownNames are the names of those who are shown, from the first.
func shownNames(l *liveScreen) []string {
	var names []string
	for _, i := range l.list.shown {
		names = append(names, l.list.all.Name(l.list.all.Entry(int(i))))
	}
	return names
}

func TestEveryContactIsListedWithWhatCameOfThem(t *testing.T) {
	r := outcomesOf(t, 271, 110, 40)
	r.sees("1 all 271   2 ✓ answered 144   3 missed 25   4 ! failed 18   5 open 79   6 ⊘ not called 5")
	for key, says := range map[string]string{
		"2": "1 m 14 s", "3": "the line was busy", "4": "the number is not valid", "5": "calling", "6": "to fix: No digits",
	} {
		r.press(key)
		r.sees(says)
		if l := liveOf(r); len(l.list.shown) != l.list.all.Count(l.list.choice.Show) {
			t.Errorf("%s shows %d", key, len(l.list.shown))
		}
	}
	r.press("esc") // shows all again, and does not leave
	r.sees("● 1 all 271")
}

func TestTheReasonOfEachWhoWasNotReachedIsReadWhole(t *testing.T) {
	for _, width := range []int{80, 100, 120, 200} {
		r := outcomesOf(t, 271, width, 24, "3")
		r.sees("the line was busy")
		r.press("1")
		r.sees("the line was busy")
		r.press("4", "6")
		r.sees("to fix: No digits")
	}
}

func TestAReasonThatTheListCutsIsReadWholeBelowIt(t *testing.T) {
	for width, want := range map[int]bool{80: true, 200: false} { // beside the list it is read anyway
		a := Scenes()[sceneAt(t, "live-done")].make(plain)
		a.Update(tea.WindowSizeMsg{Width: width, Height: 24})
		for range 4 {
			a.Update(keyMsg("down"))
		}
		entry, ok := a.front().(*liveScreen).list.under()
		if !ok || len(entry.Why()) <= shortReason {
			t.Fatalf("the cursor is on nobody with a long reason: %+v", entry)
		}
		if got := strings.Contains(strings.ToLower(ansi.Strip(a.front().Status())), strings.ToLower(entry.Why())); got != want {
			t.Errorf("at %d columns %q is read whole: %v, want %v", width, entry.Why(), got, want)
		}
	}
}

func TestContactsAreFoundOnLive(t *testing.T) {
	for find, want := range map[string]string{
		"okafor": "Okafor", "07400 123043": "Sam Núñez", "3043": "Sam Núñez", "busy": "the line was busy", "person42@": "person42@example.com",
	} {
		r := outcomesOf(t, 271, 200, 60, "/")
		r.write(find)
		r.sees("/ " + find)
		r.press("enter")
		l := liveOf(r)
		if len(l.list.shown) == 0 || len(l.list.shown) > 60 {
			t.Errorf("%q finds %d", find, len(l.list.shown))
		}
		if !strings.Contains(want, "@") {
			r.sees(want)
		}
		r.press("esc")
		if len(l.list.shown) != l.list.all.Len() || l.list.filter.Query() != "" {
			t.Errorf("%d are shown after esc", len(l.list.shown))
		}
	}
	r := outcomesOf(t, 271, 80, 24, "/")
	r.write("zzz")
	r.press("enter")
	r.sees(`Nobody of these holds "zzz". esc shows all again.`)
	if r.app.at == 0 {
		t.Error("it left")
	}
}

func TestLettersThatAreLookedForDoNothingElse(t *testing.T) {
	r := outcomesOf(t, 271, 80, 24, "/")
	r.write("cancelrw?")
	r.sees("enter keep it   esc show all again")
	r.lacks("Cancel this campaign?")
	if q := liveOf(r).list.filter.Query(); q != "cancelrw?" {
		t.Errorf("typed %q", q)
	}
}

func TestContactsAreSortedByAKey(t *testing.T) {
	r := outcomesOf(t, 271, 120, 40, "f")
	r.sees("Sort by")
	r.sees("as now")
	r.press("down", "down", "enter")
	names := shownNames(liveOf(r))
	r.lacks("Sort by")
	for i := 1; i < len(names); i++ {
		if names[i] != "" && names[i-1] > names[i] && names[i-1][0] < 0x80 && names[i][0] < 0x80 && !strings.EqualFold(names[i-1][:1], names[i][:1]) {
			t.Fatalf("%q is before %q", names[i-1], names[i])
		}
	}
}

func TestTheCursorStaysOnItsContact(t *testing.T) {
	r := outcomesOf(t, 271, 120, 40, "down", "down", "down")
	l := liveOf(r)
	before, _ := l.list.under()
	name := l.list.all.Name(before)
	newer := func(n int) []model.Call {
		e := l.list.all.Entry(100 + n)
		return []model.Call{{ID: fmt.Sprint("new", n), Phone: e.To.String(), Status: model.CallOngoing, At: fixedNow.Add(time.Duration(n+1) * time.Second)}}
	}
	for n := range 4 {
		l.console.Campaign.Batches[0].Last.Calls = newer(n)
		r.run(l.observe())
	}
	if now, _ := l.list.under(); l.list.all.Name(now) != name || l.list.grid.Cursor() != 7 {
		t.Errorf("the cursor is on %q at %d, was on %q", l.list.all.Name(now), l.list.grid.Cursor(), name)
	}
	r.press("home")
	l.console.Campaign.Batches[0].Last.Calls = newer(9)
	r.run(l.observe())
	if l.list.grid.Cursor() != 0 {
		t.Error("at the top the latest is not seen")
	}
}

func TestWhatIsMarkedAndShownCanBeChosen(t *testing.T) {
	r := outcomesOf(t, 271, 120, 40, "3", " ", " ")
	l := liveOf(r)
	for _, c := range []struct {
		claim, keys   string
		marked, shown int
		what          string
	}{
		{"two are marked of those who were missed", "", 2, 25, "missed"},
		{"with another filter, too", "2", 2, 144, "answered"},
		{"all are no choice", "1", 2, 0, ""},
		{"esc takes the marks away", "esc", 0, 0, ""},
		{"of all, those with a word", "/ g o l d enter", 0, 91, `"gold"`},
		{"of the missed, those with a word", "3", 0, 9, `missed with "gold"`},
	} {
		r.press(strings.Fields(c.keys)...)
		marked, shown, what := l.list.chosenRows()
		if len(marked) != c.marked || len(shown) != c.shown || what != c.what {
			t.Errorf("%s: %d marked, %d shown: %q", c.claim, len(marked), len(shown), what)
		}
	}
}

func TestALongListIsMadeAndChosenOffTheScreen(t *testing.T) {
	c, calls := calledCampaign(model.StatusProcessing, 6_000, 4_000, 74)
	cfg := testConfig()
	cfg.Store.Ledger = sceneLedger{calls: map[string][]model.Call{"b0": calls}}
	a := still(plain, cfg, c, func(d *screen.Console) []screen.Screen { return []screen.Screen{newFileScreen(d, "")} })
	r := robotOn(t, a, 120, 40)
	l := newLiveScreen(a.console)
	l.polling.Due = func(int) bool { return false }
	l.list.calls.Elsewhere = func() bool { return true }
	a.push(l)
	r.update(tea.WindowSizeMsg{Width: 120, Height: 40})
	first := l.list.remake() // another one is under way
	if first != nil || l.list.all.Len() != 0 {
		t.Error("it is made while the screen waits")
	}
	r.sees("The contacts are being listed.")
	l.list.making = false
	r.run(l.list.remake())
	c.Batches[0].Last.Calls = []model.Call{{ID: "late", Phone: c.List.Verdict(0).Number.String(), Status: model.CallMissed, Error: "BUSY", At: fixedNow.Add(time.Minute)}}
	l.list.calls = session.Calls{Store: cfg.Store, Clock: l.list.calls.Clock, Now: cfg.Now, Batches: l.list.calls.Batches, Elsewhere: l.list.calls.Elsewhere, Latest: 100}
	r.run(l.observe()) // is made once the first is
	r.waits("the list", func() bool { return l.list.all.Len() == 6_000 && l.list.all.Calls() > 4_000 })
	r.press("3")
	r.press("4") // the answer to the one before is none to this
	r.waits("the failed", func() bool { return len(l.list.shown) == l.list.all.Count(l.list.choice.Show) })
	r.waits("the late one", func() bool {
		return l.list.all.Entry(0).CallID == "late" || l.list.all.Entry(0).Attempts > 1 || !l.list.making && !l.list.again
	})
	if e := l.list.all.Entry(0); e.Attempts < 2 {
		t.Errorf("a call that came meanwhile is lost: %+v", e)
	}
}

func TestWavesFold(t *testing.T) {
	r, _, _ := wavesOnDisk(t, nil)
	openWaves(r)
	r.press("z")
	r.lacks("Denver 8:00")
	r.sees("9 waves: 2 over")
	r.press("down") // moves among the contacts
	r.press("z")
	r.sees("Denver 8:00")
}
