package evidence

import (
	"fmt"
	"strings"

	"callsheet/model/figures"
)

// words say in sentences what an entry tells.
func (m pageMaker) words(e Entry) string {
	switch e.Kind {
	case KindBegun:
		return m.begunWords(factsOf[Begun](e))
	case KindConfirmed:
		c := factsOf[Confirmation](e)
		return fmt.Sprintf("Confirmed %s in %s.", people(c.Contacts), figures.Counted(len(c.Batches), "batch"))
	case KindAdopted:
		b := factsOf[Adopted](e).Batch
		return fmt.Sprintf("Adopted batch %s of %s, which was made elsewhere: nobody here confirmed it.", safe(b.BatchID), people(b.Contacts))
	case KindSending:
		return sendingWords(factsOf[Sending](e))
	case KindOutcome:
		return outcomeWords(factsOf[Outcome](e), safe(e.Who))
	case KindReopened:
		return fmt.Sprintf("Batch %d, which was refused, may be sent again.", factsOf[Reopened](e).Batch)
	case KindTakenBack:
		return fmt.Sprintf("Took the campaign back, of %s. Nothing of it was at Dialgen.", people(factsOf[TakenBack](e).Contacts))
	case KindReleased:
		r := factsOf[Released](e)
		if r.By == "outcome" {
			return "The outcome of those before kept the limits: released " + partWords(r.Parts) + "."
		}
		return "Released " + partWords(r.Parts) + " by their own word."
	case KindKept:
		k := factsOf[Kept](e)
		return "Kept back for a person: " + partWords(k.Parts) + "." + sentence(k.Why)
	case KindReplanned:
		return replannedWords(factsOf[Replanned](e))
	case KindPaused:
		return "Paused: nothing more is sent, and what has not begun is taken back."
	case KindResumed:
		return resumedWords(factsOf[Resumed](e))
	case KindCancelled:
		return m.cancelledWords(factsOf[Cancelled](e))
	case KindEnded:
		n := factsOf[Ended](e)
		return fmt.Sprintf("Dialgen says that batch %d has ended: %s. %s processed, %s succeeded, %s failed.", n.Batch, safe(n.Status), figures.Count(n.Processed), figures.Count(n.Succeeded), figures.Count(n.Failed))
	case KindForgotten:
		return "The campaign was forgotten, with its contacts. What was told stays."
	}
	return safe(string(e.Kind))
}

func (m pageMaker) begunWords(b Begun) string {
	contacts, states := 0, map[string]int{}
	for _, batch := range b.Batches {
		contacts += batch.Contacts
		states[batch.State]++
	}
	text := "Evidence begins here: what was done before was done by a version of Callsheet that wrote none. The ledger had " + people(contacts) + " in " + figures.Counted(len(b.Batches), "batch")
	for _, state := range []string{"prepared", "sending", "accepted", "refused", "unknown"} {
		if n := states[state]; n > 0 {
			text += fmt.Sprintf(", %d %s", n, stateWords[state])
		}
	}
	if !b.Confirmed.IsZero() {
		text += ", confirmed " + m.when(b.Confirmed)
	}
	return text + "."
}

func sendingWords(s Sending) string {
	text := fmt.Sprintf("Began to send batch %d of %s, for the %s time. None of them was on the do-not-call list: %s.", s.Batch, people(s.Contacts), ordinal(s.Attempt), listWords(s.DoNotCall))
	if s.Taken > 0 {
		text += fmt.Sprintf(" %s %s taken from batches that had not ended.", people(s.Taken), figures.Are(s.Taken))
	}
	return text
}

func ordinal(n int) string {
	switch n {
	case 1:
		return "first"
	case 2:
		return "second"
	case 3:
		return "third"
	}
	return fmt.Sprintf("%dth", n)
}

func outcomeWords(o Outcome, who string) string {
	status := ""
	if o.HTTPStatus != 0 {
		status = fmt.Sprintf(" (HTTP %d)", o.HTTPStatus)
	}
	var text string
	switch {
	case o.State == "accepted" && o.By == ByOperator:
		text = fmt.Sprintf("By the word of %s, batch %d is %s at Dialgen.", who, o.Batch, safe(o.BatchID))
	case o.State == "accepted" && o.By == BySearch:
		text = fmt.Sprintf("Batch %d was found at Dialgen as %s.", o.Batch, safe(o.BatchID))
	case o.State == "accepted":
		text = fmt.Sprintf("Dialgen accepted batch %d as %s%s.", o.Batch, safe(o.BatchID), status)
	case o.State == "refused" && o.By == ByOperator:
		text = fmt.Sprintf("By the word of %s, Dialgen does not have batch %d.", who, o.Batch)
	case o.State == "refused":
		text = fmt.Sprintf("Dialgen refused batch %d%s.", o.Batch, status)
	case o.State == "unknown" && o.By == ByRecovery:
		text = fmt.Sprintf("It is not known whether Dialgen took batch %d: Callsheet ended while it was sent.", o.Batch)
		return text + sentence(o.Note)
	case o.State == "unknown":
		text = fmt.Sprintf("It is not known whether Dialgen took batch %d%s.", o.Batch, status)
	case o.By == ByLedger:
		text = fmt.Sprintf("Nothing of batch %d was sent: that it begins could not be written down safely.", o.Batch)
	default:
		text = fmt.Sprintf("Nothing of batch %d was sent.", o.Batch)
	}
	return text + sentence(o.Reason) + sentence(o.Note)
}

// sentence is a text behind another, or nothing.
func sentence(text string) string {
	text = safe(text)
	if text == "" {
		return ""
	}
	return " " + text
}

func partWords(parts []Part) string {
	var words []string
	for _, p := range parts {
		name := safe(p.Name)
		if name == "" {
			name = fmt.Sprintf("part %d", p.Part)
		}
		words = append(words, fmt.Sprintf("%s (%s)", name, people(p.Contacts)))
	}
	return strings.Join(words, ", ")
}

func replannedWords(r Replanned) string {
	contacts := 0
	for _, b := range r.Batches {
		contacts += b.Contacts
	}
	text := fmt.Sprintf("%s that %s not sent gave way to %s, with the same %s.", figures.Counted(len(r.Gone), "batch"), figures.Were(len(r.Gone)), figures.Counted(len(r.Batches), "other"), people(contacts))
	for _, f := range termFacts(r.Terms) {
		text += fmt.Sprintf(" %s: %s.", f.Name, f.Text)
	}
	return text
}

func resumedWords(r Resumed) string {
	contacts := 0
	for _, b := range r.Batches {
		contacts += b.Contacts
	}
	if contacts == 0 {
		return "Resumed: what waits may be sent."
	}
	text := fmt.Sprintf("Resumed: %s of %s went on in %s. %s of them were never called.", people(contacts), figures.Counted(len(r.From), "cancelled batch"),
		figures.Counted(len(r.Batches), "new batch"), figures.Count(contacts-r.Owed))
	if r.Owed > 0 {
		text += fmt.Sprintf(" %s were missed before, and have tries left.", figures.Count(r.Owed))
	}
	for _, f := range termFacts(r.Terms) {
		text += fmt.Sprintf(" %s: %s.", f.Name, f.Text)
	}
	return text
}

func (m pageMaker) cancelledWords(c Cancelled) string {
	if c.By != "" {
		return fmt.Sprintf("Batch %d was cancelled by %s, as the team's ledger was told %s.", c.Batch, safe(c.By), m.when(c.At))
	}
	if c.Error != "" {
		return fmt.Sprintf("Asked Dialgen to cancel batch %d.", c.Batch) + sentence(c.Error)
	}
	return fmt.Sprintf("Cancelled batch %d: %s %s taken back.", c.Batch, figures.Counted(c.Calls, "call"), figures.Were(c.Calls)) + sentence(c.Message)
}
