//go:build race

package ui

// racing says that the race detector watches: scenes that one goroutine draws show it
// nothing.
const racing = true
