package model

import (
	"cmp"
	"slices"

	"callsheet/model/columns"
	"callsheet/model/evidence"
	"callsheet/model/phone"
)

// MaxContacts is the largest number of contacts one batch may hold (create a
// batch, contacts). The client checks the same again before a request leaves.
const MaxContacts = 100_000

// Plan is exactly what will be sent: the ready rows of a list, no number twice,
// cut into batches. It is made of a frozen list, so that nothing edited later can
// change it.
type Plan struct {
	Options  Options        // as the operator set them, which segments differ from
	Segments []Segment      // one at least, unless the plan is empty
	Excluded Counts         // rows not in the plan, by state
	Terms    evidence.Terms // under which hours and by which choices it is confirmed

	list    *List
	known   NumberHistories // of the list, when the plan was made
	rows    []int32         // of all segments, in file order
	cuts    []batchCut      // one for each batch
	idTwice map[int32]bool  // rows whose contact id an earlier row has
	located *located        // of all plans of the same rows, as they stood then
	counted *counted        // of its own rows
}

// NewPlan plans the ready rows of a list. The list must not change any more:
// give a frozen one.
func NewPlan(l *List, o Options) Plan {
	p := Plan{Options: o, list: l, known: l.histories, Excluded: l.Counts()}
	p.Excluded[Ready] = 0
	p.rows = make([]int32, 0, l.Counts().Of(Ready))
	l.each(func(row int, r *record) {
		if r.state == Ready {
			p.rows = append(p.rows, int32(row))
		}
	})
	p.findRepeatedIDs()
	p.located = l.located.of(l.generation, p.rows)
	return p.In([]Segment{{Options: o, Rows: p.rows}})
}

// RestorePlan makes the plan again that was confirmed earlier: its segments with
// their rows, of the same list.
func RestorePlan(l *List, o Options, segments []Segment) Plan {
	p := Plan{Options: o, list: l, Excluded: l.Counts()}.In(segments)
	for _, row := range p.rows {
		p.Excluded[l.record(int(row)).state]--
	}
	p.findRepeatedIDs()
	p.located = &located{rows: p.rows}
	return p
}

// Rows are the list's rows that a batch is made of, in file order.
func (p Plan) Rows(batch int) []int32 { return p.batchRows(batch) }

// Numbers are the numbers of one batch, sorted.
func (p Plan) Numbers(batch int) []phone.Number { return p.NumbersOf(p.batchRows(batch)) }

// Again are those of a batch's numbers that are called again so soon by the
// operator's choice, sorted.
func (p Plan) Again(batch int) []phone.Number {
	var numbers []phone.Number
	for _, row := range p.batchRows(batch) {
		if r := p.list.record(int(row)); r.warnings()&CalledAgain != 0 {
			numbers = append(numbers, r.number)
		}
	}
	slices.Sort(numbers)
	return numbers
}

// Moved are those of a batch's numbers that are taken from an unfinished batch by
// the operator's choice, sorted.
func (p Plan) Moved(batch int) []phone.Number {
	var numbers []phone.Number
	for _, row := range p.batchRows(batch) {
		if r := p.list.record(int(row)); r.out&flagMoved != 0 {
			numbers = append(numbers, r.number)
		}
	}
	slices.Sort(numbers)
	return numbers
}

// CountryWords say of the contacts of some batches, of all when none is named, in
// which country those numbers were read that have no country code; "" when all
// have one. from is who named the list's country.
func (p Plan) CountryWords(from columns.RegionSource, batches ...int) string {
	rows := p.rows
	if len(batches) > 0 {
		rows = nil
	}
	for _, batch := range batches {
		rows = append(rows, p.batchRows(batch)...)
	}
	assumed := 0
	for _, row := range rows {
		if p.list.record(int(row)).region&assumedBit != 0 {
			assumed++
		}
	}
	if assumed == 0 {
		return ""
	}
	return columns.AssumedWords(assumed, p.list.Region, from.Words())
}

// ExcludedBy counts the rows that could be dialled but are not, by why.
func (p Plan) ExcludedBy() map[Exclusion]int {
	counts := map[Exclusion]int{}
	p.list.each(func(_ int, r *record) {
		if out := r.exclusion(); out != NotExcluded {
			counts[out]++
		}
	})
	return counts
}

// findRepeatedIDs finds the rows whose contact id another row of the plan has
// already: what the service does with one id twice is not documented, so only
// the first is sent with it.
func (p *Plan) findRepeatedIDs() {
	if p.list.eval.rows.cols.id < 0 && p.list.Edited() == 0 {
		return
	}
	seen := make(map[string]bool, len(p.rows))
	p.idTwice = map[int32]bool{}
	var told []int32 // rows whose id is not the list's: that one goes first
	add := func(row int32, id string) {
		if id != "" && seen[id] {
			p.idTwice[row] = true
		}
		seen[id] = true
	}
	for _, row := range p.rows {
		if id, byCall := p.list.Contacts().idFor(int(row), p.Options.Agent); byCall {
			told = append(told, row)
		} else {
			add(row, id)
		}
	}
	for _, row := range told {
		id, _ := p.list.Contacts().idFor(int(row), p.Options.Agent)
		add(row, id)
	}
}

// RepeatedIDs is the number of contacts that are sent without their id, because
// an earlier row has the same one.
func (p Plan) RepeatedIDs() int { return len(p.idTwice) }

// Contact builds what the service receives for a row of the list, or would if
// the row could be sent.
func (p Plan) Contact(row int) Contact {
	c := p.list.Contacts().Of(row)
	c.ID = ""
	if !p.idTwice[int32(row)] {
		c.ID, _ = p.list.Contacts().idFor(row, p.Options.Agent)
	}
	return c
}

// Len is the number of contacts in the plan.
func (p Plan) Len() int { return len(p.rows) }

// Batches is the number of batches the plan is cut into.
func (p Plan) Batches() int { return len(p.cuts) }

// Contacts builds the contacts of one batch, in file order.
func (p Plan) Contacts(batch int) []Contact {
	rows := p.batchRows(batch)
	contacts := make([]Contact, len(rows))
	for i, row := range rows {
		contacts[i] = p.Contact(int(row))
	}
	return contacts
}

// Sample builds the first contacts of the plan, at most n.
func (p Plan) Sample(n int) []Contact {
	contacts := make([]Contact, 0, n)
	for _, row := range p.rows[:min(n, len(p.rows))] {
		contacts = append(contacts, p.Contact(int(row)))
	}
	return contacts
}

func (p Plan) batchRows(batch int) []int32 {
	c := p.cuts[batch]
	return p.Segments[c.segment].Rows[c.from:c.to]
}

// IDs are those of a batch's contacts that are sent with an id, sorted by id.
func (p Plan) IDs(batch int) []ContactRef {
	if !p.list.Contacts().hasIDs() {
		return nil
	}
	var refs []ContactRef
	for _, row := range p.batchRows(batch) {
		sent, _ := p.list.Contacts().idFor(int(row), p.Options.Agent)
		if id := ContactIDOf(sent); id != 0 && !p.idTwice[row] {
			refs = append(refs, ContactRef{p.list.record(int(row)).number, id})
		}
	}
	slices.SortFunc(refs, func(a, b ContactRef) int { return cmp.Compare(a.ID, b.ID) })
	return refs
}

// Causes are those of rows that are left out of the plan's list, and of contacts of the
// plan that deserve a look.
func (p Plan) Causes() []Cause { return p.causes().All() }

// Told counts the warnings that are only told, over the contacts of the plan.
func (p Plan) Told() []WarningCount { return p.causes().Told() }

// causes are those of the list. Whoever is ready and not in the plan, for their hours, is
// not called.
func (p Plan) causes() Causes {
	all := p.list.Causes()
	if p.Len() < p.list.Counts().Of(Ready) {
		all.only = &RowSet{}
		all.only.Add(p.rows...)
	}
	return all
}
