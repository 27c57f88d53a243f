package ui

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// What a person has to read to decide is in sight, and said in their words.
func TestWhatIsDecidedByIsLegible(t *testing.T) {
	for _, c := range []struct {
		claim, scene  string
		width, height int
		sees, lacks   []string
	}{
		{"two numbers in a cell are whole where there is room", "contacts-all", 120, 40, []string{"07400 123107 / 07400 123108"}, nil},
		{"what the cause says of all its rows is not said again", "zones-causes", 120, 40, []string{"Ben 0"}, []string{"Why"}},
		{"numbers of a preview are told from each other", "file-worst", 80, 24, []string{"07400 000003", "07400 000004", "←→ columns"}, nil},
		{"a date and a name are whole in a preview", "file-typical", 80, 24, []string{"Olivia Grant", "olivia@example.com"}, nil},
		{"all columns are in sight where they have room", "file-typical", 120, 40, []string{"Do not call"}, []string{"←→ columns"}},
		{"as many filters keep their words as have room", "live-over", 120, 40, []string{"2 ✓ answered 208"}, nil},
	} {
		seen := wordsAt(t, c.scene, c.width, c.height)
		for _, want := range c.sees {
			if !strings.Contains(seen, want) {
				t.Errorf("%s: there is no %q in\n%s", c.claim, want, seen)
			}
		}
		for _, other := range c.lacks {
			if strings.Contains(seen, other) {
				t.Errorf("%s: %q is in\n%s", c.claim, other, seen)
			}
		}
	}
}

func TestADraftIsSummedUpInWordsAndOpensWhereItSays(t *testing.T) {
	d := model.Draft{Rows: 184, Counts: model.Counts{model.Ready: 149, model.Duplicate: 4, model.DoNotCall: 14, model.LeftOut: 17}}
	if got := listWords(d); got != "184 rows, 149 ready, 4 duplicate, 14 do not call, 17 left out" {
		t.Errorf("%q", got)
	}
	for _, stage := range []model.Stage{model.StageContacts, model.StageOptions, model.StageReview} { // its list is read
		c := campaignOf(springList(), "One")
		c.Stage = stage
		a := still(plain, sceneConfig(), c, screensOf)
		a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		if opens := a.front().Place().String(); !strings.Contains(goOnWords(stage), "at "+opens+".") {
			t.Errorf("a draft at %s opens at %s, and says %q", stage, opens, goOnWords(stage))
		}
	}
}

func TestNobodysTelephoneRingsWithoutAKey(t *testing.T) {
	for missing, want := range map[string]string{"": "LIVE: telephones ring", "There is no account yet.": "NO KEY: nobody can be called"} {
		cfg := sceneConfig()
		cfg.Account.Missing, cfg.Account.Service = missing, "https://sa.dialgen.ai"
		a := still(theme.New(theme.Options{Lines: true}), cfg, &model.Campaign{}, screensOf)
		a.Update(LinesSize)
		if place := a.Lines().Place; !strings.Contains(place, want) {
			t.Errorf("%q, want %q", place, want)
		}
	}
}

func TestAPlaceThatIsSeveralIsChosenInTheList(t *testing.T) {
	now := time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)
	if _, err := oneZone("kochi", now); err == nil || !strings.Contains(err.Error(), "Choose it in the list") {
		t.Errorf("%v", err)
	}
	if _, err := oneZone("nowhere at all", now); err == nil || strings.Contains(err.Error(), "list") {
		t.Errorf("of no place there is no list: %v", err)
	}
}

func TestAnEmptyHomeSaysTheWay(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		seen := wordsAt(t, "home-empty", size[0], size[1])
		for _, want := range []string{"The steps of a campaign", "every number put right", "you type how many are called"} {
			if !strings.Contains(seen, want) {
				t.Errorf("at %v there is no %q in\n%s", size, want, seen)
			}
		}
	}
	if seen := wordsAt(t, "home-typical", 120, 40); strings.Contains(seen, "The steps of a campaign") {
		t.Error("campaigns are shown instead of the way")
	}
}

func TestNothingIsSavedWhereItIsGoneAtTheEnd(t *testing.T) {
	for _, c := range []struct{ from, passing, want string }{
		{"/tmp/demo-1/Spring renewals.xlsx", "/tmp/demo-1", "/home/anna/Spring renewals results.xlsx"},
		{"/tmp/demo-1/Spring renewals.xlsx", "", "/tmp/demo-1/Spring renewals results.xlsx"},
		{"/lists/leads.csv", "/tmp/demo-1", "/lists/leads results.xlsx"},
		{"leads.csv", "/tmp/demo-1", "/home/anna/leads results.xlsx"},
	} {
		d := &screen.Console{Config: screen.Config{Folder: "/home/anna", Passing: c.passing}, Campaign: &model.Campaign{}}
		d.Campaign.Origin.Path = c.from
		if got := d.BesideList(" results.xlsx"); got != filepath.FromSlash(c.want) {
			t.Errorf("of %s it is %s, want %s", c.from, got, c.want)
		}
	}
}
