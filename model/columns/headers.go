package columns

import (
	"strings"
	"sync"

	"callsheet/model/fold"
	"callsheet/model/header"
	"callsheet/model/optout"
)

// headerMeaning is what a header says its column is.
type headerMeaning struct {
	header.Meaning
	doNotCall bool
	optOut    bool // of a column that tells who may be called, and by what
}

func readHeader(name string) headerMeaning {
	switch optout.TellingOf(name) {
	case optout.TellsNo, optout.TellsYes:
		return headerMeaning{doNotCall: true, optOut: true}
	case optout.TellsLikely, optout.TellsWide, optout.TellsOther, optout.TellsLooked:
		return headerMeaning{optOut: true}
	}
	return headerMeaning{Meaning: header.Read(name)}
}

// nounFields are the fields of what headers name.
var nounFields = map[header.Noun]Field{
	header.Phone: FieldPhone, header.Name: FieldName, header.Given: FieldFirstName, header.Family: FieldLastName, header.Company: FieldCompany,
	header.Email: FieldEmail, header.Country: FieldCountry, header.Part: FieldCountry, header.CallingCode: FieldCallingCode, header.TimeZone: FieldTimeZone,
}

// field is what the header says the column is, if it says anything known.
func (m headerMeaning) field() (Field, bool) {
	if m.doNotCall {
		return FieldDoNotCall, true
	}
	f, ok := nounFields[m.Noun]
	return f, ok
}

// notTheirs reports whether the header is of a number that is not to be dialled
// unless the operator says so: somebody else's, a company's, or an old one.
func (m headerMeaning) notTheirs() bool {
	return m.Noun == header.Phone && !m.Fax && (m.Whose != header.Contact || m.Use == header.Stale)
}

// whyNot says why such a number is not dialled.
func (m headerMeaning) whyNot() string {
	switch {
	case m.Whose == header.SomebodyElse:
		return "somebody else's number is not dialled unless you choose it"
	case m.Use == header.Stale:
		return "a number not to be used is not dialled unless you choose it"
	}
	return "at a company's number a stranger answers; it is not dialled unless you choose it"
}

// foldedSet makes a set of names when it is first asked for.
func foldedSet(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for name := range strings.SplitSeq(list, ",") {
			set[fold.Name(name)] = true
		}
		return set
	})
}
