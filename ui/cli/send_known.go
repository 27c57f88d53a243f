package cli

import (
	"fmt"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
)

// overruleWords says how contacts are called all the same that a batch guards.
func overruleWords(m model.Suppression, agent string) string {
	switch {
	case m.Unfinished && m.Agent != agent:
		return "Another agent calls it, and both would call them: " + m.CancelAdvice() + ", or wait until it has ended."
	case m.Stays:
		return "Dialgen knows their contact ids under other numbers, and both would call these: clear the ids, or wait until it has ended."
	case m.Unfinished && !m.Starts.IsZero():
		return "Give --move to take them from it: it calls them no more."
	}
	return "Give --again to have them called once more."
}

// bothWords say that two agents would call the same people.
func bothWords(known []model.KnownFrom) string {
	n := model.ContactsOf(known)
	return fmt.Sprintf("%s %s in %s, which another agent calls: both would call them. %s, or wait until it has ended.", people(n), figures.Are(n), known[0].Suppression.CampaignWords(), screen.SentenceStart(known[0].Suppression.CancelAdvice()))
}
