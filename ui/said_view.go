package ui

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	saidChrome   = 3   // lines above the list, besides those that say how much is known
	saidBeside   = 150 // cells from which the words stand beside the list
	saidDetail   = 7   // lines of the words below the list, at least
	widestDetail = 64  // cells of the words beside it
)

// beside reports whether there is room for the words at the side.
func (s *saidScreen) beside() bool { return s.width >= saidBeside }

// detailWidth is how wide the words are drawn.
func (s *saidScreen) detailWidth() int {
	if s.beside() {
		return min(widestDetail, s.width*2/5)
	}
	return s.width
}

// below is how many lines the words have below the list: more where there is room.
func (s *saidScreen) below() int { return max(saidDetail, (s.height-s.chrome())/3) }

// chrome is how many lines are above the list.
func (s *saidScreen) chrome() int { return saidChrome + len(s.knownLines()) }

// knownLines say how much of what was said is known, and what the rest takes.
func (s *saidScreen) knownLines() []string {
	t := s.console.Theme
	return widget.Paragraph(t.Muted, s.of.said.KnownWords()+s.missingWords()+s.cutWords(), max(1, s.width))
}

// layout gives the lists the room that the words leave.
func (s *saidScreen) layout() {
	width, height := s.width, max(2, s.height-s.chrome())
	if s.beside() {
		width -= s.detailWidth() + screen.PaneGap
	} else {
		height = max(2, height-s.below()-1)
	}
	for i := range s.grids {
		s.grids[i].SetSize(width, height)
	}
}

func (s *saidScreen) View() string {
	t, said := s.console.Theme, s.of.said
	if !s.of.known {
		return widget.Block(strings.Join(s.waitingLines(), "\n"), s.width, s.height)
	}
	lines := []string{t.Strong.Render(said.Words())}
	lines = append(append(lines, s.knownLines()...), "", s.tabs())
	if s.rows(s.shows) == 0 {
		lines = append(lines, "")
		lines = append(lines, widget.Paragraph(t.Muted, s.nobodyWords(), t.Measure(s.width, 90))...)
		return widget.Block(strings.Join(lines, "\n"), s.width, s.height)
	}
	grid := strings.Split(s.grid().View(), "\n")
	if !s.beside() || t.Lines {
		lines = append(append(lines, grid...), t.Rule.Render(strings.Repeat(t.Glyphs.Rule, s.width)))
		return widget.Block(strings.Join(append(lines, s.detail(s.below())...), "\n"), s.width, s.height)
	}
	list := widget.Block(strings.Join(grid, "\n"), s.width-s.detailWidth()-screen.PaneGap, max(1, s.height-len(lines)))
	both := widget.Beside(list, strings.Join(s.detail(s.height-len(lines)), "\n"), strings.Repeat(" ", screen.PaneGap))
	return widget.Block(strings.Join(append(lines, both), "\n"), s.width, s.height)
}

// waitingLines are what is shown before anything was read.
func (s *saidScreen) waitingLines() []string {
	t := s.console.Theme
	if s.of.err != nil {
		return append([]string{t.Error.Bold().Render("What was said on the calls cannot be read.")},
			widget.Paragraph(t.Text, "Nothing is known, which does not say that nobody asked not to be called. Press r to try again.", t.Measure(s.width, 90))...)
	}
	return []string{t.Accent.Bold().Render("Reading what was said on the calls" + t.Glyphs.Ellipsis), t.Muted.Render("You can leave: it goes on while this campaign is open.")}
}

// tabs name the two lists.
func (s *saidScreen) tabs() string {
	t := s.console.Theme
	names := [2]string{"Not to call " + figures.Count(len(s.of.said.OptOuts)), "Callbacks " + figures.Count(len(s.of.said.Callbacks))}
	var parts []string
	for i, name := range names {
		if saidList(i) == s.shows {
			parts = append(parts, t.Accent.Bold().Render(t.Glyphs.Dot+" "+name))
		} else {
			parts = append(parts, t.Muted.Render("  "+name))
		}
	}
	return strings.Join(parts, "   ")
}

// missingWords say what asking for the rest takes.
func (s *saidScreen) missingWords() string {
	takes := s.of.said.FetchWords()
	switch {
	case takes == "" || s.of.fetch.going() || s.of.live.elsewhere() != "":
		return ""
	case s.of.said.Unknown() == 0:
		return " Press f for the summaries that are missing: " + takes + "."
	}
	return " Press f for the rest: " + takes + "."
}

func (s *saidScreen) cutWords() string {
	if n := s.of.said.Cut; n > 0 {
		return " Of " + figures.Counted(n, "call") + " only the first part was read."
	}
	return ""
}

// nobodyWords say why a list is empty.
func (s *saidScreen) nobodyWords() string {
	said := s.of.said
	switch {
	case said.Answered == 0:
		return "What people said is read from the calls that were answered. It is shown here as soon as there are some."
	case said.Read == 0:
		return "Nobody is listed because nothing is known yet, which does not say that nobody asked not to be called."
	case s.shows == saidOptOuts && said.Unknown() == 0:
		return "On no call did anybody ask not to be called, as far as the words tell. Whoever you hear of otherwise: `callsheet dnc add`."
	case s.shows == saidOptOuts:
		return fmt.Sprintf("On the %s that are known nobody asked not to be called. What was said on the others is not known yet.", figures.Counted(said.Read, "call"))
	}
	return "On the " + figures.Counted(said.Read, "call") + " that are known nobody wished to be called at another time."
}

// detail is everything that is known of who is under the cursor, in so many lines.
func (s *saidScreen) detail(room int) []string {
	i := s.grid().Cursor()
	if i >= s.rows(s.shows) {
		return nil
	}
	var lines []string
	if s.shows == saidOptOuts {
		lines = s.optOutLines(s.of.said.OptOuts[i])
	} else {
		lines = s.callbackLines(s.of.said.Callbacks[i])
	}
	if len(lines) > room {
		lines = append(lines[:max(0, room-1)], s.console.Theme.Muted.Render(s.console.Theme.Glyphs.Ellipsis+" more is on the call"))
	}
	return lines
}

// say wraps a text to the width of the words.
func (s *saidScreen) say(lines []string, pen theme.Pen, text string) []string {
	return append(lines, widget.Paragraph(pen, text, s.detailWidth())...)
}

func (s *saidScreen) personLines(p session.SaidPerson) []string {
	t := s.console.Theme
	lines := s.say(nil, t.Strong, strings.TrimSpace(p.Name+"  "+p.Who()))
	return s.say(lines, t.Muted, "Call of "+s.callWords(p.Call)+".")
}

// callWords say when a call was and how long it was.
func (s *saidScreen) callWords(call model.CampaignCall) string {
	words := call.At.In(s.console.Config.Now().Location()).Format("Mon 2 Jan 15:04")
	if talk := call.Talk(); talk > 0 {
		words += ", " + figures.Duration(talk)
	}
	return words
}

func (s *saidScreen) optOutLines(o session.SaidOptOut) []string {
	t := s.console.Theme
	lines := s.personLines(o.SaidPerson)
	if listed := o.ListedWords(s.console.Config.Now().Location()); listed != "" {
		lines = s.say(lines, t.DoNotCall, t.Glyphs.DoNotCall+" "+listed)
	} else if o.Number == 0 {
		lines = s.say(lines, t.Warning, "The number cannot be read, so it cannot be put on the list.")
	}
	for _, h := range o.Shown() {
		if h.Call.ID != o.Call.ID {
			lines = s.say(lines, t.Muted, "On the call of "+s.callWords(h.Call)+":")
		}
		lines = s.quote(lines, h.Before, h.Sentence)
		lines = s.say(lines, t.Muted, screen.SentenceStart(h.Why())+". "+screen.Sentence(h.Where()))
	}
	return lines
}

// quote shows a sentence, below the one it answers.
func (s *saidScreen) quote(lines []string, before, sentence string) []string {
	t := s.console.Theme
	if before != "" {
		lines = s.say(lines, t.Muted, "The agent: "+before)
	}
	return s.say(lines, t.Text, `"`+sentence+`"`)
}

func (s *saidScreen) callbackLines(c session.SaidCallback) []string {
	t := s.console.Theme
	lines := s.personLines(c.SaidPerson)
	switch {
	case !c.Listed.IsZero():
		lines = s.say(lines, t.DoNotCall, t.Glyphs.DoNotCall+" "+c.ListedWords(s.console.Config.Now().Location())+" They are not called.")
	case c.OptedOut:
		lines = s.say(lines, t.DoNotCall, t.Glyphs.DoNotCall+" They asked not to be called, too: that comes first.")
	case c.Since:
		lines = s.say(lines, t.Warning, "A later call of theirs was answered.")
	}
	pen := t.Text
	if c.At.IsZero() || c.Over(s.console.Config.Now()) {
		pen = t.Warning
	}
	lines = s.say(lines, pen, c.WhenWords(s.console.Config.Now()))
	lines = s.quote(lines, c.Before, c.Sentence)
	return s.say(lines, t.Muted, screen.SentenceStart(c.Why())+". "+screen.Sentence(session.QuoteWords(c.Quote)))
}
