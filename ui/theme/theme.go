package theme

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Options say what the terminal can show. The zero value is a dark terminal
// with 24-bit colour and Unicode. NoColor wins over Profile.
type Options struct {
	Light, NoColor, ASCII bool
	Profile               termenv.Profile
}

// Theme is every style the console draws with. The zero value draws plain text
// with empty signs; use New.
type Theme struct {
	Light, NoColor, ASCII bool

	Text, Muted, Strong, Accent, Title Pen

	// One colour for each state of a contact.
	Ready, ToFix, Duplicate, DoNotCall, LeftOut Pen

	Error, Warning, Success Pen

	// Cursor is the row under the cursor, Marked a row picked with space.
	Cursor, Marked Pen

	// The badges that say whether real people will be rung.
	Sandbox, Live Pen

	Key, KeyDesc, Rule, Input, Banner Pen

	// What is around dialogs and panels.
	Border lipgloss.Border
	Edge   Pen

	Glyphs Glyphs
}

// New builds a theme on a renderer of its own, which writes nowhere and asks
// nothing. Without colour it keeps bold, faint and reverse, so that what
// matters still stands out.
func New(o Options) Theme {
	noColor := o.NoColor || o.Profile == termenv.Ascii
	r := lipgloss.NewRenderer(io.Discard)
	r.SetHasDarkBackground(!o.Light)
	if noColor {
		// The Ascii profile would drop bold and reverse along with the colours.
		r.SetColorProfile(termenv.ANSI)
	} else {
		r.SetColorProfile(o.Profile)
	}
	t := Theme{Light: o.Light, NoColor: noColor, ASCII: o.ASCII, Glyphs: unicodeGlyphs()}
	t.Border = lipgloss.RoundedBorder()
	if o.ASCII {
		t.Glyphs, t.Border = asciiGlyphs(), lipgloss.ASCIIBorder()
	}
	plain := r.NewStyle()
	bold := penOf(plain.Bold(true))
	t.Strong, t.Title, t.Key = bold, bold, bold
	if noColor {
		t.withoutColour(plain)
	} else {
		t.inColour(plain, paletteFor(o.Light), o.Profile == termenv.ANSI)
	}
	t.LeftOut, t.KeyDesc = t.Muted, t.Muted
	return t
}

func (t *Theme) withoutColour(plain lipgloss.Style) {
	bold, faint, reverse := penOf(plain.Bold(true)), penOf(plain.Faint(true)), penOf(plain.Reverse(true))
	t.Muted, t.Rule = faint, faint
	t.Accent = bold
	t.Error, t.Warning = bold, bold
	t.Cursor, t.Marked = reverse, bold
	t.Sandbox, t.Live, t.Banner = reverse.Bold(), reverse.Bold(), reverse
}

func (t *Theme) inColour(plain lipgloss.Style, p palette, sixteen bool) {
	ink := func(c lipgloss.CompleteColor) Pen { return penOf(plain.Foreground(c)) }
	block := func(back, front lipgloss.CompleteColor) lipgloss.Style {
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
	if sixteen {
		// A sixteen-colour terminal's greys may be its background, so quiet text
		// is faint and the cursor is reversed instead.
		t.Muted = penOf(plain.Faint(true))
		t.Rule, t.Cursor = t.Muted, penOf(plain.Reverse(true))
	}
}
