package ui

import (
	"sync/atomic"
	"testing"

	"callsheet/model"
	"callsheet/ui/screen"
)

func TestEverythingIsStoppedByOneKeyAndAWord(t *testing.T) {
	for claim, c := range map[string]struct {
		refuse error
		sees   string
	}{
		"all of it":                 {nil, "paused: "},
		"and what is not, is named": {model.UserError("NOT CANCELLED: it goes on."), "NOT ALL STOPPED"},
	} {
		t.Run(claim, func(t *testing.T) {
			r, service, store := wavesOnDisk(t, func(_ *screen.Config, k *model.StoredCampaign) {
				for i := range k.Batches {
					// A wave whose hours are over is closed by the first poll, without anybody's word.
					if b := &k.Batches[i]; b.State == model.SendAccepted && fixedNow.Before(b.Part.CloseAt) {
						b.Last.Status = model.StatusProcessing
					}
				}
			})
			var cancelled atomic.Int32
			service.refuseCancel = func(model.Batch) error { cancelled.Add(1); return c.refuse }
			r.press("X")
			r.sees("Stop everything?")
			r.write("yes")
			r.press("enter", "esc")
			if cancelled.Load() > 0 {
				t.Fatal("it is stopped without the word")
			}
			r.press("X")
			r.sees("Stop everything?")
			r.write("cancel")
			r.press("enter")
			r.sees(c.sees)
			if at := model.PausedAt(store.batches(0)); at.IsZero() || cancelled.Load() == 0 {
				t.Errorf("%d are cancelled, and it is paused at %v", cancelled.Load(), at)
			}
		})
	}
}
