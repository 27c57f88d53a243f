package events

import (
	"slices"
	"strconv"
	"time"

	"callsheet/model"
	"callsheet/model/printable"
)

// Watch finds what happens to one campaign from look to look. The zero value is ready to
// use.
type Watch struct {
	seen    bool
	batches map[string]facts // at the last look, by batch
	open    bool             // something of it might go on, at the last look
	stalled bool
	bad     bool
	said    map[string]bool
}

// facts are what can be told of one batch.
type facts struct {
	began, waits, missed, kept, released, closed, refused, unknown bool

	ended bool
}

// Observe takes over a look, and returns what has happened since the last one; nothing at
// the first. Nothing is returned twice: a campaign stands still again once it has moved,
// and is over again once more of it was sent.
func (w *Watch) Observe(l Look) []Event {
	first := !w.seen
	if first {
		w.seen, w.batches, w.said = true, map[string]facts{}, map[string]bool{}
	}
	t := telling{Watch: w, look: l, figures: figuresOf(l.Batches)}
	now := map[string]facts{}
	for _, b := range l.Batches {
		now[identity(b)] = factsOf(b, w.batches[identity(b)], l.At)
	}
	open, bad, stalled := isOpen(l), model.HealthOf(l.Batches).Bad(), l.Stood > 0 || l.Stood == NotKnown && w.stalled
	if !first {
		t.parts(now)
		t.campaign(open, bad, stalled)
	}
	t.notCancelled()
	w.batches, w.open, w.bad, w.stalled = now, open, bad, stalled
	return t.events
}

// identity tells a batch from others, wherever it stands in its campaign by now.
func identity(b model.Batch) string {
	if b.Key != "" {
		return b.Key
	}
	return b.ID
}

func factsOf(b model.Batch, before facts, now time.Time) facts {
	r, s := b.Part.Release, b.Last
	f := facts{
		refused:  b.State == model.SendRefused && !b.MarkedNotSent(),
		unknown:  b.State == model.SendUnknown,
		kept:     r.ForOutcome() && r.Kept != "",
		released: r.By == model.ReleasedByOutcome && !r.Done.IsZero(),
	}
	switch b.State {
	case model.SendPrepared:
		f.missed = r.Over(now)
		f.waits = !f.missed && r.By == model.ReleasedByOperator && r.Waits() && !now.Before(r.NotBefore)
	case model.SendAccepted:
		f.ended = s.Status.Ended()
		f.began = s.Processed > 0 || s.Status != "" && !s.Status.Waits() && !f.ended
		close := b.Part.CloseAt
		f.closed = before.closed || !before.ended && s.Status == model.StatusCancelled && !close.IsZero() && !s.At.Before(close)
	}
	return f
}

// isOpen reports whether something of a campaign is at the service and has not ended, or
// may yet be.
func isOpen(l Look) bool {
	return slices.ContainsFunc(l.Batches, func(b model.Batch) bool {
		switch b.State {
		case model.SendPrepared:
			return !b.Part.Release.Over(l.At)
		case model.SendRefused:
			return false
		case model.SendAccepted:
			return b.Running()
		}
		return true
	})
}

// telling makes the events of one look.
type telling struct {
	*Watch
	look    Look
	figures Figures
	events  []Event
}

// once reports whether something was not said yet, and notes that it is.
func (t *telling) once(kind Kind, of string) bool {
	key := string(kind) + "\x00" + of
	if t.said[key] {
		return false
	}
	t.said[key] = true
	return true
}

func (t *telling) add(kind Kind, wave, words string) {
	name := printable.Text(t.look.Name, maxName)
	if name == "" {
		name = "A campaign"
	}
	t.events = append(t.events, Event{kind, t.look.Campaign, name, wave, t.look.At.UTC(), t.look.Sandbox, t.figures, name + words})
}

const (
	maxName  = 80
	maxWaves = 3 // that are named
)

// parts tells what happened to batches.
func (t *telling) parts(now map[string]facts) {
	for _, p := range []struct {
		kind Kind
		is   func(facts) bool
	}{
		{Unknown, func(f facts) bool { return f.unknown }},
		{Refused, func(f facts) bool { return f.refused }},
		{CanaryKept, func(f facts) bool { return f.kept }},
		{CanaryReleased, func(f facts) bool { return f.released }},
		{Missed, func(f facts) bool { return f.missed }},
		{WaitsForYou, func(f facts) bool { return f.waits }},
		{CancelledAtClose, func(f facts) bool { return f.closed }},
		{Began, func(f facts) bool { return f.began }},
	} {
		var of []model.Batch
		for _, b := range t.look.Batches {
			id := identity(b)
			if !p.is(now[id]) || p.is(t.batches[id]) || p.kind == Began && !isTimed(b) || !t.once(p.kind, id) {
				continue
			}
			// A wave of more contacts than a batch may have begins once.
			if p.kind == Began && !t.once(p.kind, "wave "+strconv.Itoa(b.Segment)+b.Part.Name) {
				continue
			}
			of = append(of, b)
		}
		if len(of) > 0 {
			t.add(p.kind, waveOf(of), ": "+partWords(p.kind, of))
		}
	}
}

// isTimed reports whether somebody may not expect just now that a batch begins: it is a
// wave, or was sent for later.
func isTimed(b model.Batch) bool {
	return b.Part.Name != "" || b.Schedule.Start.After(b.Sent.Add(time.Minute)) && !b.Sent.IsZero()
}

// campaign tells what happened to all of it.
func (t *telling) campaign(open, bad, stalled bool) {
	if bad && !t.bad && t.once(Unhealthy, "") {
		t.add(Unhealthy, "", " goes badly: "+model.HealthOf(t.look.Batches).Words()+". Look at the reasons before more are called.")
	}
	if stalled && !t.stalled {
		t.add(Stalled, "", " "+StandsStill(t.look.Stood)+".")
	}
	accepted := 0
	for _, b := range t.look.Batches {
		if b.State == model.SendAccepted {
			accepted++
		}
	}
	if t.open && !open && accepted > 0 && t.once(Ended, strconv.Itoa(accepted)) {
		t.add(Ended, "", " "+endedWords(t.look.Batches))
	}
}

// notCancelled tells of batches whose people may be rung outside their hours by now.
func (t *telling) notCancelled() {
	for _, b := range t.look.NotCancelled {
		if t.once(NotCancelled, identity(b)) {
			t.add(NotCancelled, waveOf([]model.Batch{b}), ": "+notCancelledWords(b))
		}
	}
}
