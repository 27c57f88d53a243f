package ui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
)

// figuresAge is how old the figures of Live are, in steps that are large enough that a screen
// on which nothing happens is hardly ever drawn anew.
type figuresAge struct {
	live  *liveScreen
	waits bool // it is drawn anew at its next step
}

// ageDue says that the figures are older by a step.
type ageDue struct{}

// The steps of an age: what is younger than the first is of just now.
const (
	ageStep     = 10 * time.Second
	longAgeStep = time.Minute // of what is older than that
)

// of is the age by now.
func (a *figuresAge) of() time.Duration {
	return max(0, a.live.console.Config.WallTime().Sub(a.live.polled))
}

// words say it: "just now", "20 s ago", "4 m ago".
func (a *figuresAge) words() string { return ageWords(a.of()) }

func ageWords(age time.Duration) string {
	if age < ageStep {
		return "just now"
	}
	if age < longAgeStep {
		return figures.Ago(age.Truncate(ageStep))
	}
	return figures.Ago(age)
}

// lookedWords say in a sentence how old the figures are, and the list below them where that is
// older: the figures come with every look, all calls of a batch more seldom.
func (l *liveScreen) lookedWords() string {
	told := l.list.toldAt()
	if told.IsZero() || l.polled.Sub(told) < ageStep {
		return "Looked " + l.age.words() + "."
	}
	return fmt.Sprintf("Looked %s, and at all calls %s.", l.age.words(), ageWords(l.console.Config.WallTime().Sub(told)))
}

// toldAt is when all calls were told of the batch of which that is longest ago, of those whose
// calls are not in the list as they are now; zero = they are, or were never told.
func (c *contactList) toldAt() (oldest time.Time) {
	known := c.calls.Known()
	for _, b := range c.live.console.Campaign.Batches {
		at := known[b.Key].At
		if at.IsZero() || !oldest.IsZero() && !at.Before(oldest) {
			continue
		}
		if behind, _ := c.calls.Behind(b.Key); behind {
			oldest = at
		}
	}
	return oldest
}

// tick has it drawn anew once it is another, while somebody looks.
func (a *figuresAge) tick() tea.Cmd {
	l := a.live
	if a.waits || l.polled.IsZero() || !l.inFront() {
		return nil
	}
	a.waits = true
	step := ageStep
	if a.of() >= longAgeStep {
		step = longAgeStep
	}
	return l.requests.After("age", step-a.of()%step, ageDue{})
}

// update takes its step.
func (a *figuresAge) update(msg tea.Msg) (tea.Cmd, bool) {
	if _, is := msg.(ageDue); !is {
		return nil, false
	}
	a.waits = false
	return nil, true
}
