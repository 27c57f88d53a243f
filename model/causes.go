package model

import (
	"cmp"
	"hash/fnv"
	"math/bits"
	"slices"

	"callsheet/model/phone"
)

// Causes are the groups of rows that need a person, by what is wrong with them.
type Causes struct {
	list *List
	eval *evaluator
	only *RowSet // of the rows that are called, these alone; nil = all
}

// Causes gives access to them; it costs nothing.
func (l *List) Causes() Causes { return Causes{list: l, eval: &l.eval} }

// called reports whether a row is called.
func (cs Causes) called(row int, r *record) bool {
	return r.state == Ready && (cs.only == nil || cs.only.Has(row))
}

// Cause is a group of rows with one thing wrong and one best fix.
type Cause struct {
	CauseKey
	Rows  int
	first int // row of the list
}

// Held is the number of ready rows of which no time zone is known: they are called when
// somebody has said it.
func (cs Causes) Held() int { return cs.list.verdicts.tally.held }

func (cs Causes) code(row int, r *record) causeCode {
	switch {
	case r.state == ToFix:
		code := uint64(ToFix)<<56 | uint64(r.problem)<<48 | uint64(r.fix)<<40
		if r.fix != 0 && r.problem != MaybeOptedOut && r.problem != SharedNumber && r.problem != RepeatedID && r.problem != MissingField && r.problem != BadTimeZone {
			code |= uint64(r.place())
			if r.warnings()&Warnings(phone.NotAssigned) != 0 {
				code |= causeUnsure
			}
		}
		return causeCode(code)
	case r.state == LeftOut && takenInBy(r.exclusion()) != FixNone:
		code := uint64(LeftOut)<<56 | uint64(r.exclusion())<<48
		if r.exclusion() == InUnfinished {
			code |= cs.campaignCode(r)
		}
		return causeCode(code)
	case r.state != Ready:
		return 0
	case r.out&flagAnswered != 0:
		return causeCode(uint64(Ready)<<56 | uint64(CalledRecently)<<48 | cs.campaignCode(r))
	}
	w := cs.warning(row, r)
	if w == 0 {
		return 0
	}
	code := uint64(bits.Len32(uint32(w))) << 24
	switch w {
	case Warnings(phone.NotAssigned):
		code |= uint64(r.place()) | causeUnsure
	case EmailDropped, LostCharacters:
		if (r.fixKind() == FixEncoding) == (w == LostCharacters) {
			code |= uint64(r.fix) << 40
		}
	}
	return causeCode(code)
}

func (cs Causes) campaignCode(r *record) uint64 {
	h := fnv.New32a()
	mark := cs.list.Suppression(r.number)
	_, _ = h.Write([]byte(mark.knownFrom()))
	_, _ = h.Write([]byte(mark.guardedBy()))
	_, _ = h.Write([]byte(mark.IDWords()))
	return uint64(h.Sum32()) & (1<<campaignBits - 1)
}

// key is the key of a code that is a row's.
func (cs Causes) key(code causeCode, r *record) CauseKey {
	k := code.key()
	if k.Out == InUnfinished || k.Answered() {
		k.Region, k.Campaign = "", cs.list.Suppression(r.number).knownFrom()
	}
	if k.Out == InUnfinished {
		k.Colleague, k.ByID = cs.list.Suppression(r.number).guardedBy(), cs.list.Suppression(r.number).IDWords()
	}
	if k.Problem == MissingField && k.Part < len(cs.eval.rows.cols.needed) {
		k.Needed = cs.eval.rows.cols.needed[k.Part].Key
	}
	return k
}

// All groups the rows that need a person: those to fix first, then those that are held
// without a time zone, then those left out for a reason that the operator may overrule, then those to check, then those
// that need no look and could be better. Of each, what one key fixes stands before what
// has to be looked at, and that before what has to be typed; then the largest first. It goes once over the verdicts: give it a frozen list and a goroutine
// when the list is long.
func (cs Causes) All() []Cause {
	found := map[causeCode]*Cause{}
	var last causeCode
	var at *Cause
	cs.list.each(func(row int, r *record) {
		code := cs.code(row, r)
		if code == 0 || r.state == Ready && !cs.called(row, r) {
			return
		}
		if code != last || at == nil {
			last, at = code, found[code]
			if at == nil {
				at = &Cause{CauseKey: cs.key(code, r), first: row}
				found[code] = at
			}
		}
		at.Rows++
	})
	causes := make([]Cause, 0, len(found))
	for _, c := range found {
		causes = append(causes, *c)
	}
	rank := func(c Cause) int {
		switch {
		case c.Told():
			return 4
		case c.Warning == TimeZoneUnknown:
			return 1
		}
		return map[State]int{ToFix: 0, LeftOut: 2, Ready: 3}[c.State]
	}
	slices.SortFunc(causes, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.effort(), b.effort()), cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.first, b.first))
	})
	return causes
}

// Of is the cause a row belongs to; zero when it needs nobody.
func (cs Causes) Of(row int) CauseKey {
	r := cs.list.record(row)
	if code := cs.code(row, &r); code != 0 {
		return cs.key(code, &r)
	}
	return CauseKey{}
}

// Rows are the first rows of a cause, at most n.
func (cs Causes) Rows(c Cause, n int) []int {
	var rows []int
	for row := c.first; row < cs.list.Len() && len(rows) < n; row++ {
		if cs.Of(row) == c.CauseKey {
			rows = append(rows, row)
		}
	}
	return rows
}
