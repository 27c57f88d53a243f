package cli

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"callsheet/model"
	"callsheet/ui/session"
)

// What a log of a day in waves says: a line for each thing that happens, each once.
func TestTheLogOfADayInWaves(t *testing.T) {
	at := time.Date(2027, 3, 2, 12, 0, 0, 0, time.UTC)
	calls := func(status model.BatchStatus, answered, failed int) model.Statistics {
		return model.Statistics{At: at, Status: status, Total: 100, Processed: answered + failed, Succeeded: answered, Failed: failed}
	}
	part := func(key, name string, closes time.Time) model.Batch {
		return model.Batch{Key: key, ID: "batch_" + key, Campaign: "c1", Name: "Spring\x1b]2;renewals\x07", Service: model.SandboxService("abc"), State: model.SendAccepted, Contacts: 100, Part: model.Part{Name: name, CloseAt: closes}}
	}
	london, york := newWatched("batch_l", part("l", "London 9:00", at.Add(8*time.Hour)), session.Begin{}), newWatched("batch_y", part("y", "New York 8:00", at.Add(3*time.Hour)), session.Begin{})
	other := newWatched("batch_elsewhere", model.Batch{}, session.Begin{})
	late := part("m", "Madrid 9:00", at.Add(9*time.Hour))
	late.State, late.ID = model.SendPrepared, ""
	late.Part.Release = model.Release{By: model.ReleasedByOperator, NotBefore: at.Add(2 * time.Hour), NotAfter: at.Add(4 * time.Hour)}
	var out strings.Builder
	lines := &liveLines{out: &out}
	var told session.Telling
	look := func(after time.Duration, closed ...session.CancelledBatch) {
		at = at.Add(after)
		for _, w := range []*watched{london, york, other} {
			w.batch.Last.At = at
		}
		for _, l := range looksAt([]*watched{london, york, other}, []model.Batch{*london.batch, *york.batch, late}, closed, at) {
			if err := lines.tell(told.Observe(l)); err != nil {
				t.Fatal(err)
			}
		}
	}
	london.batch.Last, york.batch.Last, other.batch.Last = calls(model.StatusScheduled, 0, 0), calls(model.StatusScheduled, 0, 0), calls(model.StatusProcessing, 1, 0)
	look(0)
	london.batch.Last = calls(model.StatusProcessing, 5, 0)
	look(time.Hour)
	london.batch.Last, york.batch.Last = calls(model.StatusProcessing, 30, 30), calls(model.StatusProcessing, 1, 0)
	look(time.Hour)
	look(time.Minute)
	look(time.Hour, session.CancelledBatch{Batch: *york.batch, Err: errors.New("no connection")})
	look(time.Minute, session.CancelledBatch{Batch: *york.batch, Err: errors.New("no connection")})
	york.batch.Last = calls(model.StatusCancelled, 20, 5)
	look(time.Minute, session.CancelledBatch{Batch: *york.batch})
	london.batch.Last, other.batch.Last = calls(model.StatusCompleted, 60, 40), calls(model.StatusCompleted, 90, 10)
	look(2 * time.Hour)
	look(time.Minute)
	golden.RequireEqual(t, []byte(out.String()))
}
