// Package plain is the console in lines: for whoever hears it through a screen reader, looks
// at it in a log, or has a terminal that cannot draw. It runs the very console that is drawn,
// reads it (ui.Lines) where it would be drawn, and makes keys of the lines that are typed. So
// the session, the guards and the words are the same, and every action can be reached, those
// of screens to come too.
//
//   - A telling says what is there: the place, its facts, what goes on, and the keys. After
//     that only what has changed is told.
//   - A line is an action, by its key or the beginning of its title; where something is typed
//     it is the text, unless it is the name of a key that is no word. Behind a colon it is always
//     an action, and behind two always text. A key of an account is in no line that is written.
//   - The console is settled when nothing is under way that was asked for at once. Lines that
//     do not come from a terminal wait for that, so that a script is not faster than the work; of
//     what takes too long they hear, and go on.
//
// Nothing that is written holds an escape sequence.
package plain
