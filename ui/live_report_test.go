package ui

import (
	"slices"
	"strings"
	"testing"

	"callsheet/model"
)

func TestTheReportIsSavedBesideTheList(t *testing.T) {
	r, files := exporting(t)
	name := r.app.console.BesideList(" report.html")
	r.press("R")
	r.sees("Save the report")
	r.sees("spring report.html")
	r.press("enter")
	r.sees("Saved the report to")
	if saved := files.savedTo(); !slices.Equal(saved, []string{name}) {
		t.Fatalf("it is saved to %q", saved)
	}
	page := files.reports[0]
	if !strings.Contains(page, "<title>Report of ") || !strings.Contains(page, "Answered by hour") && !strings.Contains(page, "Outcomes") {
		t.Errorf("it is %.400s", page)
	}
	r.press("R", "enter")
	r.sees("is there already")
	r.press("esc")
	r.lacks("is there already")
	if n := len(files.savedTo()); n != 1 {
		t.Errorf("it was saved %d times", n)
	}
	r.press("R", "enter")
	r.sees("is there already")
	r.press("down", "enter")
	r.waits("the file to be replaced", func() bool { return len(files.savedTo()) == 2 })
}

func TestTheFormOfAReportIsThatOfItsName(t *testing.T) {
	for ending, starts := range map[string]string{".md": "# Report of ", ".TXT": "Report of ", ".html": "<!"} {
		r, files := exporting(t)
		r.press("R")
		r.write("x" + ending)
		r.press("enter")
		r.sees("Saved the report to")
		if saved := files.savedTo(); len(saved) != 1 || !strings.HasSuffix(saved[0], "/x"+ending) || !strings.HasPrefix(files.reports[0], starts) {
			t.Errorf("%s: %q is %.40q", ending, saved, files.reports)
		}
	}
	r, files := exporting(t)
	r.press("R")
	r.write("x.pdf")
	r.press("enter")
	r.sees("Let the name end in .html, .md or .txt.")
	if saved := files.savedTo(); len(saved) != 0 {
		t.Errorf("saved is %q", saved)
	}
}

func TestWhoeverLooksOnSavesTheReportToo(t *testing.T) {
	cfg, store, _ := canaryOf(t, look(model.StatusProcessing, 0, 0), anyHour)
	store.heldBy("ben, terminal pts/7")
	r := lookedAt(t, cfg)
	r.sees("You are looking on")
	r.press("R", "enter")
	r.sees("Saved the report to")
}
