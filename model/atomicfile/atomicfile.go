package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// mode is that of every file: they hold people's numbers, or whom this program called,
// so their owner alone may read them.
const mode fs.FileMode = 0o600

// Replace writes a file at part, which lies in the file system of path, and puts it in
// the place of path once it is whole. On an error path is as before, and nothing is left
// at part.
func Replace(part, path string, write func(io.Writer) error) error {
	return place(part, path, write, os.Rename)
}

// Create is Replace for a name that nothing has yet: it fails with fs.ErrExist where
// something does by then.
func Create(part, path string, write func(io.Writer) error) error {
	return place(part, path, write, func(from, to string) error {
		err := os.Link(from, to)
		switch {
		case err == nil:
			_ = os.Remove(from) // it is there by both names
			return nil
		case errors.Is(err, fs.ErrExist):
			return err
		}
		// Some file systems know no links.
		return os.Rename(from, to)
	})
}

func place(part, path string, write func(io.Writer) error, name func(from, to string) error) error {
	out, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	err = out.Chmod(mode) // whatever the umask
	if err == nil {
		err = write(out)
	}
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err == nil {
		err = name(part, path)
	}
	if err != nil {
		os.Remove(part)
		return err
	}
	// Where a folder cannot be synced, the file system keeps the order itself.
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync()
		dir.Close()
	}
	return nil
}
