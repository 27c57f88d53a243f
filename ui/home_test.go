package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/ui/screen"
)

// atHome brings a console Home, however many steps that is.
func (r *robot) atHome() {
	r.t.Helper()
	for range 12 {
		if r.app.at == 0 && r.app.dialog == nil {
			break
		}
		r.press("esc")
	}
	r.sees("What would you like to do?")
}

// Home is no place of a campaign: whoever goes there from any screen, once or
// twice, and leaves or starts another, finds the campaign as it was.
func TestGoingHomeChangesNothingOfACampaign(t *testing.T) {
	screens := []struct {
		name, says string
		stage      model.Stage
		go_        func(*testing.T, screen.Config) *robot
	}{
		{"Columns", "What does each column mean?", model.StageColumns, func(t *testing.T, cfg screen.Config) *robot {
			cfg.Open = "/lists/spring.csv"
			r := newRobot(t, cfg, 100, 30)
			r.sees("column names in row 1")
			r.press("enter")
			r.sees("What does each column mean?")
			return r
		}},
		{"Contacts", "As given", model.StageContacts, func(t *testing.T, cfg screen.Config) *robot {
			r := contactsOf(t, cfg, 100, 30)
			r.press("enter", "x")
			return r
		}},
		{"Options", "Calls a second", model.StageOptions, func(t *testing.T, cfg screen.Config) *robot {
			r := contactsOf(t, cfg, 100, 30)
			r.press("x", "ctrl+n")
			r.sees("Calls a second")
			return r
		}},
		{"Review", "Calls a second", model.StageReview, func(t *testing.T, cfg screen.Config) *robot { return reviewOf(t, cfg) }},
		{"Live", "Completed", model.StageLive, func(t *testing.T, cfg screen.Config) *robot {
			cfg.Service.(*fakeService).store = cfg.Store.Campaigns.(*fakeStore)
			r := reviewOf(t, cfg)
			confirm(r, "2")
			r.sees("Completed")
			return r
		}},
	}
	ways := []struct {
		name string
		go_  func(*robot)
	}{
		{"and ctrl+c", func(r *robot) {}},
		{"and in again", func(r *robot) { r.press("enter"); r.lacks("What would you like to do?"); r.atHome() }},
		{"twice and with another campaign begun", func(r *robot) {
			r.press("n")
			r.sees("Which list do you want to call?")
			r.atHome()
			r.press("n", "esc")
		}},
	}
	for _, s := range screens {
		for _, w := range ways {
			t.Run(s.name+" "+w.name, func(t *testing.T) {
				cfg := testConfig()
				store := cfg.Store.Campaigns.(*fakeStore)
				r := s.go_(t, cfg)
				r.saved()
				before := *store.kept[0]
				r.atHome()
				w.go_(r)
				r.atHome()
				if err := r.app.Flush(context.Background()); err != nil {
					t.Fatal(err)
				}
				if len(store.kept) != 1 {
					t.Fatalf("there are %d campaigns", len(store.kept))
				}
				after := *store.kept[0]
				if !after.Draft.View.Screen.Known() || !after.Draft.View.Home || after.Draft.Stage != before.Draft.Stage {
					t.Errorf("kept at %v, stage %v, home %v", after.Draft.View.Screen, after.Draft.Stage, after.Draft.View.Home)
				}
				if after.Draft.Counts != before.Draft.Counts || len(after.Done) != len(before.Done) || after.Table.Len() != before.Table.Len() {
					t.Errorf("before %+v, after %+v", before, after)
				}
				again := reopened(t, cfg)
				again.sees("What would you like to do?")
				again.sees("Spring")
				again.press("down", "enter")
				again.sees(s.says)
			})
		}
	}
}

// A campaign that runs is watched and cancelled after any number of visits Home.
func TestARunningCampaignIsWatchedAndCancelledAfterHome(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	service := &fakeService{store: store, stats: func(int) (model.Statistics, error) {
		return model.Statistics{Status: model.StatusProcessing, Total: 2, Pending: 2}, nil
	}}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("2 to go")
	for range 2 {
		r.press("ctrl+n")
		r.sees("What would you like to do?")
		r.press("enter")
		r.sees("2 to go")
	}
	r.press("ctrl+n")
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	again := reopened(t, cfg)
	again.sees("calling")
	again.press("down", "enter")
	again.sees("2 to go")
	again.press("c")
	again.sees("Cancel this campaign?")
	again.write("cancel")
	again.press("enter")
	again.waits("the cancelling", func() bool { service.mu.Lock(); defer service.mu.Unlock(); return service.cancel > 0 })
}

// What is damaged of a campaign hides nothing of the rest, and never costs it.
func TestADamagedCampaignIsWatchedAndKeptAsItIs(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(*model.StoredCampaign)
		sent   bool
		says   string
	}{
		{"sent, its rows", func(k *model.StoredCampaign) { k.Table = nil }, true, "2 to go"},
		{"sent, its plan", func(k *model.StoredCampaign) { k.Sent = nil }, true, "2 to go"},
		{"sent, its columns and options", func(k *model.StoredCampaign) { k.Draft.Mapping, k.Draft.Values = nil, nil }, true, "2 to go"},
		{"a draft's edits", func(k *model.StoredCampaign) { k.Done = nil }, false, "What does each column mean?"},
		{"a draft's rows", func(k *model.StoredCampaign) { k.Table = nil }, false, "Which list do you want to call?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg := testConfig()
			store := cfg.Store.Campaigns.(*fakeStore)
			service := &fakeService{store: store, stats: func(int) (model.Statistics, error) {
				return model.Statistics{Status: model.StatusProcessing, Total: 2, Pending: 2}, nil
			}}
			cfg.Service = service
			r := contactsOf(t, cfg, 100, 30)
			r.press("x")
			if c.sent {
				r.press("u", "ctrl+n")
				r.sees("Renewals")
				r.press("ctrl+n")
				r.sees("exactly what will happen")
				confirm(r, "2")
				r.sees("2 to go")
			}
			r.saved()
			r.atHome()
			if err := r.app.Flush(context.Background()); err != nil {
				t.Fatal(err)
			}
			store.mu.Lock() // Home still looks now and then
			k := store.kept[0]
			c.damage(k)
			k.Damage, k.Locked = "What is kept of it is damaged.", true
			before := k.Draft
			store.mu.Unlock()

			again := reopened(t, cfg)
			again.sees("damaged")
			again.press("down", "enter")
			again.sees("What is kept of it is damaged.")
			again.press("enter")
			again.sees("Read-only: part of this campaign is damaged")
			again.sees(c.says)
			for range 3 {
				again.press("x", "enter", "ctrl+n", "g", "t", "b", "esc")
			}
			again.atHome()
			if err := again.app.Flush(context.Background()); err != nil {
				t.Fatal(err)
			}
			if fmt.Sprint(store.kept[0].Draft) != fmt.Sprint(before) || len(store.kept) != 1 {
				t.Errorf("what was left of it was written over: %+v", store.kept[0].Draft)
			}
			if want := map[bool]int{true: 1}[c.sent]; service.sent() != want {
				t.Errorf("%d create requests", service.sent())
			}
		})
	}
}

// What cannot be listed hides none of what can.
func TestHomeListsWhatCanBeRead(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	for _, name := range []string{"Spring", "Summer"} {
		if _, err := store.Create(context.Background(), model.Draft{Name: name, Rows: 5, View: model.View{Home: true}}); err != nil {
			t.Fatal(err)
		}
	}
	cfg.Store = storeOf(halfRead{store})
	r := reopened(t, cfg)
	r.sees("Spring")
	r.sees("Summer")
	r.sees("cannot be read")
}

type halfRead struct{ *fakeStore }

func (s halfRead) Summaries(ctx context.Context) ([]model.Summary, error) {
	all, _ := s.fakeStore.Summaries(ctx)
	return all, errors.New("Some of it cannot be read.")
}

func TestHomeKeepsTheCursorOnItsCampaign(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	for _, name := range []string{"Alpha", "Bravo", "Charlie", "Delta"} {
		if _, err := store.Create(context.Background(), model.Draft{Name: name, Rows: 5, View: model.View{Home: true}}); err != nil {
			t.Fatal(err)
		}
	}
	r := reopened(t, cfg)
	r.sees("Alpha")
	cursor := func() string {
		for line := range strings.SplitSeq(r.screen(), "\n") {
			if _, after, ok := strings.Cut(line, r.app.console.Theme.Glyphs.Cursor+" "); ok && !strings.Contains(line, "/ find") {
				return strings.Fields(after)[0]
			}
		}
		return ""
	}
	r.press("down", "down", "down")
	if got := cursor(); got != "Bravo" {
		t.Fatalf("the cursor is on %q", got)
	}
	for _, first := range []int{0, 1, 3, 0} { // another is changed elsewhere
		store.mu.Lock()
		k := store.kept[first]
		store.kept = append(append(store.kept[:first:first], store.kept[first+1:]...), k)
		store.mu.Unlock()
		r.update(screen.Reply{To: r.app.stack[0].Requests().ID, Topic: "campaigns", Seq: r.app.stack[0].Requests().Seqs["campaigns"], Msg: r.app.stack[0].(*homeScreen).list()().(screen.Reply).Msg})
		if got := cursor(); got != "Bravo" {
			t.Errorf("the cursor went to %q", got)
		}
	}
	r.press("n")
	r.sees("Which list do you want to call?")
	r.press("esc")
	if got := cursor(); got != "Bravo" {
		t.Errorf("after a look at a new campaign the cursor is on %q", got)
	}
}
