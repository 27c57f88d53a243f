package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
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
