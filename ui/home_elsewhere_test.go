package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/team"
	"callsheet/ui/screen"
)

func (f *fakeService) ListBatches(_ context.Context, user string) ([]model.ListedBatch, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lists++
	if f.listed == nil {
		return nil, nil
	}
	return f.listed(user)
}

func (s *fakeStore) Adopt(_ context.Context, d model.Draft, b model.Batch) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return "", s.fail
	}
	for _, k := range s.kept {
		for _, other := range k.Batches {
			if other.ID == b.ID && other.Service == b.Service {
				return k.ID, nil
			}
		}
	}
	id := "adopted " + b.ID
	b.Key, b.Campaign = "key "+b.ID, id
	k := &model.StoredCampaign{}
	k.ID, k.Draft, k.Changed, k.Confirmed, k.Batches = id, d, fixedNow, fixedNow, []model.Batch{b}
	s.kept = append(s.kept, k)
	return id, nil
}

// elsewhereOn is Home with a campaign of this machine, at a service that lists batches.
func elsewhereOn(t *testing.T, listed func(string) ([]model.ListedBatch, error)) (*robot, *fakeStore, *fakeService) {
	t.Helper()
	return runningOn(t, []string{"Spring"}, "", func(cfg *screen.Config, _ *fakeStore) {
		cfg.Pace.Idle = 0
		service := cfg.Service.(*fakeService)
		service.listed, service.stats = listed, moving
	})
}

func TestABatchMadeElsewhereIsKeptAndWatched(t *testing.T) {
	here := model.ListedBatch{ID: "batch Spring", Status: model.StatusProcessing, Total: 10, Created: fixedNow}
	r, store, _ := elsewhereOn(t, func(string) ([]model.ListedBatch, error) {
		return append([]model.ListedBatch{here}, batchesElsewhere()...), nil
	})
	r.sees("Spring")
	r.lacks("Made elsewhere")
	r.press("r")
	r.sees("Made elsewhere")
	if n := strings.Count(r.screen(), "Spring"); n != 1 {
		t.Errorf("Spring is listed %d times: a campaign here has it", n)
	}
	r.press("e") // nothing of it can be changed
	r.sees("enter keeps it here")
	r.press("enter")
	for _, words := range []string{"Keep it here?", "it cannot be changed", "Its list is not here"} {
		r.sees(words)
	}
	r.press("esc")
	if len(store.kept) != 1 {
		t.Fatal("it is kept without a yes")
	}
	r.press("A", "enter")
	r.sees("Live")
	r.waits("the campaign", func() bool { c := r.app.console.Campaign; return c != nil && len(c.Batches) == 1 })
	c := r.app.console.Campaign
	if b := c.Batches[0]; b.ID != batchesElsewhere()[0].ID || b.State != model.SendAccepted || b.Contacts != 255 || !b.Adopted() || c.Service != r.app.console.Config.Account.Service {
		t.Errorf("%+v", b)
	}
	for key, why := range map[string]string{"pause": "made elsewhere", "move": "made elsewhere", "call again": "made elsewhere", "export": "not stored here"} {
		found := false
		for _, a := range r.app.front().(*liveScreen).Actions() {
			if a.ID == key {
				found = true
				if !strings.Contains(a.WhyNot, why) {
					t.Errorf("%s: %q", key, a.WhyNot)
				}
			}
			if a.ID == "cancel" && !a.Usable() {
				t.Errorf("it cannot be cancelled: %q", a.WhyNot)
			}
		}
		if !found {
			t.Errorf("there is no %s", key)
		}
	}
	r.press("c")
	r.sees("Cancel")
	r.press("esc", "esc")
	r.sees("Start a new campaign")
	if n := strings.Count(r.screen(), "Batch of 28 Nov, 255"); n > 1 {
		t.Errorf("it is listed %d times", n)
	}
	if len(store.kept) != 2 {
		t.Errorf("%d campaigns are stored", len(store.kept))
	}
}

func TestWhatCannotBeListedOrKeptSaysWhatToDo(t *testing.T) {
	hostile := model.ListedBatch{ID: "a/../b\x1b[2J", Status: "x\x1b[31m", Total: 5, Agent: "\x1b]0;title\a", Created: fixedNow.AddDate(90, 0, 0)}
	for claim, row := range map[string]struct {
		list  []model.ListedBatch
		err   error
		fail  error
		press []string
		sees  string
	}{
		"the service does not answer":   {nil, model.UserError("Dialgen did not answer."), nil, nil, "Press r to ask again."},
		"it wants to be left alone":     {nil, busyService(time.Minute), nil, nil, "press r after that"},
		"all are of a campaign here":    {nil, nil, nil, nil, "of a campaign here"},
		"an id that no request can ask": {[]model.ListedBatch{hostile}, nil, nil, []string{"enter"}, "so it cannot be watched from here"},
		"it is being taken in":          {batchesElsewhere()[1:2], nil, nil, []string{"enter"}, "Press r again in a minute."},
		"the disk is full":              {batchesElsewhere()[:1], nil, errors.New("no space left"), []string{"enter", "enter"}, "It was not kept here"},
	} {
		t.Run(claim, func(t *testing.T) {
			r, store, service := elsewhereOn(t, func(string) ([]model.ListedBatch, error) { return row.list, row.err })
			r.sees("Spring")
			r.press("r")
			r.waits("the list", func() bool { return r.app.stack[0].(*homeScreen).remote.busy == "" })
			store.failWith(row.fail)
			r.press(row.press...)
			r.sees(row.sees)
			if strings.ContainsAny(r.screen(), "\x1b\a") {
				t.Error("a control character is on the screen")
			}
			if row.err == nil {
				return
			}
			r.press("enter", "r")
			want := 2
			if claim == "it wants to be left alone" {
				want = 1
			}
			r.waits("what is asked", func() bool { service.mu.Lock(); defer service.mu.Unlock(); return service.lists == want })
		})
	}
}

func TestBatchesAreAskedForOnceAtATime(t *testing.T) {
	r, _, service := elsewhereOn(t, nil)
	r.sees("Spring")
	x := &r.app.stack[0].(*homeScreen).remote
	x.busy = "Dialgen is being asked for its batches."
	r.press("r")
	r.sees("being asked")
	if service.lists > 0 {
		t.Error("it is asked twice")
	}
}

// What colleagues sent stands in Dialgen's list, too; while the team's ledger does not answer it
// cannot be told from what was made elsewhere.
func TestABatchOfAColleagueWasNotMadeElsewhere(t *testing.T) {
	f := &fakeTeam{state: teamState()}
	theirs := f.state.Theirs()[0].Batches[0]
	r, _ := ofTeam(t, f, func(cfg *screen.Config) {
		cfg.Service.(*fakeService).listed = func(string) ([]model.ListedBatch, error) {
			return append([]model.ListedBatch{{ID: theirs.ID, Status: model.StatusProcessing, Total: theirs.Contacts, Created: fixedNow}}, batchesElsewhere()...), nil
		}
	})
	r.press("r")
	r.sees(figures.Counted(len(batchesElsewhere()), "batch") + " made elsewhere")
	f.mu.Lock()
	f.state.Err = &team.AwayError{Why: "connection refused"}
	f.mu.Unlock()
	r.press("r")
	r.sees("The batches could not be listed")
}
