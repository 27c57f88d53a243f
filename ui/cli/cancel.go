package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/session"
)

// cancelCommand is `callsheet cancel`.
type cancelCommand struct{ command }

func (c cancelCommand) cobra() *cobra.Command {
	var yes, document, all bool
	var wave string
	cmd := &cobra.Command{
		Use:   "cancel BATCH",
		Short: "Cancel a batch, all of a campaign, or everything",
		Long: "Cancels a batch, by Dialgen's id, or every batch of a campaign that has not ended, by its id or\n" +
			"name. Nobody else is called then; calls in progress end by themselves. It cannot be taken back.\n" +
			"--all stops everything of this machine at Dialgen, whoever has it open: every campaign is paused,\n" +
			"and every batch cancelled that may still call.",
		Example: "  callsheet cancel batch_1678886400_agent_clx123\n  callsheet cancel 'Spring renewals' --yes\n" +
			"  callsheet cancel 'Spring renewals' --wave 'New York 8:00'\n  callsheet cancel --all",
		Args: func(cmd *cobra.Command, args []string) error {
			if all && (len(args) > 0 || wave != "") {
				return usageError{model.UserError("--all cancels everything, and takes neither a batch nor a wave.")}
			}
			if all {
				return nil
			}
			return usage(cobra.ExactArgs(1))(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if all {
				return c.cancelAll(cmd.Context(), yes, document)
			}
			return c.cancel(cmd.Context(), args[0], wave, yes, document)
		},
	}
	cmd.Flags().StringVar(&wave, "wave", "", "cancel one wave of the campaign alone, by its `NAME` as watch shows it")
	cmd.Flags().BoolVar(&all, "all", false, "stop everything of this machine at Dialgen")
	cmd.Flags().BoolVar(&yes, "yes", false, "cancel without asking")
	cmd.Flags().BoolVar(&document, "json", false, "print the outcome as one JSON document")
	return cmd
}

// cancelReport is what cancel prints as JSON.
type cancelReport struct {
	Batches []cancelledBatch `json:"batches"`
}

type cancelledBatch struct {
	BatchID       string `json:"batch_id"`
	Status        string `json:"status"` // "" when it is not known
	CancelledJobs int    `json:"cancelled_jobs"`
	Message       string `json:"message"`
	Error         string `json:"error"`
	Untold        string `json:"untold,omitempty"` // that it was cancelled from here its owner could not be told, in a sentence
}

// cancel looks at the batches first, so that the operator sees what ends, and
// nothing that has ended is cancelled.
func (c cancelCommand) cancel(ctx context.Context, wanted, wave string, yes, document bool) error {
	if err := c.io.mayAsk(yes, "Cancelling"); err != nil {
		return err
	}
	a, err := c.env.acting(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	named, _, err := watchCommand(c).watchedBatches(ctx, a, []string{wanted})
	if err != nil {
		return err
	}
	if wave != "" {
		if named, err = oneWave(named, wave); err != nil {
			return err
		}
	}
	if err := c.sayWhose(ctx, a, wanted); err != nil {
		return err
	}
	batches := a.follow(ctx, named)
	for i, w := range batches.watched {
		if err := c.warnUnproved(ctx, a, w); err != nil {
			return err
		}
		batches.look(ctx, i)
		if isRefusal(w.poll.Err) {
			return w.poll.Err // it is not there, or not ours to cancel
		}
	}
	if !yes {
		for _, w := range batches.watched {
			c.io.say("%s", w.line(time.Now()))
		}
		c.io.say("%s", session.CancelWords(batches.running()))
		c.io.say("Nobody else will be called, and those who were missed are not tried again. This cannot be taken back.")
		if err := c.io.ask(ctx, "Type cancel to do it:", "cancel", "Nothing was cancelled"); err != nil {
			return err
		}
	}
	report, failed := batches.cancel(ctx)
	c.io.done(func() error { return c.answerCancelled(report, document) }, report.words())
	return failed
}

// cancel cancels the batches that have not ended, and keeps that they have then.
func (f *following) cancel(ctx context.Context) (cancelReport, error) {
	outcome := session.Cancel(f.named, f.running()).Do(ctx).(session.Cancelled)
	for _, c := range outcome.Batches {
		if c.Err == nil {
			f.look(context.WithoutCancel(ctx), slices.IndexFunc(f.watched, func(w *watched) bool { return w.id == c.Batch.ID }))
		}
	}
	return cancelReportOf(outcome)
}

// running are the batches that have not ended.
func (f *following) running() []model.Batch {
	var running []model.Batch
	for _, w := range f.watched {
		if !w.ended() {
			running = append(running, *w.batch)
		}
	}
	return running
}

// oneWave finds a wave among the batches of a campaign, by its name or its number.
func oneWave(batches []*watched, wanted string) ([]*watched, error) {
	var names []string
	for _, w := range batches {
		name := session.PartName(*w.batch)
		if strings.EqualFold(name, strings.TrimSpace(wanted)) || strconv.Itoa(w.batch.Index+1) == strings.TrimSpace(wanted) {
			return []*watched{w}, nil
		}
		names = append(names, fmt.Sprintf("%d %s", w.batch.Index+1, name))
	}
	return nil, model.UserError(fmt.Sprintf("No wave %s is at Dialgen. Those that are: %s.", quote(wanted), strings.Join(names, ", ")))
}

// warnUnproved names what may be somebody else's before it is cancelled: a batch
// that looks like one of ours whose outcome is not known, or that is ours by the
// operator's word alone.
func (c cancelCommand) warnUnproved(ctx context.Context, a account, w *watched) error {
	if w.batch.Chosen() {
		c.io.say("Careful: that %s is the batch of %s of %s is known by your word alone. If it is a colleague's, their calls end.", w.id, people(w.batch.Contacts), quote(w.batch.Name))
	}
	if w.batch.Key != "" {
		return nil
	}
	rows, err := a.store.Ledger.Batches(ctx, model.SendUnknown)
	if err != nil {
		return err
	}
	for _, b := range rows {
		if a.service.isHere(b) != nil {
			continue
		}
		o := a.reconciling(0).Once(ctx, b)
		if o.Unreadable() {
			return o.Err
		}
		switch found := o.Finding.Batch; {
		case found.State == model.SendAccepted && found.ID == w.id:
			*w.batch = found
		case slices.ContainsFunc(o.Finding.Candidates, func(seen model.Candidate) bool { return seen.ID == w.id }):
			w.batch.User = cmp.Or(w.batch.User, b.User)
			c.io.say("Careful: %s looks like the batch of %s of %s whose outcome is not known, but no call tells yet. It may be a colleague's, whose calls would end.",
				w.id, people(b.Contacts), quote(b.Name))
		}
	}
	return nil
}

func (b cancelledBatch) words() string {
	taken := figures.Counted(b.CancelledJobs, "call") + " " + figures.Were(b.CancelledJobs) + " taken back"
	if b.CancelledJobs == 0 {
		taken = "No call was left to be taken back"
	}
	return strings.TrimSpace(fmt.Sprintf("%s was cancelled. %s. %s", b.BatchID, taken, b.Untold))
}

func (r cancelReport) words() string {
	var words []string
	for _, b := range r.Batches {
		if b.Error == "" {
			words = append(words, b.words())
		}
	}
	return strings.Join(words, " ")
}

func (c cancelCommand) answerCancelled(report cancelReport, document bool) error {
	if document {
		return c.io.answerJSON(report)
	}
	if len(report.Batches) == 0 {
		return c.io.answer("Nothing is left to be cancelled: it has ended.")
	}
	for _, b := range report.Batches {
		if b.Error != "" {
			continue
		}
		if err := c.io.answer("%s", b.words()); err != nil {
			return err
		}
	}
	return nil
}
