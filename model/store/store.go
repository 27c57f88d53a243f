package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"callsheet/model"
	"callsheet/model/reason"
)

// Options says who works with the store, and by which clock.
type Options struct {
	Who   string           // who holds campaigns: "anna, terminal pts/3"
	Now   func() time.Time // the ledger's clock; nil = time.Now
	Guard time.Duration    // how long a called number is guarded; 0 = model.GuardPeriod

	// Service is the name of the service that is worked with: whether numbers
	// are guarded by real calls or by rehearsals; "" = by real calls.
	Service string

	// Shared says that the folder is one that several logins of this host share by its
	// group. It has to be there, and is never made anybody's alone.
	Shared bool

	vfs      string                                 // SQLite's way to the disk, for tests; "" = its own
	rollback bool                                   // no write-ahead log, wherever the folder is
	reach    func(dir string) (network, local bool) // for tests; nil = the function
}

// Store is one opening of the folder campaigns are stored in, by what is stored
// there. Any number may be open on one host; it may be used by many goroutines,
// but the records of one campaign have to be saved by one call after another.
type Store struct {
	Campaigns  *Campaigns
	Ledger     *Ledger
	Guards     *Guards
	DoNotCall  *DoNotCallList
	Remembered *Remembered
	Evidence   *Evidence
	Team       *Team

	db    *database
	locks *locks
}

// newStore is a store in a folder that is not opened yet.
func newStore(dir string, o Options) *Store {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Guard == 0 {
		o.Guard = model.GuardPeriod
	}
	if o.reach == nil {
		o.reach = reach
	}
	db := newDatabase(dir, o.Who, o.vfs, o.Now)
	db.reach = o.reach
	locks := &locks{db}
	record := &Evidence{db}
	batches := &batchTable{db: db, evidence: record, unsent: map[string]bool{}}
	guards := &Guards{db: db, batches: batches, period: o.Guard, service: o.Service}
	ledger := &Ledger{db: db, locks: locks, batches: batches, guards: guards, evidence: record}
	return &Store{
		Campaigns:  &Campaigns{db: db, locks: locks, batches: batches, rows: &rowSets{db: db}, ledger: ledger, guards: guards, evidence: record},
		Ledger:     ledger,
		Guards:     guards,
		DoNotCall:  &DoNotCallList{db},
		Remembered: &Remembered{db},
		Evidence:   record,
		Team:       &Team{db: db, batches: batches, guards: guards, ledger: ledger, locks: locks},
		db:         db,
		locks:      locks,
	}
}

// Open opens the store in a folder, which is made when it is not there, and
// brings a database of an earlier version up to date. Folder and files are its
// owner's alone afterwards, or their group's where they are shared, whatever the umask. The errors are sentences for the
// operator; a *WriteError means that the disk takes nothing.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, model.UserError("The folder for campaigns cannot be found: " + reason.Of(err) + ".")
	}
	s := newStore(dir, o)
	db := s.db
	network, local := db.reach(dir)
	if err := db.enter(dir, o.Shared, network); err != nil {
		return nil, db.unwritable(err)
	}
	before, used, err := db.witness().read()
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(db.path); used && errors.Is(err, fs.ErrNotExist) {
		return nil, db.witness().refusal("is not there any more")
	} else if used && err == nil && info.Size() == 0 {
		return nil, db.witness().refusal("is empty")
	}
	if err := db.holder.access.makeFile(db.path); err != nil {
		return nil, db.unwritable(err)
	}
	file, err := os.Stat(db.path)
	if err != nil {
		return nil, db.unwritable(err)
	}
	db.local = local
	if err := db.startShared(ctx, o.rollback || network, used, before); err != nil {
		db.disconnect()
		return nil, err
	}
	// What the dead left behind is only in the way: it can wait for a disk that
	// has room.
	err = s.sweep(ctx)
	if err == nil && !used {
		err = db.updateWitness(ctx)
	}
	if err == nil || isWriteError(err) {
		err = db.identity.noteFiles(file)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// View opens the store in a folder for reading only, without a byte being
// written: for a disk that is full or read-only. A database that is not there, or
// is not of this version, is an error; whatever would change something fails
// with a *WriteError.
func View(ctx context.Context, dir string, o Options) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	s := newStore(dir, o)
	if o.Shared {
		network, _ := s.db.reach(dir)
		if _, err := sharedFolder(dir, network); err != nil {
			return nil, err
		}
	}
	if err := s.db.connectReadOnly(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// Close gives up every campaign that is locked and closes the files. What was
// saved is on the disk already, and what a full disk does not let it clear away the
// next to open the store does.
func (s *Store) Close() error {
	err := s.locks.releaseAll(context.Background())
	s.db.disconnect()
	if _, lost := errors.AsType[*model.LostError](err); lost || isWriteError(err) {
		return nil
	}
	return err
}

// sweep clears away what dead holders left, and what guarded numbers for long
// enough.
func (s *Store) sweep(ctx context.Context) error {
	var dead []string
	err := s.db.write(ctx, func(tx *sql.Tx) error {
		var err error
		if dead, err = s.locks.clearDead(ctx, tx); err != nil {
			return err
		}
		return s.Guards.expire(ctx, tx)
	})
	if err != nil {
		return err
	}
	for _, id := range dead {
		os.Remove(s.db.holder.file(id))
	}
	return nil
}
