package model

import (
	"callsheet/model/columns"
	"callsheet/model/optout"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// evaluator says what will become of a row by its cells, its edit, and what is known
// of the numbers and ids of all rows and of those outside the list. It sees no
// verdict and no other row: which of several rows with one number is dialled is
// for the list to say.
type evaluator struct {
	rows     *rowReader
	numbers  *numberReader
	contacts *contactBuilder
	shifts   *shiftFinder
	refusals refusals

	suppressions suppressionLayers
	shared       *sharedNumbers     // nil for a row that is evaluated as if it stood alone
	zones        *zoneTexts         // nil while a time zone that is none does not matter yet
	repeated     map[ContactID]bool // ids that rows with different numbers have; nil where there are none
}

func newEvaluator(rows *rowReader) evaluator {
	numbers := &numberReader{rows}
	return evaluator{
		rows: rows, numbers: numbers, contacts: &contactBuilder{rows, numbers}, shifts: &shiftFinder{rows: rows},
		refusals: refusals{rows: rows, numbers: numbers},
	}
}

// evaluate reads one row alone: whether another row holds its number is known
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
	case ev.rows.table.Flags(row)&table.RowAside != 0 && !e.TakenIn:
		v.state, v.out = LeftOut, v.out|uint8(NoContact)
		return v
	case says > optout.SaysPerhapsNo:
		v.state, v.out = DoNotCall, v.out|uint8(RefusedInFile)
		return v
	case ev.rows.table.Flags(row)&table.RowHidden != 0 && !e.TakenIn:
		v.state, v.out = LeftOut, v.out|uint8(HiddenInFile)
		return v
	}
	cell, other := ev.numbers.findPhoneCell(row, e)
	region, own, unclear := ev.numbers.country(row, e)
	r := ev.numbers.read(row, e, cell, region)
	if unclear && phone.Read(cell, "").Problem == phone.NoCountry {
		v.warn(CountryUnclear)
	}
	if ev.blockMisplaced(&v, row, e, cell, r) {
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

// guard takes out a number that must not be called, or not again so soon, and
// blocks one of which that is likely.
func (ev *evaluator) guard(row int, v record, e Edit) record {
	v = ev.blockUnclear(row, ev.guardNumber(row, ev.warnOfNoZone(row, v, e), e), e)
	if !v.dialable() {
		v.unwarn(TimeZoneUnknown)
	}
	return v
}

func (ev *evaluator) guardNumber(row int, v record, e Edit) record {
	v.state = Ready
	mark, marked := ev.suppressions.of(v.number)
	_, refused := ev.refusals.refusedBy(v.number)
	switch {
	case refused:
		v.state, v.out = DoNotCall, v.out|uint8(RefusedNumber)
	case ev.refusals.doubtful(row, v.number, e) && mark.DoNotCall.IsZero():
		if !saidYes(e) {
			v.state, v.problem, v.fix = ToFix, MaybeOptedOut, uint8(FixNoCall)<<partBits
			return v
		}
		v.warn(MayHaveOptedOut)
		return ev.guardBy(mark, v, e)
	case !marked:
	default:
		return ev.guardBy(mark, v, e)
	}
	return checked(v, e)
}

// suppress is what would keep a number from being called in a row with an edit,
// whatever else the row has: somebody's no, or what is known of the number.
func (ev *evaluator) suppress(row int, n phone.Number, e Edit) record {
	if says, _ := ev.refusals.of(row, e); says > optout.SaysPerhapsNo {
		return record{number: n, state: DoNotCall, out: uint8(RefusedInFile)}
	}
	return ev.guardNumber(row, record{number: n}, e)
}

// guardBy takes out a number by what is known of it outside the list.
func (ev *evaluator) guardBy(mark Suppression, v record, e Edit) record {
	switch {
	case !mark.DoNotCall.IsZero():
		v.state, v.out = DoNotCall, v.out|uint8(OnDoNotCallList)
	case mark.Called.IsZero() && !mark.Answered.IsZero() && !e.Again:
		v.out |= flagAnswered
	case mark.Called.IsZero():
	case mark.Uncertain:
		v.state, v.out = LeftOut, v.out|uint8(MaybeCalled)
	case mark.Unfinished && e.Move && !mark.Stays:
		v.out |= flagMoved
	case e.allowsAgain(mark) && mark.Starts.IsZero() && !mark.Stays: // a batch that is yet to start has called nobody
		v.warn(CalledAgain)
	case mark.Unfinished:
		v.state, v.out = LeftOut, v.out|uint8(InUnfinished)
	default:
		v.state, v.out = LeftOut, v.out|uint8(CalledRecently)
	}
	return checked(v, e)
}

func checked(v record, e Edit) record {
	if left := v.warnings() &^ Told; left != 0 && left&^e.Checked == 0 {
		v.out |= flagChecked
	}
	return v
}

// reguard evaluates a row anew when nothing changed but what is known of its
// number outside the list.
func (ev *evaluator) reguard(row int, v record, e Edit) record {
	switch out := v.exclusion(); {
	case v.dialable(), out == OnDoNotCallList, out.Guarded(), out == MaybeCalled, out == RefusedNumber:
	case v.state == ToFix && (v.problem == MaybeOptedOut || v.problem == SharedNumber || v.problem == RepeatedID || v.problem == MissingField || v.problem == BadTimeZone):
		return ev.evaluate(row, e) // what it would be besides is not in its record
	default:
		return v
	}
	v.out &= flagPreferred
	v.unwarn(CalledAgain | MayHaveOptedOut | TimeZoneUnknown)
	return ev.guard(row, v, e)
}

// blockMisplaced blocks a row whose cells stand in the wrong columns, or whose number
// stands in one cell for several rows. It reports whether it did.
func (ev *evaluator) blockMisplaced(v *record, row int, e Edit, cell table.Cell, r phone.Reading) bool {
	s, ok := ev.shifts.find(row, e, mayBeShifted(r.Problem) || ev.shifts.misplaced(row))
	switch {
	case ok:
		v.problem = Shifted
		if s.cells == nil {
			v.fix = uint8(FixAsIs) << partBits
			break
		}
		v.fix = uint8(FixUnshift) << partBits
		r = phone.Read(ev.shifts.phoneOf(s.cells), ev.numbers.region(row, e))
	case cell.Kind == table.KindMerged && r.Problem == phone.NoProblem && !e.AsIs:
		v.problem, v.fix = Merged, uint8(FixAsIs)<<partBits
	default:
		return false
	}
	v.state, v.number, v.region, v.warned = ToFix, 0, 0, 0
	if r.Problem == phone.NoProblem {
		v.number = r.Number
		v.setRegion(r.Region)
		v.warn(Warnings(r.Warnings & phone.NotAssigned))
	}
	return true
}

// blockUnclear blocks a row that could be called, but of which a person has to say
// something first.
func (ev *evaluator) blockUnclear(row int, v record, e Edit) record {
	if v.state != Ready {
		return v
	}
	if ev.shared.has(v.number) && !e.AsIs {
		v.state, v.problem, v.fix = ToFix, SharedNumber, uint8(FixAsIs)<<partBits
		return v
	}
	if ev.repeated != nil && ev.repeated[ev.contacts.id(row, e)] {
		v.state, v.problem, v.fix = ToFix, RepeatedID, uint8(FixAsIs)<<partBits
		return v
	}
	if part, found := ev.rows.missing(row, e); found {
		v.state, v.problem, v.fix = ToFix, MissingField, uint8(FixFallback)<<partBits|uint8(part)
		return v
	}
	if read := ev.readZone(row, e, v.place().region()); read.fault != "" {
		v.state, v.problem, v.fix = ToFix, BadTimeZone, uint8(FixAsIs)<<partBits
		if read.near != "" {
			v.fix = uint8(FixZoneNear) << partBits
		}
	}
	return v
}

// suggest notes the best remedy of a row to fix in its record.
func (nr *numberReader) suggest(v *record, row int, e Edit, cell table.Cell, region phone.Region, r phone.Reading) {
	for m := range nr.candidates(row, e, cell, region, r) {
		v.number = m.number
		v.setRegion(m.region)
		v.fix = uint8(m.kind)<<partBits | uint8(m.part)
		if !m.assigned {
			v.warn(Warnings(phone.NotAssigned))
		}
		if m.extension != "" {
			v.warn(Warnings(phone.ExtensionDropped))
		}
		return
	}
	if r.Problem == phone.NoCountry {
		v.fix = uint8(FixRegion) << partBits
	}
}
