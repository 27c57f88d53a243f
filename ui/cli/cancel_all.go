package cli

import (
	"context"
	"errors"
	"fmt"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// cancelAll stops everything of this machine's at the service.
func (c cancelCommand) cancelAll(ctx context.Context, yes, document bool) error {
	if err := c.io.mayAsk(yes, "Cancelling"); err != nil {
		return err
	}
	a, err := c.env.acting(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	stopping := session.Stopping{Ledger: a.store.Ledger, Campaigns: a.store.Campaigns, Service: a.service, Here: a.service.who.String()}
	found := stopping.List().Do(ctx).(session.Stoppable)
	if found.Err != nil {
		return found.Err
	}
	if !found.Any() {
		if document {
			return c.io.answerJSON(cancelReport{Batches: []cancelledBatch{}})
		}
		return c.io.answer("Nothing is left to be cancelled at %s.", model.ServiceWords(stopping.Here))
	}
	c.io.say("%s", found.Words())
	if !yes {
		if err := c.io.ask(ctx, "Type cancel to do it:", "cancel", "Nothing was cancelled"); err != nil {
			return err
		}
	}
	done := stopping.Stop().Do(ctx).(session.Stopped)
	words, _ := done.Words()
	report, failed := cancelReportOf(done.Cancelled)
	for _, err := range done.NotPaused {
		failed = errors.Join(failed, err)
	}
	if done.MaybeCalled > 0 {
		failed = errors.Join(exitError{exitUnknown, model.UserError(fmt.Sprintf("%s may still be called: it is not known whether Dialgen has them. Run `callsheet resolve`, then cancel again.", people(done.MaybeCalled)))}, failed)
	}
	c.io.done(func() error {
		if document {
			c.io.say("%s", words)
			return c.io.answerJSON(report)
		}
		return c.io.answer("%s", words)
	}, words)
	return errors.Join(done.Err, failed)
}

// cancelReportOf is what became of cancelling batches, for machines, and why some were not.
func cancelReportOf(outcome session.Cancelled) (cancelReport, error) {
	report, failed := cancelReport{Batches: []cancelledBatch{}}, []error(nil)
	for _, c := range outcome.Batches {
		done := cancelledBatch{BatchID: c.Batch.ID, Status: string(c.Status), CancelledJobs: c.Calls, Message: c.Message, Untold: c.UntoldWords()}
		err := c.Err
		if err != nil {
			done.Error = printable.Text(reason.Sentence(err), maxLine)
		}
		if lost, ok := errors.AsType[notCancelled](err); ok && lost.unknown {
			err = exitError{exitUnknown, model.UserError(lost.Error())}
		}
		report.Batches = append(report.Batches, done)
		failed = append(failed, err)
	}
	return report, errors.Join(failed...)
}
