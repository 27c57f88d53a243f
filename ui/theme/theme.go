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

	Text, Muted, Strong, Accent, Title lipgloss.Style

	// One colour for each state of a contact.
	Ready, ToFix, Duplicate, DoNotCall, LeftOut lipgloss.Style

	Error, Warning, Success lipgloss.Style

	// Cursor is the row under the cursor, Marked a row picked with space.
	Cursor, Marked lipgloss.Style

	// The badges that say whether real people will be rung.
	Sandbox, Live lipgloss.Style

	// Dialog carries the border and its padding.
	Key, KeyDesc, Rule, Dialog, Input, Banner lipgloss.Style

	Signs Signs
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
	t := Theme{Light: o.Light, NoColor: noColor, ASCII: o.ASCII, Signs: unicodeSigns()}
	border := lipgloss.RoundedBorder()
	if o.ASCII {
		t.Signs = asciiSigns()
		border = lipgloss.ASCIIBorder()
	}
	plain := r.NewStyle()
	t.Text, t.Input = plain, plain
	t.Strong, t.Title, t.Key = plain.Bold(true), plain.Bold(true), plain.Bold(true)
	t.Dialog = plain.Border(border).Padding(1, 2)
	if noColor {
		t.withoutColour(plain)
	} else {
		t.inColour(plain, paletteFor(o.Light), o.Profile == termenv.ANSI)
	}
	t.LeftOut, t.KeyDesc = t.Muted, t.Muted
	t.Sandbox, t.Live = t.Sandbox.Padding(0, 1), t.Live.Padding(0, 1)
	return t
}

func (t *Theme) withoutColour(plain lipgloss.Style) {
	bold, faint, reverse := plain.Bold(true), plain.Faint(true), plain.Reverse(true)
	t.Muted, t.Rule = faint, faint
	t.Accent = bold
	t.Ready, t.ToFix, t.Duplicate, t.DoNotCall = plain, plain, plain, plain
	t.Error, t.Warning, t.Success = bold, bold, plain
	t.Cursor, t.Marked = reverse, bold
	t.Sandbox, t.Live, t.Banner = reverse.Bold(true), reverse.Bold(true), reverse
}

func (t *Theme) inColour(plain lipgloss.Style, p palette, sixteen bool) {
	ink := func(c lipgloss.CompleteColor) lipgloss.Style { return plain.Foreground(c) }
	t.Muted, t.Rule = ink(p.muted), ink(p.rule)
	t.Accent = ink(p.accent)
	t.Ready, t.ToFix, t.Duplicate, t.DoNotCall = ink(p.ready), ink(p.toFix), ink(p.duplicate), ink(p.doNotCall)
	t.Error, t.Warning, t.Success = ink(p.doNotCall), ink(p.toFix), ink(p.ready)
	t.Cursor = plain.Background(p.cursor).Foreground(p.cursorText).Bold(true)
	t.Marked = ink(p.accent).Bold(true)
	t.Sandbox = plain.Background(p.accent).Foreground(p.onBadge).Bold(true)
	t.Live = plain.Background(p.live).Foreground(p.onLive).Bold(true)
	t.Banner = plain.Background(p.toFix).Foreground(p.onBadge)
	t.Dialog = t.Dialog.BorderForeground(p.accent)
	if sixteen {
		// A sixteen-colour terminal's greys may be its background, so quiet text
		// is faint and the cursor is reversed instead.
		t.Muted, t.Rule = plain.Faint(true), plain.Faint(true)
		t.Cursor = plain.Reverse(true)
	}
}
