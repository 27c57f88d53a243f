package model

import (
	"slices"

	"callsheet/model/phone"
)

// numberIndex finds the rows of a number among the dialable ones, in the order
// in which they are called: those the operator prefers first, then as in the
// file. Like pages, copies share its leaves until one of them writes.
type numberIndex struct {
	leaves []*leaf
	owner  *owner // of leaves
}

// leafRows is how many rows a leaf holds at most.
const leafRows = 512

type leaf struct {
	owner   *owner
	n       int
	numbers [leafRows]phone.Number
	orders  [leafRows]uint32
}

// notPreferred is set in the order of rows the operator did not put first.
const notPreferred = 1 << 31

func rowOf(order uint32) int { return int(order &^ notPreferred) }

type indexEntry struct {
	number phone.Number
	order  uint32
}

func (e indexEntry) compare(number phone.Number, order uint32) int {
	switch {
	case e.number != number:
		if e.number < number {
			return -1
		}
		return 1
	case e.order != order:
		if e.order < order {
			return -1
		}
		return 1
	}
	return 0
}

// buildIndex makes the index of entries, which are sorted.
func buildIndex(by *owner, entries []indexEntry) numberIndex {
	const fill = leafRows * 3 / 4 // leaves room for edits
	x := numberIndex{owner: by}
	for chunk := range slices.Chunk(entries, fill) {
		l := &leaf{owner: by, n: len(chunk)}
		for i, e := range chunk {
			l.numbers[i], l.orders[i] = e.number, e.order
		}
		x.leaves = append(x.leaves, l)
	}
	return x
}

func (l *leaf) entry(i int) indexEntry { return indexEntry{l.numbers[i], l.orders[i]} }

// find returns the first leaf and place that is not before an entry.
func (x *numberIndex) find(number phone.Number, order uint32) (at, i int) {
	lo, hi := 0, len(x.leaves)
	for lo < hi { // the first leaf that begins after the entry
		mid := (lo + hi) / 2
		if x.leaves[mid].entry(0).compare(number, order) > 0 {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	at = max(0, lo-1)
	if at == len(x.leaves) {
		return at, 0
	}
	l := x.leaves[at]
	lo, hi = 0, l.n
	for lo < hi {
		mid := (lo + hi) / 2
		if l.entry(mid).compare(number, order) < 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return at, lo
}

// next steps over the end of a leaf.
func (x *numberIndex) next(at, i int) (int, int, bool) {
	if at < len(x.leaves) && i >= x.leaves[at].n {
		at, i = at+1, 0
	}
	return at, i, at < len(x.leaves)
}

// first is the row that is dialled for a number.
func (x *numberIndex) first(number phone.Number) (int, bool) {
	at, i, ok := x.next(x.find(number, 0))
	if !ok || x.leaves[at].numbers[i] != number {
		return 0, false
	}
	return rowOf(x.leaves[at].orders[i]), true
}

// rows appends the rows of a number in the order in which they are called.
func (x *numberIndex) rows(dst []int32, number phone.Number) []int32 {
	at, i := x.find(number, 0)
	for {
		var ok bool
		if at, i, ok = x.next(at, i); !ok || x.leaves[at].numbers[i] != number {
			return dst
		}
		dst = append(dst, int32(rowOf(x.leaves[at].orders[i])))
		i++
	}
}

// own makes a leaf one that may be written in place.
func (x *numberIndex) own(by *owner, at int) *leaf {
	if x.owner != by {
		x.leaves, x.owner = slices.Clone(x.leaves), by
	}
	l := x.leaves[at]
	if l.owner != by {
		c := *l
		c.owner = by
		l = &c
		x.leaves[at] = l
	}
	return l
}

func (x *numberIndex) insert(by *owner, number phone.Number, order uint32) {
	at, i := x.find(number, order)
	if at == len(x.leaves) {
		x.leaves, x.owner = []*leaf{{owner: by}}, by
	}
	l := x.own(by, at)
	if l.n == leafRows {
		const half = leafRows / 2
		right := &leaf{owner: by, n: half}
		copy(right.numbers[:], l.numbers[half:])
		copy(right.orders[:], l.orders[half:])
		l.n = half
		x.leaves = slices.Insert(x.leaves, at+1, right)
		if i > half {
			l, i = right, i-half
		}
	}
	copy(l.numbers[i+1:l.n+1], l.numbers[i:l.n])
	copy(l.orders[i+1:l.n+1], l.orders[i:l.n])
	l.numbers[i], l.orders[i] = number, order
	l.n++
}

func (x *numberIndex) remove(by *owner, number phone.Number, order uint32) {
	at, i := x.find(number, order)
	if at == len(x.leaves) || i == x.leaves[at].n || x.leaves[at].entry(i).compare(number, order) != 0 {
		return
	}
	l := x.own(by, at)
	copy(l.numbers[i:l.n-1], l.numbers[i+1:l.n])
	copy(l.orders[i:l.n-1], l.orders[i+1:l.n])
	l.n--
	if l.n == 0 {
		x.leaves = slices.Delete(x.leaves, at, at+1)
	}
}

// groups calls yield with the rows of each number that more than one row has.
// The slice is reused.
func (x *numberIndex) groups(yield func(number phone.Number, orders []uint32) bool) {
	var orders []uint32
	var number phone.Number
	for _, l := range x.leaves {
		for i := range l.n {
			if l.numbers[i] != number {
				if len(orders) > 1 && !yield(number, orders) {
					return
				}
				number, orders = l.numbers[i], orders[:0]
			}
			orders = append(orders, l.orders[i])
		}
	}
	if len(orders) > 1 {
		yield(number, orders)
	}
}
