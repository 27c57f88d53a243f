// Package widget holds the parts every screen is made of, which draw to an
// exact size and know nothing of campaigns.
//
// A grid asks for the cells it shows, by row and column, and so draws a million rows as
// fast as ten. A form is a column of fields with what is wrong below each. A dialog
// asks one thing and returns an answer; whoever opened it acts on that. A filter is a
// line of views with their counts, a meter a share of a whole, a toast a line that goes
// by itself. A frame holds a whole screen to its window.
//
// Everything is measured in cells, because a letter may be two wide or none, and is cut
// with a mark where it does not fit.
//
// bubbles/table styles every row at each message, and huh's forms take esc and the
// window's size for themselves within a larger program; so neither is used.
package widget
