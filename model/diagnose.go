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
// was decided then, unless that is among the edits already: see List.TakeOver. It
// returns early with the context's error.
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
	if wasSaved && !l.takenOver {
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
