package ui

import (
	"strings"
	"testing"

	"callsheet/model/table"
)

func (r *robot) savedAt(path string) *table.Table {
	r.t.Helper()
	files := r.app.console.Config.Files.(*fakeFiles)
	files.mu.Lock()
	defer files.mu.Unlock()
	return files.lists[path]
}

func TestMarkedRowsAreSavedAsAListOfTheirOwn(t *testing.T) {
	r := plansBench(t, 120, 40)
	r.press(" ", "down", " ", "W")
	r.sees("Save 2 rows as a list of their own")
	r.sees("spring part.csv")
	r.press("enter")
	r.sees("Saved 2 rows to /lists/spring part.csv.")
	if got := r.savedAt("/lists/spring part.csv"); got == nil || got.Len() != 2 || got.Cell(0, 1).Text != "Olivia Grant" || got.Cell(1, 1).Text != "Cy Poole" {
		t.Errorf("%+v", got)
	}
	// What is there is not replaced unasked.
	r.press("esc", "2", "end", " ", "W", "enter")
	r.sees("Replace the file?")
	r.press("enter") // another name
	r.sees("Save 1 row as a list of their own")
	r.press("ctrl+u")
	r.write("/lists/other.xlsx")
	r.press("enter")
	r.sees("Saved 1 row to /lists/other.xlsx.")
	if got := r.savedAt("/lists/spring part.csv"); got.Len() != 2 {
		t.Error("the list that was there is replaced")
	}
}

func TestRowsThatAreShownAreSavedAsAListOfTheirOwn(t *testing.T) {
	r := plansBench(t, 120, 40)
	r.press("F", "down", "down", "enter", "enter", "esc", "W")
	r.sees("Save 4 rows as a list of their own")
	r.press("ctrl+u")
	r.write("gold.txt")
	r.press("enter")
	r.sees("ending in .xlsx or .csv")
	r.press("ctrl+u")
	r.write("gold.csv")
	r.press("enter")
	r.sees("Saved 4 rows to /lists/gold.csv.")
	if got := r.savedAt("/lists/gold.csv"); got == nil || got.Len() != 4 || strings.Join(got.Header, ",") != "Phone,Name,Plan,City,Kind of firm" {
		t.Errorf("%+v", got)
	}
	if r.list().Len() != 5 || r.list().Edited() != 0 {
		t.Error("the list itself is changed")
	}
}
