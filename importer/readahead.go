package importer

import (
	"context"
	"io"

	"callsheet/model/panics"
	"callsheet/model/table"
)

const (
	readaheadBlock  = 128 << 10
	readaheadBlocks = 3
)

// readahead reads a part on in a goroutine of its own, so that unpacking it and
// reading its XML take two cores. The first block is read without one, because
// a preview needs no more.
type readahead struct {
	part    io.ReadCloser
	started bool
	full    chan []byte // in order; closed at the end
	free    chan []byte
	stop    chan struct{}
	block   []byte         // the one being handed out
	left    []byte         // the rest of it
	err     error          // why full was closed; read after that only
	broken  *panics.Caught // the same, when it was a panic
}

func newReadahead(part io.ReadCloser) *readahead {
	return &readahead{part: part, full: make(chan []byte, readaheadBlocks), free: make(chan []byte, readaheadBlocks), stop: make(chan struct{})}
}

// Read implements io.Reader.
func (a *readahead) Read(p []byte) (int, error) {
	if a.block == nil {
		a.block = make([]byte, firstBlock)
		n, err := readUp(a.part, a.block)
		a.left, a.err = a.block[:n], err
		if err != nil {
			close(a.full)
		}
	}
	if len(a.left) == 0 && !a.started && a.err == nil {
		a.started = true
		for range readaheadBlocks {
			a.free <- make([]byte, readaheadBlock)
		}
		panics.Go(a.run)
	}
	if len(a.left) == 0 {
		if a.started && cap(a.block) == readaheadBlock {
			a.free <- a.block[:readaheadBlock]
		}
		block, ok := <-a.full
		if !ok {
			a.started = false
			if a.broken != nil {
				panic(a.broken)
			}
			return 0, a.err
		}
		a.block, a.left = block, block
	}
	n := copy(p, a.left)
	a.left = a.left[n:]
	return n, nil
}

func (a *readahead) run() {
	defer close(a.full)
	for {
		var block []byte
		select {
		case block = <-a.free:
		case <-a.stop:
			return
		}
		var (
			n   int
			err error
		)
		if a.broken = panics.Catch(func() { n, err = readUp(a.part, block) }); a.broken != nil {
			return
		}
		if n > 0 {
			a.full <- block[:n] // never waits: there is room for every block
		}
		if err != nil {
			a.err = err
			return
		}
	}
}

// readUp fills p unless the part ends or fails first.
func readUp(r io.Reader, p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var k int
		k, err = r.Read(p[n:])
		n += k
	}
	return n, err
}

// Close ends the goroutine, waits for it and closes the part.
func (a *readahead) Close() error {
	if a.started {
		close(a.stop)
		for range a.full {
		}
		a.started = false
	}
	return a.part.Close()
}

// watched is a reader that stops when the context does and counts into the
// progress, so that every loop above it can be cancelled within one block.
type watched struct {
	ctx      context.Context
	r        io.Reader
	progress *table.Progress
}

func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.r.Read(p[:min(len(p), readBlock)])
	w.progress.Bytes.Add(int64(n))
	return n, err
}
