package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// saidScreen shows what people said on the calls of a campaign, in two lists: who asked not
// to be called, and who wishes to be called at another time.
type saidScreen struct {
	of       *liveSaid
	console  *screen.Console
	requests *screen.Requests

	grids  [2]widget.Grid // by saidList
	marked [2]map[string]bool
	shows  saidList
	asked  session.CallbackPlan // that is asked about

	width, height int
}

// saidList is one of the two lists.
type saidList int

const (
	saidOptOuts saidList = iota
	saidCallbacks
)

var saidColumns = [2][]widget.GridColumn{
	{
		{Title: "Name", Width: 20, Min: 10},
		{Title: "Number", Width: 18, Min: 17},
		{Title: "What", Width: 12, Min: 12},
		{Title: "How sure", Width: 11, Min: 11},
		{Title: "What was said", Width: 30, Min: 12, Grow: true},
	},
	{
		{Title: "Name", Width: 20, Min: 10},
		{Title: "Number", Width: 18, Min: 17},
		{Title: "Their time", Width: 18, Min: 17},
		{Title: "Yours", Width: 10, Min: 9},
		{Title: "What was said", Width: 30, Min: 10, Grow: true},
	},
}

func newSaidScreen(of *liveSaid) *saidScreen {
	d := of.live.console
	s := &saidScreen{of: of, console: d, requests: d.NewRequests()}
	for i := range s.grids {
		s.marked[i] = map[string]bool{}
		s.grids[i] = widget.NewGrid(d.Theme, saidColumns[i])
	}
	s.grids[saidOptOuts].SetRowStyle(s.optOutStyle)
	s.grids[saidCallbacks].SetRowStyle(s.callbackStyle)
	s.refresh()
	return s
}

func (s *saidScreen) Place() model.Stage         { return model.StageLive }
func (s *saidScreen) Requests() *screen.Requests { return s.requests }
func (s *saidScreen) Typing() bool               { return false }
func (s *saidScreen) Init() tea.Cmd              { return s.of.load() }

func (s *saidScreen) SetSize(w, h int) {
	s.width, s.height = w, h
	s.layout()
}

func (s *saidScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		cmd, _ := s.Actions().Press(msg)
		s.layout() // what is said of the calls that are missing may take another line
		return cmd
	case screen.Shown:
		return s.of.load()
	case screen.Answered:
		return s.answered(msg)
	}
	return nil
}

// refresh shows what is known by now; each cursor stays on its person.
func (s *saidScreen) refresh() {
	here := [2]string{s.under(saidOptOuts), s.under(saidCallbacks)}
	said, own := s.of.said, s.console.Config.Now().Location()
	s.grids[saidOptOuts].SetRows(optOutRows(said.OptOuts))
	s.grids[saidCallbacks].SetRows(callbackRows{said.Callbacks, own})
	for list := range s.grids {
		for i := range s.rows(saidList(list)) {
			if key := s.person(saidList(list), i).Key(); key == here[list] {
				s.grids[list].SetCursor(i)
			}
		}
		s.showMarks(saidList(list))
	}
	s.layout()
}

// rows is how many a list has.
func (s *saidScreen) rows(list saidList) int {
	if list == saidOptOuts {
		return len(s.of.said.OptOuts)
	}
	return len(s.of.said.Callbacks)
}

func (s *saidScreen) person(list saidList, i int) session.SaidPerson {
	if list == saidOptOuts {
		return s.of.said.OptOuts[i].SaidPerson
	}
	return s.of.said.Callbacks[i].SaidPerson
}

// under is the key of whom the cursor of a list is on; "" = nobody.
func (s *saidScreen) under(list saidList) string {
	if i := s.grids[list].Cursor(); i < s.rows(list) {
		return s.person(list, i).Key()
	}
	return ""
}

// grid is that of the list that is shown.
func (s *saidScreen) grid() *widget.Grid { return &s.grids[s.shows] }

// mark marks who is under the cursor, or takes the mark away, and moves on.
func (s *saidScreen) mark() {
	marks, key := s.marked[s.shows], s.under(s.shows)
	if marks[key] {
		delete(marks, key)
	} else {
		marks[key] = true
	}
	s.showMarks(s.shows)
	s.grid().SetCursor(min(s.grid().Cursor()+1, max(0, s.rows(s.shows)-1)))
}

// showMarks gives a list its column of marks while there are any.
func (s *saidScreen) showMarks(list saidList) {
	if len(s.marked[list]) == 0 {
		s.grids[list].SetMarked(nil)
		return
	}
	s.grids[list].SetMarked(func(i int) bool { return i < s.rows(list) && s.marked[list][s.person(list, i).Key()] })
}

// chosen are the places of those in the list that is shown who are marked, or else of who is
// under the cursor.
func (s *saidScreen) chosen() []int {
	var places []int
	for i := range s.rows(s.shows) {
		if s.marked[s.shows][s.person(s.shows, i).Key()] {
			places = append(places, i)
		}
	}
	if i := s.grid().Cursor(); len(places) == 0 && i < s.rows(s.shows) {
		places = append(places, i)
	}
	return places
}

// numbers are those of opt-outs that are not on the do-not-call list, by a test.
func (s *saidScreen) numbers(takes func(i int, o session.SaidOptOut) bool) []phone.Number {
	var numbers []phone.Number
	for i, o := range s.of.said.OptOuts {
		if o.Open() && takes(i, o) {
			numbers = append(numbers, o.Number)
		}
	}
	return numbers
}

func (s *saidScreen) optOutStyle(i int) theme.Pen {
	t := s.console.Theme
	switch o := s.of.said.OptOuts; {
	case i >= len(o):
		return t.Text
	case !o[i].Listed.IsZero():
		return t.Muted
	case o[i].Sure():
		return t.DoNotCall
	}
	return t.Warning
}

func (s *saidScreen) callbackStyle(i int) theme.Pen {
	t := s.console.Theme
	switch c := s.of.said.Callbacks; {
	case i >= len(c):
		return t.Text
	case c[i].OptedOut, c[i].Since:
		return t.Muted
	case c[i].At.IsZero(), c[i].Over(s.console.Config.Now()):
		return t.Warning
	}
	return t.Text
}

// Status says what is under way, or what is wrong.
func (s *saidScreen) Status() string {
	t := s.console.Theme
	fetching, wrong := s.of.fetch.words()
	switch {
	case s.of.adding:
		return t.Muted.Render("Putting them on the do-not-call list" + t.Glyphs.Ellipsis)
	case s.of.err != nil && s.of.known:
		return t.Warning.Render(fmt.Sprintf("%s What was said could not be read again. %s", t.Glyphs.ToFix, reason.Sentence(s.of.err)))
	case s.of.err != nil:
		return t.Error.Render(fmt.Sprintf("%s %s", t.Glyphs.ToFix, reason.Sentence(s.of.err)))
	case fetching != "" && wrong:
		return t.Warning.Render(t.Glyphs.ToFix + " " + fetching)
	case fetching != "":
		return t.Muted.Render(fetching)
	case s.of.reading:
		return t.Muted.Render(fmt.Sprintf("Reading what was said: %s so far%s", figures.Counted(int(s.of.read.Load()), "call"), t.Glyphs.Ellipsis))
	case len(s.marked[s.shows]) > 0:
		return t.Muted.Render(figures.Count(len(s.marked[s.shows])) + " marked.")
	}
	if s.shows == saidCallbacks {
		return t.Muted.Render("Nobody is called again unless you make a campaign of them.")
	}
	return t.Muted.Render("Nobody is put on the do-not-call list unless you say so.")
}

// optOutRows are who asked not to be called, as rows.
type optOutRows []session.SaidOptOut

func (r optOutRows) Len() int { return len(r) }

func (r optOutRows) Cell(row, col int) string {
	o := r[row]
	switch col {
	case 0:
		return o.Name
	case 1:
		return o.Who()
	case 2:
		return session.KindWords(o.Kind())
	case 3:
		if !o.Listed.IsZero() {
			return "on the list"
		}
		return session.SureWord(o.Sure())
	}
	return session.Line(o.Hits[0].Quote)
}

// callbackRows are who wishes to be called at another time, as rows.
type callbackRows struct {
	callbacks []session.SaidCallback
	own       *time.Location // the operator's
}

func (r callbackRows) Len() int { return len(r.callbacks) }

func (r callbackRows) Cell(row, col int) string {
	c := r.callbacks[row]
	switch col {
	case 0:
		return c.Name
	case 1:
		return c.Who()
	case 2:
		return c.TheirTime()
	case 3:
		return c.YourTime(r.own)
	}
	return session.Line(c.Quote)
}
