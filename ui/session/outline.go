package session

import (
	"cmp"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// NextStep is what there is to do with a campaign, as a short verb.
type NextStep string

const (
	NextSettle NextStep = "settle" // what became of a batch
	NextGoOn   NextStep = "go on"  // with a draft, or with what waits for the operator
	NextLook   NextStep = "look"   // at what went wrong, or at what came of it
	NextWatch  NextStep = "watch"  // what goes by itself
	NextWait   NextStep = "wait"   // for its start
	NextKeep   NextStep = "keep"   // here what was made elsewhere
)

// Outline is a campaign as a list of campaigns shows it, without opening it.
type Outline struct {
	Standing Standing
	State    string    // how far it is, in two or three words
	Words    string    // the same in full
	At       time.Time // when it was sent or begins, or was changed while it is a draft; zero = not known
	When     string    // that in words, by the operator's clock
	Contacts int       // of its batches; of a draft, the rows of its list
	Results  model.Total
	Next     NextStep
}

// maxState is how many cells the state of a campaign takes at most.
const maxState = 16

// OutlineOf is the outline of a campaign at an instant, by the clock that now is of.
func OutlineOf(s model.Summary, now time.Time) Outline {
	o := Outline{Standing: StandingOf(s.Batches), Results: Taken(s.Batches), Contacts: ContactsOf(s.Batches)}
	if len(s.Batches) == 0 {
		o.Contacts = s.Draft.Rows
	}
	begin := BeginOf(s.Batches, s.Draft.Values[model.OptTimeZone])
	o.When, o.At = o.when(s, begin, now)
	o.State, o.Next = o.step(s, begin, now)
	o.Words = withCanceller(o.words(s, begin, now), s.Batches, now)
	if s.Damage != "" {
		o.State, o.Words = "damaged", o.Words+", damaged"
		if o.Next == NextGoOn || o.Next == NextWait {
			o.Next = NextLook
		}
	}
	o.State = printable.Text(o.State, maxState)
	return o
}

// SummaryOf is a campaign that is open here as its list would have it: what is stored of it
// may be older.
func SummaryOf(c *model.Campaign, stored model.Summary) model.Summary {
	s := stored
	s.ID, s.Batches, s.Draft.Name = c.ID, c.Batches, c.Name()
	s.Draft.Origin, s.Draft.Values, s.Draft.Stage, s.Draft.View = c.Origin, c.Values, c.Stage, c.View
	s.Draft.Rows, s.Draft.Counts = c.Table.Len(), model.Counts{}
	if c.Evaluated() {
		s.Draft.Counts = c.List.Counts()
	}
	if c.Table == nil {
		s.Draft.Rows = stored.Draft.Rows
	}
	return s
}

// step is the state in two or three words, and what there is to do.
func (o Outline) step(s model.Summary, begin Begin, now time.Time) (string, NextStep) {
	switch o.Standing {
	case StandsUnknown:
		return "not known", NextSettle
	case StandsSending:
		return "being sent", NextWatch
	case StandsPaused:
		return "paused", NextGoOn
	case StandsRefused:
		return "refused", NextLook
	case StandsWaiting:
		return waitingStep(s.Batches, now)
	case StandsPlanned:
		if begin.Ahead(now) {
			return "scheduled", NextWait
		}
		return "has not begun", NextLook
	case StandsCalling:
		if !WatchedUntil(s.Batches).IsZero() {
			return "needs a console", NextWatch
		}
		return o.callingState(), NextWatch
	case StandsEnded:
		if o.Results.Status == model.StatusCancelled {
			return "cancelled", NextLook
		}
		return "completed", NextLook
	}
	if s.Holder != "" {
		return "open elsewhere", NextLook
	}
	if n := s.Draft.Counts.Of(model.ToFix); n > 0 {
		if words := "draft, " + figures.Count(n) + " to fix"; len(words) <= maxState {
			return words, NextGoOn
		}
	}
	return "draft: " + s.Draft.Stage.String(), NextGoOn
}

// waitingStep is that of a campaign of which something is not sent yet.
func waitingStep(batches []model.Batch, now time.Time) (string, NextStep) {
	n := NeedsOf(batches, now)
	if k, waits := CanaryIn(batches); waits {
		if k.Release.Kept == "" && n.Missed == 0 {
			return "canary first", NextWatch
		}
		return "waits for you", NextGoOn
	}
	switch {
	case n.Missed > 0:
		return "missed hours", NextLook
	case n.Yours > 0:
		return "waits for you", NextGoOn
	case n.Later > 0 || n.Others > 0:
		return "more to come", NextWatch
	}
	return "not all sent", NextGoOn
}

func (o Outline) callingState() string {
	switch o.Results.Status {
	case model.StatusIngesting:
		return "being taken in"
	case model.StatusPending:
		return "waits its turn"
	case "":
		return "taken"
	case model.StatusProcessing:
		if o.Results.Total == 0 {
			return "calling"
		}
		return "calling " + figures.Percent(o.Results.Finished(), o.Results.Total)
	}
	return string(o.Results.Status)
}

// words are the state in full.
func (o Outline) words(s model.Summary, begin Begin, now time.Time) string {
	tally := TallyOf(s.Batches)
	switch o.Standing {
	case StandsUnknown:
		return people(tally.Unknown) + " may or may not be called"
	case StandsSending:
		words := fmt.Sprintf("%s %s being sent", people(tally.Sending), figures.Are(tally.Sending))
		if s.Holder != "" {
			words += " by " + printable.Text(s.Holder, 60)
		}
		return words
	case StandsPaused:
		return PausedShort(s.Batches)
	case StandsRefused:
		return people(tally.Refused) + " refused"
	case StandsWaiting:
		if k, waits := CanaryIn(s.Batches); waits {
			return k.ShortWords()
		}
		return cmp.Or(NeedsOf(s.Batches, now).Words(now), people(tally.Waiting)+" not sent yet")
	case StandsPlanned, StandsCalling, StandsEnded:
		words := people(tally.Accepted) + ", " + ProgressWords(o.Results, begin, now)
		if until := WatchedUntil(s.Batches); !until.IsZero() {
			words += ", console needed until " + Begin{At: until}.Words(now)
		}
		return words
	}
	words := DraftWords(s.Draft.Stage, s.Draft.Rows, s.Draft.Counts)
	if !s.Changed.IsZero() {
		words += ", " + figures.Ago(now.Sub(s.Changed))
	}
	if s.Holder != "" {
		words = "open elsewhere: " + printable.Text(s.Holder, 60) + ", " + words
	}
	return words
}

// when says when a campaign was sent or begins, or was changed while it is a draft.
func (o Outline) when(s model.Summary, begin Begin, now time.Time) (string, time.Time) {
	sent := SentAt(s.Batches)
	switch {
	case o.Standing == StandsPlanned && begin.Ahead(now):
		return "starts " + Begin{At: begin.At}.Words(now), begin.At
	case !sent.IsZero():
		return "Sent " + stamp(sent, now), sent
	case !s.Confirmed.IsZero():
		return "confirmed " + stamp(s.Confirmed, now), s.Confirmed
	case len(s.Batches) == 0 && !s.Changed.IsZero():
		return "edited " + stamp(s.Changed, now), s.Changed
	}
	return "", time.Time{}
}

// SentAt is when the first of batches left that Dialgen took or may have taken; zero = not
// known.
func SentAt(batches []model.Batch) time.Time {
	var first time.Time
	for _, b := range batches {
		if calledBy(b) && !b.Sent.IsZero() && (first.IsZero() || b.Sent.Before(first)) {
			first = b.Sent
		}
	}
	return first
}

// SentWords say when a campaign was sent and to how many: "Sent 28 Nov 01:44 to 255"; ""
// while Dialgen has none of it or it is not known when.
func SentWords(batches []model.Batch, now time.Time) string {
	tally, at := TallyOf(batches), SentAt(batches)
	if tally.Accepted == 0 || at.IsZero() {
		return ""
	}
	return fmt.Sprintf("Sent %s to %s", stamp(at, now), figures.Count(tally.Accepted))
}

// stamp is an instant of the past on the clock that now is of: "28 Nov 01:44", and of
// another year "28 Nov 2025".
func stamp(at, now time.Time) string {
	at = at.In(now.Location())
	if at.Year() != now.Year() {
		return at.Format("2 Jan 2006")
	}
	return at.Format("2 Jan 15:04")
}
