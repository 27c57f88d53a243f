package model

import (
	"context"
	"sync"
	"sync/atomic"

	"callsheet/model/phone"
)

// typeCache remembers of what type each row's number is, which takes longer to
// find out than a filter may. All copies of a list share it: an entry holds the
// number it is of, so one that belongs to another edit is only not used.
type typeCache struct {
	once  sync.Once
	types []atomic.Uint64 // number<<typeBits | 1 + type; 0 is not known
}

const typeBits = 5

// NumberType is what kind of line a row's number is: the one that is dialled,
// or that its best fix would dial.
func (l *List) NumberType(row int) phone.Type {
	n := l.record(row).number
	if n == 0 {
		return phone.TypeUnknown
	}
	cache := l.types
	cache.once.Do(func() { cache.types = make([]atomic.Uint64, l.Len()) })
	if known := cache.types[row].Load(); phone.Number(known>>typeBits) == n {
		return phone.Type(known&(1<<typeBits-1)) - 1
	}
	t := n.Type()
	cache.types[row].Store(uint64(n)<<typeBits | uint64(t+1))
	return t
}

// FindTypes finds out the type of every number, so that filtering and sorting by
// it are quick from then on. It is for a goroutine with a frozen list; progress,
// when given, counts the rows done.
func (l *List) FindTypes(ctx context.Context, progress *atomic.Int64) error {
	return forBlocks(ctx, l.Len(), progress, func(from, to int) {
		for row := from; row < to; row++ {
			l.NumberType(row)
		}
	})
}
