package theme

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Options say what the terminal can show. The zero value is a dark terminal
// with 24-bit colour and Unicode. NoColor wins over Profile.
type Options struct {
	Background     Background
	NoColor, ASCII bool
	Lines          bool // what is drawn is read line by line: no styles, and nothing that is only a picture
	Profile        termenv.Profile
}

// Theme is every style the console draws with. The zero value draws plain text
// with empty signs; use New.
type Theme struct {
	NoColor, ASCII bool

	// Lines tells whoever draws that it is read line by line, aloud or in a log: one thing
	// below another, tables as sentences.
	Lines bool

	Text, Muted, Strong, Accent, Title Pen

	// One colour for each state of a contact.
	Ready, ToFix, Duplicate, DoNotCall, LeftOut Pen

	Error, Warning, Success Pen

	// Cursor is the row under the cursor, Marked a row picked with space.
	Cursor, Marked Pen

	// The badges that say whether real people will be rung.
	Sandbox, Live Pen

	Key, KeyDesc, Rule, Input, Banner Pen

	// Link is an address that can be followed. No other pen writes what it does.
	Link Pen

	// What is around dialogs and panels.
	Border lipgloss.Border
	Edge   Pen

	Glyphs Glyphs
}

// Measure is how wide a text is set in a width: at most as said, so that it is read with ease. What
// is read line by line is broken by whoever reads it, and not twice.
func (t Theme) Measure(width, most int) int {
	if t.Lines {
		return width
	}
	return min(width, most)
}

// New builds a theme on a renderer of its own, which writes nowhere and asks
// nothing. Without colour it keeps bold, reverse and underlines, so that what
// matters still stands out.
func New(o Options) Theme {
	noColor := o.NoColor || o.Profile == termenv.Ascii
	r := lipgloss.NewRenderer(io.Discard)
	r.SetHasDarkBackground(o.Background != Light)
	if noColor {
		// The Ascii profile would drop bold and reverse along with the colours.
		r.SetColorProfile(termenv.ANSI)
	} else {
		r.SetColorProfile(o.Profile)
	}
	t := Theme{NoColor: noColor, ASCII: o.ASCII, Glyphs: unicodeGlyphs()}
	t.Border = lipgloss.RoundedBorder()
	if o.ASCII {
		t.Glyphs, t.Border = asciiGlyphs(), lipgloss.ASCIIBorder()
	}
	if o.Lines {
		t.NoColor, t.Lines, t.Border = true, true, lipgloss.HiddenBorder()
		t.Glyphs = t.Glyphs.spoken()
		return t
	}
	plain := r.NewStyle()
	bold := penOf(plain.Bold(true))
	t.Strong, t.Title, t.Key = bold, bold, bold
	t.Link = penOf(plain.Underline(true))
	switch {
	case noColor:
		t.withoutColour(plain)
	default:
		t.inColour(plain, paletteFor(o.Background, o.Profile))
		if o.Profile == termenv.ANSI {
			t.inSixteen(plain, o.Background)
		}
	}
	t.LeftOut, t.KeyDesc = t.Muted, t.Muted
	return t
}

func (t *Theme) withoutColour(plain lipgloss.Style) {
	// Faint text is as faint as the terminal likes: the Linux console's cannot be read.
	bold, reverse := penOf(plain.Bold(true)), penOf(plain.Reverse(true))
	t.Accent = bold
	t.Error, t.Warning = bold, bold
	t.Cursor, t.Marked = reverse, bold
	t.Sandbox, t.Live, t.Banner = reverse.Bold(), reverse.Bold(), reverse
}

func (t *Theme) inColour(plain lipgloss.Style, p palette) {
	ink := func(c lipgloss.TerminalColor) Pen { return penOf(plain.Foreground(c)) }
	block := func(back, front lipgloss.TerminalColor) lipgloss.Style {
		return plain.Background(back).Foreground(front)
	}
	t.Muted, t.Rule = ink(p.muted), ink(p.rule)
	t.Accent = ink(p.accent)
	t.Ready, t.ToFix, t.Duplicate, t.DoNotCall = ink(p.ready), ink(p.toFix), ink(p.duplicate), ink(p.doNotCall)
	t.Error, t.Warning, t.Success = ink(p.doNotCall), ink(p.toFix), ink(p.ready)
	t.Cursor = penOf(block(p.cursor, p.cursorText).Bold(true))
	t.Marked = penOf(plain.Foreground(p.accent).Bold(true))
	t.Sandbox = penOf(block(p.accent, p.onBadge).Bold(true))
	t.Live = penOf(block(p.live, p.onLive).Bold(true))
	t.Banner = penOf(block(p.toFix, p.onBadge))
	t.Edge = t.Accent
	t.Link = penOf(plain.Foreground(p.accent).Underline(true))
}

// inSixteen draws the blocks of a terminal with sixteen colours, and what has no
// colour there that can be read.
func (t *Theme) inSixteen(plain lipgloss.Style, on Background) {
	bold, reverse := penOf(plain.Bold(true)), penOf(plain.Reverse(true))
	t.Cursor, t.Banner = reverse, reverse
	t.Sandbox = penOf(plain.Background(lipgloss.ANSIColor(6)).Foreground(lipgloss.ANSIColor(0)).Bold(true))
	if on != Dark {
		t.Warning = bold
	}
	if on == Unknown {
		t.Accent, t.Error = bold, bold
	}
}
