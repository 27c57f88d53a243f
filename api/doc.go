// Package api speaks the Dialgen API: one method per endpoint, strict in what
// it writes, tolerant in what it reads, and never sending anything that starts
// calls a second time by itself.
package api
