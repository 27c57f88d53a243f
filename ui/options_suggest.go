package ui

import (
	"callsheet/model"
	"callsheet/ui/screen"
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
	case model.OptHours:
		return o.hours.choices(typed)
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
	if zone := o.common.Zone; text == "" && zone != nil {
		choices = append(choices, widget.Suggestion{Value: zone.String(), Label: "where most contacts are", Detail: zone.String()})
	}
	if own := o.now().Location().String(); text == "" && own != "Local" && (len(choices) == 0 || choices[0].Value != own) {
		choices = append(choices, widget.Suggestion{Value: own, Label: "your own", Detail: own})
	}
	return screen.ZoneSuggestions(choices, text, o.now())
}
