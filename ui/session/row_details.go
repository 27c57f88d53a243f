package session

import (
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/hours"
	"callsheet/model/printable"
)

// RowDetails are what is known of the person of a row beside what becomes of the row, in
// words that stand alone.
type RowDetails struct {
	Where string   // where they are taken to be, and by what
	Clock string   // what time it is there; "" where that is not known
	Hours string   // by which rules they may be rung; "" where nobody may ring them
	Next  string   // when they may be rung
	Past  []string // what the do-not-call list and other campaigns have of the number
}

// DetailsOf looks at one row of a list, of a campaign with some options. It asks nobody: what
// is known of the numbers was learnt with the list. now has the operator's clock.
func DetailsOf(list *model.List, row int, v model.OptionValues, book hours.Rulebook, now time.Time) RowDetails {
	number := list.Verdict(row).Number
	if number == 0 {
		return RowDetails{}
	}
	where := list.Contacts().Where(row)
	d := RowDetails{Where: where.Words(now, now.Add(hours.LastCall)), Past: pastOf(list, row, now)}
	if where.Held() {
		return d
	}
	d.Clock = clockOf(where, now)
	h, errs := model.ParseHours(v, book)
	if len(errs) > 0 {
		h = model.Hours{Calendar: book.Calendar()} // as it is sent by until they are put right
	}
	d.Hours = h.For(where.Places).Name(hours.DateOf(now))
	schedule := h.Schedule(where)
	next, open := schedule.NextCall(now)
	switch {
	case !open:
		d.Next = "never within these hours"
	case !next.After(now):
		d.Next = "now"
		if opening, ok := schedule.Next(now); ok {
			d.Next += ", until " + momentWords(opening.To, now)
		}
	default:
		d.Next = "from " + momentWords(next, now)
	}
	return d
}

// clockOf is what time it is where somebody is: on each of the clocks that may be theirs,
// as far as these differ now.
func clockOf(where model.ZoneGroup, now time.Time) string {
	const most = 3
	clocks, err := where.Zones.Locations()
	if err != nil {
		return ""
	}
	var times []string
	seen := map[string]bool{}
	for _, clock := range clocks {
		at := now.In(clock).Format("Mon 15:04")
		if seen[at] {
			continue
		}
		if seen[at] = true; len(times) == most {
			return strings.Join(times, ", ") + " and others"
		}
		times = append(times, at)
	}
	return figures.Join(times)
}

// momentWords is a time on the operator's clock, with its day when that is not today.
func momentWords(at, now time.Time) string {
	at = at.In(now.Location())
	if hours.DateOf(at) == hours.DateOf(now) {
		return at.Format("15:04") + " your clock"
	}
	return at.Format("Mon 2 Jan 15:04") + " your clock"
}

// pastOf says what is known of the number of a row outside the list.
func pastOf(list *model.List, row int, now time.Time) []string {
	var past []string
	mark := list.Suppression(list.Verdict(row).Number)
	if !mark.DoNotCall.IsZero() {
		past = append(past, fmt.Sprintf("on the do-not-call list since %s (%s)", mark.DoNotCall.In(now.Location()).Format("2 Jan 2006"), printable.Text(mark.Source, 60)))
	}
	if !mark.Called.IsZero() {
		past = append(past, mark.CalledWords(now))
	}
	if !mark.Answered.IsZero() {
		past = append(past, mark.AnsweredWords(now))
	}
	if h, rung := list.Contacts().History(row); rung {
		past = append(past, ringsWords(h, now)...)
	}
	return past
}

// ringsWords say how often other campaigns rang a number, or may yet.
func ringsWords(h model.NumberHistory, now time.Time) []string {
	known, perhaps := 0, 0
	var last time.Time
	for _, r := range h.Rings {
		if r.Known {
			known += r.Attempts
		} else {
			perhaps += r.Attempts
		}
		if r.To.After(last) && !r.To.After(now) {
			last = r.To
		}
	}
	var words []string
	day := func(at time.Time) string { return at.In(now.Location()).Format("2 Jan 15:04") }
	if known > 0 {
		text := "rung " + figures.Counted(known, "time") + " by other campaigns"
		if !last.IsZero() {
			text += ", last " + day(last)
		}
		words = append(words, text)
	}
	if perhaps > 0 {
		words = append(words, "may be rung up to "+figures.Counted(perhaps, "time")+" more by other campaigns")
	}
	if !h.Conversation.IsZero() {
		words = append(words, "spoken to, at the latest "+day(h.Conversation))
	}
	if !h.Refusal.IsZero() {
		words = append(words, "asked on "+day(h.Refusal)+" not to be called")
	}
	return words
}
