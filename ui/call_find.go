package ui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

// callFind finds in what was said on a call. What is looked for stays from call to call.
type callFind struct {
	screen *callScreen
	typing bool
	input  widget.Input
}

// maxFind bounds what is looked for, in runes.
const maxFind = 200

func newCallFind(s *callScreen) callFind {
	f := callFind{screen: s, input: widget.NewInput("", maxFind)}
	f.input.Placeholder = "what was said"
	return f
}

// actions are what can be done while nothing is typed.
func (f *callFind) actions() screen.Actions {
	_, of := f.found()
	none := screen.Without(of > 0, "Nothing is found. Press / to find something.")
	return screen.Actions{
		{ID: "find", Title: "Find in what was said", Keys: screen.Bind("/", "find", "/"), Run: screen.Do(func() { f.typing = true })},
		{ID: "next", Title: "Go to the next place that was found, or with N to the one before", Keys: screen.Bind("n N", "next, previous", "n", "N"), WhyNot: none, Run: func(msg tea.KeyMsg) tea.Cmd {
			f.next(map[string]int{"n": 1, "N": -1}[msg.String()])
			return nil
		}},
	}.In(callGroup)
}

// typingActions are those while it is typed what to find.
func (f *callFind) typingActions() screen.Actions {
	return screen.Actions{
		{ID: "found", Title: "Go to the next place that was found, or the one before", Keys: screen.Bind("↑↓", "next, previous", "up", "down"), Run: func(msg tea.KeyMsg) tea.Cmd {
			f.next(map[string]int{"down": 1, "up": -1}[msg.String()])
			return nil
		}},
		{ID: "keep", Title: "Keep what is found, and read", Keys: screen.Enter("read there"), Run: screen.Do(func() { f.typing = false })},
		{ID: "forget", Title: "Find nothing any more", Keys: screen.Bind("esc", "find nothing", "esc"), Run: screen.Do(f.forget)},
	}.In(callGroup)
}

// typed takes a key of the text that is looked for.
func (f *callFind) typed(msg tea.KeyMsg) {
	if _, changed := f.input.Update(msg); changed {
		f.screen.focus = f.screen.saidPane()
		f.apply()
	}
}

func (f *callFind) forget() {
	f.typing = false
	f.input.SetValue("")
	f.apply()
}

// apply looks for it in every column.
func (f *callFind) apply() {
	for i := range f.screen.panes {
		f.screen.panes[i].Find(f.input.Value())
	}
}

// pane is the column that what was said stands in: it alone is found in.
func (f *callFind) pane() *widget.Reader {
	if at := f.screen.saidPane(); at < len(f.screen.panes) {
		return &f.screen.panes[at]
	}
	return &widget.Reader{}
}

func (f *callFind) found() (at, of int) { return f.pane().Found() }

func (f *callFind) next(by int) {
	f.pane().Next(by)
	f.screen.focus = f.screen.saidPane()
}

// status says what is typed and what was found; "" = nothing is looked for.
func (f *callFind) status() string {
	t := f.screen.console.Theme
	query := f.input.Value()
	words := f.words()
	switch {
	case f.typing:
		return t.Text.Render("Find ") + f.input.View(t, min(30, max(10, f.screen.width/3))) + "  " + t.Muted.Render(words)
	case query == "":
		return ""
	}
	return t.Muted.Render(widget.Clip(printable.Text(query, maxFind), t.Glyphs.Ellipsis, max(10, f.screen.width/3)) + ": " + words)
}

func (f *callFind) words() string {
	at, of := f.found()
	switch {
	case f.input.Value() == "":
		return "in whatever case, with or without accents"
	case of == 0:
		return "was not said"
	case f.pane().MostFound():
		return fmt.Sprintf("%s of %s or more", figures.Count(at), figures.Count(of))
	}
	return fmt.Sprintf("%s of %s", figures.Count(at), figures.Count(of))
}
