// Package theme says how the console looks: its colours, its styles and the
// glyphs it draws, for any terminal.
//
// A pen is a style that text is drawn with; it costs no more than writing the text. A
// palette is the colours for a dark or a light background, or for one that is not
// known. Glyphs are the characters the console draws itself, with a set for terminals
// that know ASCII alone.
//
// Whoever draws may ask the terminal for its background, and waits no longer than it
// wants: nothing here asks, nor waits for a terminal that does not answer. Nothing is
// told by colour alone; without colours bold, reverse and underlines are left.
package theme
