package store

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"modernc.org/sqlite"

	"callsheet/model"
	"callsheet/model/reason"
)

// Primary result codes of SQLite that mean something to an operator
// (https://www.sqlite.org/rescode.html).
const (
	codePerm     = 3
	codeBusy     = 5
	codeLocked   = 6
	codeReadOnly = 8
	codeIO       = 10
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// code is the primary result code of SQLite's that an error stems from, 0 when
// it is none of SQLite's.
func code(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

// cannotShare reports whether the memory that a write-ahead log needs cannot be
// had (SQLITE_IOERR_SHMOPEN, SHMSIZE, SHMLOCK and SHMMAP).
func cannotShare(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == codeIO && e.Code()>>8 >= 18 && e.Code()>>8 <= 21
}

func isBusy(err error) bool { return code(err) == codeBusy || code(err) == codeLocked }

// WriteError says that the disk took nothing: what was to be saved is not saved,
// and what was saved before is as it was. Trying again is right once there is
// room.
type WriteError struct {
	Path string // the database
	Err  error
}

func (e *WriteError) Error() string {
	dir := filepath.Dir(e.Path)
	c := code(e.Err)
	switch {
	case c == codeFull || errors.Is(e.Err, syscall.ENOSPC):
		return fmt.Sprintf("The disk is full: nothing more can be saved in %s. Make room on it.", dir)
	case c == codeReadOnly || c == codePerm || errors.Is(e.Err, syscall.EROFS) || errors.Is(e.Err, fs.ErrPermission):
		return fmt.Sprintf("Nothing can be saved in %s: the disk or the folder is read-only. Make it writable.", dir)
	case c == codeCantOpen:
		return fmt.Sprintf("Nothing can be saved in %s: no file can be opened there. The disk or the folder may be read-only, or the disk full.", dir)
	case c == codeBusy || c == codeLocked:
		return fmt.Sprintf("Nothing could be saved in %s: another Callsheet has been writing there for more than %d s. Close it if it hangs.", dir, int(busyTimeout.Seconds()))
	case c == 0:
		return fmt.Sprintf("Nothing can be saved in %s: %s.", dir, reason.Of(e.Err))
	}
	return fmt.Sprintf("The disk does not take what is to be saved in %s (%s). It may be failing, or your share of it used up.", dir, reason.Of(e.Err))
}

func (e *WriteError) Unwrap() error { return e.Err }

func isWriteError(err error) bool {
	_, ok := errors.AsType[*WriteError](err)
	return ok
}

// damage is what of a campaign cannot be read; the rest of it is there.
type damage struct {
	lost   []string // "its columns"
	err    error    // why, of the first
	locked bool     // it decides who is called, or what was sent
}

func (d *damage) add(what string, err error) {
	if d.err == nil {
		d.err = err
	}
	d.lost = append(d.lost, what)
}

// addLocking is add for what nothing can be changed or sent without.
func (d *damage) addLocking(what string, err error) {
	d.add(what, err)
	d.locked = true
}

// words says what is lost of a campaign, what can be done with the rest, and
// what to do; "" when nothing is lost.
func (d damage) words(path, name string) string {
	if len(d.lost) == 0 {
		return ""
	}
	lost := d.lost[0]
	if n := len(d.lost); n > 1 {
		lost = strings.Join(d.lost[:n-1], ", ") + " and " + d.lost[n-1]
	}
	text := fmt.Sprintf("What is kept of %q in %s is damaged: %s cannot be read (%v). The rest of it is here.", name, path, lost, d.err)
	if d.locked {
		return text + " It can be looked at, and what runs of it can be watched and cancelled, but nothing of it can be changed or sent. Put the file back from a backup, or start a new campaign with the same list."
	}
	return text + " Look over its columns and options before you go on."
}

// errGone is what becomes of changes to a campaign that another console forgot.
const errGone = model.UserError("This campaign is not kept here any more: it was forgotten. Start it again from its file.")

// busyTimeout is how long a write waits for another console's. Transactions
// are short; nobody should ever come near it.
const busyTimeout = 10 * time.Second

var (
	// errNotOurs is a sound database that some other program made.
	errNotOurs = errors.New("it belongs to another program")
	// errNoVersion is one of ours that no version of ours can have made.
	errNoVersion = errors.New("it is of no version there is")
)

// errOtherVersion is a database that would have to be brought up to date first.
var errOtherVersion = errors.New("it is of another version")

// errReadOnly is why nothing is written into a store that is only read.
var errReadOnly = errors.New("it is only looked at")
