// Package reason says in plain words why something failed.
//
// A reason is a sentence for whoever works with the program: what happened, and what to
// do next where something can be done. It goes through what wraps an error by itself, to
// find the first that says it in words of this project; for the errors of the system
// and the network, which other rooms do not wrap, it has the words. What nobody has
// words for is shown as it is, not hidden.
package reason
