// Package printable makes text from outside safe to draw on a terminal. Whatever
// comes from a file, a reply or a flag is hostile: it may hold sequences that steer
// a terminal, and characters that are not seen or turn a line round.
package printable
