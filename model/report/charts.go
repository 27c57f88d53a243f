package report

import (
	"fmt"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/outcomes"
)

// Charts are what a list of contacts shows of a campaign while its calls go on. Their texts are
// safe to draw.
type Charts struct {
	Hours    Block // when calls were answered, on the clocks of whoever was called
	Outcomes Block // what came of the contacts: one bar for each filter of the list, and one for those of a state that nobody knows
	Reasons  Block // why the contacts were not reached who were missed or failed
}

// NewCharts counts a list, with no more reasons than lines, the last of which are the others
// then. The plan says on whose clock a call was made; nil = no clock is known.
func NewCharts(l *outcomes.List, p *model.Plan, lines int) Charts {
	all, other := l.Count(outcomes.ShowAll), l.Count(outcomes.ShowAll)
	var c Charts
	c.Outcomes = Block{Heading: "What is known of " + figures.Counted(all, "contact")}
	for show := outcomes.ShowAnswered; show <= outcomes.ShowNotCalled; show++ {
		n := l.Count(show)
		other -= n
		c.Outcomes.Chart.Bars = append(c.Outcomes.Chart.Bars, Bar{show.String(), n, n, shareOf(n, all)})
	}
	if other > 0 {
		c.Outcomes.Chart.Bars = append(c.Outcomes.Chart.Bars, Bar{"not known", other, other, shareOf(other, all)})
	}

	missed := l.Count(outcomes.ShowMissed) + l.Count(outcomes.ShowFailed)
	var reasons []Count
	for _, r := range l.Reasons() {
		reasons = append(reasons, Count{safe(r.Words), r.Contacts})
	}
	c.Reasons = Block{Heading: fmt.Sprintf("Why %s %s not reached", figures.Counted(missed, "contact"), figures.Were(missed)), Chart: counted(reasons, missed, lines)}
	if missed == 0 {
		c.Reasons = Block{Heading: "Why contacts were not reached", Note: "Nobody was missed so far."}
	}

	var f Figures
	for i := range l.Len() {
		for _, call := range l.Entry(i).Calls {
			if call.Placed() {
				f.addHour(call, p)
			}
		}
	}
	c.Hours = Block{Heading: "Answered by hour, on the clock of whoever was called", Note: f.withoutClock(), Chart: hours(f)}
	return c
}

// Lengths are how many of some cells a bar takes, and how many of these are filled. What is
// more than nothing is seen.
func (c Chart) Lengths(b Bar, cells int) (whole, part int) {
	most := c.most()
	scale := func(n int) int {
		if n <= 0 {
			return 0
		}
		return max(1, int(float64(n)/float64(most)*float64(cells)+0.5))
	}
	whole = scale(b.Whole)
	return whole, min(scale(b.Part), whole)
}
