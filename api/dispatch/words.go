package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
)

// What the operator reads. Reasons are kept in the ledger, so each stands by
// itself and ends with a next step.

const stoppedWords = "Sending was stopped before anything of this batch left. Nobody is called by it; send it when you are ready."

const (
	maxReason = 3000 // runes
	maxCause  = 300
)

func unknownWords(err error) string {
	return printable.Text(model.UnknownLead+happened(reason.Sentence(err)), maxReason)
}

// happened leaves the client's last word out when it sends the operator looking:
// for a batch, Callsheet looks.
func happened(text string) string {
	if rest, ok := strings.CutSuffix(text, ", then look again in a few minutes."); ok {
		return rest + "."
	}
	if i := strings.LastIndex(text, ". Look "); i >= 0 && !strings.Contains(text[i+1:], ". ") {
		return text[:i+1]
	}
	return text
}

func refusedWords(err error, attempts int) string {
	return tried(model.RefusedLead+reason.Sentence(err), attempts)
}

func notSentWords(err error, attempts int) string {
	text := reason.Sentence(err)
	if !strings.Contains(strings.ToLower(text), "nothing was sent") {
		text = "Nothing was sent. " + text
	}
	return tried(text, attempts)
}

func tried(text string, attempts int) string {
	if attempts > 1 {
		text += fmt.Sprintf(" It was tried %d times.", attempts)
	}
	return printable.Text(text, maxReason)
}

// notBegunWords is for a batch that could not be written down as begun.
func notBegunWords(ctx context.Context, err error) string {
	if ctx.Err() != nil {
		return stoppedWords
	}
	text := printable.Text(reason.Sentence(err), maxReason)
	if strings.HasPrefix(text, "Nothing was sent") {
		return text
	}
	return "Nothing was sent. " + text
}

// unwritten says that an outcome is known here and not in the ledger, which
// still has the batch as being sent.
func unwritten(b model.Batch, err error) model.Batch {
	why := printable.Text(reason.Sentence(err), maxCause)
	const later = "At the next start Callsheet shows this batch as unknown; "
	switch b.State {
	case model.SendAccepted:
		b.Note = "Dialgen took this batch as " + b.ID + ", but that could not be written down. " + why + " " + later +
			"it is then found on Dialgen's list, here or with `callsheet resolve`."
	case model.SendUnknown:
		b.Reason += " This could not be written down. " + why + " " + later + "it is then looked for on Dialgen's list."
	default:
		b.Reason += " Dialgen has nothing of this batch, but that could not be written down. " + why + " " + later +
			"say then, here or with `callsheet resolve`, that it was not sent."
	}
	return b
}

// clock is how times of a day are shown, with the zone.
const clock = "15:04:05 MST"

// describe says what a candidate is, for somebody who compares it with what was
// sent.
func describe(c model.Candidate, zone *time.Location) string {
	text := figures.Counted(c.Contacts, "contact") + " for the same agent"
	if !c.Created.IsZero() {
		text += ", made at " + c.Created.In(zone).Format(clock)
	}
	if c.Matched > 0 {
		text += fmt.Sprintf(", and the %s it shows %s to numbers of this batch", figures.Counted(c.Matched, "call"), figures.Are(c.Matched))
	}
	return text
}

// foundNote says how it is known that the service took a batch.
func foundNote(c model.Candidate, zone *time.Location) string {
	return fmt.Sprintf("The answer was lost, but it was found on Dialgen's list: %s.", describe(c, zone))
}

// likelyNote says which batch a row likely is, and what is still to prove it.
func likelyNote(c model.Candidate, zone *time.Location) string {
	tell := "The first call it makes will tell whether it is this one or somebody else's."
	if c.Status.Ended() {
		tell = "It has ended, and no call tells whether it was this one or somebody else's."
	}
	return fmt.Sprintf("Likely it is %s on Dialgen's list: %s. %s", printable.Text(c.ID, maxCause), describe(c, zone), tell)
}

const notItNote = "A batch on Dialgen's list that looked like this one calls other numbers: it is somebody else's."

// chosenNote says that it was the operator who knew; c may be an id alone.
func chosenNote(c model.Candidate, zone *time.Location) string {
	if c.Contacts == 0 {
		return model.ChosenLead + "."
	}
	return fmt.Sprintf("%s: %s.", model.ChosenLead, describe(c, zone))
}

// SearchWords say what a look for a batch that decided nothing has shown, or why it
// did not succeed.
func SearchWords(f model.Finding, err error) string {
	switch {
	case err != nil:
		return "Dialgen's list cannot be read"
	case len(f.Candidates) == 0:
		return "Not on Dialgen's list yet"
	case f.Likely != "":
		return "Likely found, not proved by a call yet"
	}
	return "Not certain yet"
}

// FindingWords say what is known of a batch that was looked for, and what the
// operator can do about it.
func FindingWords(f model.Finding) string {
	zone := f.At.Location()
	since := begun(f.Batch).In(zone).Format(clock)
	switch {
	case f.Batch.State != model.SendUnknown:
		return f.Batch.Note
	case f.Polls == 0:
		return "Dialgen's list could not be read, so it is still not known whether it took this batch. Look again in a moment; `callsheet list --remote` tells whether the service answers."
	case f.Likely != "":
		c, _ := f.Likeliest()
		wait := "Its first call will tell: leave it until then"
		switch {
		case c.Status == model.StatusScheduled:
			wait = "It calls nobody before its start, so nothing can tell until then: leave it"
		case c.Status.Ended():
			wait = "It has ended without a call that tells: leave it"
		}
		return fmt.Sprintf("On Dialgen's list, %s is likely this one: %s. A colleague's of the same size would look the same. %s, or say that it is this one when you know it from Dialgen's own pages.",
			printable.Text(c.ID, maxCause), describe(c, zone), wait)
	case len(f.Candidates) == 1:
		doubt := f.Candidates[0].Doubt
		if doubt == "" {
			doubt = "it may as well be another one of yours that is not settled"
		}
		return fmt.Sprintf("Dialgen's list has a batch that may be this one, but %s. It has %s. Look again in a moment, or say that it is this one.",
			doubt, describe(f.Candidates[0], zone))
	case len(f.Candidates) > 1:
		return fmt.Sprintf("Dialgen's list has %d batches that may be this one. Choose the one it is, or leave it until their calls tell them apart.", len(f.Candidates))
	case f.LongEnough:
		return fmt.Sprintf("Dialgen's list shows no such batch, %s after it was sent at %s and looked for %s. If Dialgen's own pages do not show it either, say that it was not sent; then it can be sent again.",
			duration(f.At.Sub(begun(f.Batch))), since, figures.Times(f.Polls))
	}
	return fmt.Sprintf("Dialgen's list does not show this batch yet, sent at %s and looked for %s. The list may lag: look again before you decide, or leave it for now.",
		since, figures.Times(f.Polls))
}
