package store

import (
	"context"
	"database/sql"
	"os"
	"sync"

	"callsheet/model"
)

// identity is which database is open, and how far it was seen to have come: what
// tells it from another one, or an older copy, that took its place meanwhile.
type identity struct {
	path  string // of the database
	files []openFile

	mu   sync.Mutex
	seen witness // how far the database was, at the latest
}

// openFile is one of the files the database consists of, as it was opened.
type openFile struct {
	path string
	info os.FileInfo
}

// noteFiles remembers which files are open. database is what lay at its place
// before it was opened.
func (i *identity) noteFiles(database os.FileInfo) error {
	i.files = []openFile{{i.path, database}}
	for _, path := range []string{i.path + "-wal", i.path + "-shm"} {
		if info, err := os.Stat(path); err == nil {
			i.files = append(i.files, openFile{path, info})
		}
	}
	return i.inPlace()
}

// inPlace returns a *model.LostError when the files that are open are not
// those at their place. They are not opened for that: closing them would drop the
// locks this process has on them.
func (i *identity) inPlace() error {
	for _, f := range i.files {
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
func (i *identity) advance(ctx context.Context, tx *sql.Tx) (witness, error) {
	var w witness
	err := tx.QueryRowContext(ctx, `UPDATE identity SET written = written + 1 RETURNING id, written`).Scan(&w.id, &w.written)
	if err == nil && i.isBehind(w) {
		err = &model.LostError{Path: i.path, Why: model.LossOlder}
	}
	return w, err
}

// isBehind reports whether the database is not the one that was open, or not as
// far as it was seen to be.
func (i *identity) isBehind(w witness) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return w.id != i.seen.id || w.written < i.seen.written
}

// saw notes how far the database has come.
func (i *identity) saw(w witness) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.seen.id == "" || w.written > i.seen.written {
		i.seen = w
	}
}
