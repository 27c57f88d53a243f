package session

import (
	"context"
	"fmt"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/events"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
)

// maxTelling bounds the events that wait for the operator's command.
const maxTelling = 32

// MaxTitle bounds the words in the title of a terminal's window, in runes.
const MaxTitle = 100

// WindowTitle is the title of a terminal's window, with words or without, that can be
// written past the screen.
func WindowTitle(words string, ascii bool) string {
	const product = "callsheet"
	words = printable.Text(words, MaxTitle)
	if ascii {
		words = printable.ASCII(words)
	}
	if words == "" {
		return product
	}
	return product + ": " + words
}

// HowFar says of batches under a name how far they are, as "Spring renewals 43 %".
func HowFar(name string, batches []model.Batch) string {
	if s := Taken(batches); s.Total > 0 {
		name += " " + figures.Percent(min(s.Finished(), s.Total), s.Total)
	}
	return name
}

// EventCommand is the operator's command for what happens. Its errors are sentences.
type EventCommand interface {
	Run(ctx context.Context, e events.Event) error
}

// Telling finds what happens to campaigns, each event once, and hands it to the operator's
// command, one after another. The zero value finds events and has no command.
type Telling struct {
	Command EventCommand // nil = there is none

	watches map[string]*events.Watch
	queue   []events.Event // the first is with the command
	said    string         // the last words of a failure
}

// EventTold says that the command has ended for an event.
type EventTold struct{ err error }

// LookAt is what is known of a campaign at an instant of the service's clock. finish is
// by when it is over, as it is watched; nil where it is not. closed is what became of the
// batches that had to be cancelled at their close.
func LookAt(id, name string, batches []model.Batch, finish *model.Finish, closed []CancelledBatch, now time.Time) events.Look {
	l := events.Look{Campaign: id, Name: name, At: now, Batches: batches, Stood: events.NotKnown}
	if finish != nil {
		l.Stood = StoodStill(finish, now)
	}
	for _, b := range batches {
		l.Sandbox = l.Sandbox || model.IsSandbox(b.Service)
	}
	for _, c := range closed {
		if c.Err != nil {
			l.NotCancelled = append(l.NotCancelled, c.Batch)
		}
	}
	return l
}

// StoodStill is for how long what should be called stands still, 0 where it does not.
func StoodStill(finish *model.Finish, now time.Time) time.Duration {
	if _, state := finish.OverBy(); state != model.FinishStalled {
		return 0
	}
	return max(finish.Stood(now), 1)
}

// Observe takes over what is known of a campaign, and returns what has happened since the
// last look; nothing at the first. What the operator did at this console needs no telling.
func (t *Telling) Observe(l events.Look) []events.Event {
	if len(l.Batches) == 0 {
		return nil
	}
	if t.watches == nil {
		t.watches = map[string]*events.Watch{}
	}
	key := l.Campaign
	if key == "" {
		key = "batch " + l.Batches[0].ID
	}
	w := t.watches[key]
	if w == nil {
		w = &events.Watch{}
		t.watches[key] = w
	}
	kept := func(b model.Batch) bool { return b.Part.Release.Kept == KeptByYou }
	var all []events.Event
	for _, e := range w.Observe(l) {
		if e.Kind == events.CanaryKept && slices.ContainsFunc(l.Batches, kept) {
			continue
		}
		all = append(all, e)
	}
	return all
}

// Tell is the work of handing events to the command. Where too many wait, the latest are
// left out, and why says so, once.
func (t *Telling) Tell(all []events.Event) (work []Work, why string) {
	if t.Command == nil {
		return nil, ""
	}
	idle := len(t.queue) == 0
	room := max(0, maxTelling-len(t.queue))
	if more := len(all) - room; more > 0 {
		all = all[:room]
		why = t.once(fmt.Sprintf("on_event is behind: %s left out.", figures.Counted(more, "event")))
	}
	t.queue = append(t.queue, all...)
	if !idle || len(t.queue) == 0 {
		return nil, why
	}
	return t.next(), why
}

func (t *Telling) next() []Work {
	command, e := t.Command, t.queue[0]
	return []Work{{Do: func(ctx context.Context) any { return EventTold{command.Run(ctx, e)} }}}
}

// Update takes that the command has ended, and returns why it failed, each time that it is
// another reason, and the work that is next.
func (t *Telling) Update(msg EventTold) (why string, work []Work) {
	if msg.err != nil {
		why = t.once("on_event failed: " + reason.Sentence(msg.err))
	}
	if len(t.queue) > 0 {
		t.queue = t.queue[1:]
	}
	if len(t.queue) > 0 {
		work = t.next()
	}
	return why, work
}

// once returns words that were not the last ones said.
func (t *Telling) once(words string) string {
	if words == t.said {
		return ""
	}
	t.said = words
	return words
}
