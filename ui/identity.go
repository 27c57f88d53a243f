package ui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
)

// A service that does not say who it is is asked again with growing pauses;
// until then its calls are taken to be real.
const firstAskAgain, longestAskAgain = 2 * time.Second, time.Minute

type (
	// identified is who the service says it is.
	identified struct {
		name string
		err  error
	}
	identifyDue struct{}
)

// identify asks the service who it is. The first frame does not wait for it.
func (a *App) identify() tea.Cmd {
	service := a.console.Config.Service
	return a.requests.Ask("identify", func(ctx context.Context) tea.Msg {
		name, err := service.Identify(ctx)
		return identified{name, err}
	})
}

// receive takes an answer to what App itself asked.
func (a *App) receive(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case identifyDue:
		return a.identify()
	case identified:
		return a.know(msg)
	case profileUsed:
		return a.account.used(msg)
	}
	return nil
}

// know takes over who the service is: from here on the badge, the drafts and the
// guard go by it. A plan that is being reviewed was made with what guards against
// real calls, so it is made again.
func (a *App) know(msg identified) tea.Cmd {
	if msg.err != nil {
		a.askAgain = min(longestAskAgain, max(firstAskAgain, 2*a.askAgain))
		return a.requests.After("identify", a.askAgain, identifyDue{})
	}
	if msg.name == "" || msg.name == a.console.Config.Account.Service {
		return nil
	}
	a.console.Config.Account.Service, a.console.Saver.Service = msg.name, msg.name
	switch a.front().Place() {
	case model.StageReview:
		return a.front().Update(screen.Shown{})
	case model.StageLive:
		return a.front().Init() // it may be here after all
	}
	return nil
}
