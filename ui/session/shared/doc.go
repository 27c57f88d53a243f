// Package shared joins what this machine stores with the ledger that its team has in common, so
// that no screen, command or sender knows whether there is a team: it fills the session's ports
// and the ledger of api/dispatch.
//
// A Store is alone, where no team is set, or joined. What this machine did is durable in its own
// store first, which is also the outbox: whatever the team was not told yet is told later (Meet).
// What others must not do meanwhile, and what must not be done here because of others, the
// team's ledger decides, by the clock of its database.
//
// A batch is begun in steps, each of which may be the last:
//
//	the team is told what it was not told yet
//	it is written down here that a lease is asked for      → without this, no lease can be used
//	the team's ledger grants the lease, or says why not
//	it is written down here that the batch is being sent   → the lease is used; only now may a request leave
//	the request leaves, and is over before the lease is
//	what became of it is written down here
//	the team's ledger is told
//
// A lease of which the answer was lost is given back once it is written down here that nobody
// asks for it any more: it cannot be used then, however late its answer comes.
//
// While the team's ledger cannot be reached, or is not the one it was, nothing is sent: guards
// answer from this machine's own ledger, and TeamState says so.
package shared
