package contacts

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
)

// background is the work the screen waits for, one at a time, and its search.
type background struct {
	requests *screen.Requests
	work     *work // what the screen waits for; nil = nothing
	Seek     *work // the search under way; nil = none
}

// busy says what has to be waited for; "" is nothing.
func (b *background) busy() string {
	if b.work == nil {
		return ""
	}
	return "Wait until this is done, or press esc to stop it: " + b.work.what + "."
}

// wait does a task in a command.
func (b *background) wait(t task) tea.Cmd {
	w := &work{what: t.what, total: int64(t.total)}
	b.work = w
	return tea.Batch(
		b.requests.Ask("work", func(ctx context.Context) tea.Msg { return t.do(ctx, w) }),
		b.requests.After("work tick", workPause, workTicked{}),
	)
}

// tick draws how far the work has come, for as long as there is any.
func (b *background) tick() tea.Cmd {
	if b.work == nil && b.Seek == nil {
		return nil
	}
	return b.requests.After("work tick", workPause, workTicked{})
}

// stop gives the work up; its answer will not be taken.
func (b *background) stop() {
	b.requests.Drop("work")
	b.work = nil
}
