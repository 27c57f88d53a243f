package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"callsheet/importer"
	"callsheet/model"
	"callsheet/model/misread"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// files fills the console's port to contact lists with the importer.
type files struct{}

func (files) Open(ctx context.Context, path string) (session.File, error) {
	given := path
	path = expandHome(path)
	source, err := importer.Open(ctx, path)
	if err != nil {
		return nil, notHere(given, path, err)
	}
	return file{source}, nil
}

func (files) Resolve(path string) string {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if target, err := filepath.EvalSymlinks(absolute); err == nil {
		return target
	}
	return absolute // it is gone; its name is left
}

// expandHome replaces a leading ~ as a shell does. Blanks around a path that
// were pasted along are taken off, unless there is a file of that very name.
func expandHome(path string) string {
	if _, err := os.Lstat(path); err == nil {
		return path
	}
	path = model.FileOfAddress(strings.TrimSpace(path))
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == filepath.Separator) {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return path
}

func (files) Folder(ctx context.Context, path string, limit int) (session.Folder, error) {
	path = expandHome(path)
	absolute, err := filepath.Abs(path)
	if err != nil {
		return session.Folder{Path: path}, model.UserError(fmt.Sprintf("The folder %s cannot be found.", path))
	}
	folder := session.Folder{Path: absolute}
	dir, err := os.Open(absolute)
	if err != nil {
		return folder, model.UserError(fmt.Sprintf("The folder %s cannot be opened. Type another path.", absolute))
	}
	defer dir.Close()
	// A folder may hold a million files: read a bounded part of it.
	names, err := dir.ReadDir(10 * limit)
	folder.More = err == nil && len(names) == 10*limit
	for _, d := range names {
		if ctx.Err() != nil {
			return folder, ctx.Err()
		}
		info, err := os.Stat(filepath.Join(absolute, d.Name()))
		if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
			continue
		}
		entry := session.Entry{Name: d.Name(), IsFolder: info.IsDir(), Size: info.Size(), Changed: info.ModTime()}
		if d.Type()&os.ModeSymlink != 0 {
			if entry.Target, err = os.Readlink(filepath.Join(absolute, d.Name())); err != nil {
				continue
			}
		}
		folder.Entries = append(folder.Entries, entry)
	}
	slices.SortFunc(folder.Entries, func(a, b session.Entry) int {
		if a.IsFolder != b.IsFolder {
			if a.IsFolder {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	if len(folder.Entries) > limit {
		folder.Entries, folder.More = folder.Entries[:limit], true
	}
	return folder, nil
}

// file is one recognised list.
type file struct{ source *importer.Source }

func (f file) Info() session.FileInfo {
	info := session.FileInfo{Path: f.source.Path(), Target: f.source.Target(), Format: f.source.Format(), Size: f.source.Size(), Changed: f.source.Changed()}
	for _, s := range f.source.Sheets() {
		info.Sheets = append(info.Sheets, session.Sheet{Name: s.Name, Hidden: s.Hidden, Rows: s.Rows})
	}
	return info
}

func (f file) Close() error { return f.source.Close() }

func (f file) Preview(ctx context.Context, how session.ReadOptions, rows int) (session.Imported, error) {
	result, err := f.source.Preview(ctx, options(how), rows)
	return f.imported(result), err
}

func (f file) Read(ctx context.Context, how session.ReadOptions, progress *table.Progress) (session.Imported, error) {
	result, err := f.source.Read(ctx, options(how), progress)
	list := f.imported(result)
	if err == nil {
		list.Origin.Size = f.source.Size()
		// Without it the list is known by its path alone.
		list.Origin.Digest, _ = f.source.Digest(ctx)
	}
	return list, err
}

func (f file) Readings(ctx context.Context, how session.ReadOptions, cells []misread.SpoiltCell) ([]table.Reading, error) {
	return f.source.Readings(ctx, options(how), cells)
}

func (f file) Digest(ctx context.Context) (string, error) { return f.source.Digest(ctx) }

func options(how session.ReadOptions) importer.Options {
	o := importer.Options{Sheet: how.Sheet, HeaderRow: how.HeaderRow, Encoding: how.Encoding, Delimiter: how.Delimiter, Hidden: how.Hidden}
	if how.FindHeader {
		o.HeaderRow = importer.FindHeader
	}
	return o
}

func (f file) imported(r *importer.Result) session.Imported {
	if r == nil {
		return session.Imported{}
	}
	// It may be opened again from any folder.
	path := f.source.Path()
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	return session.Imported{
		Table: r.Table,
		Origin: model.Origin{
			Path: path, Format: r.Format, Encoding: r.Encoding, Delimiter: r.Delimiter, Sheet: r.Sheet, HeaderRow: r.HeaderRow,
		},
		Guessed: r.Guessed, Samples: r.Samples, HiddenColumns: r.HiddenColumns,
		Mended: r.Mended, Long: r.Long, Lossy: r.Lossy, Aside: r.Aside, Hidden: r.Hidden,
	}
}
