package waves

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
)

const (
	// unhurried is how long after the plan was made a wave that begins at once may still
	// be sent; whatever begins at an instant begins no sooner.
	unhurried = 5 * time.Minute
	// worthAWave is the smallest part of the contacts that are left, as one of so many,
	// for which a wave is begun in an opening that cannot have them all.
	worthAWave = 5
)

// scheduler puts jobs into their openings.
type scheduler struct {
	now    time.Time
	asked  model.Options
	pace   float64
	ladder []rung
	rows   []int32 // of the plan

	taken  profile
	placed []*placed
}

// placed is rows of a job in one of its openings. Instants are seconds since 1970.
type placed struct {
	job      *job
	from, to int // of the job's rows
	opening  hours.Opening
	allowed  int  // attempts, by the rules
	rung     rung // how they are tried
	rate     int

	start, last, close int64 // the latest first call, the last possible one, and the last that there may be
	end                int64 // the last instant at which it holds its rate
	atOnce, late       bool
}

func (p *placed) contacts() int { return p.to - p.from }

// earliest is the first instant at which anybody may be rung: the operator's start.
func (s *scheduler) earliest() time.Time {
	if s.asked.Start.After(s.now) {
		return s.asked.Start
	}
	return s.now
}

// schedule places all jobs, and says how many contacts are left.
func (s *scheduler) schedule(jobs []*job) (left int) {
	for len(jobs) > 0 {
		jobs = slices.DeleteFunc(jobs, func(j *job) bool {
			if j.at < len(j.openings) {
				return false
			}
			left += j.left()
			return true
		})
		s.round(jobs)
		jobs = slices.DeleteFunc(jobs, func(j *job) bool {
			j.at++
			return j.left() == 0
		})
	}
	s.hurry()
	return left
}

// round places what is left of jobs into each one's next opening, as far as it goes.
func (s *scheduler) round(jobs []*job) {
	slices.SortStableFunc(jobs, func(a, b *job) int {
		x, y := a.openings[a.at], b.openings[b.at]
		return cmp.Or(x.To.Compare(y.To), x.From.Compare(y.From), cmp.Compare(b.left(), a.left()), strings.Compare(a.key, b.key))
	})
	levels, spill := make([]int, len(jobs)), make([]bool, len(jobs))
	lowest := len(s.ladder) - 1
	for i, j := range jobs {
		_, alone := s.place(s.taken, j, lowest)
		spill[i] = !alone
	}
	for {
		all, failed := s.try(jobs, levels, spill)
		if !s.yield(jobs, failed, levels, spill) {
			for _, p := range all {
				s.taken = s.taken.take(p.start, p.end, p.rate)
				s.placed = append(s.placed, p)
				p.job.done = p.to
			}
			return
		}
	}
}

// try places jobs at some levels of the ladder, and after them as much as there is room
// for of those that have to spill over. It says which did not find a place.
func (s *scheduler) try(jobs []*job, levels []int, spill []bool) (all []*placed, failed []int) {
	taken := slices.Clone(s.taken)
	take := func(p *placed) {
		taken = taken.take(p.start, p.end, p.rate)
		all = append(all, p)
	}
	for i, j := range jobs {
		if spill[i] {
			continue
		}
		if p, ok := s.place(taken, j, levels[i]); ok {
			take(p)
		} else {
			failed = append(failed, i)
		}
	}
	for i, j := range jobs {
		if spill[i] {
			if p, ok := s.part(taken, j); ok {
				take(p)
			}
		}
	}
	return all, failed
}

// yield has jobs be tried less, so that those which failed find a place: these first,
// then those at the same time; and when nobody can, lets them spill over. It reports
// false when nothing failed.
func (s *scheduler) yield(jobs []*job, failed, levels []int, spill []bool) bool {
	if len(failed) == 0 {
		return false
	}
	lowest, raised := len(s.ladder)-1, false
	raise := func(i int) {
		if !spill[i] && levels[i] < lowest {
			levels[i]++
			raised = true
		}
	}
	for _, i := range failed {
		raise(i)
	}
	for i, j := range jobs {
		if raised {
			return true
		}
		o := j.openings[j.at]
		if slices.ContainsFunc(failed, func(f int) bool {
			other := jobs[f].openings[jobs[f].at]
			return o.From.Before(other.To) && other.From.Before(o.To)
		}) {
			raise(i)
		}
	}
	if !raised {
		for _, i := range failed {
			spill[i] = true
		}
	}
	return true
}

// room is a placement without its start and rate.
func (s *scheduler) room(j *job, level int) *placed {
	p := &placed{job: j, from: j.done, to: len(j.rows), opening: j.openings[j.at], allowed: j.allowed[j.at], rung: s.ladder[level], late: j.at > 0}
	p.rung.attempts = min(p.rung.attempts, p.allowed)
	p.atOnce = !s.asked.Start.After(s.now) && !p.opening.From.After(s.now)
	first := p.opening.From
	if !s.asked.Start.After(s.now) {
		if soonest := s.now.Add(unhurried); soonest.After(first) {
			first = soonest
		}
	}
	p.start = first.Unix()
	if first.Nanosecond() > 0 {
		p.start++
	}
	close, _ := p.opening.LastCall()
	p.close = close.Unix()
	return p
}

// starts are the instants at which a placement may begin: first when its opening does,
// then whenever another ends.
func (p *placed) starts(taken profile) []int64 {
	if p.start > p.close {
		return nil
	}
	all := []int64{p.start}
	for _, step := range taken {
		if step.at > p.start && step.at < p.close {
			all = append(all, step.at)
		}
	}
	return all
}

// begin has the placement begin at an instant, at a rate.
func (s *scheduler) begin(p *placed, at int64, rate int) (fits bool) {
	p.atOnce = p.atOnce && at == p.start
	p.start, p.rate = at, rate
	p.last = at + s.span(p.contacts(), p.rung, rate)
	if p.end = p.last; p.late {
		p.end = p.close
	}
	return p.last <= p.close
}

// place finds room for all that is left of a job, as early and then as slowly as it can.
func (s *scheduler) place(taken profile, j *job, level int) (*placed, bool) {
	p := s.room(j, level)
	for _, at := range p.starts(taken) {
		most := s.rate() - taken.at(at)
		slowest := model.MinRate + sort.Search(max(most-model.MinRate+1, 0), func(i int) bool {
			return at+s.span(p.contacts(), p.rung, model.MinRate+i) <= p.close
		})
		for rate := slowest; rate <= most; rate++ {
			q := *p
			if s.begin(&q, at, rate) && taken.most(q.start, q.end)+rate <= s.rate() {
				found := q // which alone is allocated
				return &found, true
			}
		}
	}
	return nil, false
}

// part finds room for as many as there can be of a job, tried as little as may be.
func (s *scheduler) part(taken profile, j *job) (*placed, bool) {
	p := s.room(j, len(s.ladder)-1)
	var best *placed
	for _, at := range p.starts(taken) {
		rate := s.rate() - taken.most(at, p.close)
		if rate < model.MinRate {
			continue
		}
		q := *p
		q.to = q.from + min(j.left(), s.fitting(q.close-at, q.rung, rate))
		if q.contacts() > 0 && s.begin(&q, at, rate) && (best == nil || q.contacts() > best.contacts()) {
			best = &q
		}
	}
	return best, best != nil && best.contacts()*worthAWave >= j.left()
}

// rate is the rate that all waves share.
func (s *scheduler) rate() int { return max(s.asked.CallsPerSecond, model.MinRate) }

// span is how many seconds there may be from the first call to the last one. A slower
// pace is as many more contacts at the full one.
func (s *scheduler) span(contacts int, r rung, rate int) int64 {
	b := r.options(s.asked).Dialled(int(float64(contacts)/s.pace) + 1)
	b.Rate, b.Delay = rate, r.delay
	return int64((b.Span() + time.Second - 1) / time.Second)
}

// fitting is how many contacts have their last call within so many seconds.
func (s *scheduler) fitting(seconds int64, r rung, rate int) int {
	waits := s.span(0, r, rate)
	n := int(float64(seconds-waits) / float64(r.attempts) * float64(rate) * s.pace)
	for n > 0 && s.span(n, r, rate) > seconds {
		n -= max(1, n/1000)
	}
	return max(n, 0)
}

// hurry gives what is left of the rate to those whose first pass is longest.
func (s *scheduler) hurry() {
	slower := slices.Clone(s.placed)
	for len(slower) > 0 {
		i := 0
		for k, p := range slower {
			if p.contacts()*slower[i].rate > slower[i].contacts()*p.rate {
				i = k
			}
		}
		p := slower[i]
		s.taken = s.taken.take(p.start, p.end, -p.rate)
		faster := *p
		if p.rate < s.rate() && s.begin(&faster, p.start, p.rate+1) && s.taken.most(faster.start, faster.end)+faster.rate <= s.rate() {
			faster.atOnce = p.atOnce
			*p = faster
		} else {
			slower = slices.Delete(slower, i, i+1)
		}
		s.taken = s.taken.take(p.start, p.end, p.rate)
	}
}
