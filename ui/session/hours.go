package session

import (
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/hours"
)

// HoursInForce is the rules by which the contacts of a plan are rung.
type HoursInForce struct {
	model.Hours
	Shares []model.HoursShare // of the plan's contacts, most first
}

// HoursFor is the rules in force for a plan, from the campaign's options and what there is
// to choose from. The errors are sentences keyed by field; a choice that is wider than the
// rules of the places has one where no basis was given.
func HoursFor(plan model.Plan, v model.OptionValues, book hours.Rulebook, now time.Time) (HoursInForce, map[model.OptionKey]string) {
	parsed, errs := model.ParseHours(v, book)
	in := HoursInForce{Hours: parsed}
	if len(errs) > 0 {
		return in, errs
	}
	in.Shares = parsed.Shares(plan.Whereabouts().Groups, hours.DateOf(now))
	if in.Basis == "" && in.Wider() > 0 {
		errs[model.OptHoursBasis] = in.widerWords()
	}
	return in, errs
}

// Wider is the number of contacts for whom the chosen rules are wider than those of their
// places.
func (h HoursInForce) Wider() int {
	n := 0
	for _, s := range h.Shares {
		if s.Wider != nil {
			n += s.Contacts
		}
	}
	return n
}

// widerWords ask for the basis of wider rules.
func (h HoursInForce) widerWords() string {
	for _, s := range h.Shares {
		if s.Wider != nil {
			return fmt.Sprintf("These hours are wider than the rules of the places of %s: %s. Say why they may be rung then, such as: they asked for it. Without hours of your own the rules of the places count.",
				figures.Counted(h.Wider(), "contact"), strings.Join(s.Wider[:min(len(s.Wider), 3)], ", "))
		}
	}
	return ""
}

// RuleWords say the rules in a line, no more than some of them: "US federal for 1,578, US
// federal + Florida for 212, and 3 others".
func (h HoursInForce) RuleWords(most int) string {
	shares := make([]hours.Share, min(len(h.Shares), most))
	for i := range shares {
		shares[i] = h.Shares[i].Share
	}
	words := hours.ShareWords(shares)
	if others := len(h.Shares) - len(shares); others > 0 {
		words += ", and " + figures.Counted(others, "other")
	}
	return words
}

// Words say the rules in a line, and the basis of wider ones: "US federal for 1,578, US
// federal + Florida for 212".
func (h HoursInForce) Words() string {
	words := h.RuleWords(len(h.Shares))
	if h.Wider() > 0 {
		words += ", on the basis: " + h.Basis
	}
	return words
}

// SettledHours is what to write down instead of the name of a rule of the operator's own:
// what the settings say of it may change. Nothing where that is not so.
func SettledHours(v model.OptionValues, book hours.Rulebook) model.OptionValues {
	rule, err := book.Choose(strings.TrimSpace(v[model.OptHours]))
	if v[model.OptHours] == "" || err != nil || rule.Sure != hours.Said || rule.String() == v[model.OptHours] {
		return nil
	}
	return model.OptionValues{model.OptHours: rule.String(), model.OptHoursBasis: v[model.OptHoursBasis]}
}
