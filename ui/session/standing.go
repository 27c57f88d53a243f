package session

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// Standing is how far a campaign is.
type Standing string

const (
	StandsUnknown Standing = "unknown" // of a batch it is not known whether it was sent
	StandsSending Standing = "sending"
	StandsRefused Standing = "refused"
	StandsWaiting Standing = "waiting"   // confirmed, and not sent yet
	StandsPaused  Standing = "paused"    // nothing is sent until it is resumed
	StandsPlanned Standing = "scheduled" // its calls begin later
	StandsCalling Standing = "calling"
	StandsDraft   Standing = "draft"
	StandsEnded   Standing = "ended"
)

// Need is how much a campaign needs somebody, from 0, which is most.
func (s Standing) Need() int {
	switch s {
	case StandsUnknown:
		return 0
	case StandsRefused, StandsWaiting, StandsPaused:
		return 1
	}
	return 2
}

// ContactsOf counts the contacts of some batches.
func ContactsOf(batches []model.Batch) int {
	n := 0
	for _, b := range batches {
		n += b.Contacts
	}
	return n
}

// Tally is the contacts of a campaign's batches by what became of them.
type Tally struct {
	Unknown, Sending, Refused, Waiting, Accepted int
	Running                                      int // batches that have not ended
}

// TallyOf counts them.
func TallyOf(batches []model.Batch) Tally {
	var t Tally
	for _, b := range batches {
		switch b.State {
		case model.SendUnknown:
			t.Unknown += b.Contacts
		case model.SendSending:
			t.Sending += b.Contacts
		case model.SendPrepared:
			t.Waiting += b.Contacts
		case model.SendRefused:
			t.Refused += b.Contacts
		default:
			t.Accepted += b.Contacts
			if !b.Last.Status.Ended() {
				t.Running++
			}
		}
	}
	return t
}

// StandingOf is how far a campaign is by its batches: what needs somebody weighs more.
func StandingOf(batches []model.Batch) Standing {
	switch t := TallyOf(batches); {
	case t.Unknown > 0:
		return StandsUnknown
	case t.Sending > 0:
		return StandsSending
	case !model.PausedAt(batches).IsZero() && t.Running+withoutResult(batches) > 0:
		return StandsPaused
	case t.Refused > 0:
		return StandsRefused
	case t.Waiting > 0:
		return StandsWaiting
	case t.Running > 0 && Taken(batches).Status == model.StatusScheduled:
		return StandsPlanned
	case t.Running > 0:
		return StandsCalling
	case len(batches) > 0:
		return StandsEnded
	}
	return StandsDraft
}

// DraftWords say how far a campaign has come that was not confirmed.
func DraftWords(stage model.Stage, rows int, counts model.Counts) string {
	text := fmt.Sprintf("draft at %s, %s", stage, figures.Counted(rows, "row"))
	if n := counts.Of(model.ToFix); n > 0 {
		text += fmt.Sprintf(", %s to fix", figures.Count(n))
	}
	return text
}

// people is a number of contacts in words.
func people(n int) string { return figures.Counted(n, "contact") }

// Begin is when the calls of a campaign were to begin, and on whose clocks that
// was said.
type Begin struct {
	At   time.Time      // zero = at once
	Zone *time.Location // nil = the operator's
}

// BeginOf is when the calls of batches begin, as they were confirmed: the first of
// them. Said on the clocks of the zone of an IANA name.
func BeginOf(batches []model.Batch, zone string) Begin {
	var first time.Time
	for i, b := range batches {
		if at := b.Schedule.Start; i == 0 || at.Before(first) {
			first = at
		}
	}
	if first.IsZero() {
		return Begin{}
	}
	return Begin{first, model.Clock(zone)}
}

// BeginOfPlan is when a campaign begins by the options of its plan.
func BeginOfPlan(o model.Options) Begin { return Begin{o.Start, model.Clock(o.TimeZone)} }

// Ahead reports whether the beginning is still to come.
func (b Begin) Ahead(now time.Time) bool { return b.At.After(now) }

// Words say when it begins for somebody whose clock shows now: "tomorrow 09:00".
// The zone is named where that clock will show another hour then.
func (b Begin) Words(now time.Time) string {
	zone := b.Zone
	if zone == nil {
		zone = now.Location()
	}
	at, here := b.At.In(zone), now.In(zone)
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	text := at.Format("Mon 2 Jan 15:04")
	switch {
	case day(at) == day(here):
		text = at.Format("today 15:04")
	case day(at) == day(here.AddDate(0, 0, 1)):
		text = at.Format("tomorrow 15:04")
	case at.Year() != here.Year():
		text = at.Format("Mon 2 Jan 2006 15:04")
	}
	_, there := at.Zone()
	if _, mine := b.At.In(now.Location()).Zone(); mine != there {
		name := at.Format("MST")
		if !unicode.IsLetter(rune(name[0])) {
			name = zone.String()
		}
		text += " " + name
	}
	return text
}

// ProgressWords say in a few words where batches are that Dialgen took, by what
// was last seen of them: never that somebody is called who is not.
func ProgressWords(s model.Total, begin Begin, now time.Time) string {
	done := ""
	if s.Total > 0 {
		done = fmt.Sprintf(", %s done", figures.Percent(s.Finished(), s.Total))
	}
	if s.Status == "" || s.Status.Waits() {
		return waitingWords(s.Status, begin, now)
	}
	switch s.Status {
	case model.StatusProcessing:
		return "calling" + done
	case model.StatusCompleted:
		if n := s.Dropped(); n > 0 {
			return "completed, " + figures.Count(n) + " without a result"
		}
		return "completed"
	case model.StatusCancelled:
		return fmt.Sprintf("cancelled, %s of %s done", figures.Count(min(s.Finished(), s.Total)), figures.Count(s.Total))
	}
	return fmt.Sprintf("%q at Dialgen", printable.Text(string(s.Status), 40)) + done
}

// waitingWords say what batches wait for of which nobody is called yet.
func waitingWords(status model.BatchStatus, begin Begin, now time.Time) string {
	switch {
	case begin.Ahead(now):
		return "starts " + begin.Words(now)
	case status == model.StatusIngesting:
		return "being taken in by Dialgen"
	case status == model.StatusPending:
		return "waiting for its turn at Dialgen"
	case status == model.StatusScheduled && !begin.At.IsZero():
		return "was to start " + begin.Words(now) + ", and has not begun"
	case status == model.StatusScheduled:
		return "waiting for its start time"
	}
	return "taken by Dialgen, not looked at yet"
}

// Taken adds up what was last seen of the batches that Dialgen took.
func Taken(batches []model.Batch) model.Total {
	var all []model.Statistics
	for _, b := range batches {
		if b.State != model.SendAccepted {
			continue
		}
		last := b.Figures()
		if last.At.IsZero() && last.Total == 0 {
			last.Total = b.Contacts // nobody has looked yet
		}
		all = append(all, last)
	}
	return model.Sum(all)
}

// Losses say in a sentence how many contacts of batches were moved into later
// ones, "" when nobody was.
func Losses(batches []model.Batch) string {
	lost := 0
	var to []string
	for _, b := range batches {
		if b.Lost > 0 && !slices.Contains(to, b.LostTo) {
			to = append(to, b.LostTo)
		}
		lost += b.Lost
	}
	if lost == 0 {
		return ""
	}
	who := people(lost) + " were"
	if lost == 1 {
		who = people(lost) + " was"
	}
	return fmt.Sprintf("%s moved to %s, which calls them instead.", who, printable.Text(strings.Join(to, ", "), 120))
}

// Doubts say in sentences what cannot be right about the figures of batches: who
// was sent and is not counted, and figures that contradict each other.
func Doubts(batches []model.Batch) []string {
	var missing, extra, sent, counted int
	var doubts []string
	for _, b := range batches {
		s := b.Figures()
		if b.State != model.SendAccepted || s.At.IsZero() {
			continue
		}
		if s.Finished() > s.Total || s.Processed > s.Total {
			doubts = append(doubts, fmt.Sprintf("Dialgen's figures do not add up: %s called and %s done, of %s.",
				figures.Count(s.Processed), figures.Count(s.Finished()), figures.Count(s.Total)))
		}
		if b.Contacts == 0 || s.Status == model.StatusIngesting {
			continue // made elsewhere, or still being counted
		}
		sent, counted = sent+b.Contacts, counted+s.Total
		// Whoever was moved into a later batch may be counted here or not, as the
		// figures are older or younger than that.
		missing += max(0, b.Contacts-b.Lost-s.Total)
		extra += max(0, s.Total-b.Contacts)
	}
	var parts []string
	if missing > 0 {
		parts = append(parts, fmt.Sprintf("%s %s missing there", figures.Count(missing), figures.Are(missing)))
	}
	if extra > 0 {
		parts = append(parts, fmt.Sprintf("%s %s too many", figures.Count(extra), figures.Are(extra)))
	}
	if len(parts) > 0 {
		words := fmt.Sprintf("%s were sent, and Dialgen counts %s: %s. Look at the batch in Dialgen.",
			people(sent), figures.Count(counted), strings.Join(parts, ", "))
		if missing > 0 {
			words += " Whoever is sent again in a later batch is counted there."
		}
		doubts = append([]string{words}, doubts...)
	}
	return doubts
}
