// Package postgres keeps the ledger that a team has in common in a PostgreSQL database.
//
// A Ledger is one opening's way to it. It speaks with the database in transactions alone, and
// each begins with the same questions: is this the team's database, as far as it was seen, on
// the server that was written to, of a schema that is known? Whatever is not so refuses the
// transaction, and whoever finds an older copy marks it, so that all are refused. A transaction
// that writes counts itself, last: that is how far the database has come. How a connection is
// made, and what is said when none can be, is beside it:
//
//	Ledger → transaction (tx) → identity → connection
//
// All times are of the database's clock, which the SQL function team_now tells and a transaction
// asks once. Nothing in it is readable without the team's secret but what rules need: states,
// times, counts, ids of the service and of members. Numbers are keyed hashes, words are sealed.
//
// Each transaction says its own time-outs and its schema (SET LOCAL), no statement is prepared
// under a name, and every lock is released with its transaction, so that a pgbouncer may stand
// between that gives each transaction another connection (pool_mode = transaction).
//
// What it takes, in processor time of the program and the server together, with 5,000,000 numbers
// in fifty batches that call and 1,000,000 on the do-not-call list (BenchmarkTeamLedger):
//
//	what of 100,000 numbers          time      grows with
//	who must not be called           0.6-0.9 s numbers asked; hardly with the ledger (an index)
//	how often they were rung         0.6 s     the same
//	leave to send them (under lock)  0.4 s     the same
//	to tell of them                  0.7 s     numbers told
//
//	what is kept                     size
//	a number of a batch              88 bytes, until all its calls are known, or 1,000 days
//	an entry not to be called        102 bytes
//
// The schema is in schema/N.sql, in numbered steps: a step that has been released is never
// changed. Its tables belong to the role that made the team; other members use the same role, or
// one that inherits it.
package postgres
