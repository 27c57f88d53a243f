package session

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/start"
)

// CallbackTime is an instant at which some people wish to be called, or may.
type CallbackTime struct {
	At    time.Time
	Rows  []int // theirs, of the list
	Words string
}

// CallbackPlan is who of those who wish to be called at another time can be called in a new
// campaign, and when. A time that is not clear is none of Times, unless it is what somebody
// alone may have meant: then it is to be chosen.
type CallbackPlan struct {
	Rows    []int // who can be called, by their rows, sorted
	Times   []CallbackTime
	Unclear int // of them, whose time is not known, or has passed
	Never   int // who asked not to be called, too, or are on the do-not-call list
	NoRow   int // whose number no row of the campaign has
}

// Settled reports whether all of them wish to be called at one time, which is known.
func (p CallbackPlan) Settled() bool { return len(p.Times) == 1 && p.Unclear == 0 }

// PlanCallbacks finds out who of some can be called, and when, at a moment on the operator's
// clock.
func PlanCallbacks(chosen []SaidCallback, now time.Time) CallbackPlan {
	var p CallbackPlan
	times := map[int64]*CallbackTime{}
	add := func(at time.Time, row int) {
		t := times[at.UnixNano()]
		if t == nil {
			t = &CallbackTime{At: at, Words: start.Said(at, at.Location(), now.Location(), now)}
			times[at.UnixNano()] = t
		}
		t.Rows = append(t.Rows, row)
	}
	alone := len(chosen) == 1
	for _, c := range chosen {
		switch {
		case c.OptedOut:
			p.Never++
			continue
		case c.Row < 0:
			p.NoRow++
			continue
		case !c.At.IsZero() && !c.Over(now):
			add(c.At, c.Row)
		default:
			p.Unclear++
			for _, choice := range c.Choices {
				if alone && choice.At.After(now) {
					add(choice.At.In(cmp.Or(choice.Zone, choice.At.Location())), c.Row)
				}
			}
		}
		p.Rows = append(p.Rows, c.Row)
	}
	slices.Sort(p.Rows)
	p.Rows = slices.Compact(p.Rows)
	for _, t := range times {
		p.Times = append(p.Times, *t)
	}
	slices.SortFunc(p.Times, func(a, b CallbackTime) int { return a.At.Compare(b.At) })
	return p
}

// LeftWords say who of those who were chosen cannot be called, and why; "" where all can.
func (p CallbackPlan) LeftWords() string {
	words := ""
	if p.Never > 0 {
		words = figures.Counted(p.Never, "contact") + " asked not to be called, and " + figures.Are(p.Never) + " left out."
	}
	if p.NoRow > 0 {
		if words != "" {
			words += " "
		}
		words += figures.Counted(p.NoRow, "number") + " no row of the list has, and " + figures.Are(p.NoRow) + " left out."
	}
	return words
}

// CallbackName is what a campaign is called that calls people of another one back.
func CallbackName(name string) string { return name + " callbacks" }

// CallbackStart is a time as the start of a campaign is typed.
func CallbackStart(at time.Time) string { return start.Format(at) }

// ReadCallbackStart reads when people are to be called back as it is typed, with the options of
// their campaign, and says the time on both clocks. The error is a sentence: what is not clear,
// or has passed.
func ReadCallbackStart(v model.OptionValues, text string, now time.Time, region phone.Region) (words string, err error) {
	v = maps.Clone(v)
	if v == nil {
		v = model.OptionValues{}
	}
	v[model.OptStart] = text
	answer, err := model.ReadStart(v, now, region)
	switch {
	case err != nil:
		return "", err
	case answer.Now:
		return "", model.UserError("Say a day and a time, such as tomorrow 9:00.")
	case answer.Question != "":
		if len(answer.Candidates) > 0 {
			return "", model.UserError(answer.Question + " Type " + answer.Candidates[0].Typed + ", for one.")
		}
		return "", model.UserError(answer.Question)
	}
	return start.Said(answer.At, answer.Zone, now.Location(), now), nil
}
