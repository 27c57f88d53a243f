package ui

import (
	"strings"
	"testing"
	"time"

	"callsheet/model"
)

func TestACampaignIsMadeOfCallbacksAtTheirTime(t *testing.T) {
	for _, c := range []struct {
		claim string
		keys  string
		typed string
		sees  string // what is asked, or said
		rows  int    // of the new campaign; 0 = none is made
		start string
	}{
		{"one key, at the time they named", "tab n", "", `Made "Spring renewals callbacks"`, 1, "2026-11-25 15:00"},
		{"in New York, on the clock there", "tab down n", "", "Made", 1, "2026-11-27 10:00"},
		{"a time that is not clear is asked", "tab end n", "", "is no time of day", 0, ""},
		{"and what is typed is it", "tab end n enter", "tomorrow 11:00", "Made", 1, "2026-11-25 11:00"},
		{"several times are asked", "tab space space n", "", "several times", 0, ""},
		{"those who named the one that is chosen", "tab space space n down enter", "", "Made", 1, "2026-11-27 10:00"},
		{"all of them at one that is typed", "tab space space n down down enter", "tomorrow 16:00", "Made", 2, "2026-11-25 16:00"},
		{"what is not understood makes none", "tab end n enter", "some day", "When are they to be called?", 0, ""},
		{"none of those who asked not to be called", "n", "", "5 asked not to be called", 0, ""},
	} {
		t.Run(c.claim, func(t *testing.T) {
			r, store := saidOn(t, sampleCalls())
			for k := range strings.FieldsSeq(c.keys) {
				r.press(strings.ReplaceAll(k, "space", " "))
			}
			if c.typed != "" {
				r.write(c.typed)
				r.press("enter")
			}
			r.sees(c.sees)
			if c.rows == 0 {
				if len(store.kept) != 1 {
					t.Errorf("it is made unasked")
				}
				return
			}
			made := r.app.console.Campaign
			if made.Name() != "Spring renewals callbacks" || made.Sent() || made.List.Len() != c.rows || made.Values[model.OptStart] != c.start {
				t.Errorf("made is %q of %d rows, at %q", made.Name(), made.List.Len(), made.Values[model.OptStart])
			}
		})
	}
}

func TestATimeThatPassesWhileItIsAskedMovesNoOther(t *testing.T) {
	for _, c := range []struct {
		claim, keys, sees string
		start             string // "" = no campaign is made
	}{
		{"the other one is that other", "down enter", `Made "Spring renewals callbacks"`, "2026-11-27 10:00"},
		{"and that which has passed is no time any more", "enter", "Wed 25 November 15:00 has passed", ""},
	} {
		t.Run(c.claim, func(t *testing.T) {
			r, store := saidOn(t, sampleCalls())
			r.press("tab", " ", " ", "n")
			r.sees("several times")
			r.app.console.Config.Now = func() time.Time { return fixedNow.Add(48 * time.Hour) }
			r.press(strings.Fields(c.keys)...)
			r.sees(c.sees)
			if made := r.app.console.Campaign; c.start != "" && (made.List.Len() != 1 || made.Values[model.OptStart] != c.start) {
				t.Errorf("made is %d rows, at %q", made.List.Len(), made.Values[model.OptStart])
			}
			if c.start == "" && len(store.kept) != 1 {
				t.Error("a campaign is made")
			}
		})
	}
}

func TestWhoAskedNotToBeCalledIsNotCalledBack(t *testing.T) {
	calls := sampleCalls()
	calls.call("+447400123103", 5, "I changed my mind. Never call me again.")
	r, store := saidOn(t, calls)
	r.press("tab", "n")
	r.sees("1 contact asked not to be called, and is left out.")
	if len(store.kept) != 1 {
		t.Error("a campaign was made of them")
	}
}
