package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"callsheet/model"
	"callsheet/model/reason"
)

const (
	folderMode = 0o700
	fileMode   = 0o600
	notOwner   = 0o077 // what nobody but the owner may do
)

// ownFolder makes a folder, and those above it that are not there, its owner's
// alone whatever the umask.
func ownFolder(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if parent := filepath.Dir(dir); parent != dir {
			if _, err := os.Stat(parent); errors.Is(err, fs.ErrNotExist) {
				if err := ownFolder(parent); err != nil {
					return err
				}
			}
		}
		if err := os.Mkdir(dir, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		return os.Chmod(dir, folderMode)
	case err != nil:
		return err
	case !info.IsDir():
		return model.UserError(fmt.Sprintf("Campaigns are kept in the folder %s, but that is a file. Move it away and try again.", dir))
	case info.Mode().Perm()&notOwner != 0:
		if err := os.Chmod(dir, folderMode); err != nil {
			return model.UserError(fmt.Sprintf("The folder %s can be read by others, and that cannot be changed (%s). Make it your own: chmod 700.", dir, reason.Of(err)))
		}
	}
	return nil
}

// ownFile makes an empty database file, or takes the one that is there, its
// owner's alone whatever the umask. SQLite gives the files beside it the same
// mode. A database that is there is never opened here: closing it would drop
// the locks this process has on it.
func ownFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if err == nil {
		f.Close()
		return os.Chmod(path, fileMode)
	}
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	for _, name := range []string{path, path + "-wal", path + "-shm", path + "-journal"} {
		info, err := os.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return err
		case !info.Mode().IsRegular():
			return model.UserError(fmt.Sprintf("%s is not a file that campaigns can be kept in. Move it away and try again.", name))
		case info.Mode().Perm()&notOwner != 0:
			if err := os.Chmod(name, fileMode); err != nil {
				return model.UserError(fmt.Sprintf("%s can be read by others, and that cannot be changed (%s). Make it your own: chmod 600.", name, reason.Of(err)))
			}
		}
	}
	return nil
}

// File is the database's name in the store's folder.
const File = "callsheet.db"
