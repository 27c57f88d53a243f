//go:build !linux && !darwin && !freebsd

package store

import "strings"

// onNetwork reports whether a folder may be shared between hosts, where the
// shared memory of a write-ahead log is not.
func onNetwork(dir string) bool { return strings.HasPrefix(dir, `\\`) }
