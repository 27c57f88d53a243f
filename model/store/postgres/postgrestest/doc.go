// Package postgrestest runs real PostgreSQL servers for tests, each in a folder of its own.
//
// A Cluster is one server with its data: it can be stopped, killed, started again, copied
// while it runs, and a copy promoted. A Database is one database of it, which belongs to a
// role that may do nothing else. A test that asks for one is skipped, with the reason, where
// PostgreSQL is not installed. Nothing is left behind, however the process of the tests ends:
// a shell whose standard input ends with it stops the server and removes the folder.
//
// A server never runs as root: root starts it as the user postgres or nobody.
package postgrestest
