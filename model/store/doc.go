// Package store saves campaigns, edits, the send ledger and the do-not-call
// list on this machine, so that a crash loses none of them.
//
// A record is one thing that was done to a campaign: its draft, its rows, a step (an
// edit that was made, undone or redone), a poll of a batch with its calls, or what was said on some of these. The ledger is a row for
// each batch, with the numbers it calls; a guard is what the ledger and the do-not-call
// list say of a number. A lock is a campaign that one console works on while others only
// read it. The witness is a file beside the database that says how far it had come.
//
// A Store is one opening of the folder. What is stored is reached by its noun:
// Campaigns with their drafts, rows and steps; the Ledger of batches; Guards, who
// must not be called; DoNotCall, the list; Remembered, what files and their columns
// were; Evidence, what was done with each campaign (see model/evidence), which is written
// in the transactions of the others and outlives them; Team, what this machine keeps of the team
// that it shares a ledger with. They share one database, the locks and the rows of the ledger:
//
//	Open, View → Campaigns → Ledger → Guards → batchTable, locks → Evidence → database → identity, holder, witnessFile
//
// What is confirmed is in the ledger before the first byte of it leaves, and every
// write is on the disk when it returns (synchronous EXTRA): a row that a power cut took
// back would be a batch that is sent again.
//
// A database that is older than its witness, empty or another program's is refused,
// because who was called last is not known in it.
//
// SQLite, because several consoles write on one host, a crash must leave every
// transaction whole or none of it, and there is nothing to install; the pure Go build
// of it, because the program has to be one static file. The schema is in schema/N.sql,
// in numbered steps: a step that has been released is never changed, a new one is
// added, and a test brings databases of every version up to date.
package store
