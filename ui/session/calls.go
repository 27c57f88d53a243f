package session

import (
	"context"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/pacing"
)

// Calls is every call of the batches of a campaign: as they are stored, as each poll brings
// the latest, and as the service tells all of them. The statistics stay the heartbeat. All
// calls are asked for, in two requests at most, where the latest do not tell of each, or not
// why some were missed or failed: not more often than callsPause and while somebody looks;
// and once more at the end. One batch is asked for at a time. What cannot be asked for stays, with the time it is of.
type Calls struct {
	Service  CallLister
	Store    Store
	Clock    Clock            // by which it waits
	Now      func() time.Time // the clock that statistics are stamped with
	Campaign string           // its id
	Latest   int              // how many calls a poll brings
	Batches  func() []model.Batch
	Front    func() bool // whether somebody looks; nil = always
	// Elsewhere reports whether the campaign is at another service, which is not asked; nil = it is not.
	Elsewhere func() bool
	// Take takes over how a batch stands, as a poll does; nil = nobody does.
	Take func(index int, stats model.Statistics)

	batches map[string]*batchCalls
	busy    bool
	asking  string    // the key of the batch that is read or asked for, while busy
	rests   time.Time // until when the service is left alone
	pause   time.Duration
	looked  bool // somebody wants them as they are now
}

// batchCalls are the calls of one batch. What is handed out of them is never changed.
type batchCalls struct {
	model.BatchCalls
	callIndex
	loaded bool
	behind bool         // the latest do not tell of all that moved, or not why calls ended
	final  bool         // all were told after its end
	asked  time.Time    // by the operator's clock
	since  []model.Call // that polls brought while all were loaded or asked for
	err    error        // why they were not told the last time
}

const (
	leastCallsPause = 30 * time.Second
	pausePerCall    = 3 * time.Millisecond // 100,000 calls are about 20 MB
	leastLook       = 20 * time.Second
)

// callsBackoff is waited after a look that failed.
var callsBackoff = pacing.Backoff{First: 15 * time.Second, Longest: 10 * time.Minute}

// callsPause is how long is waited between two looks at all calls of a batch that runs: half
// a minute, which is four requests a minute, and five minutes where it has 100,000.
func callsPause(calls int) time.Duration {
	return max(leastCallsPause, time.Duration(calls)*pausePerCall)
}

type (
	// CallsTold is all calls of a batch, as they were stored or told. Err says why they could
	// not be: what was known stays.
	CallsTold struct {
		Batch string // its key
		Err   error

		stored  bool
		final   bool
		calls   model.BatchCalls
		index   callIndex
		stats   model.Statistics
		asked   bool
		stopped bool
	}
	// CallsDue says that calls are to be asked for again.
	CallsDue struct{}
)

// Load reads what is stored, one batch after another, and asks for what is due then.
func (c *Calls) Load() []Work {
	if c.busy {
		return nil
	}
	for _, b := range c.Batches() {
		if of := c.of(b.Key); !of.loaded {
			c.busy, c.asking = true, b.Key
			ledger, now := c.Store.Ledger, c.Now
			return []Work{{Do: func(ctx context.Context) any {
				known, err := storedCalls(ctx, ledger, b)
				return CallsTold{Batch: b.Key, Err: err, stored: true, final: known.Whole && !b.ReasonsDue(now()),
					calls: known, index: indexOf(known.Calls), stopped: ctx.Err() != nil}
			}}}
		}
	}
	return c.fetch()
}

func (c *Calls) of(key string) *batchCalls {
	if c.batches == nil {
		c.batches = map[string]*batchCalls{}
	}
	if c.batches[key] == nil {
		c.batches[key] = &batchCalls{}
	}
	return c.batches[key]
}

// Known are the calls of each batch, by its key. They stay as they are when others come.
func (c *Calls) Known() map[string]model.BatchCalls {
	known := make(map[string]model.BatchCalls, len(c.batches))
	for key, of := range c.batches {
		known[key] = of.BatchCalls
	}
	return known
}

// Behind reports whether calls of a batch are missing, or not as they are now, and why the
// service could not tell them; At of Known is when it told all of them.
func (c *Calls) Behind(key string) (behind bool, err error) {
	of := c.of(key)
	return !of.loaded || of.behind || of.err != nil, of.err
}

// Polled merges the latest calls of a batch, which a poll has brought, and asks for all of
// them where that is due.
func (c *Calls) Polled(index int) []Work {
	b := c.Batches()[index]
	of, latest := c.of(b.Key), b.Last.Calls
	if !of.loaded || c.busy && c.asking == b.Key {
		of.since = append(of.since, latest...)
	}
	if of.loaded {
		of.behind = of.add(latest, c.Latest) || of.behind
	}
	return c.Load()
}

// Look asks for all calls because somebody looks at them.
func (c *Calls) Look() []Work {
	c.looked = true
	return c.Load()
}

// add merges the latest calls, and reports whether others may have moved that are not among
// them: there is a gap between them and those that are known, or a call still goes on that
// they do not tell of.
func (of *batchCalls) add(latest []model.Call, most int) (behind bool) {
	fresh, cloned := 0, false
	for _, told := range latest {
		place, known := of.at[told.ID]
		if !known || told.ID == "" {
			fresh++
			behind = behind || unexplained(told)
			of.put(len(of.Calls), told)
			of.Calls = append(of.Calls, told) // behind what was handed out
			continue
		}
		merged := model.MergeCall(of.Calls[place], told)
		behind = behind || unexplained(merged) && !of.Calls[place].Over()
		if merged == of.Calls[place] {
			continue
		}
		if !cloned {
			of.Calls, cloned = slices.Clone(of.Calls), true
		}
		of.Calls[place] = merged
		of.put(place, merged)
	}
	if most <= 0 || len(latest) < most {
		return behind // these are all there are
	}
	if fresh == len(latest) {
		return true
	}
	told := make(map[string]bool, len(latest))
	for _, l := range latest {
		told[l.ID] = true
	}
	for id := range of.open {
		if !told[id] {
			return true
		}
	}
	return behind
}

// unexplained reports whether a call was not answered and it is not known why.
func unexplained(k model.Call) bool {
	return k.Error == "" && (k.Status == model.CallMissed || k.Status == model.CallFailed)
}

// callIndex finds calls by their ids.
type callIndex struct {
	at   map[string]int  // the place of each
	open map[string]bool // those that are not over
}

func indexOf(calls []model.Call) callIndex {
	x := callIndex{make(map[string]int, len(calls)), map[string]bool{}}
	for i, k := range calls {
		x.put(i, k)
	}
	return x
}

func (x callIndex) put(place int, k model.Call) {
	x.at[k.ID] = place
	if k.Over() {
		delete(x.open, k.ID)
	} else {
		x.open[k.ID] = true
	}
}

// fetch asks for all calls of the first batch of which that is due.
func (c *Calls) fetch() []Work {
	if c.busy || c.Elsewhere != nil && c.Elsewhere() || c.Clock.Now().Before(c.rests) {
		return nil
	}
	for _, b := range c.Batches() {
		if !c.due(b) {
			continue
		}
		c.busy, c.asking = true, b.Key
		of := c.of(b.Key)
		of.asked = c.Clock.Now()
		fetch, known := callFetch{Store: c.Store, Service: c.Service, Now: c.Now, Campaign: c.Campaign}, of.Calls
		return []Work{{Do: func(ctx context.Context) any {
			told := CallsTold{Batch: b.Key}
			told.calls, told.asked, told.Err = fetch.calls(ctx, &b)
			told.stats, told.stopped = b.Last, ctx.Err() != nil
			told.final = b.Last.Status.Ended()
			if told.Err == nil {
				told.calls.Calls = model.MergeCalls(slices.Clone(known), told.calls.Calls, true)
				told.index = indexOf(told.calls.Calls)
			}
			return told
		}}}
	}
	c.looked = false
	return nil
}

// due reports whether all calls of a batch are to be asked for.
func (c *Calls) due(b model.Batch) bool {
	of := c.of(b.Key)
	if b.State != model.SendAccepted || !of.loaded {
		return false
	}
	since := c.Clock.Now().Sub(of.asked)
	switch {
	case b.Last.Status.Ended():
		return !of.final
	case c.Front != nil && !c.Front():
		return false
	case of.behind:
		return since >= callsPause(len(of.Calls)) || c.looked && since >= leastLook
	}
	return c.looked && since >= leastLook && b.Last.Processed > 0
}

// Update takes what was stored and told.
func (c *Calls) Update(msg any) []Work {
	switch msg := msg.(type) {
	case CallsDue:
		return c.Load()
	case CallsTold:
		return c.take(msg)
	}
	return nil
}

func (c *Calls) take(msg CallsTold) []Work {
	c.busy = false
	of := c.of(msg.Batch)
	of.loaded = of.loaded || msg.stored
	since := of.since
	of.since, of.err = nil, msg.Err
	if msg.Err == nil {
		of.BatchCalls, of.callIndex, of.final = msg.calls, msg.index, msg.final
	} else if of.at == nil {
		of.callIndex = indexOf(nil)
	}
	behind := of.add(since, c.Latest)
	switch {
	case msg.stored:
		of.behind = c.lacks(msg.Batch)
	case msg.Err == nil:
		of.behind, c.pause = behind, 0
		if i := slices.IndexFunc(c.Batches(), func(b model.Batch) bool { return b.Key == msg.Batch }); i >= 0 && msg.asked && c.Take != nil {
			c.Take(i, msg.stats)
		}
	case !msg.stopped:
		return c.rest(msg.Err)
	}
	if msg.stopped {
		return nil
	}
	return c.Load()
}

// lacks reports whether fewer people are called by the stored calls of a batch than its last
// statistics count.
func (c *Calls) lacks(key string) bool {
	i := slices.IndexFunc(c.Batches(), func(b model.Batch) bool { return b.Key == key })
	if i < 0 {
		return false
	}
	called := map[string]bool{}
	for _, k := range c.of(key).Calls {
		if k.Placed() {
			called[k.Phone] = true
		}
	}
	return len(called) < c.Batches()[i].Last.Processed
}

// rest leaves the service alone for a while after it could not be asked.
func (c *Calls) rest(err error) []Work {
	c.pause = callsBackoff.Next(c.pause, pacing.Asked(err))
	c.rests = c.Clock.Now().Add(c.pause)
	return []Work{later(c.pause, CallsDue{})}
}
