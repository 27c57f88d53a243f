// Package theme says how the console looks: its colours, its styles and the
// glyphs it draws, for any terminal, without ever asking the terminal.
//
// A pen is a style that text is drawn with; it costs no more than writing the text. A
// palette is the colours for a dark or a light terminal. Glyphs are the characters
// the console draws itself, with a set for terminals that know ASCII alone.
//
// A terminal is not asked for its background, since one that does not answer would hold
// the start for seconds: a setting and the environment say it. Nothing is told by
// colour alone; without colours bold, faint and reverse are left.
package theme
