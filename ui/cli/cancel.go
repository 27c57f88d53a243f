package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/api"
	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/widget"
)

func (p *program) cancelCommand() *cobra.Command {
	var yes, document bool
	cmd := &cobra.Command{
		Use:   "cancel BATCH",
		Short: "Cancel a batch, or all of a campaign",
		Long: "Cancels a batch, by Dialgen's id, or every batch of a campaign that has not ended, by its id or\n" +
			"name. Nobody else is called then; calls in progress end by themselves. It cannot be taken back.",
		Example: "  callsheet cancel batch_1678886400_agent_clx123\n  callsheet cancel 'Spring renewals' --yes",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.cancel(cmd.Context(), args[0], yes, document)
		},
	}
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
}

// cancel looks at the batches first, so that the operator sees what ends, and
// nothing that has ended is cancelled.
func (p *program) cancel(ctx context.Context, wanted string, yes, document bool) error {
	if err := p.mayAsk(yes, "Cancelling"); err != nil {
		return err
	}
	a, err := p.online(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	batches, err := p.watchedBatches(ctx, a, []string{wanted})
	if err != nil {
		return err
	}
	for _, w := range batches {
		a.lookAt(ctx, w)
		if isRefusal(w.err) {
			return w.err // it is not there, or not ours to cancel
		}
	}
	if !yes {
		for _, w := range batches {
			p.say("%s", w.line(time.Now()))
		}
		p.say("Nobody else will be called, and those who were missed are not tried again. This cannot be taken back.")
		if err := p.ask(ctx, "Type cancel to do it:", "cancel", "Nothing was cancelled"); err != nil {
			return err
		}
	}
	report := cancelReport{Batches: []cancelledBatch{}}
	var failed []error
	for _, w := range batches {
		if w.ended() {
			continue
		}
		done, err := a.cancelOne(ctx, w)
		report.Batches = append(report.Batches, done)
		if err != nil {
			failed = append(failed, err)
		}
	}
	p.done(func() error { return p.answerCancelled(report, document) }, report.words())
	return errors.Join(failed...)
}

// cancelOne cancels a batch. When the answer is lost, the batch itself says
// what became of it.
func (a account) cancelOne(ctx context.Context, w *watched) (cancelledBatch, error) {
	c, err := a.service.client.For(w.batch.User).CancelBatch(ctx, w.id)
	if err == nil {
		a.lookAt(ctx, w) // keeps that it has ended
		return cancelledBatch{BatchID: w.id, Status: string(c.Status), CancelledJobs: c.CancelledJobs, Message: c.Message}, nil
	}
	done := cancelledBatch{BatchID: w.id, Error: model.CleanText(reason.Sentence(err), maxLine)}
	failure, ok := errors.AsType[*api.Error](err)
	if ok && (!failure.Sent || isRefusal(err)) {
		return done, fmt.Errorf("%s was not cancelled: %w", w.id, err)
	}
	a.lookAt(context.WithoutCancel(ctx), w)
	switch {
	case w.err == nil && w.last.Status == api.StatusCancelled:
		return cancelledBatch{BatchID: w.id, Status: string(w.last.Status)}, nil
	case w.err == nil && w.ended():
		done.Status = string(w.last.Status)
		return done, fmt.Errorf("%s was not cancelled: it is %s", w.id, w.last.Status)
	}
	return done, exitError{exitUnknown, model.Advice(fmt.Sprintf("It is not known whether %s was cancelled. Look with `callsheet watch %s --once`, and cancel it again if it is still calling. %s", w.id, w.id, err))}
}

func (b cancelledBatch) words() string {
	return fmt.Sprintf("%s was cancelled. %s %s taken back.", b.BatchID, widget.Counted(b.CancelledJobs, "call"), were(b.CancelledJobs))
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

func (p *program) answerCancelled(report cancelReport, document bool) error {
	if document {
		return p.answerJSON(report)
	}
	if len(report.Batches) == 0 {
		return p.answer("Nothing is left to be cancelled: it has ended.")
	}
	for _, b := range report.Batches {
		if b.Error != "" {
			continue
		}
		if err := p.answer("%s", b.words()); err != nil {
			return err
		}
	}
	return nil
}
