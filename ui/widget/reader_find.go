package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"callsheet/model/fold"
)

// maxHits bounds how many hits are marked: a text of one letter has as many as letters.
const maxHits = 1000

// hit is the part of a hit that stands on one line.
type hit struct {
	of       int // which hit it is a part of
	line     int
	from, to int // bytes of the line's text
}

// Find marks what is like a query, whatever its case and its accents, and goes to the first
// hit that is not above the top; "" marks nothing.
func (r *Reader) Find(query string) {
	r.query = foldedText(query)
	r.locate()
	r.at = 0
	for _, h := range r.hits {
		if h.line >= r.top {
			r.at = h.of
			break
		}
	}
	r.showHit()
}

// Next goes so many hits on, or back, and from the last to the first.
func (r *Reader) Next(by int) {
	if _, of := r.Found(); of > 0 {
		r.at = ((r.at+by)%of + of) % of
		r.showHit()
	}
}

// Found is which hit the operator is at, from 1, and how many there are: maxHits where there
// are more.
func (r *Reader) Found() (at, of int) {
	if len(r.hits) == 0 {
		return 0, 0
	}
	return r.at + 1, r.hits[len(r.hits)-1].of + 1
}

// MostFound reports whether there are as many hits as are marked at most, and may be more.
func (r *Reader) MostFound() bool {
	_, of := r.Found()
	return of == maxHits
}

// showHit scrolls to the hit the operator is at, where that is not in view.
func (r *Reader) showHit() {
	for _, h := range r.hits {
		if h.of != r.at {
			continue
		}
		if h.line < r.top || h.line >= r.top+r.room() {
			r.top = h.line - r.room()/3
		}
		break
	}
	r.scroll(0)
}

// locate finds the hits of the query anew.
func (r *Reader) locate() {
	r.hits = r.hits[:0:0]
	if r.query == "" {
		return
	}
	found, folded := 0, &foldedLines{}
	for first := 0; first < len(r.lines); {
		last := first + 1
		for last < len(r.lines) && r.lines[last].passage == r.lines[first].passage {
			last++
		}
		if r.passages[r.lines[first].passage].Find {
			found = r.locateIn(folded, first, last, found)
		}
		first = last
	}
	r.at = max(0, min(r.at, found-1))
}

// locateIn finds the hits in the lines of one passage, and returns how many there are by now.
func (r *Reader) locateIn(f *foldedLines, first, last, found int) int {
	f.text, f.at = f.text[:0], f.at[:0]
	for i := first; i < last; i++ {
		if i > first && !r.lines[i].inside {
			f.add(" ", place{line: i})
		}
		f.addLine(r.lines[i].text, i)
	}
	text := string(f.text)
	for from := 0; found < maxHits; found++ {
		i := strings.Index(text[from:], r.query)
		if i < 0 {
			break
		}
		from += i + len(r.query)
		r.mark(f.at[from-len(r.query):from], found)
		for from < len(text) && f.at[from] == f.at[from-1] {
			from++ // what one letter spells is one hit
		}
	}
	return found
}

// mark marks the clusters that a hit is on, those of a line together.
func (r *Reader) mark(at []place, of int) {
	for _, p := range at {
		n := len(r.hits)
		switch {
		case p.to == 0: // the blank between two lines
		case n > 0 && r.hits[n-1].of == of && r.hits[n-1].line == p.line:
			r.hits[n-1].to = p.to
		default:
			r.hits = append(r.hits, hit{of, p.line, p.from, p.to})
		}
	}
}

// foldedLines is what lines spell without case and accents, and where each byte of that stands.
type foldedLines struct {
	text []byte
	at   []place
}

// place is a cluster of a line.
type place struct{ line, from, to int }

func (f *foldedLines) add(folded string, at place) {
	f.text = append(f.text, folded...)
	for range len(folded) {
		f.at = append(f.at, at)
	}
}

// addLine adds a line cluster by cluster, so that no mark parts a letter from what is joined to it.
func (f *foldedLines) addLine(text string, line int) {
	for i := 0; i < len(text); {
		switch {
		case text[i] == ansi.ESC:
			i += max(1, ColourLen(text[i:]))
		case text[i] < utf8.RuneSelf && (i+1 == len(text) || text[i+1] < utf8.RuneSelf):
			f.text = append(f.text, fold.Lower(text[i]))
			f.at = append(f.at, place{line, i, i + 1})
			i++
		default:
			cluster, _ := ansi.FirstGraphemeCluster(text[i:], ansi.GraphemeWidth)
			n := max(1, len(cluster))
			for _, c := range text[i : i+n] {
				f.add(foldedRune(c), place{line, i, i + n})
			}
			i += n
		}
	}
}

// foldedText is a text without case and accents, its words parted by one blank.
func foldedText(text string) string {
	var b strings.Builder
	for _, c := range strings.Join(strings.Fields(text), " ") {
		b.WriteString(foldedRune(c))
	}
	return b.String()
}

// foldedRune is a character without case and accents. What is only written above or below
// letters of Latin and of Arabic, and what joins letters, may be left out when one types.
func foldedRune(r rune) string {
	if r < utf8.RuneSelf {
		return string(unicode.ToLower(r))
	}
	switch {
	case r >= 0x300 && r <= 0x36f, r >= 0x64b && r <= 0x652, unicode.Is(unicode.Cf, r):
		return ""
	case unicode.IsSpace(r):
		return " "
	}
	r = unicode.ToLower(r)
	if plain, is := fold.Letter(r); is {
		return plain
	}
	return string(r)
}
