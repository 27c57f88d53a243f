package contacts

import (
	"github.com/charmbracelet/bubbles/key"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

var BenchKeys = struct {
	Fix, Edit, All, LeaveOut, Revert, Undo, Redo                      key.Binding
	Mark, MarkAll, Duplicates, DoNotCall, Import                      key.Binding
	Pane, Filters, Find, Sort, Columns, GoTo, History, Save           key.Binding
	NextProblem, PrevProblem, Up, Down, Top, Bottom, PageUp, PageDown key.Binding
	Preview, Chips, Marked, Problems, Arrows, Pages, Ends, Horizontal key.Binding
}{
	Fix:         screen.Enter("accept or type"),
	Edit:        screen.Bind("e", "edit", "e"),
	All:         screen.Bind("a", "all like it", "a"),
	LeaveOut:    screen.Bind("x", "leave out", "x"),
	Revert:      screen.Bind("r", "as in the file", "r"),
	Undo:        screen.Bind("u", "undo", "u"),
	Redo:        screen.Bind("ctrl+r", "redo", "ctrl+r"),
	Mark:        screen.Bind("space", "mark", " "),
	MarkAll:     screen.Bind("M", "mark all shown", "M"),
	Duplicates:  screen.Bind("d", "duplicates", "d"),
	DoNotCall:   screen.Bind("b", "do not call", "b"),
	Import:      screen.Bind("i", "import a list", "i"),
	Pane:        screen.Bind("tab", "other pane", "tab", "shift+tab"),
	Filters:     screen.Bind("f", "all filters", "f"),
	Find:        screen.Bind("/", "find", "/"),
	Sort:        screen.Bind("s", "sort", "s"),
	Columns:     screen.Bind("c", "columns", "c"),
	GoTo:        screen.Bind("ctrl+g", "go to row", "ctrl+g"),
	History:     screen.Bind("o", "history", "o"),
	Save:        screen.Bind("w", "save as a file", "w"),
	NextProblem: screen.Bind("n", "next problem", "n"),
	PrevProblem: screen.Bind("p", "previous problem", "p"),
	Up:          screen.Bind("↑↓", "move", "up", "k", "p"),
	Down:        screen.Bind("↓", "move", "down", "j", "n"),
	Top:         screen.Bind("g", "first", "home", "g"),
	Bottom:      screen.Bind("G", "last", "end", "G"),
	PageUp:      screen.Bind("pgup", "up", "pgup", "ctrl+b"),
	PageDown:    screen.Bind("pgdn", "down", "pgdown", "ctrl+f"),
	Preview:     screen.Enter("look"),

	// What the help says in one line.
	Chips:      screen.Bind("1-9", "show rows", "1"),
	Marked:     screen.Bind("a x r", "for the marked", "a"),
	Problems:   screen.Bind("n p", "next problem", "n"),
	Arrows:     screen.Bind("↑↓", "a row", "up"),
	Pages:      screen.Bind("pgdn", "a page", "pgdown"),
	Ends:       screen.Bind("g G", "first, last", "g"),
	Horizontal: screen.Bind("←→", "columns", "left"),
}

var typingKeys = struct{ Keep, Suggest, Discard key.Binding }{
	Keep:    screen.Enter("keep"),
	Suggest: screen.Bind("tab", "use the suggestion", "tab"),
	Discard: screen.Bind("esc", "leave it as it was", "esc"),
}

func (c *Screen) Keys() screen.Keys {
	k := BenchKeys
	groups := []widget.KeyGroup{
		{Title: "Repair", Bindings: []key.Binding{k.Fix, k.Edit, k.All, k.LeaveOut, k.Revert, k.Undo, k.Redo, k.Duplicates, k.DoNotCall, k.Import}},
		{Title: "Several rows", Bindings: []key.Binding{k.Mark, k.MarkAll, k.Marked}},
		{Title: "Looking", Bindings: []key.Binding{k.Pane, k.Chips, k.Filters, k.Find, k.Sort, k.Columns, k.GoTo, k.Problems}},
		{Title: "Moving", Bindings: []key.Binding{k.Arrows, k.Pages, k.Ends, k.Horizontal}},
		{Title: "The list", Bindings: []key.Binding{k.History, k.Save}},
	}
	return screen.Keys{Line: c.lineKeys(), Groups: groups}
}

func (c *Screen) lineKeys() []key.Binding {
	switch {
	case c.Background.work != nil:
		return []key.Binding{screen.Bind("esc", "stop", "esc")}
	case c.Panel != nil:
		return c.Panel.keys()
	case c.CellEditor.On:
		line := []key.Binding{typingKeys.Keep, typingKeys.Discard}
		if len(c.CellEditor.candidates) > 0 {
			line = append(line, typingKeys.Suggest)
		}
		return line
	case c.Filter.Finding():
		return []key.Binding{screen.Enter("keep these rows"), screen.Bind("esc", "all rows again", "esc")}
	case c.Pane == PaneCauses:
		line := append([]key.Binding{screen.Global.Next}, c.causeKeys()...)
		return append(append(line, BenchKeys.Find, screen.Global.Back), c.lookingKeys()...)
	case c.Table.marked.Len() > 0:
		return append(c.markedKeys(), screen.Label(BenchKeys.Mark, "mark"))
	}
	pane := screen.Label(BenchKeys.Pane, "causes")
	pane.SetEnabled(len(c.Causes.List) > 0)
	problem, mark := BenchKeys.NextProblem, BenchKeys.Mark
	problem.SetEnabled(c.List().Counts().Of(model.ToFix) > 0)
	mark.SetEnabled(len(c.Table.Rows) > 0)
	line := append(c.rowKeys(), pane, BenchKeys.Find, BenchKeys.Undo, mark, problem, screen.Global.Back)
	return append(line, c.lookingKeys()...)
}

// lookingKeys are the keys that change nothing, for where there is room to name
// them.
func (c *Screen) lookingKeys() []key.Binding {
	k := BenchKeys
	duplicates := k.Duplicates
	duplicates.SetEnabled(c.List().Counts().Of(model.Duplicate) > 0)
	return []key.Binding{k.Filters, k.Sort, k.Columns, duplicates, k.History, k.Save}
}

// markedKeys names what the keys do to the marked rows, and how to be rid of the
// marks.
func (c *Screen) markedKeys() []key.Binding {
	unmark := screen.Bind("esc", "unmark", "esc")
	if c.Console.Campaign.ReadOnly() {
		return []key.Binding{unmark}
	}
	n := figures.Count(c.Table.marked.Len())
	return []key.Binding{
		screen.Label(BenchKeys.All, "fix "+n+" marked"), screen.Label(BenchKeys.LeaveOut, "leave "+n+" out"), unmark, screen.Label(BenchKeys.Revert, "as in the file"),
	}
}

// rowKeys names what the keys do to the row under the cursor.
func (c *Screen) rowKeys() []key.Binding {
	row, ok := c.Table.Here()
	if !ok || c.Console.Campaign.ReadOnly() {
		return []key.Binding{screen.Global.Next}
	}
	v := c.List().Verdict(row)
	line := []key.Binding{screen.Global.Next}
	all := c.allKey(row)
	switch {
	case v.Suggested():
		return append(line, screen.Label(BenchKeys.Fix, "accept"), all, BenchKeys.Edit, BenchKeys.LeaveOut)
	case v.Out == model.CalledRecently:
		return append(line, screen.Label(BenchKeys.Fix, "call again"))
	case v.Out == model.InUnfinished:
		return append(line, screen.Label(BenchKeys.Fix, "move here"))
	case v.TakesIn():
		return append(line, screen.Label(BenchKeys.LeaveOut, "take back in"))
	case v.Out != model.NotExcluded:
		return line
	case v.State == model.Duplicate:
		return append(line, BenchKeys.Duplicates, BenchKeys.Edit, BenchKeys.LeaveOut)
	case v.State == model.ToFix && v.Fix != model.FixNone:
		return append(line, screen.Label(BenchKeys.Fix, "choose"), all, BenchKeys.Edit, BenchKeys.LeaveOut)
	case c.emailToFix(row):
		return append(line, screen.Label(BenchKeys.Fix, "fix the email"), all, BenchKeys.Edit, BenchKeys.LeaveOut)
	case c.List().CauseOf(row).Warning == model.NameCase:
		return append(line, screen.Label(BenchKeys.Fix, "fix the name"), all, BenchKeys.Edit, BenchKeys.LeaveOut)
	}
	return append(line, screen.Label(BenchKeys.Fix, "type it"), BenchKeys.Edit, BenchKeys.LeaveOut, all)
}

// allKey names what one key does to every row with the cause of one, and is off
// where there is nothing it does.
func (c *Screen) allKey(row int) key.Binding {
	cause, ok := c.Causes.find(c.List().CauseOf(row))
	all := screen.Label(BenchKeys.All, "all "+figures.Count(cause.Rows))
	if cause.State == model.Ready {
		all = screen.Label(BenchKeys.All, allWords(cause))
	}
	all.SetEnabled(ok && cause.Fix != model.FixNone)
	return all
}

// allWords says in a few words what is done to all rows of a cause.
func allWords(cause model.Cause) string {
	rows := figures.Count(cause.Rows)
	switch cause.Fix {
	case model.FixAccept:
		return "accept all " + rows
	case model.FixPremium, model.FixAnyway:
		return "call all " + rows
	case model.FixAgain:
		return "call all " + rows + " again"
	case model.FixMove:
		return "move all " + rows + " here"
	case model.FixTakeIn:
		return "take all " + rows + " in"
	}
	return "fix all " + rows
}

// causeKeys names what the keys do to the cause under the cursor.
func (c *Screen) causeKeys() []key.Binding {
	cause, ok := c.Causes.Here()
	if !ok || c.Console.Campaign.ReadOnly() {
		return []key.Binding{screen.Label(BenchKeys.Pane, "rows")}
	}
	line := []key.Binding{BenchKeys.Preview}
	if cause.Fix != model.FixNone {
		line = append(line, screen.Label(BenchKeys.All, allWords(cause)))
	}
	return append(line, BenchKeys.LeaveOut, screen.Label(BenchKeys.Pane, "rows"), BenchKeys.Undo)
}
