package session

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
)

// Stopping stops everything of this machine's at the service that is worked with: every
// campaign is paused, whoever has it open, and every batch that may still call is cancelled,
// also of campaigns that were forgotten. To stop is always allowed.
type Stopping struct {
	Ledger    Ledger
	Campaigns Saver
	Service   Canceller
	Here      string // the service that is worked with
}

type (
	// Stoppable is what would be stopped.
	Stoppable struct {
		Running []model.Batch // that may still call
		Waiting []model.Batch // that are not sent yet, or of which that is not known
		Err     error         // why it cannot be listed
	}
	// Stopped is what came of stopping everything.
	Stopped struct {
		Cancelled            // of what was running; what had ended meanwhile is not among it
		Campaigns   []string // that are paused, by their keys
		NotPaused   []error  // why others are not: their batches were cancelled all the same
		MaybeCalled int      // contacts of batches of which it is not known whether the service has them
		Err         error    // why the ledger could not be read: nothing was done
	}
)

// List is the work of finding out what would be stopped, whose answer is Stoppable.
func (s Stopping) List() Work {
	return Work{Do: func(ctx context.Context) any { return s.list(ctx) }}
}

func (s Stopping) list(ctx context.Context) Stoppable {
	all, err := s.Ledger.Batches(ctx)
	out := Stoppable{Err: err}
	for _, b := range all {
		switch {
		case b.Service != s.Here:
		case b.Ended.IsZero() && b.Running():
			out.Running = append(out.Running, b)
		case b.Open() && b.Campaign != "" && b.Part.Release.Paused.IsZero(), b.State == model.SendUnknown, b.State == model.SendSending:
			out.Waiting = append(out.Waiting, b)
		}
	}
	return out
}

// Stop is the work of stopping everything there is then, whose answer is Stopped.
func (s Stopping) Stop() Work {
	return Work{Do: func(ctx context.Context) any {
		found := s.list(ctx)
		if found.Err != nil {
			return Stopped{Err: found.Err}
		}
		var out Stopped
		seen := map[string]bool{"": true} // of forgotten campaigns nothing can be sent any more
		for _, b := range slices.Concat(found.Running, found.Waiting) {
			if !seen[b.Campaign] {
				seen[b.Campaign] = true
				if _, err := s.Ledger.Pause(ctx, b.Campaign); err != nil {
					out.NotPaused = append(out.NotPaused, fmt.Errorf("%q: %w", b.Name, err))
				} else {
					out.Campaigns = append(out.Campaigns, b.Campaign)
				}
			}
			if b.State == model.SendUnknown || b.State == model.SendSending {
				out.MaybeCalled += b.Contacts
			}
		}
		all := Cancel(s.Service, found.Running).Do(ctx).(Cancelled)
		keepCancelled(ctx, s.Campaigns, all)
		for _, done := range all.Batches {
			if done.Err == nil || !done.Over() {
				out.Batches = append(out.Batches, done)
			}
		}
		return out
	}}
}

// SetStopped takes over what came of it for a campaign that is open.
func SetStopped(c *model.Campaign, m Stopped, now time.Time) {
	if slices.Contains(m.Campaigns, c.ID) {
		MarkPaused(c, now)
	}
	setCancelled(c, m.Cancelled)
}

// Any reports whether there is anything to stop.
func (s Stoppable) Any() bool { return len(s.Running)+len(s.Waiting) > 0 }

// Words say in sentences what would be stopped.
func (s Stoppable) Words() string {
	var names []string
	for _, b := range slices.Concat(s.Running, s.Waiting) {
		if !slices.Contains(names, b.Name) {
			names = append(names, b.Name)
		}
	}
	const most = 3
	text := figures.Counted(len(names), "campaign") + ": " + strings.Join(quotedEach(names[:min(len(names), most)]), ", ")
	if more := len(names) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	text += ". " + CancelWords(s.Running) + " What has not begun is cancelled at Dialgen, whoever has it open. Calls in progress end by themselves."
	if n := TallyOf(s.Waiting); n.Waiting > 0 {
		text += fmt.Sprintf(" %s not sent yet are not sent.", people(n.Waiting))
	}
	if n := TallyOf(s.Waiting); n.Unknown+n.Sending > 0 {
		text += fmt.Sprintf(" %s may be called all the same: it is not known whether Dialgen has them.", people(n.Unknown+n.Sending))
	}
	return text
}

// Words say in sentences what was stopped, what was NOT first, and whether all was.
func (s Stopped) Words() (words string, whole bool) {
	if s.Err != nil {
		return "NOTHING WAS CANCELLED. " + reason.Sentence(s.Err), false
	}
	var lines []string
	calls, batches := 0, 0
	for _, b := range s.Batches {
		if b.Err != nil {
			lines = append(lines, fmt.Sprintf("NOT CANCELLED: %s of %s. %s", PartName(b.Batch), quoted(b.Batch.Name), reason.Sentence(b.Err)))
			continue
		}
		batches, calls = batches+1, calls+b.Calls
	}
	for _, err := range s.NotPaused {
		lines = append(lines, "Not paused, so close it where it is open: "+reason.Sentence(err))
	}
	if s.MaybeCalled > 0 {
		lines = append(lines, fmt.Sprintf("%s may still be called: it is not known whether Dialgen has them. Run `callsheet resolve`, then stop again.", people(s.MaybeCalled)))
	}
	whole = len(lines) == 0
	lines = append(lines, fmt.Sprintf("Cancelled: %s. Taken back: %s. Paused: %s.", figures.Counted(batches, "batch"), figures.Counted(calls, "call"), figures.Counted(len(s.Campaigns), "campaign")))
	return strings.Join(lines, "\n"), whole
}
