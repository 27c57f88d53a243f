package cli

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/pacing"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// resolveFlags are what resolve is told.
type resolveFlags struct {
	wait    time.Duration
	notSent string // ledger id
	isOne   string // ledger id=batch id
	yes     bool
	json    bool
}

// resolveCommand is `callsheet resolve`.
type resolveCommand struct{ command }

func (c resolveCommand) cobra() *cobra.Command {
	var f resolveFlags
	cmd := &cobra.Command{
		Use:   "resolve",
		Short: "Settle batches whose outcome is not known",
		Long: "Asks Dialgen about every batch of this profile's service whose answer was lost, and writes down\n" +
			"what became of it. Nothing is ever sent. What cannot be found you may decide yourself, when you\n" +
			"know it from elsewhere: that it is a certain batch at Dialgen, or that it was not sent.\n\n" +
			"Exit codes: 0 nothing is left unknown; 4 something is.",
		Example: "  callsheet resolve\n" +
			"  callsheet resolve --wait 2m --json\n" +
			"  callsheet resolve --is 6fj3kq27=batch_1678886400\n" +
			"  callsheet resolve --not-sent 6fj3kq27",
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case f.wait < 0:
				return usageError{model.UserError("--wait is a length of time such as 30s.")}
			case f.notSent != "" && f.isOne != "":
				return usageError{model.UserError("Give --is or --not-sent, one decision at a time.")}
			case f.notSent != "":
				return c.wasNotSent(cmd.Context(), f)
			case f.isOne != "":
				return c.isThisOne(cmd.Context(), f)
			}
			return c.resolve(cmd.Context(), f)
		},
	}
	flags := cmd.Flags()
	flags.DurationVar(&f.wait, "wait", 30*time.Second, "how long to look again and again")
	flags.StringVar(&f.notSent, "not-sent", "", "say that a batch was not sent, by its `LEDGER_ID`")
	flags.StringVar(&f.isOne, "is", "", "say which batch at Dialgen it is: `LEDGER_ID=BATCH_ID`")
	flags.BoolVar(&f.yes, "yes", false, "do not ask before --not-sent")
	flags.BoolVar(&f.json, "json", false, "print what was found as one JSON document")
	return cmd
}

func (c resolveCommand) resolve(ctx context.Context, f resolveFlags) error {
	a, err := c.env.online(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	rows, err := a.store.Ledger.Batches(ctx, model.SendUnknown, model.SendSending)
	if err != nil {
		return err
	}
	unknown, elsewhere := c.sortOpen(a, rows)
	open, err := c.reconcileAll(ctx, a, unknown, f.wait)
	if err != nil {
		return err
	}
	c.io.done(func() error { return c.answerResolved(f, open, elsewhere) }, doneAnyway)
	left := slices.ContainsFunc(open, func(o *session.OpenBatch) bool { return !o.Known() })
	switch {
	case left:
		return exitError{code: exitUnknown}
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return nil
}

// sortOpen parts the batches that can be looked for here from those that are
// left alone: of another service, or on their way this moment.
func (c resolveCommand) sortOpen(a account, rows []model.Batch) (open []model.Finding, elsewhere []model.Batch) {
	for _, b := range rows {
		switch {
		case b.Service != a.service.who.String():
			elsewhere = append(elsewhere, b)
			c.io.say("The batch of %s of %s is at %s, which is not this profile's service: left alone. Choose its profile with --profile.", people(b.Contacts), quote(b.Name), model.ServiceWords(b.Service))
		case b.State == model.SendSending:
			c.io.say("The batch of %s of %s is being sent right now by another Callsheet: left alone.", people(b.Contacts), quote(b.Name))
		default:
			open = append(open, model.Finding{Batch: b})
		}
	}
	return open, elsewhere
}

// resolvePolls are the pauses between two readings of the service's list.
var resolvePolls = pacing.Backoff{First: time.Second, Longest: 15 * time.Second}

// reconciling looks for batches of this account for a while.
func (a account) reconciling(patience time.Duration) *session.Reconciling {
	return &session.Reconciling{Service: a.service, Clock: wallClock{}, Pauses: resolvePolls, Patience: patience}
}

// reconcileAll looks for all batches until they are settled, more looking is of no
// use, or patience is over. Only what this machine cannot read is an error.
func (c resolveCommand) reconcileAll(ctx context.Context, a account, open []model.Finding, patience time.Duration) ([]*session.OpenBatch, error) {
	r := a.reconciling(patience)
	r.Useful = func(o session.OpenBatch) bool { return !o.Finding.LongEnough && !o.Unreadable() }
	r.Waits = func(wait time.Duration) { c.io.say("%s. Looking again in %s.", lookWords(r.Open), wait) }
	session.Inline(ctx, wallClock{}, r.Start(open...), r.Update)
	for _, o := range r.Open {
		if o.Unreadable() {
			return nil, o.Err
		}
	}
	return r.Open, nil
}

// lookWords says what keeps a look from being the last.
func lookWords(open []*session.OpenBatch) string {
	left := 0
	for _, o := range open {
		switch {
		case o.Known():
		case o.Err != nil:
			return "Dialgen's list cannot be read"
		default:
			left++
		}
	}
	return figures.Counted(left, "batch") + " not certain yet"
}

// resolveReport is what resolve prints as JSON.
type resolveReport struct {
	Settled   []resolvedBatch `json:"settled"`
	Unknown   []resolvedBatch `json:"unknown"`
	Elsewhere []resolvedBatch `json:"elsewhere"` // at another service: left alone
}

type resolvedBatch struct {
	batchReport
	Campaign   string            `json:"campaign"`
	Name       string            `json:"name"`
	Service    string            `json:"service"`
	SentAt     *time.Time        `json:"sent_at"`
	Looks      int               `json:"looks"`
	Likely     string            `json:"likely"`      // the id of the candidate that is most likely it; no call proves it
	LongEnough bool              `json:"long_enough"` // looked for long enough to say that it was not sent
	Candidates []candidateReport `json:"candidates"`  // batches at the service that may be it
}

type candidateReport struct {
	BatchID      string     `json:"batch_id"`
	Status       string     `json:"status"`
	Contacts     int        `json:"contacts"`
	CreatedAt    *time.Time `json:"created_at"`
	MatchedCalls int        `json:"matched_calls"`
	Doubt        string     `json:"doubt"`
}

func reportResolved(f model.Finding) resolvedBatch {
	b := f.Batch
	r := resolvedBatch{
		batchReport: reportBatch(b), Campaign: b.Campaign, Name: b.Name, Service: b.Service, SentAt: optional(b.Sent),
		Looks: f.Polls, Likely: f.Likely, LongEnough: f.LongEnough, Candidates: []candidateReport{},
	}
	for _, c := range f.Candidates {
		if b.State == model.SendUnknown {
			r.Candidates = append(r.Candidates, candidateReport{c.ID, string(c.Status), c.Contacts, optional(c.Created), c.Matched, c.Doubt})
		}
	}
	return r
}

// answerResolved prints what became of every batch, and how it can be settled
// by hand.
func (c resolveCommand) answerResolved(f resolveFlags, open []*session.OpenBatch, elsewhere []model.Batch) error {
	report := resolveReport{[]resolvedBatch{}, []resolvedBatch{}, []resolvedBatch{}}
	for _, o := range open {
		if o.Known() {
			report.Settled = append(report.Settled, reportResolved(o.Finding))
			continue
		}
		report.Unknown = append(report.Unknown, reportResolved(o.Finding))
		if f.json && o.Err != nil {
			c.io.say("%s", reason.Sentence(o.Err))
		}
	}
	for _, b := range elsewhere {
		report.Elsewhere = append(report.Elsewhere, reportResolved(model.Finding{Batch: b}))
	}
	if f.json {
		return c.io.answerJSON(report)
	}
	if len(open) == 0 {
		return c.io.answer("No batch waits to be settled.")
	}
	for _, o := range open {
		if err := c.answerOpen(o); err != nil {
			return err
		}
	}
	return nil
}

func (c resolveCommand) answerOpen(o *session.OpenBatch) error {
	b := o.Finding.Batch
	title := fmt.Sprintf("%s, %s, sent %s", quote(b.Name), people(b.Contacts), moment(b.Sent, time.Now()))
	if o.Known() {
		return c.io.answer("%s: %s as %s. %s", title, b.State, b.ID, b.Note)
	}
	text := fmt.Sprintf("%s: still not known. %s", title, dispatch.FindingWords(o.Finding))
	if o.Err != nil && o.Finding.Polls > 0 {
		text += " The last look did not succeed: " + reason.Sentence(o.Err)
	}
	for _, candidate := range o.Finding.Candidates {
		text += fmt.Sprintf("\n  It is the one %s: `callsheet resolve --is %s=%s`", candidateWords(candidate), b.Key, candidate.ID)
	}
	text += fmt.Sprintf("\n  It was not sent: `callsheet resolve --not-sent %s`", b.Key)
	return c.io.answer("%s", text)
}

// candidateWords tells a candidate from others: ids of one moment look alike.
func candidateWords(c model.Candidate) string {
	made := "without a time"
	if !c.Created.IsZero() {
		made = "made at " + c.Created.Local().Format("15:04:05 MST")
	}
	return fmt.Sprintf("%s, %s of %s called", made, figures.Count(c.Called), figures.Count(c.Contacts))
}
