package ui

import (
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	namingGroup = "Naming a file"
	openGroup   = "A file is open"
)

// Actions are what can be done while a file is named, opened, looked at and read.
func (f *fileScreen) Actions() screen.Actions {
	all := append(f.namingActions(), f.openActions()...)
	all = append(all,
		screen.Action{ID: "stop opening", Stops: true, Title: "Stop opening the file", Keys: screen.Global.Back,
			WhyNot: screen.Without(f.phase == opening, "No file is being opened."), Run: screen.Do(f.stopOpening)},
		screen.Action{ID: "stop reading", Stops: true, Title: "Stop reading the list", Keys: screen.Label(screen.Global.Back, "stop reading"),
			WhyNot: screen.Without(f.phase == reading, "No list is being read."), Run: screen.Do(f.stopReading)})
	return all.Behind(screen.MovingActions(&f.grid).Unless(screen.Without(f.phase == opened, "No file is open yet."))...)
}

// namingActions are those before a file is open.
func (f *fileScreen) namingActions() screen.Actions {
	b, move := &f.browser, screen.Bind("↑↓", "choose", "up", "down")
	return screen.Actions{
		{ID: "open", Title: "Open the file that is typed or chosen", Keys: screen.Enter("open"), Run: screen.Start(f.openChosen)},
		{ID: "up", Title: "Choose the place above", Keys: screen.Bind("↑", "up", "up"), Named: move, Run: screen.Do(func() { b.move(-1) })},
		{ID: "down", Title: "Choose the place below", Keys: screen.Bind("↓", "down", "down"), Run: screen.Do(func() { b.move(1) })},
		{ID: "complete", Title: "Complete the path", Keys: screen.Bind("tab", "complete", "tab"), Run: screen.Start(func() tea.Cmd { return f.browse(b.complete) })},
		screen.Action{ID: "on", Title: "Go on with the list read before", Keys: screen.Label(screen.Global.Next, "on with the list read before"), Named: screen.Global.Next,
			Run: screen.Do(func() { f.console.GoOn(nil) })}.
			Refused(screen.Without(f.console.Campaign.Table != nil, "No list is chosen yet. Move to yours or type its path, and press enter."), func(why string) { f.first = why }),
		{ID: "back", Title: "Go back to Home", Keys: screen.Global.Back, Run: screen.Do(func() { f.console.Emit(screen.GoBack{}) })},
	}.In(namingGroup).Unless(screen.Without(f.phase == browsing, "A file is open; esc goes back to naming one."))
}

// openActions are those while the first rows of a file are shown.
func (f *fileScreen) openActions() screen.Actions {
	text := screen.Without(f.isText(), "A workbook says by itself how it is to be read.")
	use, next := f.confirmRead, "use this list"
	if f.isRead() {
		next = "on with the list read before"
		use = func() tea.Cmd {
			f.console.GoOn(nil)
			return nil
		}
	}
	sheets := screen.Without(len(f.info.Sheets) > 1, "The file has no other sheet.")
	all := screen.Actions{
		{ID: "use", Title: "Use this list", Keys: screen.Enter("use this list"), Run: screen.Start(f.confirmRead)},
		{ID: "sheet", Title: "Choose the next sheet", Keys: screen.Bind("↑↓", "sheet", "down", "j"), WhyNot: sheets, Run: screen.Start(func() tea.Cmd { return f.changeSheet(+1) })},
		{ID: "header", Title: "Say which row holds the column names", Keys: screen.Bind("h", "header", "h"), Run: screen.Do(f.askHeader)},
		{ID: "delimiter", Title: "Say what parts the columns", Keys: screen.Bind("d", "delimiter", "d"), WhyNot: text, Run: screen.Do(f.askDelimiter)},
		{ID: "encoding", Title: "Say which encoding the file is in", Keys: screen.Bind("c", "encoding", "c"), WhyNot: text, Run: screen.Do(f.askEncoding)},
		{ID: "next", Title: "Go on to the columns", Keys: screen.Label(screen.Global.Next, next), Named: screen.Global.Next, Run: screen.Start(use)},
		{ID: "another", Title: "Name another file", Keys: screen.Global.Back, Run: screen.Start(f.nameAnother)},
	}.In(openGroup)
	all = append(all, screen.Action{ID: "sheet before", Title: "Choose the sheet before", Keys: screen.Bind("↑", "sheet before", "up", "k"), WhyNot: sheets, Run: screen.Start(func() tea.Cmd { return f.changeSheet(-1) })})
	return all.Unless(screen.Without(f.phase == opened, "No file is open yet."))
}

func (f *fileScreen) Keys() screen.Keys {
	actions := f.Actions()
	ids := []string{"open", "up", "complete", "on", "back"}
	switch f.phase {
	case browsing:
		if f.console.Campaign.Table == nil {
			ids = []string{"open", "up", "complete", "back"}
		}
	case opening:
		ids = []string{"stop opening"}
	case reading:
		ids = []string{"stop reading"}
	case opened:
		ids = []string{"use", "sheet", "header", "delimiter", "encoding", "another"}
		if f.isRead() {
			ids = []string{"use", "sheet", "header", "delimiter", "encoding", "next", "another"}
		}
		if f.grid.Paged() {
			ids = slices.Insert(ids, 1, "columns left")
		}
	}
	return screen.Keys{Line: actions.Line(ids...), Groups: actions.Help(namingGroup, openGroup, screen.MovingGroup)}
}

// openChosen opens the place under the cursor, or the path that was typed.
func (f *fileScreen) openChosen() tea.Cmd {
	typed := f.browser.path.Value()
	b := &f.browser
	named := len(b.pasted.of(typed)) > 1
	if spots := b.spots(); len(spots) > 0 && (b.moved || !named && (b.isListed() || spots[b.pick].path != "")) {
		return f.browse(func() tea.Cmd {
			open, cmd := b.choose(spots[b.pick])
			if open != "" {
				return f.openPath(open)
			}
			return cmd
		})
	}
	if !b.isListed() && strings.HasSuffix(typed, slash) {
		return nil // it is being listed; what is offered is of the one before
	}
	if strings.TrimSpace(typed) == "" {
		f.first = "Type the path of an Excel or CSV file, or choose one below."
		return nil
	}
	if leavesByWord(filepath.Base(typed)) { // and there is no file of that name
		f.first = "ctrl+c leaves Callsheet, esc goes back to Home; nothing is lost."
		return nil
	}
	return f.openPath(typed)
}

func (f *fileScreen) stopOpening() {
	f.requests.Drop("open")
	f.phase = browsing
}

func (f *fileScreen) stopReading() {
	f.requests.Drop("read")
	f.phase = opened
	f.console.Notify(widget.Info, "Stopped reading. Nothing was taken over.")
}

// nameAnother goes back to naming a file.
func (f *fileScreen) nameAnother() tea.Cmd {
	f.closeFile()
	f.phase = browsing
	return tea.Batch(f.browser.list(), f.browser.listRecent())
}

// changeSheet shows the sheet before or behind.
func (f *fileScreen) changeSheet(step int) tea.Cmd {
	next := min(max(0, f.sheet+step), len(f.info.Sheets)-1)
	if next == f.sheet {
		return nil
	}
	f.sheet = next
	return f.readPreview(session.ReadOptions{Sheet: f.info.Sheets[next].Name, FindHeader: true})
}
