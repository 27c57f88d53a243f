package cli

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/session"
)

// standingOf is how far a campaign is, for machines: of what is being sent it is not
// known yet whether it was.
func standingOf(s model.Summary) session.Standing {
	if standing := session.StandingOf(s.Batches); standing != session.StandsSending {
		return standing
	}
	return session.StandsUnknown
}

// stateWords says in a few words how far a campaign is.
func stateWords(s model.Summary, now time.Time) string {
	text, t := "", session.TallyOf(s.Batches)
	switch standingOf(s) {
	case session.StandsUnknown:
		text = people(t.Unknown+t.Sending) + " may or may not be called: run `callsheet resolve`"
	case session.StandsPaused:
		text = session.PausedShort(s.Batches)
	case session.StandsRefused:
		text = people(t.Refused) + " refused"
	case session.StandsWaiting:
		text = cmp.Or(session.WaitingWords(s.Batches, now), people(t.Waiting)+" still to be sent")
		if k, waits := session.CanaryIn(s.Batches); waits {
			text = k.ShortWords() + " (`callsheet send --continue " + s.ID + " --release` sends them)"
		}
	case session.StandsPlanned, session.StandsCalling, session.StandsEnded:
		text = people(t.Accepted) + ", " + session.ProgressWords(session.Taken(s.Batches), beginOf(s), now)
		if by := session.CancelledWords(s.Batches, now); by != "" {
			text += ", " + strings.TrimSuffix(by, ".")
		}
	case session.StandsDraft:
		text = session.DraftWords(s.Draft.Stage, s.Draft.Rows, s.Draft.Counts)
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
func beginOf(s model.Summary) session.Begin {
	return session.BeginOf(s.Batches, s.Draft.Values[model.OptTimeZone])
}

// answeredWords are how many answered, and what share of all they are; "" while nobody was
// called.
func answeredWords(r model.Total) string {
	if r.Total == 0 || r.Processed == 0 && r.Finished() == 0 {
		return ""
	}
	return figures.Count(r.Succeeded) + ", " + figures.Percent(min(r.Succeeded, r.Total), r.Total)
}
