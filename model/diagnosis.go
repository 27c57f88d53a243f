package model

import (
	"context"
	"slices"
	"sync/atomic"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// Diagnose reads every row of a table under a mapping and says what will become
// of it. Edits made to an earlier list of the same table stay. progress, when
// given, counts the rows done. A list that was saved from here comes with what
// was decided then, unless that is among the edits already: see List.TakeOver. It
// returns early with the context's error.
func Diagnose(ctx context.Context, t *table.Table, m columns.Mapping, region phone.Region, edits Edits, progress *atomic.Int64) (*List, error) {
	asked := slices.Clone(m)
	m = m.Keyed()
	saved, wasSaved := readSaved(t)
	if len(saved.columns) > 0 {
		m = saved.hide(m)
	}
	l := newList(t, m, region)
	l.asked, l.Edits = asked, edits.Clone()
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
	d.blockLacking(needed)
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
		Table: t, Mapping: m, Region: region, eval: newEvaluator(newRowReader(t, m, region)), types: &typeCache{}, located: &locatedCache{},
		verdicts: newVerdicts(by, t.Len()), owner: by, revision: new(revision), generation: new(revision),
	}
}

// diagnosis is the making of a list: what takes all rows to be known.
type diagnosis struct {
	list *List
	eval *evaluator
}

// findRepeatedIDs finds the ids that stand beside different numbers, and blocks
// the rows that would be called with them: the service would overwrite one number
// with the other. What counts is what the file says, whatever was typed since.
func (dg diagnosis) findRepeatedIDs() {
	if dg.eval.rows.cols.id < 0 {
		return
	}
	first := map[ContactID]phone.Number{}
	dg.list.each(func(row int, r *record) {
		own := *r
		if !dg.list.Edit(row).IsZero() {
			own = dg.eval.evaluate(row, Edit{})
		}
		id := dg.eval.contacts.id(row, Edit{})
		if id == 0 || own.number == 0 || own.problem != noProblem && own.problem != MaybeOptedOut && own.problem != SharedNumber {
			return
		}
		if n, known := first[id]; known && n != own.number {
			if dg.eval.repeated == nil {
				dg.eval.repeated = map[ContactID]bool{}
			}
			dg.eval.repeated[id] = true
		} else {
			first[id] = own.number
		}
	})
	if dg.eval.repeated == nil {
		return
	}
	var blocked []int
	dg.list.each(func(row int, r *record) {
		if r.dialable() && dg.eval.repeated[dg.eval.contacts.id(row, dg.list.Edit(row))] {
			blocked = append(blocked, row)
		}
	})
	for _, row := range blocked {
		dg.list.verdicts.replace(dg.list.by(), row, dg.eval.evaluate(row, dg.list.Edit(row)))
	}
}

// blockLacking blocks the rows that could be called but lack a value of one of the
// needed columns, or have a time zone that is none.
func (dg diagnosis) blockLacking(needed []columns.Column) {
	dg.eval.rows.cols.needed, dg.eval.zones = needed, &zoneTexts{}
	if len(needed) == 0 && dg.eval.rows.cols.zone < 0 && dg.list.Edited() == 0 {
		return
	}
	var blocked []int
	dg.list.each(func(row int, r *record) {
		if r.dialable() {
			e := dg.list.Edit(row)
			if _, found := dg.eval.rows.missing(row, e); found || dg.eval.readZone(row, e, r.place().region()).fault != "" {
				blocked = append(blocked, row)
			}
		}
	})
	for _, row := range blocked {
		dg.list.verdicts.replace(dg.list.by(), row, dg.eval.evaluate(row, dg.list.Edit(row)))
	}
}

// findShared finds the numbers that stand in rows of several people, and blocks
// the rows that would be called by them: who would answer is not known. What
// counts is what the file says, whatever was typed since. dialled are the rows
// that can be dialled, sorted.
func (dg diagnosis) findShared(dialled []indexEntry) {
	entries := dg.ownNumbers(dialled)
	found := &sharedNumbers{numbers: map[phone.Number]bool{}}
	for from, to := 0, 0; from < len(entries); from = to {
		for to = from; to < len(entries) && entries[to].number == entries[from].number; to++ {
		}
		if group := entries[from:to]; len(group) >= sharedPeople && dg.eval.contacts.manyPeople(group) {
			found.numbers[group[0].number] = true
			found.rows += len(group)
		}
	}
	if dg.eval.shared = found; len(found.numbers) == 0 {
		return
	}
	var blocked []int
	dg.list.each(func(row int, r *record) {
		if r.dialable() && found.has(r.number) {
			blocked = append(blocked, row)
		}
	})
	for _, row := range blocked {
		dg.list.verdicts.replace(dg.list.by(), row, dg.eval.evaluate(row, dg.list.Edit(row)))
	}
}

// ownNumbers are the rows whose numbers the file itself says, sorted: of those
// that can be dialled all that nobody edited, and the few others.
func (dg diagnosis) ownNumbers(dialled []indexEntry) []indexEntry {
	var others []indexEntry
	dg.list.each(func(row int, r *record) {
		own, edited := *r, !dg.list.Edit(row).IsZero()
		if !edited && r.dialable() {
			return
		}
		if edited {
			own = dg.eval.evaluate(row, Edit{})
		}
		if own.number != 0 && (own.problem == noProblem || own.problem == MaybeOptedOut) {
			others = append(others, indexEntry{own.number, uint32(row) | notPreferred})
		}
	})
	if dg.list.Edited() > 0 {
		dialled = slices.DeleteFunc(dialled, func(e indexEntry) bool { return !dg.list.Edit(rowOf(e.order)).IsZero() })
	}
	if len(others) == 0 {
		return dialled
	}
	slices.SortFunc(others, func(a, b indexEntry) int { return a.compare(b.number, b.order) })
	all := make([]indexEntry, 0, len(dialled)+len(others))
	for _, e := range others {
		n, _ := slices.BinarySearchFunc(dialled, e, func(a, b indexEntry) int { return a.compare(b.number, b.order) })
		all = append(append(all, dialled[:n]...), e)
		dialled = dialled[n:]
	}
	return append(all, dialled...)
}
