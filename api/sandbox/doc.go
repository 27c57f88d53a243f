// Package sandbox is the Dialgen API in memory: the same endpoints, the same
// refusals and simulated calls, for demonstrations, rehearsals and tests.
//
// A sandbox is an http.Handler. Its simulation is the account behind it: batches, their
// test calls and people, and a clock that may run faster than life. A person answers,
// is busy or is out by a seed. The provider carries their calls, a limited number at
// one time where the Config says so. A fault is something that goes wrong with some request,
// as a script says: an answer that is lost, late, cut or wrong. An identity is what a
// sandbox proves itself by; without that proof whoever listens on this machine may be
// a forwarder to the real service, and counts as one.
//
// It computes the state from the clock whenever it is asked and does no work between
// requests, so that with one id, one seed, one clock and one order of requests it
// answers with the same bytes every time. Its refusals are checked against the same description of the
// API as the client is, by package apitest: a sandbox that is kinder than the service
// would hide faults.
package sandbox
