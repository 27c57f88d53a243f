package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/ui/screen"
)

// began opens a file in a new console, as `callsheet FILE` does.
func began(t *testing.T, cfg screen.Config, path string) *robot {
	t.Helper()
	cfg.Open = path
	return newRobot(t, cfg, 100, 30)
}

// repaired leaves a draft of the spring list behind, with one row left out.
func repaired(t *testing.T, cfg screen.Config) {
	t.Helper()
	r := contactsOf(t, cfg, 100, 30)
	r.press("x")
	r.saved()
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestTheSameListAgainIsAskedAbout(t *testing.T) {
	for _, c := range []struct {
		name, path string
		prepare    func(*fakeFiles)
		changed    bool
	}{
		{"by its path", "/lists/spring.csv", func(*fakeFiles) {}, false},
		{"by a link to it", "/lists/latest.csv", func(f *fakeFiles) {
			f.links = map[string]string{"/lists/latest.csv": "/lists/spring.csv"}
			f.lists["/lists/latest.csv"] = f.lists["/lists/spring.csv"]
		}, false},
		{"by its content under another name", "/lists/copy of spring.csv", func(f *fakeFiles) {
			f.lists["/lists/copy of spring.csv"] = springList()
		}, false},
		{"after it was changed", "/lists/spring.csv", func(f *fakeFiles) {
			f.lists["/lists/spring.csv"] = tableOf([]string{"Name", "Mobile"}, []string{"Zoë", "07400 123109"})
		}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg := testConfig()
			store := cfg.Store.Campaigns.(*fakeStore)
			repaired(t, cfg)
			c.prepare(cfg.Files.(*fakeFiles))
			r := began(t, cfg, c.path)
			r.sees("You were repairing this list (4 to fix)")
			if got := strings.Contains(r.screen(), "The file has changed since"); got != c.changed {
				t.Errorf("said to have changed: %v, want %v\n%s", got, c.changed, r.screen())
			}
			r.press("esc")
			r.lacks("You were repairing")
			r.press("enter")
			r.sees("You were repairing this list (4 to fix)")
			r.press("enter")
			r.sees("As given")
			if n := r.app.console.Campaign.List.Edited(); n != 1 || len(store.kept) != 1 {
				t.Errorf("%d rows edited, %d campaigns", n, len(store.kept))
			}
			// Who wants another one gets it.
			r = began(t, cfg, c.path)
			r.sees("You were repairing this list")
			r.press("down", "enter")
			r.lacks("You were repairing")
			r.press("enter")
			r.sees("What does each column mean?")
			r.saved()
			if len(store.kept) != 2 {
				t.Errorf("there are %d campaigns", len(store.kept))
			}
		})
	}
}

func TestAnotherListIsNotAskedAbout(t *testing.T) {
	cfg := testConfig()
	repaired(t, cfg)
	cfg.Files.(*fakeFiles).lists["/lists/summer.csv"] = tableOf([]string{"Name", "Mobile"}, []string{"Zoë", "07400 123109"})
	r := began(t, cfg, "/lists/summer.csv")
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
}

// A look at a file leaves nothing behind.
func TestACampaignWithoutAListLeavesNoDraft(t *testing.T) {
	cfg := testConfig()
	for _, keys := range []string{"", "esc", "esc esc n", "esc esc n esc n"} {
		r := began(t, cfg, "/lists/spring.csv")
		r.sees("column names in row 1")
		r.press(strings.Fields(keys)...)
		if err := r.app.Flush(context.Background()); err != nil {
			t.Fatal(err)
		}
		if n := len(cfg.Store.Campaigns.(*fakeStore).kept); n != 0 {
			t.Errorf("after %q there are %d campaigns", keys, n)
		}
	}
}

func TestAListThatWasSentIsNamed(t *testing.T) {
	cfg := testConfig()
	service := &fakeService{store: cfg.Store.Campaigns.(*fakeStore), stats: func(int) (model.Statistics, error) {
		return model.Statistics{Status: model.StatusProcessing, Total: 2, Pending: 2}, nil
	}}
	cfg.Service = service
	r := reviewOf(t, cfg)
	confirm(r, "2")
	r.sees("2 to go")
	r.saved()
	if err := r.app.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	again := began(t, cfg, "/lists/spring.csv")
	again.sees("This list was sent already")
	again.sees(`"Spring": sent 24 Nov 09:30 to 2 contacts`)
	again.sees("Continue watching")
	again.press("enter")
	again.sees("2 to go")
	if service.sent() != 1 {
		t.Errorf("%d create requests", service.sent())
	}
}

func TestCampaignsOfOneListAreToldApart(t *testing.T) {
	cfg := testConfig()
	store := cfg.Store.Campaigns.(*fakeStore)
	repaired(t, cfg)
	r := began(t, cfg, "/lists/spring.csv")
	r.sees("You were repairing this list")
	r.press("down", "enter", "enter")
	r.sees("What does each column mean?")
	r.saved()
	store.kept[0].Changed = fixedNow.AddDate(0, 0, -1)
	r = began(t, cfg, "/lists/spring.csv")
	r.sees("There are 2 campaigns with this list")
	r.sees(`Continue "Spring", changed 23 Nov 09:30`)
	r.sees(`Continue "Spring", changed 24 Nov 09:30`)
	r.press("esc", "esc", "esc")
	r.sees("edited 23 Nov 09:30")
	r.sees("edited 24 Nov 09:30")
}

// What a full disk kept from being written is there as long as the console is.
func TestACampaignThatCouldNotBeSavedIsFoundToo(t *testing.T) {
	cfg := testConfig()
	cfg.Store.Campaigns.(*fakeStore).failWith(errDiskFull)
	r := contactsOf(t, cfg, 100, 30)
	r.press("x")
	r.atHome()
	r.press("n")
	r.sees("spring.csv")
	r.write("spring")
	r.press("enter")
	r.sees("You were repairing this list")
	r.press("enter")
	r.sees("As given")
	if n := r.app.console.Campaign.List.Edited(); n != 1 {
		t.Errorf("%d rows edited", n)
	}
}

// A memory that cannot be read keeps nobody from using a list.
func TestCampaignsThatCannotBeListedAreNotAskedAbout(t *testing.T) {
	cfg := testConfig()
	cfg.Store = storeOf(unreadable{cfg.Store.Campaigns.(*fakeStore)})
	r := began(t, cfg, "/lists/spring.csv")
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
}

type unreadable struct{ *fakeStore }

func (unreadable) Summaries(context.Context) ([]model.Summary, error) {
	return nil, errors.New("The campaigns cannot be read.")
}
