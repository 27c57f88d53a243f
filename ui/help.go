package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// helpSheet shows the keys of the screen in front, or a page about a topic.
type helpSheet struct {
	app     *App
	topic   string // "" = the keys
	top     int    // the first line shown
	finding bool
	find    widget.Input
}

func newHelpSheet(a *App, topic string) *helpSheet {
	return &helpSheet{app: a, topic: topic, find: widget.NewInput("", longestFind)}
}

const longestFind = 80 // characters

var helpKeys = struct{ scroll, find, other, close key.Binding }{
	scroll: screen.Bind("↑↓", "scroll", "up", "down", "k", "j", "pgup", "pgdown", " ", "home", "end", "g", "G"),
	find:   screen.Bind("/", "find", "/"),
	other:  screen.Bind("tab", "pages", "tab", "shift+tab", "right", "left"),
	close:  screen.Bind("any other key", "closes the help", "esc"),
}

func (h *helpSheet) typing() bool     { return h.finding }
func (h *helpSheet) occupies() string { return "The help is open; esc closes it." }

func (h *helpSheet) keys() []key.Binding {
	if h.finding {
		return []key.Binding{screen.Enter("keep it"), screen.Bind("esc", "all again", "esc")}
	}
	line := h.app.spelt([]key.Binding{helpKeys.other, helpKeys.find, helpKeys.scroll, helpKeys.close})
	if h.page(h.app.bodySize()).lowest == 0 {
		line = slices.Delete(line, 2, 3)
	}
	return line
}

func (h *helpSheet) press(msg tea.KeyMsg) tea.Cmd {
	switch {
	case h.finding:
		h.typeFind(msg)
	case key.Matches(msg, helpKeys.find):
		h.finding = true
	case key.Matches(msg, helpKeys.other):
		h.turn(msg.String())
	case key.Matches(msg, helpKeys.scroll):
		h.scroll(msg.String())
	case msg.String() == "esc" && h.find.Value() != "":
		h.find.SetValue("")
	default:
		h.app.over = nil
	}
	return nil
}

func (h *helpSheet) typeFind(msg tea.KeyMsg) {
	switch msg.String() {
	case "enter":
		h.finding = false
	case "esc":
		h.finding = false
		h.find.SetValue("")
	default:
		h.find.Update(msg)
	}
	h.top = 0
}

// turn shows the next page, or the one before.
func (h *helpSheet) turn(k string) {
	names := h.pages()
	step := 1
	if k == "shift+tab" || k == "left" {
		step = len(names) - 1
	}
	h.topic = names[(slices.Index(names, h.topic)+step)%len(names)]
	h.top = 0
}

// pages are the names of what can be shown: the keys, the topic that fits the screen, and the
// others.
func (h *helpSheet) pages() []string {
	names := []string{"", topicOf(h.app.front())}
	for _, t := range Topics() {
		if t.Name != names[1] {
			names = append(names, t.Name)
		}
	}
	return names
}

func (h *helpSheet) scroll(k string) {
	p := h.page(h.app.bodySize())
	switch k {
	case "up", "k":
		h.top--
	case "down", "j":
		h.top++
	case "pgup":
		h.top -= max(1, p.rows-1)
	case "pgdown", " ":
		h.top += max(1, p.rows-1)
	case "home", "g":
		h.top = 0
	case "end", "G":
		h.top = p.lowest
	}
	h.top = min(max(h.top, 0), p.lowest)
}

// helpPage is what a window of some size shows of the lines: so many rows, from at most the
// lowest on.
type helpPage struct {
	head, lines  []string
	rows, lowest int
}

// page is the page that is shown, under the names of all of them.
func (h *helpSheet) page(width, height int) helpPage {
	t := h.app.console.Theme
	var names []string
	for _, name := range h.pages() {
		text, pen := name, t.Muted
		if name == "" {
			text = "keys of " + roomOf(h.app.front())
		}
		if name == h.topic {
			text, pen = t.Glyphs.Cursor+" "+text, t.Strong
		}
		names = append(names, pen.Render(text))
	}
	head := []string{widget.Fit(strings.Join(names, "   "), width, t.Glyphs.Ellipsis), ""}
	if h.finding || h.find.Value() != "" {
		head[1] = widget.Fit(t.Key.Render("/")+" "+h.find.View(t, width-2), width, "")
	}
	p := helpPage{head: head, lines: h.lines(width), rows: max(height-len(head), 1)}
	if len(p.lines) > p.rows {
		p.rows = max(p.rows-1, 1) // for the mark
		p.lowest = len(p.lines) - p.rows
	}
	return p
}

func (h *helpSheet) view(width, height int) string {
	t, p := h.app.console.Theme, h.page(width, height)
	top := min(h.top, p.lowest)
	shown := p.lines[top:min(top+p.rows, len(p.lines))]
	if p.lowest > 0 {
		var mark []string
		if top > 0 {
			mark = append(mark, t.Glyphs.Up+" "+figures.Count(top)+" above")
		}
		if below := p.lowest - top; below > 0 {
			mark = append(mark, t.Glyphs.Down+" "+figures.Count(below)+" below")
		}
		shown = append(slices.Clone(shown), t.Muted.Render(strings.Join(mark, "   ")))
	}
	return widget.Block(strings.Join(append(p.head, shown...), "\n"), width, height)
}

// lines are the page as far as it has what is found.
func (h *helpSheet) lines(width int) []string {
	t := h.app.console.Theme
	words := folded(h.find.Value())
	if h.topic != "" {
		for _, topic := range Topics() {
			if topic.Name == h.topic {
				return h.topicLines(topic, width, words)
			}
		}
	}
	groups, notNow := h.app.helpGroups()
	for i, g := range groups {
		groups[i].Bindings = slices.DeleteFunc(slices.Clone(g.Bindings), func(b key.Binding) bool { return !has(b.Help().Key+" "+b.Help().Desc, words) })
	}
	lines := widget.KeyHelp(t, width, groups)
	var refused []string
	notNow = slices.DeleteFunc(notNow, func(a unusable) bool { return !has(a.key+" "+a.title+" "+a.whyNot, words) })
	keyWidth := 0
	for _, a := range notNow {
		keyWidth = max(keyWidth, widget.Width(a.key)+2)
	}
	for _, a := range notNow {
		for i, part := range widget.Wrap(a.title+": "+a.whyNot, max(width-keyWidth, 1)) {
			k := ""
			if i == 0 {
				k = a.key
			}
			refused = append(refused, t.Muted.Render(widget.Fit(k, keyWidth, "")+part))
		}
	}
	if len(refused) > 0 {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(append(lines, t.Title.Render("Not now, and why")), refused...)
	}
	if len(lines) == 0 {
		lines = []string{t.Warning.Render("No key does that here. Esc shows all again; ctrl+p looks on every screen.")}
	}
	return lines
}

// topicLines are the lines of a topic; of what is found, those that have it.
func (h *helpSheet) topicLines(topic Topic, width int, words []string) []string {
	t := h.app.console.Theme
	var lines []string
	for i, line := range topic.Lines(t.Measure(width, widestPage)) {
		if t.ASCII {
			line = screen.ArrowWords.Replace(line)
		}
		switch {
		case !has(line, words):
			continue
		case i == 0 || strings.HasPrefix(line, keysOn):
			line = t.Title.Render(line)
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		lines = []string{t.Warning.Render("That is not on this page; tab turns to the others.")}
	}
	return lines
}

// widestPage is how wide a page is at most, so that it is read with ease.
const widestPage = 92

// has reports whether a text has all of the words.
func has(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(strings.Join(folded(text), " "), w) {
			return false
		}
	}
	return true
}

// unusable is an action that the help says cannot be used now.
type unusable struct{ key, title, whyNot string }

// uncovered is the App as it is once the help is closed, to be looked at: what the help is in the
// way of is no news to who reads it.
func uncovered(a *App) *App {
	without := *a
	without.over = nil
	without.account.app = &without
	return &without
}

// helpGroups are the keys that the help lists, each once, and what cannot be used now.
func (a *App) helpGroups() (groups []widget.KeyGroup, notNow []unusable) {
	own := uncovered(a).ownActions()
	actions := append(slices.Clone(own), a.front().Actions()...)
	byName := map[key.Help]screen.Action{}
	for _, act := range actions {
		if name := act.Keys.Help(); byName[name].ID == "" || act.Usable() {
			byName[name] = act
		}
	}
	named := map[string]bool{}
	var refused []screen.Action
	list := func(title string, bindings []key.Binding) {
		g := widget.KeyGroup{Title: title}
		for _, b := range a.spelt(bindings) {
			if act := byName[b.Help()]; act.ID != "" && !act.Usable() {
				refused = append(refused, act)
				continue
			}
			names := slices.DeleteFunc(strings.Fields(b.Help().Key), func(name string) bool {
				return named[name] && !slices.Contains(b.Keys(), name) // it means something else now
			})
			for _, name := range names {
				named[name] = true
			}
			b.SetHelp(strings.Join(names, " "), b.Help().Desc)
			g.Bindings = append(g.Bindings, b)
		}
		groups = append(groups, g)
	}
	for _, g := range a.front().Keys().Groups {
		list(g.Title, g.Bindings)
	}
	everywhere := own.Help(everywhereGroup)[0].Bindings
	for _, k := range []string{"esc", "ctrl+n"} {
		for _, act := range a.front().Actions() {
			if key.Matches(keyNamed(k), act.Keys) && act.Usable() && !named[k] {
				everywhere = slices.Insert(everywhere, 0, screen.Bind(k, act.Keys.Help().Desc, k))
				named[k] = true
			}
		}
	}
	list(everywhereGroup, everywhere)
	for _, act := range refused {
		u := unusable{act.Keys.Help().Key, act.Title, act.WhyNot}
		for name := range strings.FieldsSeq(u.key) {
			if named[name] {
				u.key = "" // which means something else now
				break
			}
		}
		notNow = append(notNow, u)
	}
	return groups, notNow
}
