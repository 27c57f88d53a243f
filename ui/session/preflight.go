package session

import (
	"time"

	"callsheet/model"
	"callsheet/model/hours"
)

// OutsideChoice is what the operator decided of those who could be rung outside their
// hours. The zero value calls them, once they are named and counted, and nobody of whom
// no time zone is known.
type OutsideChoice struct {
	LeaveOut    bool // who could be rung outside their hours
	CallUnknown bool // of whom no zone is known, and so no hours
}

// Preflight is what sending a plan does to people, and what keeps everybody inside their
// hours.
type Preflight struct {
	Plan     model.Plan // that is sent
	Forecast model.Forecast
	Hours    HoursInForce
	Wrong    string // why the hours that were chosen cannot be kept, as a sentence; "" = they can

	Outside []model.OutsideHours // who is, or would be, outside their hours; those who are left out too
	LeftOut int                  // contacts that Plan is without for their hours
	Held    int                  // and because no zone is known
	Inside  time.Time            // the first start from which all would be inside; zero where all are, or none of the next days does it
}

// NewPreflight works out of a plan what sending it now does to people.
func NewPreflight(plan model.Plan, v model.OptionValues, book hours.Rulebook, now time.Time, choice OutsideChoice) Preflight {
	in, errs := HoursFor(plan, v, book, now)
	f := Preflight{Plan: plan, Hours: in}
	for _, key := range []model.OptionKey{model.OptHours, model.OptHoursBasis, model.OptOutsideHours} {
		if f.Wrong == "" && errs[key] != "" {
			// Until that is put right the rules of the places are shown.
			f.Wrong, f.Hours = errs[key], HoursInForce{Hours: model.Hours{Calendar: book.Calendar()}}
			f.Hours.Outside = plan.OutsideHours(f.Hours.Hours, now)
		}
	}
	f.Outside = f.Hours.Outside
	var out []model.OutsideHours
	late := false
	for _, o := range f.Outside {
		switch {
		case o.Held() && !choice.CallUnknown:
			f.Held += o.Contacts
		case !o.Held() && choice.LeaveOut:
			f.LeftOut += o.Contacts
		default:
			late = late || !o.Held()
			continue
		}
		out = append(out, o)
	}
	f.Plan = plan.WithoutOutside(out)
	if late {
		f.Inside = startInside(f.Plan, f.Hours.Hours, now)
	}
	f.Forecast = plan.Forecaster(f.Hours.Hours).Forecast(f.Plan.Segments, now, model.AnswerRate{})
	return f
}

// Indecent is the number of contacts that are sent and could be rung at an hour at which
// they should not be, or of whom that is not known.
func (f Preflight) Indecent() int { return f.Forecast.Outside + f.Forecast.Unknown }

// OutsideRows are the rows of those who are, or would be, outside their hours, or of whom
// these are not known.
func (f Preflight) OutsideRows(of model.Plan) *model.RowSet {
	type part struct{ segment, group int }
	out := map[part]bool{}
	for _, o := range f.Outside {
		out[part{o.Segment, o.Group}] = true
	}
	where, rows := of.Whereabouts(), &model.RowSet{}
	for i, s := range of.Segments {
		for _, row := range s.Rows {
			if out[part{i, where.Of(row)}] {
				rows.Add(row)
			}
		}
	}
	return rows
}

// maxStarts bounds how many starts are tried: every group may move it once a day.
const maxStarts = 64

// startInside is the first start of a plan that begins as a whole from which nobody of
// known hours could be rung outside them; zero when there is none within the days that
// OutsideHours looks ahead.
func startInside(plan model.Plan, h model.Hours, now time.Time) time.Time {
	at := now
	for range maxStarts {
		next := at
		for _, o := range startingAt(plan, at).OutsideHours(h, now) {
			switch {
			case o.Held():
			case o.Start.IsZero():
				return time.Time{}
			case o.Start.After(next):
				next = o.Start
			}
		}
		if next.Equal(at) {
			return at
		}
		at = next
	}
	return time.Time{}
}

// startingAt is a plan all of whose segments begin at an instant.
func startingAt(plan model.Plan, at time.Time) model.Plan {
	segments := make([]model.Segment, len(plan.Segments))
	for i, s := range plan.Segments {
		s.Options.Start = at
		segments[i] = s
	}
	return plan.In(segments)
}
