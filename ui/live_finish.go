package ui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
)

// finishEstimate is by when the campaign on Live is over.
type finishEstimate struct {
	model.Finish
	console *screen.Console
}

// ratesFound is how the calls of the campaign are expected to go.
type ratesFound struct{ rates session.Rates }

func newFinishEstimate(d *screen.Console) finishEstimate {
	f := finishEstimate{console: d}
	f.Finish = session.RatesOf(nil, d.Config.Account.Service, f.options()).Finish()
	return f
}

// options are those of the plan, as far as they are known.
func (f *finishEstimate) options() model.Options {
	if c := f.console.Campaign; c != nil && c.Plan != nil {
		return c.Plan.Options
	}
	return model.Options{}
}

// ask asks once how the calls are expected to go.
func (f *finishEstimate) ask(requests *screen.Requests) tea.Cmd {
	campaigns, service, options := f.console.Config.Store.Campaigns, f.console.Config.Account.Service, f.options()
	return requests.Ask("rates", func(ctx context.Context) tea.Msg {
		return ratesFound{session.AskRates(ctx, campaigns, service, options)}
	})
}

// observe takes over what a poll has found.
func (f *finishEstimate) observe() { f.Observe(f.console.Campaign.Batches, f.console.Config.Now()) }

// pen draws it: nobody should have to look twice to see that something is wrong.
func (f *finishEstimate) pen() theme.Pen {
	if _, state := f.OverBy(); state == model.FinishLate || state == model.FinishStalled {
		return f.console.Theme.Warning
	}
	return f.console.Theme.Muted
}

// words say it after a comma; "" where it is not known.
func (f *finishEstimate) words() string {
	if words := session.FinishWords(&f.Finish, f.console.Config.Now()); words != "" {
		return ", " + words
	}
	return ""
}
