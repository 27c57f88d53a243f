package session

import (
	"cmp"
	"context"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"callsheet/model"
	"callsheet/model/panics"
	"callsheet/model/phone"
	"callsheet/model/transcript"
	"callsheet/model/zones"
)

// SaidOf finds what people said on the calls of a campaign that was opened: who asked not to
// be called, and who wishes to be called at another time. It reads what is stored, and asks
// the service for nothing.
type SaidOf struct {
	Campaign *model.Campaign // it is read alone
	Store    Store
	Now      func() time.Time // of the service, by which it forgets
	Region   phone.Region     // the operator's own country; "" = not known
	Reader   *SaidReader      // remembers what was found; nil = nothing was
	Done     *atomic.Int64    // counts the calls that were read; nil = nobody looks

	details map[string]model.CallDetail // that are stored, where they were read already; nil = they are read
}

// Said is what people said on the calls of a campaign.
type Said struct {
	OptOuts   []SaidOptOut   // the sure ones first, then by their calls, the latest first
	Callbacks []SaidCallback // by their times, then by their days; those without either last
	Answered  int            // calls on which somebody may have spoken
	Read      int            // of them, whose words are stored
	Missing   []SaidMissing  // calls of which more can be asked for
	Cut       int            // calls with more text than is read
}

// SaidMissing is a call of which more can be asked for: its words, or the summary and the
// metrics of it.
type SaidMissing struct {
	Call  model.CampaignCall
	Parts model.DetailParts
}

// SaidPerson is whom something was found of: a number, or a call whose number cannot be read.
type SaidPerson struct {
	Number     phone.Number // 0 where it cannot be read
	Phone      string       // as the service has it
	Name       string       // of its row, else as the service has it
	Row        int          // of the list; -1 where no row that was sent has the number
	Call       model.CampaignCall
	Listed     time.Time // since when the number is on the do-not-call list; zero = it is not
	ListedFrom string
}

// SaidHit is words of a call that an opt-out was found in.
type SaidHit struct {
	transcript.OptOut
	Call   model.CampaignCall
	ByCode bool // the call was ended with a code that says so; there are no words
}

// SaidOptOut is somebody who asked not to be called, or where a stranger answers, with every
// hit that says so: the surest first, the latest call of those before the others.
type SaidOptOut struct {
	SaidPerson
	Hits []SaidHit
}

// Sure reports whether it was said in so many words.
func (o SaidOptOut) Sure() bool { return o.Hits[0].Sure }

// Kind is what the surest of its hits says.
func (o SaidOptOut) Kind() transcript.Kind { return o.Hits[0].Kind }

// Open reports whether the number could be put on the do-not-call list, and is not there.
func (o SaidOptOut) Open() bool { return o.Number != 0 && o.Listed.IsZero() }

// SaidCallback is somebody who wishes, or was promised, to be called at another time: what was
// said of it last, on the last of their calls on which it was.
type SaidCallback struct {
	SaidPerson
	transcript.Callback
	OptedOut bool // they asked not to be called, too, or are on the do-not-call list
	Since    bool // a later call of theirs was answered
}

// Over reports whether the time that was said has passed.
func (c SaidCallback) Over(now time.Time) bool { return !c.At.IsZero() && !c.At.After(now) }

// Get reads the calls. An error is the context's, or of this machine's store.
func (s SaidOf) Get(ctx context.Context) (Said, error) {
	c, known := s.Campaign, map[string]model.BatchCalls{}
	for _, b := range c.Batches {
		if b.State != model.SendAccepted {
			continue
		}
		calls, err := s.Store.Ledger.Calls(ctx, b.Key)
		if err != nil {
			return Said{}, err
		}
		known[b.Key] = model.BatchCalls{Calls: calls}
	}
	details := s.details
	if details == nil {
		var err error
		if details, err = storedDetails(ctx, s.Store.Ledger, c.Batches); err != nil {
			return Said{}, err
		}
	}
	calls := model.CampaignCalls(c.List, c.Plan, c.Batches, known)
	found, err := s.read(ctx, calls, details)
	if err != nil {
		return Said{}, err
	}
	said := gatherSaid(c, calls, found)
	said.countKnown(c, calls, details, s.Now())
	return said, said.markListed(ctx, s.Store.Guards)
}

// storedDetails are what is stored of the calls of batches that Dialgen took, by the calls' ids.
func storedDetails(ctx context.Context, ledger Ledger, batches []model.Batch) (map[string]model.CallDetail, error) {
	all := map[string]model.CallDetail{}
	for _, b := range batches {
		if b.State != model.SendAccepted {
			continue
		}
		of, err := ledger.CallDetails(ctx, b.Key)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, of)
	}
	return all, nil
}

// read finds in each call what was said on it, in the order of the calls; nil for a call
// whose details are not stored.
func (s SaidOf) read(ctx context.Context, calls []model.CampaignCall, details map[string]model.CallDetail) ([]*transcript.Findings, error) {
	reader := s.Reader
	if reader == nil {
		reader = &SaidReader{}
	}
	found := make([]*transcript.Findings, len(calls))
	var next atomic.Int64
	take := func() {
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= len(calls) {
				return
			}
			if d, is := details[calls[i].ID]; is && calls[i].ID != "" {
				found[i] = reader.find(d, transcript.Context{At: calls[i].At, Zones: s.zones(calls[i].Row), Region: string(s.Region)})
				runtime.Gosched() // a key that was pressed meanwhile goes first
			}
			if s.Done != nil {
				s.Done.Add(1)
			}
		}
	}
	var workers panics.Group
	// One processor is left to the console, which must draw while this runs.
	for range max(1, runtime.GOMAXPROCS(0)-1) {
		workers.Go(take)
	}
	workers.Wait()
	return found, ctx.Err()
}

// zones are those that the person of a row may be in; none of a call without a row.
func (s SaidOf) zones(row int) zones.Set {
	if s.Campaign.Plan == nil || row < 0 {
		return zones.Set{}
	}
	return s.Campaign.Plan.ZonesOf(row)
}

// SaidReader remembers what was found on calls, so that each is read once. Its zero value is
// ready to use, by several goroutines.
type SaidReader struct {
	mu    sync.Mutex
	calls map[string]readCall
}

// readCall is what was found on a call, and what it was read from.
type readCall struct {
	fetched  time.Time
	measured bool
	in       transcript.Context
	found    *transcript.Findings
}

// nothingSaid is what most calls come to.
var nothingSaid transcript.Findings

func (r *SaidReader) find(d model.CallDetail, in transcript.Context) *transcript.Findings {
	r.mu.Lock()
	last, known := r.calls[d.Call]
	r.mu.Unlock()
	if known && last.fetched.Equal(d.Fetched) && last.measured == d.Measured && last.in.At.Equal(in.At) && last.in.Zones == in.Zones && last.in.Region == in.Region {
		return last.found
	}
	found := &nothingSaid
	if f := transcript.Find(d.Said(), in); len(f.OptOuts)+len(f.Callbacks) > 0 || f.Cut {
		found = &f
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.calls == nil {
		r.calls = map[string]readCall{}
	}
	r.calls[d.Call] = readCall{d.Fetched, d.Measured, in, found}
	return found
}

// countKnown counts the calls on which somebody may have spoken, and finds those of which more
// can be asked for at a moment.
func (s *Said) countKnown(c *model.Campaign, calls []model.CampaignCall, details map[string]model.CallDetail, now time.Time) {
	for _, call := range calls {
		if !call.Spoke() {
			continue
		}
		s.Answered++
		d := details[call.ID]
		if d.Over {
			s.Read++
		}
		if parts := d.Missing(c.Batches[call.Batch], call.Call, saidParts, now); parts != 0 {
			s.Missing = append(s.Missing, SaidMissing{call, parts})
		}
	}
}

// saidParts are the parts of a call in which something may be found.
const saidParts = model.DetailWords | model.DetailMetrics

// Unknown is of how many calls it is not known what was said.
func (s Said) Unknown() int { return s.Answered - s.Read }

// markListed says of whom is found who is on the do-not-call list already.
func (s *Said) markListed(ctx context.Context, guards Guards) error {
	asked := map[phone.Number]bool{}
	for _, o := range s.OptOuts {
		asked[o.Number] = true
	}
	for _, c := range s.Callbacks {
		asked[c.Number] = true
	}
	delete(asked, 0)
	if len(asked) == 0 || guards == nil {
		return nil
	}
	refs := make([]model.ContactRef, 0, len(asked))
	for n := range asked {
		refs = append(refs, model.ContactRef{Number: n})
	}
	slices.SortFunc(refs, func(a, b model.ContactRef) int { return cmp.Compare(a.Number, b.Number) })
	marks, err := guards.Suppressions(ctx, refs, "", "")
	if err != nil {
		return err
	}
	for i := range s.OptOuts {
		s.OptOuts[i].mark(marks)
	}
	for i := range s.Callbacks {
		c := &s.Callbacks[i]
		c.mark(marks)
		c.OptedOut = c.OptedOut || !c.Listed.IsZero()
	}
	return nil
}

func (p *SaidPerson) mark(marks model.Suppressions) {
	if m := marks[p.Number]; p.Number != 0 {
		p.Listed, p.ListedFrom = m.DoNotCall, m.Source
	}
}
