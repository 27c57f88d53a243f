package model

import (
	"callsheet/model/columns"
	"callsheet/model/optout"
	"callsheet/model/phone"
)

// guard takes out a number that must not be called, or not again so soon, and
// holds one of which that is likely.
func (ev *evaluator) guard(row int, v record, e Edit) record {
	return ev.holdBack(row, ev.guardNumber(row, v, e), e)
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
	case e.Again && mark.Starts.IsZero() && !mark.Stays: // a batch that is yet to start has called nobody
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

// doubtful reports whether it is likely that a row, or another with its number,
// says no to calls.
func (rf *refusals) doubtful(row int, n phone.Number, e Edit) bool {
	if _, found := rf.doubtOf(n); found {
		return true
	}
	says, _ := rf.of(row, e.without(string(columns.FieldDoNotCall)))
	return says == optout.SaysPerhapsNo
}

// guardAgain evaluates a row anew when nothing changed but what is known of its
// number outside the list.
func (ev *evaluator) guardAgain(row int, v record, e Edit) record {
	switch out := v.exclusion(); {
	case v.dialable(), out == OnDoNotCallList, out.Guarded(), out == MaybeCalled, out == RefusedNumber:
	case v.state == ToFix && (v.problem == MaybeOptedOut || v.problem == SharedNumber || v.problem == RepeatedID || v.problem == MissingField):
		return ev.evaluate(row, e) // what it would be besides is not in its record
	default:
		return v
	}
	v.out &= flagPreferred
	v.unwarn(CalledAgain | MayHaveOptedOut)
	return ev.guard(row, v, e)
}
