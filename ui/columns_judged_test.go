package ui

import (
	"testing"

	"callsheet/model"
)

// What was changed under the columns is what is dialled, by whatever way the
// operator comes to the contacts again.
func TestChangedColumnsAreNeverPassedOver(t *testing.T) {
	phone := func(r *robot) { r.press("down", "down", "enter", "up", "enter") } // the office phone is dialled
	country := func(r *robot) {
		r.press("c", "ctrl+u")
		r.write("IE")
		r.press("enter")
	}
	home := func(r *robot) {
		r.press("esc", "esc", "esc")
		r.sees("What would you like to do?")
	}
	cases := []struct {
		name        string
		change, way func(*robot)
		judged      string // the number of the first row then
	}{
		{"by the next step, after another phone", phone, func(*robot) {}, "+442079460018"},
		{"by Home and back, after another phone", phone, func(r *robot) {
			home(r)
			r.press("down", "enter")
		}, "+442079460018"},
		{"by Home, a new campaign and back, after another phone", phone, func(r *robot) {
			home(r)
			r.press("n")
			r.sees("Which list")
			r.press("esc")
			r.sees("What would you like to do?")
			r.press("down", "enter")
		}, "+442079460018"},
		{"by Home and back, after another country", country, func(r *robot) {
			home(r)
			r.press("down", "enter")
		}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := columnsOf(t, testConfig(), renewals(), 120, 40)
			r.press("ctrl+n")
			r.sees("will be called")
			r.press("esc")
			r.sees("What does each column mean?")
			c.change(r)
			campaign := r.app.console.Campaign
			if campaign.Evaluated() || campaign.Draft("", "").Counts.Total() != 0 {
				t.Error("counts of the columns as they were are kept for those that are")
			}
			c.way(r)
			r.sees("What does each column mean?")
			r.press("ctrl+n")
			r.sees("will be called")
			campaign = r.app.console.Campaign
			v := campaign.List.Verdict(0)
			if got := v.Number.String(); c.judged != "" && got != c.judged {
				t.Errorf("the first row is dialled as %s, want %s", got, c.judged)
			}
			if !campaign.Evaluated() || campaign.List.Region != campaign.Region {
				t.Error("the contacts are not judged by what the columns say")
			}
			if campaign.Draft("", "").Counts.Total() != campaign.Table.Len() {
				t.Error("no counts are kept of a list that was judged")
			}
		})
	}
}

// An untouched campaign goes back to where it was, without being judged again.
func TestUnchangedColumnsAreNotJudgedAgain(t *testing.T) {
	r := columnsOf(t, testConfig(), renewals(), 120, 40)
	r.press("ctrl+n")
	r.sees("will be called")
	list := r.app.console.Campaign.List
	r.press("esc")
	r.sees("What does each column mean?")
	r.press("ctrl+n")
	r.sees("will be called")
	if r.app.console.Campaign.List != list {
		t.Error("nothing was changed, and every row was judged again")
	}
	if r.app.console.Campaign.Stage != model.StageContacts {
		t.Errorf("the stage is %s", r.app.console.Campaign.Stage)
	}
}
