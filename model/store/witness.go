package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"callsheet/model"
)

// WitnessFile is the name of the file beside the database that says that it is
// used, and how far it had come: it tells an older copy, or an empty file, from
// the database that knows who was called last.
const WitnessFile = "callsheet.witness"

// witness is what the file says.
type witness struct {
	id      string // of the store
	written int64  // transactions so far, when something was sent last
}

const (
	witnessForm    = "callsheet %s %d\n"
	maxWitnessSize = 200
)

var errDamagedWitness = errors.New("what it says is not whole")

func (s *Store) witnessPath() string { return filepath.Join(filepath.Dir(s.path), WitnessFile) }

// readWitness reads the file; found is false when there is none.
func (s *Store) readWitness() (w witness, found bool, err error) {
	info, err := os.Lstat(s.witnessPath())
	if errors.Is(err, fs.ErrNotExist) {
		return w, false, nil
	}
	if err == nil && (!info.Mode().IsRegular() || info.Size() > maxWitnessSize) {
		err = errDamagedWitness
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(s.witnessPath())
	}
	if err == nil {
		if _, err = fmt.Sscanf(string(data), witnessForm, &w.id, &w.written); err != nil || string(data) != fmt.Sprintf(witnessForm, w.id, w.written) {
			err = errDamagedWitness
		}
	}
	if err != nil {
		return w, true, model.UserError(fmt.Sprintf("%s cannot be read (%v), so it is not known whether %s is the latest. Nothing is sent. If it is, move %[1]s away and start again.", s.witnessPath(), err, s.path))
	}
	return w, true, nil
}

// writeWitness puts a new file in the place of the one there is, on the disk.
func (s *Store) writeWitness(w witness) error {
	fresh := s.witnessPath() + ".new"
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return err
	}
	err = f.Chmod(fileMode) // whatever the umask
	if err == nil {
		_, err = fmt.Fprintf(f, witnessForm, w.id, w.written)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(fresh, s.witnessPath())
	}
	if err != nil {
		os.Remove(fresh)
		return err
	}
	// Where a folder cannot be synced, the file system keeps the order itself.
	if dir, err := os.Open(filepath.Dir(s.path)); err == nil {
		_ = dir.Sync()
		dir.Close()
	}
	return nil
}

// openFile is one of the files the database consists of, as it was opened.
type openFile struct {
	path string
	info os.FileInfo
}

// noteFiles remembers which files are open. database is what lay at its place
// before it was opened.
func (s *Store) noteFiles(database os.FileInfo) error {
	s.files = []openFile{{s.path, database}}
	for _, path := range []string{s.path + "-wal", s.path + "-shm"} {
		if info, err := os.Stat(path); err == nil {
			s.files = append(s.files, openFile{path, info})
		}
	}
	return s.atItsPlace()
}

// atItsPlace returns a *model.LostError when the files that are open are not
// those at their place. They are not opened for that: closing them would drop the
// locks this process has on them.
func (s *Store) atItsPlace() error {
	for _, f := range s.files {
		now, err := os.Stat(f.path)
		switch {
		case err != nil:
			return &model.LostError{Path: f.path, Why: model.LossGone}
		case !os.SameFile(f.info, now):
			return &model.LostError{Path: f.path, Why: model.LossReplaced}
		}
	}
	return nil
}

// advance counts a transaction, which may take place only in the database that
// the ones before took place in.
func (s *Store) advance(ctx context.Context, tx *sql.Tx) (witness, error) {
	var w witness
	err := tx.QueryRowContext(ctx, `UPDATE identity SET written = written + 1 RETURNING id, written`).Scan(&w.id, &w.written)
	if err == nil && s.isBehind(w) {
		err = &model.LostError{Path: s.path, Why: model.LossOlder}
	}
	return w, err
}

// isBehind reports whether the database is not the one that was open, or not as
// far as it was seen to be.
func (s *Store) isBehind(w witness) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return w.id != s.seen.id || w.written < s.seen.written
}

func (s *Store) saw(w witness) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seen.id == "" || w.written > s.seen.written {
		s.seen = w
	}
}

// Check returns an error when what is kept is not at its place any more, or is
// older than it was: a *model.LostError, or a sentence for the operator.
func (s *Store) Check(ctx context.Context) error {
	if s.writer == nil {
		return s.atItsPlace() // it is only looked at
	}
	if err := s.forgetRead(ctx); err != nil {
		return err
	}
	_, _, err := s.checkWitness(ctx, s.writer)
	return err
}

// forgetRead makes the writer read from the disk anew: of another file that is
// written over the one it has open SQLite does not learn.
func (s *Store) forgetRead(ctx context.Context) error {
	_, err := s.writer.ExecContext(ctx, `PRAGMA shrink_memory`)
	return s.failed(ctx, err, reading)
}

// checkWitness compares the database with what was seen of it and what its witness says.
func (s *Store) checkWitness(ctx context.Context, q querier) (now, before witness, err error) {
	if err := s.atItsPlace(); err != nil {
		return now, before, err
	}
	if err := q.QueryRowContext(ctx, `SELECT id, written FROM identity`).Scan(&now.id, &now.written); err != nil {
		return now, before, s.failed(ctx, err, reading)
	}
	before, found, err := s.readWitness()
	if err == nil && (s.isBehind(now) || found && (before.id != now.id || before.written > now.written)) {
		err = &model.LostError{Path: s.path, Why: model.LossOlder}
	}
	return now, before, err
}

// bearWitness makes sure that what was written is at its place, and writes down
// beside it how far it has come. Only one does it at a time, and never for what is
// not committed, so that what is written down never is ahead.
func (s *Store) bearWitness(ctx context.Context) error {
	if err := s.forgetRead(ctx); err != nil {
		return err
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.failed(ctx, err, writing)
	}
	defer tx.Rollback()
	now, before, err := s.checkWitness(ctx, tx)
	if err != nil || now == before {
		return err
	}
	if err := s.writeWitness(now); err != nil {
		return &WriteError{s.path, err}
	}
	return s.atItsPlace()
}

// lostWords refuses a folder whose database is not the one that was used there.
func (s *Store) lostWords(what string) error {
	return model.UserError(fmt.Sprintf("%s %s. Who was called is not known without the one that was there, so nothing is sent. "+
		"Put the latest one back. To begin without it, knowing that people may be called twice, move %s away; `callsheet list --remote` then shows what Dialgen has.",
		s.path, what, s.witnessPath()))
}

// Used reports whether campaigns are kept in a folder, or were.
func Used(dir string) bool {
	for _, name := range []string{File, WitnessFile} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}
