package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gofrs/flock"

	"callsheet/model/printable"
)

// holder is this opening of the store, as others see it. It is alive for as
// long as it keeps the lock on its file, which the system takes from it however
// it ends.
type holder struct {
	id      string
	who     string
	host    string // its name, to be shown
	machine string // what tells it from others even when it is renamed
	dir     string // of the lock files
	access  access

	mu   sync.Mutex
	lock *flock.Flock // nil until something is written
}

func newHolder(id, dir, who string) *holder {
	h := &holder{id: id, who: printable.Text(who, 80), dir: filepath.Join(dir, "holders"), access: oneLogin}
	if h.who == "" {
		h.who = "another console"
	}
	h.host, _ = os.Hostname()
	h.machine = h.host
	if id, err := os.ReadFile("/etc/machine-id"); err == nil && len(id) > 0 {
		h.machine = strings.TrimSpace(string(id))
	}
	return h
}

func (h *holder) file(id string) string { return filepath.Join(h.dir, id+".lock") }

// appear takes the lock that shows the holder alive.
func (h *holder) appear() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lock != nil {
		return nil
	}
	if err := h.access.makeFolder(h.dir); err != nil {
		return err
	}
	name := h.file(h.id)
	if err := h.access.makeFile(name); err != nil {
		return err
	}
	lock := flock.New(name)
	ok, err := lock.TryLock()
	if err == nil && !ok {
		err = errors.New("somebody else has it")
	}
	if err != nil {
		os.Remove(name)
		return fmt.Errorf("lock %s: %w", name, err)
	}
	h.lock = lock
	return nil
}

func (h *holder) appeared() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.lock != nil
}

// vanish gives the lock up; its file goes first, so that nobody finds it unlocked.
func (h *holder) vanish() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lock == nil {
		return
	}
	os.Remove(h.lock.Path())
	h.lock.Close()
	h.lock = nil
}

// alive reports whether another holder of this machine still runs. It is asked by
// a shared lock, so that two who ask at once do not take each other for it.
func (h *holder) alive(id string) bool {
	name := h.file(id)
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return false
	}
	probe := flock.New(name, flock.SetFlag(os.O_RDONLY))
	ok, err := probe.TryRLock()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false
	case err != nil:
		return true // not known: better a campaign that is only read than one damaged
	}
	if ok {
		probe.Close()
	}
	return !ok
}
