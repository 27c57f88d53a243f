package ui

import (
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
)

// room is a screen as the palette knows it while it is not open: its actions are those of
// samples of it, which name those that cannot be used too.
type room struct {
	name    string
	stage   model.Stage
	samples []string // scenes that have all of its actions between them
	opener  string   // the action of its stage's screen that shows it, as a panel or a screen; "" = it is that screen
	apart   string   // why it is not gone to by way of the others; "" = it is
	actions screen.Actions
	entries []entry // of those, but for moving about, and each title once
}

func rooms() []room {
	return []room{
		{name: "Home", stage: screen.Home, samples: []string{"home-twelve", "home-team-gone"}},
		{name: model.StageFile.String(), stage: model.StageFile, samples: []string{"file-empty"}},
		{name: model.StageColumns.String(), stage: model.StageColumns, samples: []string{"columns-typical"}},
		{name: model.StageContacts.String(), stage: model.StageContacts, samples: []string{"contacts-all"}},
		{name: "Preview of a fix", stage: model.StageContacts, samples: []string{"repair-preview"}, opener: "fix cause"},
		{name: "Editor of a row", stage: model.StageContacts, samples: []string{"repair-editor"}, opener: "edit"},
		{name: "History of changes", stage: model.StageContacts, samples: []string{"repair-history"}, opener: "history"},
		{name: "Choice of columns", stage: model.StageContacts, samples: []string{"repair-columns"}, opener: "columns"},
		{name: "Rows by their columns", stage: model.StageContacts, samples: []string{"repair-cells"}, opener: "cells"},
		{name: "Rows with the same number", stage: model.StageContacts, samples: []string{"repair-duplicates"}, opener: "duplicates"},
		{name: model.StageOptions.String(), stage: model.StageOptions, samples: []string{"options-typical"}},
		{name: model.StageReview.String(), stage: model.StageReview, samples: []string{"review-typical"}},
		{name: "Test call", stage: model.StageReview, samples: []string{"test-call-typical", "test-call-ended"}, opener: "test"},
		{name: model.StageLive.String(), stage: model.StageLive, samples: []string{"live-running", "live-waves"}},
		{name: "Call", stage: model.StageLive, samples: []string{"call-answered", "call-found"}, opener: "call"},
		{name: "What people said", stage: model.StageLive, samples: []string{"said-optouts"}, opener: "said"},
		{name: accountRoom, stage: screen.Home, samples: []string{"account-ready", "account-agents"}, apart: "This is done in the account, which f2 opens."},
		{name: "Welcome", stage: screen.Home, samples: []string{"welcome"}, apart: "This is offered where nothing is set up yet. f2 sets up the account, and `callsheet demo` is the demo."},
	}
}

const accountRoom = "Account"

// roomOf is the name of the room a screen is.
func roomOf(s screen.Screen) string {
	switch s := s.(type) {
	case *homeScreen:
		return "Home"
	case *testCallScreen:
		return "Test call"
	case *callScreen:
		return "Call"
	case *saidScreen:
		return "What people said"
	case *accountScreen:
		return accountRoom
	case *welcomeScreen:
		return "Welcome"
	case *contacts.Screen:
		return model.StageContacts.String()
	default:
		return s.Place().String()
	}
}

var (
	catalogued sync.Once
	everyRoom  []room
)

// catalogue is every room with its actions. It is made when it is first asked for.
func catalogue() []room {
	catalogued.Do(func() { everyRoom = sampled() })
	return everyRoom
}

// sampled are the rooms with the actions of their samples.
func sampled() []room {
	scenes := map[string]Scene{}
	for _, s := range Scenes() {
		scenes[s.Name] = s
	}
	all := rooms()
	for i := range all {
		var stage screen.Actions // of the screen that shows the room
		for _, r := range all[:i] {
			if r.stage == all[i].stage && r.opener == "" && r.apart == "" {
				stage = r.actions
			}
		}
		for _, name := range all[i].samples {
			a := scenes[name].make(theme.Theme{})
			a.Update(tea.WindowSizeMsg{Width: minWidth, Height: minHeight})
			for _, act := range a.front().Actions() {
				if panel := roomOf(a.front()) != all[i].name; panel && stage.Find(act.ID).ID != "" {
					continue // of the screen below it
				}
				if all[i].actions.Find(act.ID).ID == "" {
					act.Run, act.Refuse = nil, nil // they would act on the sample
					all[i].actions = append(all[i].actions, act)
				}
			}
		}
	}
	for i := range all {
		titles := map[string]bool{}
		for _, act := range all[i].actions {
			if act.Group != screen.MovingGroup && !titles[act.Title] {
				all[i].entries = append(all[i].entries, newEntry(act, all[i].name))
			}
			titles[act.Title] = true
		}
	}
	return all
}

// way is how a room is gone to from the screen in front.
type way struct {
	whyNot string        // in a sentence; "" = it can be gone to
	opener screen.Action // what shows the room there; zero = it is shown
	home   bool
	to     model.Stage
}

// wayHome is the way to Home.
func (a finding) wayHome() way { return way{home: true, whyNot: a.whyNotMove()} }

// wayTo is the way to a room.
func (f finding) wayTo(r room) way {
	w := way{to: r.stage, home: r.stage == screen.Home, whyNot: f.whyNotStage(r)}
	for _, parent := range catalogue() {
		if parent.stage == r.stage && parent.opener == "" && parent.apart == "" && r.opener != "" {
			w.opener = parent.actions.Find(r.opener)
		}
	}
	return w
}

// whyNotStage says why the screen of a room cannot be gone to now; "" = it can.
func (f finding) whyNotStage(r room) string {
	c, at := f.app.console.Campaign, -1
	for i, s := range f.app.stack {
		if i > 0 && s.Place() == r.stage {
			at = i
		}
	}
	switch why := f.whyNotMove(); {
	case why != "":
		return why
	case r.apart != "":
		return r.apart
	case r.stage == screen.Home:
		return ""
	case c == nil || len(f.app.stack) == 1:
		return r.name + " is of a campaign, and none is open: enter on Home opens one, n starts another."
	case r.stage == model.StageLive && !c.Sent():
		return r.name + " comes when the campaign is sent, under Review."
	case r.stage == model.StageReview && c.Sent():
		return r.name + " is over: the campaign was sent, and is watched on Live."
	case at < 0 || at > f.app.at && f.app.at > 0 && !c.Sent():
		return r.name + " comes later on the way: ctrl+n goes on from here, a step at a time."
	}
	return ""
}

// whyNotMove says why the screen in front cannot be left for another now: something is
// under way that leaving by its own keys would stop, or forbid.
func (f finding) whyNotMove() string {
	for _, act := range f.app.front().Actions() {
		esc := false
		for _, k := range act.Keys.Keys() {
			esc = esc || k == "esc"
		}
		switch {
		case !esc || !act.Usable() && act.Refuse == nil:
			continue
		case !act.Usable():
			return act.WhyNot
		case act.Stops:
			return "Something is under way here: esc first, which means " + lowered(act.Title) + "."
		}
		break
	}
	return ""
}

// follow goes a way.
func (f finding) follow(w way) tea.Cmd {
	home, isHome := f.app.front().(*homeScreen)
	switch {
	case w.home:
		f.app.console.Emit(screen.GoHome{})
		return f.app.drain()
	case isHome:
		home.resumeHere()
	}
	var cmds []tea.Cmd
	cmds = append(cmds, f.app.drain())
	for i, s := range f.app.stack {
		if i > 0 && s.Place() == w.to && i != f.app.at {
			f.app.at = i
			cmds = append(cmds, f.app.front().Update(screen.Shown{}))
			break
		}
	}
	return tea.Batch(append(cmds, f.app.drain())...)
}
