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

// hoursErrors are what is wrong with the hours that were chosen, as far as it is known
// without the contacts.
func (o *optionsScreen) hoursErrors() map[model.OptionKey]string {
	_, errs := model.ParseHours(o.console.Campaign.Values, o.console.Config.Hours)
	return errs
}

// basisMissing is why a basis has to be given; "" = it has not, or it is not known yet.
func (o *optionsScreen) basisMissing() string {
	if o.ahead.ahead == nil || strings.TrimSpace(o.console.Campaign.Values[model.OptHoursBasis]) != "" {
		return ""
	}
	return o.ahead.ahead.Wrong[model.OptHoursBasis]
}

// noteHours shows by which rules people are rung, and asks for a basis where one is needed.
func (o *optionsScreen) noteHours(errs map[model.OptionKey]string) {
	v, ahead := o.console.Campaign.Values, o.ahead.ahead
	asked := errs[model.OptHoursBasis] != "" || v[model.OptOutsideHours] == model.OutsideHoursAllowed ||
		ahead != nil && (ahead.Wrong[model.OptHoursBasis] != "" || ahead.Hours.Wider() > 0)
	o.form.Show(string(model.OptHoursBasis), asked || o.form.Focused() == string(model.OptHoursBasis))

	help := "One of the list, or typed, such as mon-fri 9-18."
	if ahead != nil && len(ahead.Wrong) == 0 && len(ahead.Hours.Shares) > 0 {
		help = "Now " + ahead.Hours.RuleWords(mostRules) + ". " + help
	}
	o.form.SetHelp(string(model.OptHours), help)
	o.form.SetNote(string(model.OptHours), o.hoursNote())
}

// hoursNote is what a rule says that was chosen by its name.
func (o *optionsScreen) hoursNote() string {
	text := strings.TrimSpace(o.console.Campaign.Values[model.OptHours])
	rule, err := o.console.Config.Hours.Choose(text)
	if text == "" || err != nil || rule.ID == "" {
		return ""
	}
	return rule.Words()
}

// setBasis goes after a change of the hours or of the basis: one is that of the hours it
// was given for, and comes back with them.
func (o *optionsScreen) setBasis(field string) {
	v := o.console.Campaign.Values
	switch model.OptionKey(field) {
	case model.OptHoursBasis:
		o.basis = basisOf{v[model.OptHours], v[model.OptHoursBasis]}
	case model.OptHours:
		if v[model.OptHours] == o.basis.hours && o.basis.basis != "" {
			session.SetOptions(o.console.Campaign, model.OptionValues{model.OptHoursBasis: o.basis.basis})
		}
		o.form.SetValue(string(model.OptHoursBasis), v[model.OptHoursBasis])
	}
}

// settleHours writes down what a rule of the operator's own says.
func (o *optionsScreen) settleHours() {
	settled := session.SettledHours(o.console.Campaign.Values, o.console.Config.Hours)
	if settled == nil {
		return
	}
	session.SetOptions(o.console.Campaign, settled)
	o.form.SetValue(string(model.OptHours), settled[model.OptHours])
	o.setBasis(string(model.OptHoursBasis))
}

// hoursChoices are the rules whose names what was typed is part of: the operator's own
// first, then those of the places of the contacts.
func (o *optionsScreen) hoursChoices(typed string) []widget.Suggestion {
	var choices []widget.Suggestion
	if typed == "" && o.console.Campaign.Values[model.OptHours] != "" {
		choices = append(choices, widget.Suggestion{Label: placesRule})
	}
	typed = strings.ToLower(strings.TrimSpace(typed))
	book := o.console.Config.Hours
	presets := slices.Clone(hours.Presets())
	slices.SortStableFunc(presets, func(a, b hours.Rule) int { return o.contactsUnder(b) - o.contactsUnder(a) })
	for _, r := range slices.Concat(book.Own(), presets) {
		if strings.Contains(strings.ToLower(r.Name+" "+r.ID), typed) && len(choices) < mostListed {
			choices = append(choices, widget.Suggestion{Value: r.ID, Label: r.Name, Detail: o.briefly(r.Words(), ruleWidth-widget.Width(r.Name))})
		}
	}
	if len(choices) == 1 && choices[0].Value == typed {
		return nil
	}
	return choices
}

// briefly is what a rule says, as much as there is room for.
func (o *optionsScreen) briefly(words string, room int) string {
	if widget.Width(words) <= room {
		return words
	}
	parts := strings.Split(words, ", ")
	for n := len(parts) - 1; n > 0; n-- {
		if said := strings.Join(parts[:n], ", ") + ", " + o.console.Theme.Glyphs.Ellipsis; widget.Width(said) <= room {
			return said
		}
	}
	return ""
}

// contactsUnder is how many contacts a rule protects where they are, as far as it is known.
func (o *optionsScreen) contactsUnder(r hours.Rule) int {
	if o.ahead.ahead == nil || r.AskedFor {
		return 0
	}
	n, today := 0, hours.DateOf(o.now())
	for _, s := range o.ahead.ahead.Hours.Shares {
		if slices.ContainsFunc(s.Rules.Rules(today), func(of hours.Rule) bool { return of.ID == r.ID }) {
			n += s.Contacts
		}
	}
	return n
}
