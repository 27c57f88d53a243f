package session

import (
	"maps"
	"path/filepath"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/start"
)

// The operations on a campaign that a person edits. Nothing else changes one: each
// raises its revision, by which it is known whether it is written down.

// New begins a campaign with options over the usual ones, and with the country that
// somebody named for numbers without a country code.
func New(options model.OptionValues, region phone.Region, from columns.RegionSource) *model.Campaign {
	c := &model.Campaign{RegionFrom: columns.FromNone, Values: model.DefaultOptionValues()}
	delete(c.Values, model.OptTimeZone) // that of most contacts, until somebody names one
	maps.Copy(c.Values, options)
	if from.Given() {
		c.Region, c.RegionFrom = region, from
	}
	return c
}

// Prepare makes a campaign of a list that was opened, as one that is sent at once:
// everything of it was said before.
func Prepare(o Opened, l *model.List, options model.OptionValues) *model.Campaign {
	c := o.Campaign()
	c.Mapping, c.List, c.Values = l.Mapping, l, options
	c.Stage, c.View = model.StageLive, model.View{Screen: model.StageLive}
	return c
}

// ReplaceRows gives a campaign the rows of a list that was read. What was made of
// the rows before is gone; a name that came from their file is that of the new one.
func ReplaceRows(c *model.Campaign, read Opened) {
	c.Revision++
	before := model.CampaignName(filepath.Base(c.Origin.Path))
	c.Table, c.Origin = read.Table, read.Origin
	c.Mapping, c.List = read.Mapping, nil
	c.Region, c.RegionFrom = read.Country.Region, read.Country.From
	c.Stage, c.View = model.StageColumns, model.View{}
	if name := c.Values[model.OptName]; name == "" || name == before {
		c.Values[model.OptName] = model.CampaignName(filepath.Base(c.Origin.Path))
	}
}

// MapColumns gives the columns their meanings. Those that were added when the list
// was saved go along only where the operator chose so; they are returned, by their
// index.
func MapColumns(c *model.Campaign, m columns.Mapping) (added map[int]bool) {
	c.Revision++
	c.Mapping, added = model.HideSaved(c.Table, m)
	return added
}

// RestoreColumns gives the columns the very meanings they had before.
func RestoreColumns(c *model.Campaign, m columns.Mapping) {
	c.Revision++
	c.Mapping = m
}

// SetCountry reads numbers without a country code as of a country.
func SetCountry(c *model.Campaign, region phone.Region, from columns.RegionSource) {
	c.Revision++
	c.Region, c.RegionFrom = region, from
}

// SetList takes over the rows as they were evaluated. What came after was made of
// another list.
func SetList(c *model.Campaign, l *model.List) {
	c.Revision++
	c.List, c.Stage = l, model.StageContacts
}

// SetOptions sets some of the options, as they were typed.
func SetOptions(c *model.Campaign, values model.OptionValues) {
	c.Revision++
	if c.Values == nil { // what a damaged or earlier store kept may have none
		c.Values = model.OptionValues{}
	}
	if chosen, is := values[model.OptHours]; is && chosen != c.Values[model.OptHours] {
		delete(c.Values, model.OptHoursBasis) // it was that of others
	}
	maps.Copy(c.Values, values)
}

// TakeAccount gives a campaign that was begun without an account the agent and the user of the
// one that was set up since. What the operator gave stays, and what they took out of a campaign
// that had a user stays open.
func TakeAccount(c *model.Campaign, defaults model.OptionValues) {
	if c.ReadOnly() || strings.TrimSpace(c.Values[model.OptUser]) != "" {
		return
	}
	for _, k := range []model.OptionKey{model.OptAgent, model.OptUser} {
		if strings.TrimSpace(c.Values[k]) == "" && defaults[k] != "" {
			SetOptions(c, model.OptionValues{k: defaults[k]})
		}
	}
}

// SetStart sets the start, and reports whether it can be: what is to come at a moment may be
// over. Where it cannot, nothing changes.
func SetStart(c *model.Campaign, at, now time.Time) bool {
	before := c.Values[model.OptStart]
	SetOptions(c, model.OptionValues{model.OptStart: start.Format(at.In(model.Clock(c.Values[model.OptTimeZone])))})
	options, errs := model.ParseOptions(c.Values, now)
	if errs[model.OptStart] != "" || !options.Start.Equal(at) {
		SetOptions(c, model.OptionValues{model.OptStart: before})
		return false
	}
	return true
}

// Reach notes that a campaign has come to a stage, unless it has come further.
func Reach(c *model.Campaign, s model.Stage) {
	if c.Stage < s {
		c.Revision++
		c.Stage = s
	}
}

// SetView notes where the operator is.
func SetView(c *model.Campaign, v model.View) { c.View = v }

// SetID notes the key that the store gave a campaign.
func SetID(c *model.Campaign, id string) { c.ID = id }
