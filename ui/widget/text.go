package widget

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// A cluster longer than this is not a letter any more but an attack on the
// lines above and below it.
const maxClusterRunes = 8

// Width is the number of cells s takes when a function of this package draws
// it, styles not counted.
func Width(s string) int {
	if isPlain(s) {
		return len(s)
	}
	total := 0
	for _, w := range pieces(s) {
		total += w
	}
	return total
}

// Fit draws s in exactly width cells, padded on the right, or cut with the
// ellipsis where it does not fit. Colour sequences are kept, even those behind
// the cut; every other control becomes a blank, and a wide character is never
// split. A width below one gives "".
func Fit(s string, width int, ellipsis string) string {
	out, w := clip(s, max(width, 0), ellipsis)
	return pad(out, width-w)
}

// FitRight is Fit aligned to the right.
func FitRight(s string, width int, ellipsis string) string {
	out, w := clip(s, max(width, 0), ellipsis)
	if w >= width {
		return out
	}
	return blanks(width-w) + out
}

// Clip draws s in at most width cells, cut with the ellipsis where it does not
// fit.
func Clip(s, ellipsis string, width int) string {
	out, _ := clip(s, max(width, 0), ellipsis)
	return out
}

func pad(s string, n int) string {
	if n <= 0 {
		return s
	}
	return s + blanks(n)
}

const blankRun = "                                                                " +
	"                                                                "

func blanks(n int) string {
	if n <= len(blankRun) {
		return blankRun[:max(n, 0)]
	}
	return strings.Repeat(" ", n)
}

// isPlain reports whether every byte is printable ASCII, so that bytes are cells.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// clip cuts s to width cells and returns it with the cells it takes.
func clip(s string, width int, ellipsis string) (string, int) {
	if isPlain(s) {
		if len(s) <= width {
			return s, len(s)
		}
		mark, markWidth := clipMark(ellipsis, width)
		return s[:width-markWidth] + mark, width
	}
	out, w := clipPieces(s, width, ellipsis)
	if ansi.StringWidth(out) != w {
		// Dropping what cannot be drawn has joined two neighbours into one
		// cluster; only hostile text does that.
		out, w = clipPieces(onlyASCII(s), width, ellipsis)
	}
	return out, w
}

func clipMark(ellipsis string, width int) (string, int) {
	markWidth := Width(ellipsis)
	if markWidth > width {
		return "", 0
	}
	return ellipsis, markWidth
}

func clipPieces(s string, width int, ellipsis string) (string, int) {
	mark, markWidth := clipMark(ellipsis, width)
	var kept, behind strings.Builder // behind: colours set after the cut
	kept.Grow(len(s) + len(mark))
	total, cut, cutWidth, over := 0, 0, 0, false
	for piece, w := range pieces(s) {
		switch {
		case w == 0 && over:
			behind.WriteString(piece)
		case w == 0:
			kept.WriteString(piece)
			if cutWidth == total {
				cut = kept.Len()
			} else {
				behind.WriteString(piece)
			}
		case over:
		case total+w > width:
			over = true
		default:
			kept.WriteString(piece)
			total += w
			if total <= width-markWidth {
				cut, cutWidth = kept.Len(), total
				behind.Reset()
			}
		}
	}
	if !over {
		return kept.String(), total
	}
	return kept.String()[:cut] + mark + behind.String(), cutWidth + markWidth
}

// pieces walks s as it can be drawn: clusters with their width, and colour
// sequences with width 0. Terminals disagree about the width of joined emoji,
// variation selectors and flags, so those are drawn as their first character
// and as letters.
func pieces(s string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for len(s) > 0 {
			if c := s[0]; c >= 0x20 && c < 0x7f && (len(s) == 1 || s[1] < utf8.RuneSelf) {
				if !yield(s[:1], 1) {
					return
				}
				s = s[1:]
				continue
			}
			piece, w, n := nextPiece(s)
			s = s[n:]
			if piece != "" && !yield(piece, w) {
				return
			}
		}
	}
}

// nextPiece returns what to draw for the start of s, its width, and how many
// bytes of s it stands for.
func nextPiece(s string) (piece string, width, n int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && size == 1:
		return "?", 1, 1
	case r == ansi.ESC:
		seq, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
		if isColour(seq) {
			return seq, 0, n
		}
		return " ", 1, max(n, 1)
	case unicode.IsControl(r):
		return " ", 1, size
	case r >= 0x1f1e6 && r <= 0x1f1ff: // regional indicators
		return string('A' + r - 0x1f1e6), 1, size
	}
	cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	drawn := drawable(cluster)
	return drawn, ansi.StringWidth(drawn), max(len(cluster), 1)
}

// isColour reports whether seq is a well-formed SGR sequence.
func isColour(seq string) bool {
	if len(seq) < 3 || seq[1] != '[' || seq[len(seq)-1] != 'm' {
		return false
	}
	return strings.Trim(seq[2:len(seq)-1], "0123456789;:") == ""
}

// drawable is the part of a cluster every terminal draws alike: the base
// character with its marks, "" when there is no base.
func drawable(cluster string) string {
	if r, size := utf8.DecodeRuneInString(cluster); size == len(cluster) {
		if unicode.In(r, unicode.Cf, unicode.M) || ansi.StringWidth(cluster) == 0 {
			return ""
		}
		return cluster
	}
	var b strings.Builder
	n := 0
	var base rune
	for _, r := range cluster {
		switch {
		case base == 0 && (unicode.In(r, unicode.Cf, unicode.M, unicode.Cc) || ansi.StringWidth(string(r)) == 0):
			continue
		case base == 0:
			base = r
		case unicode.IsSymbol(base):
			return b.String()
		case r == 0x200c || r == 0x200d: // the joiners spell words in Persian and Hindi
		case r >= 0xfe00 && r <= 0xfe0f, unicode.In(r, unicode.Cf, unicode.Cc, unicode.S):
			continue
		}
		if n++; n > maxClusterRunes {
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}

func onlyASCII(s string) string {
	var b strings.Builder
	for piece, w := range pieces(s) {
		if w == 0 || isPlain(piece) {
			b.WriteString(piece)
			continue
		}
		b.WriteString(strings.Repeat("?", w))
	}
	return b.String()
}
