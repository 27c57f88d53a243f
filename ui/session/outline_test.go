package session

import (
	"testing"
	"time"

	"callsheet/model"
)

func TestAnOutlineSaysHowFarACampaignIsAndWhatIsNext(t *testing.T) {
	now := time.Date(2026, 11, 28, 9, 30, 0, 0, time.FixedZone("", 2*60*60))
	sent := time.Date(2026, 11, 27, 23, 44, 0, 0, time.UTC) // 01:44 of the next day by the operator's clock
	accepted := func(look model.Statistics) model.Batch {
		if look.Status != "" {
			look.At = now
		}
		return model.Batch{State: model.SendAccepted, Contacts: 255, Sent: sent, Last: look}
	}
	starts := accepted(model.Statistics{Status: model.StatusScheduled, Total: 255})
	starts.Schedule.Start = time.Date(2026, 11, 29, 7, 0, 0, 0, time.UTC)
	late := accepted(model.Statistics{Status: model.StatusScheduled, Total: 255})
	late.Schedule.Start = now.Add(-time.Hour)
	held := model.Batch{State: model.SendPrepared, Contacts: 40, Part: model.Part{Release: model.Release{By: model.ReleasedByOperator}}}
	rows := []struct {
		name              string
		batches           []model.Batch
		state, when, next string
	}{
		{"a draft is gone on with", nil, "draft: Options", "edited 28 Nov 08:30", "go on"},
		{"what is not known is settled, and never called sent for certain", []model.Batch{{State: model.SendUnknown, Contacts: 9, Sent: sent}, accepted(model.Statistics{})}, "not known", "Sent 28 Nov 01:44", "settle"},
		{"what was refused was sent to nobody", []model.Batch{{State: model.SendRefused, Contacts: 9, Sent: sent}}, "refused", "confirmed 28 Nov 01:40", "look"},
		{"what waits is gone on with", []model.Batch{{State: model.SendPrepared, Contacts: 9}}, "not all sent", "confirmed 28 Nov 01:40", "go on"},
		{"what waits for the operator says so", []model.Batch{accepted(model.Statistics{Status: model.StatusCompleted, Total: 255}), held}, "waits for you", "Sent 28 Nov 01:44", "go on"},
		{"a start that is to come is waited for", []model.Batch{starts}, "scheduled", "starts tomorrow 09:00", "wait"},
		{"a start that has passed is looked at", []model.Batch{late}, "has not begun", "Sent 28 Nov 01:44", "look"},
		{"a sent campaign is never called ready", []model.Batch{accepted(model.Statistics{Status: model.StatusPending, Total: 255})}, "waits its turn", "Sent 28 Nov 01:44", "watch"},
		{"calls under way say how far", []model.Batch{accepted(model.Statistics{Status: model.StatusProcessing, Total: 255, Processed: 110, Succeeded: 91, Failed: 18})}, "calling 43 %", "Sent 28 Nov 01:44", "watch"},
		{"a word nobody knows is shown, and short", []model.Batch{accepted(model.Statistics{Status: "recalibrating\x1b[2J the universe", Total: 255})}, "recalibrating[2J", "Sent 28 Nov 01:44", "watch"},
		{"what is over is looked at", []model.Batch{accepted(model.Statistics{Status: model.StatusCompleted, Total: 255, Processed: 255, Succeeded: 200, Failed: 55})}, "completed", "Sent 28 Nov 01:44", "look"},
		{"what was cancelled says so", []model.Batch{accepted(model.Statistics{Status: model.StatusCancelled, Total: 255})}, "cancelled", "Sent 28 Nov 01:44", "look"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := model.Summary{Batches: row.batches, Changed: now.Add(-time.Hour), Draft: model.Draft{Stage: model.StageOptions, Rows: 10}}
			if len(row.batches) > 0 {
				s.Confirmed = sent.Add(-4 * time.Minute)
			}
			o := OutlineOf(s, now)
			if o.State != row.state || o.When != row.when || string(o.Next) != row.next {
				t.Errorf("%q, %q, %q", o.State, o.When, o.Next)
			}
			if len([]rune(o.State)) > maxState {
				t.Errorf("%q is longer than its column", o.State)
			}
		})
	}
}

func TestWhenACampaignWasSentIsSaidOnceItWas(t *testing.T) {
	now := time.Date(2026, 11, 28, 9, 30, 0, 0, time.UTC)
	at := time.Date(2026, 11, 28, 1, 44, 0, 0, time.UTC)
	for name, row := range map[string]struct {
		batches []model.Batch
		want    string
	}{
		"the first batch counts":           {[]model.Batch{{State: model.SendAccepted, Contacts: 200, Sent: at}, {State: model.SendAccepted, Contacts: 55, Sent: at.Add(time.Hour)}}, "Sent 28 Nov 01:44 to 255"},
		"only what Dialgen took":           {[]model.Batch{{State: model.SendAccepted, Contacts: 200, Sent: at}, {State: model.SendPrepared, Contacts: 55}}, "Sent 28 Nov 01:44 to 200"},
		"another year has its number":      {[]model.Batch{{State: model.SendAccepted, Contacts: 1200, Sent: at.AddDate(-1, 0, 0)}}, "Sent 28 Nov 2025 to 1,200"},
		"nothing while it is not known":    {[]model.Batch{{State: model.SendUnknown, Contacts: 200, Sent: at}}, ""},
		"nothing of what was refused":      {[]model.Batch{{State: model.SendRefused, Contacts: 200, Sent: at}}, ""},
		"nothing where the time is not so": {[]model.Batch{{State: model.SendAccepted, Contacts: 200}}, ""},
	} {
		if got := SentWords(row.batches, now); got != row.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
