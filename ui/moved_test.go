package ui

import (
	"testing"
	"time"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// inSpring marks a number of the list as one that another campaign is yet to call.
func inSpring(cfg screen.Config, agent string) {
	cfg.Store.Campaigns.(*fakeStore).marks = model.Suppressions{447400123101: {
		Called: fixedNow.Add(-time.Hour), Unfinished: true, Starts: fixedNow.Add(23 * time.Hour), Until: fixedNow.Add(26 * time.Hour),
		Campaign: "Spring renewals", Batch: "batch_1", Agent: agent,
	}}
}

func TestAnotherCampaignLosesNobodyWithoutAWord(t *testing.T) {
	cfg := testConfig()
	inSpring(cfg, "agent_renewals")
	r := contactsOf(t, cfg, 120, 40)
	before := r.app.console.Campaign.List.Counts()
	r.press("2")
	r.sees(`in "Spring renewals"`)
	r.press("home")
	r.sees(`In "Spring renewals", which starts tomorrow`)
	r.press("enter")
	r.sees("In a batch that may yet call")
	r.sees("Leave it to that campaign")
	r.press("enter")
	if r.app.console.Campaign.List.Counts() != before {
		t.Fatal("the first answer moves somebody")
	}
	r.press("enter", "down", "enter")
	r.waits("moved here", func() bool { return r.app.console.Campaign.List.Counts().Of(model.Ready) > before.Of(model.Ready) })
	r.press("u")
	if r.app.console.Campaign.List.Counts() != before {
		t.Error("undo did not leave them to that campaign again")
	}
}

func TestTheReviewNamesTheCampaignThatWouldLosePeople(t *testing.T) {
	cfg := testConfig()
	inSpring(cfg, "agent_renewals")
	r := reviewOf(t, cfg)
	r.sees("Left to")
	r.sees(`in "Spring renewals", which starts tomorrow`)
	r.press("m")
	r.sees("Leave them to it")
	r.press("down", "enter")
	r.sees(`from "Spring renewals", which calls them no more`)
	r.press("enter")
	r.sees(`taken from "Spring renewals"`)
}

func TestWhatAnotherAgentCallsIsNotMoved(t *testing.T) {
	cfg := testConfig()
	inSpring(cfg, "agent_of_others")
	r := reviewOf(t, cfg)
	r.sees("by another agent")
	r.press("m")
	r.sees("Nobody here is in another campaign of this agent")
	list := r.app.console.Campaign.List
	for row := range list.Len() {
		if change, ok := list.Fixes().Change(row, model.Fix{Kind: model.FixMove}); ok {
			list.Apply(change)
		}
	}
	r.run(r.app.front().(*reviewScreen).plan())
	r.sees("2 contacts in 1 batch")
	r.press("enter")
	r.sees("both would call them")
}

func TestWhoAnsweredEarlierIsLeftOutWithOneKey(t *testing.T) {
	cfg := testConfig()
	cfg.Store.Campaigns.(*fakeStore).marks = model.Suppressions{447400123101: {Answered: fixedNow.AddDate(0, 0, -4), AnsweredIn: "Spring renewals"}}
	r := contactsOf(t, cfg, 120, 40)
	before := r.app.console.Campaign.List.Counts()
	if before.Of(model.Ready) == 0 {
		t.Fatal("they are left out unasked")
	}
	causes := r.app.console.Campaign.List.Causes().All()
	at := -1
	for i, c := range causes {
		if c.Answered() {
			at = i
		}
	}
	if at < 0 {
		t.Fatalf("no cause of them in %+v", causes)
	}
	r.press("tab")
	r.sees(`Answered in "Spring renewals"`)
	for range at {
		r.press("down")
	}
	r.sees("Press x to leave them out")
	r.press("x")
	r.waits("left out", func() bool { return r.app.console.Campaign.List.Counts().Of(model.LeftOut) > before.Of(model.LeftOut) })
}

func TestACampaignSaysWhomItLostAndMissesNobodyElse(t *testing.T) {
	at := time.Unix(1, 0)
	batch := func(lost, counted int) []model.Batch {
		return []model.Batch{{State: model.SendAccepted, Contacts: 40, Lost: lost, LostTo: "Summer", Last: model.Statistics{At: at, Status: model.StatusScheduled, Total: counted}}}
	}
	cases := []struct {
		name     string
		batches  []model.Batch
		says     string
		doubtful bool
	}{
		{"nobody was moved", batch(0, 40), "", false},
		{"some were moved, and the figures follow", batch(3, 37), "3 contacts were moved to Summer, which calls them instead.", false},
		{"figures from before", batch(1, 40), "1 contact was moved to Summer, which calls them instead.", false},
		{"one more is missing", batch(3, 36), "3 contacts were moved to Summer, which calls them instead.", true},
		{"some are missing, and nobody was moved from here", batch(0, 37), "", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := session.Losses(c.batches); got != c.says {
				t.Errorf("says %q, want %q", got, c.says)
			}
			if doubts := session.Doubts(c.batches); (len(doubts) > 0) != c.doubtful {
				t.Errorf("doubts %q", doubts)
			}
		})
	}
}
