package ui

import (
	"context"
	"fmt"
	"slices"
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

const (
	settleDialog  = "settle"
	notSentDialog = "not sent"

	settleNotSent = "not sent"
	settleLeave   = "leave"

	maxBatchID = 120 // runes that are shown

	// clock is how a moment is shown that is compared with Dialgen's own list.
	clock = "15:04:05 MST"
)

// searches are the pauses between looking for a batch whose outcome is not known.
var searches = pacing.Backoff{First: 2 * time.Second, Longest: time.Minute}

// search is the looking for a batch whose outcome is not known.
type search struct {
	wait    time.Duration
	last    time.Time // by the operator's clock
	finding model.Finding
	err     string
}

// searchNow looks for the first batch whose outcome is not known.
func (l *liveScreen) searchNow() tea.Cmd {
	i := l.first(model.SendUnknown)
	if i < 0 || l.console.Campaign.Holder != "" || l.elsewhere() != "" || l.console.Config.Account.Missing != "" {
		return nil
	}
	service, b, looks := l.console.Config.Service, l.console.Campaign.Batches[i], l.search.finding.Polls
	return l.requests.Ask("search", func(ctx context.Context) tea.Msg {
		finding, err := service.Reconcile(ctx, b, looks)
		return searched{i, finding, err}
	})
}

func (l *liveScreen) found(msg searched) tea.Cmd {
	s := &l.search
	s.last, s.err = l.console.Config.WallTime(), ""
	s.wait = searches.Next(s.wait, 0)
	if msg.err != nil {
		s.err = reason.Sentence(msg.err)
		return l.requests.After("search", max(s.wait, pacing.Asked(msg.err)), searchDue{})
	}
	s.finding = msg.finding
	if msg.finding.Batch.State != model.SendAccepted {
		session.SetNote(l.console.Campaign, msg.index, msg.finding.Batch.Note)
		return l.requests.After("search", s.wait, searchDue{})
	}
	l.console.Notify(widget.Done, "Found at Dialgen: the batch was taken.")
	return l.replace(msg.index, msg.finding.Batch)
}

// replace puts a settled batch in its place and goes on looking.
func (l *liveScreen) replace(i int, b model.Batch) tea.Cmd {
	session.SetOutcome(l.console.Campaign, i, b)
	l.search = search{}
	l.pace = l.console.Config.Pace.Live
	return tea.Batch(l.searchNow(), l.poll())
}

// askReconcile puts what is known before the operator, who may know more.
func (l *liveScreen) askReconcile(i int) {
	b, s := l.console.Campaign.Batches[i], l.search
	options := []widget.Option{{Value: settleLeave, Label: "Leave it", Detail: "it is looked for again, and nothing is sent"}}
	for _, c := range s.finding.Candidates {
		label := "It is the one "
		if c.ID == s.finding.Likely {
			label = "It is the likely one, "
		}
		options = append(options, widget.Option{Value: c.ID, Label: label + madeWords(c, l.console.Config.Now().Location()), Detail: candidateWords(c)})
	}
	options = append(options, widget.Option{Value: settleNotSent, Label: "It was not sent", Detail: "asks once more; then it can be sent again", Danger: true})
	body := sentWords(b, l.console.Config.Now().Location()) + ". " + l.searchWords()
	l.console.OpenDialog(l.requests.ID, settleDialog, widget.NewChoice(l.console.Theme, "What became of this batch?", body, options))
}

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

func (l *liveScreen) answerReconcile(msg screen.Answered) tea.Cmd {
	i, service := l.first(model.SendUnknown), l.console.Config.Service
	if i < 0 {
		return nil // it was found while the operator decided
	}
	b := l.console.Campaign.Batches[i]
	switch {
	case msg.Name == settleDialog && msg.Answer.Value == settleNotSent:
		l.console.OpenDialog(l.requests.ID, notSentDialog, widget.NewTyped(l.console.Theme, "It was not sent?",
			"Look at Dialgen's own list of batches first. If it was taken after all and you send it again, "+screen.People(b.Contacts)+
				" "+figures.Are(b.Contacts)+" called twice. Saying this sends nothing yet.\n\nType not sent when you are sure.", "Type not sent", "not sent"))
	case msg.Name == settleDialog && msg.Answer.Value != settleLeave:
		candidates := l.search.finding.Candidates
		at := slices.IndexFunc(candidates, func(c model.Candidate) bool { return c.ID == msg.Answer.Value })
		if at < 0 {
			return nil
		}
		return l.requests.Ask("settle", func(ctx context.Context) tea.Msg {
			settled, err := service.Adopt(ctx, b, candidates[at])
			return batchSettled{i, settled, err}
		})
	case msg.Name == notSentDialog:
		return l.requests.Ask("settle", func(ctx context.Context) tea.Msg {
			settled, err := service.MarkNotSent(ctx, b)
			return batchSettled{i, settled, err}
		})
	}
	return nil
}

// sentWords says how many were sent, and when, by the clock the service's list
// is compared with.
func sentWords(b model.Batch, zone *time.Location) string {
	if b.Sent.IsZero() {
		return screen.People(b.Contacts)
	}
	return screen.People(b.Contacts) + ", sent at " + b.Sent.In(zone).Format(clock)
}

// unknownLines say of a batch whose outcome is not known what is known, what is
// not, what happens by itself and what is left to the operator; apart when there
// is room for it.
func (l *liveScreen) unknownLines(b model.Batch, width, room int) []string {
	t, s := l.console.Theme, l.search
	itself := "Callsheet looks for it on Dialgen's list, again and again. Nothing is sent by itself."
	you := "Nothing has to be done. Do not send these contacts in another way: they could be called twice. If you know what became of it, press enter."
	likely, isLikely := l.likely()
	switch n := len(s.finding.Candidates); {
	case isLikely:
		you = "Nothing has to be done: leave it until a call tells. If Dialgen's own pages show you that it is yours, press enter and say so. Do not send these contacts in another way: they could be called twice."
	case n > 0:
		you = "Press enter to compare, and say which it is. In doubt leave it: their calls will tell. Do not send these contacts in another way: they could be called twice."
	case s.finding.LongEnough:
		you = "Look at Dialgen's own pages. If it is not there either, press enter and say that it was not sent: then you can send it again. Do not send these contacts in another way."
	}
	type part struct {
		name, text string
		style      theme.Pen
	}
	zone := l.console.Config.Now().Location()
	parts := []part{
		{"Known", sentWords(b, zone) + ". " + b.Cause(), t.Text},
		{"Not known", fmt.Sprintf("Whether Dialgen took %s, and so whether %s called.", theyIt(b.Contacts), theyAre(b.Contacts)), t.Warning},
	}
	switch {
	case isLikely:
		parts[1].text = "Whether it is this batch: a colleague's of the same size would look the same."
		parts = append(parts, part{"Likely", likelyWords(likely, zone), t.Text})
	case s.finding.Polls == 0 && b.Note != "":
		parts = append(parts, part{"Last seen", b.Note, t.Text})
	}
	parts = append(parts, part{"By itself", itself + " " + l.searchWords(), t.Text}, part{"You", you, t.Text})
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
func (l *liveScreen) likely() (model.Candidate, bool) { return l.search.finding.Likeliest() }

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

// searchWords says what the looking for a batch has brought so far.
func (l *liveScreen) searchWords() string {
	s := l.search
	switch {
	case s.err != "":
		return "Dialgen's list could not be read: " + s.err
	case s.finding.Polls == 0:
		return "Looking for it on Dialgen's list" + l.console.Theme.Glyphs.Ellipsis
	}
	looked := fmt.Sprintf("Looked on Dialgen's list %s, last %s: ", figures.Times(s.finding.Polls), figures.Ago(l.console.Config.WallTime().Sub(s.last)))
	switch n := len(s.finding.Candidates); {
	case s.finding.Likely != "":
		return looked + "no call tells yet."
	case n == 1:
		return looked + "one batch there could be it, but it is not certain."
	case n > 1:
		return looked + fmt.Sprintf("%d batches there could be it.", n)
	case s.finding.LongEnough:
		return looked + "it is not there. By now it would be: most likely it was not taken."
	}
	return looked + "it is not there yet. It may still appear."
}
