package ui

import (
	"slices"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/ui/session"
)

// exporting opens Live of a campaign that has ended, with one row that was left out.
func exporting(t *testing.T) (*robot, *fakeFiles) {
	t.Helper()
	cfg, _, _ := canaryOf(t, look(model.StatusCompleted, 1, 0), anyHour)
	r := lookedAt(t, cfg)
	r.sees("Completed: everybody sent to Dialgen was called.")
	return r, cfg.Files.(*fakeFiles)
}

func TestResultsAreSavedBesideTheList(t *testing.T) {
	r, files := exporting(t)
	name := r.app.console.BesideList(" results.csv")
	r.press("w")
	r.sees("Save the results")
	r.sees("spring results.csv")
	r.press("enter")
	r.sees("Saved")
	if saved := files.savedTo(); !slices.Equal(saved, []string{name}) {
		t.Fatalf("they are saved to %q", saved)
	}
	from := files.results[0]
	got, has := from.Cells(nil, from.List.Table.RowNumber(0))
	if !has || len(got) != len(from.Header) || from.Rows != from.List.Len()-from.List.Table.BlankRows() {
		t.Errorf("a row got %v of %q, and %d rows get some", got, from.Header, from.Rows)
	}
	r.press("w", "enter")
	r.sees("is there already")
	r.press("down", "enter")
	live := r.app.front().(*liveScreen)
	r.waits("the file to be replaced", func() bool { return len(files.savedTo()) == 2 && !live.export.busy })
	r.press("w")
	r.write("x.pdf")
	r.press("enter")
	r.sees("Let the name end in .xlsx or .csv.")
}

func TestTheKeyOfResultsGivesWayWhereACanaryWaits(t *testing.T) {
	cfg, _, _ := canaryOf(t, look(model.StatusProcessing, 0, 0), anyHour)
	r := lookedAt(t, cfg)
	r.sees("Too few results yet")
	r.press("W")
	r.sees("Save the results")
	r.press("esc", "w")
	r.sees("You kept it: it waits until you send it.")
}

func TestWhoeverLooksOnSavesResultsToo(t *testing.T) {
	cfg, store, _ := canaryOf(t, look(model.StatusCompleted, 1, 0), anyHour)
	store.heldBy("ben, terminal pts/7")
	r := lookedAt(t, cfg)
	r.sees("You are looking on")
	r.press("W", "enter")
	r.sees("Saved")
}

func TestNotesOfAnExportAreSentences(t *testing.T) {
	e := session.ExportedResults{Results: session.Results{Unsure: 2, Why: model.UserError("There is no connection.")}, Saved: session.SavedResults{Why: "The file is gone.", Unfit: 1, Nameless: true}}
	notes := e.Notes()
	if len(notes) != 4 {
		t.Fatalf("there are %q", notes)
	}
	for _, n := range notes {
		if !strings.HasSuffix(n, ".") || strings.Contains(n, "..") {
			t.Errorf("%q", n)
		}
	}
}
