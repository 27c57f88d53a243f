package widget

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// ink is a style reduced to the bytes before and after the text. A lipgloss
// style costs microseconds a call, which a screen of rows cannot pay per cell.
type ink struct{ open, close string }

func inkOf(s lipgloss.Style) ink {
	const probe = "x"
	open, close, ok := strings.Cut(s.UnsetPadding().Inline(true).Render(probe), probe)
	if !ok {
		return ink{}
	}
	return ink{open, close}
}

func (i ink) paint(s string) string {
	if s == "" || i.open == "" {
		return s
	}
	return i.open + s + i.close
}

// paint draws one line of text in a style, without its padding or border.
func paint(style lipgloss.Style, s string) string { return inkOf(style).paint(s) }
