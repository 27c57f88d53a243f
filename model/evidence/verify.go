package evidence

import (
	"fmt"
	"slices"
	"strings"
)

// Damage is how a chain was broken.
type Damage string

const (
	Changed   Damage = "changed"   // an entry is not as it was written, or stands where another did
	Missing   Damage = "missing"   // entries are missing
	Inserted  Damage = "inserted"  // there are entries that were not written
	Truncated Damage = "truncated" // the last entries are missing
	NoHead    Damage = "no_head"   // how many there were is not known
	Disagrees Damage = "disagrees" // entries and ledger tell different things
	Unread    Damage = "unread"    // an exported file is not as it was written
)

// Break is the first place at which a chain is not as it was written.
type Break struct {
	Place  int    `json:"place"` // of the first entry that is not proved, from 0
	Damage Damage `json:"damage"`
	Words  string `json:"words"` // what that means, in sentences
}

func (b *Break) Error() string { return b.Words }

// broken is a Break at an entry, counted from 1 for people.
func broken(place int, damage Damage, format string, args ...any) *Break {
	words := fmt.Sprintf(format, args...)
	if place > 0 {
		words += fmt.Sprintf(" What is proved are the first %d.", place)
	} else {
		words += " Nothing of it is proved."
	}
	return &Break{place, damage, words}
}

// Holds returns a Break where a hash that was noted earlier is not in a chain; "" is none.
func (c Chain) Holds(noted string) *Break {
	noted = strings.ToLower(strings.TrimSpace(noted))
	if noted == "" || slices.ContainsFunc(c.Links, func(l Link) bool { return l.Hash == noted }) {
		return nil
	}
	return broken(0, Changed, "The hash that was noted is not in it: the chain was written anew, or is another campaign's.")
}

// Verify returns the first place at which a chain is not as it was written; nil = it is
// whole.
func Verify(c Chain) *Break {
	prev := Hash{}
	for i, l := range c.Links {
		hash, isHash := ParseHash(l.Hash)
		e, ok := Decode(l.Entry)
		if ok && isHash && l.Place == i && e.Place == i && e.Campaign == c.Head.Campaign && prev.Next(l.Entry) == hash {
			prev = hash
			continue
		}
		n, want := len(c.Links), c.Head.Entries
		switch {
		case n < want:
			return broken(i, Missing, "Entry %d is not what was written behind entry %d: of %d entries, %d are missing.", i+1, i, want, want-n)
		case n > want:
			return broken(i, Inserted, "Entry %d was not written there: there are %d entries, and %d were written.", i+1, n, want)
		}
		return broken(i, Changed, "Entry %d was changed, or stands where another one stood.", i+1)
	}
	n, want := len(c.Links), c.Head.Entries
	switch {
	case n < want:
		return broken(n, Truncated, "The last %d of %d entries are missing.", want-n, want)
	case n > want && want == 0:
		return broken(0, NoHead, "It is not noted how many entries there were.")
	case n > want:
		return broken(want, Inserted, "%d entries were added that were not written, or what notes their number was changed.", n-want)
	case n > 0 && prev.String() != c.Head.Hash:
		return broken(n-1, Changed, "The last entry was exchanged, or the hash that is noted of it was changed.")
	case n == 0 && c.Head.Hash != "":
		return broken(0, Truncated, "Every entry is missing.")
	}
	return nil
}
