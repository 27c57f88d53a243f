package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"callsheet/importer"
	"callsheet/model"
	"callsheet/model/reason"
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
	list, err := model.Diagnose(ctx, read.Table, mapping, guessed(read.Table, mapping, region), model.Edits{}, nil)
	if err != nil {
		return ui.Numbers{}, err
	}
	name := model.CleanText(filepath.Base(path), maxCell)
	columns := phoneColumns(list.Mapping)
	if len(columns) == 0 {
		return ui.Numbers{}, model.Advice(fmt.Sprintf("No column of %s holds numbers, as far as can be told. Name the column Phone in the file and import it again.", name))
	}
	numbers, problems := numbersOf(list, columns)
	return ui.Numbers{Name: name, Numbers: numbers, Unread: len(problems)}, nil
}

func guessed(t *model.Table, m model.Mapping, fallback model.Region) model.Region {
	region, _ := model.GuessRegion(t, m, fallback)
	return region
}

// Save writes a list next to where it is to be and moves it there once it is
// whole, so that no half list is ever found under its name.
func (files) Save(ctx context.Context, path string, list *model.List, replace bool, progress *ui.ReadProgress) (string, error) {
	path, err := filepath.Abs(expandHome(path))
	if err != nil {
		return "", model.Advice("This path cannot be used. Type another.")
	}
	format := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	if _, err := os.Lstat(path); err == nil && !replace {
		return "", fs.ErrExist
	}
	out, err := os.CreateTemp(filepath.Dir(path), ".callsheet-*")
	if err != nil {
		return "", saveError(path, err)
	}
	defer os.Remove(out.Name())
	defer out.Close()
	err = importer.Export(ctx, out, format, list, (*importer.Progress)(progress))
	if err == nil {
		err = errors.Join(out.Sync(), out.Close())
	}
	if err != nil {
		return "", saveError(path, err)
	}
	if replace {
		err = os.Rename(out.Name(), path)
	} else {
		err = placeNew(out.Name(), path)
	}
	return path, saveError(path, err)
}

// placeNew gives a file its name unless something has that name by now.
func placeNew(from, path string) error {
	err := os.Link(from, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	// Some file systems know no links.
	return os.Rename(from, path)
}

// saveError says in a sentence why a list could not be saved.
func saveError(path string, err error) error {
	var advice model.Advice
	switch {
	case err == nil, errors.Is(err, fs.ErrExist), errors.Is(err, context.Canceled), errors.As(err, &advice):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return model.Advice(fmt.Sprintf("There is no folder %s. Choose another place.", filepath.Dir(path)))
	case errors.Is(err, fs.ErrPermission):
		return model.Advice(fmt.Sprintf("Nothing may be written to %s. Choose another place.", filepath.Dir(path)))
	}
	return model.Advice(fmt.Sprintf("The list could not be saved: %s. Free some space, or choose another place.", reason.Of(err)))
}
