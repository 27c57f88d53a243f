package contacts

import (
	"slices"
	"strconv"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// columnName names a column of the contacts, as it is kept.
type columnName string

const (
	columnRow     columnName = "row"
	columnSign    columnName = "sign"
	columnGiven   columnName = "given"
	columnDial    columnName = "dial"
	columnWho     columnName = "name"
	columnWhy     columnName = "why"
	columnCompany columnName = "company"
	columnEmail   columnName = "email"
	columnID      columnName = "id"
	columnCountry columnName = "country"
	columnType    columnName = "type"
	columnMeta    columnName = "metadata:" // with the key behind it
)

// contactColumn is a column of the contacts and from which width on it is shown
// unless the operator says otherwise; 0 is never.
type contactColumn struct {
	Name columnName
	from int
	widget.GridColumn
}

const (
	// whoAndWhyFrom is the width from which there is room for who a row is of as well
	// as for what is wrong with it.
	whoAndWhyFrom = 92
	// leastWhy is how many cells say why, where the cause of the rows says it too.
	leastWhy = 12
	// usualGiven and widestGiven are the cells of what the file gave: most phone cells have room in
	// the first, and two numbers in one cell in the other.
	usualGiven, widestGiven = 20, 36
)

// saysAll reports whether the name of a cause is all that is said of its rows one by
// one.
func saysAll(k model.CauseKey) bool {
	return k.State == model.ToFix && k.Problem != model.MaybeOptedOut || k.State == model.Ready && k.Warning != 0 && k.Warning&model.MayHaveOptedOut == 0
}

// Where there is little room, who it is gives way to why: the name stands below
// the rows too.
var contactColumns = []contactColumn{
	{columnRow, 1, widget.GridColumn{Title: "Row", Right: true, Frozen: true}},
	{columnSign, 1, widget.GridColumn{Width: 1, Min: 1, Frozen: true}},
	{columnGiven, 1, widget.GridColumn{Title: "As given", Width: usualGiven, Min: 14, Frozen: true}},
	{columnDial, 1, widget.GridColumn{Title: "Will dial", Width: 20, Min: 18}},
	{columnWho, whoAndWhyFrom, widget.GridColumn{Title: "Name", Width: 20, Min: 9}},
	{columnWhy, 1, widget.GridColumn{Title: "Why", Width: 27, Min: 27, Grow: true}}, // what is wrong is said whole
	{columnCompany, 120, widget.GridColumn{Title: "Company", Width: 20, Min: 10}},
	{columnEmail, 140, widget.GridColumn{Title: "Email", Width: 24, Min: 10}},
	{columnID, 0, widget.GridColumn{Title: "Id", Width: 12, Min: 6}},
	{columnCountry, 0, widget.GridColumn{Title: "Country", Width: 16, Min: 8}},
	{columnType, 0, widget.GridColumn{Title: "Kind", Width: 12, Min: 8}},
}

// columnLooks is how the operator wants to see the columns.
type columnLooks struct {
	kept   []model.ViewColumn
	shown  []contactColumn // as they were laid out last
	beyond int             // how many of those, the last ones, are in sight only when they are paged to
}

// home are the columns in sight while none are paged to.
func (l *columnLooks) home() []contactColumn { return l.shown[:len(l.shown)-l.beyond] }

// hidden reports whether the operator has hidden a column.
func (l *columnLooks) hidden(name columnName) bool {
	v, kept := l.of(name)
	return kept && !v.Shown
}

func columnLooksOf(kept []model.ViewColumn) columnLooks { return columnLooks{kept: slices.Clone(kept)} }

func (l *columnLooks) of(name columnName) (model.ViewColumn, bool) {
	i := slices.IndexFunc(l.kept, func(v model.ViewColumn) bool { return v.Name == string(name) })
	if i < 0 {
		return model.ViewColumn{}, false
	}
	return l.kept[i], true
}

// set keeps how a column is wanted. The slice is replaced, because what is being
// saved may hold the one before.
func (l *columnLooks) set(v model.ViewColumn) {
	kept := slices.Clone(l.kept)
	if i := slices.IndexFunc(kept, func(o model.ViewColumn) bool { return o.Name == v.Name }); i >= 0 {
		kept[i] = v
	} else {
		kept = append(kept, v)
	}
	l.kept = kept
}

// place is where a column stands in the grid, 0 when it does not.
func (l *columnLooks) place(name columnName) int {
	return max(slices.IndexFunc(l.shown, func(c contactColumn) bool { return c.Name == name }), 0)
}

// contactRows shows the rows that a filter lets through.
type contactRows struct {
	list  *model.List
	rows  []int32
	cols  []contactColumn
	signs theme.Glyphs
	dial  *dialWords
}

// dialWords remembers how the numbers in sight are written, since that takes longer
// than to draw the rest of a row. Drawing reads it only. The zero value is ready to
// use.
type dialWords struct{ words map[phone.Number]string }

// maxDialWords bounds the memory: a few screens full.
const maxDialWords = 1000

// learn writes down how the number of a row is written.
func (d *dialWords) learn(n phone.Number) {
	if _, known := d.words[n]; known || n == 0 {
		return
	}
	if d.words == nil || len(d.words) >= maxDialWords {
		d.words = map[phone.Number]string{}
	}
	d.words[n] = n.Grouped()
}

func (d *dialWords) of(n phone.Number) string {
	if text, ok := d.words[n]; ok {
		return text
	}
	return n.Grouped()
}

// will is what a row will dial, or would with its best fix.
func (d *dialWords) will(v model.Verdict) string {
	switch {
	case v.State == model.Ready:
		return d.of(v.Number)
	case v.State == model.ToFix && offers(v):
		return d.of(v.Number) + "?"
	}
	return ""
}

func (r contactRows) Len() int { return len(r.rows) }

func (r contactRows) Cell(i, col int) string {
	row := int(r.rows[i])
	switch name := r.cols[col].Name; name {
	case columnRow:
		return strconv.Itoa(r.list.Table.RowNumber(row))
	case columnSign:
		return stateSign(r.signs, r.list.Verdict(row).State)
	case columnGiven:
		return r.list.Contacts().Given(row)
	case columnDial:
		return r.dial.will(r.list.Verdict(row))
	case columnWho:
		return r.list.Contacts().Name(row)
	case columnWhy:
		return r.list.Why(row)
	case columnCompany:
		return r.list.Contacts().Text(row, columns.FieldCompany)
	case columnEmail:
		return r.list.Contacts().Text(row, columns.FieldEmail)
	case columnID:
		return r.list.Contacts().Text(row, columns.FieldID)
	case columnCountry:
		return r.list.Verdict(row).Region.Name()
	case columnType:
		if r.list.Verdict(row).Number == 0 {
			return ""
		}
		return r.list.NumberType(row).String()
	default:
		return r.list.Fields().Value(row, model.EditableField{Field: columns.FieldMetadata, Key: strings.TrimPrefix(string(name), string(columnMeta))})
	}
}

// sorting is the column the rows are sorted by; the zero sorting is the file's
// own order.
type sorting struct {
	column columnName
	desc   bool
}

// sortingOf reads what String writes.
func sortingOf(text string) sorting {
	name, desc := strings.CutPrefix(text, "-")
	return sorting{columnName(name), desc && name != ""}
}

func (s sorting) String() string {
	if s.desc {
		return "-" + string(s.column)
	}
	return string(s.column)
}

func (s sorting) arrow(t theme.Theme) string {
	if s.desc {
		return t.Glyphs.Down
	}
	return t.Glyphs.Up
}

func (s sorting) order() model.Order {
	o := model.Order{Desc: s.desc}
	switch s.column {
	case columnSign:
		o.By = model.ByState
	case columnGiven:
		o.By = model.ByGiven
	case columnDial:
		o.By = model.ByNumber
	case columnWho:
		o.By = model.ByName
	case columnWhy:
		o.By = model.ByWhy
	case columnCountry:
		o.By = model.ByRegion
	case columnType:
		o.By = model.ByType
	case columnCompany:
		o.By, o.Field = model.ByField, model.EditableField{Field: columns.FieldCompany}
	case columnEmail:
		o.By, o.Field = model.ByField, model.EditableField{Field: columns.FieldEmail}
	case columnID:
		o.By, o.Field = model.ByField, model.EditableField{Field: columns.FieldID}
	default:
		if meta, ok := strings.CutPrefix(string(s.column), string(columnMeta)); ok {
			o.By, o.Field = model.ByField, model.EditableField{Field: columns.FieldMetadata, Key: meta}
		}
	}
	return o
}
