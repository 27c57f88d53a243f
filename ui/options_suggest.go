package ui

import (
	"slices"

	"callsheet/model"
	"callsheet/model/zones"
	"callsheet/ui/widget"
)

// mostListed bounds what is listed under a field.
const mostListed = 30

// suggest shows under the field that has the focus what it can be. It comes by itself
// where a start is asked, and where somebody types; asked means that they went for it.
func (o *optionsScreen) suggest(asked bool) {
	field := o.form.Focused()
	text := o.form.Value(field)
	typed := field == o.suggestedIn && text != o.suggestedFor
	o.suggestedIn, o.suggestedFor = field, text
	var items []widget.Suggestion
	switch {
	case asked || field == string(model.OptStart):
		items = o.choices(field, "")
	case typed && text != "":
		items = o.choices(field, text)
	}
	o.form.Suggest(items, asked)
}

// choices are what a field can be that begins with what was typed, "" for all.
func (o *optionsScreen) choices(field, typed string) []widget.Suggestion {
	switch model.OptionKey(field) {
	case model.OptStart:
		return o.startChoices()
	case model.OptTimeZone:
		return o.zoneChoices(typed)
	}
	return o.usedChoices(model.OptionKey(field), typed)
}

func (o *optionsScreen) closeList() {
	o.form.Suggest(nil, false)
	o.note()
}

// whyNoList is why the arrow to the right opens no list; "" = it does.
func (o *optionsScreen) whyNoList() string {
	switch {
	case o.console.WhyNotChange("options") != "":
		return o.console.WhyNotChange("options")
	case o.form.Suggesting() || !o.form.AtEnd():
		return "The caret is not at the end of the text."
	case len(o.choices(o.form.Focused(), "")) == 0:
		return "There is nothing to choose from."
	}
	return ""
}

// zoneChoices are the zones that what was typed may mean or begin; of nothing, where most
// contacts are and where the operator is.
func (o *optionsScreen) zoneChoices(text string) []widget.Suggestion {
	var choices []widget.Suggestion
	add := func(name string, clock string) {
		has := func(c widget.Suggestion) bool { return c.Value == clock }
		if len(choices) < mostListed && !slices.ContainsFunc(choices, has) {
			choices = append(choices, widget.Suggestion{Value: clock, Label: name, Detail: clock})
		}
	}
	if zone := o.common.Zone; text == "" && zone != nil {
		add("where most contacts are", zone.String())
	}
	if own := o.now().Location().String(); text == "" && own != "Local" {
		add("your own", own)
	}
	if text == "" {
		return choices
	}
	if meanings, err := model.ReadZone(text, o.now()); err == nil {
		for _, m := range meanings {
			add(m.Name, m.Zone.String())
		}
	}
	for _, match := range zones.Suggest(text, mostListed) {
		groups, err := match.Zones.Groups(o.now(), o.now().AddDate(1, 0, 0))
		if err != nil {
			continue
		}
		for _, group := range groups {
			add(match.Name, group.Clock.String())
		}
	}
	if len(choices) == 1 && choices[0].Value == text {
		return nil
	}
	return choices
}
