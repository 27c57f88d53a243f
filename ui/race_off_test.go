//go:build !race

package ui

// racing says that the race detector watches; it does not.
const racing = false
