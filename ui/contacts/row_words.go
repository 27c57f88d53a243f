package contacts

import (
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/ui/theme"
)

// allWords says in a few words what is done to all rows of a cause.
func allWords(cause model.Cause) string {
	rows := figures.Count(cause.Rows)
	switch cause.Fix {
	case model.FixAccept:
		return "accept all " + rows
	case model.FixPremium, model.FixAnyway:
		return "call all " + rows
	case model.FixAgain:
		return "call all " + rows + " again"
	case model.FixMove:
		return "move all " + rows + " here"
	case model.FixTakeIn:
		return "take all " + rows + " in"
	case model.FixZone:
		return "say where all " + rows + " are"
	}
	return "fix all " + rows
}

// offers reports whether a row to fix comes with a number that need not be asked
// for by name.
func offers(v model.Verdict) bool {
	return v.Number != 0 && v.Fix != model.FixNone && v.Fix != model.FixNoCall && !v.Fix.Explicit()
}

// stateSign tells the states apart where colour cannot.
func stateSign(s theme.Glyphs, state model.State) string {
	switch state {
	case model.Ready:
		return s.Ready
	case model.ToFix:
		return s.ToFix
	case model.Duplicate:
		return s.Duplicate
	case model.DoNotCall:
		return s.DoNotCall
	case model.LeftOut:
		return s.LeftOut
	}
	return ""
}

func stateStyle(t theme.Theme, state model.State) theme.Pen {
	switch state {
	case model.ToFix:
		return t.ToFix
	case model.Duplicate:
		return t.Duplicate
	case model.DoNotCall:
		return t.DoNotCall
	case model.LeftOut, model.Blank:
		return t.LeftOut
	}
	return t.Text
}

// numberWords says where a number is and of what kind it is.
func numberWords(n phone.Number) string {
	switch place := n.Region().Name(); {
	case n.Type() == phone.TypeUnknown:
		return place
	case place == "":
		return n.Type().String()
	default:
		return place + ", " + n.Type().String()
	}
}
