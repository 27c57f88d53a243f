package ui

import (
	"cmp"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/waves"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const maxHarmLines = 3 // groups that are named below the headline

// reviewHarm is what a review says, and does, of those who could be rung at an hour at which
// they should not be.
type reviewHarm struct{ *reviewScreen }

// harmLines say who could be rung at an hour at which they should not be, and by which
// key they are not.
func (r reviewHarm) harmLines() []string {
	t, ahead := r.console.Theme, r.ready.ahead
	pen, mark := headlinePens(t, &ahead)
	var lines []string
	say := func(pen theme.Pen, text string) {
		lines = append(lines, indented("  ", pen, text, min(r.width, reviewText))...)
	}
	for i, line := range widget.Wrap(ahead.Headline()+".", max(20, min(r.width, reviewText)-2)) {
		if i > 0 {
			mark = " "
		}
		lines = append(lines, pen.Bold().Render(mark+" "+line))
	}
	say(t.Strong, ahead.AheadWords(r.console.Config.Now()))
	if wrong := ahead.WrongWords(); wrong != "" {
		say(t.Error, wrong)
	}
	worst := ahead.Forecast.WorstFirst()
	for i, g := range worst {
		if i == maxHarmLines && len(worst) > maxHarmLines+1 {
			say(t.Text, fmt.Sprintf("So could others, in %s more.", figures.Counted(len(worst)-i, "place")))
			break
		}
		say(t.Text, screen.SentenceStart(g.Words())+".")
	}
	for _, words := range ahead.NotCalledWords() {
		say(t.Text, words+".")
	}
	return append(lines, r.keyLines("waves", "inside", "leave out", "call unknown", "look at outside")...)
}

// headlinePens are how the headline of what is ahead is drawn, and the mark before it.
func headlinePens(t theme.Theme, ahead *session.Preflight) (theme.Pen, string) {
	switch {
	case ahead.Indecent() > 0:
		return t.Error, t.Glyphs.ToFix
	case ahead.Plan.Len() == 0:
		return t.Warning, t.Glyphs.ToFix
	}
	return t.Ready, t.Glyphs.Ready
}

// keyLines name the keys of those actions that can be used now, and what each would do.
func (r reviewHarm) keyLines(ids ...string) []string {
	t, actions := r.console.Theme, r.Actions()
	var lines []string
	for _, id := range ids {
		a := actions.Find(id)
		if a.ID == "" || !a.Usable() || id == "waves" && !r.waveful() {
			continue
		}
		key := a.Keys.Help().Key
		for i, words := range widget.Wrap(a.Keys.Help().Desc, max(20, min(r.width, reviewText)-4)) {
			if i == 0 {
				lines = append(lines, "  "+t.Key.Render(key)+" "+t.KeyDesc.Render(words))
				continue
			}
			lines = append(lines, "    "+t.KeyDesc.Render(words))
		}
	}
	return lines
}

// waveful reports whether waves are worth a line: they are on, or keep somebody inside
// their hours.
func (r reviewHarm) waveful() bool {
	outside, _ := r.ready.ahead.OutsideContacts()
	return r.ready.ahead.Waves != nil || outside > 0
}

// hoursActions are what is done with those who could be rung outside their hours.
func (r reviewHarm) hoursActions() screen.Actions {
	ready := cmp.Or(r.ready, &reviewed{})
	ahead, there := ready.ahead, r.console.WhyNotChange("plan")
	inWaves := ahead.Waves != nil
	outside, unknown := ahead.OutsideContacts()
	inside := screen.Action{ID: "inside", Title: "Start when all are inside their hours", Keys: screen.Bind("t", "start when all are inside", "t"),
		WhyNot: screen.Without(!ahead.Inside.IsZero(), "No start of the next days has all of them inside their hours, or they are."), Run: screen.Start(r.startInside)}
	if inside.Usable() {
		inside.Keys = screen.Label(inside.Keys, "start "+r.insideWords()+" your clock, when all are inside")
	}
	leave := screen.Action{ID: "leave out", Title: "Leave out who could be rung outside their hours", Keys: screen.Bind("o", "leave out "+figures.Count(outside), "o"),
		WhyNot: screen.Without(outside > 0 && !inWaves, "Nobody could be rung outside their hours."), Run: screen.Start(func() tea.Cmd { return r.choose(func(c *session.OutsideChoice) { c.LeaveOut = !c.LeaveOut }) })}
	if r.choice.LeaveOut {
		leave.Title, leave.Keys = "Take those back in who could be rung outside their hours", screen.Label(leave.Keys, "take "+figures.Count(outside)+" back in")
	}
	call := screen.Action{ID: "call unknown", Title: "Call those of whom no time zone is known", Keys: screen.Bind("u", "call the "+figures.Count(unknown)+" of no known zone, too", "u"),
		WhyNot: screen.Without(unknown > 0, "The time zone of everybody is known."), Run: screen.Start(func() tea.Cmd { return r.choose(func(c *session.OutsideChoice) { c.CallUnknown = !c.CallUnknown }) })}
	switch {
	case inWaves && unknown > 0:
		call.WhyNot = "Waves call nobody whose time zone is not known."
	case r.choice.CallUnknown:
		call.Title, call.Keys = "Do not call those of whom no time zone is known", screen.Label(call.Keys, "do not call the "+figures.Count(unknown)+" of no known zone")
	}
	look := screen.Action{ID: "look at outside", Title: "Look at the rows outside their hours", Keys: screen.Bind("l", r.lookWords(outside, unknown, inWaves), "l"),
		WhyNot: screen.Without(len(ahead.Outside) > 0, "Nobody could be rung outside their hours."), Run: screen.Do(r.lookAtOutside)}
	all := screen.Actions{r.wavesAction(ready, outside), inside, leave, call, look}
	if r.ready == nil {
		return all.Unless("The plan is still being worked out.")
	}
	for i := range all {
		if all[i].Usable() {
			all[i].Group = reviewGroup
		}
	}
	return all[:4].Unless(there).Behind(look)
}

// lookWords say which rows can be looked at.
func (r reviewHarm) lookWords(outside, unknown int, inWaves bool) string {
	switch {
	case outside == 0:
		return "look at the " + figures.Counted(unknown, "row") + " of no known zone"
	case inWaves:
		return "look at the " + figures.Counted(outside, "row") + " that would be outside without waves"
	}
	return "look at the " + figures.Counted(outside, "row") + " outside"
}

// wavesAction has the campaign called in waves, or as it was asked.
func (r reviewHarm) wavesAction(ready *reviewed, outside int) screen.Action {
	now := r.console.Config.Now()
	a := screen.Action{ID: "waves", Title: "Call each group of time zones in its own hours, in waves", Run: screen.Start(func() tea.Cmd { return r.inWaves(ready.ahead.Waves == nil) })}
	if ready.ahead.Waves == nil {
		a.Keys = screen.Bind("w", "call in waves, all inside their hours: "+session.OfferWords(ready.offer, now), "w")
		a.WhyNot = screen.Without(len(ready.offer.Waves) > 0, "Nobody would be in a wave: no zone is known, or their hours do not open.")
		return a
	}
	a.Title = "Call everybody from the start that was asked, and not in waves"
	words := "call without waves: nobody could be rung outside their hours, either"
	if outside > 0 {
		words = fmt.Sprintf("call without waves: %s of %s could be rung outside their hours", figures.Count(outside), figures.Count(ready.ahead.KnownContacts()))
	}
	a.Keys = screen.Bind("w", words, "w")
	return a
}

// inWaves changes whether the campaign is called in waves, and plans anew.
func (r reviewHarm) inWaves(on bool) tea.Cmd {
	session.SetWaves(r.console.Campaign, on)
	return r.plan()
}

// choose changes what is done with those outside their hours, and plans anew.
func (r reviewHarm) choose(change func(*session.OutsideChoice)) tea.Cmd {
	change(&r.choice)
	return r.plan()
}

// lookAtOutside shows the rows of those outside their hours among the contacts.
func (r reviewHarm) lookAtOutside() {
	r.console.Emit(screen.GoBackTo{Step: model.StageContacts, Rows: r.ready.ahead.OutsideRows()})
}

// insideWords say the start from which all are inside, on the operator's clock.
func (r reviewHarm) insideWords() string {
	return session.Begin{At: r.ready.ahead.Inside}.Words(r.console.Config.Now())
}

// startInside sets the start from which all are inside their hours, and plans anew.
func (r reviewHarm) startInside() tea.Cmd {
	at := r.ready.ahead.Inside
	if !session.SetStart(r.console.Campaign, at, r.console.Config.Now()) {
		r.fail("That start cannot be set from here. Go back to the options and give one.")
		return nil
	}
	r.options.Start = at
	return r.plan()
}

// lateCalls are how many calls of each wave would come after its close, on a line of half
// the calls at one time that it needs.
func lateCalls(w *waves.Waves) []int {
	if w == nil {
		return nil
	}
	late := make([]int, len(w.Waves))
	for i, wave := range w.Waves {
		late[i] = wave.RungLate(max(1, wave.Lines()/2))
	}
	return late
}
