// Package ui is the console: the screens on the way from a file to live calls.
//
// App holds the stack of screens, Home first, and draws the zones around the one in
// front: who and where, the trail, the body, the status, the keys. A screen is one step
// of the way. A dialog asks one thing and returns an answer. A panel lies over a part
// of a screen. A scene is the console in one state that is put there by hand, for the
// golden files and for `callsheet scene`.
//
// Only Update changes anything, and View changes nothing: it runs after every message,
// with a million rows as with ten. Whatever takes time is a command that gets values or
// a snapshot of the list and answers with one message, to the screen that asked.
//
// It is built on Bubble Tea v1 (github.com/charmbracelet), whose screens return
// strings. What would bind it to that version stands in few places, App and the keys,
// so that it can go on to v2. What v1 leaves to its users (keys that arrive in two
// parts, terminals that answer nothing, hang-ups, panics) is dealt with in ui/cli.
//
// Forms are widget.Form and not huh's: within a larger program huh takes esc and the
// window's size for itself, and here esc always goes back.
package ui
