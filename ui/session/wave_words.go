package session

import (
	"fmt"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// InParts reports whether batches are of parts that have names, such as waves.
func InParts(batches []model.Batch) bool {
	return slices.ContainsFunc(batches, func(b model.Batch) bool { return b.Part.Name != "" })
}

// PartName is a batch by the name of its segment; of one without, its place says which it is.
func PartName(b model.Batch) string {
	if b.Part.Name == "" {
		return fmt.Sprintf("batch %d", b.Index+1)
	}
	return printable.Text(b.Part.Name, 80)
}

// WaveWords say in a few words where a batch is whose segment has hours of its own.
func WaveWords(b model.Batch, now time.Time) string {
	switch r := b.Part.Release; b.State {
	case model.SendPrepared:
		switch {
		case r.Over(now):
			return "not sent in time"
		case !r.Paused.IsZero():
			return "paused"
		case now.Before(r.NotBefore):
			return "waits until " + Begin{At: r.NotBefore}.Words(now)
		case r.ForOutcome():
			if r.Kept != "" {
				return "kept: waits for you"
			}
			return "waits for the canary"
		case r.Waits():
			return "waits for you"
		}
		return "not sent yet"
	case model.SendSending:
		return "is being sent"
	case model.SendUnknown:
		return "not known whether taken"
	case model.SendRefused:
		return "not taken by Dialgen"
	}
	return withCanceller(ProgressWords(Taken([]model.Batch{b}), BeginOf([]model.Batch{b}, ""), now), []model.Batch{b}, now)
}

// WaveStart is when the calls of a batch begin, or began: zero while that is not known.
func WaveStart(b model.Batch) time.Time {
	switch {
	case !b.Schedule.Start.IsZero():
		return b.Schedule.Start
	case b.State == model.SendAccepted:
		return b.Sent
	}
	return time.Time{}
}

// WaveClocks are when a batch begins on somebody's own clock and on that of its people:
// "Mon 14:00", "Mon 08:00". Where that is not known, it is sent at once.
func WaveClocks(b model.Batch, own *time.Location) (yours, theirs string) {
	at := WaveStart(b)
	if at.IsZero() {
		return "at once", ""
	}
	if b.Part.Zone != "" {
		theirs = at.In(model.Clock(b.Part.Zone)).Format("Mon 15:04")
	}
	return at.In(own).Format("Mon 15:04"), theirs
}

// CallsUnderWay counts the latest calls of a batch that ring or talk at this moment.
func CallsUnderWay(b model.Batch) int {
	n := 0
	for _, c := range b.Last.Calls {
		if c.Status == model.CallOngoing {
			n++
		}
	}
	return n
}

// CancelWords say in a sentence how far the batches are that would be cancelled: who was
// rung stays rung.
func CancelWords(batches []model.Batch) string {
	total, rung, under := 0, 0, 0
	for _, b := range batches {
		if b.Contacts == 0 {
			b.Contacts = b.Last.Total // it was made elsewhere
		}
		total, rung, under = total+b.Contacts, rung+b.Last.Processed, under+CallsUnderWay(b)
	}
	words := fmt.Sprintf("%s of %s %s rung by now", figures.Count(rung), people(total), figures.Were(rung))
	if under > 0 {
		words += fmt.Sprintf(", %s of them %s at this moment", figures.Count(under), isAre(under, "rings or talks", "ring or talk"))
	}
	return words + "."
}

// PartsWords count the parts of a campaign by where they are: "30 waves: 4 over, 3
// calling, 20 to come, 2 wait for you, 1 missed".
func PartsWords(batches []model.Batch, now time.Time) string {
	counts := map[string]int{}
	for _, b := range batches {
		r, status := b.Part.Release, b.Last.Status
		switch {
		case b.State == model.SendPrepared && r.Over(now):
			counts["missed"]++
		case b.State == model.SendPrepared && r.Held(now):
			counts["held"]++
		case b.State == model.SendUnknown || b.State == model.SendRefused:
			counts["not taken"]++
		case b.State != model.SendAccepted:
			counts["to be sent"]++
		case status.Ended():
			counts["over"]++
		case status == "" || status.Waits():
			counts["to come"]++
		default:
			counts["calling"]++
		}
	}
	what := "wave"
	if slices.ContainsFunc(batches, func(b model.Batch) bool { return b.Part.Release.By == model.ReleasedByOutcome }) {
		what = "part"
	}
	words := figures.Counted(len(batches), what) + ":"
	for _, what := range []string{"over", "calling", "to come", "to be sent", "held", "not taken", "missed"} {
		if n := counts[what]; n > 0 {
			if words[len(words)-1] != ':' {
				words += ","
			}
			words += " " + figures.Count(n) + " " + what
		}
	}
	return words
}
