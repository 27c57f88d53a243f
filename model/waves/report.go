package waves

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
)

// report makes segments of what is placed.
func (s *scheduler) report(out *Waves, p model.Plan) {
	where := p.Whereabouts()
	for _, placed := range s.placed {
		out.Waves = append(out.Waves, s.wave(placed, where))
	}
	slices.SortStableFunc(out.Waves, func(a, b Wave) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(b.Contacts(), a.Contacts()), strings.Compare(a.Where, b.Where))
	})
	out.name(s.now)
}

func (s *scheduler) wave(p *placed, where model.Whereabouts) Wave {
	o := p.rung.options(s.asked)
	o.CallsPerSecond = p.rate
	w := Wave{Opening: p.opening, Start: unix(p.start), Last: unix(p.last), Late: p.late}
	w.Segment = model.Segment{Options: o, Rows: p.job.rows[p.from:p.to], CloseAt: unix(p.close)}
	release := &w.Segment.Release
	release.NotAfter = w.Start
	switch {
	case p.late:
		release.By = model.ReleasedByOperator
		release.NotBefore, _ = p.job.openings[p.job.before(p.opening)].LastCall()
		release.NotAfter = unix(p.close - (p.last - p.start))
		w.Segment.Options.Start = w.Start
	case p.atOnce:
		w.Start = s.now
		w.Segment.Options.Start = time.Time{}
	default:
		w.Segment.Options.Start = w.Start
	}
	w.place(p.job, where)
	w.Segment.Options.TimeZone = w.Clock.String()
	w.Changes = s.changes(w, p)
	return w
}

// before is the place of the opening before one.
func (j *job) before(o hours.Opening) int {
	return max(slices.IndexFunc(j.openings, func(other hours.Opening) bool { return other == o })-1, 0)
}

func unix(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }
