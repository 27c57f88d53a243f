package ui

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// liveScreen sends what was confirmed, then watches and steers it.
type liveScreen struct {
	console  *screen.Console
	requests *screen.Requests
	progress model.Progress
	finish   finishEstimate
	rate     model.CallRate
	list     contactList
	detail   contactDetail
	charts   liveCharts
	age      figuresAge

	polling session.Polling
	polled  time.Time // by the operator's clock, when the service last answered
	failed  string    // why the last poll failed, "" when it did not

	sending   session.Sending
	confirmed bool // just now, so that it is sent by itself
	grace     gracePeriod
	left      time.Time // by the operator's clock, when the batch that is being sent left

	search     batchSearch
	waves      waveList
	cancelling bool
	err        string

	canary canaryPanel
	export resultsExport
	report liveReport
	said   liveSaid
	steer  liveSteer
	parts  liveParts

	opened screen.Owner // the screen of a contact that was opened last

	width, height int
}

const (
	cancelDialog   = "cancel"
	heartbeatCalls = 100 // latest calls asked for at each poll
	polledAtOnce   = 3   // batches of which a poll asks
)

func newLiveScreen(d *screen.Console) *liveScreen {
	l := &liveScreen{console: d, requests: d.NewRequests()}
	here := d.Config.Account.Service
	l.polling = session.Polling{
		Service: d.Config.Service, Clock: session.WallClock{Wall: d.Config.Wall}, Now: d.Config.Now, Pace: d.Config.Pace, Calls: heartbeatCalls, AtMost: polledAtOnce,
		Batches: func() []model.Batch { return d.Campaign.Batches },
		Due: func(i int) bool {
			_, due := session.ToPoll(d.Campaign, here)[i]
			return due
		},
		Goes:  l.canary.mayMove,
		Close: d.Config.Store.ReadOnly.Closing(d.Config.Service),
		Front: l.inFront,
		Save:  func(i int) { d.Saver.AddPoll(d.Campaign, d.Campaign.Batches[i], d.Campaign.Batches[i].Last.Calls) },
	}
	l.grace.live, l.canary.live, l.said.live, l.steer.live = l, l, l, l
	l.detail.live, l.age.live, l.charts.live = l, l, l
	l.export, l.report = newResultsExport(l), newLiveReport(l)
	l.parts = newLiveParts(l)
	l.polling.Hasten()
	l.sending = session.Sending{Campaign: d.Campaign, Service: d.Config.Service, Here: here, Now: d.Config.Now}
	l.search = newBatchSearch(d, l.requests)
	l.list = newContactList(l)
	l.list.grid.SetRowStyle(l.list.style)
	l.list.count()
	l.waves = newWaveList(l)
	l.finish = newFinishEstimate(d)
	return l
}

func (l *liveScreen) Place() model.Stage         { return model.StageLive }
func (l *liveScreen) Requests() *screen.Requests { return l.requests }
func (l *liveScreen) Typing() bool               { return l.list.filter.Finding() }

// Init goes on with what is under way: sending, when it was just confirmed, and
// looking, from the figures that were kept. Opening a campaign never sends
// anything by itself.
func (l *liveScreen) Init() tea.Cmd {
	listed := tea.Cmd(nil)
	if slices.ContainsFunc(l.console.Campaign.Batches, func(b model.Batch) bool { return !b.Last.At.IsZero() }) {
		listed = l.observe()
	}
	l.finish.tell(nil)
	var send tea.Cmd
	if l.confirmed {
		l.confirmed = false
		send = l.grace.begin()
	}
	return tea.Batch(send, listed, l.list.load(), l.poll(), l.search.start(), l.followLedger(), l.finish.ask(l.requests), l.canary.judge(), l.steer.again())
}

const liveChrome = 8 // the lines above the calls

func (l *liveScreen) SetSize(w, h int) {
	l.width, l.height = w, h
	l.layout()
}

// layout leaves the calls the room that what is not settled does not need.
func (l *liveScreen) layout() {
	above := liveChrome + len(liveFigures{l}.notes())
	if n := len(l.troubleLines()); n > 0 {
		above += n + 1
	}
	l.waves.refresh()
	above += l.charts.layout(l.height - above)
	above += l.waves.layout(l.width, l.height-above)
	height := max(2, l.height-above)
	side := l.detail.width()
	if side > 0 {
		l.detail.show(side, height+1) // beside the filters as well
		side += screen.PaneGap
	}
	l.list.setSize(l.width-side, height, side > 0)
}

func (l *liveScreen) Update(msg tea.Msg) tea.Cmd {
	cmd, own := l.list.update(msg)
	for _, update := range []func(tea.Msg) (tea.Cmd, bool){l.detail.update, l.age.update, l.parts.update} {
		if !own {
			cmd, own = update(msg)
		}
	}
	if !own {
		cmd = l.update(msg)
	}
	l.finish.tell(nil)
	l.layout()
	return tea.Batch(cmd, l.detail.ask(), l.age.tick())
}

func (l *liveScreen) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return l.press(msg)
	case session.PollDue:
		return l.requests.Run("poll", l.polling.Update(msg))
	case session.Polled:
		return l.showPoll(msg)
	case screen.Shown:
		return l.pollAgain()
	case session.Cancelled:
		return l.cancelled(msg)
	case glanceDue:
		return l.followLedger()
	case ledgerRead:
		return l.ledgerFollowed(msg)
	case session.Released:
		return goingOn{l}.released(msg)
	case session.GoesOn:
		return goingOn{l}.looked(msg)
	case session.ReplanMade:
		l.waves.planned(msg)
	case session.Replanned:
		return l.waves.replanned(msg)
	case ratesFound:
		l.finish.Expect(msg.rates.Finish())
	case session.CanaryJudged:
		return l.canary.judged(msg)
	case screen.Answered:
		return l.answer(msg)
	}
	return l.updateSending(msg)
}

// running reports whether a batch is at the service and has not ended.
func (l *liveScreen) running() bool { return session.AnyRunning(l.console.Campaign) }

// elsewhere is the service the campaign was confirmed for when this console
// works with another one, which knows nothing of it; "" = it is here.
func (l *liveScreen) elsewhere() string {
	return session.Elsewhere(l.console.Campaign, l.console.Config.Account.Service)
}

// observe shows the batches as they were looked at last.
func (l *liveScreen) observe() tea.Cmd {
	var all []model.Statistics
	for _, b := range l.console.Campaign.Batches {
		if b.State == model.SendAccepted && !b.Last.At.IsZero() {
			all = append(all, b.Figures())
		}
	}
	sum := model.Sum(all)
	l.progress.Observe(sum)
	l.finish.observe()
	l.rate.Observe(l.console.Campaign.Batches)
	return l.list.learn()
}

func (l *liveScreen) answer(msg screen.Answered) tea.Cmd {
	if msg.Answer.Cancelled {
		return nil
	}
	switch msg.Name {
	case cancelWaveDialog:
		return l.waves.cancel()
	case lateDialog:
		return goingOn{l}.release()
	case replanDialog:
		return l.waves.replan()
	case cancelDialog:
	default:
		return l.answerSending(msg)
	}
	if l.cancelling {
		return nil
	}
	l.cancelling = true
	return l.requests.Run("cancel", []session.Work{session.Cancel(l.console.Config.Service, session.RunningBatches(l.console.Campaign))})
}

// ledgerRead is what the ledger says of a campaign that another console has open.
type ledgerRead struct {
	summary model.Summary
	found   bool
	err     error
}

type glanceDue struct{}
