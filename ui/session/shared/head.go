package shared

import (
	"time"

	"callsheet/model"
	"callsheet/model/team"
)

// HeadOf is a campaign that was confirmed, as the others of the team are told of it. Whose it is,
// and since when, the team's ledger knows.
func HeadOf(s model.Summary) team.Head {
	h := team.Head{
		Campaign: s.ID, Name: s.Draft.Name, Service: s.Draft.Service, Holder: s.Holder,
		Changed: s.Changed, Confirmed: s.Confirmed, Paused: model.PausedAt(s.Batches),
	}
	for _, b := range s.Batches {
		if h.Agent == "" {
			h.Agent = b.Agent
		}
		h.Contacts += b.Contacts
		switch b.State {
		case model.SendUnknown, model.SendSending:
			h.Tally.Unknown += b.Contacts
		case model.SendPrepared:
			h.Tally.ToGo += b.Contacts
			if at := wave(b); !at.IsZero() && h.Paused.IsZero() && (h.NextWave.IsZero() || at.Before(h.NextWave)) {
				h.NextWave = at
			}
		case model.SendAccepted:
			seen := b.Figures()
			h.Tally.Answered += seen.Succeeded
			h.Tally.NotReached += seen.Failed
			if !seen.Status.Ended() {
				h.Tally.ToGo += max(0, b.Contacts-b.WentOn-seen.Finished())
			}
		}
	}
	return h
}

// wave is when a batch that is prepared is sent, and its calls begin; zero where that is not
// known.
func wave(b model.Batch) time.Time {
	if b.Part.Release.Waits() {
		return time.Time{}
	}
	if b.Part.Release.NotBefore.After(b.Schedule.Start) {
		return b.Part.Release.NotBefore
	}
	return b.Schedule.Start
}
