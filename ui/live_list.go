package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/outcomes"
	"callsheet/model/printable"
	"callsheet/model/report"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	listGroup  = "Contacts"
	sortDialog = "sort"
	// quickCalls is how many calls and rows are listed before the next key press is drawn.
	quickCalls = 2_000
	// listRests is how many times as long as making a long list took the next one waits for,
	// and longestRest the most: while calls go on it is made anew again and again.
	listRests   = 10
	longestRest = 2 * time.Second
)

// contactList is every contact of the campaign on Live with what came of them: filtered,
// found and sorted off the screen's goroutine, on what does not change.
type contactList struct {
	live  *liveScreen
	calls session.Calls

	all    *outcomes.List
	charts report.Charts // of all
	shown  []int32       // of all, in the order that is shown
	choice outcomes.Filter
	filter widget.Filter
	grid   widget.Grid
	width  int
	beside bool // the contact under the cursor stands beside it
	marked map[outcomes.ID]bool

	atOnce bool // however long it takes, for a console that only draws
	making bool // a list is being made
	again  bool // and more was known meanwhile
}

type (
	// listMade is a list with what is shown of it by a choice.
	listMade struct {
		all    *outcomes.List
		charts report.Charts
		choice outcomes.Filter
		shown  []int32
		took   time.Duration
	}
	// listChosen is what of a list is shown by another choice.
	listChosen listMade
	listDue    struct{}
)

// newChoice shows all contacts, those with the latest calls first.
var newChoice = outcomes.Filter{By: outcomes.ByTime, Desc: true}

func newContactList(l *liveScreen) contactList {
	c := contactList{live: l, grid: widget.NewGrid(l.console.Theme, nil), choice: newChoice,
		filter: widget.NewFilter(l.console.Theme, nil), marked: map[outcomes.ID]bool{}}
	c.all = outcomes.New(outcomes.Source{})
	d := l.console
	c.calls = session.Calls{
		Service: d.Config.Service, Store: d.Config.Store, Clock: session.WallClock{Wall: d.Config.Wall}, Now: d.Config.Now, Campaign: d.Campaign.ID, Latest: heartbeatCalls,
		Batches:   func() []model.Batch { return d.Campaign.Batches },
		Front:     l.inFront,
		Elsewhere: func() bool { return l.list.atOnce || l.elsewhere() != "" },
		Take:      func(i int, stats model.Statistics) { session.SetStatistics(d.Campaign, i, stats) },
	}
	return c
}

// source is all that a list is made of, as it is now.
func (c *contactList) source() outcomes.Source {
	campaign := c.live.console.Campaign
	s := outcomes.Source{Plan: campaign.Plan, Batches: slices.Clone(campaign.Batches), Known: c.calls.Known()}
	if campaign.List != nil {
		s.Rows = campaign.List.Snapshot()
	}
	return s
}

// quick reports whether a list is made at once.
func (s listSize) quick() bool { return int(s) <= quickCalls }

// listSize is how many rows and calls there are.
type listSize int

func sizeOf(s outcomes.Source) listSize {
	n := 0
	if s.Rows != nil {
		n = s.Rows.Len()
	}
	for _, calls := range s.Known {
		n += len(calls.Calls)
	}
	return listSize(n)
}

// load reads what is stored of the calls, and asks for what is missing.
func (c *contactList) load() tea.Cmd {
	if !c.live.inFront() {
		return c.ask(c.calls.Load())
	}
	return c.ask(c.calls.Look())
}

// ask does work that brings calls.
func (c *contactList) ask(work []session.Work) tea.Cmd {
	if !c.atOnce {
		return c.live.requests.Run("calls", work)
	}
	for len(work) > 0 {
		w := work[0]
		work = append(work[1:], c.calls.Update(w.Do(context.Background()))...)
	}
	return nil
}

// learn takes over what a look told of the calls.
func (c *contactList) learn() tea.Cmd {
	var cmds []tea.Cmd
	for i, b := range c.live.console.Campaign.Batches {
		if b.State == model.SendAccepted && !b.Last.At.IsZero() {
			if work := c.calls.Polled(i); len(work) > 0 {
				cmds = append(cmds, c.ask(work))
			}
		}
	}
	return tea.Batch(append(cmds, c.remake())...)
}

// remake makes the list anew from what is known by now.
func (c *contactList) remake() tea.Cmd {
	if c.making {
		c.again = true
		return nil
	}
	source, choice := c.source(), c.choice
	work := func(ctx context.Context) tea.Msg {
		began := time.Now()
		all := outcomes.New(source)
		shown, err := all.Shown(ctx, choice)
		if err != nil {
			return nil
		}
		return listMade{all, report.NewCharts(all, source.Plan, chartLines), choice, shown, time.Since(began)}
	}
	if c.atOnce || sizeOf(source).quick() {
		c.take(work(context.Background()).(listMade))
		return nil
	}
	c.making = true
	return c.live.requests.Ask("list", work)
}

// made takes a list over, and makes the next one where more is known by now.
func (c *contactList) made(msg listMade) tea.Cmd {
	c.making = false
	chosen := c.choice == msg.choice
	c.take(msg)
	var next tea.Cmd
	if c.again {
		c.again, c.making = false, true
		next = c.live.requests.After("list", min(listRests*msg.took, longestRest), listDue{})
	}
	if chosen {
		return next
	}
	return tea.Batch(next, c.choose())
}

// take shows a list, with the cursor on whom it was on.
func (c *contactList) take(msg listMade) {
	at, was := c.place()
	c.all, c.charts = msg.all, msg.charts
	c.show(msg.shown, at, was)
}

// choose shows what is chosen of the list.
func (c *contactList) choose() tea.Cmd {
	all, choice := c.all, c.choice
	work := func(ctx context.Context) tea.Msg {
		shown, err := all.Shown(ctx, choice)
		if err != nil {
			return nil
		}
		return listChosen{all: all, choice: choice, shown: shown}
	}
	if c.atOnce || listSize(all.Len()).quick() {
		c.live.requests.Drop("list choice")
		c.chosen(work(context.Background()).(listChosen))
		return nil
	}
	return c.live.requests.Ask("list choice", work)
}

// chosen shows what was found, unless there is another list or choice by now.
func (c *contactList) chosen(msg listChosen) {
	if msg.all != c.all || msg.choice != c.choice {
		return
	}
	at, was := c.place()
	c.show(msg.shown, at, was)
}

// place is the contact under the cursor, and how many stand above them.
func (c *contactList) place() (at outcomes.ID, above int) {
	if e, ok := c.under(); ok {
		at = e.ID()
	}
	return at, c.grid.Cursor()
}

// show shows entries, with the cursor on a contact where it was on one further down than the
// first: at the top it stays there, where the latest come.
func (c *contactList) show(shown []int32, at outcomes.ID, above int) {
	c.shown = shown
	c.lay()
	c.count()
	if above == 0 {
		return
	}
	if _, place := (listedContacts{c}).Find(at); place >= 0 {
		c.grid.SetCursor(place)
	}
}

// setSize gives the list its room, the line of its filters not counted; beside says that the
// contact under the cursor stands beside it.
func (c *contactList) setSize(width, height int, beside bool) {
	if c.width != width || c.beside != beside {
		c.width, c.beside = width, beside
		c.lay()
	}
	c.grid.SetSize(width, height)
}

// lay shows the columns that there is room for.
func (c *contactList) lay() {
	rows := newOutcomeRows(c.all, c.shown, c.choice.Show, c.live.console.Config.Now().Location(), c.width, c.beside)
	c.grid.SetColumns(rows.gridColumns())
	c.grid.SetRows(rows)
}

// under is the contact under the cursor; false where nobody is shown.
func (c *contactList) under() (*outcomes.Entry, bool) {
	if i := c.grid.Cursor(); i < len(c.shown) {
		return c.all.Entry(int(c.shown[i])), true
	}
	return nil, false
}

// shortReason is how many cells the reasons have in the narrowest window.
const shortReason = 16

// reasonWords say in full why who is under the cursor was not reached, where the list cuts
// it and the contact does not stand beside it; "" = it is read in the list.
func (c *contactList) reasonWords() string {
	e, ok := c.under()
	if !ok || c.beside || c.isEmpty() {
		return ""
	}
	why := printable.Text(e.Why(), maxSummaryRunes)
	if widget.Width(why) <= shortReason {
		return ""
	}
	return screen.Sentence(why) + " "
}

// chosenRows are the rows that are marked, and those that are shown with what they are; none
// are shown while all are.
func (c *contactList) chosenRows() (marked, shown []int, what string) {
	for i := range c.all.Len() {
		if e := c.all.Entry(i); e.Row >= 0 && c.marked[e.ID()] {
			marked = append(marked, e.Row)
		}
	}
	what = c.choice.Show.String()
	if c.choice.Find != "" {
		what = strings.TrimPrefix(what+" with ", "all with ") + "\"" + printable.Text(c.choice.Find, 40) + "\""
	} else if c.choice.Show == outcomes.ShowAll {
		return marked, nil, ""
	}
	for _, i := range c.shown {
		if e := c.all.Entry(int(i)); e.Row >= 0 {
			shown = append(shown, e.Row)
		}
	}
	return marked, shown, what
}

// update takes what comes back to the list.
func (c *contactList) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case listMade:
		return c.made(msg), true
	case listChosen:
		c.chosen(msg)
		return nil, true
	case session.CallsTold:
		return tea.Batch(c.ask(c.calls.Update(msg)), c.remake()), true
	case session.CallsDue:
		return c.ask(c.calls.Update(msg)), true
	case listDue:
		c.making = false
		return c.remake(), true
	case tea.KeyMsg:
		if !c.filter.Finding() {
			return nil, false
		}
		cmd, changed := c.filter.Update(msg)
		if changed {
			c.choice.Find = c.filter.Query()
			c.grid.SetCursor(0)
			return tea.Batch(cmd, c.choose()), true
		}
		return cmd, true
	case screen.Answered:
		if msg.Name != sortDialog {
			return nil, false
		}
		if !msg.Answer.Cancelled {
			return c.sortBy(msg.Answer.Value), true
		}
		return nil, true
	}
	return nil, false
}
