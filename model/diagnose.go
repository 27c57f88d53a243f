package model

import (
	"context"
	"runtime"
	"slices"
	"sync/atomic"

	"callsheet/model/columns"
	"callsheet/model/optout"
	"callsheet/model/panics"
	"callsheet/model/phone"
	"callsheet/model/table"
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

// diagnoseStep is how many rows are evaluated between two looks at the context:
// a few milliseconds of work, and one page.
const blockRows = pageRows

// forBlocks calls work for the blocks that n rows are cut into, on several
// goroutines. progress, when given, counts the rows done. It returns early with
// the context's error.
func forBlocks(ctx context.Context, n int, progress *atomic.Int64, work func(from, to int)) error {
	var at atomic.Int64
	take := func() {
		for ctx.Err() == nil {
			from := int(at.Add(blockRows)) - blockRows
			to := min(from+blockRows, n)
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
	if n <= blockRows {
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
// was decided then, unless that is among the edits already: see List.TakeOver. It
// returns early with the context's error.
func Diagnose(ctx context.Context, t *table.Table, m columns.Mapping, region phone.Region, kept Edits, progress *atomic.Int64) (*List, error) {
	asked := slices.Clone(m)
	m = m.Keyed()
	saved, wasSaved := readSaved(t)
	if wasSaved {
		m = saved.hide(m)
	}
	l := newList(t, m, region)
	l.asked, l.Edits = asked, kept.Clone()
	by := l.owner
	l.verdicts.rows.fill(by)
	var err error
	if l.eval.refusals.file, err = l.eval.refusals.findOptOuts(ctx); err != nil {
		return nil, err
	}
	l.eval.refusals.add(l.Edits)
	needed := l.eval.rows.cols.needed
	l.eval.rows.cols.needed = nil // who shares a number does so with or without what is needed
	err = forBlocks(ctx, t.Len(), progress, func(from, to int) {
		rows := l.verdicts.rows.page(from >> pageBits)
		for row := from; row < to; row++ {
			rows[row-from] = l.eval.evaluate(row, l.Edit(row))
		}
	})
	if err != nil {
		return nil, err
	}
	d := diagnosis{l, &l.eval}
	d.findShared(l.verdicts.chain(by))
	d.findRepeatedIDs()
	d.holdMissing(needed)
	if wasSaved && !l.takenOver {
		if err := (savedReader{saved, &l.eval}).takeOver(ctx, l); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// newList is a list of which no row is evaluated yet.
func newList(t *table.Table, m columns.Mapping, region phone.Region) *List {
	by := new(owner)
	return &List{
		Table: t, Mapping: m, Region: region, eval: newEvaluator(newRowReader(t, m, region)), types: &typeCache{},
		verdicts: newVerdicts(by, t.Len()), owner: by, revision: new(revision), generation: new(revision),
	}
}

// diagnosis is the making of a list: what takes all rows to be known.
type diagnosis struct {
	list *List
	eval *evaluator
}

// evaluate reads one row alone: whether another row holds its number is settled
// by the index of numbers.
func (ev *evaluator) evaluate(row int, e Edit) record {
	var v record
	if e.Preferred {
		v.out |= flagPreferred
	}
	says, _ := ev.refusals.of(row, e)
	switch {
	case e.LeftOut:
		v.state, v.out = LeftOut, v.out|uint8(ByOperator)
		return v
	case e.IsZero() && ev.rows.table.Blank(row):
		v.state = Blank
		return v
	case ev.rows.table.Marks(row)&table.RowAside != 0 && !e.TakenIn:
		v.state, v.out = LeftOut, v.out|uint8(NoContact)
		return v
	case says > optout.SaysPerhapsNo:
		v.state, v.out = DoNotCall, v.out|uint8(RefusedInFile)
		return v
	case ev.rows.table.Marks(row)&table.RowHidden != 0 && !e.TakenIn:
		v.state, v.out = LeftOut, v.out|uint8(HiddenInFile)
		return v
	}
	cell, other := ev.numbers.findPhoneCell(row, e)
	region, own, unclear := ev.numbers.country(row, e)
	r := ev.numbers.read(row, e, cell, region)
	if unclear && phone.Read(cell, "").Problem == phone.NoCountry {
		v.warn(CountryUnclear)
	}
	if ev.holdRow(&v, row, e, cell, r) {
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
		ev.numbers.suggest(&v, row, e, cell, region, r)
		return v
	}
	if email := ev.rows.text(row, e, columns.FieldEmail, ev.rows.cols.email); email != "" && !columns.ValidEmail(email) {
		v.warn(EmailDropped)
		if _, _, ok := correctEmail(email); ok {
			v.fix = uint8(FixEmail) << partBits
		}
	}
	if ev.rows.lossy(row, e) {
		v.warn(LostCharacters)
		if _, _, _, ok := ev.rows.unspoilt(row, e); ok {
			v.fix = uint8(FixEncoding) << partBits
		}
	}
	if _, _, ok := ev.contacts.nameCase(row, e); ok {
		v.warn(NameCase)
	}
	return ev.guard(row, v, e)
}
