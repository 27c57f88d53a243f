package session

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/start"
	"callsheet/model/transcript"
)

func TestWhoIsCalledBackAndWhen(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	at := func(row, hours int) SaidCallback {
		return SaidCallback{SaidPerson: SaidPerson{Row: row}, Callback: transcript.Callback{When: transcript.When{At: saidNow.Add(time.Duration(hours) * time.Hour).In(london)}}}
	}
	unclear := func(row int, choices ...int) SaidCallback {
		c := SaidCallback{SaidPerson: SaidPerson{Row: row}, Callback: transcript.Callback{When: transcript.When{Question: "Which?"}}}
		for _, hours := range choices {
			c.Choices = append(c.Choices, start.Candidate{At: saidNow.Add(time.Duration(hours) * time.Hour), Zone: london})
		}
		return c
	}
	never := at(3, 2)
	never.OptedOut = true
	for _, row := range []struct {
		claim   string
		chosen  []SaidCallback
		want    string // hours ahead and rows of each time
		rows    string
		settled bool
		unclear int
		left    string
	}{
		{"one, at the time they named", []SaidCallback{at(1, 3)}, "3 [1]; ", "[1]", true, 0, ""},
		{"all who named one time", []SaidCallback{at(2, 3), at(1, 3)}, "3 [2 1]; ", "[1 2]", true, 0, ""},
		{"several times are asked, the first one first", []SaidCallback{at(2, 9), at(1, 3)}, "3 [1]; 9 [2]; ", "[1 2]", false, 0, ""},
		{"a time that has passed is none", []SaidCallback{at(1, -3)}, "", "[1]", false, 1, ""},
		{"what one alone may have meant is asked", []SaidCallback{unclear(1, -4, 5, 17)}, "5 [1]; 17 [1]; ", "[1]", false, 1, ""},
		{"and of several it is not", []SaidCallback{unclear(1, 5), at(2, 3)}, "3 [2]; ", "[1 2]", false, 1, ""},
		{"who asked not to be called is not called", []SaidCallback{never}, "", "[]", false, 0, "1 contact asked not to be called, and is left out."},
		{"nor a number that no row has", []SaidCallback{at(-1, 3), at(1, 3)}, "3 [1]; ", "[1]", true, 0, "1 number no row of the list has, and is left out."},
	} {
		t.Run(row.claim, func(t *testing.T) {
			p := PlanCallbacks(row.chosen, saidNow)
			times := ""
			for _, at := range p.Times {
				times += fmt.Sprint(at.At.Sub(saidNow).Hours(), " ", at.Rows, "; ")
				if got, err := model.ReadStart(model.OptionValues{model.OptStart: CallbackStart(at.At)}, saidNow, ""); err != nil || !got.At.Equal(at.At) {
					t.Errorf("%q is read as %v: %v", CallbackStart(at.At), got, err)
				}
			}
			if times != row.want || fmt.Sprint(p.Rows) != row.rows || p.Settled() != row.settled || p.Unclear != row.unclear || p.LeftWords() != row.left {
				t.Errorf("%s rows %v settled %v unclear %d: %s", times, p.Rows, p.Settled(), p.Unclear, p.LeftWords())
			}
		})
	}
}

func TestATimeToCallBackIsAskedUntilItIsClear(t *testing.T) {
	v := model.OptionValues{model.OptTimeZone: "Europe/London", model.OptStart: "now"}
	for _, c := range []struct{ typed, says, err string }{
		{"tomorrow 15:00", "Sun 29 Nov 15:00 in London", ""},
		{"2026-12-01 9:00 new york", "in New York", ""},
		{"", "", "Say a day and a time"},
		{"now", "", "Say a day and a time"},
		{"1/12 9:00", "", "Type "},
		{"yesterday 9:00", "", "."},
		{"some day", "", "."},
	} {
		words, err := ReadCallbackStart(v, c.typed, saidNow, "GB")
		if !strings.Contains(words, c.says) || (err != nil) != (c.err != "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%q: %q, %v", c.typed, words, err)
		}
	}
	if v[model.OptStart] != "now" {
		t.Error("the options of the campaign were changed")
	}
}
