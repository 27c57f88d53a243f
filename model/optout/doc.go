// Package optout reads what a list says of who is not to be called.
//
// A telling is how a column tells it, by its name: whatever is in it is a no, it says who
// may be called, or only certain words in it count. An answer is what one cell says. A
// trigger finds the cells of any column that may say something, so that only they are
// read closely.
//
// It fails towards not calling: what is not understood where only a no can stand is a no,
// and what is likely one is asked.
package optout
