// Package contacts is the bench where every row of a list is made right: by cause,
// row by row, or the selected ones together.
//
//   - A cause is what keeps rows from being right, the same for all of them. One key
//     puts all of its rows right.
//   - A panel lies over the rows and has the keyboard until it is closed: the editor
//     of a row, the preview of a fix, columns, duplicates, the history.
//   - Where people are is asked once for all rows of a cause, for the marked ones, or for
//     one: until it is said, or a column tells it, who has no time zone is held.
//   - An effect is what a panel, or what puts rows right, wants done. The screen alone
//     changes the list.
//   - Work is what takes longer than a key press may; esc stops it.
package contacts
