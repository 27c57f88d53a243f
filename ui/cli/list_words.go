package cli

import (
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui"
)

// standing is how far a campaign is, for machines.
type standing string

const (
	standsUnknown standing = "unknown" // of a batch it is not known whether it was sent
	standsRefused standing = "refused"
	standsWaiting standing = "waiting"   // confirmed, and not sent yet
	standsPlanned standing = "scheduled" // its calls begin later
	standsCalling standing = "calling"
	standsDraft   standing = "draft"
	standsEnded   standing = "ended"
)

// rank puts what needs somebody first.
func (s standing) rank() int {
	switch s {
	case standsUnknown:
		return 0
	case standsRefused, standsWaiting:
		return 1
	}
	return 2
}

// tally is the contacts of a campaign's batches by what became of them.
type tally struct {
	unknown, refused, waiting, accepted int
	running                             int // batches that have not ended
}

func tallyOf(batches []model.Batch) tally {
	var t tally
	for _, b := range batches {
		switch b.State {
		case model.SendUnknown, model.SendSending:
			t.unknown += b.Contacts
		case model.SendPrepared:
			t.waiting += b.Contacts
		case model.SendRefused:
			t.refused += b.Contacts
		default:
			t.accepted += b.Contacts
			if !b.Last.Status.Ended() {
				t.running++
			}
		}
	}
	return t
}

func standingOf(s model.Summary) standing {
	switch t := tallyOf(s.Batches); {
	case t.unknown > 0:
		return standsUnknown
	case t.refused > 0:
		return standsRefused
	case t.waiting > 0:
		return standsWaiting
	case t.running > 0 && ui.Taken(s.Batches).Status == model.StatusScheduled:
		return standsPlanned
	case t.running > 0:
		return standsCalling
	case len(s.Batches) > 0:
		return standsEnded
	}
	return standsDraft
}

// stateWords says in a few words how far a campaign is.
func stateWords(s model.Summary, now time.Time) string {
	text, t := "", tallyOf(s.Batches)
	switch standingOf(s) {
	case standsUnknown:
		text = people(t.unknown) + " may or may not be called: run `callsheet resolve`"
	case standsRefused:
		text = people(t.refused) + " refused"
	case standsWaiting:
		text = people(t.waiting) + " still to be sent"
	case standsPlanned, standsCalling, standsEnded:
		text = people(t.accepted) + ", " + ui.ProgressWords(ui.Taken(s.Batches), beginOf(s), now)
	case standsDraft:
		text = fmt.Sprintf("draft at %s, %s", s.Draft.Stage, figures.Counted(s.Draft.Rows, "row"))
		if n := s.Draft.Counts.Of(model.ToFix); n > 0 {
			text += fmt.Sprintf(", %s to fix", figures.Count(n))
		}
	}
	for _, b := range s.Batches {
		if b.Lost > 0 {
			text += fmt.Sprintf(", %s moved to %s", figures.Count(b.Lost), printable.Text(b.LostTo, maxLine))
		}
	}
	if s.Damage != "" {
		text += ", damaged"
	}
	if s.Holder != "" {
		text += ", open elsewhere: " + s.Holder
	}
	return text
}

// beginOf is when a campaign was to begin.
func beginOf(s model.Summary) ui.Begin { return ui.BeginOf(s.Draft.Values, s.Confirmed) }
