package cli

import (
	"io"
	"strings"

	"callsheet/model/events"
	"callsheet/model/printable"
)

// notification is how a terminal is asked to show one.
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
	return bell{out, notificationOf(getenv), ascii}
}

// notificationOf is the one that a terminal knows by what it says of itself. One that
// knows both would show two.
func notificationOf(getenv func(string) string) notification {
	name := getenv("TERM")
	switch {
	case name == "" || name == "dumb" || name == "unknown" || name == "linux" || strings.HasPrefix(name, "vt"):
		return noNotification
	case getenv("VTE_VERSION") != "", strings.HasPrefix(name, "rxvt"), strings.HasPrefix(name, "foot"):
		return osc777
	}
	return osc9
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
	return strings.Map(func(r rune) rune {
		switch {
		case r == ';':
			return ','
		case b.ascii && r >= 0x80:
			return '?'
		}
		return r
	}, printable.Text(text, maxSignal))
}

// keepTitle has a terminal remember the title of its window, and giveTitle put it back.
const (
	keepTitle = "\x1b[22;2t"
	giveTitle = "\x1b[23;2t"
)
