package ui

import (
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// spoiltBook is a console with such a list before it.
func spoiltBook(format string, readings ...table.Reading) (*fakeFolders, screen.Config) {
	s, cfg := newFakeFolders()
	spoilt, right := spoiltList()
	s.book.info = session.FileInfo{Path: "/lists/old.csv", Format: format, Size: 200}
	s.book.encoding, s.book.readings = "windows-1252", readings
	s.book.sheets = map[string]*table.Table{"": spoilt}
	s.book.encoded = map[string]*table.Table{"utf-8": right}
	cfg.Open, cfg.Store = s.book.info.Path, storeOf(newFakeStore())
	return s, cfg
}

func TestSpoiltLettersAreAskedAboutOnce(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		for _, c := range []struct {
			claim    string
			keys     []string
			encoding string
			sees     string
		}{
			{"enter takes the likeliest encoding", []string{"e", "enter"}, "utf-8", "José Pérez"},
			{"a digit takes its own", []string{"e", "2"}, "windows-1250", "JosÃ©"},
			{"the arrows move", []string{"e", "down", "up", "enter"}, "utf-8", "José Pérez"},
			{"one key leaves them as they are", []string{"a"}, "windows-1252", "JosÃ©"},
			{"so it does among the encodings", []string{"e", "0"}, "windows-1252", "JosÃ©"},
		} {
			_, cfg := spoiltBook("csv", rightReadings()...)
			r := newRobot(t, cfg, size[0], size[1])
			r.sees("column names in row 1")
			r.press("enter")
			r.sees("What does each column mean?")
			r.sees("3 rows have letters that a wrong encoding spoilt, such as “JosÃ© PÃ©rez”.")
			r.sees("other encodings")
			r.press(c.keys...)
			r.sees(c.sees)
			r.waits(c.claim, func() bool { return r.app.console.Campaign.Origin.Encoding == c.encoding })
			r.sees("What does each column mean?")
			if c.encoding != "windows-1250" {
				r.lacks("a wrong encoding spoilt")
			}
			r.press("ctrl+n")
			r.sees("4 contacts will be called")
			r.press("esc", "esc")
			r.sees(c.encoding)
		}
	}
}

func TestEachEncodingIsShownWithTheSameCells(t *testing.T) {
	_, cfg := spoiltBook("csv", rightReadings()...)
	r := newRobot(t, cfg, 120, 40)
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("other encodings")
	r.press("e")
	for _, want := range []string{"In which encoding are these letters right?", "As it is, windows-1252", "JosÃ© PÃ©rez", "1 utf-8", "UTF-8, the usual one", "José Pérez", "Åsa Öberg", "2 windows-1250", "MĂĽller"} {
		r.sees(want)
	}
	r.press("ctrl+n")
	r.sees("Say in which encoding the file is")
	r.press("esc")
	r.sees("What does each column mean?")
	r.sees("a wrong encoding spoilt")
}

func TestLettersThatNoEncodingPutsRightHoldNothing(t *testing.T) {
	for _, c := range []struct{ claim, format, sees string }{
		{"a text file", "csv", "No other encoding"},
		{"a workbook", formatWorkbook, "They were before the"},
	} {
		s, cfg := spoiltBook(c.format)
		if c.format == formatWorkbook {
			s.book.encoding = ""
		}
		r := newRobot(t, cfg, 100, 30)
		r.sees("column names in row 1")
		r.press("enter")
		r.sees(c.sees)
		r.lacks("another encoding?")
		r.press("e") // which is no answer here
		r.sees(c.sees)
		r.press("ctrl+n")
		r.sees("4 contacts will be called")
		r.press("esc")
		r.sees("What does each column mean?")
		r.lacks("a wrong encoding spoilt") // who went on has answered
		n, list := 0, r.app.console.Campaign.List
		for row := range list.Len() {
			if list.Verdict(row).Warnings&model.LostCharacters != 0 {
				n++
			}
		}
		if n != 3 {
			t.Errorf("%s: %d rows are to check", c.claim, n)
		}
	}
}

func TestAListThatHasChangedIsNotReadAgain(t *testing.T) {
	s, cfg := spoiltBook("csv", rightReadings()...)
	r := newRobot(t, cfg, 100, 30)
	r.sees("column names in row 1")
	r.press("enter")
	r.sees("other encodings")
	r.app.console.Campaign.Origin.Digest = "another"
	r.press("e", "1")
	r.sees("The file is not what it was when it was read.")
	if got := r.app.console.Campaign.Origin.Encoding; got != "windows-1252" || strings.Contains(s.last().Encoding, "utf") {
		t.Errorf("it is %s", got)
	}
}
