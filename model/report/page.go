package report

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"callsheet/model/document"
	"callsheet/model/evidence"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// Page is a report for people. Its texts are safe to draw, and of one line each.
type Page struct {
	Title   string
	Summary []string // sentences
	Blocks  []Block
	Notes   []string // what a reader has to know, in sentences
}

// Block is a part of a page.
type Block struct {
	Heading string
	Note    string // "" for none
	Facts   []document.Fact
	Chart   Chart
	Table   [][]string // its first row is the head
}

// Chart is bars of one scale.
type Chart struct {
	Upright bool   // they stand beside one another, as hours do
	Whole   string // what a bar is, and
	Part    string // what its filled part is; "" where it is one piece
	Bars    []Bar
}

// most is what the longest bar is; of bars of nothing, 1.
func (c Chart) most() int {
	most := 1
	for _, bar := range c.Bars {
		most = max(most, bar.Whole)
	}
	return most
}

// Bar is a number, and a part of it that is filled.
type Bar struct {
	Label       string
	Whole, Part int
	Text        string // the figures in words
}

// About is what else stands on a page.
type About struct {
	Campaign string
	Terms    []document.Fact // under which it was confirmed; none where that is not known
	Missing  string          // in a sentence, that not all calls are known; "" where they are
	Made     time.Time
	Clock    *time.Location // of the reader
}

const (
	maxText  = 200 // runes of a text that came from a person or the service
	maxLines = 12  // of a list whose texts anybody may choose
)

// safe is a text of somebody else without what could be a telephone number.
func safe(text string) string { return printable.Text(evidence.WithoutNumbers(text), maxText) }

// NewPage puts figures in words and charts.
func NewPage(f Figures, about About) Page {
	p := Page{Title: "Report of " + cmp.Or(safe(about.Campaign), "a campaign without a name"), Summary: summary(f, about)}
	add := func(b Block) {
		if len(b.Facts)+len(b.Chart.Bars)+len(b.Table) > 0 {
			p.Blocks = append(p.Blocks, b)
		}
	}
	add(Block{Heading: "Outcomes", Note: "What came of each of the " + figures.Counted(f.Rows, "row") + " of the list, blank rows left out.", Chart: counted(f.Outcomes, f.Rows, maxLines)})
	add(Block{Heading: "Who was not called, and why", Note: figures.Counted(f.Rows-f.Called, "row") + ".", Chart: counted(f.NotCalled, f.Rows-f.Called, maxLines)})
	add(Block{Heading: "Calls", Note: "What came of each of the " + figures.Counted(f.Calls, "call") + " that " + figures.Were(f.Calls) + " placed. Whoever is called several times has several.", Chart: counted(f.ByCall, f.Calls, maxLines)})
	add(Block{Heading: "Why calls were not answered", Note: figures.Counted(f.Missed, "call") + ".", Chart: counted(f.Reasons, f.Missed, maxLines)})
	ends := 0
	for _, c := range f.Answered {
		ends += c.N
	}
	add(Block{Heading: "How answered calls ended", Note: "Of " + figures.Counted(ends, "call") + " of which it is told.", Chart: counted(f.Answered, ends, maxLines)})
	clock := "On the clock of whoever was called: calls, and how many of them were answered."
	if words := f.withoutClock(); words != "" {
		clock += " " + words
	}
	add(Block{Heading: "Answered by hour", Note: clock, Chart: hours(f)})
	add(Block{Heading: "Answered by weekday", Note: "The same calls, by the weekday there.", Chart: weekdays(f)})
	add(tries(f))
	add(talk(f.Talk))
	add(waves(f.Waves))
	add(Block{Heading: "Hours and choices", Note: "As the campaign was confirmed.", Facts: about.Terms})
	p.Notes = notes(f, about)
	return p
}

// withoutClock says of how many calls the hour is not known; "" = of none.
func (f Figures) withoutClock() string {
	n := f.NoClock.Calls
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("Not among them %s %s (%s answered) of which the local hour is not known.", figures.Are(n), figures.Counted(n, "call"), figures.Count(f.NoClock.Answered))
}

func summary(f Figures, about About) []string {
	answered := f.answered()
	first := fmt.Sprintf("Of %s, %s %s called", figures.Counted(f.Rows, "row"), figures.Count(f.Called), figures.Were(f.Called))
	if f.Called > 0 {
		first += fmt.Sprintf(" and %s answered (%s of those called)", figures.Count(answered), figures.Percent(answered, f.Called))
	}
	words := []string{first + "."}
	if f.Calls > 0 {
		words = append(words, fmt.Sprintf("%s %s placed%s; people talked for %s in all.", figures.Counted(f.Calls, "call"), figures.Were(f.Calls), span(f, about.Clock), figures.Duration(f.Talk.Sum)))
	} else {
		words = append(words, "No call is known.")
	}
	if about.Missing != "" {
		words = append(words, about.Missing)
	}
	return words
}

func span(f Figures, clock *time.Location) string {
	if f.First.IsZero() {
		return ""
	}
	return " from " + moment(f.First, clock) + " to " + moment(f.Last, clock)
}

func moment(at time.Time, clock *time.Location) string {
	return at.In(clock).Format("Mon 2 Jan 2006 15:04 MST")
}

// counted is a chart of counts with their shares of a whole. Of more than some lines the last
// are one.
func counted(counts []Count, whole, lines int) Chart {
	if len(counts) > lines {
		rest := 0
		for _, other := range counts[lines-1:] {
			rest += other.N
		}
		counts = append(slices.Clone(counts[:lines-1]), Count{fmt.Sprintf("%s others", figures.Count(len(counts)-lines+1)), rest})
	}
	var c Chart
	for _, count := range counts {
		c.Bars = append(c.Bars, Bar{Label: cmp.Or(count.Text, "not told"), Whole: count.N, Part: count.N, Text: shareOf(count.N, whole)})
	}
	return c
}

func shareOf(part, whole int) string {
	return fmt.Sprintf("%s (%s)", figures.Count(part), figures.Percent(part, whole))
}

// slotBar is calls, with those that were answered filled.
func slotBar(label string, s Slot) Bar {
	text := "no call"
	if s.Calls > 0 {
		text = fmt.Sprintf("%s of %s answered (%s)", figures.Count(s.Answered), figures.Count(s.Calls), figures.Percent(s.Answered, s.Calls))
	}
	return Bar{label, s.Calls, s.Answered, text}
}

// hours is the chart from the first hour with a call to the last.
func hours(f Figures) Chart {
	first, last := -1, -1
	for hour, s := range f.Hours {
		if s.Calls > 0 {
			last = hour
			if first < 0 {
				first = hour
			}
		}
	}
	c := Chart{Upright: true, Whole: "calls", Part: "answered"}
	for hour := first; first >= 0 && hour <= last; hour++ {
		c.Bars = append(c.Bars, slotBar(fmt.Sprintf("%02d:00", hour), f.Hours[hour]))
	}
	return c
}

func weekdays(f Figures) Chart {
	c := Chart{Upright: true, Whole: "calls", Part: "answered"}
	calls := 0
	for i := range f.Weekdays {
		day := time.Weekday((i + 1) % len(f.Weekdays)) // from Monday
		calls += f.Weekdays[day].Calls
		c.Bars = append(c.Bars, slotBar(day.String(), f.Weekdays[day]))
	}
	if calls == 0 {
		c.Bars = nil
	}
	return c
}

func tries(f Figures) Block {
	answered, so := f.answered(), 0
	b := Block{Heading: "Calls until somebody answered", Note: "Of " + shareOf(answered, f.Called) + " of those called, who answered; and the share reached by then."}
	for i, n := range f.Tries {
		if so += n; i == maxLines-1 && len(f.Tries) > maxLines {
			b.Chart.Bars = append(b.Chart.Bars, Bar{"more", answered - so + n, answered - so + n, shareOf(answered-so+n, answered)})
			break
		}
		text := fmt.Sprintf("%s, %s reached by then", shareOf(n, answered), figures.Percent(so, f.Called))
		b.Chart.Bars = append(b.Chart.Bars, Bar{figures.Counted(i+1, "call"), n, n, text})
	}
	return b
}

func talk(t Talk) Block {
	b := Block{Heading: "Talk", Note: "How long answered calls lasted; ringing is no talk."}
	if t.Untimed > 0 {
		b.Note += " Of " + figures.Counted(t.Untimed, "answered call") + " no length was told that can be true."
	}
	if t.Timed == 0 {
		return b
	}
	for _, f := range []struct {
		name string
		d    time.Duration
	}{{"In all", t.Sum}, {"Mean", t.Mean}, {"Median", t.Median}, {"Longest", t.Longest}} {
		b.Facts = append(b.Facts, document.Fact{Name: f.name, Text: figures.Duration(f.d)})
	}
	for i, n := range t.Lengths {
		b.Chart.Bars = append(b.Chart.Bars, Bar{lengthWords(i), n, n, shareOf(n, t.Timed)})
	}
	return b
}

func lengthWords(i int) string {
	short := func(d time.Duration) string {
		if d < time.Minute {
			return fmt.Sprintf("%d s", int(d.Seconds()))
		}
		return fmt.Sprintf("%d m", int(d.Minutes()))
	}
	switch i {
	case 0:
		return "under " + short(talkBounds[0])
	case len(talkBounds):
		return short(talkBounds[i-1]) + " and more"
	}
	return short(talkBounds[i-1]) + " to " + short(talkBounds[i])
}

// waves is a table where there are several.
func waves(all []Wave) Block {
	b := Block{Heading: "Waves"}
	if len(all) < 2 {
		return b
	}
	b.Table = append(b.Table, []string{"Wave", "Contacts", "Called", "Answered", "Share of those called", "Calls", "Talk"})
	for i, w := range all {
		b.Table = append(b.Table, []string{cmp.Or(w.Name, fmt.Sprintf("Part %d", i+1)), figures.Count(w.Rows), figures.Count(w.Called), figures.Count(w.Answered),
			figures.Percent(w.Answered, w.Called), figures.Count(w.Calls), figures.Duration(w.Talk)})
	}
	return b
}

func notes(f Figures, about About) []string {
	notes := []string{"These are figures alone: nobody's name or number is in them. `callsheet export` writes what came of each row."}
	if f.Others > 0 {
		notes = append(notes, fmt.Sprintf("%s that Dialgen tells of %s not in the figures: no row that was sent has the number.", figures.Counted(f.Others, "call"), figures.Are(f.Others)))
	}
	return append(notes, "Made "+moment(about.Made, about.Clock)+".")
}
