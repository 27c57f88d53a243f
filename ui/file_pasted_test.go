package ui

import (
	"slices"
	"strings"
	"testing"
)

func TestPastedPaths(t *testing.T) {
	const one = "" // nothing else can be meant
	for _, c := range []struct{ claim, text, meant, parted string }{
		{"a plain path", "/lists/spring.csv", "/lists/spring.csv", one},
		{"blanks are part of the name", "/lists/my  spring list.csv", "/lists/my  spring list.csv", one},
		{"a line end is none", "/lists/spring.csv\r\n", "/lists/spring.csv", one},
		{"blanks around are none", "  '/lists/spring.csv' ", "/lists/spring.csv", one},
		{"single quotes", "'/lists/my list.csv'", "/lists/my list.csv", one},
		{"double quotes", `"/lists/my list.csv"`, "/lists/my list.csv", one},
		{"a shell's quoted apostrophe", `'/lists/Ann'\''s list.csv'`, "/lists/Ann's list.csv", one},
		{"an apostrophe is no quote", "/lists/Ann's and Bo's list.csv", "/lists/Ann's and Bo's list.csv", one},
		{"escaped blanks", `/lists/my\ spring\ list\ \(2\).csv`, "/lists/my spring list (2).csv", one},
		{"an escaped quote", `/lists/Ann\'s\ list.csv`, "/lists/Ann's list.csv", one},
		{"a name that holds what cannot be shown", `$'/lists/caf\303\251\t1.csv'`, "/lists/café\t1.csv", one},
		{"and another behind it", `$'/lists/a\'b.csv' c.csv`, "/lists/a'b.csv|c.csv", one},
		{"a file address", "file:///lists/my%20list%20%C3%A9.csv", "/lists/my list é.csv", one},
		{"a file address of this machine", "FILE://localhost/lists/a%2Bb.csv", "/lists/a+b.csv", one},
		{"a file address with a bare percent sign", "file:///lists/100%.csv", "/lists/100%.csv", one},
		{"several lines", "/lists/a.csv\n/lists/b.csv\n\n/lists/c.csv", "/lists/a.csv|/lists/b.csv|/lists/c.csv", one},
		{"several quoted paths on one line", "'/lists/a b.csv' '/lists/c.csv'", "/lists/a b.csv|/lists/c.csv", one},
		{"one in quotes, one without", "'a file.csv' b.xlsx", "a file.csv|b.xlsx", one},
		{"one without quotes, one in them", "/lists/b.csv '/lists/a file.csv'", "/lists/b.csv '/lists/a file.csv'", "/lists/b.csv|/lists/a file.csv"},
		{"several escaped paths on one line", `/lists/a\ b.csv /lists/c.csv`, "/lists/a b.csv|/lists/c.csv", one},
		{"one with an apostrophe among escaped ones", `/lists/Ann's\ b.csv /lists/c.csv`, "/lists/Ann's b.csv|/lists/c.csv", one},
		{"several paths, or one with a blank in it", "/lists/a.csv /lists/b.csv", "/lists/a.csv /lists/b.csv", "/lists/a.csv|/lists/b.csv"},
		{"or several names", "a.csv b.xlsx", "a.csv b.xlsx", "a.csv|b.xlsx"},
		{"a folder with a blank is none of several", "/lists/my lists/a.csv", "/lists/my lists/a.csv", one},
		{"nor is a name with one", "~/spring leads.csv", "~/spring leads.csv", one},
		{"several file addresses", "file:///lists/a.csv\r\nfile:///lists/b.csv\r\n", "/lists/a.csv|/lists/b.csv", one},
		{"several on one line", "file:///lists/a%20b.csv file:///lists/c.csv", "/lists/a b.csv|/lists/c.csv", one},
		{"a file address and a path", "file:///lists/a.csv '/lists/b c.csv'", "/lists/a.csv '/lists/b c.csv'", "/lists/a.csv|/lists/b c.csv"},
		{"home", "~/lists/a.csv", "~/lists/a.csv", one},
		{"a drive of Windows", `"C:\Users\ann\my list.csv"`, `C:\Users\ann\my list.csv`, one},
		{"two of Windows", `"C:\Users\ann\my list.csv" "D:\b.csv"`, `C:\Users\ann\my list.csv|D:\b.csv`, one},
		{"a computer of Windows", `\\files\lists\a.csv`, `\\files\lists\a.csv`, one},
		{"an address of the web", "'https://docs.example.com/a b'", "https://docs.example.com/a b", one},
		{"several quoted file addresses on one line", "'file:///lists/a.csv' 'file:///lists/b.csv'", "/lists/a.csv|/lists/b.csv", one},
		{"nothing", " \r\n\t ", "", one},
		{"only quotes", "''", "", one},
	} {
		meant, parted := readPaths(c.text)
		if got := strings.Join(meant, "|"); got != c.meant {
			t.Errorf("%s: %q is %q, want %q", c.claim, c.text, got, c.meant)
		}
		if got := strings.Join(parted, "|"); got != c.parted {
			t.Errorf("%s: %q may be %q, want %q", c.claim, c.text, got, c.parted)
		}
	}
}

func FuzzPastedPath(f *testing.F) {
	for _, seed := range []string{"/a b", `'/a'\''b'`, "file:///a%20b", "\"", "\\", "a\nb", "file://%zz", "''", "$'", `$'\`, "/a.csv '/b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		pastedRows(text)
		meant, parted := readPaths(text)
		for _, path := range slices.Concat(meant, parted) {
			if path == "" && !strings.Contains(strings.ToLower(text), "file://") || len(path) > len(text) || strings.ContainsAny(path, "\r\n") && !strings.Contains(strings.ToLower(text), "file://") && !strings.Contains(text, "$'") {
				t.Fatalf("%q is %q, or %q", text, meant, parted)
			}
		}
	})
}

func TestOfSeveralPastedPathsTheFirstThatIsThereIsOpened(t *testing.T) {
	const spring, old = "/lists/spring.csv", "/lists/old/2025 spring.csv"
	for _, c := range []struct{ claim, text, open, said string }{
		{"both there", "'/lists/old/2025 spring.csv' spring.csv", old, "Of the 2 paths that you pasted, 2025 spring.csv is open. Not opened: spring.csv."},
		{"the first is gone", "'/lists/gone.csv' spring.csv\n/lists/b.csv", spring, "Of the 3 paths that you pasted, spring.csv is open. Not opened: gone.csv, b.csv."},
		{"nothing but a blank parts them", "/lists/spring.csv /lists/b.xlsx", spring, "Of the 2 paths that you pasted, spring.csv is open. Not opened: b.xlsx."},
		{"one name with a blank in it", "/lists/a.csv b.csv", "/lists/a.csv b.csv", ""},
		{"many", "/lists/spring.csv\n/lists/a\n/lists/b\n/lists/c\n/lists/d", spring, "Not opened: a, b, c, 1 more."},
	} {
		t.Run(c.claim, func(t *testing.T) {
			shelf, cfg := newFakeFolders()
			shelf.lists["/lists/a.csv b.csv"] = springList()
			r := onFile(t, cfg, 120, 40)
			r.sees("spring.csv")
			r.paste(c.text)
			r.press("enter")
			r.sees("column names in row 1")
			if got := r.path(); got != c.open {
				t.Errorf("%q is open", got)
			}
			if c.said != "" {
				r.sees(c.said)
			}
			r.press("esc")
			r.sees("File")
			r.press("enter") // what was pasted is over, and the file is the one there
			r.sees("column names in row 1")
		})
	}
}

func TestOfSeveralPastedPathsOfWhichNoneIsThereTheFirstIsSpokenOf(t *testing.T) {
	_, cfg := newFakeFolders()
	r := onFile(t, cfg, 120, 40)
	r.paste("'/lists/gone.csv' '/lists/away.csv'")
	r.sees("You pasted 2 paths. A campaign has one list: enter opens the first that is there.")
	r.press("enter")
	r.sees("There is no file /lists/gone.csv.")
}

// Of a folder that is not listed yet, what the one before offers says nothing.
func TestEnterBehindAPasteOpensWhatWasPasted(t *testing.T) {
	shelf, cfg := newFakeFolders()
	shelf.lists["/lists/old/spring.csv"] = tableOf([]string{"Mobile"}, []string{"07400 123456"})
	r := onFile(t, cfg, 120, 40)
	r.sees("spring.csv")
	f := r.app.front().(*fileScreen)
	r.paste("/lists/old/spring.csv")
	f.browser.listed, f.browser.folder.Path, f.browser.folder.Entries = "/lists", "/lists", sampleFolders["/lists"] // as before the folder came
	r.press("enter")
	r.sees("column names in row 1")
	r.sees("Mobile")
	if f.info.Path != "/lists/old/spring.csv" {
		t.Errorf("%s is open", f.info.Path)
	}
}
