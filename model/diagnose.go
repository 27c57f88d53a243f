package model

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// columnIndex finds the columns of a mapping by what they mean; -1 is none.
type columnIndex struct {
	dialled                                                          []int // the phone columns in the order of the operator, when there are several
	phone, name, first, last, email, company, id, country, zone, dnc int
}

func indexColumns(m Mapping) columnIndex {
	c := columnIndex{nil, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}
	if dialled := m.Dialled(); len(dialled) > 1 {
		for _, col := range dialled {
			c.dialled = append(c.dialled, col.Index)
		}
	}
	for _, col := range m {
		switch col.Field {
		case FieldPhone:
			c.phone = col.Index
		case FieldName:
			c.name = col.Index
		case FieldFirstName:
			c.first = col.Index
		case FieldLastName:
			c.last = col.Index
		case FieldEmail:
			c.email = col.Index
		case FieldCompany:
			c.company = col.Index
		case FieldID:
			c.id = col.Index
		case FieldCountry:
			c.country = col.Index
		case FieldTimeZone:
			c.zone = col.Index
		case FieldDoNotCall:
			c.dnc = col.Index
		}
	}
	return c
}

// diagnoseStep is how many rows are judged between two looks at the context:
// a few milliseconds of work.
const diagnoseStep = 512

// Diagnose reads every row of a table under a mapping and says what will become
// of it. Edits made to an earlier list of the same table are kept. progress, when
// given, counts the rows done. It returns early with the context's error.
func Diagnose(ctx context.Context, t *Table, m Mapping, region Region, kept Edits, progress *atomic.Int64) (*List, error) {
	m = m.Keyed()
	l := &List{
		Table: t, Mapping: m, Region: region, cols: indexColumns(m),
		verdicts: make([]Verdict, t.Len()), next: make([]int32, t.Len()),
		Edits: kept.Clone(),
	}
	var (
		wait sync.WaitGroup
		at   atomic.Int64
	)
	// One processor is left to the console, which must draw while this runs.
	for range max(2, runtime.GOMAXPROCS(0)-1) {
		wait.Go(func() {
			for ctx.Err() == nil {
				from := int(at.Add(diagnoseStep)) - diagnoseStep
				to := min(from+diagnoseStep, t.Len())
				if from >= to {
					return
				}
				for row := from; row < to; row++ {
					l.verdicts[row] = l.judge(row, l.rows[row])
				}
				if progress != nil {
					progress.Add(int64(to - from))
				}
				runtime.Gosched() // a key that was pressed meanwhile goes first
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.chain()
	return l, nil
}

// chain links the rows of each number and counts the states, once over.
func (l *List) chain() {
	l.heads = make(map[Number]int32, len(l.verdicts))
	tails := make(map[Number]int32)
	for row := range l.verdicts {
		l.next[row] = -1
		v := &l.verdicts[row]
		if v.State == Ready {
			if head, ok := l.heads[v.Number]; ok {
				tail, ok := tails[v.Number]
				if !ok {
					tail = head
				}
				l.next[tail] = int32(row)
				tails[v.Number] = int32(row)
				v.State = Duplicate
			} else {
				l.heads[v.Number] = int32(row)
			}
		}
		l.count(*v, +1)
	}
}

// judge reads one row alone: whether another row holds its number is settled
// by the chains.
func (l *List) judge(row int, e Edit) Verdict {
	if e.LeftOut {
		return Verdict{State: LeftOut, Out: ByOperator}
	}
	if e.IsZero() && l.Table.Blank(row) {
		return Verdict{State: Blank}
	}
	if l.cols.dnc >= 0 && truthy(l.Table.Cell(row, l.cols.dnc).Text) {
		return Verdict{State: DoNotCall, Out: MarkedInFile}
	}
	r := ReadPhone(l.PhoneCell(row, e), l.rowRegion(row))
	v := Verdict{Number: r.Number, Region: r.Region, Problem: r.Problem, Warnings: r.Warnings}
	if l.phoneColumn(row, e) != l.cols.phone {
		v.Warnings |= OtherColumn
	}
	if v.Problem == Premium && e.Accepted && v.Number != 0 {
		v.Problem = NoProblem
		v.Warnings |= PremiumAccepted
	}
	if v.Problem == NoProblem && v.Number < minNumber {
		v.Problem = NotAccepted
	}
	if v.Problem != NoProblem || v.Number == 0 {
		v.State = ToFix
		return v
	}
	if email := l.text(row, e, FieldEmail, l.cols.email); email != "" && !ValidEmail(email) {
		v.Warnings |= EmailDropped
	}
	return l.guard(v, e)
}

// guard takes out a number that must not be called, or not again so soon.
func (l *List) guard(v Verdict, e Edit) Verdict {
	mark, marked := l.marks[v.Number]
	switch {
	case !marked:
	case !mark.DoNotCall.IsZero():
		v.State, v.Out = DoNotCall, OnDoNotCallList
	case mark.Called.IsZero():
	case mark.Uncertain:
		v.State, v.Out = LeftOut, MaybeCalled
	case e.Again:
		v.Warnings |= CalledAgain
	default:
		v.State, v.Out = LeftOut, CalledRecently
	}
	return v
}

// PhoneCell is the cell the row's number is read from: what the operator typed,
// or what the file has.
func (l *List) PhoneCell(row int, e Edit) Cell {
	if text, ok := e.Value(FieldPhone); ok {
		return Cell{Text: text}
	}
	return l.Table.Cell(row, l.phoneColumn(row, e))
}

// phoneColumn is the column the row's number is read from: the first that holds
// one of those the operator has put in order.
func (l *List) phoneColumn(row int, e Edit) int {
	if _, typed := e.Value(FieldPhone); typed || len(l.cols.dialled) == 0 {
		return l.cols.phone
	}
	for _, col := range l.cols.dialled {
		switch ReadPhone(l.Table.Cell(row, col), l.rowRegion(row)).Problem {
		case Empty, NoDigits, Placeholder:
		default:
			return col
		}
	}
	return l.cols.phone
}

// ReadAs reads a text as if it were typed into a row's phone field.
func (l *List) ReadAs(row int, text string) Reading {
	return ReadPhone(Cell{Text: text}, l.rowRegion(row))
}

func (l *List) rowRegion(row int) Region {
	if l.cols.country >= 0 {
		if r, ok := ParseRegion(l.Table.Cell(row, l.cols.country).Text); ok {
			return r
		}
	}
	return l.Region
}

func (l *List) text(row int, e Edit, f Field, col int) string {
	if v, ok := e.Value(f); ok {
		return CleanText(v, maxFieldRunes)
	}
	if col < 0 {
		return ""
	}
	c := l.Table.Cell(row, col)
	if c.Kind == KindError {
		return ""
	}
	return CleanText(c.Text, maxFieldRunes)
}

// truthy reads a do-not-call cell: anything a person would tick a box with.
func truthy(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "yes", "y", "1", "x", "t", "on", "dnc", "opted out", "opt out", "unsubscribed",
		"do not call", "ja", "oui", "si", "sí", "sim", "✓", "✔", "wahr", "vrai", "verdadero", "verdadeiro":
		return true
	}
	return false
}
