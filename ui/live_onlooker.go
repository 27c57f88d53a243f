package ui

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// followLedger reads the ledger for somebody who looks on: what becomes of the batches
// is written there by the console that sends them.
func (l *liveScreen) followLedger() tea.Cmd {
	c := l.console.Campaign
	if !c.Onlooker() {
		return nil
	}
	store, id := l.console.Config.Store, c.ID
	return l.requests.Ask("glance", func(ctx context.Context) tea.Msg {
		all, err := store.Campaigns.Summaries(ctx)
		i := slices.IndexFunc(all, func(s model.Summary) bool { return s.ID == id })
		if i < 0 {
			return ledgerRead{err: err}
		}
		return ledgerRead{all[i], true, err}
	})
}

// ledgerFollowed shows the batches as the ledger has them, and looks again later.
func (l *liveScreen) ledgerFollowed(msg ledgerRead) tea.Cmd {
	c := l.console.Campaign
	if !c.Onlooker() {
		return nil
	}
	pace := l.console.Config.Pace.Live
	if !l.inFront() {
		pace = l.console.Config.Pace.Idle
	}
	again := l.requests.After("glance", pace, glanceDue{})
	switch {
	case msg.err != nil:
		l.err = reason.Sentence(msg.err)
		return again
	case !msg.found || len(msg.summary.Batches) == 0:
		l.err = "The campaign was changed or forgotten elsewhere. Press ctrl+n for home."
		return nil
	}
	running := l.running()
	session.FollowLedger(c, msg.summary.Batches)
	session.SetReleases(c, msg.summary.Releases)
	if msg.summary.Holder == "" && c.Holder != "" {
		l.console.Notify(widget.Info, "Nobody has it open any more. Press ctrl+n, then enter, to take it over.")
	}
	if !running && l.running() {
		return tea.Batch(again, l.poll())
	}
	return again
}
