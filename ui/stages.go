package ui

import (
	"callsheet/model"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
)

// screenOf makes the screen of a step, with the campaign as it is. Review is made by
// the options it reviews.
func screenOf(d *screen.Console, step model.Stage) screen.Screen {
	switch step {
	case model.StageFile:
		return newFileScreen(d, d.Campaign.Origin.Path)
	case model.StageColumns:
		return newColumnsScreen(d)
	case model.StageContacts:
		return contacts.New(d)
	case model.StageOptions:
		return newOptionsScreen(d)
	case model.StageLive:
		return newLiveScreen(d)
	}
	return nil
}

// screensOf builds the screens a campaign has come to, so that each can be gone
// back to.
func screensOf(d *screen.Console) []screen.Screen {
	c := d.Campaign
	screens := []screen.Screen{screenOf(d, model.StageFile)}
	if c.Table != nil {
		screens = append(screens, screenOf(d, model.StageColumns))
	}
	shown := c.List != nil && (c.Evaluated() || c.Sent())
	if shown {
		screens = append(screens, screenOf(d, model.StageContacts))
	}
	if shown && c.Stage >= model.StageOptions {
		o := newOptionsScreen(d)
		_, errs := o.parse()
		o.resting = len(errs) == 0 && !c.ReadOnly()
		screens = append(screens, o)
	}
	if c.Sent() {
		screens = append(screens, screenOf(d, model.StageLive))
	}
	return screens
}
