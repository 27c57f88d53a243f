package contacts

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const (
	sureDialog = "sure"
	sureYes    = "fix"
)

// sureFixes shows what every sure fix comes to, and makes them when that is agreed to.
type sureFixes struct {
	console *screen.Console
	causes  *causePane
	found   model.SureFixes // that the question is about
}

type sureFound struct {
	fixes model.SureFixes
	err   error
}

// find finds every sure fix of a list.
func (s *sureFixes) find(list *model.List) task {
	list = list.Snapshot()
	rows := list.Counts().Of(model.ToFix)
	return task{"the sure fixes are being looked for", rows, 2 * rows, func(ctx context.Context, w *work) tea.Msg {
		fixes, err := list.Fixes().Sure(ctx, &w.read.Rows)
		return sureFound{fixes, err}
	}}
}

// ask shows how many rows of each cause are fixed, before they are.
func (s *sureFixes) ask(found model.SureFixes) effect {
	s.found = found
	n := len(found.Change.Rows)
	if n == 0 {
		return effect{refuse: "No fix is sure here: each of these rows wants a look. Press enter to look at the rows of a cause."}
	}
	var lines []string
	for i, c := range found.Causes {
		if i == maxCauseOptions {
			lines = append(lines, "and more")
			break
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s", figures.Count(c.Rows), s.causes.nameOf(c.CauseKey), c.Does()))
	}
	if found.Left > 0 {
		lines = append(lines, "", screen.SentenceStart(figures.Counted(found.Left, "row"))+" to fix "+figures.Are(found.Left)+" left to you: no fix of theirs is sure.")
	}
	return effect{name: sureDialog, ask: widget.NewChoice(s.console.Theme, "Make every sure fix: "+figures.Counted(n, "row"), strings.Join(lines, "\n"), []widget.Option{
		{Value: sureYes, Label: "Fix " + figures.Counted(n, "row"), Detail: "one u takes all of it back"}, {Value: "no", Label: "Leave them as they are"},
	})}
}

// sureAction makes every sure fix of all causes at once.
func sureAction(c *Screen) screen.Action {
	a := screen.Action{ID: "fix sure", Title: "Make every sure fix of all causes", Keys: Keys.Sure, Group: repairGroup,
		Run: screen.Start(func() tea.Cmd { return c.begin(c.sure.find(c.List())) })}
	return c.changing(a.Refused(screen.Without(c.List().Counts().Of(model.ToFix) > 0, "Nothing is left to fix."), c.Console.Tell))
}

// sureFixesFound asks whether the sure fixes that were found are made.
func sureFixesFound(c *Screen, msg sureFound) tea.Cmd {
	if !c.ended(msg.err) {
		return nil
	}
	return c.do(c.sure.ask(msg.fixes))
}
