// Package clocktest is the clock of the tests: it stands still until a test moves it
// by hand, or something sleeps by it. Only tests import it.
package clocktest
