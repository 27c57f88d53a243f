package ui

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// liveSaving writes a file of a campaign from Live: it asks where, and before it replaces one.
type liveSaving struct {
	live *liveScreen
	id   string // of its action, its dialogs and its request
	what string // is saved, as "the report", and
	are  string // "is" or "are" behind it
	path string // that is being written, or asked about
	busy bool

	where func() widget.Dialog // asks where it goes
	write writeFile
}

// writeFile writes what is of a campaign to a path, and says in sentences where that is, and
// then what whoever gets it has to know.
type writeFile func(ctx context.Context, cfg screen.Config, of session.ResultsOf, path string, replace bool) ([]string, error)

// fileSaved is what became of writing a file.
type fileSaved struct {
	id    string
	words []string
	err   error
}

// action has the file saved.
func (x *liveSaving) action(title, key string) screen.Action {
	name := strings.TrimPrefix(x.what, "the ")
	return screen.Action{ID: x.id, Title: title, Keys: screen.Bind(key, "save "+name, key), Named: screen.Bind(key, name, key), Group: liveGroup,
		WhyNot: screen.Without(x.live.console.Campaign.List != nil, "The rows of this campaign are not stored here."), Run: screen.Do(x.ask)}.
		Refused(screen.Without(!x.busy, screen.SentenceStart(x.what)+" "+x.are+" being saved."), x.live.console.Tell)
}

// ask asks where the file goes.
func (x *liveSaving) ask() { x.open(x.id, x.where()) }

func (x *liveSaving) open(name string, d widget.Dialog) {
	x.live.console.OpenDialog(x.live.requests.ID, name, d)
}

// replaceDialog asks whether what is there already is replaced.
func (x *liveSaving) replaceDialog() string { return "replace " + x.id }

// update takes what comes back from saving the file, and from asking where it goes.
func (x *liveSaving) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case fileSaved:
		if msg.id != x.id {
			return nil, false
		}
		x.saved(msg)
		return nil, true
	case screen.Answered:
		switch {
		case msg.Name != x.id && msg.Name != x.replaceDialog():
			return nil, false
		case msg.Answer.Cancelled:
		case msg.Name == x.id:
			x.path = x.live.console.SavePath(strings.TrimSpace(msg.Answer.Text))
			return x.save(false), true
		case msg.Answer.Value == screen.ReplaceYes:
			return x.save(true), true
		default:
			x.ask()
		}
		return nil, true
	}
	return nil, false
}

func (x *liveSaving) save(replace bool) tea.Cmd {
	l := x.live
	if x.busy || l.console.Campaign.List == nil {
		return nil
	}
	x.busy = true
	l.console.Tell("Saving " + x.what + ": calls that are not stored yet are asked for.")
	cfg, write, id, path := l.console.Config, x.write, x.id, x.path
	of := session.ResultsOf{Campaign: session.Frozen(l.console.Campaign), Store: cfg.Store, Service: cfg.Service, Here: cfg.Account.Service, Now: cfg.Now}
	return l.requests.Ask(id, func(ctx context.Context) tea.Msg {
		words, err := write(ctx, cfg, of, path, replace)
		return fileSaved{id, words, err}
	})
}

// saved says where the file is, or asks about what is there already.
func (x *liveSaving) saved(msg fileSaved) {
	console := x.live.console
	x.busy = false
	switch {
	case errors.Is(msg.err, fs.ErrExist):
		x.open(x.replaceDialog(), console.ReplaceQuestion(x.path))
	case msg.err != nil:
		console.Notify(widget.Problem, reason.Sentence(msg.err))
	default:
		kind := widget.Done
		if len(msg.words) > 1 {
			kind = widget.Info
		}
		console.Notify(kind, strings.Join(msg.words, " "))
	}
}
