package screen

import (
	"fmt"
	"path/filepath"
	"strings"

	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/ui/widget"
)

// ReplaceYes answers ReplaceQuestion: what is there is to be replaced.
const ReplaceYes = "replace"

// BesideList is where a file goes unless the operator says otherwise: beside the file the
// campaign's list came from, under its name with an ending such as " repaired.xlsx".
func (c *Console) BesideList(ending string) string {
	from := c.Campaign.Origin.Path
	name := filepath.Base(from)
	if from == "" {
		name = c.Campaign.Name()
	}
	return filepath.Join(c.listFolder(), strings.TrimSuffix(name, filepath.Ext(name))+ending)
}

func (c *Console) listFolder() string {
	folder := filepath.Dir(c.Campaign.Origin.Path)
	if !filepath.IsAbs(folder) || c.Config.Passing != "" && folder == filepath.Clean(c.Config.Passing) {
		return c.Config.Folder
	}
	return folder
}

// SavePath is the path of a file as the operator typed it: a mere name is one beside the list.
func (c *Console) SavePath(typed string) string {
	if filepath.IsAbs(typed) || strings.HasPrefix(typed, "~") {
		return typed
	}
	return filepath.Join(c.listFolder(), typed)
}

// ReplaceQuestion asks whether the file at a path is to be replaced.
func (c *Console) ReplaceQuestion(path string) widget.Dialog {
	body := fmt.Sprintf("%s is there already.", printable.Text(path, 200))
	if filepath.Clean(path) == filepath.Clean(c.Campaign.Origin.Path) {
		body += " It is the very file this campaign was read from."
	}
	return widget.NewChoice(c.Theme, "Replace the file?", body, []widget.Option{
		{Value: "no", Label: "Choose another name"},
		{Value: ReplaceYes, Label: "Replace it", Detail: "what is in it now is lost", Danger: true},
	})
}

// ErrEnding is a name that says of no format in which a list can be saved.
const ErrEnding = model.UserError("Let the name end in .xlsx or .csv.")
