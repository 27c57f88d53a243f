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

// releasing releases what waits of a campaign for its canary.
func (l *liveScreen) releasing() session.Releasing {
	config := l.console.Config
	return session.Releasing{Ledger: config.Store.Ledger, Rulebook: config.Hours, Now: config.Now}
}

// canary is what waits for an outcome; false when nothing does.
func (l *liveScreen) canary() (session.Canary, bool) { return session.CanaryOf(l.console.Campaign) }

// judge decides about the rest by what is known of its canary, unless something is asked
// of the ledger about it already.
func (l *liveScreen) judge() tea.Cmd {
	if l.judging || l.elsewhere() != "" {
		return nil
	}
	work := l.releasing().Judge(l.console.Campaign)
	l.judging = work != nil
	return l.requests.Run("canary", work)
}

// judged takes over what came of it: what was released is sent.
func (l *liveScreen) judged(msg session.CanaryJudged) tea.Cmd {
	l.judging = false
	if l.judgedWhy = msg.Why; msg.Err != nil {
		l.refuse(msg.Err)
		return nil
	}
	session.SetReleases(l.console.Campaign, msg.Releases)
	if !msg.Released {
		return nil
	}
	if msg.Decision == model.DecidedRelease {
		l.console.Notify(widget.Done, "The canary is within its limits: the rest is sent.")
	}
	return l.goOnSending()
}

// canaryWords say what waits and why, in sentences; "" when nothing does.
func (l *liveScreen) canaryWords() string {
	k, waits := l.canary()
	if !waits {
		return ""
	}
	why := l.judgedWhy
	if k.Release.Kept != "" || why == "" {
		_, why = k.Decide(0)
	}
	words := k.Words(why)
	switch {
	case l.console.Campaign.Holder != "":
		return words
	case k.Release.ByOutcome():
		return words + " It goes by itself with " + k.Release.Limits.Words() + ". Press p to send it now, w to have it wait for you."
	}
	return words + " Press p to send it."
}

// whyNotRelease says why the rest cannot be released or kept; "" = it can.
func (l *liveScreen) whyNotRelease() string {
	switch _, waits := l.canary(); {
	case !waits:
		return "Nothing waits for a canary."
	case l.console.Campaign.Locked != "":
		return l.console.WhyNotChange("batches")
	case session.First(l.console.Campaign.Batches, model.SendSending) >= 0 || session.First(l.console.Campaign.Batches, model.SendUnknown) >= 0:
		return "What became of a batch comes first."
	}
	return ""
}

func (l *liveScreen) whyNotKeep() string {
	if k, waits := l.canary(); waits && !k.Release.ByOutcome() {
		return "It waits for you already."
	}
	return l.whyNotRelease()
}

// askRelease asks before the rest is sent whatever its canary came to.
func (l *liveScreen) askRelease() tea.Cmd {
	k, _ := l.canary()
	if k.Contacts < manyToRelease {
		return l.release()
	}
	why := l.judgedWhy
	if k.Release.Kept != "" || why == "" {
		_, why = k.Decide(0)
	}
	l.console.OpenDialog(l.requests.ID, releaseDialog, widget.NewTyped(l.console.Theme, "Send the rest now?",
		why+"\n\n"+screen.People(k.Contacts)+" will be called. Type the number of contacts to send.", "Number of contacts", fmt.Sprint(k.Contacts)))
	return nil
}

func (l *liveScreen) release() tea.Cmd {
	if l.whyNotRelease() != "" {
		return nil
	}
	work := l.releasing().Release(l.console.Campaign)
	l.judging = work != nil
	return l.requests.Run("canary", work)
}

// keep has the rest wait for the operator, whatever its canary comes to.
func (l *liveScreen) keep() tea.Cmd {
	work := l.releasing().Keep(l.console.Campaign, "You kept it.")
	l.judging = work != nil
	return l.requests.Run("canary", work)
}

// canaryHeadline says in one line what waits, and for whom.
func (l *liveScreen) canaryHeadline(k session.Canary) (string, theme.Pen) {
	if k.Release.Kept != "" {
		return screen.SentenceStart(k.ShortWords()) + ".", l.console.Theme.Warning
	}
	return screen.SentenceStart(k.ShortWords()) + ".", l.console.Theme.Accent
}
