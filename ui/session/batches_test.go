package session

import (
	"testing"
	"time"

	"callsheet/model"
)

// sentAs is a confirmed campaign for a service called here, with a batch in each
// state; "Holder" and "Locked" say that nothing may be sent of it.
func sentAs(states ...model.SendState) *model.Campaign {
	c := &model.Campaign{Plan: &model.Plan{Segments: make([]model.Segment, 1)}, Service: "here"}
	for i, s := range states {
		c.Batches = append(c.Batches, model.Batch{Index: i, Service: "here", State: s, Contacts: 1})
	}
	return c
}

const (
	prepared = model.SendPrepared
	sending  = model.SendSending
	accepted = model.SendAccepted
	refused  = model.SendRefused
	unknown  = model.SendUnknown
)

func TestBatchesAreSentOneAfterAnother(t *testing.T) {
	now := time.Unix(1_790_000_000, 0)
	for _, c := range []struct {
		claim    string
		campaign *model.Campaign
		change   func(*model.Campaign)
		next     int // -1 = nothing is sent
		goOn     bool
	}{
		{"the first that waits", sentAs(prepared, prepared), nil, 0, true},
		{"then the next", sentAs(accepted, prepared), nil, 1, true},
		{"one that was made ready again", sentAs(accepted, prepared, accepted), nil, 1, true},
		{"none while one is on its way", sentAs(sending, prepared), nil, -1, false},
		{"none whose outcome is not known", sentAs(unknown), nil, -1, false},
		{"none that was refused, by itself", sentAs(refused), nil, -1, false},
		{"none of a campaign that is open elsewhere", sentAs(prepared), func(c *model.Campaign) { c.Holder = "ann" }, -1, false},
		{"none of a damaged one", sentAs(prepared), func(c *model.Campaign) { c.Locked = "The rows are lost." }, -1, false},
		{"none at another service", sentAs(prepared), func(c *model.Campaign) { c.Batches[0].Service = "there" }, -1, true},
		{"none without a plan", sentAs(prepared), func(c *model.Campaign) { c.Plan = nil }, -1, false},
		{"none of a segment that waits for somebody", sentAs(prepared), func(c *model.Campaign) { c.Plan.Segments[0].Release.By = model.ReleasedByOperator }, -1, false},
		{"one that was let go", sentAs(prepared), func(c *model.Campaign) {
			c.Plan.Segments[0].Release = model.Release{By: model.ReleasedByOperator, Done: now}
		}, 0, true},
		{"none before its day", sentAs(prepared), func(c *model.Campaign) { c.Plan.Segments[0].Release.NotBefore = now.Add(time.Second) }, -1, false},
	} {
		if c.change != nil {
			c.change(c.campaign)
		}
		if got := MayGoOn(c.campaign, now); got != c.goOn {
			t.Errorf("%s: may go on %v", c.claim, got)
		}
		next, ok := BeginNext(c.campaign, "here", now)
		if ok != (c.next >= 0) || ok && (next.Index != c.next || next.Batch.State != prepared) {
			t.Errorf("%s: sends %v %+v", c.claim, ok, next)
			continue
		}
		if !ok {
			continue
		}
		if b := c.campaign.Batches[c.next]; b.State != sending || !b.Sent.Equal(now) {
			t.Errorf("%s: it is %+v while it is sent", c.claim, b)
		}
		if again, twice := BeginNext(c.campaign, "here", now); twice {
			t.Errorf("%s: and %+v beside it", c.claim, again)
		}
		for state, goesOn := range map[model.SendState]bool{accepted: true, refused: false, unknown: false, prepared: false} {
			b := next.Batch
			b.State = state
			if SetOutcome(c.campaign, next.Index, b) != goesOn || c.campaign.Batches[next.Index].State != state {
				t.Errorf("%s: once it is %s, goes on %v", c.claim, state, !goesOn)
			}
		}
	}
}

func TestWhatIsKnownOfACampaignsBatches(t *testing.T) {
	over := func(s model.BatchStatus, c *model.Campaign) *model.Campaign {
		for i := range c.Batches {
			c.Batches[i].Last.Status = s
		}
		return c
	}
	why := func(c *model.Campaign) *model.Campaign {
		c.Batches[0].Reason = "Dialgen has no credit."
		return c
	}
	for _, c := range []struct {
		claim    string
		campaign *model.Campaign
		anew     bool
		running  bool
		polled   int
	}{
		{"what runs is polled", over(model.StatusProcessing, sentAs(accepted, accepted)), false, true, 2},
		{"what has ended is polled until it is known who was called", over(model.StatusCompleted, sentAs(accepted)), false, false, 1},
		{"what was refused is not at the service", sentAs(refused, prepared), true, false, 0},
		{"nor what stayed here for a reason", why(sentAs(prepared)), true, false, 0},
		{"nor what waits", sentAs(prepared), true, false, 0},
		{"what is on its way may be there", sentAs(sending, prepared), false, false, 0},
		{"with one accepted it is not confirmed anew", over(model.StatusProcessing, sentAs(accepted, refused)), false, true, 1},
		{"nor with one that is not known", sentAs(refused, unknown), false, false, 0},
	} {
		if got := MayUnconfirm(c.campaign); got != c.anew {
			t.Errorf("%s: may be confirmed anew %v", c.claim, got)
		}
		if got := AnyRunning(c.campaign); got != c.running {
			t.Errorf("%s: running %v", c.claim, got)
		}
		if got := ToPoll(c.campaign, "here"); len(got) != c.polled {
			t.Errorf("%s: polls %v", c.claim, got)
		}
		if got := ToPoll(c.campaign, "there"); len(got) != 0 {
			t.Errorf("%s: polls another service of %v", c.claim, got)
		}
	}
	known := over(model.StatusCompleted, sentAs(accepted))
	known.Batches[0].CallsKnown = true
	if got := ToPoll(known, "here"); len(got) != 0 {
		t.Errorf("all is known, and it polls %v", got)
	}
}

func TestAPollThatIsNewerStays(t *testing.T) {
	early, late := time.Unix(1_790_000_000, 0), time.Unix(1_790_000_060, 0)
	c := sentAs(accepted, accepted)
	if !SetStatistics(c, 0, model.Statistics{At: late, Processed: 5}) || SetStatistics(c, 0, model.Statistics{At: late, Processed: 5}) {
		t.Error("what a poll changed is not told from what it did not")
	}
	c.Batches[0].Key, c.Batches[1].Key = "a", "b"
	ledger := []model.Batch{{Key: "a", State: accepted, Last: model.Statistics{At: early, Processed: 3}}, {Key: "b", State: refused, Last: model.Statistics{At: early, Processed: 9}}}
	if !FollowLedger(c, ledger) || c.Batches[0].Last.Processed != 5 || c.Batches[1].Last.Processed != 9 || c.Batches[1].State != refused {
		t.Errorf("followed, they are %+v", c.Batches)
	}
	anew := []model.Batch{{Key: "a", State: accepted}, {Key: "new"}, {Key: "newer"}}
	if !FollowLedger(c, anew) || len(c.Batches) != 3 || c.Batches[0].Last.Processed != 5 || c.Batches[1].Last.Processed != 0 {
		t.Errorf("with other waves they are %+v", c.Batches)
	}
	if FollowLedger(c, nil) {
		t.Error("a campaign that was taken back is followed")
	}
}
