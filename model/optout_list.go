package model

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode"

	"callsheet/model/columns"
	"callsheet/model/optout"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// optOutColumn is a column as it is read for people who are not to be called.
type optOutColumn struct {
	index int
	says  optout.Telling
	asked bool            // the operator has answered, or will: a no of it is one
	free  bool            // they said that it keeps nobody from being called
	words *optout.Trigger // that it is looked through for words with; nil when it is not
	named bool            // a name, company or phone
	other bool            // it is about another way than calls: nothing in it is certain
}

// optOutColumns are the columns of a table that can say who is not to be called.
func optOutColumns(header []string, m columns.Mapping) []optOutColumn {
	var found []optOutColumn
	trigger := optout.TheTrigger()
	for _, col := range m {
		if col.Absent() {
			continue
		}
		if strings.HasPrefix(col.Header, savedPrefix) && slices.Contains(header, SavedState) {
			continue // what was decided there is taken over as such
		}
		c := optOutColumn{index: col.Index, says: optout.TellingOf(col.Header), free: col.Free}
		switch col.Field {
		case columns.FieldDoNotCall:
			c.asked, c.free = true, false
			switch c.says {
			case optout.TellsYes, optout.TellsWide:
				c.says = optout.TellsYes
			case optout.TellsPart:
			default:
				c.says = optout.TellsNo
			}
			if c.says == optout.TellsPart {
				c.words = trigger
			}
		case columns.FieldPhone, columns.FieldPhone2, columns.FieldName, columns.FieldFirstName, columns.FieldLastName, columns.FieldCompany:
			c.says, c.words, c.named = optout.TellsNothing, trigger, true
		case columns.FieldEmail, columns.FieldID, columns.FieldCountry, columns.FieldTimeZone:
			continue
		default:
			if c.says == optout.TellsOther {
				continue
			}
			c.words = trigger
			c.other = optout.AboutOtherWays.Has(optout.Words(col.Header)) && !optout.AboutCalls.Has(optout.Words(col.Header))
		}
		found = append(found, c)
	}
	return found
}

// read is what a cell of the column says.
func (c optOutColumn) read(cell table.Cell) optout.Answer {
	if cell.Text == "" {
		return optout.SaysNothing
	}
	found := optout.SaysNothing
	switch {
	case c.says == optout.TellsNo && c.asked:
		found = optout.SaysNo(cell)
	case c.says == optout.TellsYes && c.asked:
		found = optout.SaysMayNot(cell)
	case c.free:
	case c.says == optout.TellsLooked:
		found = min(optout.SaysLooked(cell), optout.SaysPerhapsNo)
	case c.says == optout.TellsNo, c.says == optout.TellsLikely:
		found = min(optout.SaysNo(cell), optout.SaysPerhapsNo)
	case c.says == optout.TellsYes, c.says == optout.TellsWide:
		found = min(optout.SaysMayNot(cell), optout.SaysPerhapsNo)
	}
	if c.words == nil || !c.words.In(cell.Text) {
		return found
	}
	said := optout.SaysInWords(cell.Text, c.named)
	switch {
	case c.asked && said != optout.SaysNothing:
		said = optout.SaysNoCalls
	case c.other:
		said = min(said, optout.SaysPerhapsNo)
	}
	if said == optout.SaysPerhapsNo && c.free {
		said = optout.SaysNothing
	}
	return max(found, said)
}

// optOutEntry is one cell that says that its row's person is not to be called.
type optOutEntry struct {
	row    int32
	column int16
	says   optout.Answer
}

// optOuts is who is not to be called, as a file says it. It does not change.
type optOuts struct {
	columns []optOutColumn
	entries []optOutEntry // by row and column
	says    []uint64      // a bit for each row that has entries, as most have none
	refused numberSet     // what the rows that say no can be called by
	doubted numberSet     // what those can be called by that likely say no
	people  int           // rows that hold anything
}

// speak reports whether any cell of a row says that its person is not to be
// called.
func (o *optOuts) speak(row int) bool { return o.says[row/64]&(1<<(row%64)) != 0 }

// numberSet holds numbers by their key, each with a row that it is of.
type numberSet struct {
	rows  map[phone.Number]int32
	tails bool // some are known by their last digits alone
}

// The key of a number of which no country is known is its digits, with their
// count above them, and this bit.
const (
	tailKey   = 1 << 63
	tailShift = 58
	minTail   = 7
	maxTail   = 14
)

func (s *numberSet) add(key phone.Number, row int) {
	if s.rows == nil {
		s.rows = map[phone.Number]int32{}
	}
	if before, known := s.rows[key]; !known || int(before) > row {
		s.rows[key] = int32(row)
	}
	s.tails = s.tails || key >= tailKey
}

// of finds the row by which a number is in the set.
func (s *numberSet) of(n phone.Number) (row int, found bool) {
	if len(s.rows) == 0 || n == 0 {
		return 0, false
	}
	if row, found := s.rows[n]; found {
		return int(row), true
	}
	if !s.tails {
		return 0, false
	}
	power := phone.Number(1)
	for digits := range maxTail + 1 {
		if digits >= minTail {
			if row, found := s.rows[tailKey|phone.Number(digits)<<tailShift|n%power]; found {
				return int(row), true
			}
		}
		power *= 10
	}
	return 0, false
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
			if rf.rows.table.Marks(row)&table.RowAside == 0 {
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

// reachedBy yields the keys of every number that a row's person can be called
// by: of each phone column, whatever is or may be in it, and what was typed.
func (nr *numberReader) reachedBy(row int, e Edit, yield func(phone.Number)) {
	region := nr.region(row, e)
	read := func(cell table.Cell) {
		r := phone.Read(cell, region)
		sure := r.Number != 0 && (r.Problem == phone.NoProblem || r.Problem.Costly())
		if r.Number != 0 {
			yield(r.Number)
		}
		for _, part := range r.Several {
			one := phone.Read(table.Cell{Text: part}, region)
			if one.Number != 0 {
				yield(one.Number)
			} else if key := tailOf(part); key != 0 {
				yield(key)
			}
		}
		if sure || len(r.Several) > 0 {
			return
		}
		cellRemedies(cell, region, r, func(m fixCandidate) bool { yield(m.number); return true })
		if key := tailOf(cell.Text); key != 0 {
			yield(key)
		}
	}
	for _, col := range nr.rows.cols.phones() {
		read(nr.rows.table.Cell(row, col))
		if text, typed := e.cell(col); typed {
			read(table.Cell{Text: text})
		}
	}
	if text, typed := e.Value(columns.FieldPhone); typed {
		read(table.Cell{Text: text})
	}
}

// phones are all phone columns.
func (c columnIndex) phones() []int {
	if c.phone < 0 {
		return c.others
	}
	return append([]int{c.phone}, c.others...)
}

// tailOf is the key of a text that is no number as it stands: the digits that any
// number it is meant for would end in, without those before that only lead
// there. It is 0 for too few of them.
func tailOf(text string) phone.Number {
	var n phone.Number
	digits := 0
	for _, r := range text {
		if !unicode.IsDigit(r) {
			continue
		}
		d, ok := digitValue(r)
		if !ok || digits == 0 && d == 0 {
			continue
		}
		if digits == maxTail {
			return 0
		}
		n, digits = n*10+phone.Number(d), digits+1
	}
	if digits < minTail {
		return 0
	}
	return tailKey | phone.Number(digits)<<tailShift | n
}

func digitValue(r rune) (int, bool) {
	if r >= '0' && r <= '9' {
		return int(r - '0'), true
	}
	for zero := r; zero > r-10; zero-- { // the digits of a script follow each other from its zero
		if !unicode.IsDigit(zero - 1) {
			return int(r - zero), true
		}
	}
	return 0, false
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
