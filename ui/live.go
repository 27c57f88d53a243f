package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// liveScreen sends what was confirmed, then watches and steers it.
type liveScreen struct {
	console  *screen.Console
	requests *screen.Requests
	progress model.Progress
	finish   finishEstimate
	calls    []model.Call
	grid     widget.Grid

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

	width, height int
}

const (
	cancelDialog = "cancel"
	callDialog   = "call"
	shownCalls   = 100 // latest calls asked for at each poll
)

var callColumns = []widget.GridColumn{
	{Title: "Time", Width: 8, Min: 8},
	{Title: "Name", Width: 34, Min: 9},
	{Title: "Number", Width: 18, Min: 17},
	{Title: "Outcome", Width: 10, Min: 8},
	{Title: "Length", Width: 9, Min: 9, Right: true},
	{Title: "Reason", Width: 20, Min: 8, Grow: true},
}

type (
	callFetched struct {
		call   model.Call
		detail session.CallDetail
		err    error
	}
)

func newLiveScreen(d *screen.Console) *liveScreen {
	l := &liveScreen{console: d, requests: d.NewRequests()}
	here := d.Config.Account.Service
	l.polling = session.Polling{
		Service: d.Config.Service, Clock: session.WallClock{Wall: d.Config.Wall}, Now: d.Config.Now, Pace: d.Config.Pace, Calls: shownCalls,
		Batches: func() []model.Batch { return d.Campaign.Batches },
		Due: func(i int) bool {
			_, due := session.ToPoll(d.Campaign, here)[i]
			return due
		},
		Goes:  l.canary.mayMove,
		Close: d.Config.Service,
		Front: l.inFront,
		Save:  func(i int) { d.Saver.AddPoll(d.Campaign, d.Campaign.Batches[i], d.Campaign.Batches[i].Last.Calls) },
	}
	l.grace.live, l.canary.live, l.export.live = l, l, l
	l.polling.Hasten()
	l.sending = session.Sending{Campaign: d.Campaign, Service: d.Config.Service, Here: here, Now: d.Config.Now}
	l.search = newBatchSearch(d, l.requests)
	l.grid = widget.NewGrid(d.Theme, callColumns)
	l.grid.SetRowStyle(l.callStyle)
	l.waves = newWaveList(l)
	l.finish = newFinishEstimate(d)
	return l
}

func (l *liveScreen) Place() model.Stage         { return model.StageLive }
func (l *liveScreen) Requests() *screen.Requests { return l.requests }
func (l *liveScreen) Typing() bool               { return false }

// Init goes on with what is under way: sending, when it was just confirmed, and
// looking, from the figures that were kept. Opening a campaign never sends
// anything by itself.
func (l *liveScreen) Init() tea.Cmd {
	if slices.ContainsFunc(l.console.Campaign.Batches, func(b model.Batch) bool { return !b.Last.At.IsZero() }) {
		l.observe()
	}
	l.finish.tell(nil)
	var send tea.Cmd
	if l.confirmed {
		l.confirmed = false
		send = l.grace.begin()
	}
	return tea.Batch(send, l.poll(), l.search.start(), l.followLedger(), l.finish.ask(l.requests), l.canary.judge())
}

const liveChrome = 8 // the lines above the calls

func (l *liveScreen) SetSize(w, h int) {
	l.width, l.height = w, h
	l.layout()
}

// layout leaves the calls the room that what is not settled does not need.
func (l *liveScreen) layout() {
	above := liveChrome + len(l.noteLines())
	if n := len(l.troubleLines()); n > 0 {
		above += n + 1
	}
	l.waves.refresh()
	above += l.waves.layout(l.width, l.height-above)
	l.grid.SetSize(l.width, max(2, l.height-above))
}

func (l *liveScreen) Update(msg tea.Msg) tea.Cmd {
	cmd := l.update(msg)
	l.finish.tell(nil)
	l.layout()
	return cmd
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
	case callFetched:
		l.showCall(msg)
	case resultsSaved:
		l.export.saved(msg)
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

func (l *liveScreen) observe() {
	var all []model.Statistics
	for _, b := range l.console.Campaign.Batches {
		if b.State == model.SendAccepted && !b.Last.At.IsZero() {
			all = append(all, b.Last)
		}
	}
	sum := model.Sum(all)
	l.progress.Observe(sum)
	l.finish.observe()
	here := ""
	if i := l.grid.Cursor(); i > 0 && i < len(l.calls) {
		here = l.calls[i].ID
	}
	l.calls = sum.Calls
	slices.SortStableFunc(l.calls, func(a, b model.Call) int { return b.At.Compare(a.At) })
	l.grid.SetRows(callRows{l.calls, l.console.Config.Now().Location()})
	if i := slices.IndexFunc(l.calls, func(c model.Call) bool { return c.ID == here }); here != "" && i >= 0 {
		l.grid.SetCursor(i)
	}
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
	case exportDialog, exportReplaceDialog:
		return l.export.answered(msg)
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

func (l *liveScreen) fetchCall(call model.Call) tea.Cmd {
	service, b := l.console.Config.Service, l.batchOf(call)
	return l.requests.Ask("call", func(ctx context.Context) tea.Msg {
		detail, err := service.CallDetail(ctx, b, call.ID)
		return callFetched{call, detail, err}
	})
}

func (l *liveScreen) showCall(msg callFetched) {
	if msg.err != nil {
		l.console.Notify(widget.Problem, reason.Sentence(msg.err))
		return
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s\n", phoneWords(msg.call.Phone), msg.call.OutcomeWords())
	if msg.detail.Summary != "" {
		fmt.Fprintf(&b, "\n%s\n", msg.detail.Summary)
	}
	for _, turn := range msg.detail.Turns {
		fmt.Fprintf(&b, "\n%s: %s", turn.Who, turn.Text)
	}
	if len(msg.detail.Turns) == 0 && msg.detail.Summary == "" {
		b.WriteString("\nThere is no transcript of this call.")
	}
	if msg.detail.Recording != "" {
		fmt.Fprintf(&b, "\n\nRecording: %s", msg.detail.Recording)
	}
	name := msg.call.Name
	if name == "" {
		name = "Call"
	}
	l.console.OpenDialog(l.requests.ID, callDialog, widget.NewNotice(l.console.Theme, name, b.String()))
}

func (l *liveScreen) callStyle(i int) theme.Pen {
	t := l.console.Theme
	if i >= len(l.calls) {
		return t.Text
	}
	switch l.calls[i].Status {
	case model.CallAnswered:
		return t.Ready
	case model.CallMissed:
		return t.Warning
	case model.CallFailed:
		return t.ToFix
	}
	return t.Text
}

// ledgerRead is what the ledger says of a campaign that another console has open.
type ledgerRead struct {
	summary model.Summary
	found   bool
	err     error
}

type glanceDue struct{}
