package session

import (
	"maps"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/model/waves"
)

// OutsideChoice is what the operator decided of those who could be rung outside their
// hours. The zero value calls them, once they are named and counted, and nobody of whom
// no time zone is known. In waves nobody is outside, and nobody of no known zone called.
type OutsideChoice struct {
	LeaveOut    bool // who could be rung outside their hours
	CallUnknown bool // of whom no zone is known, and so no hours
}

// ChoiceOf is the choice of somebody who is not asked: those are left out, unless the
// options allow to ring them.
func ChoiceOf(v model.OptionValues) OutsideChoice {
	allowed := v[model.OptOutsideHours] == model.OutsideHoursAllowed
	return OutsideChoice{LeaveOut: !allowed, CallUnknown: allowed}
}

// Preflight is what sending a plan does to people, and what keeps everybody inside their
// hours. It is worked out in one way alone, for the screens and for the commands: what it
// says is what is sent.
type Preflight struct {
	Asked    model.Plan   // all who are ready, before anybody was left out
	Plan     model.Plan   // that is sent
	Waves    *waves.Waves // nil = it is not in waves
	Forecast model.Forecast
	Hours    HoursInForce
	Wrong    map[model.OptionKey]string // why the hours or the canary that were chosen cannot be kept, as sentences by field; empty = they can

	Caps    model.Caps           // who is not called, or tried less, by how often they may be rung
	Outside []model.OutsideHours // who of the others would be outside their hours if they were all sent at once
	LeftOut int                  // contacts that Plan is without for their hours
	Held    int                  // because no zone is known
	NoWave  int                  // because they fit in no wave
	Canary  *model.Canary        // that is called before the others, who wait for its outcome; nil = none is
	Inside  time.Time            // the first start from which all would be inside; zero where all are, or none of the next days does it

	within model.Plan // Asked without those over a cap
	now    time.Time  // that it was worked out for
	redo   func(now time.Time) Preflight
}

// NewPreflight works out of a plan what sending it now does to people, and the plan that
// is sent: in waves, if the options say so; else without those who are to be left out.
// It looks at every row: with a million, ask in a goroutine.
func NewPreflight(plan model.Plan, v model.OptionValues, book hours.Rulebook, now time.Time, choice OutsideChoice, rates Rates) Preflight {
	f := withinCaps(plan, v, book, now, rates.Pace)
	f.redo = func(now time.Time) Preflight { return NewPreflight(plan, v, book, now, choice, rates) }
	if rates.Answers == (model.AnswerRate{}) {
		rates.Answers = model.AssumedAnswers
	}
	forecaster := f.within.Forecaster(f.Hours.Hours)
	f.Outside = forecaster.Outside(f.within.Segments, now)
	if f.Waves == nil {
		f.leaveOut(choice)
	}
	f.drawCanary(v)
	f.Forecast = forecaster.Forecast(f.Plan.Segments, now, rates.Answers)
	if f.Hours.Shares != nil && !f.HoursWrong() && f.Plan.Len() > 0 && f.Plan.Len() < plan.Len() {
		f.Hours.Shares = f.Hours.Hours.Shares(f.Plan.Whereabouts().Groups, hours.DateOf(now))
	}
	if f.Forecast.Outside > 0 {
		f.Inside = forecaster.InsideFrom(f.Plan.Segments, now)
	}
	f.Plan.Terms = f.terms(v)
	return f
}

// NewContinuation is the preflight of what waits of a plan that was confirmed, and is sent
// as it is. Its Caps are of those for whom it must not be.
func NewContinuation(plan model.Plan, v model.OptionValues, book hours.Rulebook, now time.Time) Preflight {
	f := preflight(plan, v, book, now)
	f.redo = func(now time.Time) Preflight { return NewContinuation(plan, v, book, now) }
	forecaster := plan.Forecaster(f.Hours.Hours)
	f.Outside = forecaster.Outside(plan.Segments, now)
	f.Forecast = forecaster.Forecast(plan.Segments, now, model.AnswerRate{})
	_, f.Caps = plan.WithinCaps(f.Hours.Hours, now)
	f.Caps = model.Caps{Out: append(f.Caps.Out, f.Caps.Fewer...)} // nobody is tried otherwise than was confirmed
	return f
}

// withinCaps is the preflight of a plan as far as those are left out who are tried too often.
func withinCaps(plan model.Plan, v model.OptionValues, book hours.Rulebook, now time.Time, pace waves.Pace) Preflight {
	f := preflight(plan, v, book, now)
	if InWaves(v) {
		f.cutWaves(now, pace)
	} else {
		f.within, f.Caps = plan.WithinCaps(f.Hours.Hours, now)
	}
	return f
}

// preflight is one of a plan by the hours in force. Until a wrong choice of hours is put
// right, they are those of the places.
func preflight(plan model.Plan, v model.OptionValues, book hours.Rulebook, now time.Time) Preflight {
	f := Preflight{Asked: plan, Plan: plan, within: plan, now: now}
	if f.Hours, f.Wrong = HoursFor(plan, v, book, now); len(f.Wrong) > 0 {
		f.Hours.Hours = model.Hours{Calendar: book.Calendar()}
		f.Hours.Shares = f.Hours.Hours.Shares(plan.Whereabouts().Groups, hours.DateOf(now))
	}
	return f
}

// leaveOut takes those out of the plan who are not to be called.
func (f *Preflight) leaveOut(choice OutsideChoice) {
	var out []model.OutsideHours
	for _, o := range f.Outside {
		switch {
		case o.Held() && !choice.CallUnknown:
			f.Held += o.Contacts
		case !o.Held() && choice.LeaveOut:
			f.LeftOut += o.Contacts
		default:
			continue
		}
		out = append(out, o)
	}
	f.Plan = f.within.WithoutOutside(out)
	f.Caps = f.Caps.Of(f.Plan)
}

// drawCanary puts the canary before the others that the options ask for. One that cannot
// be drawn is wrong: nobody is called without it.
func (f *Preflight) drawCanary(v model.OptionValues) {
	c, wanted, wrong := model.ParseCanary(v)
	if !wanted || f.Plan.Len() == 0 {
		return
	}
	var err error
	if len(wrong) == 0 {
		if f.Plan, err = f.Plan.WithCanary(c); err == nil {
			f.Canary = &c
			return
		}
		wrong[model.OptCanary] = err.Error()
	}
	if f.Wrong == nil {
		f.Wrong = map[model.OptionKey]string{}
	}
	maps.Copy(f.Wrong, wrong)
}

// At works it out again for a moment after somebody took their time to confirm it. It
// reports whether others are called by now, or could be rung outside their hours: what
// was not told is not sent.
func (f Preflight) At(now time.Time) (again Preflight, same bool) {
	again = f.redo(now)
	same = again.Indecent() == f.Indecent() && again.Plan.Len() == f.Plan.Len() && len(again.Plan.Segments) == len(f.Plan.Segments) && len(again.Wrong) == len(f.Wrong)
	if f.Waves != nil {
		same = same && again.Waves.Later() == f.Waves.Later()
	}
	return again, same
}

// WrongWords are the first sentence of what is wrong with the hours or the canary; "" =
// nothing is.
func (f Preflight) WrongWords() string {
	for _, key := range []model.OptionKey{model.OptHours, model.OptHoursBasis, model.OptOutsideHours, model.OptCanary, model.OptCanaryLimits} {
		if f.Wrong[key] != "" {
			return f.Wrong[key]
		}
	}
	return ""
}

// HoursWrong reports whether the hours that were chosen do not count, because they are wrong
// or their basis is missing.
func (f Preflight) HoursWrong() bool {
	return f.Wrong[model.OptHours] != "" || f.Wrong[model.OptHoursBasis] != "" || f.Wrong[model.OptOutsideHours] != ""
}

// Indecent is the number of contacts that are sent and could be rung at an hour at which
// they should not be, or of whom that is not known.
func (f Preflight) Indecent() int { return f.Forecast.Outside + f.Forecast.Unknown }

// NotCalled counts those whom Plan is without because of their hours, and because no zone
// of them is known; nobody while it is wrong which hours these are.
func (f Preflight) NotCalled() (outside, unknown int) {
	if len(f.Wrong) > 0 {
		return 0, 0
	}
	return f.LeftOut + f.NoWave, f.Held
}

// OutsideContacts counts those who would be outside their hours if the plan were sent as it
// was asked, and those of whom no zone is known.
func (f Preflight) OutsideContacts() (outside, unknown int) {
	for _, o := range f.Outside {
		if o.Held() {
			unknown += o.Contacts
		} else {
			outside += o.Contacts
		}
	}
	return outside, unknown
}

// KnownContacts counts those who would be sent as it was asked, without those of whom no zone
// is known: they are not sent unless somebody says so.
func (f Preflight) KnownContacts() int {
	_, unknown := f.OutsideContacts()
	return f.within.Len() - unknown
}

// OutsideRows are the rows of those who are, or would be, outside their hours; where nobody
// is, of those of whom these are not known.
func (f Preflight) OutsideRows() *model.RowSet {
	of := f.Outside
	if outside, _ := f.OutsideContacts(); outside > 0 {
		of = slices.DeleteFunc(slices.Clone(of), model.OutsideHours.Held)
	}
	return f.within.OutsideRows(of)
}
