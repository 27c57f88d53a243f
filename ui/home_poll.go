package ui

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// mostFollowed is how many batches one poll of Home asks about, those first that were asked
// about longest ago.
const mostFollowed = 20

// followedCalls is how many of its latest calls come with each of them.
const followedCalls = 10

// homePolling follows the campaigns that run while Home is in front: those that no screen of
// this console and no other console follows, at a slow pace, and those of colleagues who are
// gone. What others follow is read from the ledger at the same pace, or told by the team.
type homePolling struct {
	home    *homeScreen
	polling session.Polling
	batches []model.Batch            // that are followed
	places  []batchPlace             // where each is, in the same order
	found   []int                    // of these, those that the last poll found something of
	finish  map[string]*model.Finish // of each campaign that is followed, by its id
	pending bool                     // a poll is under way, or the next look is due by a clock
	due     bool                     // what runs is asked about once the campaigns are listed
	begun   bool
	writes  int
}

// batchPlace is a batch of a campaign on Home.
type batchPlace struct {
	entry *homeEntry
	index int
}

// figuresWritten says whether what a poll found was written down.
type figuresWritten struct{ err error }

func newHomePolling(h *homeScreen) homePolling {
	cfg := h.console.Config
	pace := pacing.Poll{Live: cfg.Pace.Idle, Idle: 2 * cfg.Pace.Idle}
	return homePolling{home: h, finish: map[string]*model.Finish{}, polling: session.Polling{
		Service: cfg.Service, Clock: session.WallClock{Wall: cfg.Wall}, Now: cfg.Now, Pace: pace, Calls: followedCalls, AtMost: mostFollowed,
		Due: func(int) bool { return true }, Close: cfg.Store.ReadOnly.Closing(cfg.Service),
	}}
}

// begin gives the polling what is asked of this screen, once that has its place.
func (p *homePolling) begin() {
	p.polling.Batches = func() []model.Batch { return p.batches }
	p.polling.Goes = p.inFront
	p.polling.Save = func(i int) { p.found = append(p.found, i) }
}

func (p *homePolling) inFront() bool { return p.home.console.Front == p.home.requests.ID }

// follow takes the batches that are to be followed of the campaigns as they were just listed.
func (p *homePolling) follow() {
	h := p.home
	p.batches, p.places = nil, nil
	for _, e := range slices.Concat(h.kept, h.team.unfollowed()) {
		c := h.console.Campaign
		if e.theirs == nil && e.heldElsewhere() || c != nil && c == e.campaign || h.elsewhere(e) != "" {
			continue
		}
		for i, b := range e.batches() {
			if b.Running() {
				p.batches, p.places = append(p.batches, b), append(p.places, batchPlace{e, i})
			}
		}
	}
}

// wait has the campaigns listed and followed again after a while: the first time soon.
func (p *homePolling) wait() tea.Cmd {
	pace := p.home.console.Config.Pace
	if p.pending || pace.Idle == 0 || len(p.home.kept)+len(p.home.team.unfollowed()) == 0 || !p.inFront() {
		return nil
	}
	after := pace.Idle
	if !p.begun {
		after = min(pace.Live, pace.Idle)
	}
	p.pending, p.begun = true, true
	return p.home.requests.After("poll", after, session.PollDue{})
}

// listed goes on once the campaigns were listed: what runs is asked about where that is due.
func (p *homePolling) listed() tea.Cmd {
	due := p.due
	p.due = false
	if !due || !p.inFront() {
		return p.wait()
	}
	p.follow()
	work := p.polling.Start()
	if len(work) == 0 {
		return p.wait()
	}
	p.pending = true
	return p.home.requests.Run("poll", work)
}

// polled takes over what a poll found, has it written down and tells of it.
func (p *homePolling) polled(msg session.Polled) tea.Cmd {
	h := p.home
	p.pending, p.found = false, nil
	again := p.polling.Update(msg)
	var records []model.Record
	for _, i := range p.found {
		at, b := p.places[i], p.batches[i]
		if at.entry.theirs != nil {
			h.team.saw(b)
			continue
		}
		if now := slices.IndexFunc(h.kept, at.entry.same); now >= 0 {
			at.entry = h.kept[now] // they may have been listed anew meanwhile
		}
		if c := at.entry.campaign; c != nil && !c.Onlooker() {
			if at.index < len(c.Batches) && c.Batches[at.index].Key == b.Key {
				session.SetStatistics(c, at.index, b.Last)
				h.console.Saver.AddPoll(c, b, b.Last.Calls)
			}
			continue
		}
		if at.index < len(at.entry.summary.Batches) && at.entry.summary.Batches[at.index].Key == b.Key {
			at.entry.summary.Batches[at.index].Last = b.Last
		}
		at.entry.assess(h.console.Config.Now())
		records = append(records, model.Record{Campaign: at.entry.id(), Batch: &b, Calls: b.Last.Calls})
	}
	showClosed(h.console, h.requests.ID, msg.Closed())
	h.tell()
	cmds := []tea.Cmd{h.requests.Run("poll", again)}
	p.pending = len(again) > 0
	if len(records) > 0 {
		store := h.console.Config.Store.Campaigns
		p.writes++
		cmds = append(cmds, h.requests.Ask(fmt.Sprint("figures ", p.writes), func(ctx context.Context) tea.Msg {
			return figuresWritten{store.Save(context.WithoutCancel(ctx), records)}
		}))
	}
	return tea.Batch(cmds...)
}

// finishOf is by when a campaign is over that is followed here.
func (p *homePolling) finishOf(e *homeEntry) *model.Finish {
	for _, at := range p.places {
		if at.entry.same(e) {
			f := p.finish[e.id()]
			if f == nil {
				f = &model.Finish{}
				p.finish[e.id()] = f
			}
			f.Observe(e.batches(), p.home.console.Config.Now())
			return f
		}
	}
	return nil
}

// update takes what comes back of following, and reports whether it was of that.
func (p *homePolling) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case session.PollDue:
		p.pending = false
		if !p.inFront() {
			return nil, true // it goes on once somebody looks
		}
		p.due = true
		return p.home.list(), true
	case session.Polled:
		return p.polled(msg), true
	case figuresWritten:
		if msg.err != nil {
			p.home.err = "What was seen of the calls could not be written down. " + reason.Sentence(msg.err)
		}
		return nil, true
	}
	return nil, false
}
