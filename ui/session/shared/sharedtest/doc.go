// Package sharedtest is a team's ledger in memory, for tests.
//
// A Database is what all members reach, with a clock of its own. A Ledger is one opening of one
// member, as session.TeamLedger. Each of its operations may fail before it is done, when nothing
// has happened, or after it, when it has and the answer is lost.
package sharedtest
