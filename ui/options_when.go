package ui

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/start"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// zoneCounted is where most contacts of the list are.
type zoneCounted struct{ common model.CommonZone }

// countZones finds out where most contacts are.
func (o *optionsScreen) countZones() tea.Cmd {
	if o.console.Campaign.List == nil {
		return nil
	}
	list, now := o.console.Campaign.List.Snapshot(), o.now()
	return o.requests.Ask("zones", func(context.Context) tea.Msg {
		return zoneCounted{model.NewPlan(list, model.Options{}).Whereabouts().CommonZone(now)}
	})
}

// zonesCounted takes over where most contacts are, and goes on for whoever wanted to before
// it was known.
func (o *optionsScreen) zonesCounted(common model.CommonZone) {
	o.common, o.counted = common, true
	o.note()
	if o.goesOn && o.console.Front == o.requests.ID {
		o.goesOn = false
		if !o.refuseNext(o.whyNotNext()) {
			o.next()
		}
	}
}

// now is the service's time on the operator's own clock.
func (o *optionsScreen) now() time.Time { return o.console.Config.Now() }

// region is the operator's country, whose order of day and month comes first.
func (o *optionsScreen) region() phone.Region { return o.console.Config.Account.Region }

// values are the options as they are read: where no zone is named, that of most contacts.
func (o *optionsScreen) values() model.OptionValues {
	values := o.console.Campaign.Values
	if values[model.OptTimeZone] == "" && o.counted {
		values = maps.Clone(values)
		zone, _ := session.DefaultZone(o.common, o.now().Location())
		values[model.OptTimeZone] = zone.String()
	}
	return values
}

// noteWhen shows what start and zone mean.
func (o *optionsScreen) noteWhen(options model.Options, errs map[model.OptionKey]string) {
	said := ""
	if errs[model.OptStart] == "" && errs[model.OptTimeZone] == "" && !options.Start.IsZero() {
		said = start.Said(options.Start, model.Clock(options.TimeZone), o.now().Location(), o.now())
	}
	if tries := o.console.Campaign.Values[model.OptAgainTries]; tries != "" {
		said = strings.TrimPrefix(said+". "+session.AgainTriesWords(tries), ". ")
	}
	o.form.SetNote(string(model.OptStart), said)
	zone, why := session.DefaultZone(o.common, o.now().Location())
	switch {
	case !o.counted:
		zone, why = nil, ""
	case o.console.Campaign.Values[model.OptTimeZone] == "", o.console.Campaign.Values[model.OptTimeZone] == zone.String():
	case o.common.Zone == nil:
		why = ""
	default:
		why = fmt.Sprintf("most contacts: %s", zone)
	}
	placeholder := ""
	if zone != nil {
		placeholder = zone.String()
	}
	o.form.SetPlaceholder(string(model.OptTimeZone), placeholder)
	o.form.SetNote(string(model.OptTimeZone), why)
}

// settleWhen writes down what start and zone say, once their fields are left: "in 2 h"
// is of the moment at which it was typed.
func (o *optionsScreen) settleWhen() {
	if o.console.WhyNotChange("options") != "" {
		return
	}
	values := o.values()
	if values[model.OptTimeZone] == "" {
		return // it is not known yet what the start is said on
	}
	settled := model.SettledWhen(values, o.now())
	if zone := values[model.OptTimeZone]; settled[model.OptStart] != "" && settled[model.OptTimeZone] == "" && zone != o.console.Campaign.Values[model.OptTimeZone] {
		settled[model.OptTimeZone] = zone
	}
	if len(settled) == 0 {
		return
	}
	session.SetOptions(o.console.Campaign, settled)
	for k, text := range settled {
		o.form.SetValue(string(k), text)
	}
	o.note()
}

// startChoices are the meanings of a start that has several, or the nearest that can be
// had of one that has none.
func (o *optionsScreen) startChoices() []widget.Suggestion {
	answer, err := model.ReadStart(o.values(), o.now(), o.region())
	candidates := answer.Candidates
	if refused, is := refusedStart(err); is {
		candidates = refused.Instead
	}
	var choices []widget.Suggestion
	for _, c := range candidates {
		choices = append(choices, widget.Suggestion{Value: c.Typed, Label: c.Words, Detail: start.Until(c.At.In(o.now().Location()), o.now())})
	}
	return choices
}

// startFault is what is wrong with the start, for a screen that shows the choices.
func (o *optionsScreen) startFault() string {
	answer, err := model.ReadStart(o.values(), o.now(), o.region())
	if refused, is := refusedStart(err); is {
		return refused.Why
	}
	return answer.Question
}

func refusedStart(err error) (*start.Refused, bool) { return errors.AsType[*start.Refused](err) }
