package importer

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"callsheet/model/table"
)

const (
	sniffBytes   = 64 << 10 // of decoded text, from the beginning
	sniffRecords = 100
)

// commas are the delimiters that are looked for, the likeliest to be part of
// ordinary text last: at equal evidence the rarer sign is the delimiter.
const commas = "\t|;,"

// findDialect finds delimiter and line ends in a file's first text. whole says
// that the text is all there is.
func findDialect(text []byte, whole bool) dialect {
	ends := []bool{false}
	switch lone, others := loneCRs(text, whole); {
	case lone > 1 && others:
		ends = []bool{false, true} // parts of cells, or rows of another program
	case lone > 0 && !others:
		ends = []bool{true}
	}
	best, bestScore := dialect{comma: ',', cr: ends[0]}, score{}
	for _, cr := range ends {
		found, foundScore := dialect{comma: ',', cr: cr}, score{}
		for _, comma := range []byte(commas) {
			d := dialect{comma: comma, cr: cr}
			if s := scoreDialect(text, whole, d); s.beats(foundScore) {
				found, foundScore = d, s
			}
		}
		if bestScore.width == 0 || foundScore.even > bestScore.even && foundScore.width > 1 {
			best, bestScore = found, foundScore
		}
	}
	return best
}

// loneCRs counts the lines that end as on the first Macs, and reports whether
// some end otherwise, outside quotes.
func loneCRs(text []byte, whole bool) (lone int, others bool) {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			quoted = !quoted
		case '\n':
			others = others || !quoted
		case '\r':
			for i+1 < len(text) && text[i+1] == '\r' {
				i++
			}
			if last := i+1 == len(text); !quoted && (last && whole || !last && text[i+1] != '\n') {
				lone++
			}
		}
	}
	return lone, others
}

// score is how well a delimiter explains a text.
type score struct {
	rows  int     // that were looked at
	even  float64 // share of the rows that have the commonest number of cells
	width int     // that number
}

// beats prefers the delimiter that cuts more evenly. Between two that are
// equally even, only one that finds far more columns beats a rarer sign.
func (s score) beats(other score) bool {
	const clearly = 0.1
	switch {
	case s.width < 2:
		return false
	case other.width < 2 || s.even > other.even+clearly:
		return true
	case s.even < other.even-clearly:
		return false
	}
	return s.width >= 2*other.width || s.rows == 1 && s.width > other.width
}

func scoreDialect(text []byte, whole bool, d dialect) score {
	widths := sniffWidths(text, whole, d)
	counts := map[int]int{}
	for _, w := range widths {
		counts[w]++
	}
	s := score{rows: len(widths)}
	most := 0
	for w, n := range counts {
		if n > most || n == most && w > s.width {
			most, s.width = n, w
		}
	}
	if len(widths) > 0 {
		s.even = float64(most) / float64(len(widths))
	}
	return s
}

// sniffWidths counts the cells of the first rows that are not blank, leaving
// out the last row when it may be cut.
func sniffWidths(text []byte, whole bool, d dialect) []int {
	var widths []int
	records := splitText(text, d)
	for len(widths) <= sniffRecords {
		cells, err := records.next()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				return nil
			}
			break
		}
		if len(cells) > 0 {
			widths = append(widths, len(cells))
		}
	}
	if !whole && len(widths) > 1 {
		widths = widths[:len(widths)-1]
	}
	return widths
}

// declaredComma reads the line "sep=;" by which a file tells Excel its
// delimiter, and says how many bytes that line takes.
func declaredComma(text []byte) (comma byte, size int) {
	const prefix = "sep="
	if len(text) <= len(prefix) || !strings.EqualFold(string(text[:len(prefix)]), prefix) {
		return 0, 0
	}
	comma = text[len(prefix)]
	rest := text[len(prefix)+1:]
	switch {
	case !usableComma(comma):
		return 0, 0
	case bytes.HasPrefix(rest, []byte("\r\n")):
		return comma, len(prefix) + 3
	case len(rest) > 0 && (rest[0] == '\n' || rest[0] == '\r'):
		return comma, len(prefix) + 2
	case len(rest) == 0:
		return comma, len(prefix) + 1
	}
	return 0, 0
}

func usableComma(b byte) bool {
	return b == '\t' || b >= ' ' && b < 0x7f && b != '"'
}

// namedComma reads an operator's delimiter.
func namedComma(name string) (byte, error) {
	switch strings.ToLower(name) {
	case "tab", `\t`:
		return '\t', nil
	case "comma":
		return ',', nil
	case "semicolon":
		return ';', nil
	case "pipe":
		return '|', nil
	}
	if len(name) == 1 && usableComma(name[0]) {
		return name[0], nil
	}
	return 0, refuse(quoted(name)+" cannot be a delimiter.", "Use one character, such as , or ;, or the word tab.")
}

// blank reports whether no cell holds more than white space.
func blank(cells []table.Cell) bool {
	for _, c := range cells {
		if strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	return true
}

// filled counts the cells that hold more than white space.
func filled(cells []table.Cell) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c.Text) != "" {
			n++
		}
	}
	return n
}
