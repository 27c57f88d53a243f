package session

import (
	"context"
	"errors"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/pacing"
)

// detailBackoff is waited after a request that failed, and mostFailures in a row end it.
var detailBackoff = pacing.Backoff{First: time.Second, Longest: time.Minute}

const (
	mostFailures = 5
	mostTries    = 2 // of one call
)

// Details fetches what was said on calls and what the service made of them: one call after
// another, each with three requests at most, never two at once, and not faster than
// DetailPause. What is stored and final is not asked for again. Each call is written down as
// it is told, so that a kill loses one.
type Details struct {
	Service CallTeller
	Store   Store
	Clock   Clock            // by which it waits
	Now     func() time.Time // of the service, by which it forgets
	Rate    *DetailRate      // of all who ask; nil = it is the only one
	Once    bool             // what is not made yet is left for another time

	wanted   []wantedDetail
	later    []wantedDetail // whose metrics are not made yet
	queued   map[callKey]bool
	busy     bool
	waits    *timer // for what is later
	progress DetailProgress
	pause    time.Duration // after failures
	failures int
	own      DetailRate
}

type callKey struct{ batch, call string }

// wantedDetail is a call of which something is wanted.
type wantedDetail struct {
	batch  model.Batch
	call   model.Call
	parts  model.DetailParts
	looked bool // somebody waits for it: what is not due yet is asked for all the same
	due    time.Time
	failed int // how often
}

func (w wantedDetail) key() callKey { return callKey{w.batch.Key, w.call.ID} }

// pending reports whether more of it is to be asked for once it is due.
func (w wantedDetail) pending(d model.CallDetail) bool {
	due := d.Due()
	return !due.IsZero() && d.Missing(w.batch, w.call, w.parts&^model.DetailWords, due) != 0
}

// timer is a pause that was begun; another one makes it void.
type timer struct{ due time.Time }

type (
	// DetailTold is what is known of a call now: one that was wanted. Err says why not all
	// of it could be asked for.
	DetailTold struct {
		Batch  string // its key
		Detail model.CallDetail
		Call   model.Call
		Asked  int // requests
		Err    error

		of      wantedDetail
		skipped []callKey // others before it, of which nothing was missing
		stopped bool
	}
	detailsDue struct{ timer *timer }
)

// DetailProgress is how far the details are.
type DetailProgress struct {
	Done    int   // calls of which all is known that can be
	Failed  int   // of which the service told nothing
	Left    int   // to be asked for
	Later   int   // whose metrics are not made yet
	Err     error // why it stopped, or waits; nil = neither
	Stopped bool
}

// Want has details of calls fetched behind those that are wanted already; one that is wanted
// is not wanted twice. The parts are those of model.DetailParts.
func (d *Details) Want(b model.Batch, calls []model.Call, parts model.DetailParts) []Work {
	for _, c := range calls {
		d.add(wantedDetail{batch: b, call: c, parts: parts}, false)
	}
	return d.next()
}

// Look has the details of a call fetched before all others: somebody looks at it.
func (d *Details) Look(b model.Batch, c model.Call) []Work {
	d.add(wantedDetail{batch: b, call: c, parts: model.DetailAll, looked: true}, true)
	return d.next()
}

func (d *Details) add(w wantedDetail, first bool) {
	if w.call.ID == "" {
		return
	}
	if d.queued == nil {
		d.queued = map[callKey]bool{}
	}
	if d.progress.Stopped {
		d.progress = DetailProgress{Done: d.progress.Done}
	}
	if d.queued[w.key()] {
		same := func(o wantedDetail) bool { return o.key() == w.key() }
		if i := slices.IndexFunc(d.wanted, same); i >= 0 && !first {
			d.wanted[i].parts |= w.parts
			return
		}
		if !first {
			return
		}
		d.wanted, d.later = slices.DeleteFunc(d.wanted, same), slices.DeleteFunc(d.later, same)
	}
	d.queued[w.key()] = true
	if first {
		d.wanted = slices.Insert(d.wanted, 0, w)
	} else {
		d.wanted = append(d.wanted, w)
	}
}

// Stop asks for no more; what is on its way is written down all the same.
func (d *Details) Stop() {
	d.wanted, d.later, d.queued, d.waits = nil, nil, nil, nil
	d.progress.Stopped = true
}

// Progress is how far it is.
func (d *Details) Progress() DetailProgress {
	p := d.progress
	p.Left, p.Later = len(d.wanted), len(d.later)
	if d.busy {
		p.Left++
	}
	return p
}

// Going reports whether calls are asked for.
func (p DetailProgress) Going() bool { return p.Left > 0 && !p.Stopped }

// Words say how far it is, in a sentence without its end: "12 of 340 calls read, 8 minutes to
// go at most". A call takes three requests at most.
func (p DetailProgress) Words() string {
	all := p.Done + p.Failed + p.Left
	words := figures.Count(p.Done+p.Failed) + " of " + figures.Counted(all, "call") + " read"
	if p.Going() {
		words += ", " + figures.Duration(time.Duration(p.Left)*3*DetailPause) + " to go at most"
	}
	return words
}

// next asks for the next call that is wanted, or waits until one is due.
func (d *Details) next() []Work {
	if d.busy {
		return nil
	}
	if len(d.wanted) == 0 {
		return d.wait()
	}
	d.busy, d.waits = true, nil
	wanted := slices.Clone(d.wanted[:min(len(d.wanted), mostSkipped)])
	pause := d.pause
	return []Work{{After: pause, Do: func(ctx context.Context) any { return d.tell(ctx, wanted) }}}
}

// mostSkipped is how many calls are looked up in the store at once, of which nothing is missing.
const mostSkipped = 200

// wait waits for the metrics that are not made yet.
func (d *Details) wait() []Work {
	if len(d.later) == 0 || d.waits != nil || d.Once {
		return nil
	}
	first := slices.MinFunc(d.later, func(a, b wantedDetail) int { return a.due.Compare(b.due) })
	d.waits = &timer{first.due}
	return []Work{later(max(0, first.due.Sub(d.Now())), detailsDue{d.waits})}
}

// tell finds the first of some calls of which something is missing and asks for it.
func (d *Details) tell(ctx context.Context, wanted []wantedDetail) DetailTold {
	told, skipped := DetailTold{}, []callKey(nil)
	for _, w := range wanted {
		told = DetailTold{Batch: w.batch.Key, Call: w.call, of: w, skipped: skipped, stopped: ctx.Err() != nil}
		if told.stopped {
			return told
		}
		var found bool
		if told.Detail, found, told.Err = d.Store.Ledger.CallDetail(ctx, w.batch.Key, w.call.ID); told.Err != nil {
			return told
		}
		if !found {
			told.Detail = model.CallDetail{Call: w.call.ID}
		}
		from := told.Detail
		if w.looked {
			from.Fetched = time.Time{}                                        // due at once
			from.Over = from.Over && (len(from.Turns) > 0 || !w.call.Spoke()) // words that were not there may be by now
		}
		if missing := from.Missing(w.batch, w.call, w.parts, d.Now()); missing != 0 {
			d.ask(ctx, missing, &told)
			return told
		}
		if w.looked || w.pending(told.Detail) {
			return told
		}
		skipped = append(skipped, w.key())
	}
	return told
}

// ask asks for the missing parts of a call and writes down what was told.
func (d *Details) ask(ctx context.Context, missing model.DetailParts, told *DetailTold) {
	of, detail, vain := told.of, &told.Detail, false
	rate := d.Rate
	if rate == nil {
		rate = &d.own
	}
	// once asks the service, and says whether to go on.
	once := func(part model.DetailParts, f func() error) bool {
		if missing&part == 0 {
			return true
		}
		rate.wait(ctx, d.Clock)
		if told.stopped = ctx.Err() != nil; told.stopped {
			return false
		}
		told.Asked++
		err := f()
		if errors.Is(err, ErrNothingThere) {
			vain, err = vain || part != model.DetailWords, nil
		}
		told.Err = err
		return err == nil
	}
	going := once(model.DetailWords, func() error {
		words, err := d.Service.CallWords(ctx, of.batch, of.call.ID)
		if err != nil && !errors.Is(err, ErrNothingThere) {
			return err
		}
		if err == nil {
			detail.Turns = words.Turns
			if words.Status != "" {
				told.Call.Status, told.Call.Duration = words.Status, words.Duration
			}
		}
		detail.Over = told.Call.Over()
		return err
	}) && once(model.DetailContact, func() error {
		contact, err := d.Service.CallContact(ctx, of.batch, of.call.ID)
		if err == nil {
			detail.Contact = contact
		}
		return err
	})
	if going && detail.Contact != "" {
		once(model.DetailMetrics, func() error {
			summary, metrics, err := d.Service.CallMetrics(ctx, of.batch, of.call.ID, detail.Contact)
			if err == nil {
				detail.Summary, detail.Metrics, detail.Measured = summary, metrics, true
			}
			return err
		})
	} else if going && missing&model.DetailContact != 0 {
		vain = true
	}
	d.save(ctx, vain, told)
}

// save writes down what was told of a call.
func (d *Details) save(ctx context.Context, vain bool, told *DetailTold) {
	if told.Asked == 0 || told.Err != nil && told.Asked == 1 {
		return
	}
	told.Detail.Fetched = d.Now()
	if vain {
		told.Detail.Tries++
	}
	told.Detail = told.Detail.Bounded()
	record := model.Record{Details: &model.BatchDetails{Batch: told.Batch, Details: []model.CallDetail{told.Detail}}}
	if err := d.Store.Campaigns.Save(context.WithoutCancel(ctx), []model.Record{record}); err != nil && told.Err == nil {
		told.Err = err
	}
}

// Update takes what was told. The console gets it as well, and shows the call anew.
func (d *Details) Update(msg any) []Work {
	switch msg := msg.(type) {
	case detailsDue:
		if msg.timer != d.waits {
			return nil
		}
		d.waits = nil
		now := d.Now()
		d.later = slices.DeleteFunc(d.later, func(w wantedDetail) bool {
			if due := !w.due.After(now); due {
				d.wanted = append(d.wanted, w)
				return true
			}
			return false
		})
		return d.next()
	case DetailTold:
		return d.take(msg)
	}
	return nil
}

func (d *Details) take(msg DetailTold) []Work {
	d.busy = false
	if d.progress.Stopped {
		return nil
	}
	if msg.stopped {
		d.Stop()
		return nil
	}
	d.drop(msg)
	if msg.Err != nil {
		return d.failed(msg)
	}
	d.pause, d.failures, d.progress.Err = 0, 0, nil
	w := msg.of
	ended := !w.call.Over() && msg.Call.Over()
	w.call, w.looked, w.failed = msg.Call, false, 0
	switch w.due = msg.Detail.Due(); {
	case ended: // since it was wanted: there is more to ask for
		d.wanted = slices.Insert(d.wanted, 0, w)
	case w.pending(msg.Detail) && !d.Once:
		d.later = append(d.later, w)
	default:
		d.progress.Done++
		delete(d.queued, w.key())
	}
	return d.next()
}

// drop takes the calls that were gone through out of those that are wanted. Others may have
// been wanted before them meanwhile, and some of them looked at.
func (d *Details) drop(msg DetailTold) {
	gone := make(map[callKey]bool, len(msg.skipped))
	for _, key := range msg.skipped {
		gone[key] = true
	}
	key := msg.of.key()
	d.wanted = slices.DeleteFunc(d.wanted, func(w wantedDetail) bool {
		if gone[w.key()] && !w.looked {
			delete(d.queued, w.key())
			d.progress.Done++
			return true
		}
		return w.key() == key
	})
}

// failed tries a call again after a pause, and gives up after several.
func (d *Details) failed(msg DetailTold) []Work {
	d.progress.Err = msg.Err
	if rest := pacing.Asked(msg.Err); rest > 0 {
		d.pause = rest
	} else {
		d.failures++
		d.pause = detailBackoff.Next(d.pause, 0)
	}
	if d.failures >= mostFailures {
		d.Stop()
		return nil
	}
	w := msg.of
	if w.failed++; w.failed < mostTries {
		d.wanted = slices.Insert(d.wanted, 0, w)
	} else {
		d.progress.Failed++
		delete(d.queued, w.key())
	}
	return d.next()
}
