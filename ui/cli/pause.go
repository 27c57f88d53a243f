package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/session"
)

// pauseCommand is `callsheet pause`.
type pauseCommand struct{ command }

func (c pauseCommand) cobra() *cobra.Command {
	var document bool
	var wait time.Duration
	cmd := &cobra.Command{
		Use:   "pause CAMPAIGN",
		Short: "Take back what of a campaign has not begun, and keep it",
		Long: "Pauses a campaign, by its id or name: its batches are cancelled at Dialgen, which knows no pause,\n" +
			"and whoever was not called stays here until `callsheet resume`. Calls in progress end by themselves.\n" +
			"It is written down first, so that nothing more of it is sent, by whichever console; a pause that\n" +
			"was broken off is made up for by pausing again.\n\n" +
			"Exit codes: 0 all of it is paused; 1 something goes on calling, and is named; 4 it is not known of\n" +
			"something whether it calls.",
		Example: "  callsheet pause 'Spring renewals'\n  callsheet pause 'Spring renewals' --json --wait 0s",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.pause(cmd.Context(), args[0], wait, document)
		},
	}
	cmd.Flags().DurationVar(&wait, "wait", settleTime, "how long to wait for the calls that are in progress")
	cmd.Flags().BoolVar(&document, "json", false, "print the outcome as one JSON document")
	return cmd
}

const (
	settleTime  = 2 * time.Minute // for which calls in progress are waited for
	settlePause = 2 * time.Second // between two looks
)

// pausedReport is what pause prints as JSON.
type pausedReport struct {
	Campaign  string           `json:"campaign"`
	Name      string           `json:"name"`
	Paused    bool             `json:"paused"` // all of it is
	Batches   []cancelledBatch `json:"batches"`
	NotCalled int              `json:"not_called"` // contacts whom nobody called, as far as is known
	Ringing   int              `json:"ringing"`
	Waits     []string         `json:"waits"` // why it cannot be resumed yet
}

func (c pauseCommand) pause(ctx context.Context, wanted string, wait time.Duration, document bool) error {
	a, err := c.env.acting(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	found, err := a.find(ctx, wanted)
	if err != nil {
		return err
	}
	campaign := session.Listed(found)
	here := a.service.who.String()
	pausing := a.pausing()
	report := pausedReport{Campaign: found.ID, Name: found.Draft.Name, Paused: true, Batches: []cancelledBatch{}, Waits: []string{}}
	if why := session.MayPause(campaign, here); why != "" && !session.IsPaused(campaign) {
		return model.UserError(quote(found.Draft.Name) + " is not paused. " + why)
	}
	var failed error
	session.Inline(ctx, wallClock{}, pausing.Pause(campaign), func(msg any) []session.Work {
		m := msg.(session.Paused)
		session.SetPaused(campaign, m)
		words, whole := m.Words()
		c.io.say("%s", words)
		cancelled, err := cancelReportOf(m.Cancelled)
		report.Batches = cancelled.Batches
		if !whole {
			failed = err
		}
		if report.Paused = whole; m.Err != nil {
			failed = m.Err
		}
		return nil
	})
	if failed == nil && ctx.Err() == nil {
		report.settle(ctx, pausing, campaign, wait)
	}
	if t := session.TallyOf(campaign.Batches); t.Unknown+t.Sending > 0 && failed == nil {
		report.Paused = false
		failed = exitError{exitUnknown, model.UserError(fmt.Sprintf("%s may be called all the same: it is not known whether Dialgen has them. Run `callsheet resolve`, then pause it again.", people(t.Unknown+t.Sending)))}
	}
	report.NotCalled = session.NotCalledYet(campaign.Batches)
	c.io.done(func() error { return c.answerPaused(report, document) }, report.words())
	return failed
}

// pausing is what pauses campaigns of an account.
func (a account) pausing() session.Pausing {
	return session.Pausing{Ledger: a.store.Ledger, Campaigns: a.store.Campaigns, Service: a.service, Here: a.service.who.String(), Now: time.Now}
}

// settle looks until it is known whom every batch called that was cancelled, or for as long
// as is waited.
func (r *pausedReport) settle(ctx context.Context, pausing session.Pausing, campaign *model.Campaign, wait time.Duration) {
	for until := time.Now().Add(wait); ; {
		work := pausing.Settle(campaign)
		if len(work) == 0 {
			return
		}
		m := work[0].Do(ctx).(session.Settled)
		session.SetSettled(campaign, m)
		r.Ringing, r.Waits = m.Rings, append([]string{}, m.Waits...)
		if m.Err != nil {
			r.Waits = []string{m.Err.Error()}
		}
		if len(r.Waits) == 0 || ctx.Err() != nil || !time.Now().Add(settlePause).Before(until) {
			return
		}
		wallClock{}.Sleep(ctx, settlePause)
	}
}

func (r pausedReport) words() string {
	words := fmt.Sprintf("%s: %s not called yet", quote(r.Name), people(r.NotCalled))
	if r.Ringing > 0 {
		words += fmt.Sprintf(", %s in progress", figures.Counted(r.Ringing, "call"))
	}
	if !r.Paused {
		return words + "."
	}
	return words + fmt.Sprintf(". `callsheet resume %s` calls them.", r.Campaign)
}

func (c pauseCommand) answerPaused(r pausedReport, document bool) error {
	if document {
		return c.io.answerJSON(r)
	}
	if err := c.io.answer("%s", r.words()); err != nil {
		return err
	}
	for _, why := range r.Waits {
		c.io.say("It cannot be resumed yet. %s", why)
	}
	return nil
}

// pauseEach has it written down that nothing more is sent of the campaigns of some batches.
func (a account) pauseEach(ctx context.Context, batches []*watched) error {
	var failed []error
	seen := map[string]bool{"": true} // made elsewhere, or forgotten
	for _, w := range batches {
		if id := w.batch.Campaign; !seen[id] {
			seen[id] = true
			_, err := a.store.Ledger.Pause(ctx, id)
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}
