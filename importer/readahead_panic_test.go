package importer

import (
	"io"
	"testing"

	"callsheet/model/panics"
)

// breaking is a part of a file whose reading panics behind the first block.
type breaking struct{ left int }

func (b *breaking) Read(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		panic("a broken part")
	}
	return len(p), nil
}

func (b *breaking) Close() error { return nil }

func TestAPanicOfReadingAheadIsThatOfTheReader(t *testing.T) {
	for name, left := range map[string]int{"at once": 0, "in the goroutine": firstBlock, "later in the goroutine": firstBlock + 3*readaheadBlock} {
		t.Run(name, func(t *testing.T) {
			a := newReadahead(&breaking{left})
			if caught := panics.Catch(func() { io.Copy(io.Discard, a) }); caught == nil || caught.Value != "a broken part" {
				t.Errorf("the reader got %v", caught)
			}
			if err := a.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
