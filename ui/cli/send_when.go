package cli

import (
	"fmt"
	"maps"
	"time"

	"callsheet/model"
	"callsheet/ui/session"
)

// lastZone is where each day ends last: what has passed there has passed everywhere.
const lastZone = "Pacific/Pago_Pago"

// check finds what is wrong with the options before the list is read. Without a zone of
// its own a start is read on the clock of most contacts, so that all that can be said of
// it before is that it is none on any clock.
func (f sendFlags) check(values model.OptionValues, now time.Time) error {
	if *f.options[model.OptTimeZone] == "" {
		values = maps.Clone(values)
		values[model.OptTimeZone] = lastZone
		if _, err := model.ReadStart(values, now, ""); err == nil {
			values[model.OptStart] = "now"
		}
		values[model.OptTimeZone] = ""
	}
	_, err := f.parse(values, now)
	return err
}

// whenOf reads the options on the clock of the campaign, which is that of most contacts
// where no flag names another; it is written into the values, and said where it matters.
func (c sendCommand) whenOf(f sendFlags, list *model.List, values model.OptionValues, now time.Time) (model.Options, error) {
	reason := ""
	if *f.options[model.OptTimeZone] == "" {
		zone, why := session.DefaultZone(model.NewPlan(list.Snapshot(), model.Options{}).Whereabouts().CommonZone(now), now.Location())
		values[model.OptTimeZone] = zone.String()
		reason = fmt.Sprintf("--start is on the clock of %s, %s. Give --timezone for another.", zone, why)
	}
	options, err := f.parse(values, now)
	if reason != "" && err == nil && !options.Start.IsZero() && options.TimeZone == values[model.OptTimeZone] {
		c.io.say("%s", reason)
	}
	if err == nil {
		maps.Copy(values, model.SettledWhen(values, now))
	}
	return options, err
}
