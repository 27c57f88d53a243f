package ui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/ui/screen"
)

// threeCampaigns is Home with campaigns of an earlier run: "One", "Two" and "Three".
func threeCampaigns(t *testing.T, change func(*model.StoredCampaign)) (*robot, *fakeStore, screen.Config) {
	t.Helper()
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	for _, name := range []string{"Three", "Two", "One"} {
		values := model.OptionValues{model.OptName: name, model.OptAgent: "agent_1", model.OptRate: "7"}
		if _, err := store.Create(context.Background(), model.Draft{Name: name, Rows: 5, Stage: model.StageFile, Values: values, View: model.View{Home: true}}); err != nil {
			t.Fatal(err)
		}
		if change != nil {
			change(store.kept[len(store.kept)-1])
		}
	}
	r := reopened(t, cfg)
	r.sees("One")
	h := r.app.stack[0].(*homeScreen)
	h.move(1 + slices.IndexFunc(h.shown, func(e *homeEntry) bool { return e.name() == "One" }))
	return r, store, cfg
}

// draft is what is stored of a campaign.
func (s *fakeStore) draft(id string) (model.Draft, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k := s.find(id); k != nil {
		return k.Draft, true
	}
	return model.Draft{}, false
}

func TestACampaignIsRenamedOnHome(t *testing.T) {
	r, store, _ := threeCampaigns(t, nil)
	r.press("e")
	r.sees("Rename the campaign")
	r.write("Winter \x1b[31mrenewals")
	r.press("enter")
	r.waits("the name", func() bool { d, _ := store.draft("c3"); return strings.HasPrefix(d.Name, "Winter") })
	d, _ := store.draft("c3")
	if d.Values[model.OptName] != d.Name || strings.ContainsRune(d.Name, '\x1b') || d.Values[model.OptRate] != "7" || d.Rows != 5 {
		t.Errorf("%+v", d)
	}
	r.sees("Winter")
	if e := r.app.stack[0].(*homeScreen).under(); e == nil || e.id() != "c3" {
		t.Error("the cursor left its campaign")
	}
}

func TestACampaignNeedsAName(t *testing.T) {
	r, store, _ := threeCampaigns(t, nil)
	r.press("e", "ctrl+u", " ", "enter")
	r.sees("A campaign needs a name.")
	r.press("esc")
	if d, _ := store.draft("c3"); d.Name != "One" {
		t.Errorf("it is called %q", d.Name)
	}
}

func TestACampaignIsArchivedAndListedAgain(t *testing.T) {
	r, store, _ := threeCampaigns(t, nil)
	r.press("a")
	r.waits("the archive", func() bool { d, _ := store.draft("c3"); return d.View.Archived })
	r.sees("6 archived 1")
	r.lacks("One  ")
	r.press("6")
	r.sees("Archived")
	r.sees("▸ One")
	r.press("a")
	r.waits("the list", func() bool { d, _ := store.draft("c3"); return !d.View.Archived })
	r.press("1")
	r.sees("One")
}

func TestWhatNeedsSomebodyOrRunsIsNotPutAwayNorDeleted(t *testing.T) {
	for name, c := range map[string]struct {
		batch model.Batch
		keys  map[string]string
	}{
		"not known": {model.Batch{State: model.SendUnknown}, map[string]string{"a": "It needs somebody", "D": "It is not known whether Dialgen has some of it."}},
		"refused":   {model.Batch{State: model.SendRefused}, map[string]string{"a": "It needs somebody"}},
		"calling":   {model.Batch{State: model.SendAccepted, ID: "b", Last: model.Statistics{Status: model.StatusProcessing}}, map[string]string{"a": "Its calls are not over.", "D": "Its calls go on at Dialgen, deleted or not."}},
		"scheduled": {model.Batch{State: model.SendAccepted, ID: "b", Last: model.Statistics{Status: model.StatusScheduled}}, map[string]string{"a": "Its calls are not over.", "D": "Its calls go on at Dialgen, deleted or not."}},
	} {
		t.Run(name, func(t *testing.T) {
			r, store, _ := threeCampaigns(t, func(k *model.StoredCampaign) {
				if k.Draft.Name == "One" {
					c.batch.Contacts, c.batch.Service = 9, "elsewhere"
					k.Batches = []model.Batch{c.batch}
				}
			})
			for key, says := range c.keys {
				r.press(key)
				r.sees(says)
			}
			if d, there := store.draft("c3"); !there || d.View.Archived {
				t.Error("it was put away")
			}
		})
	}
}

func TestDeletingACampaignAsksForAWordAndSaysWhatStays(t *testing.T) {
	r, store, _ := threeCampaigns(t, nil)
	r.press("D")
	words := strings.Join(strings.Fields(ansi.Strip(r.screen())), " ")
	for _, want := range []string{`Delete "One"?`, "do-not-call list", "must not be called again yet", "evidence"} {
		if !strings.Contains(words, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	r.write("yes")
	r.press("enter", "esc")
	if _, there := store.draft("c3"); !there {
		t.Fatal("it is deleted by any word")
	}
	r.press("D")
	r.write("delete")
	r.press("enter")
	r.waits("the deletion", func() bool { _, there := store.draft("c3"); return !there })
	r.sees(`"One" is deleted.`)
	r.sees("Two")
	if _, there := store.draft("c2"); !there {
		t.Error("another is deleted, too")
	}
}

// A campaign that was worked on here leaves the console for good once it is deleted.
func TestADeletedCampaignIsNotWrittenAgain(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	r := contactsOf(t, cfg, 100, 30)
	r.saved()
	r.atHome()
	r.press("D")
	r.write("delete")
	r.press("enter")
	r.sees("is deleted.")
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(store.kept) != 0 || r.app.console.Campaign != nil || len(r.app.stack) != 1 {
		t.Errorf("%d are stored, %d screens", len(store.kept), len(r.app.stack))
	}
	r.press("n")
	r.sees("Which list do you want to call?")
}

func TestRenamingTheCampaignOneWorksOnHoldsOnItsScreens(t *testing.T) {
	r := reviewOf(t, testConfig())
	r.atHome()
	r.press("e")
	r.write("Another name")
	r.press("enter")
	r.sees("Another name")
	r.press("enter")
	r.sees("callsheet ▸ Another name")
	r.atHome()
	if name := r.app.console.Campaign.Name(); name != "Another name" {
		t.Errorf("it is called %q", name)
	}
}

func TestACampaignIsATemplateForAnother(t *testing.T) {
	r, store, _ := threeCampaigns(t, nil)
	r.press("d")
	r.sees("For another list")
	r.press("down", "enter")
	r.sees("Which list do you want to call?")
	c := r.app.console.Campaign
	if c.Values[model.OptRate] != "7" || c.Values[model.OptAgent] != "agent_1" || c.Name() != "One copy" || c.ID != "" {
		t.Errorf("%q with %v", c.Name(), c.Values)
	}
	if len(store.kept) != 3 {
		t.Error("a campaign without a list is stored")
	}
}

func TestACampaignIsDuplicatedWithItsRows(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	r := contactsOf(t, cfg, 100, 30)
	r.saved()
	first := r.app.console.Campaign
	r.atHome()
	r.press("d", "enter")
	r.sees("As given")
	c := r.app.console.Campaign
	if c == first || c.ID == first.ID || c.Name() != first.Name()+" copy" || c.Table.Len() != first.Table.Len() || len(store.kept) != 2 {
		t.Errorf("%q of %d rows, %d stored", c.Name(), c.Table.Len(), len(store.kept))
	}
}

func TestWhatAnotherConsoleHasOpenIsNotChangedFromHome(t *testing.T) {
	r, store, _ := threeCampaigns(t, nil)
	store.heldBy("ben, terminal pts/7")
	r.press("n")
	r.sees("Which list do you want to call?")
	r.press("esc")
	r.sees("open elsewhere")
	for _, key := range []string{"e", "a", "D"} {
		r.press(key)
		r.sees("This campaign is open elsewhere (ben, terminal pts/7).")
	}
}
