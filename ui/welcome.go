package ui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// welcomeScreen greets whoever starts Callsheet on a machine where nothing is set up: the demo,
// an account, or a list without one.
type welcomeScreen struct {
	console       *screen.Console
	requests      *screen.Requests
	cursor        int
	width, height int
}

func newWelcome(d *screen.Console) *welcomeScreen {
	return &welcomeScreen{console: d, requests: d.NewRequests()}
}

// beginning is one way to begin.
type beginning struct {
	id, key, title, words string
	run                   func()
}

// beginnings are the ways to begin, the one that risks nothing first.
func (w *welcomeScreen) beginnings() []beginning {
	var all []beginning
	if setup := w.console.Config.Setup; setup != nil && setup.Demo {
		all = append(all, beginning{"demo", "d", "Try the demo", "300 sample contacts and a rehearsal inside this program. Nobody is called, and it needs no account.", func() { w.console.Emit(screen.GoOnWith{Next: screen.NextDemo}) }})
	}
	return append(all,
		beginning{"your account", "a", "Set up your account", "The key, user and agent of Dialgen. Each is checked while you type it, and nothing is sent.", func() { w.console.Emit(screen.SetUp{}) }},
		beginning{"list", "l", "Read a list without an account", "Look at an Excel or CSV list, repair it and set its options. It is kept, and goes out once there is an account.", w.readList},
	)
}

func (w *welcomeScreen) readList() {
	w.console.Campaign = newCampaign(w.console)
	w.console.GoOnTo(model.StageFile)
}

func (w *welcomeScreen) Init() tea.Cmd              { return nil }
func (w *welcomeScreen) SetSize(width, height int)  { w.width, w.height = width, height }
func (w *welcomeScreen) Typing() bool               { return false }
func (w *welcomeScreen) Place() model.Stage         { return screen.Home }
func (w *welcomeScreen) Requests() *screen.Requests { return w.requests }

func (w *welcomeScreen) Update(msg tea.Msg) tea.Cmd {
	if msg, is := msg.(tea.KeyMsg); is {
		cmd, _ := w.Actions().Press(msg)
		return cmd
	}
	return nil
}

const welcomeGroup = "Welcome"

// Actions are the ways to begin.
func (w *welcomeScreen) Actions() screen.Actions {
	ways := w.beginnings()
	move := func(by int) func(tea.KeyMsg) tea.Cmd {
		return screen.Do(func() { w.cursor = min(max(0, w.cursor+by), len(ways)-1) })
	}
	all := screen.Actions{
		{ID: "choose", Title: "Begin as chosen", Keys: screen.Enter("begin"), Run: screen.Do(func() { ways[w.cursor].run() })},
		{ID: "up", Title: "Choose the way above", Keys: screen.Bind("↑", "up", "up", "k"), Named: screen.Bind("↑↓", "choose", "up", "down"), Run: move(-1)},
		{ID: "down", Title: "Choose the way below", Keys: screen.Bind("↓", "down", "down", "j"), Run: move(1)},
	}
	for _, b := range ways {
		all = append(all, screen.Action{ID: b.id, Title: b.title, Keys: screen.Bind(b.key, strings.ToLower(b.title[:1])+b.title[1:], b.key), Run: screen.Do(b.run)})
	}
	return append(all, screen.Action{ID: "home", Title: "Go to Home", Keys: screen.Label(screen.Global.Back, "home"), Run: screen.Do(func() { w.console.Emit(screen.GoHome{}) })}).In(welcomeGroup)
}

func (w *welcomeScreen) Keys() screen.Keys {
	actions := w.Actions()
	return screen.Keys{Line: append(actions.Line("choose", "up", "home"), screen.Global.Quit), Groups: actions.Help(welcomeGroup)}
}

func (w *welcomeScreen) Status() string {
	return w.console.Theme.Muted.Render("Nothing is set up on this machine yet, and nothing leaves it before you send.")
}

func (w *welcomeScreen) View() string {
	t := w.console.Theme
	lines := []string{"", t.Title.Render("Welcome to Callsheet."), t.Text.Render("It turns a contact list into calls, once and at a decent hour."), "", t.Text.Render("How would you like to begin?"), ""}
	for i, b := range w.beginnings() {
		sign, pen := " ", t.Text
		if i == w.cursor {
			sign, pen = t.Glyphs.Cursor, t.Cursor
		}
		lines = append(lines, pen.Render(sign+" "+b.key+"  "+widget.Fit(b.title, 32, t.Glyphs.Ellipsis)))
		for _, part := range widget.Wrap(b.words, t.Measure(w.width, 90)-5) {
			lines = append(lines, "     "+t.Muted.Render(part))
		}
		lines = append(lines, "")
	}
	return widget.Block(strings.Join(lines, "\n"), w.width, w.height)
}
