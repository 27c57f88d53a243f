package ui

import (
	"cmp"
	"fmt"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/widget"
)

// canarySection is where the form asks for those who are called before the others.
const canarySection = "A few first"

// canaryFields ask how many are called before the others, and what lets these be called.
func canaryFields(field func(k model.OptionKey, section, label, help string) widget.Field) []widget.Field {
	return []widget.Field{
		field(model.OptCanary, canarySection, "Canary", "off, or how many are called first, such as 50 or 5%. The others wait for the outcome."),
		field(model.OptCanaryLimits, canarySection, "Others follow", "within these shares, in percent, such as "+model.DefaultReleaseLimits.Text()+"; or: ask me."),
	}
}

// showCanary fills the fields of the canary with what is meant where nothing was said.
func showCanary(form *widget.Form, v model.OptionValues) {
	form.SetValue(string(model.OptCanary), cmp.Or(v[model.OptCanary], model.CanaryOff))
	form.SetValue(string(model.OptCanaryLimits), cmp.Or(v[model.OptCanaryLimits], model.DefaultReleaseLimits.Text()))
}

// noteCanary says beside the fields what they come to.
func noteCanary(form *widget.Form, campaign *model.Campaign) {
	c, wanted, errs := model.ParseCanary(campaign.Values)
	size, limits := "", ""
	switch {
	case !wanted:
		size = "everybody at once"
	case len(errs) == 0:
		if list := campaign.List; list != nil {
			n := list.Counts().Of(model.Ready)
			size = fmt.Sprintf("%s of %s first", figures.Count(min(n, c.Size.Of(n))), figures.Count(n))
		}
		if c.Ask {
			limits = "you send them"
		}
	}
	form.SetNote(string(model.OptCanary), size)
	form.SetNote(string(model.OptCanaryLimits), limits)
}
