// Package api speaks the Dialgen API: one method per endpoint, strict in what
// it writes, tolerant in what it reads, and never sending anything that starts
// calls a second time by itself.
//
// A client belongs to one origin (scheme, host and port) and one key; the key goes
// nowhere else, redirects included, and is taken out of every reply and error before
// anybody sees them. An exchange is one request with its reply. An Error says what the
// service answered and, above all, whether it is proven that it did nothing. A
// refusal is a documented answer that says so.
//
// What starts or stops calls has a transport of its own, which opens a new connection
// for each request and cannot send a body again: net/http repeats requests by itself on
// connections that break, and then people would be called twice.
//
// Replies are read leniently, because the service may add fields and change types, and
// a running campaign has to be watched all the same; only what identifies a batch is
// insisted on.
package api
