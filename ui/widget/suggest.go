package widget

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/theme"
)

// Suggestion is something that can be chosen instead of typing it.
type Suggestion struct{ Value, Label, Detail string }

// Suggestions is a list under a field that is typed in. It never takes what is typed:
// until somebody goes down into it, only the arrow down is its own. It is not for more
// than a few dozen.
type Suggestions struct {
	items  []Suggestion
	cursor int // -1 = nobody has gone into it
	open   bool
}

// mostSuggested is how many are shown at a time.
const mostSuggested = 6

var suggestKeys = struct{ up, down, enter key.Binding }{
	up:    key.NewBinding(key.WithKeys("up")),
	down:  key.NewBinding(key.WithKeys("down")),
	enter: key.NewBinding(key.WithKeys("enter")),
}

// Offer shows these, with nobody in them; without any there is no list.
func (s *Suggestions) Offer(items []Suggestion) {
	*s = Suggestions{items: items, cursor: -1, open: len(items) > 0}
}

// Close takes the list away until something is offered again.
func (s *Suggestions) Close() { *s = Suggestions{cursor: -1} }

// Open reports whether there is a list.
func (s Suggestions) Open() bool { return s.open }

// entered reports whether somebody has gone into the list.
func (s Suggestions) entered() bool { return s.open && s.cursor >= 0 }

// Update moves in the list. It reports whether the key was its own, and what was chosen,
// nil while nothing is. Behind its ends the keys are the form's again.
func (s *Suggestions) Update(k tea.KeyMsg) (used bool, chosen *Suggestion) {
	if !s.open {
		return false, nil
	}
	switch keys := suggestKeys; {
	case key.Matches(k, keys.down) && s.cursor < len(s.items)-1:
		s.cursor++
	case key.Matches(k, keys.up) && s.cursor >= 0:
		s.cursor--
	case key.Matches(k, keys.enter) && s.cursor >= 0:
		return true, s.choose(s.cursor)
	default:
		if s.cursor < 0 || k.Alt || len(k.Runes) != 1 {
			return false, nil
		}
		// Somebody who is in the list does not type: a digit is one of those shown.
		place := int(k.Runes[0] - '1')
		if first := s.first(); place >= 0 && place < mostSuggested && first+place < len(s.items) {
			return true, s.choose(first + place)
		}
		return false, nil
	}
	return true, nil
}

// enter goes into the list, as far as there is one, and nobody is in it.
func (s *Suggestions) enter() {
	if s.open && s.cursor < 0 {
		s.cursor = 0
	}
}

// only is what can be chosen where that is one thing.
func (s *Suggestions) only() *Suggestion {
	if !s.open || len(s.items) != 1 {
		return nil
	}
	return &s.items[0]
}

func (s *Suggestions) choose(i int) *Suggestion {
	chosen := s.items[i]
	s.Close()
	return &chosen
}

// first is the first that is shown.
func (s Suggestions) first() int {
	return max(0, min(s.cursor-mostSuggested/2, len(s.items)-mostSuggested))
}

// lines draws the list in at most width cells: each with its digit, the one that would
// be chosen marked, the last saying how many there are besides.
func (s Suggestions) lines(t theme.Theme, width int) []string {
	var lines []string
	first := s.first()
	for i := first; i < min(len(s.items), first+mostSuggested); i++ {
		lead, pen := "  ", t.Text
		if i == s.cursor {
			lead, pen = Fit(t.Glyphs.Cursor, 2, ""), t.Cursor
		}
		text := lead + string(rune('1'+i-first)) + " " + s.items[i].Label
		line := pen.Render(Clip(text, t.Glyphs.Ellipsis, width))
		if detail := s.items[i].Detail; detail != "" && Width(text)+2+Width(detail) <= width {
			line += "  " + t.Muted.Render(detail)
		}
		lines = append(lines, line)
	}
	return lines
}
