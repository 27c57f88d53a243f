package waves

import (
	"time"

	"callsheet/model"
	"callsheet/model/dialling"
	"callsheet/model/hours"
)

// Pace is what share of the rate that is asked the service reaches.
type Pace struct {
	Share float64 // 0 to 1
	Known bool    // from finished campaigns; otherwise model.AssumedPace is reckoned with
}

const slowestPace = 0.02

func (p Pace) share() float64 {
	if !p.Known || !(p.Share > 0) {
		return model.AssumedPace
	}
	return min(max(p.Share, slowestPace), 1)
}

// Waves is a plan in waves, and what does not go into one.
type Waves struct {
	Waves    []Wave // by their start
	Pace     Pace
	Asked    model.Options // as the operator set them
	Contacts int           // of the plan

	Held   int // contacts of whom no zone is known
	Closed int // whose hours never open: the clocks that may be theirs have none in common, or their rules allow fewer tries than the service makes
	Left   int // that do not fit into the openings of the weeks that are looked at
}

// Wave is a segment, and what is to be said of it.
type Wave struct {
	Segment model.Segment
	Where   string         // its people are: a city that has their clock, a place, or that of the rules they are under; no two waves have one at the same start
	Clock   *time.Location // of theirs; where they may have several, the earliest
	Opening hours.Opening  // in which it is rung
	Start   time.Time      // of the first call
	Last    time.Time      // possible ring, at the pace that is reckoned with
	Late    bool           // in a later opening than the first one
	Changes []Change       // from what was asked

	rules string // that most of them are under: "US federal + Florida"
}

// Contacts is how many people are rung.
func (w Wave) Contacts() int { return len(w.Segment.Rows) }

// Tries is how often somebody may be rung.
func (w Wave) Tries() int { return 1 + w.Segment.Options.MaxAttempts }

// Segments are those of the waves.
func (w Waves) Segments() []model.Segment {
	segments := make([]model.Segment, len(w.Waves))
	for i, wave := range w.Waves {
		segments[i] = wave.Segment
	}
	return segments
}

// In is the plan in its waves, without those who are in none.
func (w Waves) In(p model.Plan) model.Plan { return p.Of(w.Segments()) }

// Called is how many contacts are in a wave.
func (w Waves) Called() int {
	n := 0
	for _, wave := range w.Waves {
		n += wave.Contacts()
	}
	return n
}

// Later is how many contacts wait for a later opening.
func (w Waves) Later() int {
	n := 0
	for _, wave := range w.Waves {
		if wave.Late {
			n += wave.Contacts()
		}
	}
	return n
}

// Over is the last possible ring of all, at the pace that is reckoned with; zero without waves.
func (w Waves) Over() time.Time {
	var last time.Time
	for _, wave := range w.Waves {
		if wave.Last.After(last) {
			last = wave.Last
		}
	}
	return last
}

// Slowest is the rate, in calls a second, at which the service must really dial for the
// wave to end in time; slower, and it is cancelled at its close.
func (w Wave) Slowest() float64 {
	b := w.Segment.Options.Dialled(w.Contacts())
	left := w.Segment.CloseAt.Sub(w.Start) - time.Duration(b.Attempts-1)*(b.Delay+b.Ring)
	if left <= 0 {
		return float64(b.Rate)
	}
	return min(float64(b.Contacts*b.Attempts)/left.Seconds(), float64(b.Rate))
}

// Lines is how many calls at one time the wave needs to end in time when nobody answers.
func (w Wave) Lines() int { return int(w.Slowest()*hours.RingingTime.Seconds()) + 1 }

// RungLate is how many calls come after the close, if nobody cancels the wave and nobody
// answers, with so many calls at one time. It takes time in proportion to the contacts.
func (w Wave) RungLate(lines int) int {
	b := w.Segment.Options.Dialled(w.Contacts())
	b.Lines = lines
	late := 0
	b.Each(func(a dialling.Attempt) {
		if w.Start.Add(a.At).After(w.Segment.CloseAt) {
			late++
		}
	})
	return late
}

// horizons are how many days are looked at: no more than are needed, because people
// whose hours differ only afterwards are in one wave.
var horizons = [...]int{2, 8, 64}

// Of cuts a plan into waves at an instant, under some hours and from the options of the
// plan. It looks at every row: with a million, ask in a goroutine.
func Of(p model.Plan, h model.Hours, now time.Time, pace Pace) Waves {
	now = now.Truncate(time.Second)
	var s scheduler
	var out Waves
	var all people
	for _, days := range horizons {
		s = scheduler{now: now, asked: p.Options, pace: pace.share(), ladder: ladderOf(p.Options), rows: p.AllRows()}
		out = Waves{Pace: pace, Asked: p.Options, Contacts: p.Len()}
		after := func(days int) time.Time { return s.earliest().Add(time.Duration(days) * 24 * time.Hour) }
		if all.classes == nil {
			all = newPeople(p, h, s.earliest(), after(horizons[len(horizons)-1]))
		}
		jobs, left := s.fold(&out, all, after(days))
		if left > 0 && days < horizons[len(horizons)-1] {
			continue
		}
		if out.Left = s.schedule(jobs); out.Left == 0 {
			break
		}
	}
	s.report(&out, p)
	return out
}
