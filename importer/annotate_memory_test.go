package importer

import (
	"runtime"
	"testing"
)

// held is a writer that finds how much memory is in use at most, after what is not is swept.
type held struct {
	written, looked int
	most            uint64
}

func (h *held) Write(p []byte) (int, error) {
	const every = 1 << 20
	if h.written += len(p); h.written-h.looked > every {
		h.looked = h.written
		h.most = max(h.most, heap())
	}
	return len(p), nil
}

func TestALargeSheetIsNeverHeldWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	const room = 8 << 20 // for buffers, and for what packs
	for name, content := range map[string][]byte{"a workbook": scaleXLSX(t), "a text": scaleCSV()} {
		source := sourceOf(t, content)
		read, err := source.Read(t.Context(), Options{HeaderRow: 1}, nil)
		check(t, err)
		added := forRows(read.Table)
		before := heap()
		var out held
		done, err := source.Annotate(t.Context(), &out, asRead(read), added, nil)
		check(t, err)
		if done.Rows != scaleRows || out.most == 0 || out.most > before+room {
			t.Errorf("%s of %d rows: %d MiB were held, and %d before", name, done.Rows, out.most>>20, before>>20)
		}
		t.Logf("%s: %d KiB more than before", name, (int64(out.most)-int64(before))>>10)
		runtime.KeepAlive(read)
	}
}
