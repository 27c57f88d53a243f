package cli

import (
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
)

// overruleWords says how contacts are called all the same that a batch guards.
func overruleWords(m model.Suppression, agent string) string {
	switch {
	case m.Unfinished && m.Agent != agent:
		return "Another agent calls it, and both would call them: cancel it, or wait until it has ended."
	case m.Stays:
		return "Dialgen knows their contact ids under other numbers, and both would call these: clear the ids, or wait until it has ended."
	case m.Unfinished && !m.Starts.IsZero():
		return "Give --move to take them from it: it calls them no more."
	}
	return "Give --again to have them called once more."
}

// maxKnownLines bounds how many campaigns are named for one reason.
const maxKnownLines = 5

// knownWords say of the contacts that are known from other campaigns what
// becomes of them, and how it could be otherwise.
func (d draft) knownWords(now time.Time) []string {
	var lines []string
	say := func(known []model.KnownFrom, words func(model.KnownFrom) string) {
		for i, k := range known {
			if i == maxKnownLines {
				lines = append(lines, fmt.Sprintf("So it is for %s of %s more.", people(model.ContactsOf(known[i:])), figures.Counted(len(known)-i, "campaign")))
				return
			}
			lines = append(lines, words(k))
		}
	}
	say(d.plan.InUnfinished(), func(k model.KnownFrom) string {
		return fmt.Sprintf("%s %s %s, and left to it. %s", people(k.Contacts), figures.Are(k.Contacts), k.Suppression.CalledWords(now.Local()), overruleWords(k.Suppression, d.plan.Options.Agent))
	})
	say(d.plan.Taken(), func(k model.KnownFrom) string {
		return fmt.Sprintf("%s %s taken from %s, which calls them no more.", people(k.Contacts), figures.Are(k.Contacts), quote(k.Suppression.Campaign)+k.Suppression.IDWords())
	})
	say(d.plan.AnsweredEarlier(), func(k model.KnownFrom) string {
		return fmt.Sprintf("%s %s. Give --skip-answered to leave them out.", people(k.Contacts), k.Suppression.AnsweredWords(now.Local()))
	})
	return lines
}

// bothWords say that two agents would call the same people.
func bothWords(known []model.KnownFrom) string {
	n := model.ContactsOf(known)
	return fmt.Sprintf("%s %s in %s, which another agent calls: both would call them. Cancel it, or wait until it has ended.", people(n), figures.Are(n), quote(known[0].Suppression.Campaign))
}
