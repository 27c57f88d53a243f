package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/pacing"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// searches are the pauses between looking for a batch whose outcome is not known.
var searches = pacing.Backoff{First: 2 * time.Second, Longest: time.Minute}

// batchSearch looks for the first batch whose outcome is not known, again and again.
type batchSearch struct {
	console  *screen.Console
	requests *screen.Requests
	looking  session.Reconciling
	index    int       // of the batch in the plan
	last     time.Time // by the operator's clock
}

func newBatchSearch(d *screen.Console, requests *screen.Requests) batchSearch {
	looking := session.Reconciling{Service: d.Config.Service, Clock: session.WallClock{Wall: d.Config.Wall}, Pauses: searches, Patience: -1}
	return batchSearch{console: d, requests: requests, looking: looking}
}

// start looks for the batch at once, from what was found of it before.
func (s *batchSearch) start() tea.Cmd {
	campaign := s.console.Campaign
	i := session.First(campaign.Batches, model.SendUnknown)
	if i < 0 || campaign.Onlooker() || session.Elsewhere(campaign, s.console.Config.Account.Service) != "" || s.console.Config.Account.Missing != "" {
		return nil
	}
	before := session.OpenBatch{}
	if s.index == i && len(s.looking.Open) > 0 {
		before = *s.looking.Open[0]
	}
	s.index, before.Finding.Batch = i, campaign.Batches[i]
	work := s.looking.Start(before.Finding)
	s.looking.Open[0].Err = before.Err
	return s.requests.Run("search", work)
}

// forget drops what was found, and whatever is under way: another batch is looked for,
// or none.
func (s *batchSearch) forget() {
	s.requests.Drop("search")
	s.looking.Open = nil
}

// found is what was found of the batch so far.
func (s *batchSearch) found() session.OpenBatch {
	if len(s.looking.Open) == 0 {
		return session.OpenBatch{}
	}
	return *s.looking.Open[0]
}

func (s *batchSearch) finding() model.Finding { return s.found().Finding }

func madeWords(c model.Candidate, zone *time.Location) string {
	if c.Created.IsZero() {
		return "without a time"
	}
	return "made at " + c.Created.In(zone).Format(clock)
}

func candidateWords(c model.Candidate) string {
	words := screen.People(c.Contacts) + ", none called yet"
	if c.Called > 0 {
		words = fmt.Sprintf("%s, %s called", screen.People(c.Contacts), figures.Count(c.Called))
	}
	if c.Matched > 0 {
		words += fmt.Sprintf(", %s to these numbers", screen.Calls(c.Matched))
	}
	if c.Doubt != "" {
		words += ", but " + printable.Text(c.Doubt, 80)
	}
	// Ids of one moment differ at their ends.
	return words + ", " + printable.Text(c.ID, maxBatchID)
}

// sentWords says how many were sent, and when, by the clock the service's list
// is compared with.
func sentWords(b model.Batch, zone *time.Location) string {
	if b.Sent.IsZero() {
		return screen.People(b.Contacts)
	}
	return screen.People(b.Contacts) + ", sent at " + b.Sent.In(zone).Format(clock)
}

// lines say of a batch whose outcome is not known what is known, what is
// not, what happens by itself and what is left to the operator; apart when there
// is room for it.
func (s *batchSearch) lines(b model.Batch, width, room int) []string {
	t, finding := s.console.Theme, s.finding()
	itself := "Callsheet looks for it on Dialgen's list, again and again. Nothing is sent by itself."
	you := "Nothing has to be done. Do not send these contacts in another way: they could be called twice. If you know what became of it, press enter."
	likely, isLikely := s.likely()
	switch n := len(finding.Candidates); {
	case isLikely:
		you = "Nothing has to be done: leave it until a call tells. If Dialgen's own pages show you that it is yours, press enter and say so. Do not send these contacts in another way: they could be called twice."
	case n > 0:
		you = "Press enter to compare, and say which it is. In doubt leave it: their calls will tell. Do not send these contacts in another way: they could be called twice."
	case finding.LongEnough:
		you = "Look at Dialgen's own pages. If it is not there either, press enter and say that it was not sent: then you can send it again. Do not send these contacts in another way."
	}
	type part struct {
		name, text string
		style      theme.Pen
	}
	zone := s.console.Config.Now().Location()
	parts := []part{
		{"Known", sentWords(b, zone) + ". " + b.Cause(), t.Text},
		{"Not known", fmt.Sprintf("Whether Dialgen took %s, and so whether %s called.", theyIt(b.Contacts), theyAre(b.Contacts)), t.Warning},
	}
	switch {
	case isLikely:
		parts[1].text = "Whether it is this batch: a colleague's of the same size would look the same."
		parts = append(parts, part{"Likely", likelyWords(likely, zone), t.Text})
	case finding.Polls == 0 && b.Note != "":
		parts = append(parts, part{"Last seen", b.Note, t.Text})
	}
	parts = append(parts, part{"By itself", itself + " " + s.words(), t.Text}, part{"You", you, t.Text})
	var groups [][]string
	total := 0
	for _, p := range parts {
		var lines []string
		name := p.name
		for _, words := range widget.Wrap(p.text, max(20, width-11)) {
			lines = append(lines, t.Muted.Render(widget.Fit(name, 11, ""))+p.style.Render(words))
			name = ""
		}
		groups = append(groups, lines)
		total += len(lines)
	}
	var lines []string
	for i, group := range groups {
		if i > 0 && total+len(groups)-1 <= room {
			lines = append(lines, "")
		}
		lines = append(lines, group...)
	}
	return lines
}

// likely is the batch at Dialgen that is most likely the one looked for, as far
// as no call proves it.
func (s *batchSearch) likely() (model.Candidate, bool) { return s.finding().Likeliest() }

// likelyWords says which it is, and what will tell.
func likelyWords(c model.Candidate, zone *time.Location) string {
	tell := "Its first call will tell."
	switch {
	case c.Status == model.StatusScheduled:
		tell = "It is scheduled and calls nobody before its start; its first call will tell."
	case c.Status.Ended():
		tell = "It has ended, and no call tells."
	}
	return "On Dialgen's list: " + candidateWords(c) + ", " + madeWords(c, zone) + ". " + tell
}

func theyIt(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

func theyAre(n int) string {
	if n == 1 {
		return "that contact is"
	}
	return "they are"
}

// words say what the looking for a batch has brought so far.
func (s *batchSearch) words() string {
	open, finding := s.found(), s.finding()
	switch {
	case open.Err != nil:
		return "Dialgen's list could not be read: " + reason.Sentence(open.Err)
	case finding.Polls == 0:
		return "Looking for it on Dialgen's list" + s.console.Theme.Glyphs.Ellipsis
	}
	looked := fmt.Sprintf("Looked on Dialgen's list %s, last %s: ", figures.Times(finding.Polls), figures.Ago(s.console.Config.WallTime().Sub(s.last)))
	switch n := len(finding.Candidates); {
	case finding.Likely != "":
		return looked + "no call tells yet."
	case n == 1:
		return looked + "one batch there could be it, but it is not certain."
	case n > 1:
		return looked + fmt.Sprintf("%d batches there could be it.", n)
	case finding.LongEnough:
		return looked + "it is not there. By now it would be: most likely it was not taken."
	}
	return looked + "it is not there yet. It may still appear."
}

const (
	settleDialog  = "settle"
	notSentDialog = "not sent"

	settleNotSent = "not sent"
	settleLeave   = "leave"

	maxBatchID = 120 // runes that are shown

	// clock is how a moment is shown that is compared with Dialgen's own list.
	clock = "15:04:05 MST"
)
