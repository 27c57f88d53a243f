package model

import (
	"cmp"
	"slices"

	"callsheet/model/phone"
)

// KnownFrom counts the contacts of a list that are known from one campaign in one
// way, by their numbers or by their ids, each number once.
type KnownFrom struct {
	Contacts    int
	Suppression Suppression // of one of them; the latest answer of all
}

// knownFrom counts, by the campaign they are known from, the rows that a test
// takes, the most first.
func (p Plan) knownFrom(takes func(r *record, m Suppression) bool) []KnownFrom {
	if p.list.eval.suppressions.empty() {
		return nil
	}
	type from struct {
		campaign  string
		colleague string
		reason    string // why, where it is not by the number
	}
	found := map[from]*KnownFrom{}
	seen := map[phone.Number]bool{}
	p.list.each(func(_ int, r *record) {
		mark, marked := p.list.eval.suppressions.of(r.number)
		if !marked || !takes(r, mark) || seen[r.number] {
			return
		}
		seen[r.number] = true
		key := from{mark.knownFrom(), mark.guardedBy(), mark.IDWords()}
		k := found[key]
		if k == nil {
			k = &KnownFrom{Suppression: mark}
			found[key] = k
		}
		k.Contacts++
		if mark.Answered.After(k.Suppression.Answered) {
			k.Suppression.Answered = mark.Answered
		}
	})
	all := make([]KnownFrom, 0, len(found))
	for _, k := range found {
		all = append(all, *k)
	}
	slices.SortFunc(all, func(a, b KnownFrom) int {
		return cmp.Or(cmp.Compare(b.Contacts, a.Contacts), cmp.Compare(a.Suppression.Campaign, b.Suppression.Campaign), cmp.Compare(a.Suppression.Colleague, b.Suppression.Colleague), cmp.Compare(a.Suppression.AnsweredIn, b.Suppression.AnsweredIn), cmp.Compare(a.Suppression.IDWords(), b.Suppression.IDWords()))
	})
	return all
}

// InUnfinished are those who are left out since a batch has them that is not known to
// have ended.
func (p Plan) InUnfinished() []KnownFrom {
	return p.knownFrom(func(r *record, _ Suppression) bool { return r.exclusion() == InUnfinished })
}

// Taken are the contacts that the service takes out of a batch of the same agent
// that is not known to have ended: that one calls them no more.
func (p Plan) Taken() []KnownFrom {
	return p.knownFrom(func(r *record, m Suppression) bool {
		return r.state == Ready && m.Unfinished && m.Agent == p.Options.Agent
	})
}

// CalledByBoth are the contacts that were to be taken from a batch of another
// agent, which the service does not do: both would call them.
func (p Plan) CalledByBoth() []KnownFrom {
	return p.knownFrom(func(r *record, m Suppression) bool {
		return r.state == Ready && r.out&flagMoved != 0 && m.Agent != p.Options.Agent
	})
}

// AnsweredEarlier are the contacts who answered in an earlier campaign.
func (p Plan) AnsweredEarlier() []KnownFrom {
	return p.knownFrom(func(r *record, _ Suppression) bool { return r.state == Ready && r.out&flagAnswered != 0 })
}

// ContactsOf is how many contacts there are from all campaigns.
func ContactsOf(known []KnownFrom) int {
	n := 0
	for _, k := range known {
		n += k.Contacts
	}
	return n
}
