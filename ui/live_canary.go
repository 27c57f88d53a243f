package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	releaseDialog = "release"
	// manyToRelease is from how many contacts on their number is typed.
	manyToRelease = 2
)

// canaryPanel is a canary on Live: how its outcome stands against its limits, what waits
// for it, and what can be done about that.
type canaryPanel struct {
	live     *liveScreen
	judging  bool   // the ledger is asked to decide about the rest
	again    bool   // and more was found of the canary meanwhile
	why      string // what is known of the canary, in a sentence; "" = nothing yet
	optedOut int    // of the canary, as the ledger knew it last
}

// releasing releases what waits of a campaign for its canary.
func (p *canaryPanel) releasing() session.Releasing {
	config := p.live.console.Config
	return session.Releasing{Ledger: config.Store.Ledger, Rulebook: config.Hours, Now: config.Now}
}

// waits is what waits for an outcome; false when nothing does.
func (p *canaryPanel) waits() (session.Canary, bool) {
	return session.CanaryOf(p.live.console.Campaign)
}

// mayMove reports whether another poll may show something that matters: a rest waits for
// all that is known of its canary.
func (p *canaryPanel) mayMove() bool {
	return p.live.running() || p.follows()
}

// follows reports whether a rest may yet follow by itself.
func (p *canaryPanel) follows() bool {
	k, waits := p.waits()
	return waits && k.Release.ByOutcome()
}

// ask has the ledger decide about the rest.
func (p *canaryPanel) ask(work []session.Work) tea.Cmd {
	p.judging = work != nil
	return p.live.requests.Run("canary", work)
}

// judge decides about the rest by what is known of its canary. What is found while the
// ledger is asked about it is judged after that: it may be the last that is ever found.
func (p *canaryPanel) judge() tea.Cmd {
	if p.again = p.judging; p.judging || p.live.elsewhere() != "" {
		return nil
	}
	return p.ask(p.releasing().Judge(p.live.console.Campaign))
}

// judged takes over what came of it: what was released is sent.
func (p *canaryPanel) judged(msg session.CanaryJudged) tea.Cmd {
	l := p.live
	p.judging = false
	if p.why = msg.Why; msg.Err != nil {
		l.refuse(msg.Err)
		return nil
	}
	if msg.Counted {
		p.optedOut = msg.OptedOut
	}
	session.SetReleases(l.console.Campaign, msg.Releases)
	l.waves.refresh()
	if !msg.Released {
		if p.again {
			return p.judge()
		}
		return nil
	}
	if msg.Decision == model.DecidedRelease {
		l.console.Notify(widget.Done, "The canary is within its limits: the rest is sent.")
	}
	return l.goOnSending()
}

// reason is why the rest waits, in a sentence.
func (p *canaryPanel) reason(k session.Canary) string {
	if k.Release.Kept == "" && p.why != "" {
		return p.why
	}
	_, why := k.Decide(p.optedOut)
	return why
}

// lines say how the canary stands against its limits, what waits for it and why, and which
// keys decide; none when nothing waits.
func (p *canaryPanel) lines(width int) []string {
	k, waits := p.waits()
	if !waits {
		return nil
	}
	t := p.live.console.Theme
	var lines []string
	say := func(pen theme.Pen, text string) {
		lines = append(lines, widget.Paragraph(pen, text, t.Measure(width, 90))...)
	}
	for _, f := range k.Figures(p.optedOut) {
		mark, pen := t.Glyphs.Ready, t.Ready
		switch {
		case f.Missed:
			mark, pen = t.Glyphs.ToFix, t.Warning
		case !f.Certain:
			mark, pen = " ", t.Text
		}
		lines = append(lines, pen.Render(mark+" "+widget.Fit(f.Name, 11, t.Glyphs.Ellipsis)+widget.Fit(f.Is, 22, t.Glyphs.Ellipsis)+f.Limit))
	}
	say(t.Text, p.reason(k))
	if !p.live.console.Campaign.Onlooker() && p.whyNotRelease() == "" {
		if k.Release.ByOutcome() {
			say(t.Muted, "It goes by itself within the limits, while a console watches. p sends it now, w has it wait for you.")
		} else {
			say(t.Muted, "Only you send it: press p.")
		}
	}
	return lines
}

// whyNotRelease says why the rest cannot be released; "" = it can.
func (p *canaryPanel) whyNotRelease() string {
	c := p.live.console.Campaign
	switch _, waits := p.waits(); {
	case !waits:
		return "Nothing waits for a canary."
	case c.Locked != "", c.TakenOver != "":
		return p.live.console.WhyNotChange("batches")
	case session.First(c.Batches, model.SendSending) >= 0 || session.First(c.Batches, model.SendUnknown) >= 0:
		return "What became of a batch comes first."
	}
	return ""
}

// whyNotKeep says why the rest cannot be kept for the operator; "" = it can.
func (p *canaryPanel) whyNotKeep() string {
	if k, waits := p.waits(); waits && !k.Release.ByOutcome() {
		return "It waits for you already."
	}
	return p.whyNotRelease()
}

// actions are what can be done with the rest.
func (p *canaryPanel) actions() screen.Actions {
	l := p.live
	return screen.Actions{
		l.steering(screen.Action{ID: "release", Title: "Send the rest after the canary now", Keys: screen.Bind("p", "send the rest", "p"),
			WhyNot: p.whyNotRelease(), Run: screen.Start(p.askRelease)}),
		l.steering(screen.Action{ID: "keep", Title: "Have the rest wait until you send it", Keys: screen.Bind("w", "wait for me", "w"),
			WhyNot: p.whyNotKeep(), Run: screen.Start(p.keep)}),
	}
}

// askRelease asks before the rest is sent whatever its canary came to.
func (p *canaryPanel) askRelease() tea.Cmd {
	k, _ := p.waits()
	if k.Contacts < manyToRelease {
		return p.release()
	}
	p.live.console.OpenDialog(p.live.requests.ID, releaseDialog, widget.NewTyped(p.live.console.Theme, "Send the rest now?",
		p.reason(k)+"\n\n"+screen.People(k.Contacts)+" will be called. Type the number of contacts to send.", "Number of contacts", fmt.Sprint(k.Contacts)))
	return nil
}

// release sends the rest because the operator says so.
func (p *canaryPanel) release() tea.Cmd {
	if p.whyNotRelease() != "" || p.live.console.Campaign.Onlooker() {
		return nil
	}
	return p.ask(p.releasing().Release(p.live.console.Campaign))
}

// keep has the rest wait for the operator, whatever its canary comes to.
func (p *canaryPanel) keep() tea.Cmd {
	return p.ask(p.releasing().Keep(p.live.console.Campaign, session.KeptByYou))
}

// headline says in one line what waits, and for whom.
func (p *canaryPanel) headline(k session.Canary) (string, theme.Pen) {
	words := screen.SentenceStart(k.ShortWords()) + "."
	if k.Release.Kept != "" {
		return words, p.live.console.Theme.Warning
	}
	return words, p.live.console.Theme.Accent
}
