package ui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// overlay is what lies over the screen in front and has the keyboard until it is closed.
type overlay interface {
	view(width, height int) string
	keys() []key.Binding
	typing() bool
	press(tea.KeyMsg) tea.Cmd
	occupies() string // says so in a sentence
}

// palette finds an action of any screen by its name, and does it or says why not.
type palette struct {
	app    *App
	picker widget.Picker
	known  []entry
	found  []entry // what the picker shows
}

// entry is an action as the palette knows it.
type entry struct {
	screen.Action
	room string // the screen it is of; "" = the one in front, or the console itself
	way  way    // to that screen
	keys string // as they are named

	// What it is found by, in folded words.
	titleWords, groupWords, alsoWords []string
	titleMeans                        []uint64 // of each word, the groups it is in
}

func newEntry(act screen.Action, room string) entry {
	e := entry{Action: act, room: room, keys: act.Keys.Help().Key}
	e.titleWords, e.groupWords = folded(e.Title), append(folded(e.Group), folded(e.room)...)
	e.alsoWords = append(folded(alsoCalled[e.ID]), folded(e.keys)...)
	for _, w := range e.titleWords {
		e.titleMeans = append(e.titleMeans, meanings(w))
	}
	return e
}

// finding is the console as one finds what to do in it.
type finding struct{ app *App }

func newPalette(a *App) *palette {
	p := &palette{app: a, known: finding{a}.entries()}
	p.picker = widget.NewPicker(a.console.Theme, "Find what to do", "such as stop, export, undo or leave",
		"Nothing is called so. Type a word of what it does, such as stop, export or undo; esc closes this.", p.find)
	return p
}

// entries are the actions of the screen in front, of the console, and of all other
// screens, as they are now.
func (f finding) entries() []entry {
	var all []entry
	titled := map[string]bool{}
	for _, act := range f.app.front().Actions() {
		titled[act.Title] = titled[act.Title] || act.Usable()
	}
	for _, act := range f.here() {
		if act.ID != "palette" && (act.ID != "go home" || !titled[act.Title]) {
			all = append(all, newEntry(act, ""))
		}
	}
	// What can be done on the screen comes first, then what the console does everywhere, what
	// cannot be done now, and moving about, which is done by its keys.
	own := append(f.app.ownActions(), f.paletteActions()...)
	rank := func(e entry) int {
		switch {
		case e.Group == screen.MovingGroup:
			return 3
		case !e.Usable():
			return 2
		case own.Find(e.ID).ID != "":
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(x, y entry) int { return rank(x) - rank(y) })
	front := roomOf(f.app.front())
	for _, r := range catalogue() {
		if r.name == front || r.opener != "" && f.shows(r) {
			continue
		}
		to := f.wayTo(r)
		for _, e := range r.entries {
			e.way = to
			all = append(all, e)
		}
	}
	return all
}

// here are the actions of the console and of the screen in front, as if nothing lay over it.
func (f finding) here() screen.Actions {
	over := f.app.over
	f.app.over = nil
	defer func() { f.app.over = over }()
	return append(f.app.ownActions(), f.paletteActions()...).Behind(f.app.front().Actions()...)
}

// topicPrefix begins the id of an entry that opens a page of the help.
const topicPrefix = "read "

// paletteActions are what only the palette offers, because it needs no key or has one
// on some screens alone.
func (f finding) paletteActions() screen.Actions {
	home := screen.Action{ID: "go home", Title: "Go to Home", Keys: screen.Bind("", "", "home"),
		Run: screen.Start(func() tea.Cmd { return f.follow(f.wayHome()) })}
	home.WhyNot = f.wayHome().whyNot
	if f.app.at == 0 {
		home.WhyNot = "This is Home."
	}
	all := screen.Actions{home,
		{ID: "save work", Title: "Save the work", Keys: screen.Bind("", "", "save"), WhyNot: f.savedSentence()},
		{ID: "colours", Title: "Change the colours", Keys: screen.Bind("", "", "colours"),
			WhyNot: "Colours are chosen at the start: by theme in the settings file, CALLSHEET_THEME=light or dark, or NO_COLOR=1."},
	}
	for _, topic := range Topics() {
		all = append(all, screen.Action{ID: topicPrefix + topic.Name, Title: "Read the help on " + topic.Name + ": " + lowered(topic.Title), Keys: screen.Bind("", "", "read"),
			Run: screen.Do(func() { f.app.over = newHelpSheet(f.app, topic.Name) })})
	}
	return all
}

// savedSentence says of the work that it needs no saving, or that it could not be.
func (f finding) savedSentence() string {
	if failed := f.app.console.Saver.Failed; failed != "" {
		return "It is tried again by itself. " + failed
	}
	return "Callsheet saves by itself, at once; the word saved at the right of the second line says so."
}

func (p *palette) view(width, height int) string { return p.picker.View(width, height) }
func (p *palette) keys() []key.Binding           { return p.picker.Keys() }
func (p *palette) typing() bool                  { return true }
func (p *palette) occupies() string              { return "The palette is open; esc closes it." }

// find shows the entries that fit what is typed, the best first.
func (p *palette) find(typed string) []widget.PickerItem {
	p.found = matching(p.known, typed)
	items := make([]widget.PickerItem, len(p.found))
	t := p.app.console.Theme
	for i, e := range p.found {
		item := widget.PickerItem{Label: e.Title, Where: e.room, Key: e.keys, Detail: p.detail(e), Dim: e.WhyNot != "" || e.way.whyNot != ""}
		if e.room != "" {
			item.Dim = e.way.whyNot != ""
		}
		if t.ASCII {
			item.Key = screen.ArrowWords.Replace(item.Key)
		}
		items[i] = item
	}
	return items
}

// detail says what enter does with an entry.
func (p *palette) detail(e entry) string {
	switch {
	case e.room != "" && e.way.whyNot != "":
		return e.way.whyNot
	case e.room != "":
		if opener := e.way.opener; opener.ID != "" {
			return "It is under " + e.room + ", which " + opener.Keys.Help().Key + " shows on " + e.way.to.String() + ". Enter goes that far."
		}
		return "It is on " + e.room + ". Enter goes there."
	case e.WhyNot != "":
		return e.WhyNot
	case e.several():
		return "Its keys each do a part of it. Press one of " + e.keys + " there."
	case e.keys == "":
		return "Enter does it."
	}
	return "Enter does it, as " + e.keys + " does."
}

// several reports whether the keys of an action each do another part of it, so that no one
// of them is the action.
func (e entry) several() bool {
	keys := e.Keys.Keys()
	if len(keys) < 2 {
		return false
	}
	digit := func(k string) bool { return len(k) == 1 && '0' <= k[0] && k[0] <= '9' }
	return digit(keys[0]) && digit(keys[1]) || slices.Contains(keys, "up") && slices.Contains(keys, "down") || slices.Contains(keys, "left") && slices.Contains(keys, "right") ||
		slices.Contains(keys, "pgup") && slices.Contains(keys, "pgdown")
}

func (p *palette) press(msg tea.KeyMsg) tea.Cmd {
	_, height := p.app.bodySize()
	at, left := p.picker.Update(msg, height)
	if !left {
		return nil
	}
	p.app.over = nil
	if at < 0 {
		return nil
	}
	return finding{p.app}.choose(p.found[at])
}

// choose does what was found, or says why not.
func (f finding) choose(e entry) tea.Cmd {
	if e.room != "" {
		if e.way.whyNot != "" {
			return f.app.toast.Show(widget.Problem, e.way.whyNot)
		}
		cmd := f.follow(e.way)
		return tea.Batch(cmd, f.app.drain(), f.app.toast.Show(widget.Info, f.hereNow(e)))
	}
	// It may have changed since it was found.
	now := f.here().Find(e.ID)
	switch {
	case now.ID == "":
		return f.app.toast.Show(widget.Problem, "That is over: "+e.Title+" is not offered any more.")
	case !now.Usable():
		return f.app.toast.Show(widget.Problem, now.WhyNot)
	case entry{Action: now}.several():
		return f.app.toast.Show(widget.Info, "Press one of "+now.Keys.Help().Key+": "+now.Title+".")
	case f.paletteActions().Find(e.ID).ID != "":
		return now.Run(tea.KeyMsg{})
	}
	for _, k := range now.Keys.Keys() {
		if msg, ok := PressOf(k); ok {
			return f.app.press(msg)
		}
	}
	return now.Run(tea.KeyMsg{})
}

// hereNow says what to press on a screen that was gone to.
func (f finding) hereNow(e entry) string {
	if e.way.opener.ID != "" {
		now := f.app.front().Actions().Find(e.way.opener.ID)
		if !now.Usable() {
			return now.WhyNot
		}
		return "From here: " + e.way.opener.Keys.Help().Key + " " + lowered(e.way.opener.Title) + "."
	}
	now := f.app.front().Actions().Find(e.ID)
	if now.ID == "" || now.Usable() {
		return "Here it is: " + e.keys + " " + lowered(e.Title) + "."
	}
	return now.WhyNot
}

// PressOf is the press of a key by the name that a binding has for it.
func PressOf(name string) (msg tea.KeyMsg, ok bool) {
	if runes := []rune(name); len(runes) == 1 {
		if runes[0] == ' ' {
			return tea.KeyMsg{Type: tea.KeySpace, Runes: runes}, true
		}
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: runes}, true
	}
	const first, last = -120, 127 // of Bubble Tea's key types
	for kind := tea.KeyType(first); kind <= last; kind++ {
		if msg = (tea.KeyMsg{Type: kind}); kind != tea.KeyRunes && msg.String() == name {
			return msg, true
		}
	}
	return tea.KeyMsg{}, false
}

// shows reports whether a room that is a panel is open on the screen in front.
func (f finding) shows(r room) bool {
	actions := f.app.front().Actions()
	return len(r.actions) > 0 && actions.Find(r.actions[0].ID).ID != ""
}
