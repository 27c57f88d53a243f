package model

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"math/bits"
	"slices"
	"strings"
	"sync/atomic"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
)

// Causes are the groups of rows that need a person, by what is wrong with them.
type Causes struct {
	list *List
	eval *evaluator
}

// Causes gives access to them; it costs nothing.
func (l *List) Causes() Causes { return Causes{l, &l.eval} }

// CauseKey is what the rows of a cause have in common. The zero key is none.
type CauseKey struct {
	State   State        // ToFix; Ready for what was warned about; LeftOut for what is out until somebody decides otherwise
	Problem Problem      // of rows to fix
	Warning Warnings     // of ready rows: the gravest of those not accepted
	Out     Exclusion    // of rows left out; CalledRecently of ready rows, those who answered earlier
	Fix     FixKind      // the best
	Part    int          // which of several numbers, or of other phone columns, that fix takes
	Region  phone.Region // of the numbers it gives; "" when it gives none
	Needed  string       // of rows that lack a value the prompt needs, its key
	Unsure  bool         // those numbers are possible, but not known to be in service

	Campaign string // that has the numbers, or in which they were answered; "" of any other cause
	ByID     string // how that has them, when not by their numbers
}

// IsZero reports whether the key is that of no cause.
func (k CauseKey) IsZero() bool { return k == CauseKey{} }

// Cause is a group of rows with one thing wrong and one best fix.
type Cause struct {
	CauseKey
	Rows  int
	first int // row of the list
}

// Name says in a few words what is wrong.
func (k CauseKey) Name() string {
	switch k.State {
	case ToFix:
		if k.Needed != "" {
			return "No {" + k.Needed + "}"
		}
		return k.Problem.Short()
	case LeftOut:
		switch k.Out {
		case HiddenInFile:
			return "Filtered out in the workbook"
		case NoContact:
			return "A total or a note"
		case InUnfinished:
			return fmt.Sprintf("In %q", printable.Text(k.Campaign, maxNameRunes)) + k.ByID
		}
		return "Called recently"
	}
	if k.Answered() {
		return fmt.Sprintf("Answered in %q", printable.Text(k.Campaign, maxNameRunes))
	}
	return firstUpper(strings.Join(k.Warning.Short(), ""))
}

// Told reports whether it is a cause of rows that need no look, and could be
// better.
func (k CauseKey) Told() bool { return k.State == Ready && k.Warning&Told != 0 }

// Answered reports whether it is the cause of those who answered earlier.
func (k CauseKey) Answered() bool { return k.State == Ready && k.Out == CalledRecently }

// Does says in a few words what the fix would do.
func (k CauseKey) Does() string {
	does := k.Fix.Does()
	switch {
	case k.Answered():
		does = "call again"
	case k.Fix == FixFallback:
		does = "send “" + columns.FallbackText(k.Needed) + "”"
	case k.Problem == RepeatedID:
		does = "send no contact id"
	case k.Problem == SharedNumber:
		does = "call each number once"
	case k.Fix == FixSplit:
		does = "keep the " + ordinal(k.Part+1) + " number"
	case k.Fix == FixColumn && k.Part > 0:
		does = "take the " + ordinal(k.Part+1) + " other phone column"
	}
	if k.Region != "" {
		does += ", " + k.Region.Name()
	}
	if k.Unsure && k.State == ToFix {
		does += ", perhaps not in service"
	}
	return does
}

func firstUpper(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// gravest lists the warnings from what matters most to a call to what matters
// least: a row belongs to the cause of the first it has.
var gravest = [...]Warnings{
	MayHaveOptedOut, Warnings(phone.NotAssigned), PremiumAccepted, CostAccepted, CalledAgain, TakenAsIs, CountryUnclear, LostCharacters, EmailDropped, Warnings(phone.VanityLetters), Warnings(phone.OtherRegion), Warnings(phone.ExtensionDropped), Warnings(phone.FloatRestored),
	Warnings(phone.PrefixRestored), Warnings(phone.TollFree), OtherColumn, Warnings(phone.Cleaned), NameCase,
}

// gravest is the one that matters most, 0 of none.
func (w Warnings) gravest() Warnings {
	for _, g := range gravest {
		if w&g != 0 {
			return g
		}
	}
	return 0
}

// causeCode is a CauseKey as it can be told from a record, packed: the state
// from bit 56, the problem or exclusion from 48, the fix from 40, one bit for
// unsure, the number of the warning from 24, and the region, or a hash of the
// campaign that the numbers are known from.
type causeCode uint64

const causeUnsure = 1 << 36

func (cs Causes) code(row int, r *record) causeCode {
	switch {
	case r.state == ToFix:
		code := uint64(ToFix)<<56 | uint64(r.problem)<<48 | uint64(r.fix)<<40
		if r.fix != 0 && r.problem != MaybeOptedOut && r.problem != SharedNumber && r.problem != RepeatedID && r.problem != MissingField {
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

// campaignBits are how much of a campaign's hash tells its cause from others.
const campaignBits = 24

func (cs Causes) campaignCode(r *record) uint64 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(cs.list.Suppression(r.number).knownFrom()))
	_, _ = h.Write([]byte(cs.list.Suppression(r.number).IDWords()))
	return uint64(h.Sum32()) & (1<<campaignBits - 1)
}

// key is the key of a code that is a row's.
func (cs Causes) key(code causeCode, r *record) CauseKey {
	k := code.key()
	if k.Out == InUnfinished || k.Answered() {
		k.Region, k.Campaign = "", cs.list.Suppression(r.number).knownFrom()
	}
	if k.Out == InUnfinished {
		k.ByID = cs.list.Suppression(r.number).IDWords()
	}
	if k.Problem == MissingField && k.Part < len(cs.eval.rows.cols.needed) {
		k.Needed = cs.eval.rows.cols.needed[k.Part].Key
	}
	return k
}

func (c causeCode) key() CauseKey {
	k := CauseKey{State: State(c >> 56), Unsure: c&causeUnsure != 0}
	switch k.State {
	case ToFix:
		k.Problem = Problem(c >> 48)
		k.Fix, k.Part = FixKind(uint8(c>>40)>>partBits), int(c>>40&(maxParts-1))
		k.Region = regionCode(c).region()
	case LeftOut:
		k.Out = Exclusion(uint8(c >> 48))
		k.Fix = takenInBy(k.Out)
	default:
		if k.Out = Exclusion(uint8(c >> 48)); k.Answered() {
			k.Fix = FixAgain
			return k
		}
		k.Fix, k.Region = FixAccept, regionCode(c).region()
		if bit := uint8(c >> 24); bit > 0 {
			k.Warning = 1 << (bit - 1)
		}
		if k.Warning == LostCharacters {
			k.Fix = cmp.Or(FixKind(uint8(c>>40)>>partBits), FixAccept)
		}
		if k.Warning == NameCase {
			k.Fix = FixName
		}
		if k.Warning == EmailDropped {
			k.Fix = cmp.Or(FixKind(uint8(c>>40)>>partBits), FixDropEmail)
		}
	}
	return k
}

// takenInBy is the fix by which the operator has rows called after all that are
// out for a reason, FixNone where there is none.
func takenInBy(out Exclusion) FixKind {
	switch out {
	case CalledRecently:
		return FixAgain
	case InUnfinished:
		return FixMove
	case HiddenInFile, NoContact:
		return FixTakeIn
	}
	return FixNone
}

// TakesIn reports whether a row is out that the operator may take in with one
// key: left out by hand, hidden in the workbook, or no contact by its looks.
func (v Verdict) TakesIn() bool { return v.Out == ByOperator || takenInBy(v.Out) == FixTakeIn }

// All groups the rows that need a person: those to fix first, then those left
// out for a reason that the operator may overrule, then those to check, then those
// that need no look and could be better, each the largest first. It goes once over the verdicts: give it a frozen list and a goroutine
// when the list is long.
func (cs Causes) All() []Cause {
	found := map[causeCode]*Cause{}
	var last causeCode
	var at *Cause
	cs.list.each(func(row int, r *record) {
		code := cs.code(row, r)
		if code == 0 {
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
	ranks := map[State]int{ToFix: 0, LeftOut: 1, Ready: 2}
	rank := func(c Cause) int {
		if c.Told() {
			return len(ranks)
		}
		return ranks[c.State]
	}
	slices.SortFunc(causes, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.first, b.first))
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

// OfCause lists the ways to put the rows of a cause right, the best first and
// leaving them out last. Confidence and Reason are those of the first row, and
// Number is 0: each row gets its own.
func (fs Fixes) OfCause(c Cause) []Fix {
	rows := fs.list.Causes().rows(c, regionSample)
	if len(rows) == 0 {
		return nil
	}
	fixes := fs.Of(rows[0])
	if c.Problem == Problem(phone.NoCountry) && c.Fix == FixRegion {
		fixes = append(fs.regionFixes(rows), slices.DeleteFunc(fixes, func(f Fix) bool { return f.Kind == FixRegion })...)
	}
	for i := range fixes {
		fixes[i].Number = 0
	}
	return fixes
}

// regionSample is on how many rows of a cause the countries are tried.
const regionSample = 50

// regionFixes are the countries in which most of some rows' numbers exist.
func (fs Fixes) regionFixes(rows []int) []Fix {
	var fixes []Fix
	hits := map[phone.Region]int{}
	for _, region := range fs.list.verdicts.tally.commonRegions() {
		for _, row := range rows {
			cell := fs.eval.numbers.phoneCell(row, fs.list.Edit(row))
			if m, ok := inRegion(cell, region); ok && m.assigned && !holdsScientific(cell.Text) {
				hits[region]++
			}
		}
		if n := hits[region]; n > 0 {
			fixes = append(fixes, Fix{Kind: FixRegion, Region: region, Confidence: Likely,
				Reason: fmt.Sprintf("%d of %d numbers tried exist in %s, where other rows of this list are from.", n, len(rows), phone.InWords(region))})
		}
	}
	slices.SortStableFunc(fixes, func(a, b Fix) int { return cmp.Compare(hits[b.Region], hits[a.Region]) })
	return fixes
}

// rows are the first rows of a cause.
func (cs Causes) rows(c Cause, n int) []int {
	var rows []int
	for row := c.first; row < cs.list.Len() && len(rows) < n; row++ {
		if cs.Of(row) == c.CauseKey {
			rows = append(rows, row)
		}
	}
	return rows
}

// ChangeAll is the change that applies a fix to every row of a cause. It is precomputed:
// call it on a frozen list, from any goroutine, and Apply the answer. progress
// and errors are those of FixRows.
func (fs Fixes) ChangeAll(ctx context.Context, c Cause, f Fix, progress *atomic.Int64) (Change, error) {
	rows, err := fs.list.Rows(ctx, Filter{Cause: c.CauseKey})
	if err != nil {
		return Change{}, err
	}
	return fs.ChangeRows(ctx, rows, f, progress)
}
