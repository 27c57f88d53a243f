package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"callsheet/importer"
	"callsheet/model"
	"callsheet/ui"
)

// Numbers reads a do-not-call list as the command that imports one does.
func (files) Numbers(ctx context.Context, path string, region model.Region, progress *ui.ReadProgress) (ui.Numbers, error) {
	path = expandHome(path)
	source, err := importer.Open(ctx, path)
	if err != nil {
		return ui.Numbers{}, err
	}
	defer source.Close()
	read, err := source.Read(ctx, importer.Options{HeaderRow: importer.FindHeader}, (*importer.Progress)(progress))
	if err != nil {
		return ui.Numbers{}, err
	}
	mapping := model.GuessMapping(read.Table, region).Keyed()
	name := model.CleanText(filepath.Base(path), maxCell)
	chosen := model.ChooseRegion(read.Table, mapping, region, model.FromOperator)
	if doubt := chosen.Doubt(); doubt != "" {
		return ui.Numbers{}, model.Advice(fmt.Sprintf("Nothing was listed of %s, so that no stranger is. %s Import it with `callsheet dnc import %s --region %s`.", name, doubt, shellWord(path), chosen.Candidates[0].Region))
	}
	list, err := model.Diagnose(ctx, read.Table, mapping, chosen.Region, model.Edits{}, nil)
	if err != nil {
		return ui.Numbers{}, err
	}
	columns := phoneColumns(list.Mapping)
	if len(columns) == 0 {
		return ui.Numbers{}, model.Advice(fmt.Sprintf("No column of %s holds numbers, as far as can be told. Name the column Phone in the file and import it again.", name))
	}
	takes, err := dncRows{}.takes(list, name, path)
	if err != nil {
		return ui.Numbers{}, err
	}
	numbers, problems := numbersOf(list, columns, takes)
	return ui.Numbers{Name: name, Numbers: numbers, Unread: len(problems)}, nil
}

// Save writes a list so that no half list is ever found under its name.
func (files) Save(ctx context.Context, path string, list *model.List, replace bool, progress *ui.ReadProgress) (string, error) {
	path, err := filepath.Abs(expandHome(path))
	if err != nil {
		return "", model.Advice("This path cannot be used. Type another.")
	}
	format := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	err = writeWhole(ctx, path, replace, func(w io.Writer) error {
		return importer.Export(ctx, w, format, list, (*importer.Progress)(progress))
	})
	if err != nil {
		return "", cannotWrite(path, err)
	}
	return path, nil
}
