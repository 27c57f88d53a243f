package cli

import (
	"io"
	"strings"

	"callsheet/model/events"
	"callsheet/model/printable"
)

// notification is how a terminal is asked to show one. One that knows both ways would
// show two.
type notification string

const (
	noNotification notification = ""
	osc9           notification = "\x1b]9;"
	osc777         notification = "\x1b]777;notify;Callsheet;"
)

// bell tells on a terminal what has happened: its bell rings, and it shows a
// notification where it knows how. What it does not know it leaves out.
type bell struct {
	out   io.Writer // the terminal itself: each write is whole
	form  notification
	ascii bool
}

// maxSignal bounds the text of a notification, and maxSignals how many come at once.
const (
	maxSignal  = 200
	maxSignals = 3
)

// bellOn is how events are told on a terminal of these variables.
func bellOn(out io.Writer, getenv func(string) string, ascii bool) bell {
	return bell{out, abilitiesOf(getenv).notes, ascii}
}

// tell tells of events. That a terminal cannot be written to is no reason to stop.
func (b bell) tell(all []events.Event) {
	text := "\a"
	if b.form != noNotification {
		for _, e := range all[max(0, len(all)-maxSignals):] {
			text += string(b.form) + b.spelled("Callsheet: "+e.Words) + "\a"
		}
	}
	_, _ = io.WriteString(b.out, text)
}

// spelled is text that cannot end the sequence that it stands in: without controls of
// either kind, and without the sign that parts its fields.
func (b bell) spelled(text string) string {
	text = strings.ReplaceAll(printable.Text(text, maxSignal), ";", ",")
	if b.ascii {
		text = printable.ASCII(text)
	}
	return text
}
