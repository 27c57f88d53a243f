package store

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/transcript"
)

func detailOf(call string) model.CallDetail {
	return model.CallDetail{
		Call: call, Contact: "contact_1", Summary: "Renews in May.", Measured: true, Over: true, Tries: 2, Fetched: began,
		Turns: []model.Turn{
			{Turn: transcript.Turn{Speaker: transcript.Agent, Text: "Is this a good time?"}, Role: "assistant", At: began},
			{Turn: transcript.Turn{Speaker: transcript.Contact, Text: "Ja, natürlich."}, Role: "user"},
		},
		Metrics: []transcript.Metric{{Name: "intent", Value: "renew"}, {Name: "keyPoints", Value: "a"}, {Name: "keyPoints", Value: "b"}},
	}
}

func TestWhatWasSaidOnCallsIsKeptWithItsCampaign(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{Now: newClock().Now})
	b := sendAs(t, s, confirmed(t, s, "Spring", 1, 2), model.SendAccepted)
	other := sendAs(t, s, confirmed(t, s, "Autumn", 3), model.SendAccepted)
	early := model.CallDetail{Call: "cm2", Contact: "contact_2"}
	ok(t, s.Campaigns.Save(ctx, []model.Record{
		{Details: &model.BatchDetails{Batch: b.Key, Details: []model.CallDetail{early, detailOf("cm1")}}},
		{Details: &model.BatchDetails{Batch: other.Key, Details: []model.CallDetail{early}}},
		{Details: &model.BatchDetails{Batch: b.Key, Details: []model.CallDetail{detailOf("cm2")}}},
		{Details: &model.BatchDetails{Batch: "nowhere", Details: []model.CallDetail{early}}},
	}))
	ok(t, s.Close())
	s = open(t, dir, Options{Now: newClock().Now})
	got := must(s.Ledger.CallDetails(ctx, b.Key))(t)
	for _, id := range []string{"cm1", "cm2"} {
		d := got[id]
		d.Fetched, d.Turns[0].At = d.Fetched.UTC(), d.Turns[0].At.UTC()
		if want := detailOf(id); !reflect.DeepEqual(d, want) {
			t.Errorf("it is\n%+v, want\n%+v", d, want)
		}
	}
	one, found, err := s.Ledger.CallDetail(ctx, other.Key, "cm2")
	if ok(t, err); !found || one.Contact != "contact_2" || one.Measured || len(got) != 2 {
		t.Errorf("%+v, %t, and %d of the other", one, found, len(got))
	}
	if _, found, err = s.Ledger.CallDetail(ctx, other.Key, "cm1"); found || err != nil {
		t.Errorf("a call of another batch: %t, %v", found, err)
	}

	ok(t, s.Campaigns.Forget(ctx, true, b.Campaign))
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Details: &model.BatchDetails{Batch: b.Key, Details: []model.CallDetail{detailOf("cm1")}}}}))
	if got := must(s.Ledger.CallDetails(ctx, b.Key))(t); len(got) != 0 {
		t.Errorf("of a campaign that was forgotten stay %d", len(got))
	}
	if got := must(s.Ledger.CallDetails(ctx, other.Key))(t); len(got) != 1 {
		t.Errorf("of the other campaign stay %d", len(got))
	}
}

func TestWhatIsKeptOfACallIsBounded(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := sendAs(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
	long := strings.Repeat("word ", 1<<20)
	d := model.CallDetail{Call: "cm1", Summary: long + "\x1b[2J"}
	for i := range 10_000 {
		d.Turns = append(d.Turns, model.Turn{Turn: transcript.Turn{Text: long[:2000] + "\x1b"}, Role: long[:100]})
		d.Metrics = append(d.Metrics, transcript.Metric{Name: fmt.Sprint(i), Value: "v"})
	}
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Details: &model.BatchDetails{Batch: b.Key, Details: []model.CallDetail{d}}}}))
	got := must(s.Ledger.CallDetails(ctx, b.Key))(t)["cm1"]
	bytes := len(got.Summary)
	for _, turn := range got.Turns {
		bytes += len(turn.Text)
	}
	if last := got.Turns[len(got.Turns)-1].Text; bytes > 300<<10 || len(got.Metrics) > 200 || last != model.TooLong || strings.Contains(got.Summary+got.Turns[0].Text, "\x1b") {
		t.Errorf("%d bytes, %d metrics, the last turn is %q", bytes, len(got.Metrics), last)
	}
}

func TestWordsThatCannotBeReadAreAskedForAgain(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := sendAs(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Details: &model.BatchDetails{Batch: b.Key, Details: []model.CallDetail{detailOf("cm1"), detailOf("cm2")}}}}))
	must(s.db.writer.ExecContext(ctx, `UPDATE call_details SET said = CAST(substr(said, 2) AS BLOB) WHERE id = 'cm1'`))(t)
	if got := must(s.Ledger.CallDetails(ctx, b.Key))(t); len(got) != 1 || got["cm2"].Summary == "" {
		t.Errorf("there are %+v", got)
	}
}
