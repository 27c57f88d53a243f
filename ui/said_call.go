package ui

import (
	"slices"

	"callsheet/model"
	"callsheet/model/outcomes"
	"callsheet/ui/screen"
)

// callAction opens the call on which it was said.
func (s *saidScreen) callAction() screen.Action {
	return screen.Action{ID: "call", Title: "Open the call on which it was said", Keys: screen.Enter("open call"), WhyNot: screen.Without(s.rows(s.shows) > 0, "Nobody is listed here."),
		Run: screen.Do(func() { s.console.GoOn(newCallScreen(s.console, saidContacts{s, s.shows}, s.grid().Cursor())) })}
}

// saidContacts are the people of one of the lists, each with the call on which they said it.
type saidContacts struct {
	screen *saidScreen
	list   saidList
}

func (c saidContacts) Len() int { return c.screen.rows(c.list) }

func (c saidContacts) Rest(place int) { c.screen.grids[c.list].SetCursor(place) }

// At is the person at a place, with all calls that Live knows to them. The call that decides
// is the one on which they said it.
func (c saidContacts) At(place int) *outcomes.Entry {
	p := c.screen.person(c.list, place)
	e := outcomes.Entry{Row: p.Row, To: p.Number, Calls: []model.CampaignCall{p.Call}}
	if p.Row >= 0 {
		known := c.screen.of.live.list.all
		at := known.Find(outcomes.ID{Row: p.Row})
		if at >= 0 && slices.ContainsFunc(known.Entry(at).Calls, func(c model.CampaignCall) bool { return c.ID == p.Call.ID }) {
			e.Calls = known.Entry(at).Calls
		}
	}
	e.RowResult = model.ResultOfCalls([]model.CampaignCall{p.Call})
	return &e
}

func (c saidContacts) Find(id outcomes.ID) (contact *outcomes.Entry, place int) {
	for i := range c.Len() {
		p := c.screen.person(c.list, i)
		if p.Row >= 0 && id == (outcomes.ID{Row: p.Row}) || p.Row < 0 && id == (outcomes.ID{Row: -1, Call: p.Call.ID}) {
			return c.At(i), i
		}
	}
	return nil, -1
}
