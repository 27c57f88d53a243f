package session

import (
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// AgainOffer is whom a choice would call again, before anybody is looked up.
type AgainOffer struct {
	Rows    int // of the list
	Running int // of them, who are in a batch that has not ended
	Recent  int // of the others, who were called within the guard period
}

// AgainOfferOf counts them.
func AgainOfferOf(c *model.Campaign, r Results, choice AgainChoice, now time.Time) AgainOffer {
	rows := choice.rows(c, r)
	o := AgainOffer{Rows: len(rows)}
	in := model.RowBatches(c.List, c.Plan, r.Batches)
	for _, row := range rows {
		switch last := r.Rows[row].Last; {
		case r.Batches[in[row]-1].Running():
			o.Running++
		case last.Add(model.GuardPeriod).After(now):
			o.Recent++
		}
	}
	return o
}

// guardWords are the guard period in words.
var guardWords = figures.Counted(int(model.GuardPeriod/time.Hour), "hour")

// Words say them in a few words; "" where there is nothing to say.
func (o AgainOffer) Words() string {
	var parts []string
	switch {
	case o.Running == o.Rows && o.Rows > 0:
		parts = append(parts, "all stay in a batch that has not ended")
	case o.Running > 0:
		parts = append(parts, figures.Count(o.Running)+" stay in a batch that has not ended")
	}
	if o.Recent > 0 {
		parts = append(parts, figures.Count(o.Recent)+" called in the last "+guardWords+", and again by this")
	}
	return strings.Join(parts, "; ")
}

// AgainServiceWords say what Dialgen does to the batches of a campaign whose contacts are called
// again.
func AgainServiceWords(batches []model.Batch) string {
	running := TallyOf(batches).Running
	words := "A new campaign is made of them, and nothing is sent yet. Once it is, Dialgen moves each into its batch and counts their attempts anew. "
	switch {
	case running == 0 && !model.PausedAt(batches).IsZero():
		return words + "This campaign is paused, not over: p can try its missed again too. Do one of the two, or they may be called twice."
	case running == 0:
		return words + "This campaign has ended, and loses nothing by it."
	}
	return words + "Of this campaign " + figures.Counted(running, "batch") + " " + figures.Are(running) + " not over: whoever is in there stays, and is tried by Dialgen itself. Where others are called again beside them, m on Review of that campaign takes them out."
}

// quoted is a campaign's name in a sentence.
func quoted(name string) string { return fmt.Sprintf("%q", printable.Text(name, 80)) }

// outWords say of whom of the choice it is that they are not called, and why, each in a few
// words.
func (m MadeAgain) outWords() []string {
	var parts []string
	for _, of := range []struct {
		n     int
		words string
	}{
		{m.Stay, "in a batch that has not ended"},
		{m.Unknown, "perhaps called already by a batch whose outcome is not known"},
		{m.Recent, "called a short while ago by another campaign"},
		{m.Reached, "reached by another campaign since"},
		{m.Refused, "said no on a call, or may have"},
		{m.Never, "not to be called"},
		{m.ToFix, "to fix"},
	} {
		if of.n > 0 {
			parts = append(parts, figures.Count(of.n)+" "+of.words)
		}
	}
	return parts
}

// NobodyAgain is why no campaign is made: nobody of the choice could be called.
type NobodyAgain struct{ words string }

func (e NobodyAgain) Error() string { return e.words }

// nobody is that, in sentences.
func (m MadeAgain) nobody() error {
	text := "There is nobody to call again"
	switch out := m.outWords(); {
	case m.Chosen == 0:
		text += ": no contact of " + quoted(m.Of) + " came out like that."
	case len(out) == 0:
		text += "."
	default:
		text += ". Of " + people(m.Chosen) + ": " + strings.Join(out, "; ") + "."
	}
	if m.Stay > 0 {
		text += " Dialgen tries them itself; wait until it has ended, or cancel what is left of it."
	}
	if m.Unknown > 0 {
		text += " Settle what is not known first: `callsheet resolve`."
	}
	return NobodyAgain{text}
}

// Words say what was made, in sentences.
func (m MadeAgain) Words(now time.Time) []string {
	words := fmt.Sprintf("%s of %s can be called again", people(m.Ready), quoted(m.Of))
	if m.Again > 0 {
		words += fmt.Sprintf(", %s of them within %s of their last call", figures.Count(m.Again), guardWords)
	}
	all := []string{words + "."}
	if out := m.outWords(); len(out) > 0 {
		all = append(all, "Not called: "+strings.Join(out, "; ")+".")
	}
	if m.Moved > 0 {
		all = append(all, contactsAre(m.Moved)+" taken out of a batch that has not ended, which calls them no more.")
	}
	if start := m.StartWords(now); start != "" {
		all = append(all, start)
	}
	return all
}

// StartWords say when the contacts were tried before, and which start is suggested: "Earlier
// tries were at 10-11 their time; suggested: today 15:00."; "" where nobody was tried.
func (m MadeAgain) StartWords(now time.Time) string {
	s := m.Start
	if s.Hours == "" {
		return ""
	}
	words := AgainTriesWords(s.Hours)
	switch {
	case m.Waves:
		return words + "; they are called in waves, each in its own hours."
	case m.Said:
		return words + "."
	case !s.Found:
		return words + "; no start has all of them inside their hours."
	case s.At.IsZero():
		words += "; suggested: now"
	default:
		words += "; suggested: " + Begin{At: s.At}.Words(now)
	}
	if s.Near > 0 {
		words += fmt.Sprintf(", with %s within an hour of an earlier try", people(s.Near))
	}
	return words + "."
}

// AgainTriesWords say when contacts were tried before: "Earlier tries were at 10-11 their time".
func AgainTriesWords(hours string) string { return "Earlier tries were at " + hours + " their time" }

func contactsAre(n int) string { return people(n) + " " + figures.Are(n) }
