package ui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// Lines is the console as it is read line by line, by somebody who hears it or looks at a log.
// Its theme has Lines. It is what the screen would show: the same session, and the same words.
type Lines struct {
	At      any    // what has the keyboard: another value is another place
	Place   string // the place, the campaign and the account, in a sentence
	Banner  string // what stays until it is over; "" = nothing
	Body    []string
	Status  string
	Keys    []key.Binding  // that the key line names
	Dialog  *widget.Dialog // the question that is open; nil = none
	Form    *widget.Form   // that has the keyboard; nil = none
	Over    bool           // the help or the palette lies over the screen
	Typing  bool           // a line is text, and no action
	Secret  bool           // that text may not be seen, nor told
	Toast   string         // a short confirmation; "" = none
	ToastID int64          // of each showing, another
}

// LinesSize is the window that lines are read from: wide enough that nothing is cut, and high
// enough for what belongs together.
var LinesSize = tea.WindowSizeMsg{Width: 1500, Height: 200}

// Lines reads the console.
func (a *App) Lines() Lines {
	front := a.front()
	l := Lines{At: front.Requests().ID, Place: a.placeWords(), Banner: a.banner(), Typing: a.typing(), Secret: Secret(a)}
	l.Body = widget.Spoken(a.body(a.bodySize()))
	l.Status = strings.Join(widget.Spoken(front.Status()), " ")
	l.Toast = strings.Join(widget.Spoken(a.toast.View(LinesSize.Width)), " ")
	l.ToastID = a.toast.ID()
	l.Keys = front.Keys().Line
	if a.occupied() == "" {
		switch s := front.(type) {
		case *optionsScreen:
			l.Form = &s.form
		case *accountScreen:
			l.Form = &s.form
		}
	}
	if a.dialog != nil {
		l.At, l.Dialog = &a.dialog.Dialog, &a.dialog.Dialog
		l.Keys = l.Dialog.Keys()
		l.Status = ""
	} else if a.over != nil {
		l.At, l.Over = a.over, true
		l.Keys = a.over.keys()
		l.Status = ""
	}
	l.Keys = a.spelt(l.Keys)
	return l
}

// placeWords say where the operator is, for whom, and whether anybody's telephone rings.
func (a *App) placeWords() string {
	account := a.console.Config.Account
	words := []string{"Home"}
	if place := a.front().Place(); place != screen.Home {
		words[0] = place.String()
	}
	if c := a.console.Campaign; c != nil && a.at > 0 {
		words = append(words, c.Name())
	}
	for _, part := range []string{printable.Text(account.Name, maxAccountRunes), a.regionWords()} {
		if part != "" {
			words = append(words, part)
		}
	}
	badge := "LIVE: telephones ring"
	switch {
	case account.IsSandbox():
		badge = "SANDBOX: nobody is called"
	case account.Missing != "":
		badge = "NO KEY: nobody can be called"
	}
	line := strings.Join(append(words, badge), ", ") + "."
	if sent := a.sentWords(); sent != "" {
		line += " " + screen.SentenceStart(sent) + "."
	}
	return line
}

// Stays says why Callsheet should not end while nobody is there to be asked whether to leave:
// something would be lost or left in doubt by it. "" = it can.
func (a *App) Stays() string {
	if q := a.leaveQuestion(); q.outside {
		return q.title + "."
	}
	return ""
}

// Secret reports whether what is typed now may not be seen: it is a key.
func Secret(a *App) bool {
	s, is := a.front().(*accountScreen)
	return is && a.occupied() == "" && s.form.Masks()
}

// Busy reports whether what was asked for at the screen in front is under way.
func (a *App) Busy() bool { return a.front().Requests().Busy() }

// Place is the step of the way that is in front.
func (a *App) Place() model.Stage { return a.front().Place() }
