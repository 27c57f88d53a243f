package cli

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"callsheet/model"
)

func TestWhatMayHaveBeenSentWeighsMoreThanThatItWasStopped(t *testing.T) {
	const accepted, refused, prepared, unknown = model.SendAccepted, model.SendRefused, model.SendPrepared, model.SendUnknown
	cases := []struct {
		name    string
		states  []model.SendState
		stopped bool
		code    int
		says    string
	}{
		{"all accepted is done", []model.SendState{accepted, accepted}, false, exitDone, ""},
		{"all accepted is done, even when stopped at the end", []model.SendState{accepted}, true, exitDone, ""},
		{"a refusal has failed", []model.SendState{accepted, refused, prepared}, false, exitFailed, "20 contacts were not sent"},
		{"a refusal has failed, and is not hidden by a stop", []model.SendState{refused}, true, exitFailed, "reason 0"},
		{"one that is not known goes before a refusal", []model.SendState{refused, unknown}, false, exitUnknown, "reason 1"},
		{"one that is not known goes before a stop", []model.SendState{accepted, unknown, prepared}, true, exitUnknown, "--continue c1"},
		{"nothing left is an interruption", []model.SendState{accepted, prepared}, true, exitInterrupted, "Stopped."},
		{"what the ledger stops has failed", []model.SendState{prepared}, false, exitFailed, "reason 0"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			if c.stopped {
				stop()
			}
			var batches []model.Batch
			for i, state := range c.states {
				b := model.Batch{Campaign: "c1", State: state, Contacts: 10}
				if state != accepted {
					b.Reason = "reason " + string(rune('0'+i))
				}
				batches = append(batches, b)
			}
			err := sendOutcome(ctx, batches, time.Now())
			exit, _ := errors.AsType[exitError](err)
			if exit.code != c.code || c.says != "" && !strings.Contains(err.Error(), c.says) {
				t.Errorf("exit code %d, %v; want %d, %q", exit.code, err, c.code, c.says)
			}
		})
	}
}
