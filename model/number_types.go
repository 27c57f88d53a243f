package model

import (
	"sync"
	"sync/atomic"
)

// typeCache remembers of what type each row's number is, which takes longer to
// find out than a filter may. All copies of a list share it: an entry holds the
// number it is of, so one that belongs to another edit is only not used.
type typeCache struct {
	once  sync.Once
	types []atomic.Uint64 // number<<typeBits | 1 + type; 0 is not known
}

const typeBits = 5
