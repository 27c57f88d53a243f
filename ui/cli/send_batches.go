package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/session"
)

// sendBatches sends what is prepared of a campaign and reports what became of it.
func (c sendCommand) sendBatches(ctx context.Context, a account, campaign *model.Campaign, report sendReport, f sendFlags) error {
	err := c.dispatch(ctx, a, campaign, f.wait)
	report.add(campaign.Batches)
	report.Waits = a.reportWaits(ctx, campaign.ID, campaign.Batches)
	c.io.done(func() error { return c.answerSent(f, report) }, report.words())
	if err != nil {
		return err
	}
	c.sayHeld(campaign.Batches, time.Now())
	return sendOutcome(ctx, campaign.Batches, time.Now())
}

// dispatch sends the batches of a campaign that wait. One whose answer was lost is
// looked for: when it is found, sending goes on.
func (c sendCommand) dispatch(ctx context.Context, a account, campaign *model.Campaign, patience time.Duration) error {
	for _, b := range campaign.Batches {
		if !isConfirmed(*campaign.Plan, b) {
			return model.UserError(otherNumbers)
		}
	}
	lines := &sendLines{say: c.io.say, of: len(campaign.Batches), begin: len(campaign.Batches) > 1 || isTerminal(c.io.err)}
	search := a.reconciling(patience)
	search.Useful = worthSearching
	search.Waits = func(wait time.Duration) { lines.searchesAgain(*search.Open[0], wait) }
	sending := session.Sending{Campaign: campaign, Service: a.service, Here: a.service.who.String(), Now: time.Now, Listener: lines, Search: search}
	session.Inline(ctx, wallClock{}, sending.Start(), sending.Update)
	return nil
}

// worthSearching reports whether looking for a batch again may let the next be sent:
// not where the ledger cannot be read or written.
func worthSearching(o session.OpenBatch) bool { return !o.Unwritten && !o.Unreadable() }

// sendOutcome is the exit code of a send and what the operator has to know
// besides. What may have been sent weighs more than that it was stopped: who
// reads 130 may start again, who reads 4 has to look first.
func sendOutcome(ctx context.Context, batches []model.Batch, now time.Time) error {
	i := session.First(batches, model.SendUnknown)
	if i >= 0 {
		text := batches[i].Reason
		if note := batches[i].Note; note != "" {
			text += " " + note
		}
		return exitError{exitUnknown, model.UserError(text + held(batches))}
	}
	i = slices.IndexFunc(batches, func(b model.Batch) bool {
		waits := b.State == model.SendPrepared && b.Part.Release.Held(now) && !b.Part.Release.Over(now)
		return b.State != model.SendAccepted && !waits
	})
	switch {
	case i < 0:
		return nil
	case ctx.Err() != nil && batches[i].State == model.SendPrepared:
		return exitError{exitInterrupted, model.UserError("Stopped." + held(batches))}
	}
	return exitError{exitFailed, model.UserError(cmp.Or(batches[i].Reason, "Nothing was sent.") + held(batches))}
}

// held says what of a campaign waits and how to go on with it.
func held(batches []model.Batch) string {
	waiting, refused := 0, 0
	for _, b := range batches {
		switch b.State {
		case model.SendPrepared:
			waiting += b.Contacts
		case model.SendRefused:
			refused += b.Contacts
		}
	}
	if waiting+refused == 0 || batches[0].Campaign == "" {
		return ""
	}
	return fmt.Sprintf("\n%s %s not sent. Go on by `callsheet send --continue %s`, once nothing stands in the way.", people(waiting+refused), figures.Were(waiting+refused), batches[0].Campaign)
}

// sendReport is what send prints as JSON: a campaign, its batches as the ledger
// has them, and the rows that are in none of them.
type sendReport struct {
	Campaign string        `json:"campaign"` // its id on this machine; "" when nothing was confirmed
	Name     string        `json:"name"`
	Batches  []batchReport `json:"batches"`
	Skipped  skippedReport `json:"skipped"`

	// Of those recently called, how many are left to a batch that has not ended;
	// and of those sent, how many are taken from one, and how many answered in an
	// earlier campaign.
	Unfinished      int `json:"unfinished"`
	Moved           int `json:"moved"`
	AnsweredEarlier int `json:"answered_earlier"`

	Waits *waitsReport `json:"waits,omitempty"` // for the outcome of its canary

	Hours *sendHours `json:"hours,omitempty"` // by which its contacts are rung

	Resumed *resumedReport `json:"resumed,omitempty"` // who of a paused campaign goes on
}

type batchReport struct {
	LedgerID   string `json:"ledger_id"`
	Contacts   int    `json:"contacts"`
	State      string `json:"state"` // accepted, refused, unknown, or held: nothing of it was sent
	BatchID    string `json:"batch_id"`
	Status     string `json:"status"`
	HTTPStatus int    `json:"http_status"`
	Error      string `json:"error"`
	Note       string `json:"note"` // how the state is known, when not by the answer itself
	partReport
}

type skippedReport struct {
	ToFix          int `json:"to_fix"`
	Duplicate      int `json:"duplicate"`
	DoNotCall      int `json:"do_not_call"`
	RecentlyCalled int `json:"recently_called"` // within the guard period, or in a batch that has not ended
	MaybeCalled    int `json:"maybe_called"`    // in a batch whose outcome is not known
	LeftOut        int `json:"left_out"`        // by hand
	Hidden         int `json:"hidden"`          // by a filter or by hand in the workbook
	NoContact      int `json:"no_contact"`      // totals, notes and headings
	Blank          int `json:"blank"`
	OutsideHours   int `json:"outside_hours"` // could be rung outside their hours
	ZoneUnknown    int `json:"zone_unknown"`  // nobody knows what hour it is there
	OverCap        int `json:"over_cap"`      // rung as often already as the rules allow, or asked to be
}

func (r *sendReport) add(batches []model.Batch) {
	for _, b := range batches {
		r.Batches = append(r.Batches, reportBatch(b))
	}
}

func reportBatch(b model.Batch) batchReport {
	r := batchReport{
		LedgerID: b.Key, Contacts: b.Contacts, State: string(b.State), BatchID: b.ID, Status: printable.Text(string(b.Last.Status), maxLine),
		HTTPStatus: b.HTTPStatus, Error: printable.Text(b.Reason, maxLine), Note: printable.Text(b.Note, maxLine),
		partReport: reportPart(b),
	}
	if b.State == model.SendPrepared {
		r.State = "held"
	}
	return r
}

// answerSent prints the outcome. What was not accepted is said by the error
// that follows.
func (c sendCommand) answerSent(f sendFlags, r sendReport) error {
	if f.json {
		return c.io.answerJSON(r)
	}
	text := r.words()
	if text == "" {
		return nil
	}
	if out := r.Skipped.String(); out != "" {
		text += "\nNot called: " + out + "."
	}
	if waits := r.Waits.words(); waits != "" {
		text += "\n" + waits
	}
	return c.io.answer("%s\nWatch with `callsheet watch %s`.", text, r.Campaign)
}

// words say what was accepted; "" is nothing.
func (r sendReport) words() string {
	contacts, ids := 0, []string(nil)
	for _, b := range r.Batches {
		if b.State == string(model.SendAccepted) {
			contacts += b.Contacts
			ids = append(ids, b.BatchID)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	return fmt.Sprintf("%s of %s %s accepted as %s.", people(contacts), quote(r.Name), figures.Were(contacts), strings.Join(ids, ", "))
}

func (s skippedReport) String() string {
	var out parts
	out.add(s.ToFix, "to fix")
	out.add(s.Duplicate, "duplicate")
	out.add(s.DoNotCall, "do not call")
	out.add(s.RecentlyCalled, "called a short while ago, or in a batch that has not ended")
	out.add(s.MaybeCalled, "maybe called already")
	out.add(s.LeftOut, "left out")
	out.add(s.Hidden, "filtered out in the workbook")
	out.add(s.NoContact, "totals and notes")
	out.add(s.Blank, "blank")
	out.add(s.OutsideHours, "outside their hours")
	out.add(s.ZoneUnknown, "of no known time zone")
	out.add(s.OverCap, "over the attempts cap")
	return out.String()
}
