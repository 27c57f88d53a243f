package importer

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"callsheet/model/table"
)

// sheetWriter copies a sheet's XML as it reads it, with cells put into its rows.
type sheetWriter struct {
	a         *annotation
	m         *markup
	shape     sheetShape
	moment    int // the style of a day with its time; -1 = none
	epoch1904 bool

	prefix string // that the sheet gives every name
	said   bool   // what it says of its columns is written
	out    []byte
}

// write copies the part to its end.
func (w *sheetWriter) write() error {
	for {
		kind, err := w.m.next()
		switch {
		case err != nil:
			return err
		case kind == endOfXML:
			return w.m.handOut(0)
		case kind != startTag:
		case w.m.depth() == 1:
			w.prefix = w.m.prefix()
		case w.m.depth() != 2:
		case string(w.m.name) == "dimension":
			err = w.dimension()
		case string(w.m.name) == "cols":
			err = w.columns()
		case string(w.m.name) == "sheetData":
			err = w.rows()
		}
		if err != nil {
			return err
		}
	}
}

// last is the last of the added columns, from 0.
func (w *sheetWriter) last() int { return w.shape.first + len(w.a.added.Header) - 1 }

// dimension extends what the sheet says of its extent. What says nothing is left as it is.
func (w *sheetWriter) dimension() error {
	area, err := w.m.attribute("ref")
	if err != nil {
		return err
	}
	from, to, isArea := strings.Cut(area, ":")
	if !isArea {
		to = from
	}
	col, row, ok := parseCorner([]byte(to))
	if !ok || col >= w.last() {
		return nil
	}
	return w.m.replaceTag(withAttribute(w.m.lastTag(), "ref", from+":"+columnName(w.last())+strconv.Itoa(row)))
}

// withAttribute is a tag with another value of an attribute that it has.
func withAttribute(tag []byte, name, value string) string {
	at := bytes.IndexAny(tag, " \t\r\n")
	if at < 0 {
		return string(tag)
	}
	for rest := tag[at:]; ; {
		found, old, next, ok, err := attr(rest)
		if err != nil || !ok {
			return string(tag)
		}
		if string(found) == name {
			end := len(tag) - len(next) - 1 // of the value, before its quote
			return string(tag[:end-len(old)]) + value + string(tag[end:])
		}
		rest = next
	}
}

// Widths of added columns, in characters, that their content wants.
const (
	narrowest = 12
	widest    = 40
)

// runs are what the sheet says of its columns, and of the added ones: that they are as
// wide as their names, and not hidden, whatever was said of what is to the right.
func (w *sheetWriter) runs() []byte {
	first, last := w.shape.first+1, w.last()+1
	type run struct {
		from, to int
		rest     string
	}
	var all []run
	for _, r := range w.shape.runs {
		if left := (run{r.from, min(r.to, first-1), r.rest}); left.from <= left.to {
			all = append(all, left)
		}
		if right := (run{max(r.from, last+1), r.to, r.rest}); right.from <= right.to {
			all = append(all, right)
		}
	}
	for i, name := range w.a.added.Header {
		width := min(max(len([]rune(name))+2, narrowest), widest)
		all = append(all, run{first + i, first + i, fmt.Sprintf(` width="%d" customWidth="1"`, width)})
	}
	slices.SortStableFunc(all, func(x, y run) int { return x.from - y.from })
	out := fmt.Appendf(nil, "<%scols>", w.prefix)
	for _, r := range all {
		out = fmt.Appendf(out, `<%scol min="%d" max="%d" %s/>`, w.prefix, r.from, r.to, strings.TrimSpace(r.rest))
	}
	return fmt.Appendf(out, "</%scols>", w.prefix)
}

// columns puts the runs in the place of those the sheet has.
func (w *sheetWriter) columns() error {
	if w.said {
		return errXML // they are there twice
	}
	w.said = true
	if err := w.m.insert(w.runs()); err != nil {
		return err
	}
	return w.m.leaveOut()
}

func (w *sheetWriter) rows() error {
	if !w.said {
		w.said = true
		if err := w.m.insert(w.runs()); err != nil {
			return err
		}
	}
	r := &sheetReader{m: w.m}
	return r.eachRow(func() error { return w.row(r) })
}

// row copies a row with what it gets. Cells that stand there already hold nothing; theirs
// is the style, where it does not change what is read.
func (w *sheetWriter) row(r *sheetReader) error {
	if err := r.number(); err != nil {
		return err
	}
	cells, err := w.a.of(r.row)
	if err != nil || len(cells) == 0 {
		return errors.Join(err, w.m.skip())
	}
	shut, err := w.begin()
	if err != nil {
		return err
	}
	styles := make([]string, len(cells))
	for outside, col, waits := w.m.depth()-1, -1, true; ; {
		kind, err := w.m.next()
		if err != nil {
			return err
		}
		style := ""
		switch {
		case kind == endTag && w.m.depth() == outside:
			if !waits {
				return nil
			}
			if err := w.put(r.row, cells, styles); err != nil {
				return err
			}
			return w.m.insert([]byte(shut))
		case kind != startTag:
			continue
		case string(w.m.name) == "c":
			if col, style, err = r.place(col); err != nil {
				return err
			}
			if col < w.shape.first {
				break
			}
			if col <= w.last() && waits {
				styles[col-w.shape.first] = style
				if err := w.m.leaveOut(); err != nil {
					return err
				}
				continue
			}
			fallthrough
		default: // what follows cells
			if waits {
				waits = false
				err = w.put(r.row, cells, styles)
			}
		}
		if err := errors.Join(err, w.m.skip()); err != nil {
			return err
		}
	}
}

// begin writes the start tag of a row that gets cells: a row without cells may end with
// it, and is opened. It returns what is missing at its end then.
func (w *sheetWriter) begin() (shut string, err error) {
	tag := string(w.m.lastTag())
	changed := tag
	if spans, err := w.m.attribute("spans"); err != nil {
		return "", err
	} else if spans != "" {
		head, end, ok := cutLast(spans, ":")
		if to, err := strconv.Atoi(end); ok && err == nil {
			changed = withAttribute([]byte(tag), "spans", head+":"+strconv.Itoa(max(to, w.last()+1)))
		}
	}
	if w.m.empty {
		changed = strings.TrimSuffix(changed, "/>") + ">"
		shut = "</" + w.prefix + "row>"
	}
	if changed == tag {
		return shut, nil
	}
	return shut, w.m.replaceTag(changed)
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// put writes the cells of a row before the last tag.
func (w *sheetWriter) put(row int, cells []table.Cell, styles []string) error {
	w.out = w.out[:0]
	for i, c := range cells {
		if c.Text != "" || styles[i] != "" {
			w.cell(columnName(w.shape.first+i)+strconv.Itoa(row), c, styles[i], row == w.a.header)
		}
	}
	return w.m.insert(w.out)
}

func (w *sheetWriter) cell(ref string, c table.Cell, style string, named bool) {
	value := ""
	switch c.Kind {
	case table.KindNumber:
		if _, ok := exactFigure(c.Text); ok {
			value, style = c.Text, ""
		}
	case table.KindDate:
		serial, _, ok := serial1900(c.Text)
		if ok && w.moment >= 0 {
			if w.epoch1904 {
				serial -= days1904
			}
			value, style = strconv.FormatFloat(serial, 'f', -1, 64), strconv.Itoa(w.moment)
		}
		c.Text = strings.Replace(c.Text, "T", " ", 1)
	}
	if named {
		style = w.shape.style
	}
	w.out = append(append(append(append(w.out, '<'), w.prefix...), `c r="`...), ref...)
	w.out = append(w.out, '"')
	if style != "" {
		w.out = append(append(append(w.out, ` s="`...), style...), '"')
	}
	switch {
	case value != "":
		w.out = fmt.Appendf(w.out, `><%[1]sv>%[2]s</%[1]sv></%[1]sc>`, w.prefix, value)
	case c.Text == "":
		w.out = append(w.out, "/>"...)
	default:
		w.out = fmt.Appendf(w.out, ` t="inlineStr"><%[1]sis><%[1]st xml:space="preserve">%[2]s</%[1]st></%[1]sis></%[1]sc>`, w.prefix, sheetText(c.Text))
	}
}

// days1904 is how many days the calendar that begins in 1904 is behind the other.
const days1904 = 1462

var inXML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;")

// sheetText is a text as a cell holds it: what no XML can hold is left out, what a cell
// has no room for is cut, and what would be read as a character of its own is kept apart.
func sheetText(text string) string {
	text = printable(text)
	if len(text) > excelize.TotalCellChars {
		if units := utf16.Encode([]rune(text)); len(units) > excelize.TotalCellChars {
			text = strings.ToValidUTF8(string(utf16.Decode(units[:excelize.TotalCellChars-1])), "") + "…"
		}
	}
	return inXML.Replace(keepEscapes(text))
}

// keepEscapes keeps _x0041_ in a text from being read as the character of that number
// (ECMA-376 22.9.2.19).
func keepEscapes(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out []byte
	for i := range len(text) {
		if _, size := escapedUnit([]byte(text[i:min(len(text), i+len("_x0041_"))])); size > 0 {
			out = append(out, "_x005F"...)
		}
		out = append(out, text[i])
	}
	return string(out)
}

// columnName is a column's letters; the first is 0.
func columnName(col int) string {
	name, err := excelize.ColumnNumberToName(col + 1)
	if err != nil {
		return "" // beyond what a sheet holds
	}
	return name
}
