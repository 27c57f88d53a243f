package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"callsheet/model"
	"callsheet/model/atomicfile"
	"callsheet/model/reason"
)

// KeepTimeZone writes the zone of the operator's own clock, by its IANA name, into the
// settings file, and nothing else of it is changed. A file that cannot be read is left as
// it is. Errors are sentences for the operator.
func KeepTimeZone(name string) error {
	path := Path()
	// A settings file is often a link to where somebody keeps all of theirs.
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	} else if !errors.Is(err, fs.ErrNotExist) {
		return unkept(err)
	}
	data, err := readFile(path)
	if err != nil {
		return err
	}
	var before file
	if err := decode(path, data, &before, example); err != nil {
		return err
	}
	after := withTimeZone(data, name)
	var f file
	if err := decode(path, after, &f, example); err != nil || f.TimeZone != name {
		return model.UserError(fmt.Sprintf("Your time zone cannot be written into %s. Write timezone = %q at its top.", path, name))
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return unkept(err)
	}
	err = atomicfile.Replace(path+".part", path, func(w io.Writer) error {
		_, err := w.Write(after)
		return err
	})
	if err != nil {
		return unkept(err)
	}
	return nil
}

func unkept(err error) error {
	return model.UserError(fmt.Sprintf("Your time zone is used, but %s cannot be written: %s.", Path(), reason.Of(err)))
}

// withTimeZone is a settings file with a zone in place of the one it has, or at its top,
// where no table has begun.
func withTimeZone(data []byte, name string) []byte {
	set := fmt.Sprintf("timezone = %q", name)
	lines := strings.SplitAfter(string(data), "\n")
	for _, e := range entriesOf(data) {
		if e.is("timezone") && e.table == 0 && e.line >= 1 && e.line <= len(lines) {
			end := ""
			if strings.HasSuffix(lines[e.line-1], "\n") {
				end = "\n"
			}
			lines[e.line-1] = set + end
			return []byte(strings.Join(lines, ""))
		}
	}
	return append([]byte(set+"\n"), bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))...)
}
