package session

import (
	"context"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/events"
)

// commandOf is the operator's command as a function.
type commandOf func(events.Event) error

func (c commandOf) Run(_ context.Context, e events.Event) error { return c(e) }

func TestTheCommandHasOneEventAtATimeAndInOrder(t *testing.T) {
	var got []string
	tell := Telling{Command: commandOf(func(e events.Event) error { got = append(got, e.Name); return nil })}
	work, why := tell.Tell([]events.Event{{Name: "a"}, {Name: "b"}})
	if len(work) != 1 || why != "" {
		t.Fatalf("%d at once, %q", len(work), why)
	}
	if more, _ := tell.Tell([]events.Event{{Name: "c"}}); more != nil {
		t.Error("a second command is started beside the first")
	}
	Inline(t.Context(), nil, work, func(msg any) []Work {
		_, next := tell.Update(msg.(EventTold))
		return next
	})
	if strings.Join(got, "") != "abc" {
		t.Errorf("told %v", got)
	}
	if work, _ := tell.Tell([]events.Event{{Name: "d"}}); len(work) != 1 {
		t.Error("nothing is told after a pause")
	}
}

func TestWhatFailsIsSaidOnceAndHoldsNothing(t *testing.T) {
	ran := 0
	tell := Telling{Command: commandOf(func(events.Event) error { ran++; return model.UserError("No such page.") })}
	work, why := tell.Tell(make([]events.Event, 100))
	said := []string{why}
	Inline(t.Context(), nil, work, func(msg any) []Work {
		why, next := tell.Update(msg.(EventTold))
		said = append(said, why)
		return next
	})
	if ran != maxTelling || strings.Join(said, "|") != "on_event is behind: 68 events left out.|on_event failed: No such page."+strings.Repeat("|", maxTelling-1) {
		t.Errorf("ran %d times, said %q", ran, said)
	}
}

func TestWithoutACommandNothingWaits(t *testing.T) {
	var tell Telling
	if work, why := tell.Tell(make([]events.Event, 100)); work != nil || why != "" || len(tell.queue) > 0 {
		t.Errorf("%d wait, %q", len(tell.queue), why)
	}
}

func TestWhatTheOperatorKeptIsNotTold(t *testing.T) {
	now := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		name, kept string
		told       int
	}{{"they kept it themselves", KeptByYou, 0}, {"a limit was missed", "The canary missed its limits.", 1}} {
		b := model.Batch{Key: "k", State: model.SendPrepared, Contacts: 5}
		b.Part.Release.By = model.ReleasedByOutcome
		var tell Telling
		tell.Observe(LookAt("c", "Spring", []model.Batch{b}, nil, nil, now))
		b.Part.Release.Kept = row.kept
		if all := tell.Observe(LookAt("c", "Spring", []model.Batch{b}, nil, nil, now)); len(all) != row.told {
			t.Errorf("%s: told %+v", row.name, all)
		}
	}
}

func TestACampaignThatIsOpenedAgainStandsStillOnce(t *testing.T) {
	now := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	b := model.Batch{Key: "k", State: model.SendAccepted, Contacts: 5}
	look := LookAt("c", "Spring", []model.Batch{b}, &model.Finish{}, nil, now)
	var tell Telling
	tell.Observe(look)
	look.Stood = time.Minute
	if all := tell.Observe(look); len(all) != 1 || all[0].Kind != events.Stalled {
		t.Errorf("told %+v", all)
	}
	// Home knows nothing of the past of what it lists.
	tell.Observe(LookAt("c", "Spring", []model.Batch{b}, nil, nil, now))
	if all := tell.Observe(look); len(all) > 0 {
		t.Errorf("again told %+v", all)
	}
}

func TestARehearsalSaysThatItIsOne(t *testing.T) {
	for service, want := range map[string]bool{model.SandboxService("abc"): true, "https://api.dialgen.ai": false} {
		if l := LookAt("c", "Spring", []model.Batch{{Service: service}}, nil, nil, time.Time{}); l.Sandbox != want {
			t.Errorf("%s: %v", service, l.Sandbox)
		}
	}
}
