package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	saidGroup    = "What people said"
	likelyDialog = "likely opt-outs"
	likelyYes    = "add"
)

// Actions are what can be done with what people said.
func (s *saidScreen) Actions() screen.Actions {
	other := "callbacks"
	if s.shows == saidCallbacks {
		other = "not to call"
	}
	some := screen.Without(s.rows(s.shows) > 0, "Nobody is listed here.")
	all := append(screen.Actions{s.callAction()}, append(s.listingActions(), s.campaignAction())...)
	all = append(all,
		screen.Action{ID: "other", Title: "Move between who is not to be called and who wishes to be called at another time", Keys: screen.Bind("tab", other, "tab", "shift+tab"), Run: screen.Do(s.turn)},
		screen.Action{ID: "mark", Title: "Mark who is under the cursor", Keys: screen.Bind("space", "mark", " "), WhyNot: some, Run: screen.Do(s.mark)},
		screen.Action{ID: "read", Title: "Read again what was said", Keys: screen.Bind("r", "read again", "r"), Run: screen.Start(s.of.load)}.
			Refused(screen.Without(!s.of.reading, "What was said is being read."), s.console.Tell),
		s.fetchAction(),
	)
	all = all.In(saidGroup)
	all = append(all,
		screen.Action{ID: "home", Title: "Go to Home", Keys: screen.Bind("ctrl+n", "home", "ctrl+n"), Group: saidGroup, Run: screen.Do(func() { s.console.Emit(screen.GoHome{}) })},
		screen.Action{ID: "back", Title: "Go back to the calls", Keys: screen.Global.Back, Run: screen.Do(func() { s.console.Emit(screen.Leave{}) })},
	)
	return all.Behind(screen.MovingActions(s.grid())...)
}

// fetchAction asks for what was said on the calls of which it is not known, or stops that.
func (s *saidScreen) fetchAction() screen.Action {
	name, why := "fetch the rest", ""
	switch l := s.of.live; {
	case s.of.fetch.going():
		name = "stop fetching"
	case l.elsewhere() != "":
		why = session.AtAnother
	case s.console.Config.Account.Missing != "":
		why = s.console.Config.Account.Missing
	case s.of.known && len(s.of.said.Missing) == 0 && s.console.Campaign.Ended():
		why = "Everything that Dialgen tells of these calls is here."
	}
	// Where nothing is missing by now its key is not named, though it asks all the same:
	// more may have been said meanwhile.
	unnamed := why != "" || !s.of.fetch.going() && (!s.of.known || len(s.of.said.Missing) == 0)
	return screen.Action{ID: "fetch", Title: "Ask Dialgen for what was said on the calls of which it is not known, or stop that", Keys: screen.Bind("f", name, "f"),
		Unnamed: unnamed, Run: screen.Start(s.of.fetchOrStop)}.Refused(why, s.console.Tell)
}

// listingActions put people on the do-not-call list, who asked for it.
func (s *saidScreen) listingActions() screen.Actions {
	sure, likely, _ := s.of.said.Open()
	one, asked, unsure := "", "", ""
	switch {
	case s.shows != saidOptOuts:
		one = "Press tab for who asked not to be called."
		asked, unsure = one, one
	default:
		one = screen.Without(s.rows(saidOptOuts) > 0, "Nobody is listed here.")
		asked = screen.Without(sure > 0, "Nobody who surely asked for it is left to be put on the do-not-call list.")
		unsure = screen.Without(likely > 0, "Nobody who likely asked for it is left to be put on the do-not-call list.")
	}
	name := "never call"
	if n := len(s.marked[saidOptOuts]); n > 0 {
		name = fmt.Sprintf("never call %s", figures.Count(n))
	}
	adding := screen.Without(!s.of.adding, "They are being put on the do-not-call list.")
	tell := s.console.Tell
	all := func(n int, how string) string {
		if n == 1 {
			return "the " + how + " one"
		}
		return "all " + figures.Count(n) + " " + how
	}
	return screen.Actions{
		screen.Action{ID: "never call", Title: "Put who is under the cursor, or marked, on the do-not-call list", Keys: screen.Bind("x", "never call", "x"), Named: screen.Bind("x", name, "x"),
			WhyNot: one, Run: screen.Start(s.listChosen)}.Refused(s.whyNotList(), tell).Refused(adding, tell),
		screen.Action{ID: "all sure", Title: "Put all on the do-not-call list who surely asked for it", Keys: screen.Bind("a", "all sure", "a"), Named: screen.Bind("a", all(sure, "sure"), "a"),
			WhyNot: asked, Run: screen.Start(func() tea.Cmd { return s.list(func(_ int, o session.SaidOptOut) bool { return o.Sure() }) })}.Refused(adding, tell),
		screen.Action{ID: "all likely", Title: "Put all on the do-not-call list who likely asked for it", Keys: screen.Bind("A", "all likely", "A"), Named: screen.Bind("A", all(likely, "likely"), "A"),
			WhyNot: unsure, Run: screen.Do(s.askLikely)}.Refused(adding, tell),
	}
}

// whyNotList is why who is chosen cannot be put on the do-not-call list; "" = they can.
func (s *saidScreen) whyNotList() string {
	chosen := s.chosen()
	if s.shows != saidOptOuts || len(chosen) == 0 {
		return ""
	}
	for _, i := range chosen {
		if s.of.said.OptOuts[i].Open() {
			return ""
		}
	}
	if o := s.of.said.OptOuts[chosen[0]]; o.Number == 0 {
		return "The number of this call cannot be read, so it cannot be put on the list."
	}
	return "That number is on the do-not-call list already. `callsheet dnc remove` takes it off."
}

func (s *saidScreen) turn() {
	s.shows = 1 - s.shows
	s.layout()
}

// listChosen puts who is marked, or under the cursor, on the do-not-call list.
func (s *saidScreen) listChosen() tea.Cmd {
	chosen := map[int]bool{}
	for _, i := range s.chosen() {
		chosen[i] = true
	}
	s.marked[saidOptOuts] = map[string]bool{}
	s.showMarks(saidOptOuts)
	return s.list(func(i int, _ session.SaidOptOut) bool { return chosen[i] })
}

func (s *saidScreen) list(takes func(i int, o session.SaidOptOut) bool) tea.Cmd {
	return s.of.add(s.numbers(takes))
}

// askLikely asks before those are put on the list of whom it is not sure.
func (s *saidScreen) askLikely() {
	_, likely, _ := s.of.said.Open()
	them := figures.Counted(likely, "number")
	s.console.OpenDialog(s.requests.ID, likelyDialog, widget.NewChoice(s.console.Theme, "Never call "+them+"?",
		"What they said may mean it, and may not. Whoever is on the do-not-call list of this machine is called by no campaign; `callsheet dnc remove` takes a number off again.",
		[]widget.Option{{Value: "read", Label: "Read them one by one", Detail: "x puts one on the list"}, {Value: likelyYes, Label: "Put all " + them + " on the list"}}))
}

func (s *saidScreen) answered(msg screen.Answered) tea.Cmd {
	switch {
	case msg.Answer.Cancelled:
	case msg.Name == likelyDialog && msg.Answer.Value == likelyYes:
		return s.list(func(_ int, o session.SaidOptOut) bool { return !o.Sure() })
	case msg.Name == callbackDialog || msg.Name == callbackTypedDialog:
		return s.answeredWhen(msg)
	}
	return nil
}

// Keys are the keys of the line and of the help.
func (s *saidScreen) Keys() screen.Keys {
	actions := s.Actions()
	return screen.Keys{Line: actions.Line("call", "never call", "all sure", "all likely", "campaign", "other", "fetch", "mark", "back"), Groups: actions.Help(saidGroup, screen.MovingGroup)}
}
