package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"callsheet/model/table"
)

// hardNames are names of files that no terminal can draw as they are.
var hardNames = map[string]string{
	"a blank that does not break":  "spring\u00a0leads.csv",
	"characters without width":     "spring\u200bleads\ufeff.csv",
	"a soft hyphen":                "spring\u00adleads.csv",
	"a tab":                        "spring\tleads.csv",
	"a line end":                   "spring\nleads.csv",
	"bytes of Latin-1":             "caf\xe9 leads.csv",
	"blanks around it":             " spring leads.csv ",
	"a blank after it of its kind": "spring leads.csv\u00a0",
	"what turns text around":       "spring\u202eleads.csv",
	"what drives a terminal":       "spring\x1b]52;c;QQ\x07\u009bleads.csv",
	"letters put together":         "cafe\u0301 \u0928\u093f leads.csv",
}

type fakeRecent struct {
	mu    sync.Mutex
	paths []string
}

func (f *fakeRecent) RecentFiles(context.Context) ([]string, error) { return f.opened(), nil }

func (f *fakeRecent) opened() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.paths)
}

func (f *fakeRecent) SaveRecentFile(_ context.Context, path string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.paths = slices.Insert(f.paths, 0, path)
	return nil
}

// A file opens by its own name, however it is named to the console and however
// little of the name can be drawn.
func TestEveryNameOfAFileOpens(t *testing.T) {
	ways := []struct {
		name string
		open func(r *robot, path string)
	}{
		{"given as an argument", nil},
		{"chosen in the browser", func(r *robot, _ string) { r.press("enter") }},
		{"completed from its first letter", func(r *robot, path string) {
			_, name, _ := strings.Cut(path[1:], "/")
			r.write(name[:1])
			r.press("tab", "enter")
		}},
		{"pasted as it is", func(r *robot, path string) {
			if strings.Contains(path, "\n") || strings.TrimSpace(path) != path || path == "/lists/"+hardNames["bytes of Latin-1"] {
				path = dollarQuoted(path) // as a shell prints it
			}
			r.paste(path)
			r.press("enter")
		}},
		{"pasted as an address", func(r *robot, path string) {
			address := "file://"
			for i := range len(path) {
				address += fmt.Sprintf("%%%02X", path[i])
			}
			r.paste(address)
			r.press("enter")
		}},
		{"opened before", func(r *robot, _ string) { r.press("up", "up", "enter") }},
	}
	for name, base := range hardNames {
		path := "/lists/" + base
		for _, way := range ways {
			t.Run(name+" "+way.name, func(t *testing.T) {
				t.Parallel()
				cfg := testConfig()
				cfg.Files = &fakeFiles{lists: map[string]*table.Table{path: springList()}}
				recent := &fakeRecent{}
				cfg.Recent = recent
				cfg.Folder = "/lists"
				if way.name == "opened before" {
					recent.paths = []string{path}
				}
				if way.open == nil {
					cfg.Open = path
				}
				r := newRobot(t, cfg, 80, 24)
				if way.open != nil {
					r.press("n")
					r.waits("list of the folder and of what was opened before", func() bool {
						f := r.app.front().(*fileScreen)
						return len(f.browser.folder.Entries) > 0 && len(f.browser.recent) == len(recent.opened())
					})
					r.sees("leads")
					way.open(r, path)
				}
				r.sees("column names in row 1")
				screenIsSafe(t, r.app.View(), 80)
				r.press("enter")
				r.sees("What does each column mean?")
				opened := recent.opened()
				if got := r.app.console.Campaign.Origin.Path; got != path || len(opened) == 0 || opened[0] != path {
					t.Errorf("read %q, and remembered %q", got, opened)
				}
			})
		}
	}
}

// dollarQuoted is a name as the shell's own quoting has it.
func dollarQuoted(path string) string {
	var b strings.Builder
	b.WriteString("$'")
	for i := range len(path) {
		fmt.Fprintf(&b, `\%03o`, path[i])
	}
	return b.String() + "'"
}

func TestWhatNamesHaveInCommonIsWhole(t *testing.T) {
	cases := []struct {
		name  string
		names []string
		want  string
	}{
		{"bytes that are no text", []string{"caf\xe9 a", "caf\xe9 b"}, "caf\xe9 "},
		{"other bytes", []string{"caf\xe9", "caf\xe8"}, "caf"},
		{"letters of several bytes", []string{"é1", "é2"}, "é"},
		{"half a letter", []string{"é", "è"}, ""},
		{"capitals", []string{"Leads 1", "leads 2"}, "Leads "},
		{"one is the beginning of the other", []string{"leads", "leads.csv"}, "leads"},
		{"none", nil, ""},
	}
	for _, c := range cases {
		if got := commonPrefix(c.names); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestAListIsSavedBesideAFileOfAnyName(t *testing.T) {
	cfg := testConfig()
	files := &fakeFiles{lists: map[string]*table.Table{"/li\u00a0sts\xe9/spring\u200b.csv": springList()}}
	cfg.Files, cfg.Open = files, "/li\u00a0sts\xe9/spring\u200b.csv"
	r := newRobot(t, cfg, 80, 24)
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("What does each column mean?")
	r.press("ctrl+n")
	r.sees("to fix")
	r.press("w")
	r.sees("Save the repaired list")
	r.press("enter")
	r.waits("the list to be saved", func() bool { return len(files.savedTo()) > 0 })
	if want := "/li\u00a0sts\xe9/spring\u200b repaired.xlsx"; files.savedTo()[0] != want {
		t.Errorf("saved as %q, want %q", files.savedTo()[0], want)
	}
}
