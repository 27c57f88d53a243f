package session

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/hours"
	"callsheet/model/waves"
)

// Histories is how often the numbers of a list were rung, or may yet be, in campaigns other
// than one; "" is none. Where that cannot be read, or there is no list any more, nobody is called whom a cap protects.
func Histories(ctx context.Context, g Guards, list *model.List, except string) model.NumberHistories {
	if list == nil {
		return model.NumberHistories{Unread: true}
	}
	found, err := g.Histories(ctx, list.Numbers(), except)
	if err != nil {
		return model.NumberHistories{Unread: true}
	}
	return found
}

// mostCuts bounds how often waves are cut anew without those who are tried too often in
// them; the first time nearly always does it.
const mostCuts = 8

// cutWaves cuts the plan into waves of those whom the caps allow as many tries as their
// wave makes. The others are left out.
func (f *Preflight) cutWaves(now time.Time, pace waves.Pace) {
	for cut := 0; ; cut++ {
		w := waves.Of(f.within, f.Hours.Hours, now, pace)
		planned, caps := w.In(f.within).WithinCaps(f.Hours.Hours, now)
		f.Caps.Out = append(f.Caps.Out, caps.Out...)
		if caps.Contacts() == 0 || cut == mostCuts {
			f.Waves, f.Plan, f.Held, f.NoWave = &w, planned, w.Held, w.Closed+w.Left
			return
		}
		f.within = f.within.Without(caps.Rows())
	}
}

// OverCap counts those whom Plan is without because they were, or may be, rung as often as
// the rules allow; nobody while it is wrong which rules these are.
func (f Preflight) OverCap() int {
	if len(f.Wrong) > 0 {
		return 0
	}
	return f.Caps.Contacts()
}

// CapWords say in sentences who is not called because of a cap or a pause, and who is tried
// less, in the zone of now.
func (f Preflight) CapWords(now time.Time) []string {
	var all []string
	for _, c := range f.Caps.Out {
		why := c.Words()
		if len(c.Rows) == 1 {
			why = c.OneWords(now)
		}
		all = append(all, fmt.Sprintf("%s %s not called, %s.", people(len(c.Rows)), figures.Are(len(c.Rows)), why))
	}
	for _, c := range f.Caps.Fewer {
		all = append(all, fmt.Sprintf("%s %s rung less often, %s.", people(len(c.Rows)), figures.Are(len(c.Rows)), c.FewerWords()))
	}
	return all
}

// CapOf says why a ready row of a list would not be called by how often it was rung, in the
// zone of now; "" where nothing keeps it from being called.
func CapOf(list *model.List, row int, v model.OptionValues, book hours.Rulebook, now time.Time) string {
	if !list.Contacts().RungBefore() {
		return ""
	}
	h, errs := model.ParseHours(v, book)
	if len(errs) > 0 {
		h = model.Hours{Calendar: book.Calendar()} // as it is sent by until they are put right
	}
	if capped, over := list.Contacts().CapOf(row, draftOptions(v, now), h, now); over {
		return capped.OneWords(now)
	}
	return ""
}

// OverCap are the rows of a campaign's list that would not be called by how often they may
// be rung. It looks at every row: give it a frozen list and a goroutine.
func OverCap(list *model.List, v model.OptionValues, book hours.Rulebook, now time.Time) *model.RowSet {
	return withinCaps(model.NewPlan(list, draftOptions(v, now)), v, book, now, waves.Pace{}).Caps.Rows()
}

// draftOptions are the options of a campaign that may not have all of them yet.
func draftOptions(v model.OptionValues, now time.Time) model.Options {
	o, _ := model.ParseOptions(v, now)
	o.MaxAttempts = cmp.Or(o.MaxAttempts, model.DefaultAttempts)
	return o
}
