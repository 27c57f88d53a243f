package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"callsheet/importer"
	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// SaveResults writes results into a copy of the file they are of, where that is what it
// was, otherwise into a list made of the rows that are stored.
func (files) SaveResults(ctx context.Context, path string, from session.ResultsSource, replace bool, progress *table.Progress) (session.SavedResults, error) {
	path, err := filepath.Abs(expandHome(path))
	if err != nil {
		return session.SavedResults{}, model.UserError("This path cannot be used. Type another.")
	}
	if err := notTheList(path, from.Origin); err != nil {
		return session.SavedResults{}, err
	}
	added := importer.AddedColumns{Header: from.Header, Rows: from.Rows, Cells: from.Cells}
	saved := session.SavedResults{Path: path}
	source, why := originalOf(ctx, path, from.Origin)
	if why == nil {
		defer source.Close()
		var done importer.Annotated
		o := from.Origin
		how := importer.Options{Sheet: o.Sheet, HeaderRow: o.HeaderRow, Encoding: o.Encoding, Delimiter: o.Delimiter}
		err = writeWhole(ctx, path, replace, func(w io.Writer) error {
			done, why = source.Annotate(ctx, w, how, added, progress)
			return why
		})
		if err == nil {
			saved.Original, saved.Unfit, saved.Nameless = true, done.Unfit, done.Nameless
			return saved, nil
		}
		if why == nil || errors.Is(err, fs.ErrExist) || ctx.Err() != nil {
			return session.SavedResults{}, cannotWrite(path, err)
		}
	}
	saved.Why = printable.Text(reason.Sentence(why), maxLine)
	format := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	err = writeWhole(ctx, path, replace, func(w io.Writer) error {
		return importer.ExportWith(ctx, w, format, from.List, added, progress)
	})
	if err != nil {
		return session.SavedResults{}, cannotWrite(path, err)
	}
	return saved, nil
}

// SaveReport writes a report, but never over the list that it is of.
func (files) SaveReport(ctx context.Context, path, text string, list model.Origin, replace bool) (string, error) {
	path, err := filepath.Abs(expandHome(path))
	if err != nil {
		return "", model.UserError("This path cannot be used. Give another.")
	}
	if err := notTheList(path, list); err != nil {
		return "", err
	}
	err = writeWhole(ctx, path, replace, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err != nil {
		return "", cannotWrite(path, err)
	}
	return path, nil
}

// originalOf opens the file that a list came from, to be copied under a name; an error is
// why it cannot be, in words for the operator.
func originalOf(ctx context.Context, to string, o model.Origin) (*importer.Source, error) {
	name := printable.Text(filepath.Base(o.Path), maxCell)
	if o.Path == "" || o.Digest == "" {
		return nil, model.UserError("It is not known of which file this list is.")
	}
	source, err := importer.Open(ctx, o.Path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, model.UserError(fmt.Sprintf("%s is not where it was.", name))
		}
		return nil, err
	}
	digest, err := source.Digest(ctx)
	switch {
	case err != nil:
	case digest != o.Digest:
		err = model.UserError(fmt.Sprintf("%s was changed since it was read.", name))
	case !source.KeepsAs(ctx, filepath.Ext(to)):
		err = model.UserError(fmt.Sprintf("%s cannot be copied under a name that ends in %s.", name, filepath.Ext(to)))
	}
	if err != nil {
		source.Close()
		return nil, err
	}
	return source, nil
}

// isSameFile reports whether two paths lead to one file.
func isSameFile(path, other string) bool {
	a, err := os.Stat(path)
	if err != nil {
		return false
	}
	b, err := os.Stat(other)
	return err == nil && os.SameFile(a, b)
}

// notTheList returns an error where a file is the one that the list of a campaign came from.
func notTheList(path string, from model.Origin) error {
	if isSameFile(path, from.Path) {
		return model.UserError(fmt.Sprintf("%s is the very list of the campaign, which stays as it is. Give another name.", path))
	}
	return nil
}
