package ui

import (
	"github.com/charmbracelet/bubbles/key"

	"callsheet/model"
	"callsheet/ui/widget"
)

var benchKeys = struct {
	Fix, Edit, All, LeaveOut, Revert, Undo, Redo                      key.Binding
	Mark, MarkAll, Duplicates, DoNotCall, Import                      key.Binding
	Pane, Filters, Find, Sort, Columns, GoTo, History, Save           key.Binding
	NextProblem, PrevProblem, Up, Down, Top, Bottom, PageUp, PageDown key.Binding
	Preview, Chips, Marked, Problems, Arrows, Pages, Ends, Horizontal key.Binding
}{
	Fix:         enter("accept or type"),
	Edit:        bind("e", "edit", "e"),
	All:         bind("a", "all like it", "a"),
	LeaveOut:    bind("x", "leave out", "x"),
	Revert:      bind("r", "as in the file", "r"),
	Undo:        bind("u", "undo", "u"),
	Redo:        bind("ctrl+r", "redo", "ctrl+r"),
	Mark:        bind("space", "mark", " "),
	MarkAll:     bind("M", "mark all shown", "M"),
	Duplicates:  bind("d", "duplicates", "d"),
	DoNotCall:   bind("b", "do not call", "b"),
	Import:      bind("i", "import a list", "i"),
	Pane:        bind("tab", "other pane", "tab", "shift+tab"),
	Filters:     bind("f", "all filters", "f"),
	Find:        bind("/", "find", "/"),
	Sort:        bind("s", "sort", "s"),
	Columns:     bind("c", "columns", "c"),
	GoTo:        bind("ctrl+g", "go to row", "ctrl+g"),
	History:     bind("o", "history", "o"),
	Save:        bind("w", "save as a file", "w"),
	NextProblem: bind("n", "next problem", "n"),
	PrevProblem: bind("p", "previous problem", "p"),
	Up:          bind("↑↓", "move", "up", "k", "p"),
	Down:        bind("↓", "move", "down", "j", "n"),
	Top:         bind("g", "first", "home", "g"),
	Bottom:      bind("G", "last", "end", "G"),
	PageUp:      bind("pgup", "up", "pgup", "ctrl+b"),
	PageDown:    bind("pgdn", "down", "pgdown", "ctrl+f"),
	Preview:     enter("look"),

	// What the help says in one line.
	Chips:      bind("1-9", "show rows", "1"),
	Marked:     bind("a x r", "for the marked", "a"),
	Problems:   bind("n p", "next problem", "n"),
	Arrows:     bind("↑↓", "a row", "up"),
	Pages:      bind("pgdn", "a page", "pgdown"),
	Ends:       bind("g G", "first, last", "g"),
	Horizontal: bind("←→", "columns", "left"),
}

var typingKeys = struct{ Keep, Suggest, Discard key.Binding }{
	Keep:    enter("keep"),
	Suggest: bind("tab", "use the suggestion", "tab"),
	Discard: bind("esc", "leave it as it was", "esc"),
}

func (c *contactsScreen) Keys() keyMap {
	k := benchKeys
	groups := []widget.KeyGroup{
		{Title: "Repair", Bindings: []key.Binding{k.Fix, k.Edit, k.All, k.LeaveOut, k.Revert, k.Undo, k.Redo, k.Duplicates, k.DoNotCall, k.Import}},
		{Title: "Several rows", Bindings: []key.Binding{k.Mark, k.MarkAll, k.Marked}},
		{Title: "Looking", Bindings: []key.Binding{k.Pane, k.Chips, k.Filters, k.Find, k.Sort, k.Columns, k.GoTo, k.Problems}},
		{Title: "Moving", Bindings: []key.Binding{k.Arrows, k.Pages, k.Ends, k.Horizontal}},
		{Title: "The list", Bindings: []key.Binding{k.History, k.Save}},
	}
	return keyMap{c.lineKeys(), groups}
}

func (c *contactsScreen) lineKeys() []key.Binding {
	switch {
	case c.work != nil:
		return []key.Binding{bind("esc", "stop", "esc")}
	case c.sheet != nil:
		return c.sheet.keys()
	case c.typing.on:
		line := []key.Binding{typingKeys.Keep, typingKeys.Discard}
		if len(c.typing.candidates) > 0 {
			line = append(line, typingKeys.Suggest)
		}
		return line
	case c.filter.Finding():
		return []key.Binding{enter("keep these rows"), bind("esc", "all rows again", "esc")}
	case c.pane == paneCauses:
		line := append([]key.Binding{global.Next}, c.causeKeys()...)
		return append(append(line, benchKeys.Find, global.Back), c.lookingKeys()...)
	case c.marked.Len() > 0:
		return append(c.markedKeys(), label(benchKeys.Mark, "mark"))
	}
	pane := label(benchKeys.Pane, "causes")
	pane.SetEnabled(len(c.causes.list) > 0)
	problem, mark := benchKeys.NextProblem, benchKeys.Mark
	problem.SetEnabled(c.list().Counts().Of(model.ToFix) > 0)
	mark.SetEnabled(len(c.rows) > 0)
	line := append(c.rowKeys(), pane, benchKeys.Find, benchKeys.Undo, mark, problem, global.Back)
	return append(line, c.lookingKeys()...)
}

// lookingKeys are the keys that change nothing, for where there is room to name
// them.
func (c *contactsScreen) lookingKeys() []key.Binding {
	k := benchKeys
	duplicates := k.Duplicates
	duplicates.SetEnabled(c.list().Counts().Of(model.Duplicate) > 0)
	return []key.Binding{k.Filters, k.Sort, k.Columns, duplicates, k.History, k.Save}
}

// markedKeys names what the keys do to the marked rows, and how to be rid of the
// marks.
func (c *contactsScreen) markedKeys() []key.Binding {
	unmark := bind("esc", "unmark", "esc")
	if c.desk.campaign.ReadOnly() {
		return []key.Binding{unmark}
	}
	n := widget.Count(c.marked.Len())
	return []key.Binding{
		label(benchKeys.All, "fix "+n+" marked"), label(benchKeys.LeaveOut, "leave "+n+" out"), unmark, label(benchKeys.Revert, "as in the file"),
	}
}

// rowKeys names what the keys do to the row under the cursor.
func (c *contactsScreen) rowKeys() []key.Binding {
	row, ok := c.here()
	if !ok || c.desk.campaign.ReadOnly() {
		return []key.Binding{global.Next}
	}
	v := c.list().Verdict(row)
	line := []key.Binding{global.Next}
	all := c.allKey(row)
	switch {
	case v.Suggested():
		return append(line, label(benchKeys.Fix, "accept"), all, benchKeys.Edit, benchKeys.LeaveOut)
	case v.Out == model.CalledRecently:
		return append(line, label(benchKeys.Fix, "call again"))
	case v.Out == model.InUnfinished:
		return append(line, label(benchKeys.Fix, "move here"))
	case v.TakesIn():
		return append(line, label(benchKeys.LeaveOut, "take back in"))
	case v.Out != model.NotExcluded:
		return line
	case v.State == model.Duplicate:
		return append(line, benchKeys.Duplicates, benchKeys.Edit, benchKeys.LeaveOut)
	case v.State == model.ToFix && v.Fix != model.FixNone:
		return append(line, label(benchKeys.Fix, "choose"), all, benchKeys.Edit, benchKeys.LeaveOut)
	case c.emailToFix(row):
		return append(line, label(benchKeys.Fix, "fix the email"), all, benchKeys.Edit, benchKeys.LeaveOut)
	case c.list().CauseOf(row).Warning == model.NameCase:
		return append(line, label(benchKeys.Fix, "fix the name"), all, benchKeys.Edit, benchKeys.LeaveOut)
	}
	return append(line, label(benchKeys.Fix, "type it"), benchKeys.Edit, benchKeys.LeaveOut, all)
}

// allKey names what one key does to every row with the cause of one, and is off
// where there is nothing it does.
func (c *contactsScreen) allKey(row int) key.Binding {
	cause, ok := c.causes.find(c.list().CauseOf(row))
	all := label(benchKeys.All, "all "+widget.Count(cause.Rows))
	if cause.State == model.Ready {
		all = label(benchKeys.All, allWords(cause))
	}
	all.SetEnabled(ok && cause.Fix != model.FixNone)
	return all
}

// allWords says in a few words what is done to all rows of a cause.
func allWords(cause model.Cause) string {
	rows := widget.Count(cause.Rows)
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
func (c *contactsScreen) causeKeys() []key.Binding {
	cause, ok := c.causes.here()
	if !ok || c.desk.campaign.ReadOnly() {
		return []key.Binding{label(benchKeys.Pane, "rows")}
	}
	line := []key.Binding{benchKeys.Preview}
	if cause.Fix != model.FixNone {
		line = append(line, label(benchKeys.All, allWords(cause)))
	}
	return append(line, benchKeys.LeaveOut, label(benchKeys.Pane, "rows"), benchKeys.Undo)
}
