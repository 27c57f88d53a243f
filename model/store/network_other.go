//go:build !linux && !darwin && !freebsd

package store

import "strings"

// reach tells how far a folder reaches: whether it may be shared between hosts,
// where the shared memory of a write-ahead log is not, and whether it is surely
// this host's alone, which is not known here.
func reach(dir string) (network, local bool) { return strings.HasPrefix(dir, `\\`), false }
