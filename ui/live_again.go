package ui

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	againDialog     = "call again"
	againMadeDialog = "called again"
)

// The choices of whom to call again.
const (
	againMissed = "missed"
	againFailed = "failed"
	againBoth   = "both"
	againShown  = "shown"
	againMarked = "marked"
)

// callAgain makes a new campaign of those whom this one did not reach, or whom the operator
// chose.
type callAgain struct {
	live *liveScreen
	busy bool
	// chosen are the rows that are marked, and those that a filter shows with what it shows;
	// nil = none can be chosen so.
	chosen func() (marked, shown []int, what string)

	of   *model.Campaign // as it was when it was asked, and what came of it
	came session.Results
	rows map[string]session.AgainChoice // by the choice
}

type (
	// againLooked is what came of the campaign, to choose by.
	againLooked struct {
		of      *model.Campaign
		results session.Results
		err     error
	}
	// againMade is what became of making the campaign.
	againMade struct {
		made session.MadeAgain
		err  error
	}
)

// actions are what can be done.
func (g *callAgain) actions() screen.Actions {
	l := g.live
	c := l.console.Campaign
	why := session.WhyNotAgain(c, l.console.Config.Account.Service)
	if called := func(b model.Batch) bool { return b.State == model.SendAccepted && b.Last.Processed > 0 }; why == "" && !slices.ContainsFunc(c.Batches, called) {
		why = "Nobody was called yet."
	}
	return screen.Actions{
		screen.Action{ID: "call again", Title: "Call some of them again, in a new campaign", Keys: screen.Bind("m", "call again", "m"), Run: screen.Start(g.look)}.
			Unoffered(why, l.console.Tell).Refused(g.whyNotNow(), l.console.Tell),
	}.In(liveGroup)
}

func (g *callAgain) whyNotNow() string {
	switch {
	case g.busy:
		return "What came of the calls is being looked up."
	case g.live.console.Campaign.Sending():
		return "A batch is being sent. Wait for Dialgen's answer first."
	}
	return ""
}

// look finds out what came of each contact; calls that are not stored are asked for.
func (g *callAgain) look() tea.Cmd {
	l := g.live
	g.busy = true
	of := g.resultsOf(session.Frozen(l.console.Campaign))
	l.console.Tell("Looking up what came of each contact.")
	return l.requests.Ask("again", func(ctx context.Context) tea.Msg {
		results, err := of.Get(ctx)
		return againLooked{of.Campaign, results, err}
	})
}

func (g *callAgain) resultsOf(c *model.Campaign) session.ResultsOf {
	cfg := g.live.console.Config
	return session.ResultsOf{Campaign: c, Store: cfg.Store, Service: cfg.Service, Here: cfg.Account.Service, Now: cfg.Now}
}

// update takes what comes back.
func (g *callAgain) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case againLooked:
		g.ask(msg)
		return nil, true
	case againMade:
		g.made(msg)
		return nil, true
	case screen.Answered:
		if msg.Name != againDialog {
			return nil, false
		}
		return g.answered(msg.Answer), true
	}
	return nil, false
}

// ask asks whom to call again.
func (g *callAgain) ask(msg againLooked) {
	l := g.live
	g.busy = false
	if msg.err != nil {
		l.console.Notify(widget.Problem, reason.Sentence(msg.err))
		return
	}
	g.of, g.came = msg.of, msg.results
	var marked, shown []int
	what := ""
	if g.chosen != nil {
		marked, shown, what = g.chosen()
	}
	g.rows = map[string]session.AgainChoice{
		againMissed: {Missed: true}, againFailed: {Failed: true}, againBoth: {Missed: true, Failed: true},
		againShown: {Rows: shown}, againMarked: {Rows: marked},
	}
	var options []widget.Option
	for _, o := range []struct{ value, label string }{
		{againMarked, "those marked"}, {againMissed, "missed"}, {againFailed, "failed"}, {againBoth, "missed and failed"}, {againShown, "those shown: " + what},
	} {
		offer := session.AgainOfferOf(g.of, g.came, g.rows[o.value], l.console.Config.Now())
		if offer.Rows == 0 || o.value == againBoth && !(offers(options, againMissed) && offers(options, againFailed)) {
			continue
		}
		options = append(options, widget.Option{Value: o.value, Label: figures.Count(offer.Rows) + " " + o.label, Detail: offer.Words()})
	}
	if len(options) == 0 {
		l.console.Tell("There is nobody to call again: nobody was missed, and no call failed.")
		return
	}
	body := session.AgainServiceWords(g.came.Batches)
	if words := g.came.MissingWords(", so they are not among these"); words != "" {
		body += " " + words
	}
	l.console.OpenDialog(l.requests.ID, againDialog, widget.NewChoice(l.console.Theme, "Call again", body, options))
}

// offers reports whether an option is among those offered.
func offers(options []widget.Option, value string) bool {
	return slices.ContainsFunc(options, func(o widget.Option) bool { return o.Value == value })
}

// answered makes the campaign of those who were chosen.
func (g *callAgain) answered(answer widget.Answer) tea.Cmd {
	l := g.live
	choice, known := g.rows[answer.Value]
	if answer.Cancelled || !known || g.of == nil {
		return nil
	}
	if why := g.whyNotNow(); why != "" {
		l.console.Tell(why)
		return nil
	}
	g.busy = true
	again, results := g.operation(g.of), g.came
	return l.requests.Ask("again", func(ctx context.Context) tea.Msg {
		made, err := again.Make(ctx, results, choice)
		return againMade{made, err}
	})
}

// operation makes a campaign of one as it was when it was asked.
func (g *callAgain) operation(of *model.Campaign) session.CallAgain {
	cfg := g.live.console.Config
	return session.CallAgain{ResultsOf: g.resultsOf(of), Book: cfg.Hours, Profile: g.live.console.Saver.Profile, By: cfg.Account.Operator}
}

// begin makes a campaign of rows, under a name, that begins at a start as it is typed.
func (g *callAgain) begin(rows []int, name, start string) tea.Cmd {
	l := g.live
	if why := g.whyNotNow(); why != "" {
		l.console.Tell(why)
		return nil
	}
	g.busy = true
	again := g.operation(session.Frozen(l.console.Campaign))
	again.Name, again.Start = name, start
	return l.requests.Ask("again", func(ctx context.Context) tea.Msg {
		results, err := again.Get(ctx)
		if err != nil {
			return againMade{err: err}
		}
		made, err := again.Make(ctx, results, session.AgainChoice{Rows: rows})
		return againMade{made, err}
	})
}

// made goes to the campaign that was made.
func (g *callAgain) made(msg againMade) {
	l := g.live
	g.busy = false
	d := l.console
	if nobody, none := errors.AsType[session.NobodyAgain](msg.err); none {
		d.OpenDialog(l.requests.ID, againMadeDialog, widget.NewNotice(d.Theme, "Nobody to call again", nobody.Error()))
		return
	}
	if msg.err != nil {
		d.Notify(widget.Problem, reason.Sentence(msg.err))
		return
	}
	c := msg.made.Campaign
	d.AddCampaign(c)
	d.Saver.Loaded(c, msg.made.Draft)
	if d.Campaign.Sending() || !l.inFront() && !l.said.inFront() {
		d.Tell(c.Name() + " is made, and stands on Home.")
		return
	}
	d.Campaign = c
	d.Emit(screen.ShowCampaign{Screens: screensOf(d), At: c.View.Screen})
	d.OpenDialog(l.requests.ID, againMadeDialog, widget.NewNotice(d.Theme, "Made "+strconv.Quote(c.Name()), strings.Join(msg.made.Words(d.Config.Now()), "\n\n")))
}
