package session

import (
	"context"
	"errors"
	"testing"
	"time"

	"callsheet/model"
)

// listsByUser tells the batches of each user.
type listsByUser struct {
	lists map[string][]model.ListedBatch
	asked []string
}

func (l *listsByUser) ListBatches(_ context.Context, user string) ([]model.ListedBatch, error) {
	l.asked = append(l.asked, user)
	list, known := l.lists[user]
	if !known {
		return nil, errors.New("unknown user")
	}
	return list, nil
}

func TestTheBatchesOfEveryUserAreListedOnce(t *testing.T) {
	at := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	one := func(id string, hour int) model.ListedBatch {
		return model.ListedBatch{ID: id, Created: at.Add(time.Duration(hour) * time.Hour)}
	}
	sent := func(user, service string, state model.SendState) model.Batch {
		return model.Batch{User: user, Service: service, State: state}
	}
	service := &listsByUser{lists: map[string][]model.ListedBatch{"anna": {one("b", 2), one("a", 1)}, "ben": {one("c", 3), one("a", 1)}, "far": {one("d", 4)}}}
	got, unlisted, err := ServiceBatches{Service: service, Here: "here", User: "anna"}.Get(t.Context(), []model.Batch{
		sent("ben", "here", model.SendAccepted), sent("ben", "here", model.SendUnknown), sent("far", "elsewhere", model.SendAccepted),
		sent("draft", "here", model.SendPrepared), sent("gone", "here", model.SendSending),
	})
	if err != nil || len(got) != 3 || got[0].ID != "c" || got[0].User != "ben" || got[1].ID != "b" || got[2].User != "anna" {
		t.Errorf("%+v, %v", got, err)
	}
	if len(unlisted) != 1 || unlisted[0].User != "gone" || len(service.asked) != 3 {
		t.Errorf("%v, asked as %v", unlisted, service.asked)
	}
	if _, _, err := (ServiceBatches{Service: service, User: "nobody"}).Get(t.Context(), nil); err == nil {
		t.Error("a list that cannot be had is an empty one")
	}
}

func TestABatchOfAListIsReadAsWhatItSays(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	good := model.ListedBatch{ID: "batch_1", Status: model.StatusProcessing, Total: 255, Processed: 110, Succeeded: 91, Failed: 18, Created: now.Add(-time.Hour)}
	for claim, row := range map[string]struct {
		change func(*model.ListedBatch)
		name   string
		state  string
		keeps  bool
	}{
		"one that calls":              {func(*model.ListedBatch) {}, "Batch of 28 Nov, 255 contacts", "calling 43 %", true},
		"a word nobody knows":         {func(b *model.ListedBatch) { b.Status = "recalibrating\x1b[2J" }, "Batch of 28 Nov, 255 contacts", "recalibrating[2J", true},
		"one of no time":              {func(b *model.ListedBatch) { b.Created = time.Time{} }, "Batch batch_1", "calling 43 %", true},
		"one that is taken in":        {func(b *model.ListedBatch) { b.Status = model.StatusIngesting }, "Batch of 28 Nov, 255 contacts", "being taken in", false},
		"one of nobody":               {func(b *model.ListedBatch) { b.Total = 0 }, "Batch of 28 Nov", "calling", false},
		"one of fewer than nobody":    {func(b *model.ListedBatch) { b.Total = -4 }, "Batch of 28 Nov", "", false},
		"one without an id":           {func(b *model.ListedBatch) { b.ID = "" }, "Batch of 28 Nov, 255 contacts", "calling 43 %", false},
		"an id with a control":        {func(b *model.ListedBatch) { b.ID = "b\x1b[2J" }, "Batch of 28 Nov, 255 contacts", "calling 43 %", false},
		"an id that is a path":        {func(b *model.ListedBatch) { b.ID = "../b?x" }, "Batch of 28 Nov, 255 contacts", "calling 43 %", false},
		"one that was made next year": {func(b *model.ListedBatch) { b.Created = now.AddDate(1, 0, 0) }, "Batch of 28 Nov, 255 contacts", "calling 43 %", true},
	} {
		t.Run(claim, func(t *testing.T) {
			b := good
			row.change(&b)
			s := SummaryOfListed(b, "here", now)
			o := OutlineOf(s, now)
			if s.Draft.Name != row.name || row.state != "" && o.State != row.state || (b.WhyNotAdopted() == "") != row.keeps {
				t.Errorf("%q, %q, %q", s.Draft.Name, o.State, b.WhyNotAdopted())
			}
			if sent := s.Batches[0].Sent; sent.After(now) {
				t.Errorf("it was sent at %v, which is to come", sent)
			}
		})
	}
}
