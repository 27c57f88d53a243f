// Package screen is what every screen of the console shares and stands below all
// of them: what a screen is, the state they work on together, the messages by
// which one asks App for something, requests that run in the background and whose
// answers find their way back, keys, and words.
//
//   - A Screen is one step on the way from a file to calls.
//   - An Action is something that can be done on a screen: its keys, when it can be
//     used and why not, and what it runs. The key line and the help are made of
//     these. A key that is of none is text that is typed, or moves in it.
//   - The Console is the campaign the operator works on, with what the program was
//     started with. Screens share one.
//   - Requests are the work a screen has under way. An answer carries its owner and
//     a sequence number, so that it reaches that screen even when another is in
//     front, and is dropped when something newer was asked.
package screen
