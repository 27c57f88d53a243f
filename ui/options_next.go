package ui

import (
	"strings"

	"callsheet/model"
	"callsheet/ui/session"
)

// whyNotNext is the first field that has to be put right before the review, and
// what is wrong with it; "" = nothing is.
func (o *optionsScreen) whyNotNext() (field, why string) {
	if o.console.Campaign.Sent() {
		return "", ""
	}
	options, errs := o.parse()
	if o.agent.problem != "" && o.agent.id == options.Agent {
		errs[o.agent.field] = o.agent.problem
	}
	if why := o.hours.basisMissing(); why != "" && !o.ahead.stale {
		errs[model.OptHoursBasis] = why
	}
	if o.console.Config.Account.Missing != "" { // without an account the review can be looked at all the same
		for _, k := range []model.OptionKey{model.OptAgent, model.OptUser} {
			if strings.TrimSpace(o.console.Campaign.Values[k]) == "" {
				delete(errs, k)
			}
		}
	}
	for _, f := range optionFields() {
		if e := errs[model.OptionKey(f.Key)]; e != "" {
			return f.Key, f.Label + ": " + e
		}
	}
	return "", ""
}

// refuseNext says what stands in the way of the review, at the field that has to be put
// right, if anything does.
func (o *optionsScreen) refuseNext(field, why string) (refused bool) {
	if why == "" {
		return false
	}
	o.err = why
	o.form.Focus(field)
	return true
}

// next goes on to the review. Whoever was quicker than the count of zones, of which the
// start's clock comes, goes on as soon as that is known, unless they press another key.
func (o *optionsScreen) next() {
	campaign := o.console.Campaign
	if campaign.Sent() {
		o.console.GoOn(nil)
		return
	}
	if o.goesOn = campaign.Values[model.OptTimeZone] == "" && !o.counted; o.goesOn {
		o.err = ""
		return
	}
	if zone := o.values()[model.OptTimeZone]; zone != campaign.Values[model.OptTimeZone] {
		session.SetOptions(campaign, model.OptionValues{model.OptTimeZone: zone})
		o.form.SetValue(string(model.OptTimeZone), zone)
	}
	o.settleWhen()
	o.hours.settle()
	options, _ := o.parse()
	o.err = ""
	session.Reach(campaign, model.StageReview)
	o.console.GoOn(newReviewScreen(o.console, options, o.agent.found.Name))
}
