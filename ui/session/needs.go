package session

import (
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
)

// Needs are the contacts of a campaign's batches who are not sent yet because their time
// has to come, somebody has to say so, or it is too late.
type Needs struct {
	Missed int       // their time is over
	Yours  int       // they wait for the operator alone
	By     time.Time // until when the first of those may be sent; zero = there is no end
	Later  int       // their time is to come
	From   time.Time // when the first of those may be sent
	Others int       // they wait for the outcome of those before them
}

// NeedsOf counts them at an instant.
func NeedsOf(batches []model.Batch, now time.Time) Needs {
	var n Needs
	for _, b := range batches {
		r := b.Part.Release
		switch {
		case b.State != model.SendPrepared || !r.Held(now):
		case r.Over(now):
			n.Missed += b.Contacts
		case now.Before(r.NotBefore):
			n.Later += b.Contacts
			if n.From.IsZero() || r.NotBefore.Before(n.From) {
				n.From = r.NotBefore
			}
		case r.By == model.ReleasedByOutcome:
			n.Others += b.Contacts
		default:
			n.Yours += b.Contacts
			if at := r.NotAfter; !at.IsZero() && (n.By.IsZero() || at.Before(n.By)) {
				n.By = at
			}
		}
	}
	return n
}

// Words say them, what needs somebody first: "97 contacts missed their hours, 55 wait for
// you until today 12:00"; "" where nobody waits.
func (n Needs) Words(now time.Time) string {
	var parts []string
	add := func(count int, words string) {
		switch {
		case count == 0:
		case len(parts) == 0:
			parts = append(parts, people(count)+" "+words)
		default:
			parts = append(parts, figures.Count(count)+" "+words)
		}
	}
	add(n.Missed, "missed their hours")
	until := ""
	if !n.By.IsZero() {
		until = " until " + Begin{At: n.By}.Words(now)
	}
	add(n.Yours, figures.Wait(n.Yours)+" for you"+until)
	add(n.Later, figures.Wait(n.Later)+" for "+Begin{At: n.From}.Words(now))
	add(n.Others, figures.Wait(n.Others)+" for those before")
	return strings.Join(parts, ", ")
}

// WaitingWords say in a few words what of a campaign waits for its time or for somebody;
// "" where nothing does.
func WaitingWords(batches []model.Batch, now time.Time) string {
	return NeedsOf(batches, now).Words(now)
}
