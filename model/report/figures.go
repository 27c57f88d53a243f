package report

import (
	"cmp"
	"slices"
	"time"

	"callsheet/model"
)

// Source is what a report is made of.
type Source struct {
	List    *model.List
	Plan    *model.Plan // nil where the campaign was not confirmed
	Batches []model.Batch
	Known   map[string]model.BatchCalls // the calls of each batch, by its key
	Rows    []model.RowResult           // model.Results of these
}

// Figures are what came of a campaign. A call is one that was placed; those that are waiting
// are none yet.
type Figures struct {
	Rows      int     // of the list, blank ones left out
	Sent      int     // of them in a batch
	Called    int     // of them somebody was called of
	Outcomes  []Count // of Rows
	NotCalled []Count // why nobody was called, of Rows less Called

	Calls    int // to numbers of Rows
	Others   int // to numbers that no row has, which are in no other figure
	First    time.Time
	Last     time.Time
	ByCall   []Count // Calls by their outcome
	Missed   int     // of Calls that were neither answered nor are under way
	Reasons  []Count // of Missed; Text is "" where none was told
	Answered []Count // why answered calls ended, of those of which it was told

	Hours    [24]Slot // Calls by the hour on the clock of whoever was called
	Weekdays [7]Slot  // the same by the weekday, from Sunday as time.Weekday
	NoClock  Slot     // of whom the hour is not known

	Tries []int // people who answered, by the call that they answered first: the first, the second, …
	Talk  Talk
	Waves []Wave // one for each segment of the plan
}

// answered is how many people answered.
func (f Figures) answered() int {
	sum := 0
	for _, n := range f.Tries {
		sum += n
	}
	return sum
}

// Count is how many there are of something.
type Count struct {
	Text string
	N    int
}

// Slot is calls, and how many of them were answered.
type Slot struct{ Calls, Answered int }

func (s *Slot) add(c model.CampaignCall) {
	s.Calls++
	if c.Status == model.CallAnswered {
		s.Answered++
	}
}

// Talk is how long people spoke in answered calls.
type Talk struct {
	Sum, Mean, Median, Longest time.Duration
	Timed                      int // answered calls whose length was told
	Untimed                    int // those of which it was not, or cannot be true
	Lengths                    [len(talkBounds) + 1]int
}

// talkBounds are where one length of talk ends and the next begins.
var talkBounds = [...]time.Duration{10 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute}

// Wave is a segment of the plan.
type Wave struct {
	Name     string
	Rows     int // in its batches
	Called   int
	Answered int // rows
	Slot
	Talk time.Duration
}

// Of are the figures of a campaign.
func Of(s Source) Figures {
	f := Figures{}
	wave := f.rows(s)
	tally := tallies{calls: map[string]int{}, reasons: map[string]int{}, ends: map[string]int{}, answered: map[int]bool{}}
	for _, c := range model.CampaignCalls(s.List, s.Plan, s.Batches, s.Known) {
		switch {
		case !c.Placed():
		case c.Row < 0:
			f.Others++
		default:
			f.add(c, s.Plan, &tally)
			f.Waves[wave[c.Row]].Slot.add(c)
			f.Waves[wave[c.Row]].Talk += c.Talk()
		}
	}
	f.ByCall, f.Reasons, f.Answered = sorted(tally.calls), sorted(tally.reasons), sorted(tally.ends)
	f.Talk.of(tally.talks)
	return f
}

// tallies are what is counted before it is put in order.
type tallies struct {
	calls, reasons, ends map[string]int
	answered             map[int]bool // rows
	talks                []time.Duration
}

// rows counts the rows, and returns the wave of each that was sent.
func (f *Figures) rows(s Source) (wave []int) {
	wave = make([]int, s.List.Len())
	if s.Plan != nil {
		for _, segment := range s.Plan.Segments {
			f.Waves = append(f.Waves, Wave{Name: safe(segment.Name)})
		}
	}
	in := model.RowBatches(s.List, s.Plan, s.Batches)
	for row, batch := range in {
		if batch > 0 {
			wave[row] = s.Plan.SegmentOf(s.Batches[batch-1].Index)
		}
	}
	outcomes, why := map[string]int{}, map[string]int{}
	groups := model.WhyNotGroups(s.List, s.Plan, s.Batches, s.Rows)
	for row, r := range s.Rows {
		if r.Outcome == "" {
			continue
		}
		f.Rows++
		outcomes[safe(r.Outcome)]++
		called := r.Attempts > 0
		if called {
			f.Called++
		} else {
			why[safe(groups[row])]++
		}
		if in[row] == 0 {
			continue
		}
		f.Sent++
		w := &f.Waves[wave[row]]
		w.Rows++
		if called {
			w.Called++
		}
		if r.Outcome == (model.Call{Status: model.CallAnswered}).OutcomeWords() {
			w.Answered++
		}
	}
	f.Outcomes, f.NotCalled = sorted(outcomes), sorted(why)
	return wave
}

// add counts a call.
func (f *Figures) add(c model.CampaignCall, p *model.Plan, t *tallies) {
	f.Calls++
	t.calls[safe(c.OutcomeWords())]++
	reason := safe(c.ReasonWords())
	switch c.Status {
	case model.CallOngoing:
	case model.CallAnswered:
		if reason != "" {
			t.ends[reason]++
		}
		if talk := c.Talk(); talk > 0 {
			t.talks = append(t.talks, talk)
		} else {
			f.Talk.Untimed++
		}
		if !t.answered[c.Row] {
			t.answered[c.Row] = true
			for len(f.Tries) < c.Attempt {
				f.Tries = append(f.Tries, 0)
			}
			f.Tries[c.Attempt-1]++
		}
	default:
		f.Missed++
		t.reasons[reason]++
	}
	if !c.At.IsZero() {
		if f.First.IsZero() {
			f.First = c.At
		}
		f.Last = c.At
	}
	f.addHour(c, p)
}

// addHour counts a call at the hour and the weekday on the clock of whoever was called; without
// a plan no clock is known.
func (f *Figures) addHour(c model.CampaignCall, p *model.Plan) {
	if p == nil {
		f.NoClock.add(c)
		return
	}
	local, known := p.LocalTime(c.Row, c.At)
	if !known {
		f.NoClock.add(c)
		return
	}
	f.Hours[local.Hour()].add(c)
	f.Weekdays[local.Weekday()].add(c)
}

// of works it out from the lengths that were told.
func (t *Talk) of(talks []time.Duration) {
	if t.Timed = len(talks); t.Timed == 0 {
		return
	}
	slices.Sort(talks)
	for _, talk := range talks {
		t.Sum += talk
		length := slices.IndexFunc(talkBounds[:], func(end time.Duration) bool { return talk < end })
		if length < 0 {
			length = len(talkBounds)
		}
		t.Lengths[length]++
	}
	t.Mean, t.Median, t.Longest = t.Sum/time.Duration(len(talks)), talks[len(talks)/2], talks[len(talks)-1]
}

// sorted are counts, the most first.
func sorted(counts map[string]int) []Count {
	all := make([]Count, 0, len(counts))
	for text, n := range counts {
		all = append(all, Count{text, n})
	}
	slices.SortFunc(all, func(a, b Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Text, b.Text)) })
	return all
}
