package ui

import (
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const (
	callHead   = 4 // lines above the columns
	twoColumns = 112
	allColumns = 170
)

// columnWidths are those of the columns in a window of a width.
func columnWidths(width int) []int {
	switch {
	case width >= allColumns:
		side := width * 27 / 100
		return []int{side, width - 2*(side+screen.PaneGap), side}
	case width >= twoColumns:
		side := width * 42 / 100
		return []int{side, width - side - screen.PaneGap}
	}
	return []int{width}
}

// saidPane is the column that what was said stands in.
func (s *callScreen) saidPane() int { return min(1, max(0, len(s.panes)-1)) }

// columns are what stands in each column.
func (s *callScreen) columns(n int) [][]widget.Passage {
	said, facts := s.saidPassages(), slices.Concat(s.record.passages(), s.attemptPassages(), s.summaryPassages())
	switch n {
	case 1:
		return [][]widget.Passage{slices.Concat(facts, said, s.metricPassages(), s.rowPassages())}
	case 2:
		return [][]widget.Passage{slices.Concat(facts, s.metricPassages(), s.rowPassages()), said}
	}
	return [][]widget.Passage{slices.Concat(facts, s.metricPassages()), said, s.rowPassages()}
}

// layout gives the columns their sizes and their texts.
func (s *callScreen) layout() {
	widths := columnWidths(s.width)
	if len(s.panes) != len(widths) {
		s.panes = make([]widget.Reader, len(widths))
		for i := range s.panes {
			s.panes[i] = widget.NewReader(s.console.Theme)
		}
		s.focus, s.showing = s.saidPane(), ""
	}
	for i, w := range widths {
		s.panes[i].SetSize(w, max(1, s.height-callHead))
	}
	state := s.state()
	if state == s.showing {
		return
	}
	another := s.shown != s.call.ID || s.showing == "" && s.shown == ""
	s.showing, s.shown = state, s.call.ID
	for i, text := range s.columns(len(widths)) {
		if another {
			s.panes[i].SetText(text)
		} else {
			s.panes[i].Refresh(text)
		}
	}
	if another {
		s.find.apply() // what is looked for stays
	}
}

// state is what the columns are made of, so that they are made anew when it changes alone.
func (s *callScreen) state() string {
	c := s.call
	detail, known := s.known[c.ID]
	return fmt.Sprint(s.contact.ID(), c.ID, " ", s.contact.Why(), s.contact.Calls, c.Status, c.Duration, c.Error, known, detail.Fetched.UnixNano(), s.fetch, s.record.asking, s.record.address, s.record.words)
}

// View draws the head and the columns, each of which has its size already.
func (s *callScreen) View() string {
	t := s.console.Theme
	if s.height <= callHead {
		return widget.Block(strings.Join(s.headLines(), "\n"), s.width, s.height)
	}
	var b strings.Builder
	for _, line := range s.headLines() {
		b.WriteString(widget.Fit(line, s.width, t.Glyphs.Ellipsis) + "\n")
	}
	gap := " " + t.Rule.Render(t.Glyphs.VRule) + " "
	views := make([][]string, len(s.panes))
	for i := range s.panes {
		views[i] = strings.Split(s.panes[i].View(), "\n")
	}
	if t.Lines {
		for _, view := range views {
			b.WriteString(strings.Join(view, "\n") + "\n")
		}
		return b.String()
	}
	for line := range s.height - callHead {
		if line > 0 {
			b.WriteByte('\n')
		}
		for i, view := range views {
			if i > 0 {
				b.WriteString(gap)
			}
			b.WriteString(view[line])
		}
	}
	return b.String()
}

// headLines say whom the call was to, and what became of it.
func (s *callScreen) headLines() []string {
	t := s.console.Theme
	place := ""
	if s.place >= 0 {
		place = fmt.Sprintf("%s of %s", figures.Count(s.place+1), figures.Count(s.contacts.Len()))
	}
	room := max(1, s.width-widget.Width(place)-2)
	name := t.Strong.Render(widget.Clip(s.name(), t.Glyphs.Ellipsis, room))
	number := printable.Text(s.call.Phone, maxNumberRunes)
	if to := s.contact.To; to != 0 {
		if number = to.Grouped(); number != to.String() {
			number += "   " + to.String()
		}
	}
	where := "in no row of the list that was sent"
	if list := s.console.Campaign.List; list != nil && s.contact.Row >= 0 && s.contact.Row < list.Len() {
		where = "row " + figures.Count(list.Table.RowNumber(s.contact.Row))
	}
	outcome := screen.SentenceStart(outcomeWords(s.call.Call))
	switch {
	case s.call.ID == "":
		outcome = screen.SentenceStart(printable.Text(s.contact.Outcome, maxNameShown))
	case s.call.Status == model.CallOngoing:
		outcome = "In progress"
	}
	if n := s.call.Attempt; n > 1 {
		call := ", call " + figures.Count(n)
		if long := call + " to this number"; t.Lines || widget.Width(outcome+long) <= s.width {
			call = long
		}
		outcome += call
	}
	where = t.Muted.Render(where)
	if number != "" {
		where = t.Text.Render(number) + "   " + where
	}
	return []string{
		widget.Fit(name, room, t.Glyphs.Ellipsis) + "  " + t.Muted.Render(place),
		where,
		s.outcomePen(s.call.Status).Render(widget.Clip(outcome, t.Glyphs.Ellipsis, s.width)),
		s.rule(),
	}
}

// rule parts the head from the columns, and says which of them is scrolled.
func (s *callScreen) rule() string {
	t := s.console.Theme
	if len(s.panes) < 2 || t.Lines {
		return t.Rule.Render(strings.Repeat(t.Glyphs.Rule, s.width))
	}
	var b strings.Builder
	for i, w := range columnWidths(s.width) {
		if i > 0 {
			b.WriteString(t.Rule.Render(strings.Repeat(t.Glyphs.Rule, screen.PaneGap)))
		}
		if i != s.focus {
			b.WriteString(t.Rule.Render(strings.Repeat(t.Glyphs.Rule, w)))
			continue
		}
		words := widget.Clip(" "+t.Glyphs.Cursor+" scrolls ", "", w)
		b.WriteString(t.Accent.Render(words) + t.Rule.Render(strings.Repeat(t.Glyphs.Rule, w-widget.Width(words))))
	}
	return b.String()
}

// Status says what was found, or what is the matter.
func (s *callScreen) Status() string {
	t := s.console.Theme
	switch {
	case s.find.typing:
		return s.find.status()
	case s.err != "":
		return t.Warning.Render(s.err)
	case s.find.status() != "":
		return s.find.status()
	case s.call.Status == model.CallOngoing && s.whyNotAsk() == "":
		return t.Muted.Render("It is looked at again by itself.")
	}
	return ""
}
