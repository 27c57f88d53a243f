package screen

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/session"
)

// Run makes commands of the session's work. What a screen waits for comes back to
// it; all else to App.
func Run(work []session.Work) tea.Cmd {
	var all []tea.Cmd
	for _, w := range work {
		switch asked, ok := w.AskedBy.(*Requests); {
		case ok:
			all = append(all, asked.Ask("confirm", func(ctx context.Context) tea.Msg { return w.Do(ctx) }))
		case w.After > 0:
			all = append(all, tea.Tick(w.After, func(time.Time) tea.Msg { return w.Do(context.Background()) }))
		default:
			all = append(all, func() tea.Msg { return w.Do(context.Background()) })
		}
	}
	return tea.Batch(all...)
}
