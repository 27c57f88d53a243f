// Package terminaltest is a terminal of the tests: it takes a text's width by whatever rule
// it is given, as terminals disagree on it.
package terminaltest
