package shared_test

import (
	"fmt"
	"sync"
	"testing"

	"callsheet/model"
	"callsheet/model/phone"
)

// A console meets the team while it sends, saves, asks and lists.
func TestMeetingsSendingAndAskingGoOnAtOnce(t *testing.T) {
	w := newWorld()
	m, ben := w.join(t, "anna", 0), w.join(t, "ben", 0)
	var keys []string
	for i := range 4 {
		keys = append(keys, m.confirm(fmt.Sprint("Spring ", i), i).Key)
	}
	var all sync.WaitGroup
	for _, f := range []func() error{
		func() error { return m.Team.Meet(ctx).Err },
		func() error {
			for _, key := range keys {
				b, err := m.Ledger.Begin(ctx, model.Batch{Key: key})
				if err != nil {
					return err
				}
				b.State, b.ID = model.SendAccepted, "batch "+key
				if err := m.Ledger.RecordOutcome(ctx, b); err != nil {
					return err
				}
			}
			return nil
		},
		func() error {
			_, err := m.Guards.Suppressions(ctx, []model.ContactRef{{Number: number(1)}}, "agent", "")
			m.Guards.WorksWith(real)
			m.Team.Known()
			return err
		},
		func() error {
			_, err := m.DoNotCall.Add(ctx, []phone.Number{number(9)}, "by hand")
			return err
		},
		func() error { return ben.Team.Meet(ctx).Err },
	} {
		all.Go(func() {
			if err := f(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if s := m.meet(); s.Untold.Batches != 0 {
		t.Errorf("%d batches are untold", s.Untold.Batches)
	}
	for _, key := range keys {
		if here, there := m.states(key); here != model.SendAccepted || there != here {
			t.Errorf("it is %s here and %s at the team", here, there)
		}
	}
}

// Of one batch only one of two who begin it at once may send it.
func TestOfTwoWhoBeginABatchAtOnceOneDoes(t *testing.T) {
	m := newWorld().join(t, "anna", 0)
	b := m.confirm("Spring", 1)
	var all sync.WaitGroup
	begun := make(chan struct{}, 2)
	for range 2 {
		all.Go(func() {
			if _, err := m.Ledger.Begin(ctx, b); err == nil {
				begun <- struct{}{}
			}
		})
	}
	all.Wait()
	if len(begun) != 1 {
		t.Errorf("%d begin it", len(begun))
	}
	if here, there := m.states(b.Key); here != model.SendSending || there != here {
		t.Errorf("it is %s here and %s at the team", here, there)
	}
}
