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
	"callsheet/ui/widget"
)

const (
	saveDialog    = "save"
	replaceDialog = "replace"
	replaceYes    = "replace"
)

type listSaved struct {
	asked string // the path as it was typed
	path  string // where the list is now
	rows  int
	err   error
}

// askSave asks where the repaired list goes.
func (c *Screen) askSave() {
	c.Console.OpenDialog(c.requests.ID, saveDialog, widget.NewPathPrompt(c.Console.Theme, "Save the repaired list",
		"The cells of the file stay as they were. Columns are added for the number that is dialled, the state of each row and why.",
		"File, ending in .xlsx or .csv", c.savePath(), checkSavePath))
}

// savePath is where the list goes unless the operator says otherwise: beside the
// file it came from.
func (c *Screen) savePath() string {
	from := c.Console.Campaign.Origin.Path
	name := filepath.Base(from)
	if from == "" {
		name = c.Console.Campaign.Name()
	}
	folder := c.Console.Config.Folder
	if filepath.IsAbs(from) {
		folder = filepath.Dir(from)
	}
	return filepath.Join(folder, strings.TrimSuffix(name, filepath.Ext(name))+" repaired.xlsx")
}

func checkSavePath(text string) (string, error) {
	switch strings.ToLower(filepath.Ext(strings.TrimSpace(text))) {
	case ".xlsx":
		return "An Excel workbook; phones are text, so no digit is lost.", nil
	case ".csv":
		return "A text file; nothing in it can run as a formula.", nil
	}
	return "", model.UserError("Let the name end in .xlsx or .csv.")
}

// save writes the list as it is now. What is there already is replaced only when
// the operator has said so.
func (c *Screen) save(path string, replace bool) tea.Cmd {
	list, files := c.List().Snapshot(), c.Console.Config.Files
	if !filepath.IsAbs(path) && !strings.HasPrefix(path, "~") {
		path = filepath.Join(filepath.Dir(c.savePath()), path) // a mere name is one beside the list
	}
	return c.Background.wait(&work{what: "the list is being saved", total: int64(list.Len())}, func(ctx context.Context, w *work) tea.Msg {
		saved, err := files.Save(ctx, path, list, replace, &w.read)
		return listSaved{path, saved, list.Len(), err}
	})
}

func (c *Screen) listSaved(msg listSaved) {
	if errors.Is(msg.err, fs.ErrExist) {
		c.Background.work = nil
		c.saving = msg.asked
		body := fmt.Sprintf("%s is there already.", printable.Text(msg.asked, 200))
		if filepath.Clean(msg.asked) == filepath.Clean(c.Console.Campaign.Origin.Path) {
			body += " It is the very file this campaign was read from."
		}
		c.Console.OpenDialog(c.requests.ID, replaceDialog, widget.NewChoice(c.Console.Theme, "Replace the file?", body, []widget.Option{
			{Value: "no", Label: "Choose another name"},
			{Value: replaceYes, Label: "Replace it", Detail: "what is in it now is lost", Danger: true},
		}))
		return
	}
	if c.ended(msg.err) {
		c.Console.Notify(widget.Done, fmt.Sprintf("Saved %s to %s.", figures.Counted(msg.rows, "row"), printable.Text(msg.path, 200)))
	}
}

func (c *Screen) answerReplace(value string) tea.Cmd {
	if value != replaceYes {
		c.askSave()
		return nil
	}
	return c.save(c.saving, true)
}
