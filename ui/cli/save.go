package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"callsheet/importer"
	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/printable"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// Numbers reads a do-not-call list as the command that imports one does. The
// wrong country puts strangers on the list and leaves those off who asked.
func (files) Numbers(ctx context.Context, path string, word session.Word, progress *table.Progress) (session.Numbers, error) {
	path = expandHome(path)
	sessions := session.Session{Files: files{}}
	file, err := sessions.Files.Open(ctx, path)
	if err != nil {
		return session.Numbers{}, err
	}
	defer file.Close()
	// Who is filtered out of the sheet asked not to be called all the same.
	opened, err := sessions.Read(ctx, file, session.ReadOptions{FindHeader: true, Hidden: true}, word, progress)
	if err != nil {
		return session.Numbers{}, err
	}
	name := printable.Text(filepath.Base(path), maxCell)
	switch doubt := opened.Country.Doubt(); {
	case opened.Country.Unanswered():
		return session.Numbers{Name: name, Country: opened.Country}, nil
	case doubt != "" && word.From != columns.FromOperator:
		return session.Numbers{}, model.UserError(fmt.Sprintf("Nothing was listed of %s, so that no stranger is. %s Import it with `callsheet dnc import %s --region %s`.", name, doubt, shellWord(path), opened.Country.Candidates[0].Region))
	}
	list, err := sessions.Evaluate(ctx, opened.Campaign(), model.Edits{}, nil)
	if err != nil {
		return session.Numbers{}, err
	}
	columns := phoneColumns(list.Mapping)
	if len(columns) == 0 {
		return session.Numbers{}, model.UserError(fmt.Sprintf("No column of %s holds numbers, as far as can be told. Name the column Phone in the file and import it again.", name))
	}
	takes, err := dncRows{}.takes(list, name, path)
	if err != nil {
		return session.Numbers{}, err
	}
	numbers, problems := numbersOf(list, columns, takes)
	return session.Numbers{Name: name, Numbers: numbers, Unread: len(problems), Country: opened.Country}, nil
}

// Save writes a list so that no half list is ever found under its name.
func (files) Save(ctx context.Context, path string, list *model.List, replace bool, progress *table.Progress) (string, error) {
	return saveList(ctx, path, replace, func(w io.Writer, format string) error {
		return importer.Export(ctx, w, format, list, progress)
	})
}

// SaveRows is Save of some rows.
func (files) SaveRows(ctx context.Context, path string, list *model.List, rows []int32, replace bool, progress *table.Progress) (string, error) {
	return saveList(ctx, path, replace, func(w io.Writer, format string) error {
		return importer.ExportRows(ctx, w, format, list, rows, progress)
	})
}

func saveList(ctx context.Context, path string, replace bool, write func(w io.Writer, format string) error) (string, error) {
	path, err := filepath.Abs(expandHome(path))
	if err != nil {
		return "", model.UserError("This path cannot be used. Type another.")
	}
	format := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	err = writeWhole(ctx, path, replace, func(w io.Writer) error { return write(w, format) })
	if err != nil {
		return "", cannotWrite(path, err)
	}
	return path, nil
}
