package screen

import (
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

// Screen is one place on the way: a model, a size and its keys.
type Screen interface {
	Init() tea.Cmd
	Update(tea.Msg) tea.Cmd
	SetSize(width, height int)
	View() string   // exactly the size it was given
	Status() string // what is going on, in a sentence
	Actions() Actions
	Keys() Keys
	Typing() bool // letters are text now, not commands
	Place() model.Stage
	Requests() *Requests
}

// PaneGap is how many cells part two panes that stand beside each other.
const PaneGap = 3

// ProgressEvery is how often the progress of work in the background is drawn.
const ProgressEvery = 100 * time.Millisecond

// Home is the place before the way begins, which is none of a campaign's.
const Home = model.NoStage

// Keys is what a screen answers to: the line below it and its help. Both are made
// of its actions.
type Keys struct {
	Line   []key.Binding
	Groups []widget.KeyGroup
}
