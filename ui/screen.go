package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// screen is one place on the way: a model, a size and its keys.
type screen interface {
	Init() tea.Cmd
	Update(tea.Msg) tea.Cmd
	SetSize(width, height int)
	View() string   // exactly the size it was given
	Status() string // what is going on, in a sentence
	Keys() keyMap
	Typing() bool // letters are text now, not commands
	Place() model.Stage
	Mail() *mailbox
}

// stageHome is the place before the way begins, which is none of a campaign's.
const stageHome = model.NoStage

// keyMap is what a screen answers to: the line below it and its help.
type keyMap struct {
	line   []key.Binding
	groups []widget.KeyGroup
}

// desk is what the screens of a console share: the campaign that lies on it,
// and the way to ask for something only App can do.
type desk struct {
	theme     theme.Theme
	cfg       Config
	campaign  *model.Campaign
	campaigns []*model.Campaign // opened in this run, the latest first
	keeper    *keeper
	owners    owner
	front     owner // the screen the operator looks at
	out       []tea.Msg
}

// session opens lists with what is remembered and who must not be called.
func (d *desk) session() session.Session {
	return session.Session{Files: d.cfg.Files, Mappings: d.cfg.Mappings, Earlier: d.cfg.Store, Guards: d.cfg.Store}
}

func (d *desk) mailbox() *mailbox {
	d.owners++
	return newMailbox(d.owners)
}

// emit asks App for something; it happens before the key press is drawn.
func (d *desk) emit(msg tea.Msg) { d.out = append(d.out, msg) }

// What a screen can ask of App.
type (
	// goBack leaves for the screen before; nothing is lost.
	goBack struct{}
	// goOn moves to the next screen. It replaces what was built on earlier
	// answers; without a screen the one visited before is shown again.
	goOn struct{ to screen }
	// goBackTo shows the screen of an earlier step.
	goBackTo struct{ step model.Stage }
	// goHome shows Home with the campaign kept.
	goHome struct{}
	// resume shows the screen the campaign has come to.
	resume struct{}
	// showCampaign lays a campaign on the desk and shows its screens, the one of
	// a step in front.
	showCampaign struct {
		screens []screen
		at      model.Stage
	}
	// openDialog puts a question to the operator; the answer comes as answered.
	openDialog struct {
		to     owner
		name   string
		dialog widget.Dialog
	}
	// askHere is openDialog for what is asked only while its screen is in front.
	askHere struct{ openDialog }
	// notify shows a short confirmation.
	notify struct {
		kind widget.ToastKind
		text string
	}
)

// answered is the operator's answer to a dialog.
type answered struct {
	name   string
	answer widget.Answer
}

// step remembers a step over the campaign's rows, to be written down.
func (d *desk) step(s model.Step) { d.keeper.step(d.campaign, s) }

// mayChange reports whether the campaign may be changed here, and says why not.
func (d *desk) mayChange(what string) bool {
	switch c := d.campaign; {
	case c.Holder != "":
		d.emit(notify{widget.Info, "This can only be looked at: the campaign is open elsewhere (" + c.Holder + ")."})
	case c.Locked != "":
		d.emit(notify{widget.Info, "This can only be looked at: part of the campaign is damaged."})
	case c.Sent():
		d.emit(notify{widget.Info, "This campaign was sent: its " + what + " can only be looked at."})
	default:
		return true
	}
	return false
}

// keep adds a campaign to those of this run, the latest first.
func (d *desk) keep(c *model.Campaign) {
	if !slices.Contains(d.campaigns, c) {
		d.campaigns = slices.Insert(d.campaigns, 0, c)
	}
}
