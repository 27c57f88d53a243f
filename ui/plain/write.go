package plain

import (
	"io"
	"strings"

	"callsheet/model/printable"
	"callsheet/ui/widget"
)

const (
	usualWidth = 80
	leastWidth = 20
	maxWritten = 20_000 // of one line, in characters
	indent     = "  "   // in front of what a line goes on with
)

// writer writes lines that hold nothing but text.
type writer struct {
	to    io.Writer
	width func() int
	err   error // that writing came to
}

// line writes a line, broken where the terminal ends.
func (w *writer) line(text string) {
	width := 0
	if w.width != nil {
		width = w.width()
	}
	if width <= 0 {
		width = usualWidth
	}
	width = max(width, leastWidth)
	text = printable.Text(text, maxWritten)
	if widget.Width(text) <= width {
		w.write(text + "\n")
		return
	}
	for i, part := range widget.Wrap(text, width-len(indent)) {
		part = strings.ReplaceAll(part, widget.Apart, "")
		if i > 0 {
			part = indent + part
		}
		w.write(part + "\n")
	}
}

// write writes text as it is.
func (w *writer) write(text string) {
	if w.err == nil {
		_, w.err = io.WriteString(w.to, text)
	}
}
