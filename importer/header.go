package importer

import (
	"slices"
	"strings"
	"unicode"

	"callsheet/model/table"
)

// findHeader returns which of a file's first rows names the columns, or -1 when
// none does. Title rows above the header are narrow; a header holds words and
// stands above the first row with a phone number, an address or a figure.
func findHeader(head []numbered) int {
	width := typicalWidth(head)
	if width == 0 {
		return -1
	}
	first := firstData(head)
	best, bestScore := -1, 0
	for i, row := range head {
		if i == first {
			break
		}
		n := filled(row.cells)
		if n == 0 || holdsFiller(row.cells) {
			continue
		}
		wide := n*5 >= width*3
		known := knownNames(row.cells)
		if !wide && known < 2 {
			continue
		}
		points := 1 + 3*known
		if wide {
			points += 2
		}
		if points > bestScore {
			best, bestScore = i, points
		}
		if first < 0 && wide {
			break // nothing below looks like data, so the first full row it is
		}
	}
	if best < 0 && first > 0 && halfNamed(head[first-1].cells, width) {
		return first - 1
	}
	if best < 0 {
		return firstWide(head, width)
	}
	return best
}

// firstWide is the first full row when it holds names that are known: above it
// may stand when the list was made and by whom.
func firstWide(head []numbered, width int) int {
	for i, row := range head {
		if filled(row.cells)*5 < width*3 {
			continue
		}
		if knownNames(row.cells) >= 2 && !slices.ContainsFunc(row.cells, func(c table.Cell) bool { return classify(c) == certain }) {
			return i
		}
		break
	}
	return -1
}

// halfNamed allows a header in which some names are missing, right above the
// data.
func halfNamed(cells []table.Cell, width int) bool {
	n := filled(cells)
	return n >= 2 && n*2 >= width && !holdsFiller(cells)
}

// typicalWidth is the median number of filled cells of the rows that have any.
func typicalWidth(head []numbered) int {
	counts := map[int]int{}
	rows, most := 0, 0
	for _, r := range head {
		if n := filled(r.cells); n > 0 {
			counts[n]++
			rows++
			most = max(most, n)
		}
	}
	seen := 0
	for n := most; n > 0; n-- {
		if seen += counts[n]; seen*2 >= rows {
			return n
		}
	}
	return 0
}

// firstData is the first row that holds what no header does, or -1.
func firstData(head []numbered) int {
	for i, row := range head {
		named := knownNames(row.cells) >= 2 // a figure above a numbered column is then no data
		figures, full := 0, 0
		for col, c := range row.cells {
			if strings.TrimSpace(c.Text) == "" {
				continue
			}
			full++
			switch meaning := classify(c); {
			case meaning == certain:
				return i
			case meaning == figure && !named && figuresBelow(head[i+1:], col):
				figures++
				if !isYear(c.Text) {
					return i
				}
			}
		}
		if full > 0 && figures == full {
			return i
		}
	}
	return -1
}

// figuresBelow reports whether a column goes on with figures, in which case a
// figure in it is data and not the name of the column.
func figuresBelow(rows []numbered, col int) bool {
	figures, words := 0, 0
	for _, r := range rows {
		if col >= len(r.cells) || strings.TrimSpace(r.cells[col].Text) == "" {
			continue
		}
		if classify(r.cells[col]) == word {
			words++
		} else {
			figures++
		}
	}
	return figures > words || figures+words == 0
}

type evidence uint8

const (
	word    evidence = iota // may name a column
	figure                  // a number, which seldom names one
	certain                 // a phone number, an email address or a date
)

const phoneDigits = 7

func classify(c table.Cell) evidence {
	switch c.Kind {
	case table.KindDate:
		return certain
	case table.KindBool, table.KindError:
		return figure
	}
	text := strings.TrimSpace(c.Text)
	if looksLikeEmail(text) {
		return certain
	}
	digits, letters, others, breaks := 0, 0, 0, 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r) || unicode.IsMark(r):
			letters++
		case strings.ContainsRune("-/.:", r):
			breaks++
		default:
			others++
		}
	}
	switch {
	case digits >= phoneDigits && digits >= 2*letters:
		return certain
	case letters == 0 && digits >= 4 && breaks == 2 && others == 0:
		return certain // a date
	case digits > 0 && letters == 0:
		return figure
	}
	return word
}

func looksLikeEmail(s string) bool {
	name, domain, found := strings.Cut(s, "@")
	return found && name != "" && strings.Contains(domain, ".") && !strings.ContainsAny(s, " \t\n")
}

func isYear(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) == 4 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20"))
}

// holdsFiller reports whether a row holds what people type for "nothing",
// which names no column.
func holdsFiller(cells []table.Cell) bool {
	for _, c := range cells {
		switch strings.ToLower(strings.TrimSpace(c.Text)) {
		case "n/a", "none", "-", "tbc", "tba", "unknown", "null":
			return true
		}
	}
	return false
}

// knownNames counts the cells that are names of columns in most lists; any is
// enough to tell the header from a wide title, so the list is short.
func knownNames(cells []table.Cell) int {
	n := 0
	for _, c := range cells {
		name := strings.ToLower(strings.TrimSpace(onOneLine(c.Text)))
		switch strings.Map(func(r rune) rune {
			if r == ' ' || r == '_' || r == '-' || r == '.' {
				return -1
			}
			return r
		}, name) {
		case "phone", "phonenumber", "mobile", "mobilenumber", "mobilephone", "cell", "cellphone", "telephone", "tel",
			"contactnumber", "tonumber", "homephone", "workphone", "name", "fullname", "contactname", "firstname",
			"lastname", "surname", "forename", "email", "emailaddress", "company", "companyname", "organisation",
			"organization", "country", "id", "address", "city", "postcode", "telefon", "handy", "teléfono",
			"telefone", "móvil", "celular", "téléphone", "portable", "vorname", "nachname", "nombre", "apellido",
			"nom", "prénom", "correo", "firma", "empresa", "entreprise":
			n++
		}
	}
	return n
}

type numbered struct {
	number int
	cells  []table.Cell
	flags  rowFlags
}

// rowFlags are what a reader knows of a row besides its cells.
type rowFlags uint8

const (
	rowHidden rowFlags = 1 << iota
	rowMended
)

func onOneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	s = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(s)
	return strings.TrimSpace(s)
}
