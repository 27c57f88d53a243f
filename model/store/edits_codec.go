package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"slices"

	"callsheet/model"
	"callsheet/model/columns"
)

// The edits of a step over many rows are stored in few bytes: a version, the
// names of the fields, and for each row its index and the edit before and after
// it. An edit is a byte of flags, then what was typed, if anything: how many
// texts, and for each the field's place among the names and the text. The few
// edits that decide more than these are stored as JSON. Numbers are varints, texts
// have their length in front.
const editsVersion = 1

const (
	flagLeftOut = 1 << iota
	flagAccepted
	flagAgain
	flagTyped
	flagWhole // JSON follows instead of anything else
	flagsEnd
)

func encodeEdits(rows []model.RowEdit) []byte {
	fields := columns.Fields()
	buf := []byte{editsVersion}
	buf = binary.AppendUvarint(buf, uint64(len(fields)))
	for _, f := range fields {
		buf = appendText(buf, string(f))
	}
	buf = binary.AppendUvarint(buf, uint64(len(rows)))
	for _, r := range rows {
		buf = binary.AppendUvarint(buf, uint64(r.Row))
		buf = appendEdit(buf, fields, r.Before)
		buf = appendEdit(buf, fields, r.After)
	}
	return seal(buf)
}

func appendText(buf []byte, s string) []byte {
	return append(binary.AppendUvarint(buf, uint64(len(s))), s...)
}

func appendEdit(buf []byte, fields []columns.Field, e model.Edit) []byte {
	if e.IsZero() {
		return append(buf, 0)
	}
	var flags byte
	if e.LeftOut {
		flags |= flagLeftOut
	}
	if e.Accepted {
		flags |= flagAccepted
	}
	if e.Again {
		flags |= flagAgain
	}
	plain, typed := model.Edit{LeftOut: e.LeftOut, Accepted: e.Accepted, Again: e.Again}, uint64(0)
	for _, f := range fields {
		if text, ok := e.Value(f); ok {
			plain = plain.With(f, text)
			typed++
		}
	}
	switch {
	case !plain.Equal(e):
		// An edit is made of texts and flags, which JSON always takes.
		whole, _ := json.Marshal(e)
		return appendText(append(buf, flagWhole), string(whole))
	case typed == 0:
		return append(buf, flags)
	}
	buf = binary.AppendUvarint(append(buf, flags|flagTyped), typed)
	for i, f := range fields {
		if text, ok := e.Value(f); ok {
			buf = appendText(binary.AppendUvarint(buf, uint64(i)), text)
		}
	}
	return buf
}

var errDamagedEdits = errors.New("a step cannot be read")

// decodeEdits reads what encodeEdits made for a list of so many rows. The bytes
// may be any.
func decodeEdits(blob []byte, rows int) ([]model.RowEdit, error) {
	data, err := unseal(blob)
	if err != nil {
		return nil, err
	}
	r := editReader{rest: string(data)}
	if r.number(math.MaxUint64) != editsVersion {
		return nil, errDamagedEdits
	}
	r.fields = make([]columns.Field, r.count(1))
	known := columns.Fields()
	for i := range r.fields {
		r.fields[i] = columns.Field(r.text())
		r.failed = r.failed || !slices.Contains(known, r.fields[i])
	}
	count := r.count(3)
	edits := make([]model.RowEdit, 0, count)
	for range count {
		row := r.number(uint64(max(rows, 1) - 1))
		edits = append(edits, model.RowEdit{Row: int(row), Before: r.edit(), After: r.edit()})
		if r.failed {
			break
		}
	}
	if r.failed || r.rest != "" || len(edits) > 0 && rows < 1 {
		return nil, errDamagedEdits
	}
	return edits, nil
}

// editReader reads from the front of rest and never beyond its end.
type editReader struct {
	rest   string
	fields []columns.Field
	failed bool
}

func (r *editReader) number(limit uint64) uint64 {
	// A varint is never longer than this, and the copy stays off the heap.
	var head [binary.MaxVarintLen64]byte
	v, n := binary.Uvarint(head[:copy(head[:], r.rest)])
	if n <= 0 || v > limit || r.failed {
		r.failed = true
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// count reads how many things follow that take size bytes at least.
func (r *editReader) count(size int) int { return int(r.number(uint64(len(r.rest) / size))) }

func (r *editReader) text() string {
	n := r.count(1)
	if n > len(r.rest) {
		r.failed = true
		return ""
	}
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}

func (r *editReader) edit() model.Edit {
	flags := r.number(flagsEnd - 1)
	if flags&flagWhole != 0 {
		var e model.Edit
		if json.Unmarshal([]byte(r.text()), &e) != nil {
			r.failed = true
		}
		return e
	}
	e := model.Edit{LeftOut: flags&flagLeftOut != 0, Accepted: flags&flagAccepted != 0, Again: flags&flagAgain != 0}
	if flags&flagTyped == 0 {
		return e
	}
	for range r.count(2) {
		field := r.number(math.MaxInt32)
		text := r.text()
		if r.failed || field >= uint64(len(r.fields)) {
			r.failed = true
			return model.Edit{}
		}
		e = e.With(r.fields[field], text)
	}
	return e
}
