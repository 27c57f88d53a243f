package ui

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/table"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
)

// contents is 400 rows that cannot be dialled, for eight causes, among 600 that
// can.
// contents is everything a list would show and send, to the byte.
func contents(t interface{ Fatal(...any) }, l *model.List) string {
	var b strings.Builder
	for row := range l.Len() {
		kept, err := json.Marshal(l.Edit(row))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%d %+v %+v %s %q %q\n", row, l.Verdict(row), l.Contacts().Of(row), kept, l.Contacts().Given(row), l.Why(row))
	}
	fmt.Fprintf(&b, "%+v %d %d", l.Counts(), l.Warned(), l.Edited())
	return b.String()
}

// benchOf brings a console to the contacts of a list.
func benchOf(t *testing.T, list *table.Table, width, height int) *robot {
	t.Helper()
	cfg := testConfig()
	cfg.Files.(*fakeFiles).lists["/lists/spring.csv"] = list
	cfg.Open = "/lists/spring.csv"
	r := newRobot(t, cfg, width, height)
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
	r.press("ctrl+n")
	r.sees("will be called")
	return r
}

func (r *robot) contacts() *contacts.Screen { return r.app.front().(*contacts.Screen) }
func (r *robot) list() *model.List          { return r.app.console.Campaign.List }

func TestFourHundredBadRowsOfEightCausesTakeTwelveKeysAtMost(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		r := benchOf(t, badList(), size[0], size[1])
		list := r.list()
		if n := list.Counts().Of(model.ToFix); n != 400 {
			t.Fatalf("%d bad rows", n)
		}
		original := contents(t, list)
		var keys []string
		for list.Counts().Of(model.ToFix) > 0 && len(keys) < 12 {
			cause, ok := r.contacts().Causes.Here()
			if !ok || cause.State != model.ToFix {
				t.Fatalf("after %q the cursor is on %+v", keys, cause)
			}
			k := "a"
			if cause.Problem == model.Problem(phone.Scientific) {
				k = "x" // destroyed digits are not guessed by any key
			}
			r.press(k)
			keys = append(keys, k)
		}
		counts := list.Counts()
		if counts.Of(model.ToFix) != 0 || counts.Of(model.LeftOut) != 10 || counts.Of(model.Ready) != 990 {
			t.Fatalf("after %q: %v", keys, counts)
		}
		t.Logf("%d keys at %dx%d: %q", len(keys), size[0], size[1], keys)
		for row := range list.Len() {
			given := list.Table.Cell(row, 0).Text
			if v := list.Verdict(row); strings.Contains(given, "E+11") && (v.Number != 0 || v.State != model.LeftOut) {
				t.Errorf("%s became %v, %v", given, v.State, v.Number)
			}
		}
		for range keys {
			r.press("u")
		}
		if contents(t, list) != original {
			t.Error("undoing everything did not give the original back")
		}
	}
}

func TestDestroyedDigitsAreTypedOrLeftOut(t *testing.T) {
	r := benchOf(t, badList(), 80, 24)
	r.press("end")
	cause, _ := r.contacts().Causes.Here()
	if cause.Problem != model.Problem(phone.Scientific) {
		t.Fatalf("the last cause is %s", cause.Name())
	}
	r.press("a")
	r.sees("nothing is guessed")
	if r.list().Edited() != 0 {
		t.Fatal("destroyed digits were guessed")
	}
	r.press("enter")
	if s, ok := r.contacts().Panel.(*contacts.PreviewPanel); !ok || len(s.Fixes) != 1 || s.Fixes[0].Kind != model.FixLeaveOut || s.TakesCountry() {
		t.Fatalf("the preview offers more than to leave them out\n%s", r.screen())
	}
	r.press("esc", "tab", "enter")
	if !r.contacts().CellEditor.On || r.contacts().CellEditor.Input.Value() != "" {
		t.Fatalf("the number is not typed from nothing\n%s", r.screen())
	}
	r.write("07400 123456")
	r.press("enter")
	if r.list().Edited() != 1 {
		t.Error("the typed number was not kept")
	}
}

func TestALongListIsRepairedInTheBackground(t *testing.T) {
	rows := [][]string{{"Phone", "Name"}}
	for i := range contacts.QuickList + 2_000 {
		phone := fmt.Sprintf("07400 %06d", i)
		if i%10 == 0 {
			phone = fmt.Sprintf("7401 %06d", i)
		}
		rows = append(rows, []string{phone, "Somebody"})
	}
	r := benchOf(t, tableOf(rows...), 120, 40)
	list := r.list()
	bad := list.Counts().Of(model.ToFix)
	counted := func() bool { return !r.contacts().Causes.Stale }
	r.waits("the causes counted", counted)
	r.sees("Leading zero lost")
	r.app.Update(keyMsg("a")) // its command is never run, as if it took for ever
	r.sees("being fixed")
	r.press("x")
	r.sees("Wait until this is done")
	r.press("esc")
	r.sees("Nothing was changed")
	if list.Edited() != 0 {
		t.Fatal("keys changed rows while others were being fixed")
	}
	r.press("a")
	r.waits("the group fixed", func() bool { return list.Counts().Of(model.ToFix) == 0 })
	r.waits("the rows counted again", counted)
	r.press("u")
	r.waits("the group undone", func() bool { return list.Counts().Of(model.ToFix) == bad })
}

func TestThePreviewShowsEveryFixAndAppliesTheChosen(t *testing.T) {
	r := benchOf(t, badList(), 120, 40)
	r.press("down", "down", "enter")
	r.sees("Several numbers: 60 rows")
	r.sees("Keep number 1 (")
	r.press("down", "down")
	r.sees("→ +44 7400 150044")
	r.press("down", "enter")
	list := r.list()
	if n := list.Counts().Of(model.ToFix); n != 340 {
		t.Fatalf("%d rows to fix", n)
	}
	for row := range list.Len() {
		if given := list.Table.Cell(row, 0).Text; strings.Contains(given, " / ") {
			c := list.Contacts().Of(row)
			if !strings.HasPrefix(c.Number.String(), "+44740015") || !strings.HasPrefix(fmt.Sprint(c.Metadata[model.FallbackKey]), "+44740014") {
				t.Fatalf("%s is %v with %v", given, c.Number, c.Metadata)
			}
		}
	}
	r.press("u")
	if list.Edited() != 0 {
		t.Error("one key did not undo the group")
	}
}

func TestACountryIsChosenForAGroup(t *testing.T) {
	rows := [][]string{{"Phone", "Name"}}
	for i := range 5 {
		rows = append(rows, []string{fmt.Sprintf("030 12345678%d", i), "Berlin"})
	}
	for i := range 10 {
		rows = append(rows, []string{fmt.Sprintf("+44 20 7946 00%d0", i), "London"})
	}
	a := still(plain, testConfig(), campaignOf(tableOf(rows...), "Spring"), func(d *screen.Console) []screen.Screen { return []screen.Screen{contacts.New(d)} })
	a.console.Campaign.ID = "" // the store has not seen it yet
	r := &robot{t: t, app: a, msgs: make(chan tea.Msg, 256)}
	r.update(tea.WindowSizeMsg{Width: 120, Height: 40})
	r.run(a.front().Init())
	r.press("enter", "c")
	r.sees("Which country")
	r.write("Germany")
	r.press("enter")
	r.sees("+49 30 123456780")
	r.press("enter")
	if n := r.list().Counts().Of(model.ToFix); n != 0 {
		t.Fatalf("%d rows to fix\n%s", n, r.screen())
	}
	if got := r.list().Verdict(0).Number.String(); got != "+4930123456780" {
		t.Errorf("dials %s", got)
	}
}

func TestDearFixesAreNeverOneKeyAway(t *testing.T) {
	r := benchOf(t, tableOf([]string{"Phone", "Name"}, []string{"0909 879 0123", "Premium"}, []string{"07400 123199", "Ann"}), 100, 30)
	r.press("a")
	r.sees("Premium rate: 1 row")
	r.press("enter")
	if v := r.list().Verdict(0); v.State == model.Ready {
		t.Fatal("two quick keys call a premium number")
	}
}

// benchKeysAtRandom are the keys an operator can press at the bench, and what
// they may type.
var benchKeysAtRandom = []string{
	"a", "x", "u", "ctrl+r", "enter", "esc", "tab", "up", "down", "left", "right", "home", "end", "pgdown", " ", "M", "n", "p",
	"1", "2", "3", "4", "5", "6", "7", "8", "9", "e", "d", "f", "s", "c", "r", "o", "/", "F", "C", "<", ">", "7", "0", "+", "backspace", "ctrl+t",
}

func TestAnyKeysAtTheBenchKeepTheListTrue(t *testing.T) {
	sizes := [][2]int{{80, 24}, {120, 40}}
	rapid.Check(t, func(rt *rapid.T) {
		size := rapid.SampledFrom(sizes).Draw(rt, "size")
		c := campaignOf(springList(), "Spring")
		a := still(plain, testConfig(), c, func(d *screen.Console) []screen.Screen { return []screen.Screen{contacts.New(d)} })
		a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		a.front().Init()
		original := contents(rt, c.List)
		total := c.List.Counts().Total()
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(benchKeysAtRandom), 1, 40).Draw(rt, "keys") {
			a.Update(keyMsg(k))
			a.at = len(a.stack) - 1 // esc may have left for the screen before
			if got := c.List.Counts(); got.Total() != total {
				rt.Fatalf("after %q the states add up to %d of %d", k, got.Total(), total)
			}
			if err := fitsIn(a.View(), size[0], size[1]); err != nil {
				rt.Fatalf("after %q: %v\n%s", k, err, a.View())
			}
		}
		options, errs := model.ParseOptions(c.Values, fixedNow)
		if len(errs) > 0 {
			rt.Fatal(errs)
		}
		plan := model.NewPlan(c.List.Snapshot(), options)
		if n := c.List.Counts().Of(model.Ready); plan.Len() != n {
			rt.Fatalf("the plan holds %d of %d ready rows", plan.Len(), n)
		}
		for {
			if _, ok := c.List.Undo(); !ok {
				break
			}
		}
		if contents(rt, c.List) != original {
			rt.Fatal("undoing everything did not give the original back")
		}
	})
}

// fitsIn reports how a view does not fill its window.
func fitsIn(view string, width, height int) error {
	misfit := &misfit{}
	fits(misfit, view, width, height)
	return errors.Join(misfit.errs...)
}

// misfit gathers what a test would have been told.
type misfit struct{ errs []error }

func (m *misfit) Helper() {}
func (m *misfit) Errorf(format string, args ...any) {
	m.errs = append(m.errs, fmt.Errorf(format, args...))
}
