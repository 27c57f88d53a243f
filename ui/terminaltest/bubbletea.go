package terminaltest

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// BubbleTea writes frames as Bubble Tea does: from the top, past the lines that stay.
type BubbleTea struct {
	Out   io.Writer
	lines []string
}

// Start enters the alternate screen.
func (b *BubbleTea) Start() {
	for _, s := range []string{enters, ansi.EraseEntireScreen, ansi.CursorHomePosition, "\x1b[?25l", "\x1b[?25l", "\x1b[?2004h"} {
		io.WriteString(b.Out, s)
	}
	b.lines = nil
}

// End leaves it.
func (b *BubbleTea) End() {
	for _, s := range []string{ansi.EraseEntireLine, "\r", "\x1b[?2004l", "\x1b[?25h", leaves, "\x1b[?25h"} {
		io.WriteString(b.Out, s)
	}
}

// Repaint has all lines of the next frame written, as after another size.
func (b *BubbleTea) Repaint() { b.lines = nil }

// Draw writes a frame.
func (b *BubbleTea) Draw(frame string) {
	lines := strings.Split(frame, "\n")
	var s strings.Builder
	s.WriteString(ansi.CursorHomePosition)
	for i, l := range lines {
		stays := i < len(b.lines) && b.lines[i] == l
		switch {
		case stays && i < len(lines)-1:
			s.WriteByte('\n')
		case stays:
		case i < len(lines)-1:
			s.WriteString(l + "\r\n")
		default:
			s.WriteString(l)
		}
	}
	s.WriteString(ansi.CursorPosition(0, len(lines)))
	io.WriteString(b.Out, s.String())
	b.lines = lines
}
