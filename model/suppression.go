package model

import (
	"fmt"
	"maps"
	"time"

	"callsheet/model/phone"
	"callsheet/model/printable"
)

// Suppression is what the ledger and the do-not-call list know about a number, outside
// any one list.
type Suppression struct {
	// DoNotCall is when the number was put on the do-not-call list.
	DoNotCall time.Time
	Source    string // where that came from: a file's name, "added by hand"

	// How a batch guards it, as Guard says; Called is zero when none does.
	Called     time.Time
	Uncertain  bool
	Unfinished bool
	Rung       bool
	Starts     time.Time
	Until      time.Time

	// SameID tells that the batch has the contact by its id, under another number;
	// Stays, that the service finds the contact by its id elsewhere, and so would
	// not take the number out of that batch.
	SameID bool
	Stays  bool

	// IDElsewhere tells that a batch of the agent had the contact's id with another number,
	// however long ago: the service overwrites the number of a contact with that of its id.
	IDElsewhere bool

	Campaign  string // the name of that batch's campaign
	Colleague string // whose that is, where it is not this machine's own
	Batch     string // the service's id of that batch, "" when it is not known
	Agent     string // that calls it
	Service   string // it was sent to

	// Answered is when a call to it was answered last, in an earlier campaign,
	// and AnsweredIn the name of that.
	Answered   time.Time
	AnsweredIn string
}

// Suppression is a guard as it is known of a number.
func (g Guard) Suppression(b Batch) Suppression {
	return Suppression{
		Called: g.Called, Uncertain: g.Uncertain, Unfinished: g.Unfinished, Rung: g.Rung, Starts: g.Starts, Until: g.Until,
		Campaign: b.Name, Colleague: b.Colleague, Batch: b.ID, Agent: b.Agent, Service: b.Service,
	}
}

// knownFrom is the campaign that a number is known from: that has it, or in which
// it was answered.
func (m Suppression) knownFrom() string {
	if m.Called.IsZero() {
		return m.AnsweredIn
	}
	return m.Campaign
}

// guardedBy is the colleague whose batch guards a number; "" = it is this machine's own, or none does.
func (m Suppression) guardedBy() string {
	if m.Called.IsZero() {
		return ""
	}
	return m.Colleague
}

// Suppressions holds what is known of the numbers of a list; most have no mark.
type Suppressions map[phone.Number]Suppression

// Outweighs reports whether a batch's guard matters more than what another makes
// of a number: what is not known more than what is, what may yet be called more
// than what was, then the later.
func (g Guard) Outweighs(m Suppression) bool {
	switch {
	case g.Uncertain != m.Uncertain:
		return g.Uncertain
	case g.Unfinished != m.Unfinished:
		return g.Unfinished
	}
	return !g.Called.Before(m.Called)
}

// CalledWords says what is known of the calls to a marked number, in words that
// follow "this number is", in the zone of now: `in "Spring", calling until 14:05
// at the latest`.
func (m Suppression) CalledWords(now time.Time) string { return m.calledWords(now) + m.IDWords() }

// IDWords say that a batch has the contact by its id and not by its number, or
// that it has the number by another id; "" otherwise.
func (m Suppression) IDWords() string {
	switch {
	case m.SameID:
		return " (same contact id, another number)"
	case m.Stays:
		return " (same number, another contact id)"
	}
	return ""
}

// StaysAdvice says what can be done about a contact that cannot be taken from an
// unfinished batch, "" when it can.
func (m Suppression) StaysAdvice() string {
	if !m.Stays {
		return ""
	}
	return "Dialgen knows the contact id of this row under another number, so both campaigns would call this one. Clear the id, or leave the row to that campaign."
}

func (m Suppression) calledWords(now time.Time) string {
	name := m.CampaignWords()
	switch {
	case m.Uncertain:
		return "perhaps called already by " + name + ", whose outcome is not known"
	case m.Unfinished && m.Starts.After(now) && m.Until.After(now):
		return "in " + name + ", which starts " + startWords(m.Starts, now) + ", calling until " + clockWords(m.Until, now) + " at the latest"
	case m.Unfinished && m.Starts.After(now):
		return "in " + name + ", which starts " + startWords(m.Starts, now)
	case m.Unfinished && m.Until.After(now):
		return "in " + name + ", calling until " + clockWords(m.Until, now) + " at the latest"
	case m.Unfinished:
		return "in " + name + ", which is not known to have ended"
	case m.Rung:
		return "called at " + clockWords(m.Called, now) + " by " + name
	}
	return "in " + name + ", which called until " + clockWords(m.Called, now)
}

// startWords is a time to come, with the day as people say it.
func startWords(at, now time.Time) string {
	at = at.In(now.Location())
	switch day := at.Format(time.DateOnly); day {
	case now.Format(time.DateOnly):
		return "at " + at.Format("15:04")
	case now.AddDate(0, 0, 1).Format(time.DateOnly):
		return "tomorrow " + at.Format("15:04")
	}
	return at.Format("Mon 2 Jan 15:04")
}

// AnsweredWords says where and when a number was answered, in words that follow
// "this number", in the zone of now.
func (m Suppression) AnsweredWords(now time.Time) string {
	day := "2 Jan"
	if m.Answered.In(now.Location()).Year() != now.Year() {
		day = "2 Jan 2006"
	}
	return fmt.Sprintf("answered in %q on %s", printable.Text(m.AnsweredIn, maxNameRunes), m.Answered.In(now.Location()).Format(day))
}

// PollAdvice is how it is found out whether the batch that guards a number has
// ended, "" when that is known.
func (m Suppression) PollAdvice() string {
	switch {
	case !m.Unfinished || m.Batch == "":
		return ""
	case m.Colleague != "":
		return "Ask " + ColleagueWords(m.Colleague) + " whether it has ended: their console finds that out."
	}
	return "`callsheet watch " + m.Batch + " --once` finds out whether it has ended."
}

// clockWords is a time of day, with the day when it is not that of now.
func clockWords(at, now time.Time) string {
	at = at.In(now.Location())
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	return at.Format("Mon 2 Jan 15:04")
}

// suppressionLayers is what is known of numbers, with what was learnt lately in a
// layer of its own, so that learning of one number does not copy all others.
type suppressionLayers struct{ all, late Suppressions }

func (m suppressionLayers) of(n phone.Number) (Suppression, bool) {
	if m.empty() {
		return Suppression{}, false
	}
	if mark, ok := m.late[n]; ok {
		return mark, true
	}
	mark, ok := m.all[n]
	return mark, ok
}

func (m suppressionLayers) empty() bool { return len(m.all)+len(m.late) == 0 }

// with returns the layers with more laid over them.
func (m suppressionLayers) with(more Suppressions) suppressionLayers {
	late := make(Suppressions, len(m.late)+len(more))
	maps.Copy(late, m.late)
	maps.Copy(late, more)
	if len(late) <= len(m.all)/8+pageRows {
		return suppressionLayers{m.all, late}
	}
	all := make(Suppressions, len(m.all)+len(late))
	maps.Copy(all, m.all)
	maps.Copy(all, late)
	return suppressionLayers{all: all}
}
