package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/table"
)

func TestPastedRowsAreTheRowsOfATable(t *testing.T) {
	for claim, c := range map[string]struct {
		text, rows string // "" = none
		count      int
	}{
		"of a spreadsheet":             {"Name\tPhone\r\nAnna\t+44 7400 123456\r\n", "Name\tPhone\nAnna\t+44 7400 123456\n", 2},
		"one row with cells":           {"Anna\t+44 7400 123456", "Anna\t+44 7400 123456\n", 1},
		"of a text file":               {"Name,Phone\rAnna,07400 123456\r", "Name,Phone\nAnna,07400 123456\n", 2},
		"in quotes":                    {"\"Name\",\"Phone\"\n\"Lee, Ann\",\"07400 123456\"", "\"Name\",\"Phone\"\n\"Lee, Ann\",\"07400 123456\"\n", 2},
		"numbers alone":                {"+44 7400 123456\n+44 7400 123457\n", "+44 7400 123456\n+44 7400 123457\n", 2},
		"an empty cell first":          {"\tAnna\n07400 123456\tBen\n", "\tAnna\n07400 123456\tBen\n", 2},
		"what would drive a terminal":  {"Name\tPhone\nAn\x1b]0;x\x07na\t1\x00\n", "Name\tPhone\nAn]0;xna\t1\n", 2},
		"a path":                       {"/lists/spring.csv\n", "", 0},
		"a path in quotes":             {"\n'/lists/spring leads.csv'\r\n", "", 0},
		"a path with escaped blanks":   {"/lists/spring\\ leads.csv\n", "", 0},
		"a path with a tab in it":      {"/lists/a\tb.csv", "", 0},
		"several paths":                {"/lists/a.csv\n/lists/b.csv\n", "", 0},
		"several names":                {"a.csv\nb.xlsx\n", "", 0},
		"a path of Windows":            {"\"C:\\lists\\a.csv\"\r\n", "", 0},
		"a link":                       {"https://example.com/a.csv\n", "", 0},
		"a path that a window wrapped": {"/home/anna/very/long\n/spring.csv", "", 0},
		"part of a name":               {"spr", "", 0},
		"one number":                   {"+44 7400 123456\n", "", 0},
		"nothing":                      {" \t\r\n\n", "", 0},
	} {
		rows, count, ok := pastedRows(c.text)
		if rows != c.rows || count != c.count || ok != (c.rows != "") {
			t.Errorf("%s: %q, %d, %v", claim, rows, count, ok)
		}
	}
}

func TestPastedRowsGoTheWayOfAnyList(t *testing.T) {
	shelf, cfg := newFakeFolders()
	var kept []string
	cfg.KeepPaste = func(_ context.Context, rows string, _ time.Time) (string, error) {
		kept = append(kept, rows)
		if len(kept) > 1 {
			return "", model.UserError("The pasted rows cannot be kept: the disk is full.")
		}
		return "/lists/Pasted.csv", nil
	}
	shelf.lists = map[string]*table.Table{"/lists/Pasted.csv": springList()}
	r := onFile(t, cfg, 120, 40)
	r.paste("Name\tPhone\nAnna\t+44 7400 123456\n")
	r.sees("You pasted 2 lines. They are a list now, which you alone can read: /lists/Pasted.csv")
	r.sees("These are its first rows")
	r.press("esc")
	r.paste("Name,Phone\nAnna,+44 7400 123456\n")
	r.sees("the disk is full")
	r.paste("Name\tPhone\n" + strings.Repeat("A\t1\r\n", 180_000))
	r.sees("its end may be missing")
	if len(kept) != 2 || kept[0] != "Name\tPhone\nAnna\t+44 7400 123456\n" {
		t.Errorf("kept was %.200q", kept)
	}
}

func TestALongPasteIsSaidToBeCutOnWhateverScreen(t *testing.T) {
	r := newRobot(t, testConfig(), 80, 24)
	r.update(PasteCut(1))
	r.sees("too long: 1 byte at its end was not taken")
	_, cfg := newFakeFolders()
	r = onFile(t, cfg, 80, 24)
	r.update(PasteCut(2_097_152))
	r.sees("2,097,152 bytes at its end were not taken")
	r.sees("give its path")
}
