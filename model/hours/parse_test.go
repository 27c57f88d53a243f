package hours

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"
)

func TestHoursAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"mon-fri 9-18":                               "mon-fri 9-18, sat-sun none",
		"Mon – Fri 9:00 – 18:00":                     "mon-fri 9-18, sat-sun none",
		"monday to friday 9 to 18":                   "mon-fri 9-18, sat-sun none",
		"mon-fri: 9am-6pm":                           "mon-fri 9-18, sat-sun none",
		"mon-fri 9 am - 6:30 pm":                     "mon-fri 9-18:30, sat-sun none",
		"weekdays 9.30-13, 14-20":                    "mon-fri 9:30-13 14-20, sat-sun none",
		"mon-sat 9:30-13 14-20, sun none":            "mon-sat 9:30-13 14-20, sun none",
		"daily 8-21":                                 "daily 8-21",
		"daily 8-21; sun none":                       "mon-sat 8-21, sun none",
		"daily 8-21, sun none, wed 9-12":             "mon-tue 8-21, wed 9-12, thu-sat 8-21, sun none",
		"mon wed fri 9-18":                           "mon 9-18, tue none, wed 9-18, thu none, fri 9-18, sat-sun none",
		"mon, wed and fri 9-18":                      "mon 9-18, tue none, wed 9-18, thu none, fri 9-18, sat-sun none",
		"fri-mon 10-12":                              "mon 10-12, tue-thu none, fri-sun 10-12",
		"weekend 10-18, weekdays 9-21":               "mon-fri 9-21, sat-sun 10-18",
		"mon 14-20 9-13":                             "mon 9-13 14-20, tue-sun none",
		"mon 9-13 12-15 15-16":                       "mon 9-16, tue-sun none",
		"mon 0-24":                                   "mon 0-24, tue-sun none",
		"mon 12am-12pm":                              "mon 0-12, tue-sun none",
		"daily 8-21 holidays none eve 10-19":         "daily 8-21, holidays none, eve 10-19",
		"daily 8-21 max 3 in 24h":                    "daily 8-21, max 3 in 24h",
		"daily 8-21 max 3 in 24 hours max 9 in 7 d":  "daily 8-21, max 3 in 24h, max 9 in 7d",
		"daily 8-21, max 3 in 24h, max 5 in 24h":     "daily 8-21, max 3 in 24h",
		"daily 8-21, max 5 in 24h, max 3 in 24h":     "daily 8-21, max 3 in 24h",
		"daily 8-21 pause 7 days after conversation": "daily 8-21, pause 7d after conversation",
		"daily 8-21 pause 7d after refusal pause 60d after refusal": "daily 8-21, pause 60d after refusal",
	} {
		r, err := Parse(text)
		if err != nil || r.String() != want {
			t.Errorf("%q is read as %q, %v", text, r.String(), err)
		}
	}
}

// What cannot be read is refused with what to type, and never taken for wider hours.
func TestHoursThatCannotBeReadSayWhatToType(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "No hours were given. Type them such as mon-fri 9-18, sat 10-14.",
		" , ":                               "No hours were given",
		"9-18":                              "Which days are 9-18? Type daily 9-18, or mon-fri 9-18.",
		"mon-fri":                           "The hours of Monday are missing. Type them, such as mon 9-18, or mon none.",
		"mon-fri sat 10-14, sun":            "The hours of Sunday are missing",
		"mon-fri 9-5":                       "9-5 ends before it begins. Type 9-17 for the afternoon.",
		"mon-fri 18-9":                      "18-9 ends before it begins. A window ends on the day it begins, at 24 at the latest.",
		"mon-fri 9pm-9am":                   "9pm-9am ends before it begins",
		"mon-fri 9-9":                       "9-9 is no time at all",
		"mon-fri 9-25":                      `"9-25" is no span of hours`,
		"mon-fri 9-24:01":                   "is no span of hours",
		"mon-fri 9:60-12":                   "is no span of hours",
		"mon-fri 9:5-12":                    "is no span of hours",
		"mon-fri 13pm-14pm":                 "is no span of hours",
		"mon-fri 0am-9am":                   "is no span of hours",
		"mon-fri -9-18":                     `"mon-fri-9-18" is no day`,
		"mon-fri 9":                         "is no span of hours",
		"mon-fri morning":                   "is no span of hours",
		"lun-ven 9-18":                      `"lun-ven" is no day`,
		"mon-mon 9-18":                      "is no day",
		"m 9-18":                            "is no day",
		"mon mon 9-18":                      "Monday is named twice",
		"mon 9-12, mon 14-18":               "The hours of Monday are given twice. Put all its windows together, such as mon 9-12 14-18.",
		"mon 9-12, mon-fri 14-18":           "The hours of Monday are given twice",
		"mon-wed 9-12, wed-fri 9-18":        "The hours of Wednesday are given twice",
		"mon none":                          "Nobody could be rung at any time",
		"holidays 9-12":                     "Nobody could be rung at any time",
		"mon none 9-12":                     "Monday has hours and none",
		"mon 9-12 none":                     "Monday has hours and none",
		"daily 8-21 max 0 in 24h":           "A cap is typed as max 3 in 24h",
		"daily 8-21 max 3":                  "A cap is typed as max 3 in 24h",
		"daily 8-21 max 3 in 24":            "A cap is typed as max 3 in 24h",
		"daily 8-21 max 3 in 5w":            "A cap is typed as max 3 in 24h",
		"daily 8-21 pause 7h after refusal": "A pause is typed as pause 7d after conversation",
		"daily 8-21 pause 7d after lunch":   "A pause is typed as",
		"mon 0-1 2-3 4-5 6-7 8-9 10-11 12-13 14-15 16-17 18-19 20-21 22-23 23:30-24": "Monday has more than 12 windows",
		strings.Repeat("mon 9-12 ", 100):                                             "too long",
		"mon \x1b[2J 9-18":                                                           `"[2j" is no span`,
	} {
		_, err := Parse(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestARuleIsChosenByNameOrTyped(t *testing.T) {
	for text, want := range map[string]string{"us-fl": "us-fl", "US-FL": "us-fl", " florida ": "us-fl", "south  africa": "za", "mon 9-18": ""} {
		if r, err := Choose(text); err != nil || r.ID != want {
			t.Errorf("%q: %s, %v", text, r.ID, err)
		}
	}
	if _, err := Choose("atlantis"); err == nil || !strings.HasPrefix(err.Error(), `No preset is called "atlantis". Type one of decent, us, us-debt,`) {
		t.Error(err)
	}
	if _, err := Choose("mon-fri 18-9"); err == nil || !strings.Contains(err.Error(), "ends before it begins") {
		t.Error(err)
	}
}

// windowsOf draws windows in order that do not touch.
func windowsOf(t *rapid.T, label string) []Window {
	var windows []Window
	at := Clock(0)
	for range rapid.IntRange(0, 3).Draw(t, label) {
		from := at + Clock(rapid.IntRange(1, 500).Draw(t, "closed"))
		to := from + Clock(rapid.IntRange(1, 700).Draw(t, "open"))
		if to > midnight {
			break
		}
		windows = append(windows, Window{from, to})
		at = to
	}
	return windows
}

func specialOf(t *rapid.T, label string) Special {
	if rapid.Bool().Draw(t, label+" limited") {
		return Special{true, windowsOf(t, label)}
	}
	return Special{}
}

// ruleOf draws a rule of the operator's own that opens at some time.
func ruleOf(t *rapid.T) Rule {
	r := Rule{Name: "Your hours"}
	for d := range r.Week.Days {
		r.Week.Days[d] = windowsOf(t, "windows")
	}
	r.Week.Days[time.Tuesday] = []Window{{At(9, 0), At(18, 0)}}
	r.Week.Holidays, r.Week.Eves = specialOf(t, "holidays"), specialOf(t, "eves")
	for range rapid.IntRange(0, 3).Draw(t, "caps") {
		c := Cap{Attempts: rapid.IntRange(1, 9).Draw(t, "attempts")}
		if n := rapid.IntRange(1, 40).Draw(t, "length"); rapid.Bool().Draw(t, "days") {
			c.Days = n
		} else {
			c.Hours = n
		}
		r.Caps = append(r.Caps, c)
	}
	r.Caps = strictestCaps(r.Caps)
	r.Pause = Pause{rapid.IntRange(0, 9).Draw(t, "pause"), rapid.IntRange(0, 90).Draw(t, "pause")}
	return r
}

func TestARuleReadsBackAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := ruleOf(t)
		back, err := Parse(r.String())
		if len(r.String()) > maxText {
			t.Skip("longer than a person types")
		}
		if err != nil || !reflect.DeepEqual(back, r) {
			t.Fatalf("%q reads back as %q, %v", r.String(), back.String(), err)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"mon-fri 9-18", "mon-sat 9:30-13 14-20, sun none", "daily 8-21, holidays none, eve 10-19, max 3 in 24h, pause 7d after refusal", "mon – fri 9 am to 6 pm", "to - am", "-", "mon\x00-"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Parse(text)
		if err != nil {
			if msg := err.Error(); !strings.HasSuffix(msg, ".") || len(msg) > 700 || strings.ContainsFunc(msg, unicode.IsControl) {
				t.Fatalf("%q: %q", text, msg)
			}
			return
		}
		for day, windows := range r.Week.Days {
			for i, w := range windows {
				if w.From >= w.To || w.From < 0 || w.To > midnight || i > 0 && windows[i-1].To >= w.From {
					t.Fatalf("%q: day %d has %v", text, day, windows)
				}
			}
		}
		if written := r.String(); len(written) <= maxText {
			back, err := Parse(written)
			if err != nil || back.String() != written {
				t.Fatalf("%q is written as %q, which is read as %q, %v", text, written, back.String(), err)
			}
		}
	})
}
