package contacts

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const (
	saveDialog    = "save"
	replaceDialog = "replace"
)

type listSaved struct {
	asked string // the path as it was typed
	path  string // where the list is now
	rows  int
	err   error
}

// export saves the repaired list, or some rows of it as a list of their own, as a file.
type export struct {
	console  *screen.Console
	rows     []int32 // that are saved, in the order of the file; nil = all
	replaces string  // path of the file that a question asks to replace
}

// ask asks where the repaired list goes.
func (e *export) ask() effect {
	e.rows = nil
	return e.askPath()
}

// askRows asks where a list of some rows goes.
func (e *export) askRows(rows []int32) effect {
	e.rows = rows
	return e.askPath()
}

func (e *export) askPath() effect {
	if e.rows != nil {
		return effect{name: saveDialog, ask: widget.NewPathPrompt(e.console.Theme, "Save "+figures.Counted(len(e.rows), "row")+" as a list of their own",
			"With all columns of the file, so that it is read again by what these mean here. What was decided of the rows goes along.",
			"File, ending in .xlsx or .csv", e.console.BesideList(" part.csv"), checkSavePath)}
	}
	return effect{name: saveDialog, ask: widget.NewPathPrompt(e.console.Theme, "Save the repaired list",
		"The cells of the file stay as they were. Columns are added for the number that is dialled, the state of each row and why.",
		"File, ending in .xlsx or .csv", e.console.BesideList(" repaired.xlsx"), checkSavePath)}
}

func checkSavePath(text string) (string, error) {
	switch strings.ToLower(filepath.Ext(strings.TrimSpace(text))) {
	case ".xlsx":
		return "An Excel workbook; phones are text, so no digit is lost.", nil
	case ".csv":
		return "A text file; nothing in it can run as a formula.", nil
	}
	return "", screen.ErrEnding
}

// save writes the list as it is now. What is there already is replaced only when
// the operator has said so.
func (e *export) save(list *model.List, path string, replace bool) task {
	list, files, rows := list.Snapshot(), e.console.Config.Files, e.rows
	path = e.console.SavePath(path)
	if rows != nil {
		return task{"the rows are being saved", len(rows), len(rows), func(ctx context.Context, w *work) tea.Msg {
			saved, err := files.SaveRows(ctx, path, list, rows, replace, &w.read)
			return listSaved{path, saved, len(rows), err}
		}}
	}
	return task{"the list is being saved", list.Len(), list.Len(), func(ctx context.Context, w *work) tea.Msg {
		saved, err := files.Save(ctx, path, list, replace, &w.read)
		return listSaved{path, saved, list.Len(), err}
	}}
}

// saveRowsAction saves the marked rows, or else those that are shown, as a list.
func saveRowsAction(c *Screen) screen.Action {
	marked := c.Table.selected.Len()
	a := screen.Action{ID: "save rows", Title: "Save the marked rows, or those that are shown, as a list", Keys: Keys.SaveRows, Group: listGroup,
		Run: screen.Start(func() tea.Cmd {
			rows := c.Table.selected.Rows()
			if marked == 0 {
				rows = slices.Sorted(slices.Values(c.Table.Rows))
			}
			return c.do(c.export.askRows(rows))
		})}
	if marked > 0 {
		a.Named = screen.Label(Keys.SaveRows, "save "+figures.Count(marked)+" as a list")
	}
	a = a.Refused(c.Background.busy(), c.refuse).Refused(screen.Without(!c.Table.Stale && c.Background.Seek == nil, rowsSought), c.refuse)
	return a.Refused(screen.Without(marked > 0 || len(c.Table.Rows) > 0, "No row is shown."), c.Console.Tell)
}

// askReplace asks whether the file at a path is to be replaced.
func (e *export) askReplace(path string) effect {
	e.replaces = path
	return effect{name: replaceDialog, ask: e.console.ReplaceQuestion(path)}
}

// failed is why the list was not saved; that something is there already is a question.
func (m listSaved) failed() error {
	if errors.Is(m.err, fs.ErrExist) {
		return nil
	}
	return m.err
}

// saved says where the list is, or asks about what is there already.
func (e *export) saved(msg listSaved) effect {
	if msg.err != nil {
		return e.askReplace(msg.asked)
	}
	return effect{kind: widget.Done, say: fmt.Sprintf("Saved %s to %s.", figures.Counted(msg.rows, "row"), printable.Text(msg.path, 200))}
}
