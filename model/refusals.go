package model

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"callsheet/model/columns"
	"callsheet/model/optout"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// refusals are the people of a list who must not be called, or likely not: as the
// file says, and as the operator said since.
type refusals struct {
	rows    *rowReader
	numbers *numberReader
	file    *optOuts  // nil for a row that is evaluated as if it stood alone
	said    numberSet // what the rows can be called by that the operator says must not be, with their count
}

// refusedBy reports whether a number is one of those that a row can be called by
// whose person says no, and which row of the file that is; -1 when the operator
// said so.
func (rf *refusals) refusedBy(n phone.Number) (row int, found bool) {
	if o := rf.file; o != nil {
		if row, found = o.refused.of(n); found {
			return row, true
		}
	}
	_, found = rf.said.of(n)
	return -1, found
}

// doubtOf finds the row by which it is not sure that a number may be called.
func (rf *refusals) doubtOf(n phone.Number) (row int, found bool) {
	if rf.file == nil {
		return 0, false
	}
	return rf.file.doubted.of(n)
}

// add binds the numbers of every row of which an edit says that it must not
// be called.
func (rf *refusals) add(edits Edits) {
	for row := range rf.rows.table.Len() {
		if edits.rows.page(row>>pageBits) == nil {
			continue
		}
		if e := edits.Edit(row); saidNo(e) {
			rf.numbers.reachedBy(row, e, func(key phone.Number) { rf.said.count(key, +1) })
		}
	}
}

// change does so for a change that is about to be made, and returns those numbers
// that are bound by it, or no longer.
func (rf *refusals) change(edits Edits, rows []RowEdit, back bool) (changed numberSet) {
	var before numberSet
	for _, r := range rows {
		if r.Row >= rf.rows.table.Len() {
			continue
		}
		was, is := edits.Edit(r.Row), r.edit(back)
		if !saidNo(was) && !saidNo(is) {
			continue
		}
		if changed.rows == nil {
			before, rf.said.rows = rf.said, maps.Clone(rf.said.rows)
		}
		for by, e := range map[int32]Edit{-1: was, +1: is} {
			if saidNo(e) {
				rf.numbers.reachedBy(r.Row, e, func(key phone.Number) {
					rf.said.count(key, by)
					changed.add(key, r.Row)
				})
			}
		}
	}
	for key := range changed.rows {
		if (before.rows[key] > 0) == (rf.said.rows[key] > 0) {
			delete(changed.rows, key)
		}
	}
	return changed
}

// why says in a few words by what a row with a number is not called, or
// not before somebody has decided.
func (rf *refusals) why(row int, e Edit, n phone.Number) string {
	says, col := rf.of(row, e)
	switch {
	case says > optout.SaysPerhapsNo && col < 0:
		return "marked do not call"
	case says > optout.SaysPerhapsNo:
		return fmt.Sprintf("%s says %s: do not call", rf.rows.columnTitle(col), rf.saidIn(row, e, col))
	case says == optout.SaysPerhapsNo:
		return fmt.Sprintf("%s says %s: not to be called?", rf.rows.columnTitle(col), rf.saidIn(row, e, col))
	}
	if by, found := rf.refusedBy(n); found {
		return "do not call: " + rf.otherRow(by, row) + " says so, with this number"
	}
	by, _ := rf.doubtOf(n)
	return "not to be called? " + firstUpper(rf.otherRow(by, row)) + " may say so, with this number"
}

func (rf *refusals) otherRow(by, row int) string {
	if by < 0 || by == row {
		return "another row"
	}
	return rf.rows.rowName(by)
}

// saidIn repeats what a cell says.
func (rf *refusals) saidIn(row int, e Edit, col int) string {
	if text := printable.Text(rf.rows.cell(row, e, col).Text, maxGivenWords); text != "" {
		return text
	}
	return printable.Text(rf.rows.table.Cell(row, col).Text, maxGivenWords)
}

// doubtful reports whether it is likely that a row, or another with its number,
// says no to calls.
func (rf *refusals) doubtful(row int, n phone.Number, e Edit) bool {
	if _, found := rf.doubtOf(n); found {
		return true
	}
	says, _ := rf.of(row, e.without(string(columns.FieldDoNotCall)))
	return says == optout.SaysPerhapsNo
}

// of is what a row's own cells say of whether its person wants to be
// called, and by which column: the file's, or what was typed over it, whichever
// says more.
func (rf *refusals) of(row int, e Edit) (says optout.Answer, column int) {
	o := rf.file
	if o != nil && e.body == nil && !o.speak(row) {
		return optout.SaysNothing, -1
	}
	column = -1
	take := func(a optout.Answer, col int) {
		if a > says {
			says, column = a, col
		}
	}
	if o != nil && o.speak(row) {
		i, _ := slices.BinarySearchFunc(o.entries, row, func(entry optOutEntry, row int) int { return cmp.Compare(int(entry.row), row) })
		for ; i < len(o.entries) && int(o.entries[i].row) == row; i++ {
			take(o.entries[i].says, o.columns[o.entries[i].column].index)
		}
	}
	if o == nil || e.body != nil && len(e.body.typed) > 0 {
		columns := optOutColumns(rf.rows.table.Header, rf.rows.mapping)
		if o != nil {
			columns = o.columns
		}
		for _, c := range columns {
			take(c.read(rf.rows.cell(row, e, c.index)), c.index)
			if o == nil {
				take(c.read(rf.rows.table.Cell(row, c.index)), c.index)
			}
		}
	}
	if text, ok := e.Value(columns.FieldDoNotCall); ok {
		switch {
		case text != "" && optout.SaysNo(table.Cell{Text: text}) > optout.SaysPerhapsNo:
			take(optout.SaysNoCalls, -1)
		case says == optout.SaysPerhapsNo:
			says = optout.SaysNothing // the operator's word
		}
	}
	return says, column
}

// saidNo reports whether an edit is the operator's word that a row's person is
// not to be called; saidYes that they may be, though the list is not sure.
func saidNo(e Edit) bool {
	text, ok := e.Value(columns.FieldDoNotCall)
	return ok && optout.SaysNo(table.Cell{Text: text}) > optout.SaysPerhapsNo
}

func saidYes(e Edit) bool {
	text, ok := e.Value(columns.FieldDoNotCall)
	return ok && optout.SaysNo(table.Cell{Text: text}) <= optout.SaysPerhapsNo
}

// findOptOuts reads every row for who is not to be called. It returns early with
// the context's error.
func (rf *refusals) findOptOuts(ctx context.Context) (*optOuts, error) {
	o := &optOuts{columns: optOutColumns(rf.rows.table.Header, rf.rows.mapping)}
	var lock sync.Mutex
	err := forBlocks(ctx, rf.rows.table.Len(), nil, func(from, to int) {
		var entries []optOutEntry
		var cells []table.Cell
		silent := make([]table.Cell, len(o.columns)) // the last cell that says nothing, which is often the next one too
		people := 0
		for row := from; row < to; row++ {
			if rf.rows.table.Blank(row) {
				continue
			}
			if rf.rows.table.Flags(row)&table.RowAside == 0 {
				people++
			}
			cells = rf.rows.table.AppendRow(cells[:0], row)
			for i, c := range o.columns {
				if c.index < len(cells) && cells[c.index] != silent[i] {
					if says := c.read(cells[c.index]); says == optout.SaysNothing {
						silent[i] = cells[c.index]
					} else {
						entries = append(entries, optOutEntry{int32(row), int16(min(i, 1<<15-1)), says})
					}
				}
			}
		}
		lock.Lock()
		defer lock.Unlock()
		o.people += people
		o.entries = append(o.entries, entries...)
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(o.entries, func(a, b optOutEntry) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column)) })
	o.says = make([]uint64, (rf.rows.table.Len()+63)/64)
	for i := 0; i < len(o.entries); {
		row := int(o.entries[i].row)
		o.says[row/64] |= 1 << (row % 64)
		says := optout.SaysNothing
		for ; i < len(o.entries) && int(o.entries[i].row) == row; i++ {
			says = max(says, o.entries[i].says)
		}
		set := &o.doubted
		if says > optout.SaysPerhapsNo {
			set = &o.refused
		}
		rf.numbers.reachedBy(row, Edit{}, func(key phone.Number) { set.add(key, row) })
	}
	return o, nil
}
