package model

import (
	"encoding/binary"
	"errors"
	"math"
)

// The binary form of an edit is for steps over very many rows: a byte that says
// which parts follow, and then those parts. Numbers are varints, texts have
// their length in front. A part that is added later gets a bit of its own, so
// that what was kept before is still read; the bits of Warnings are never used
// again for another.
const (
	partLeftOut = 1 << iota
	partAccepted
	partAgain
	partPreferred
	partChecked
	partNumber
	partBody
	partsEnd
)

// AppendBinary appends the edit's binary form to b and returns it; the error is
// always nil.
func (e Edit) AppendBinary(b []byte) ([]byte, error) {
	var parts byte
	for _, part := range []struct {
		bit byte
		set bool
	}{
		{partLeftOut, e.LeftOut}, {partAccepted, e.Accepted}, {partAgain, e.Again}, {partPreferred, e.Preferred},
		{partChecked, e.Checked != 0}, {partNumber, e.number != 0}, {partBody, e.body != nil},
	} {
		if part.set {
			parts |= part.bit
		}
	}
	b = append(b, parts)
	if e.Checked != 0 {
		b = binary.AppendUvarint(b, uint64(e.Checked))
	}
	if e.number != 0 {
		b = binary.AppendUvarint(b, uint64(e.number))
	}
	if e.body == nil {
		return b, nil
	}
	b = appendBytes(b, string(e.body.region))
	b = binary.AppendUvarint(b, uint64(e.body.column))
	b = binary.AppendUvarint(b, uint64(len(e.body.typed)))
	for _, t := range e.body.typed {
		b = appendBytes(appendBytes(b, t.place), t.text)
	}
	return b, nil
}

func appendBytes(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

var errDamagedEdit = errors.New("an edit cannot be read")

// UnmarshalBinary reads what AppendBinary made, and nothing else. The data may be
// anything.
func (e *Edit) UnmarshalBinary(data []byte) error {
	r := editBytes{rest: string(data)}
	parts := r.number(partsEnd - 1)
	read := Edit{LeftOut: parts&partLeftOut != 0, Accepted: parts&partAccepted != 0, Again: parts&partAgain != 0, Preferred: parts&partPreferred != 0}
	if parts&partChecked != 0 {
		read.Checked = Warnings(r.number(math.MaxUint16))
	}
	if parts&partNumber != 0 {
		read.number = Number(r.number(math.MaxUint64))
	}
	if parts&partBody != 0 {
		read = read.withBody(r.body())
	}
	if r.failed || r.rest != "" {
		return errDamagedEdit
	}
	*e = read
	return nil
}

// editBytes reads from the front of rest and never beyond its end.
type editBytes struct {
	rest   string
	failed bool
}

func (r *editBytes) body() *editBody {
	b := &editBody{region: Region(r.text()), column: int(r.number(math.MaxInt32))}
	last := ""
	for range r.number(uint64(len(r.rest) / 2)) {
		t := typed{r.text(), r.text()}
		if r.failed || t.place <= last {
			r.failed = true
			return b
		}
		b.typed, last = append(b.typed, t), t.place
	}
	return b
}

func (r *editBytes) number(limit uint64) uint64 {
	var head [binary.MaxVarintLen64]byte // a copy stays off the heap
	v, n := binary.Uvarint(head[:copy(head[:], r.rest)])
	if n <= 0 || v > limit || r.failed {
		r.failed = true
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *editBytes) text() string {
	n := int(r.number(uint64(len(r.rest))))
	if n > len(r.rest) {
		r.failed = true
	}
	if r.failed {
		return ""
	}
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}
