package contacts

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
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

// export saves the repaired list as a file.
type export struct {
	console  *screen.Console
	replaces string // path of the file that a question asks to replace
}

// ask asks where the repaired list goes.
func (e *export) ask() effect {
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
	list, files := list.Snapshot(), e.console.Config.Files
	path = e.console.SavePath(path)
	return task{"the list is being saved", list.Len(), list.Len(), func(ctx context.Context, w *work) tea.Msg {
		saved, err := files.Save(ctx, path, list, replace, &w.read)
		return listSaved{path, saved, list.Len(), err}
	}}
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
