package importer

import (
	"io"

	"callsheet/model/panics"
)

const (
	aheadBlock  = 128 << 10
	aheadBlocks = 3
)

// ahead reads a part on in a goroutine of its own, so that unpacking it and
// reading its XML take two cores. The first block is read without one, because
// a preview needs no more.
type ahead struct {
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

func newAhead(part io.ReadCloser) *ahead {
	return &ahead{part: part, full: make(chan []byte, aheadBlocks), free: make(chan []byte, aheadBlocks), stop: make(chan struct{})}
}

// Read implements io.Reader.
func (a *ahead) Read(p []byte) (int, error) {
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
		for range aheadBlocks {
			a.free <- make([]byte, aheadBlock)
		}
		panics.Go(a.run)
	}
	if len(a.left) == 0 {
		if a.started && cap(a.block) == aheadBlock {
			a.free <- a.block[:aheadBlock]
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

func (a *ahead) run() {
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
func (a *ahead) Close() error {
	if a.started {
		close(a.stop)
		for range a.full {
		}
		a.started = false
	}
	return a.part.Close()
}
