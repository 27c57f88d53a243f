package model

import (
	"cmp"
	"fmt"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
)

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

	Campaign  string // that has the numbers, or in which they were answered; "" of any other cause
	Colleague string // whose that is, where it is not this machine's own
	ByID      string // how that has them, when not by their numbers
}

// IsZero reports whether the key is that of no cause.
func (k CauseKey) IsZero() bool { return k == CauseKey{} }

// Name says in a few words what is wrong.
func (k CauseKey) Name() string {
	switch k.State {
	case ToFix:
		if k.Needed != "" {
			return "No {" + k.Needed + "}"
		}
		if k.Problem == BadTimeZone && k.Fix == FixZoneNear {
			return "Time zone misspelt"
		}
		return k.Problem.Short()
	case LeftOut:
		switch k.Out {
		case HiddenInFile:
			return "Filtered out in the workbook"
		case NoContact:
			return "A total or a note"
		case InUnfinished:
			return "In " + campaignWords(k.Campaign, k.Colleague) + k.ByID
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

// effort ranks causes by what their rows ask of a person: 0 one key, 1 a look at them
// before it, 2 what nobody but a person knows.
func (k CauseKey) effort() int {
	if k.State != ToFix {
		return 0
	}
	switch f := (Fix{Kind: k.Fix, Confidence: Likely}); {
	case k.Fix == FixNone:
		return 2
	case k.Unsure, k.Fix == FixAsIs && k.Problem != BadTimeZone, f.ReviewFirst():
		return 1
	}
	return 0
}

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
	case k.Problem == BadTimeZone && k.Fix == FixAsIs:
		does = "go by the number or address"
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

// gravest lists the warnings from what matters most to a call to what matters
// least: a row belongs to the cause of the first it has.
var gravest = [...]Warnings{
	MayHaveOptedOut, TimeZoneUnknown, Warnings(phone.NotAssigned), PremiumAccepted, CostAccepted, CalledAgain, TakenAsIs, CountryUnclear, LostCharacters, EmailDropped, Warnings(phone.VanityLetters), Warnings(phone.OtherRegion), Warnings(phone.ExtensionDropped), Warnings(phone.FloatRestored),
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

// campaignBits are how much of a campaign's hash tells its cause from others.
const campaignBits = 24

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
		switch k.Warning {
		case NameCase:
			k.Fix = FixName
		case TimeZoneUnknown:
			k.Fix = FixZone
		}
		if k.Warning == EmailDropped {
			k.Fix = cmp.Or(FixKind(uint8(c>>40)>>partBits), FixDropEmail)
		}
	}
	return k
}
