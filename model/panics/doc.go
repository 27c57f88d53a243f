// Package panics brings a panic, which is a fault of the program, from the
// goroutine in which it happens to whoever waits for that goroutine. Go ends the
// whole program at a panic that no function of its goroutine recovers: a terminal
// would be left raw and work unsaved. Goroutines are therefore started here only.
//
// A Caught is such a panic with the place it came from. It goes on as a panic in whoever
// waits, and ends in a command or the console, which put the terminal back, save, and
// say what happened.
package panics
