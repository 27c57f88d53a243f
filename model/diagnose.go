package model

import (
	"callsheet/model/columns"

	"callsheet/model/optout"

	"callsheet/model/fold"

	"callsheet/model/phone"

	"callsheet/model/table"

	"callsheet/model/printable"

	"context"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"

	"callsheet/model/panics"
)

// columnIndex finds the columns of a mapping by what they mean; -1 is none.
type columnIndex struct {
	dialled                                                     []int // the phone columns in the order of the operator, when there are several
	phone, name, first, last, email, company, id, country, zone int
	others                                                      []int // other phone columns
	codes                                                       []columns.CodeColumn
	areas                                                       []columns.CodeColumn // of codes of areas
	needed                                                      []columns.Column     // that the prompt cannot do without
}

func indexColumns(m columns.Mapping) columnIndex {
	c := columnIndex{nil, -1, -1, -1, -1, -1, -1, -1, -1, -1, nil, columns.IndexCodes(m), columns.IndexAreas(m), nil}
	if dialled := m.Dialled(); len(dialled) > 1 {
		for _, col := range dialled {
			c.dialled = append(c.dialled, col.Index)
		}
	}
	for _, col := range m {
		switch col.Field {
		case columns.FieldPhone:
			c.phone = col.Index
		case columns.FieldPhone2:
			c.others = append(c.others, col.Index)
		case columns.FieldName:
			c.name = col.Index
		case columns.FieldFirstName:
			c.first = col.Index
		case columns.FieldLastName:
			c.last = col.Index
		case columns.FieldEmail:
			c.email = col.Index
		case columns.FieldCompany:
			c.company = col.Index
		case columns.FieldID:
			c.id = col.Index
		case columns.FieldCountry:
			c.country = col.Index
		case columns.FieldTimeZone:
			c.zone = col.Index
		}
	}
	c.needed = m.Needed()
	return c
}

// diagnoseStep is how many rows are judged between two looks at the context:
// a few milliseconds of work, and one page.
const diagnoseStep = pageRows

// inBlocks calls work for the blocks that n rows are cut into, on several
// goroutines. progress, when given, counts the rows done. It returns early with
// the context's error.
func inBlocks(ctx context.Context, n int, progress *atomic.Int64, work func(from, to int)) error {
	var at atomic.Int64
	take := func() {
		for ctx.Err() == nil {
			from := int(at.Add(diagnoseStep)) - diagnoseStep
			to := min(from+diagnoseStep, n)
			if from >= to {
				return
			}
			work(from, to)
			if progress != nil {
				progress.Add(int64(to - from))
			}
			runtime.Gosched() // a key that was pressed meanwhile goes first
		}
	}
	if n <= diagnoseStep {
		take()
		return ctx.Err()
	}
	var wait panics.Group
	// One processor is left to the console, which must draw while this runs.
	for range max(2, runtime.GOMAXPROCS(0)-1) {
		wait.Go(take)
	}
	wait.Wait()
	return ctx.Err()
}

// Diagnose reads every row of a table under a mapping and says what will become
// of it. Edits made to an earlier list of the same table are kept. progress, when
// given, counts the rows done. A list that was saved from here comes with what
// was decided then, unless there are edits already. It returns early with the
// context's error.
func Diagnose(ctx context.Context, t *table.Table, m columns.Mapping, region phone.Region, kept Edits, progress *atomic.Int64) (*List, error) {
	asked := slices.Clone(m)
	m = m.Keyed()
	by := new(owner)
	l := &List{
		Table: t, Mapping: m, Region: region, Edits: kept.Clone(), asked: asked, cols: indexColumns(m), source: &source{},
		verdicts: newPages[record](by, t.Len()), owner: by, revision: new(revision), generation: new(revision),
	}
	saved, wasSaved := readSaved(l)
	if wasSaved {
		l.Mapping = saved.hide(m)
		l.cols = indexColumns(l.Mapping)
	}
	l.verdicts.fill(by)
	var err error
	if l.source.optOuts, err = l.findOptOuts(ctx); err != nil {
		return nil, err
	}
	l.bindAll()
	needed := l.cols.needed
	l.cols.needed = nil // who shares a number does so with or without what is needed
	err = inBlocks(ctx, t.Len(), progress, func(from, to int) {
		rows := l.verdicts.page(from >> pageBits)
		for row := from; row < to; row++ {
			rows[row-from] = l.evaluate(row, l.Edit(row))
		}
	})
	if err != nil {
		return nil, err
	}
	l.findShared(l.chain())
	l.findRepeatedIDs()
	l.holdMissing(needed)
	if wasSaved && l.done == nil && l.undone == nil {
		if err := saved.takeOver(ctx); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// chain finds which row of each number is dialled and counts the states, once
// over. It returns the rows that can be dialled, sorted.
func (l *List) chain() []indexEntry {
	entries := make([]indexEntry, 0, l.Len())
	l.each(func(row int, r *record) {
		if r.dialable() {
			entries = append(entries, indexEntry{r.number, r.order(row)})
		}
	})
	slices.SortFunc(entries, func(a, b indexEntry) int { return a.compare(b.number, b.order) })
	for i, e := range entries {
		if i > 0 && entries[i-1].number == e.number {
			l.verdicts.write(l.owner, rowOf(e.order)).state = Duplicate
		}
	}
	l.numbers = buildIndex(l.owner, entries)
	l.each(func(_ int, r *record) { l.tally.count(*r, +1) })
	return entries
}

// evaluate reads one row alone: whether another row holds its number is settled
// by the index of numbers.
func (l *List) evaluate(row int, e Edit) record {
	var v record
	if e.Preferred {
		v.out |= flagPreferred
	}
	says, _ := l.optOutOf(row, e)
	switch {
	case e.LeftOut:
		v.state, v.out = LeftOut, v.out|uint8(ByOperator)
		return v
	case e.IsZero() && l.Table.Blank(row):
		v.state = Blank
		return v
	case l.Table.Marks(row)&table.RowAside != 0 && !e.TakenIn:
		v.state, v.out = LeftOut, v.out|uint8(NoContact)
		return v
	case says > optout.SaysPerhapsNo:
		v.state, v.out = DoNotCall, v.out|uint8(MarkedInFile)
		return v
	case l.Table.Marks(row)&table.RowHidden != 0 && !e.TakenIn:
		v.state, v.out = LeftOut, v.out|uint8(HiddenInFile)
		return v
	}
	cell, other := l.phoneCell(row, e)
	region, own, unclear := l.rowCountry(row, e)
	r := l.readCell(row, e, cell, region)
	if unclear && phone.Read(cell, "").Problem == phone.NoCountry {
		v.warn(CountryUnclear)
	}
	if l.holdRow(&v, row, e, cell, r) {
		return v
	}
	if other {
		v.warn(OtherColumn)
	}
	if e.AsIs {
		v.warn(TakenAsIs)
	}
	if r.Problem.Costly() && e.Accepted && r.Number != 0 {
		v.warn(costAccepted(r.Problem))
		r.Problem = phone.NoProblem
	}
	if r.Problem == phone.NoProblem && r.Number < phone.MinNumber {
		r.Problem = phone.NotAccepted
	}
	if !own && !writtenWithCode(cell) {
		v.region |= assumedBit
	}
	v.number, v.problem = r.Number, Problem(r.Problem)
	v.setRegion(r.Region)
	v.warn(Warnings(r.Warnings))
	if r.Problem != phone.NoProblem || r.Number == 0 {
		v.state = ToFix
		l.suggest(&v, row, e, cell, region, r)
		return v
	}
	if email := l.text(row, e, columns.FieldEmail, l.cols.email); email != "" && !columns.ValidEmail(email) {
		v.warn(EmailDropped)
		if _, _, ok := correctEmail(email); ok {
			v.fix = uint8(FixEmail) << partBits
		}
	}
	if l.lossy(row, e) {
		v.warn(LostCharacters)
		if _, _, _, ok := l.unspoilt(row, e); ok {
			v.fix = uint8(FixEncoding) << partBits
		}
	}
	if _, _, ok := l.nameCase(row, e); ok {
		v.warn(NameCase)
	}
	return l.guard(row, v, e)
}

// guard takes out a number that must not be called, or not again so soon, and
// holds one of which that is likely.
func (l *List) guard(row int, v record, e Edit) record {
	return l.holdBack(row, l.guardNumber(row, v, e), e)
}

func (l *List) guardNumber(row int, v record, e Edit) record {
	v.state = Ready
	mark, marked := l.marks.of(v.number)
	_, refused := l.refusedBy(v.number)
	switch {
	case refused:
		v.state, v.out = DoNotCall, v.out|uint8(MarkedNumber)
	case l.doubtful(row, v.number, e) && mark.DoNotCall.IsZero():
		if !saidYes(e) {
			v.state, v.problem, v.fix = ToFix, MaybeOptedOut, uint8(FixNoCall)<<partBits
			return v
		}
		v.warn(MayHaveOptedOut)
		return l.guardBy(mark, v, e)
	case !marked:
	default:
		return l.guardBy(mark, v, e)
	}
	return checked(v, e)
}

// guardBy takes out a number by what is known of it outside the list.
func (l *List) guardBy(mark Suppression, v record, e Edit) record {
	switch {
	case !mark.DoNotCall.IsZero():
		v.state, v.out = DoNotCall, v.out|uint8(OnDoNotCallList)
	case mark.Called.IsZero() && !mark.Answered.IsZero() && !e.Again:
		v.out |= flagAnswered
	case mark.Called.IsZero():
	case mark.Uncertain:
		v.state, v.out = LeftOut, v.out|uint8(MaybeCalled)
	case mark.Unfinished && e.Move && !mark.Stays:
		v.out |= flagMoved
	case e.Again && mark.Starts.IsZero() && !mark.Stays: // a batch that is yet to start has called nobody
		v.warn(CalledAgain)
	case mark.Unfinished:
		v.state, v.out = LeftOut, v.out|uint8(InUnfinished)
	default:
		v.state, v.out = LeftOut, v.out|uint8(CalledRecently)
	}
	return checked(v, e)
}

func checked(v record, e Edit) record {
	if left := v.warnings() &^ Told; left != 0 && left&^e.Checked == 0 {
		v.out |= flagChecked
	}
	return v
}

// doubtful reports whether it is likely that a row, or another with its number,
// says no to calls.
func (l *List) doubtful(row int, n phone.Number, e Edit) bool {
	if _, found := l.doubtOf(n); found {
		return true
	}
	says, _ := l.optOutOf(row, e.without(string(columns.FieldDoNotCall)))
	return says == optout.SaysPerhapsNo
}

// guardAgain judges a row anew when nothing changed but what is known of its
// number outside the list.
func (l *List) guardAgain(row int, v record, e Edit) record {
	switch out := v.exclusion(); {
	case v.dialable(), out == OnDoNotCallList, out.Guarded(), out == MaybeCalled, out == MarkedNumber:
	case v.state == ToFix && (v.problem == MaybeOptedOut || v.problem == SharedNumber || v.problem == RepeatedID || v.problem == MissingField):
		return l.evaluate(row, e) // what it would be besides is not in its record
	default:
		return v
	}
	v.out &= flagPreferred
	v.unwarn(CalledAgain | MayHaveOptedOut)
	return l.guard(row, v, e)
}

// PhoneCell is the cell the row's number is read from: what the operator typed,
// the other column they chose, or what the file has.
func (l *List) PhoneCell(row int, e Edit) table.Cell {
	cell, _ := l.phoneCell(row, e)
	return cell
}

// phoneCell is PhoneCell; other tells that it was looked for in another column
// than the first and found there.
func (l *List) phoneCell(row int, e Edit) (cell table.Cell, other bool) {
	if e.number != 0 {
		return table.Cell{Text: e.number.String(), Kind: table.KindDecided}, false
	}
	if text, ok := e.Value(columns.FieldPhone); ok {
		return table.Cell{Text: text}, false
	}
	col := l.phoneColumn(row, e)
	_, chosen := e.column()
	return l.cell(row, e, col), !chosen && col != l.cols.phone
}

// phoneColumn is the column the row's number is read from: the one the operator
// chose for the row, or the first that holds a number of those they have put in
// order.
func (l *List) phoneColumn(row int, e Edit) int {
	if col, ok := e.column(); ok {
		return col
	}
	if _, typed := e.Value(columns.FieldPhone); typed || len(l.cols.dialled) == 0 {
		return l.cols.phone
	}
	region := l.Region // the code beside a number depends on its column
	if len(l.cols.codes) == 0 {
		region = l.rowRegion(row, e)
	}
	for _, col := range l.cols.dialled {
		switch phone.Read(l.cell(row, e, col), region).Problem {
		case phone.Empty, phone.NoDigits, phone.Placeholder:
		default:
			return col
		}
	}
	return l.cols.phone
}

// cell is a cell of the file, or what the operator typed over it.
func (l *List) cell(row int, e Edit, col int) table.Cell {
	if col <= columns.AbsentColumn {
		return l.absentCell(e, col)
	}
	if text, ok := e.cell(col); ok {
		return table.Cell{Text: text}
	}
	return l.Table.Cell(row, col)
}

// ReadAs reads a text as if it were typed into a row's phone field.
func (l *List) ReadAs(row int, text string) phone.Reading {
	return phone.Read(table.Cell{Text: text}, l.rowRegion(row, l.Edit(row)))
}

// rowRegion is the country a row's number is written in: the operator's word,
// the calling code beside the number, the row's country column, or the list's.
func (l *List) rowRegion(row int, e Edit) phone.Region {
	region, _, _ := l.rowCountry(row, e)
	return region
}

// rowCountry is rowRegion; own tells that the row says it itself or the operator
// did of the row, unclear that the row's country column names a country that
// nobody knows.
func (l *List) rowCountry(row int, e Edit) (region phone.Region, own, unclear bool) {
	if r := e.region(); r != "" {
		return r, true, false
	}
	if r := l.codeRegion(row, e); r != "" {
		return r, true, false
	}
	if l.cols.country < 0 {
		return l.Region, false, false
	}
	cell := l.cell(row, e, l.cols.country)
	if r, ok := phone.ParseRegion(cell.Text); ok {
		return r, true, false
	}
	return l.Region, false, namesCountry(cell)
}

// writtenWithCode reports whether a number says its country by a plus sign or the
// usual international prefix.
func writtenWithCode(c table.Cell) bool {
	text := c.Text
	if strings.IndexByte(text, '+') >= 0 || !fold.IsASCII(text) && strings.Contains(text, "＋") {
		return true
	}
	for text != "" && (text[0] == ' ' || text[0] == '(') {
		text = text[1:]
	}
	return strings.HasPrefix(text, "00")
}

// namesCountry reports whether a cell of a country column was meant to say
// something.
func namesCountry(c table.Cell) bool {
	return c.Kind != table.KindError && !phone.IsErrorWord(c.Text) && !phone.IsNotAvailable(c.Text) && strings.ContainsFunc(c.Text, unicode.IsLetter)
}

func (l *List) text(row int, e Edit, f columns.Field, col int) string {
	if v, ok := e.Value(f); ok {
		return printable.Text(v, columns.MaxFieldRunes)
	}
	if col < 0 {
		return ""
	}
	c := l.cell(row, e, col)
	if c.Kind == table.KindError || phone.IsErrorWord(c.Text) {
		return ""
	}
	return printable.Text(c.Text, columns.MaxFieldRunes)
}
