package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"callsheet/model/panics"
)

// lastWords is how long a write may still take once the console is to end.
const lastWords = time.Second

// output is the terminal that the console is drawn in. A terminal that nobody
// reads blocks a write for ever; once the console is to end, such a write is
// given up, and with it the terminal.
type output struct {
	file    *os.File
	ending  context.Context
	leave   context.CancelFunc // says that the console is to end
	givenUp atomic.Bool
}

func newOutput(ctx context.Context, file *os.File) *output {
	o := &output{file: file}
	o.ending, o.leave = context.WithCancel(ctx)
	return o
}

var errGivenUp = errors.New("the terminal is not read")

// deaf reports whether the terminal was given up: nobody reads it.
func (o *output) deaf() bool { return o.givenUp.Load() }

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	if o.deaf() {
		return 0, errGivenUp
	}
	// A write that is given up still holds all of this.
	var (
		text = bytes.Clone(p)
		n    int
		err  error
	)
	written := panics.Go(func() { n, err = o.file.Write(text) })
	select {
	case <-written:
		return n, err
	case <-o.ending.Done():
	}
	select {
	case <-written:
		return n, err
	case <-time.After(lastWords):
		o.givenUp.Store(true)
		return 0, errGivenUp
	}
}

// Read, Close and Fd make it a terminal for Bubble Tea, which asks for its size.
func (o *output) Read(p []byte) (int, error) { return o.file.Read(p) }

// Close leaves the terminal open: it is not this program's.
func (o *output) Close() error { return nil }

// Fd is the terminal's file descriptor.
func (o *output) Fd() uintptr { return o.file.Fd() }

// drawing is the terminal for Bubble Tea, whose frames the renderer draws.
type drawing struct {
	*output
	frames io.Writer
	key    *knownKey // is not drawn; nil = none is known
	ascii  bool
}

// Write implements io.Writer. Whole frames come here: behind the renderer, a text is in
// pieces.
func (d drawing) Write(p []byte) (int, error) {
	frame := d.key.hide(p)
	if d.ascii {
		frame = []byte(asciiSigns.Replace(string(frame)))
	}
	if n, err := d.frames.Write(frame); err != nil {
		return min(n, len(p)), err
	}
	return len(p), nil
}

// asciiSigns has the signs that stand in sentences, each as wide as before. Those that
// the console is drawn with are the theme's; what people wrote in their lists is theirs.
var asciiSigns = strings.NewReplacer("→", ">", "←", "<", "…", "~", "–", "-", "—", "-", "×", "x", "·", ".", "•", "*", "“", `"`, "”", `"`, "‘", "'", "’", "'", "≥", ">", "≤", "<", "✓", "+", "●", "*", "▸", ">")
