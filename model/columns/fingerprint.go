package columns

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// Fingerprint is the key by which files are told to be of one kind: what their columns
// are called. The order of the columns does not matter, because their meanings
// are found by name, and neither do case, accents, blanks and punctuation. It is
// "" for a file whose columns have no names: there is nothing to know it by.
//
// The shape of a single name is the key under which that one column is known.
func Fingerprint(header []string) string {
	names := HeaderNames(header)
	slices.Sort(names)
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	if len(names) == 0 {
		return ""
	}
	sum := sha256.Sum256([]byte(strings.Join(names, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// HeaderNames are the names of columns as they are compared, "" for a column
// that has none. A name that is there before gets a number.
func HeaderNames(header []string) []string {
	names := make([]string, len(header))
	seen := map[string]int{}
	for i, h := range header {
		name := fold.Name(h)
		if name == "" {
			name = strings.ToLower(printable.Text(h, maxTitleRunes)) // such as € or #
		}
		if name == "" {
			continue
		}
		if seen[name]++; seen[name] > 1 {
			name += "\x01" + strconv.Itoa(seen[name])
		}
		names[i] = name
	}
	return names
}

// wasEmpty reports whether a column was left out because nothing was in it, which
// says nothing of what it means.
func (c Column) wasEmpty() bool { return c.Field == FieldSkip && c.Basis == BasisValues }

// sentUnasked reports whether a column went along although nobody chose so.
func (c Column) sentUnasked() bool {
	return c.Field == FieldMetadata && c.Basis != BasisChosen && c.Basis != BasisKept
}

// KeptReason is the reason of a column whose meaning was set for an earlier file.
const KeptReason = "as in your last list with this column"

// FreedReason is the reason of a column of which it was said that its people may
// be called, which is asked again.
const FreedReason = KeptReason + ", whose people you said may be called: that is asked for each list"

// Replay gives the columns of a table the meanings that columns of the same
// names had before, and guesses the others as Guess does. changed are the
// columns a person has to look at: those that are new, and those whose values
// now contradict what they meant. A column that is missing changes nothing else,
// but one that the prompt cannot do without is there as an absent one.
func Replay(kept Mapping, t *table.Table, fallback phone.Region) (m Mapping, changed []int) {
	guessed := newGuess(t, fallback)
	guessed.decide()
	m = slices.Clone(guessed.mapping)
	known := map[string]Column{}
	keptHeader := make([]string, len(kept))
	for i, c := range kept {
		keptHeader[i] = c.Header
	}
	for i, name := range HeaderNames(keptHeader) {
		if name != "" {
			known[name] = kept[i]
		}
	}
	names := HeaderNames(append(slices.Clone(t.Header), make([]string, max(0, t.Width()-len(t.Header)))...))
	taken := map[Field]bool{}
	settled := make([]bool, len(m))
	for i := range m {
		before, ok := known[names[i]]
		profile := guessed.profiles[i]
		switch {
		case ok && before.wasEmpty() && profile.filled == 0:
			settled[i] = true
			continue
		case !ok || before.wasEmpty() || !profile.allows(before.Field) && m[i].Field != before.Field, before.Field.Single() && taken[before.Field]:
			changed = append(changed, i)
			continue
		}
		if before.sentUnasked() && m[i].Private() {
			changed = append(changed, i) // was never said to be sent
			continue
		}
		m[i].Field, m[i].Key, m[i].Choice = before.Field, before.Key, before.Choice
		m[i].Needed, m[i].Fallback = before.Needed, before.Fallback
		m[i].Basis, m[i].Reason = BasisKept, KeptReason
		// That the people of one list may be called is no word for those of the next:
		// whoever is marked there has said no since, or is somebody else, and is asked
		// about. That they must not be called holds for every list.
		if before.Free {
			m[i].Reason = FreedReason
		}
		if before.Private() {
			m[i].Basis, m[i].Reason = before.Basis, before.Reason
		}
		taken[before.Field], settled[i] = true, true
	}
	for i := range m {
		if f := m[i].Field; !settled[i] && f.Single() && taken[f] {
			m[i].Field, m[i].Choice, m[i].Reason = FieldMetadata, 0, m[i].Reason+", but another column was that before"
			if f == FieldPhone {
				m[i].Field = FieldPhone2
			}
		}
		if !settled[i] {
			m[i].Key = ""
		}
	}
	m.findPhone(changed)
	return m.ordered().Keyed().needing(kept, changed)
}

// findPhone takes one of some columns for the phone to dial when none is.
func (m Mapping) findPhone(among []int) {
	if _, found := m.Find(FieldPhone); found {
		return
	}
	for _, i := range among {
		if m[i].Field == FieldPhone2 {
			m[i].Field, m[i].Choice = FieldPhone, 1
			return
		}
	}
}
