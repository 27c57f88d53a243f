// Package events says what happens to a campaign that somebody wants to be told of who
// does not look: it is over, it stands still, it turned bad, a wave began or waits for
// somebody.
//
// A Watch compares what is known of a campaign at each look with what was known at the
// look before. The first look is where it begins, and tells nothing: it is what was kept
// of the campaign when it was opened. So what changed while nobody watched is told once,
// and what was told is not told again.
package events
