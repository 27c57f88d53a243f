package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/start"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	maxHarmLines = 3  // groups that are named below the headline
	maxZoneLines = 12 // groups whose times are listed
)

// harmLines say who could be rung at an hour at which they should not be, and by which
// key they are not.
func (r *reviewScreen) harmLines() []string {
	t, ahead := r.console.Theme, r.ready.ahead
	pen, mark := t.Ready, t.Glyphs.Ready
	switch {
	case ahead.Indecent() > 0:
		pen, mark = t.Error, t.Glyphs.ToFix
	case ahead.Plan.Len() == 0:
		pen, mark = t.Warning, t.Glyphs.ToFix
	}
	var lines []string
	say := func(indent string, pen theme.Pen, text string) {
		for _, words := range widget.Wrap(text, max(20, min(r.width, reviewText)-len(indent))) {
			lines = append(lines, indent+pen.Render(words))
		}
	}
	say("", pen.Bold(), mark+" "+ahead.Forecast.Headline()+".")
	if wrong := ahead.WrongWords(); wrong != "" {
		say("  ", t.Error, wrong)
	}
	worst := ahead.Forecast.WorstFirst()
	for i, g := range worst {
		if i == maxHarmLines && len(worst) > maxHarmLines+1 {
			say("  ", t.Text, fmt.Sprintf("So could others, in %s more.", figures.Counted(len(worst)-i, "place")))
			break
		}
		say("  ", t.Text, screen.SentenceStart(g.Words())+".")
	}
	if n := ahead.LeftOut; n > 0 {
		say("  ", t.Text, fmt.Sprintf("%s %s left out, because they could be rung outside their hours.", screen.People(n), figures.Are(n)))
	}
	if n := ahead.Held; n > 0 {
		say("  ", t.Text, fmt.Sprintf("Of %s no time zone is known: they are not called.", screen.People(n)))
	}
	return append(lines, r.keyLines("inside", "leave out", "call unknown", "look at outside")...)
}

// keyLines name the keys of those actions that can be used now.
func (r *reviewScreen) keyLines(ids ...string) []string {
	t, actions := r.console.Theme, r.Actions()
	var lines []string
	line, width := "", 0
	for _, id := range ids {
		a := actions.Find(id)
		if a.ID == "" || !a.Usable() {
			continue
		}
		help := a.Keys.Help()
		room := widget.Width(help.Key) + 1 + widget.Width(help.Desc)
		if line != "" && width+3+room > min(r.width, reviewText) {
			lines, line, width = append(lines, line), "", 0
		}
		gap := strings.Repeat(" ", 3)
		if line == "" {
			gap = "  "
		}
		line, width = line+gap+t.Key.Render(help.Key)+" "+t.KeyDesc.Render(help.Desc), width+len(gap)+room
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// whenLines say when people are rung, on the operator's clock and on theirs.
func (r *reviewScreen) whenLines() []string {
	t, f := r.console.Theme, r.ready.ahead.Forecast
	here := r.console.Config.Now().Location()
	clock := func(at time.Time) string { return at.In(here).Format("Mon 15:04") }
	lines := r.wrapped(r.line, "Start", fmt.Sprintf("%s, up to %s a second, priority %d", r.startWords(), screen.Calls(r.options.CallsPerSecond), r.options.Priority), t.Text)
	if f.Contacts == 0 {
		return lines
	}
	lines = append(lines, r.wrapped(r.line, "Over", fmt.Sprintf("everybody rung once by %s, last possible call %s, on your clock (%s)",
		clock(f.FirstPass), clock(f.Last), f.Last.In(here).Format("MST")), t.Text)...)
	if in := r.ready.ahead.Hours; len(in.Shares) > 0 {
		lines = append(lines, r.wrapped(r.line, "Hours", in.Words(), t.Text)...)
	}
	lines = append(lines, "")
	return append(append(lines, r.segmentLines()...), r.zoneLines()...)
}

// segmentLines say when each part of the plan begins, where there are several.
func (r *reviewScreen) segmentLines() []string {
	plan := r.ready.plan()
	if len(plan.Segments) < 2 {
		return nil
	}
	t, now := r.console.Theme, r.console.Config.Now()
	lines := []string{t.Strong.Render("Parts") + t.Muted.Render("  first and last possible call, your clock")}
	for i, s := range plan.Segments {
		if i == maxZoneLines {
			lines = append(lines, t.Muted.Render(fmt.Sprintf("  and %d more", len(plan.Segments)-i)))
			break
		}
		span := s.Options.CallSpan(len(s.Rows), now)
		lines = append(lines, widget.FitRight(figures.Count(len(s.Rows)), 9, "")+"  "+
			widget.Fit(cmp.Or(s.Name, fmt.Sprintf("part %d", i+1)), 26, t.Glyphs.Ellipsis)+
			span.First.In(now.Location()).Format("Mon 15:04")+" "+t.Glyphs.Arrow+" "+span.Last.In(now.Location()).Format("Mon 15:04"))
	}
	return append(lines, "")
}

// zoneLines show what time it will be where people are rung, most people first.
func (r *reviewScreen) zoneLines() []string {
	t := r.console.Theme
	groups := slices.DeleteFunc(slices.Clone(r.ready.ahead.Forecast.Groups), func(g model.GroupForecast) bool { return g.Contacts == 0 || g.First.IsZero() })
	slices.SortStableFunc(groups, func(a, b model.GroupForecast) int {
		return cmp.Or(cmp.Compare(b.Outside, a.Outside), cmp.Compare(b.Contacts, a.Contacts))
	})
	lines := []string{t.Strong.Render("Where they are") + t.Muted.Render("  first and last possible call, their clock")}
	for i, g := range groups {
		if i == maxZoneLines {
			lines = append(lines, t.Muted.Render(fmt.Sprintf("  and %d more places", len(groups)-i)))
			break
		}
		count := widget.FitRight(figures.Count(g.Contacts), 9, "")
		first, known := g.LocalFirst()
		last, _ := g.LocalLast()
		if !known {
			lines = append(lines, count+"  "+widget.Fit(g.Where(), 26, "")+t.Muted.Render("neither the row nor the number tells"))
			continue
		}
		text := fmt.Sprintf("%s  %s%s %s %s", count, widget.Fit(g.Where(), 26, t.Glyphs.Ellipsis), first.Format("Mon 15:04"), t.Glyphs.Arrow, last.Format("Mon 15:04"))
		if g.Outside > 0 {
			text += t.Error.Render(fmt.Sprintf("  %s %s outside", t.Glyphs.ToFix, figures.Count(g.Outside)))
		}
		lines = append(lines, text)
	}
	return lines
}

// endLines say what goes on by itself once this is sent, and what waits for somebody.
func (r *reviewScreen) endLines() []string {
	if r.ready.plan().Len() == 0 {
		return nil
	}
	var waits []string
	if r.ready.plan().Batches() > 1 {
		waits = append(waits, "stay until every batch is sent")
	}
	if n := r.ready.ahead.Forecast.Waiting; n > 0 {
		waits = append(waits, fmt.Sprintf("%s %s not sent before you say so, on Home", screen.People(n), figures.Are(n)))
	}
	if len(waits) == 0 {
		waits = []string{"nothing waits for you"}
	}
	waiting := screen.SentenceStart(strings.Join(waits, ", and "))
	return r.wrapped(r.line, "If you leave", waiting+": what was sent is called by Dialgen all the same, until you cancel it.", r.console.Theme.Text)
}

// hoursActions are what is done with those who could be rung outside their hours.
func (r *reviewScreen) hoursActions() screen.Actions {
	planning := "The plan is still being worked out."
	if r.ready == nil {
		none := func(id, title, key string) screen.Action {
			return screen.Action{ID: id, Title: title, Keys: screen.Bind(key, id, key), WhyNot: planning, Run: screen.Do(func() {})}
		}
		return screen.Actions{none("inside", "Start when all are inside their hours", "t"), none("leave out", "Leave out who could be rung outside their hours", "o"),
			none("call unknown", "Call those of whom no time zone is known", "u"), none("look at outside", "Look at the rows outside their hours", "l")}
	}
	ahead, there := r.ready.ahead, r.console.WhyNotChange("plan")
	inside := screen.Action{ID: "inside", Title: "Start when all are inside their hours", Keys: screen.Bind("t", "start when all are inside", "t"),
		WhyNot: screen.Without(!ahead.Inside.IsZero(), "No start of the next days has all of them inside their hours, or they are."), Run: screen.Start(r.startInside)}
	if inside.Usable() {
		inside.Keys = screen.Label(inside.Keys, "start "+r.insideWords()+", when all are inside")
	}
	outside, unknown := ahead.OutsideContacts()
	leave := screen.Action{ID: "leave out", Title: "Leave out who could be rung outside their hours", Keys: screen.Bind("o", "leave out "+figures.Count(outside), "o"),
		WhyNot: screen.Without(outside > 0, "Nobody could be rung outside their hours."), Run: screen.Start(func() tea.Cmd { return r.choose(func(c *session.OutsideChoice) { c.LeaveOut = !c.LeaveOut }) })}
	if r.choice.LeaveOut {
		leave.Title, leave.Keys = "Take those back in who could be rung outside their hours", screen.Label(leave.Keys, "take "+figures.Count(outside)+" back in")
	}
	call := screen.Action{ID: "call unknown", Title: "Call those of whom no time zone is known", Keys: screen.Bind("u", "call the "+figures.Count(unknown)+" of no known zone", "u"),
		WhyNot: screen.Without(unknown > 0, "The time zone of everybody is known."), Run: screen.Start(func() tea.Cmd { return r.choose(func(c *session.OutsideChoice) { c.CallUnknown = !c.CallUnknown }) })}
	if r.choice.CallUnknown {
		call.Title, call.Keys = "Do not call those of whom no time zone is known", screen.Label(call.Keys, "do not call the "+figures.Count(unknown)+" of no known zone")
	}
	look := screen.Action{ID: "look at outside", Title: "Look at the rows outside their hours", Keys: screen.Bind("l", "look at these rows", "l"),
		WhyNot: screen.Without(len(ahead.Outside) > 0, "Nobody could be rung outside their hours."), Run: screen.Do(r.lookAtOutside)}
	all := screen.Actions{inside, leave, call, look}
	for i := range all {
		if all[i].Usable() {
			all[i].Group = reviewGroup
		}
	}
	return all[:3].Unless(there).Behind(look)
}

// choose changes what is done with those outside their hours, and plans anew.
func (r *reviewScreen) choose(change func(*session.OutsideChoice)) tea.Cmd {
	change(&r.choice)
	return r.plan()
}

// lookAtOutside shows the rows of those outside their hours among the contacts.
func (r *reviewScreen) lookAtOutside() {
	r.console.Emit(screen.GoBackTo{Step: model.StageContacts, Rows: r.ready.ahead.OutsideRows()})
}

// insideWords say the start from which all are inside, on the operator's clock.
func (r *reviewScreen) insideWords() string {
	return session.Begin{At: r.ready.ahead.Inside}.Words(r.console.Config.Now())
}

// startInside sets the start from which all are inside their hours, and plans anew.
func (r *reviewScreen) startInside() tea.Cmd {
	at, campaign := r.ready.ahead.Inside, r.console.Campaign
	before := campaign.Values[model.OptStart]
	session.SetOptions(campaign, model.OptionValues{model.OptStart: start.Format(at.In(model.Clock(r.options.TimeZone)))})
	options, errs := model.ParseOptions(campaign.Values, r.console.Config.Now())
	if errs[model.OptStart] != "" || !options.Start.Equal(at) {
		session.SetOptions(campaign, model.OptionValues{model.OptStart: before})
		r.fail("That start cannot be set from here. Go back to the options and give one.")
		return nil
	}
	r.options.Start = at
	return r.plan()
}
