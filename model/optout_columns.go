package model

import (
	"slices"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/optout"
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
