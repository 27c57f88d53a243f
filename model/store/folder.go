package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"callsheet/model"
	"callsheet/model/atomicfile"
	"callsheet/model/reason"
)

// File is the database's name in the store's folder.
const File = "callsheet.db"

// access is who may use what is stored: one login alone, or the members of a group.
type access struct {
	folder, file fs.FileMode
	group        int // its number; noGroup = whatever the system gives
}

const noGroup = -1

// oneLogin keeps everything its owner's alone.
var oneLogin = access{folder: 0o700, file: 0o600, group: noGroup}

// members lets a group work with what is stored, and nobody else. Whatever is made in
// a folder with the setgid bit is of the folder's group.
func members(group int) access {
	return access{folder: fs.ModeSetgid | 0o770, file: 0o660, group: group}
}

// makeFolder makes a folder, and those above it that are not there, whatever the
// umask. Where it is there, its mode is made right.
func (a access) makeFolder(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if parent := filepath.Dir(dir); parent != dir {
			if _, err := os.Stat(parent); errors.Is(err, fs.ErrNotExist) {
				if err := a.makeFolder(parent); err != nil {
					return err
				}
			}
		}
		return a.newFolder(dir)
	case err != nil:
		return err
	case !info.IsDir():
		return model.UserError(fmt.Sprintf("Campaigns are kept in the folder %s, but that is a file. Move it away and try again.", dir))
	case a.has(info, a.folder):
		return nil
	}
	if err := a.give(dir, a.folder); err != nil {
		return a.refusal(dir, a.folder, err)
	}
	return nil
}

// newFolder makes a folder that is not there. One for several logins has its name only
// once all of them can use it.
func (a access) newFolder(dir string) error {
	name := dir
	if a.group != noGroup {
		name = dir + "." + newID() + ".new"
	}
	if err := os.Mkdir(name, oneLogin.folder); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	err := a.give(name, a.folder)
	if err == nil && name != dir {
		err = os.Rename(name, dir)
	}
	if err != nil && name != dir {
		os.Remove(name)
		if info, there := os.Stat(dir); there == nil && info.IsDir() {
			return nil // somebody else was quicker
		}
	}
	return err
}

// makeFile makes an empty database file, or makes the mode of the one that is there
// right, whatever the umask. SQLite gives the files beside it the same mode. A
// database that is there is never opened here: closing it would drop the locks this
// process has on it.
func (a access) makeFile(path string) error {
	if err := a.newFile(path); !errors.Is(err, fs.ErrExist) {
		return err
	}
	for _, name := range []string{path, path + "-wal", path + "-shm", path + "-journal"} {
		if err := a.takeFile(name); err != nil {
			return err
		}
	}
	return nil
}

// takeFile makes the mode of a file right, if it is there.
func (a access) takeFile(name string) error {
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return model.UserError(fmt.Sprintf("%s is not a file that campaigns can be kept in. Move it away and try again.", name))
	case a.has(info, a.file):
		return nil
	}
	if err := a.give(name, a.file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return a.refusal(name, a.file, err)
	}
	return nil
}

// newFile makes an empty file, and fails with fs.ErrExist where there is one. One for
// several logins has its name only once all of them can use it.
func (a access) newFile(path string) error {
	if a.group != noGroup {
		if _, err := os.Lstat(path); err == nil {
			return fs.ErrExist
		}
		part := path + "." + newID() + ".new"
		return atomicfile.Create(part, path, func(io.Writer) error { return a.give(part, a.file) })
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, a.file)
	if err != nil {
		return err
	}
	f.Close()
	return os.Chmod(path, a.file)
}

// has reports whether a file or folder is used by those who may, and by nobody else.
func (a access) has(info fs.FileInfo, mode fs.FileMode) bool {
	if a.group == noGroup {
		return info.Mode().Perm()&^mode == 0
	}
	const said = fs.ModePerm | fs.ModeSetgid
	return info.Mode()&said == mode && groupOf(info) == a.group
}

// give makes a file or folder usable for those who may use it. A group goes first: with
// another group a folder loses its setgid bit.
func (a access) give(path string, mode fs.FileMode) error {
	if a.group != noGroup {
		if info, err := os.Lstat(path); err != nil || groupOf(info) != a.group {
			if err := os.Chown(path, -1, a.group); err != nil {
				return err
			}
		}
	}
	return os.Chmod(path, mode)
}

// refusal is why something is not used whose mode could not be changed, with the
// command that does.
func (a access) refusal(path string, mode fs.FileMode, err error) error {
	if a.group != noGroup {
		return a.unshared(path, mode)
	}
	what := path
	if mode == a.folder {
		what = "The folder " + path
	}
	return model.UserError(fmt.Sprintf("%s can be read by others, and that cannot be changed (%s). Make it your own: chmod %o.", what, reason.Of(err), mode))
}
