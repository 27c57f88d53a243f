package cli

import (
	"time"

	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// sendLines says how sending comes on, a line for each step.
type sendLines struct {
	say   func(format string, args ...any)
	of    int  // batches of the campaign
	begin bool // each is said as it begins
}

func (l *sendLines) Begins(i int, b model.Batch) {
	if l.begin {
		l.say("Sending %s, batch %d of %d.", people(b.Contacts), i+1, l.of)
	}
}

func (l *sendLines) Waits(text string) { l.say("%s.", text) }

func (l *sendLines) Ended(i int, b model.Batch) {
	switch {
	case b.State != model.SendAccepted:
	case b.Note != "":
		l.say("%s", b.Note)
	case l.of > 1:
		l.say("Batch %d of %d was accepted as %s.", i+1, l.of, b.ID)
	}
}

func (l *sendLines) Searches() {
	l.say("The answer was lost, so Callsheet looks whether Dialgen has this batch.")
}

// searchesAgain is said before each pause between two looks.
func (l *sendLines) searchesAgain(o session.OpenBatch, wait time.Duration) {
	l.say("%s, looking again in %s.", dispatch.SearchWords(o.Finding, o.Err), figures.Duration(wait.Round(time.Second)))
}

func (l *sendLines) Searched(o session.OpenBatch) {
	if o.Err != nil {
		l.say("%s", reason.Sentence(o.Err))
	}
	if o.Known() {
		l.say("%s", o.Finding.Batch.Note)
	}
}
