package ui

import (
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// mostRules bounds how many rules are said to be in force.
const mostRules = 4

// ruleWidth is how wide a rule's name and what it says are in a list, in cells.
const ruleWidth = 50

// placesRule is what stands for hours that nobody chose.
const placesRule = "the rules of their places"

// hoursOptions are the fields of the options that say when people may be rung.
type hoursOptions struct {
	options *optionsScreen
	basis   basisOf
}

// basisOf is the hours that the basis in the form was given for.
type basisOf struct{ hours, basis string }

// hoursFields ask when people may be rung, and on what basis at other hours than the rules
// of their places; the second only where they are wider.
func hoursFields(field func(k model.OptionKey, section, label, help string) widget.Field) []widget.Field {
	chosen := field(model.OptHours, "When", "Hours", "")
	chosen.Placeholder = placesRule
	basis := field(model.OptHoursBasis, "When", "Basis", "Why they may be rung at wider hours. It is kept with the campaign.")
	basis.Placeholder = "such as: they asked for it"
	return []widget.Field{chosen, basis}
}

// errors are what is wrong with the hours that were chosen, as far as it is known
// without the contacts.
func (h *hoursOptions) errors() map[model.OptionKey]string {
	_, errs := model.ParseHours(h.options.console.Campaign.Values, h.options.console.Config.Hours)
	return errs
}

// basisMissing is why a basis has to be given; "" = it has not, or it is not known yet.
func (h *hoursOptions) basisMissing() string {
	if h.options.ahead.ahead == nil || strings.TrimSpace(h.options.console.Campaign.Values[model.OptHoursBasis]) != "" {
		return ""
	}
	return h.options.ahead.ahead.Wrong[model.OptHoursBasis]
}

// note shows by which rules people are rung, and asks for a basis where one is needed.
func (h *hoursOptions) note(errs map[model.OptionKey]string) {
	v, ahead := h.options.console.Campaign.Values, h.options.ahead.ahead
	asked := errs[model.OptHoursBasis] != "" || v[model.OptOutsideHours] == model.OutsideHoursAllowed ||
		ahead != nil && (ahead.Wrong[model.OptHoursBasis] != "" || ahead.Hours.Wider() > 0)
	h.options.form.Show(string(model.OptHoursBasis), asked || h.options.form.Focused() == string(model.OptHoursBasis))

	help := "One of the list, or typed, such as mon-fri 9-18."
	if ahead != nil && len(ahead.Wrong) == 0 && len(ahead.Hours.Shares) > 0 {
		help = "Now " + ahead.Hours.RuleWords(mostRules) + ". " + help
	}
	h.options.form.SetHelp(string(model.OptHours), help)
	h.options.form.SetNote(string(model.OptHours), h.said())
}

// said is what a rule says that was chosen by its name.
func (h *hoursOptions) said() string {
	text := strings.TrimSpace(h.options.console.Campaign.Values[model.OptHours])
	rule, err := h.options.console.Config.Hours.Choose(text)
	if text == "" || err != nil || rule.ID == "" {
		return ""
	}
	return rule.Words()
}

// changed goes after a change of the hours or of the basis: one is that of the hours it
// was given for, and comes back with them.
func (h *hoursOptions) changed(field string) {
	v := h.options.console.Campaign.Values
	switch model.OptionKey(field) {
	case model.OptHoursBasis:
		h.basis = basisOf{v[model.OptHours], v[model.OptHoursBasis]}
	case model.OptHours:
		if v[model.OptHours] == h.basis.hours && h.basis.basis != "" {
			session.SetOptions(h.options.console.Campaign, model.OptionValues{model.OptHoursBasis: h.basis.basis})
		}
		h.options.form.SetValue(string(model.OptHoursBasis), v[model.OptHoursBasis])
	}
}

// settle writes down what a rule of the operator's own says.
func (h *hoursOptions) settle() {
	settled := session.SettledHours(h.options.console.Campaign.Values, h.options.console.Config.Hours)
	if settled == nil {
		return
	}
	session.SetOptions(h.options.console.Campaign, settled)
	h.options.form.SetValue(string(model.OptHours), settled[model.OptHours])
	h.changed(string(model.OptHoursBasis))
}

// choices are the rules whose names what was typed is part of: the operator's own
// first, then those of the places of the contacts.
func (h *hoursOptions) choices(typed string) []widget.Suggestion {
	var choices []widget.Suggestion
	if typed == "" && h.options.console.Campaign.Values[model.OptHours] != "" {
		choices = append(choices, widget.Suggestion{Label: placesRule})
	}
	typed = strings.ToLower(strings.TrimSpace(typed))
	book := h.options.console.Config.Hours
	presets := slices.Clone(hours.Presets())
	contacts := h.contacts()
	slices.SortStableFunc(presets, func(a, b hours.Rule) int { return contacts[b.ID] - contacts[a.ID] })
	for _, r := range slices.Concat(book.Own(), presets) {
		if strings.Contains(strings.ToLower(r.Name+" "+r.ID), typed) && len(choices) < mostListed {
			choices = append(choices, widget.Suggestion{Value: r.ID, Label: r.Name, Detail: h.briefly(r.Words(), ruleWidth-widget.Width(r.Name))})
		}
	}
	if len(choices) == 1 && choices[0].Value == typed {
		return nil
	}
	return choices
}

// briefly is what a rule says, as much as there is room for.
func (h *hoursOptions) briefly(words string, room int) string {
	if widget.Width(words) <= room {
		return words
	}
	parts := strings.Split(words, ", ")
	for n := len(parts) - 1; n > 0; n-- {
		if said := strings.Join(parts[:n], ", ") + ", " + h.options.console.Theme.Glyphs.Ellipsis; widget.Width(said) <= room {
			return said
		}
	}
	return ""
}

// contacts are how many contacts each rule protects where they are, by its ID, as far as
// that is known.
func (h *hoursOptions) contacts() map[string]int {
	contacts := map[string]int{}
	if h.options.ahead.ahead == nil {
		return contacts
	}
	today := hours.DateOf(h.options.now())
	for _, s := range h.options.ahead.ahead.Hours.Shares {
		for _, r := range s.Rules.Rules(today) {
			contacts[r.ID] += s.Contacts
		}
	}
	return contacts
}
