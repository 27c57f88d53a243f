package session

import (
	"context"
	"fmt"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
)

// The start of a campaign that waits at the service cannot be changed there. It is moved by
// cancelling its batches and sending the same people in others, with the new start.

// Moved is what came of moving a start: where Resumed has no batches the campaign is paused,
// and can be resumed.
type Moved struct {
	Paused
	Resumed
}

// MayMove says why the start of a campaign cannot be moved; "" = it can.
func MayMove(c *model.Campaign, here string, now time.Time) string {
	running := RunningBatches(c)
	switch {
	case Elsewhere(c, here) != "":
		return AtAnother
	case whyNotSteered(c) != "":
		return whyNotSteered(c)
	case len(running) == 0 || IsPaused(c):
		return "Nothing of it waits for its start at Dialgen."
	case InWaves(c.Values) || slices.ContainsFunc(c.Batches, func(b model.Batch) bool { return !b.Part.CloseAt.IsZero() }):
		return "Waves begin when the hours of their people open: their start cannot be moved."
	case slices.ContainsFunc(running, func(b model.Batch) bool { return !b.Schedule.Start.After(now) || b.Last.Processed > 0 }):
		return "It has begun."
	case TallyOf(c.Batches).Waiting > 0:
		return "Not all of it is sent yet. Wait until it is, or go back and correct it."
	}
	return ""
}

// Foresee is the work of finding out whom a campaign would call with another start, whose
// answer is ResumeMade. Nothing is changed by it.
func (r Resuming) Foresee(c *model.Campaign, start time.Time) []Work {
	frozen := Frozen(c)
	r.Start = start
	return []Work{{Do: func(ctx context.Context) any {
		var left []model.Remainder
		for i, b := range frozen.Batches {
			if !b.Running() {
				continue
			}
			of := map[phone.Number]model.Remaining{}
			for _, row := range frozen.Plan.Rows(i) {
				of[frozen.Plan.NumberOf(row)] = model.Remaining{}
			}
			left = append(left, model.Remainder{Key: b.Key, MaxAttempts: b.Schedule.MaxAttempts, Of: of})
		}
		m := ResumeMade{}
		m.Resumption, m.Err = r.plan(ctx, frozen, left, false)
		return m
	}}}
}

// Move is the work of moving the start of a campaign, of which so many go on, as somebody was
// told; its answer is Moved.
func (r Resuming) Move(c *model.Campaign, start time.Time, contacts int) []Work {
	if MayMove(c, r.Here, r.Now()) != "" {
		return nil
	}
	frozen := Frozen(c)
	r.Start = start
	return []Work{{Do: func(ctx context.Context) any {
		var m Moved
		m.Paused = r.Pause(frozen)[0].Do(ctx).(Paused)
		if words, whole := m.Paused.Words(); !whole {
			m.Resumed.Err = model.UserError("The start was not moved. " + words)
			return m
		}
		SetPaused(frozen, m.Paused)
		m.ResumeMade = r.find(ctx, frozen, false)
		if m.Resumed.Err == nil && m.Contacts != contacts {
			m.Resumed.Err = model.UserError(fmt.Sprintf("It is paused, and nobody of it is called: by now %s can be called then, and not as many as you were told. Resume it, and give it a start.", people(m.Contacts)))
		}
		if m.Resumed.Err == nil {
			m.Resumed.Batches, m.Resumed.Err = r.Ledger.Resume(ctx, frozen.ID, m.Plan)
		}
		return m
	}}}
}
