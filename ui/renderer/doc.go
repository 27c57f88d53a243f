// Package renderer stands between Bubble Tea and the terminal. It keeps what the terminal
// shows, cell by cell, and of each frame it writes the cells that differ.
//
// Terminals disagree on how many cells the text of many scripts takes: Devanagari, Thai,
// Arabic, emoji and what is joined to them, by code point here and by grapheme cluster
// there. Columns stay where they are all the same: what such a text is given is erased
// before it is drawn, and what follows it is placed by its own column, over whatever the
// text took beyond its room.
package renderer
