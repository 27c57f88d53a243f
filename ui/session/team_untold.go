package session

import (
	"fmt"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/team"
)

// Untold is what of this machine its team was not told of yet: until it is, colleagues may call
// people whom they would not otherwise.
type Untold struct {
	Batches, Contacts int // that may guard somebody, or of which something is new; and how many these have
	DoNotCall         int // numbers of the list
}

// Any reports whether there is anything.
func (u Untold) Any() bool { return u.Batches+u.DoNotCall > 0 }

// Words say what it is and what follows from that, in sentences; "" = there is nothing.
func (u Untold) Words() string {
	var news []string
	if u.Batches > 0 {
		news = append(news, fmt.Sprintf("news of %s (%s)", figures.Counted(u.Batches, "batch"), people(u.Contacts)))
	}
	if u.DoNotCall > 0 {
		news = append(news, figures.Counted(u.DoNotCall, "number")+" not to be called")
	}
	if len(news) == 0 {
		return ""
	}
	return "The team was not told yet: " + figures.Join(news) + ". Colleagues do not know it."
}

// AcceptWords say for whom a copy of the team's ledger waits, as far as this machine has heard of
// the others, and what there is to do about those of whom it has not: the copy may not know who
// joined after it was made.
func AcceptWords(colleagues []team.Member) string {
	text := "This machine has heard of no other member"
	if len(colleagues) > 0 {
		text = "This machine knows of " + namesOf(colleagues, mostMembers)
	}
	return text + ": nothing is sent until they have told the copy again what they sent. If somebody else has joined since, have them open Callsheet before you go on: a copy from before they joined waits for them only if they are at work."
}

// WhyNotLeave says why a team cannot be left yet by a machine with some batches; "" = it can be.
func WhyNotLeave(batches []model.Batch) string {
	if n := TallyOf(batches).Sending; n > 0 {
		return fmt.Sprintf("%s %s being sent, or were when Callsheet ended here. Let that end, or open Callsheet once, and leave then.", people(n), figures.Are(n))
	}
	return ""
}

// LeavingWords say what of some batches the team would not learn once this machine has left it,
// in sentences; "" = nothing.
func LeavingWords(batches []model.Batch) string {
	words, unknown := "", 0
	for _, b := range batches {
		if b.State == model.SendUnknown {
			unknown++
		}
	}
	tally := TallyOf(batches)
	if unknown > 0 {
		words = fmt.Sprintf("Of %s in %s it is not known whether Dialgen has them. Colleagues do not call them until that is settled, which nobody can but who takes the campaign over: `callsheet resolve` settles it before you leave.",
			people(tally.Unknown), figures.Counted(unknown, "batch"))
	}
	if n := tally.Running; n > 0 {
		if words != "" {
			words += " "
		}
		words += fmt.Sprintf("%s of yours may still call. The team is not told how that ends, so colleagues do not call these people until it must be over.", figures.Counted(n, "batch"))
	}
	return words
}
