package cli

import (
	"fmt"

	"callsheet/config"
	"callsheet/model/hours"
	"callsheet/model/phone"
)

// hoursReport is what hours prints as JSON: every rule there is to choose.
type hoursReport struct {
	NotAdvice   string          `json:"not_advice"`
	Sureness    string          `json:"sureness"` // what the letters of sure mean
	Default     string          `json:"default"`  // id of the rule wherever no other is
	Rules       []ruleReport    `json:"rules"`
	Disputed    []disputeReport `json:"disputed"` // places whose rules are known to differ: check
	OwnHolidays []holidayReport `json:"own_holidays"`
	Blocks      []blockReport   `json:"blocks"`
	Chosen      chosenReport    `json:"chosen"` // by the profile
}

// chosenReport is what a profile says; both are "" where it says nothing.
type chosenReport struct {
	Rule  string `json:"rule"`
	Basis string `json:"basis"`
}

type ruleReport struct {
	ID         string                    `json:"id"` // "" for one that was typed
	Name       string                    `json:"name"`
	Place      string                    `json:"place"` // "" = wherever it is chosen
	Own        bool                      `json:"own"`   // of the settings file, or typed
	AskedFor   bool                      `json:"asked_for"`
	Text       string                    `json:"text"` // as --hours reads it
	Words      string                    `json:"words"`
	Days       map[string][]windowReport `json:"days"`     // mon to sun
	Holidays   *[]windowReport           `json:"holidays"` // that narrow the day's; null = as the day
	Eves       *[]windowReport           `json:"eves"`     // of the day before one, likewise
	Caps       []capReport               `json:"caps"`
	Pause      pauseReport               `json:"pause"`
	Source     string                    `json:"source"`
	Sure       string                    `json:"sure"` // A or B; "" for the operator's own
	SureOfCaps string                    `json:"sure_of_caps"`
	ValidFrom  string                    `json:"valid_from"` // dates; "" = not known
	ValidTo    string                    `json:"valid_to"`
	Checked    string                    `json:"checked"`
	Note       string                    `json:"note"`
}

// windowReport is a span of the clock on the wall of whoever is rung, to 24:00 at most.
type windowReport struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// capReport is how many attempts there may be in days or hours; the other is 0.
type capReport struct {
	Attempts int `json:"attempts"`
	Days     int `json:"days"`
	Hours    int `json:"hours"`
}

type pauseReport struct {
	AfterConversation int `json:"after_conversation_days"`
	AfterRefusal      int `json:"after_refusal_days"`
}

type disputeReport struct {
	Place string `json:"place"`
	Name  string `json:"name"`
	Says  string `json:"says"`
}

type holidayReport struct {
	Place string `json:"place"` // "" = everywhere
	Date  string `json:"date"`  // 2027-08-09, or 08-09 for every year
	Name  string `json:"name"`
}

type blockReport struct {
	Place  string `json:"place"` // "" = everywhere
	From   string `json:"from"`
	To     string `json:"to"` // "" = until it is taken out
	Reason string `json:"reason"`
}

// placeReport is what hours says of one place.
type placeReport struct {
	NotAdvice string          `json:"not_advice"`
	Place     string          `json:"place"`
	Country   string          `json:"country"` // its name
	Day       string          `json:"day"`     // as of which it is
	Name      string          `json:"name"`    // of all its rules together
	Allowed   string          `json:"words"`   // what they allow, the strictest of each
	Rules     []ruleReport    `json:"rules"`
	Disputed  []disputeReport `json:"disputed"`
	// StateUnknown tells that none of the rules is that of the state.
	StateUnknown bool `json:"state_unknown"`
	Holidays     struct {
		Coverage string     `json:"coverage"` // not_known, own, national or complete
		Words    string     `json:"words"`
		From     string     `json:"from"`
		To       string     `json:"to"`
		Days     []namedDay `json:"days"`
	} `json:"holidays"`
	Blocks []blockReport `json:"blocks"`
}

type namedDay struct {
	Date string `json:"date"`
	Name string `json:"name"`
}

func reportHours(settings config.Hours, day hours.Date) hoursReport {
	r := hoursReport{
		NotAdvice: hours.NotAdvice, Sureness: hours.SurenessWords, Default: hours.Set{}.Rules(day)[0].ID,
		Rules: []ruleReport{}, Disputed: []disputeReport{}, OwnHolidays: []holidayReport{}, Chosen: chosenReport{settings.Rule, settings.Basis},
	}
	for _, rule := range hours.Presets() {
		r.Rules = append(r.Rules, reportRule(rule))
	}
	for _, rule := range settings.Rulebook.Own() {
		r.Rules = append(r.Rules, reportRule(rule))
	}
	for _, d := range hours.AllDisputed() {
		r.Disputed = append(r.Disputed, reportDisputed(d))
	}
	for _, h := range settings.Rulebook.Calendar().Own() {
		date := h.Date.String()
		if h.Date.Year == 0 {
			date = fmt.Sprintf("%02d-%02d", h.Date.Month, h.Date.Day)
		}
		r.OwnHolidays = append(r.OwnHolidays, holidayReport{h.Place.String(), date, h.Name})
	}
	r.Blocks = reportBlocks(settings.Rulebook.Calendar().Blocks())
	return r
}

func reportRule(rule hours.Rule) ruleReport {
	r := ruleReport{
		ID: rule.ID, Name: rule.Name, Place: rule.Place.String(), Own: rule.Sure == hours.Said, AskedFor: rule.AskedFor,
		Text: rule.String(), Words: rule.Words(), Days: map[string][]windowReport{},
		Caps: []capReport{}, Pause: pauseReport(rule.Pause), Source: rule.Source, Sure: rule.Sure.String(), SureOfCaps: rule.SureOfCaps.String(),
		ValidFrom: rule.ValidFrom.String(), ValidTo: rule.ValidTo.String(), Checked: rule.Checked.String(), Note: rule.Note,
	}
	for day, name := range [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
		r.Days[name] = reportWindows(rule.Week.Days[day])
	}
	special := func(s hours.Special) *[]windowReport {
		if !s.Limited {
			return nil
		}
		windows := reportWindows(s.Windows)
		return &windows
	}
	r.Holidays, r.Eves = special(rule.Week.Holidays), special(rule.Week.Eves)
	for _, c := range rule.Caps {
		r.Caps = append(r.Caps, capReport(c))
	}
	return r
}

func reportWindows(windows []hours.Window) []windowReport {
	reports := []windowReport{}
	clock := func(c hours.Clock) string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }
	for _, w := range windows {
		reports = append(reports, windowReport{clock(w.From), clock(w.To)})
	}
	return reports
}

func reportDisputed(d hours.Disputed) disputeReport {
	return disputeReport{d.Place.String(), d.Name, d.Says}
}

func reportBlocks(blocks []hours.Block) []blockReport {
	reports := []blockReport{}
	for _, b := range blocks {
		reports = append(reports, blockReport{b.Place.String(), b.From.String(), b.To.String(), b.Reason})
	}
	return reports
}

// reportPlace is what protects the people of a place, as of a day, and the holidays of the
// twelve months from then on.
func reportPlace(calendar hours.Calendar, place hours.Place, day hours.Date) placeReport {
	set := hours.For(place)
	r := placeReport{
		NotAdvice: hours.NotAdvice, Place: place.String(), Country: phone.InWords(place.Region), Day: day.String(),
		Name: set.Name(day), Allowed: set.Words(day), Rules: []ruleReport{}, Disputed: []disputeReport{},
	}
	r.StateUnknown = place.State != ""
	for _, rule := range set.Rules(day) {
		r.Rules = append(r.Rules, reportRule(rule))
		r.StateUnknown = r.StateUnknown && rule.Place != place
	}
	if d, ok := hours.DisputedIn(place); ok {
		r.Disputed = append(r.Disputed, reportDisputed(d))
	}
	days, last := calendar.Days(place), hours.Date{Year: day.Year + 1, Month: day.Month, Day: day.Day}.Add(-1)
	coverage := calendar.Coverage(place)
	r.Holidays.Coverage, r.Holidays.Words = coverage.String(), coverage.Words()
	r.Holidays.From, r.Holidays.To, r.Holidays.Days = day.String(), last.String(), []namedDay{}
	for _, d := range days.Between(day, last) {
		r.Holidays.Days = append(r.Holidays.Days, namedDay{d.Date.String(), d.Name})
	}
	r.Blocks = reportBlocks(days.Blocks())
	return r
}
