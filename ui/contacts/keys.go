package contacts

import (
	"github.com/charmbracelet/bubbles/key"

	"callsheet/ui/screen"
)

var Keys = struct {
	Fix, Edit, All, LeaveOut, Revert, Undo, Redo, Zone, Sure          key.Binding
	Mark, MarkAll, Duplicates, DoNotCall, Import                      key.Binding
	Pane, Filters, Find, Sort, Columns, GoTo, History, Save, Cells    key.Binding
	SaveRows                                                          key.Binding
	NextProblem, PrevProblem, Up, Down, Top, Bottom, PageUp, PageDown key.Binding
	Preview, Chips, Marked, Problems, Arrows, Pages, Ends, Horizontal key.Binding
}{
	Fix:         screen.Enter("accept or type"),
	Edit:        screen.Bind("e", "edit", "e"),
	All:         screen.Bind("a", "all like it", "a"),
	Sure:        screen.Bind("A", "all sure fixes", "A"),
	LeaveOut:    screen.Bind("x", "leave out", "x"),
	Revert:      screen.Bind("r", "as in the file", "r"),
	Undo:        screen.Bind("u", "undo", "u"),
	Redo:        screen.Bind("ctrl+r", "redo", "ctrl+r"),
	Zone:        screen.Bind("z", "time zone", "z"),
	Mark:        screen.Bind("space", "mark", " "),
	MarkAll:     screen.Bind("M", "mark all shown", "M"),
	Duplicates:  screen.Bind("d", "duplicates", "d"),
	DoNotCall:   screen.Bind("b", "do not call", "b"),
	Import:      screen.Bind("i", "import a list", "i"),
	Pane:        screen.Bind("tab", "other pane", "tab", "shift+tab"),
	Filters:     screen.Bind("f", "all filters", "f"),
	Cells:       screen.Bind("F", "by columns", "F"),
	Find:        screen.Bind("/", "find", "/"),
	Sort:        screen.Bind("s", "sort", "s"),
	Columns:     screen.Bind("c", "columns", "c"),
	GoTo:        screen.Bind("ctrl+g", "go to row", "ctrl+g"),
	History:     screen.Bind("o", "history", "o"),
	Save:        screen.Bind("w", "save as a file", "w"),
	SaveRows:    screen.Bind("W", "save these rows", "W"),
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
	Chips:      screen.Bind("1-9", "show rows", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
	Marked:     screen.Bind("a x r", "for the marked", "a"),
	Problems:   screen.Bind("n p", "next problem", "n"),
	Arrows:     screen.Bind("↑↓", "a row", "up"),
	Pages:      screen.Bind("pgdn", "a page", "pgdown"),
	Ends:       screen.Bind("g G", "first, last", "g"),
	Horizontal: screen.Bind("←→", "columns", "left"),
}
