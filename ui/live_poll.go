package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/widget"
)

// inFront reports whether the operator looks at this screen.
func (l *liveScreen) inFront() bool { return l.console.Front == l.requests.ID }

// pollLater looks again: soon while something moves and somebody watches, later
// and later otherwise, and never before the service wants to be asked.
func (l *liveScreen) pollLater(moved bool, wait time.Duration) tea.Cmd {
	l.pace = l.console.Config.Pace.Next(l.pace, moved)
	if !l.inFront() {
		l.pace = l.console.Config.Pace.Idle
	}
	l.rests = time.Time{}
	if wait > 0 {
		l.rests = l.console.Config.WallTime().Add(wait)
	}
	return l.requests.After("due", max(l.pace, wait), lookDue{})
}

// resting is how much longer the service wants to be left alone.
func (l *liveScreen) resting() time.Duration {
	return max(0, l.rests.Sub(l.console.Config.WallTime()))
}

// pollAgain goes on watching as somebody comes back to the screen.
func (l *liveScreen) pollAgain() tea.Cmd {
	l.pace = l.console.Config.Pace.Live
	if l.resting() > 0 {
		return nil
	}
	return l.poll()
}

// pollNow looks at once because the operator wants to.
func (l *liveScreen) pollNow() tea.Cmd {
	if l.first(model.SendUnknown) >= 0 {
		l.search.wait = 0
		return tea.Batch(l.searchNow(), l.poll())
	}
	if rest := l.resting(); rest > 0 {
		l.console.Notify(widget.Info, fmt.Sprintf("Dialgen asks to be left alone for a while. The next look is in %s.", figures.Duration(rest)))
		return nil
	}
	l.pace = l.console.Config.Pace.Live
	return l.poll()
}
