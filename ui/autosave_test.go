package ui

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/table"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

var errDiskFull = model.UserError("The disk is full. Free some space.")

// reopened starts a console anew on what an earlier one has kept.
func reopened(t *testing.T, cfg screen.Config) *robot {
	t.Helper()
	cfg.Open = ""
	return newRobot(t, cfg, 100, 30)
}

func (r *robot) saved() {
	r.t.Helper()
	r.waits("everything written", func() bool {
		a := r.app
		return a.console.Saver.Idle(a.console.Campaign)
	})
}

func TestAnEditIsWrittenAndComesBack(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 100, 30)
	r.press("enter", "x", "u")
	r.saved()
	kept := cfg.Store.Campaigns.(*fakeStore).kept[0]
	if len(kept.Done) != 1 || len(kept.Undone) != 1 {
		t.Fatalf("%d steps stand and %d are undone", len(kept.Done), len(kept.Undone))
	}
	if c := kept.Done[0]; c.By != "anna" || !c.At.Equal(fixedNow) {
		t.Errorf("the step is by %q at %v", c.By, c.At)
	}
	want := r.app.console.Campaign.List.Counts()

	again := reopened(t, cfg)
	again.sees("As given")
	list := again.app.console.Campaign.List
	if list.Counts() != want || list.Edited() != 1 {
		t.Errorf("after reopening: %v, %d edited; want %v", list.Counts(), list.Edited(), want)
	}
	again.press("u")
	if list.Edited() != 0 {
		t.Error("what was done before could not be undone after reopening")
	}
	again.press("ctrl+r", "ctrl+r")
	if list.Edited() != 2 {
		t.Errorf("%d rows edited after two redos, want 2", list.Edited())
	}
}

func TestItOpensAtTheSameScreenRowAndFilter(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 100, 30)
	r.press("2")
	r.sees("Olivia")
	r.press("/")
	r.write("74")
	r.press("enter", "down", "down")
	r.saved()
	view := r.app.console.Campaign.View
	if view.Show != model.ShowAll || view.Find != "74" || view.Row == 0 || view.Screen != model.StageContacts {
		t.Fatalf("the operator is said to be at %+v", view)
	}
	again := reopened(t, cfg)
	again.waits("the same place", func() bool {
		c := again.app.console.Campaign
		s, ok := again.app.front().(*contacts.Screen)
		if c == nil || !ok {
			return false
		}
		row, _ := s.Table.Here()
		return row == view.Row && reflect.DeepEqual(c.View, view) && s.Filter.Query() == "74"
	})
}

func TestEverySteppingStoneIsReopened(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 100, 30)
	for _, stop := range []struct{ keys, says string }{
		{"", "As given"}, {"ctrl+n", "Calls a second"}, {"esc esc", "What does each column mean?"},
	} {
		for k := range strings.FieldsSeq(stop.keys) {
			r.press(k)
		}
		r.sees(stop.says)
		r.saved()
		reopened(t, cfg).sees(stop.says)
	}
}

func TestAFullDiskIsSaidAndNothingIsSentOrLost(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	r := contactsOf(t, cfg, 100, 30)
	r.saved()
	store.failWith(errDiskFull)
	r.press("enter")
	r.sees("Not saved: work goes on, nothing can be sent. The disk is full.")
	r.press("x", "x")
	if n := r.app.console.Campaign.List.Edited(); n != 3 {
		t.Errorf("work did not go on: %d rows edited", n)
	}
	r.press("ctrl+n")
	r.sees("Calls a second")
	r.press("ctrl+n")
	r.sees("exactly what will happen")
	r.press("enter")
	r.sees("Nothing can be sent while it cannot be written down.")
	r.press("ctrl+c")
	r.sees("Leave without saving?")
	r.press("esc")
	if cfg.Service.(*fakeService).sent() != 0 {
		t.Fatal("something was sent without a ledger")
	}

	store.failWith(nil)
	r.update(session.RetryDue{})
	r.saved()
	r.lacks("Not saved")
	if n := len(store.kept[0].Done); n != 3 {
		t.Errorf("%d steps were kept, want 3", n)
	}
}

func TestADiskThatFailsWhileConfirmingSendsNothing(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	r := reviewOf(t, cfg)
	r.saved()
	r.press("enter")
	r.sees("Type the number of contacts")
	store.failWith(errDiskFull)
	r.write("2")
	r.press("enter")
	r.sees("The disk is full")
	if cfg.Service.(*fakeService).sent() != 0 || r.app.console.Campaign.Sent() {
		t.Fatal("a plan that is not in the ledger was sent")
	}
}

func TestTheLastSaveIsDoneWithoutTheEventLoop(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 100, 30)
	r.saved()
	// The command that would save these is never run, as when the terminal is
	// closed right after the key.
	r.app.Update(keyMsg("x"))
	r.app.Update(keyMsg("x"))
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := len(cfg.Store.Campaigns.(*fakeStore).kept[0].Done); n != 2 {
		t.Errorf("%d steps were kept, want 2", n)
	}
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := len(cfg.Store.Campaigns.(*fakeStore).kept[0].Done); n != 2 {
		t.Errorf("a second flush kept steps twice: %d", n)
	}
}

func TestACampaignOpenElsewhereCanOnlyBeLookedAt(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	r := contactsOf(t, cfg, 100, 30)
	r.saved()
	writes := store.writes

	store.holder = "ben, terminal pts/7, since 10:02"
	again := reopened(t, cfg)
	again.sees("open elsewhere")
	again.press("down")
	again.sees("open elsewhere: ben, terminal pts/7")
	again.press("enter")
	again.sees("Read-only: open elsewhere (ben, terminal pts/7, since 10:02)")
	again.sees("As given")
	again.press("x", "enter", "a", "u")
	if n := again.app.console.Campaign.List.Edited(); n != 0 {
		t.Errorf("%d rows were changed in a campaign of somebody else", n)
	}
	again.press("esc")
	again.sees("What does each column mean?")
	again.press("x", "c")
	again.sees("can only be looked at")
	if err := again.app.Flush(context.Background()); err != nil || store.writes != writes {
		t.Errorf("%d writes to a campaign of somebody else, %v", store.writes-writes, err)
	}
}

func TestSomebodyCalledAShortWhileAgoIsLeftOutUntilTheOperatorSaysOtherwise(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	store.marks = model.Suppressions{
		447400123101: {Called: fixedNow.Add(-2 * time.Hour), Campaign: "Winter renewals"},
		447400123103: {DoNotCall: fixedNow.AddDate(0, -1, 0), Source: "stop list.csv"},
	}
	r := contactsOf(t, cfg, 120, 40)
	counts := r.app.console.Campaign.List.Counts()
	if counts.Of(model.Ready) != 0 || counts.Of(model.DoNotCall) != 2 {
		t.Fatalf("the marks were not taken over: %v", counts)
	}
	r.press("2")
	r.sees("called recently")
	r.press("home")
	r.sees(`In "Winter renewals", which called until 07:30. Press enter`)
	r.press("down", "down")
	r.sees("on the do-not-call list since 24 Oct 2026 (stop list.csv)")
	r.press("x")
	r.sees("It is never called")
	r.press("home", "enter")
	r.sees("Called a short while ago")
	r.press("down", "down", "enter")
	r.waits("both rows of the number back", func() bool {
		c := r.app.console.Campaign.List.Counts()
		return c.Of(model.Ready) == 1 && c.Of(model.Duplicate) == 1
	})
	r.press("u")
	if r.app.console.Campaign.List.Counts() != counts {
		t.Error("undo did not leave them out again")
	}
}

func TestSeveralBatchesGoOneAfterAnother(t *testing.T) {
	cfg := testConfig()
	rows := [][]string{{"Name", "Phone"}, {"Zoë", "to fix"}}
	for i := range model.MaxContacts + 3 {
		rows = append(rows, []string{"", fmt.Sprintf("+4474%08d", i)})
	}
	cfg.Files.(*fakeFiles).lists["/lists/spring.csv"] = tableOf(rows...)
	answers := []model.SendState{model.SendAccepted, model.SendRefused, model.SendAccepted}
	service := &fakeService{store: cfg.Store.Campaigns.(*fakeStore)}
	service.send = func(int) model.Batch {
		return model.Batch{State: answers[service.sends-1], ID: fmt.Sprint("batch_", service.sends), Reason: "2 minutes are left."}
	}
	cfg.Service = service
	// Fast enough for all to be inside their hours.
	cfg.Account.Defaults[model.OptRate] = "30"
	r := reviewOf(t, cfg)
	r.sees("in 2 batches, one after another")
	confirm(r, fmt.Sprint(model.MaxContacts+3))
	r.sees("batch 1 (100,000) taken, batch 2 (3) not taken")
	if service.sent() != 2 {
		t.Fatalf("%d create requests for two batches", service.sent())
	}

	again := reopened(t, cfg)
	again.sees("3 contacts refused")
	again.press("down", "enter")
	again.sees("batch 2 (3) not taken")
	again.press("t")
	again.sees("Type the number of contacts")
	again.write("3")
	again.press("enter")
	again.waits("both taken, by three requests", func() bool { return service.sent() == 3 && again.app.console.Campaign.Ended() })
}

func TestAFaultInACommandEndsWithTheWorkKept(t *testing.T) {
	cfg := testConfig()
	r := contactsOf(t, cfg, 100, 30)
	r.press("x")
	r.update(catch(func() tea.Msg { panic("a fault") })())
	crash := r.app.Crashed()
	if crash == nil || crash.What != "a fault" || !strings.Contains(string(crash.Stack), "TestAFaultInACommand") {
		t.Fatalf("the fault became %+v", crash)
	}
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := len(cfg.Store.Campaigns.(*fakeStore).kept[0].Done); n != 1 {
		t.Errorf("%d steps were kept, want 1", n)
	}
}

func TestWhatASavedListSaysIsAStepLikeAnyOther(t *testing.T) {
	cfg := testConfig()
	cfg.Files = &fakeFiles{lists: map[string]*table.Table{"/lists/spring.csv": tableOf(
		[]string{"Name", "Phone", "Callsheet number", "Callsheet state", "Callsheet name"},
		[]string{"Zoë", "07400 123001", "+447400123001", "ready", "Zoe"},
		[]string{"Ben", "n/a", "+447400123002", "ready", ""},
		[]string{"Cy", "07400 123003", "", "left out", ""},
		[]string{"Di", "07400 123004", "+447400123004", "ready", ""})}}
	cfg.Open = "/lists/spring.csv"
	r := newRobot(t, cfg, 100, 30)
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
	r.press("ctrl+n")
	r.sees("left out by you")
	r.press("G", "x")
	r.saved()
	want := r.app.console.Campaign.List.Counts()

	again := reopened(t, cfg)
	again.sees("Zoe")
	if got := again.app.console.Campaign.List.Counts(); got != want {
		t.Fatalf("after reopening: %v, want %v", got, want)
	}
	again.press("u", "u")
	again.saved()
	if k := cfg.Store.Campaigns.(*fakeStore).kept[0]; len(k.Done) != 0 || len(k.Undone) != 2 {
		t.Errorf("%d steps stand in the store and %d are undone", len(k.Done), len(k.Undone))
	}
	if n := again.app.console.Campaign.List.Edited(); n != 0 {
		t.Errorf("%d rows are edited after all was undone", n)
	}
}
