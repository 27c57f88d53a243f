package screen

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/events"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// Console is what the screens of a console share: the campaign they work on,
// and the way to ask for something only App can do.
type Console struct {
	Theme  theme.Theme
	Config Config

	DetailRate session.DetailRate // of all screens that ask what was said on calls

	Campaign  *model.Campaign
	Campaigns []*model.Campaign // opened in this run, the latest first
	Saver     *session.Autosaver
	Telling   session.Telling
	Team      session.Meetings
	Front     Owner     // the screen the operator looks at
	Emitted   []tea.Msg // what App was asked for and has not done yet

	lastOwner Owner
}

// Session opens lists with what is remembered and who must not be called.
func (c *Console) Session() session.Session {
	return session.Session{Files: c.Config.Files, Mappings: c.Config.Mappings, Earlier: c.Config.Store.Campaigns, Guards: c.Config.Store.Guards}
}

// SetZone makes the clock of a zone the operator's own.
func (c *Console) SetZone(zone *time.Location) {
	now := c.Config.Now
	c.Config.Now, c.Config.ZoneSaid = func() time.Time { return now().In(zone) }, true
}

// NewRequests makes the requests of one more screen.
func (c *Console) NewRequests() *Requests {
	c.lastOwner++
	return NewRequests(c.lastOwner)
}

// Emit asks App for something; it happens before the key press is drawn.
func (c *Console) Emit(msg tea.Msg) { c.Emitted = append(c.Emitted, msg) }

// Observe tells the operator what has happened to a campaign since the last look at it.
func (c *Console) Observe(l events.Look) {
	if all := c.Telling.Observe(l); len(all) > 0 {
		c.Emit(Happened{all})
	}
}

// Notify shows a short confirmation.
func (c *Console) Notify(kind widget.ToastKind, text string) { c.Emit(Notify{kind, text}) }

// OpenDialog puts a question to the operator; the answer comes to the screen that
// owns to, as Answered under the name.
func (c *Console) OpenDialog(to Owner, name string, dialog widget.Dialog) {
	c.Emit(OpenDialog{to, name, dialog})
}

// GoOn moves to the next screen; nil is the one that was visited before.
func (c *Console) GoOn(to Screen) { c.Emit(GoOn{to}) }

// GoOnTo moves to the screen of a step, made anew.
func (c *Console) GoOnTo(step model.Stage) { c.Emit(GoOnTo{step}) }

// RecordStep remembers a step over the campaign's rows, to be written down.
func (c *Console) RecordStep(s model.Step) { c.Saver.AddStep(c.Campaign, s) }

// MayChange reports whether the campaign may be changed here, and says why not.
func (c *Console) MayChange(what string) bool {
	why := c.WhyNotChange(what)
	if why != "" {
		c.Tell(why)
	}
	return why == ""
}

// WhyNotChange says why the campaign may not be changed here; "" = it may.
func (c *Console) WhyNotChange(what string) string {
	switch campaign := c.Campaign; {
	case campaign.LookedAt:
		return c.Config.Store.ReadOnly.Why()
	case campaign.Holder != "":
		return "This can only be looked at: the campaign is open elsewhere (" + campaign.Holder + ")."
	case campaign.TakenOver != "":
		return campaign.TakenOver
	case campaign.Locked != "":
		return "This can only be looked at: part of the campaign is damaged."
	case campaign.Sent():
		return "This campaign was sent: its " + what + " can only be looked at."
	}
	return ""
}

// SentWords say on a screen before Live that the campaign was confirmed, and what is left to
// do there; "" while it was not.
func (c *Console) SentWords() string {
	switch {
	case c.Campaign == nil || !c.Campaign.Sent():
		return ""
	case session.TallyOf(c.Campaign.Batches).Accepted > 0:
		return "This campaign was sent and can only be looked at. Go on with ctrl+n."
	}
	return "This campaign was confirmed and can only be looked at. Go on with ctrl+n."
}

// Changing is an action that changes the campaign: where that can only be looked at, its key
// says so, and is not among those that are offered.
func (c *Console) Changing(a Action, what string) Action {
	return a.Unoffered(c.WhyNotChange(what), c.Tell)
}

// Tell says something short, such as why an action cannot be used.
func (c *Console) Tell(text string) { c.Notify(widget.Info, text) }

// AddCampaign adds a campaign to those of this run, the latest first.
func (c *Console) AddCampaign(campaign *model.Campaign) {
	if !slices.Contains(c.Campaigns, campaign) {
		c.Campaigns = slices.Insert(c.Campaigns, 0, campaign)
	}
}
