package cli

import (
	"cmp"
	"context"
	"slices"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/events"
	"callsheet/model/panics"
	"callsheet/ui/session"
)

// watchTold tells what happens to the batches that are watched: as a line, on the
// terminal, and by the operator's command.
type watchTold struct {
	command
	account account
	off     bool
	telling session.Telling
	bell    *bell
	title   *watchTitle
	queue   chan events.Event // for the command, which nobody waits for; nil = there is none
	done    <-chan *panics.Caught
}

// watchQueue bounds what waits for the command, and lastCommands the wait for it at the end;
// lastWhenStopped is that of who ends it all.
const (
	watchQueue      = 32
	lastCommands    = 30 * time.Second
	lastWhenStopped = time.Second
)

// told makes what tells of events; it is closed in the end.
// A single look tells of nothing: who asks for one reads its result.
func (c watchCommand) told(ctx context.Context, f watchFlags) (*watchTold, error) {
	w := &watchTold{command: c.command, off: f.once}
	said, err := config.LoadTelling()
	if err != nil || f.once {
		return w, err
	}
	settings, err := c.env.settings()
	if err != nil {
		return nil, err
	}
	if file, ok := terminalOf(c.io.out); ok && said.Bell {
		w.bell = new(bellOn(file, c.env.getenv, settings.ASCII))
	}
	// Where it is not known that a terminal has windows it may print what sets their titles.
	if file := c.liveLines(f).file; file != nil && abilitiesOf(c.env.getenv).titles {
		w.title = newWatchTitle(file, settings.ASCII)
	}
	if run := c.env.onEvent(said); run != nil {
		w.queue = make(chan events.Event, watchQueue)
		work := session.Telling{Command: run}
		w.done = panics.Go(func() {
			for e := range w.queue {
				next, _ := work.Tell([]events.Event{e})
				session.Inline(context.WithoutCancel(ctx), wallClock{}, next, func(msg any) []session.Work {
					why, more := work.Update(msg.(session.EventTold))
					if why != "" {
						c.io.say("%s", why)
					}
					return more
				})
			}
		})
	}
	return w, nil
}

// close waits for the command; who ends it all does not wait for what hangs.
func (w *watchTold) close(ctx context.Context) {
	w.title.giveBack()
	if w.queue == nil {
		return
	}
	close(w.queue)
	patience := lastCommands
	if ctx.Err() != nil {
		patience = lastWhenStopped
	}
	select {
	case fault := <-w.done:
		if fault != nil {
			panic(fault)
		}
	case <-time.After(patience):
		w.io.say("on_event has not ended yet: the events that wait for it are left out.")
	}
}

// observe finds what has happened since the last look.
func (w *watchTold) observe(ctx context.Context, batches []*watched, closed []session.CancelledBatch, now time.Time) []events.Event {
	if w.off {
		return nil
	}
	var all []events.Event
	known, err := w.account.store.Ledger.Batches(ctx)
	if err != nil {
		return nil // what waits is not known, and so not what is over
	}
	for _, l := range looksAt(batches, known, closed, now) {
		all = append(all, w.telling.Observe(l)...)
	}
	return all
}

// looksAt are what is known of each campaign that is watched, and of each batch that was
// made elsewhere. known are the ledger's batches.
func looksAt(batches []*watched, known []model.Batch, closed []session.CancelledBatch, now time.Time) []events.Look {
	var order []string
	of := map[string][]*watched{}
	for _, b := range batches {
		id := cmp.Or(b.batch.Campaign, b.id)
		if of[id] == nil {
			order = append(order, id)
		}
		of[id] = append(of[id], b)
	}
	var looks []events.Look
	for _, id := range order {
		looks = append(looks, lookAtWatched(of[id], known, closed, now))
	}
	return looks
}

// lookAtWatched is what is known of one campaign, of which some batches are watched.
func lookAtWatched(of []*watched, known []model.Batch, closed []session.CancelledBatch, now time.Time) events.Look {
	first := of[0]
	name := cmp.Or(first.batch.Name, first.id)
	var all []model.Batch
	var late []session.CancelledBatch
	stood := time.Duration(0)
	for _, o := range of {
		b := *o.batch
		b.State = model.SendAccepted
		all = append(all, b)
		stood = max(stood, session.StoodStill(&o.finish, now))
	}
	for _, c := range closed {
		if slices.ContainsFunc(all, func(b model.Batch) bool { return b.ID == c.Batch.ID }) {
			late = append(late, c)
		}
	}
	// What of the campaign is not watched may wait for its time, or for somebody.
	if id := first.batch.Campaign; id != "" {
		for _, b := range known {
			if b.Campaign == id && !slices.ContainsFunc(all, func(o model.Batch) bool { return o.Key == b.Key }) {
				all = append(all, b)
			}
		}
	}
	l := session.LookAt(first.batch.Campaign, name, all, nil, late, now)
	l.Stood = stood
	return l
}

// tell tells of events on the terminal, and by the command.
func (w *watchTold) tell(all []events.Event) {
	for _, e := range all {
		select {
		case w.queue <- e:
		default:
			if w.queue != nil {
				w.io.say("on_event is behind: an event is left out.")
			}
		}
	}
	if w.bell != nil && len(all) > 0 {
		w.bell.tell(all)
	}
}
