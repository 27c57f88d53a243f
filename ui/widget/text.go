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
	if _, w, ok := clipSimple(s, len(s), ""); ok {
		return w
	}
	total := 0
	for _, w := range Pieces(s) {
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
	if out, w, ok := clipSimple(s, width, ellipsis); ok {
		return out, w
	}
	return clips.of(s, width, ellipsis)
}

// clipComplex is clip for any text.
func clipComplex(s string, width int, ellipsis string) (string, int) {
	out, w := clipPieces(s, width, ellipsis)
	if ansi.StringWidth(" "+out+" ") != w+2 {
		// Two neighbours have become one cluster, or would with what they are
		// drawn between: only hostile text and very rare letters do that.
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

// clipSimple is clip for text of colours and simple characters, which is nearly
// all of what is drawn; ok is false for any other.
func clipSimple(s string, width int, ellipsis string) (out string, w int, ok bool) {
	mark, markWidth := clipMark(ellipsis, width)
	total, cut, cutWidth := 0, 0, 0
	for i := 0; i < len(s); {
		if s[i] == ansi.ESC {
			n := ColourLen(s[i:])
			if n == 0 {
				return "", 0, false
			}
			if i += n; cutWidth == total {
				cut = i
			}
			continue
		}
		n := 1
		if c := s[i]; c < 0x20 || c > 0x7e {
			var r rune
			if r, n = utf8.DecodeRuneInString(s[i:]); !isSimple(r) {
				return "", 0, false
			}
		}
		if total == width {
			return s[:cut] + mark + colours(s[cut:]), cutWidth + markWidth, true
		}
		i += n
		if total++; total <= width-markWidth {
			cut, cutWidth = i, total
		}
	}
	return s, total, true
}

// isSimple reports whether r is one cell wide by every measure and joins nothing
// before it. The tests hold the ranges against the measures.
func isSimple(r rune) bool {
	switch {
	case r >= 0xa1 && r <= 0x2ff, r >= 0x1e00 && r <= 0x1eff: // Latin
		return r != 0xad
	case r >= 0x391 && r <= 0x3ff, r >= 0x400 && r <= 0x481: // Greek, Cyrillic
		return r != 0x3a2
	case r >= 0x2010 && r <= 0x2027, r >= 0x2190 && r <= 0x22ff, r >= 0x2500 && r <= 0x25fc, r == 0x2713:
		return true // punctuation and the console's own signs
	}
	return false
}

// ColourLen is the length of the SGR sequence s begins with, 0 if with none.
func ColourLen(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case (c < '0' || c > '9') && c != ';' && c != ':':
			return 0
		}
	}
	return 0
}

// colours is the SGR sequences of s without the text between them.
func colours(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, ansi.ESC)
		if i < 0 {
			return b.String()
		}
		n := ColourLen(s[i:])
		b.WriteString(s[i : i+n])
		s = s[i+max(n, 1):]
	}
}

func clipPieces(s string, width int, ellipsis string) (string, int) {
	mark, markWidth := clipMark(ellipsis, width)
	var kept, behind strings.Builder // behind: colours set after the cut
	kept.Grow(len(s) + len(mark))
	total, cut, cutWidth, over := 0, 0, 0, false
	for piece, w := range Pieces(s) {
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
	return strings.TrimRight(kept.String()[:cut], joiners) + mark + behind.String(), cutWidth + markWidth
}

// Pieces walks s as it can be drawn: clusters with their width, and colour
// sequences with width 0. Flags, about which terminals disagree, are drawn as
// their letters.
func Pieces(s string) iter.Seq2[string, int] {
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
		if n := ColourLen(s); n > 0 {
			return s[:n], 0, n
		}
		_, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
		return " ", 1, max(n, 1)
	case unicode.IsControl(r):
		return " ", 1, size
	case unicode.Is(unicode.Cf, r): // alone, or in front of what it would hide
		return "", 0, size
	case isFlag(r):
		return string('A' + r - firstFlag), 1, size
	}
	n = max(clusterLen(s), 1)
	piece, width = drawable(s[:n])
	return piece, width, n
}

// clusterLen is the length of the letter that s begins with: a cluster, and those that its
// last sign joins to it. Unicode says that of some scripts alone, and for Kannada and
// Sinhala a cut between them leaves a sign that is not in the name.
func clusterLen(s string) int {
	cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	n := len(cluster)
	for n > 0 && n < len(s) {
		sign, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:n], joiners))
		next, _ := utf8.DecodeRuneInString(s[n:])
		if !joinsBehind(sign) || !unicode.IsLetter(next) || next>>7 != sign>>7 {
			break
		}
		cluster, _ = ansi.FirstGraphemeCluster(s[n:], ansi.GraphemeWidth)
		if utf8.RuneCountInString(s[:n])+utf8.RuneCountInString(cluster) > maxClusterRunes {
			break
		}
		n += len(cluster)
	}
	return n
}

// joiners spell words in Persian and Hindi, between two letters.
const joiners = "\u200c\u200d"

// joinsBehind reports whether r takes the vowel from a letter and joins it to the next.
// Tamil's, which is not here, stands by itself as well.
func joinsBehind(r rune) bool {
	switch r {
	case 0x94d, 0x9cd, 0xa4d, 0xacd, 0xb4d, 0xc4d, 0xccd, 0xd4d, 0xdca, 0x1039, 0x17d2, 0x1a60:
		return true
	}
	return false
}

const firstFlag = 0x1f1e6 // the regional indicator for A

func isFlag(r rune) bool { return r >= firstFlag && r < firstFlag+26 }

// Apart says "not struck out", which nothing here is. Between two characters it
// changes nothing on the screen, but keeps a measure by clusters, as Bubble Tea
// takes it, from joining them.
const Apart = "\x1b[29m"

// drawable is the part of a cluster that can be drawn, and its width, the same
// by clusters and by characters. Emoji lose what is joined to them. The vowels
// and consonants of Hindi, Thai and their like, which are one cluster to some
// terminals and several cells to most (tmux, xterm, VTE), are kept apart.
func drawable(cluster string) (string, int) {
	var b strings.Builder
	var base rune
	n, total := 0, 0
	for _, r := range cluster {
		if !strings.ContainsRune(joiners, r) && unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector) {
			continue
		}
		if isFlag(r) {
			r = 'A' + r - firstFlag
		}
		w := ansi.StringWidthWc(string(r))
		switch {
		case base == 0 && w == 0:
			continue
		case base == 0:
			if base = r; joinsBefore(r) {
				b.WriteString(Apart)
			}
		case base > 0x2000 && unicode.IsSymbol(base):
			return b.String(), total
		case w > 0:
			b.WriteString(Apart)
		}
		if n++; n > maxClusterRunes {
			break
		}
		b.WriteRune(r)
		total += w
	}
	return b.String(), total
}

// joinsBefore reports whether r is a character of its own to most terminals and
// part of the one before to the others.
func joinsBefore(r rune) bool {
	return unicode.Is(unicode.Mc, r) || r == 0xe33 || r == 0xeb3 || r == 0xff9e || r == 0xff9f || r >= 0x1f3fb && r <= 0x1f3ff
}

// JoinsBefore reports whether a text begins with such a character.
func JoinsBefore(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return joinsBefore(r)
}

// IsSimple reports whether a text is one character that every terminal draws in one cell
// and joins to nothing.
func IsSimple(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && (r >= ' ' && r <= '~' || isSimple(r))
}

func onlyASCII(s string) string {
	var b strings.Builder
	for piece, w := range Pieces(s) {
		if w == 0 || isPlain(piece) {
			b.WriteString(piece)
			continue
		}
		b.WriteString(strings.Repeat("?", w))
	}
	return b.String()
}
