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

// witnessFile is that file, of the database at a path.
type witnessFile struct {
	database string
	access   access
}

func (f witnessFile) path() string { return filepath.Join(filepath.Dir(f.database), WitnessFile) }

// read reads the file; found is false when there is none.
func (f witnessFile) read() (w witness, found bool, err error) {
	info, err := os.Lstat(f.path())
	if errors.Is(err, fs.ErrNotExist) {
		return w, false, nil
	}
	if err == nil && (!info.Mode().IsRegular() || info.Size() > maxWitnessSize) {
		err = errDamagedWitness
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(f.path())
	}
	if err == nil {
		if _, err = fmt.Sscanf(string(data), witnessForm, &w.id, &w.written); err != nil || string(data) != fmt.Sprintf(witnessForm, w.id, w.written) {
			err = errDamagedWitness
		}
	}
	if err != nil {
		return w, true, model.UserError(fmt.Sprintf("%s cannot be read (%v), so it is not known whether %s is the latest. Nothing is sent. If it is, move %[1]s away and start again.", f.path(), err, f.database))
	}
	return w, true, nil
}

// write puts a new file in the place of the one there is, on the disk.
func (f witnessFile) write(w witness) error {
	part := f.path() + ".new"
	// What a console that died left may be another login's, which has to make it anew.
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return atomicfile.Replace(part, f.path(), func(out io.Writer) error {
		if _, err := fmt.Fprintf(out, witnessForm, w.id, w.written); err != nil || f.access.group == noGroup {
			return err
		}
		return f.access.give(part, f.access.file)
	})
}

// refusal is why a folder is refused whose database is not the one that was used
// there; what says what is wrong with it.
func (f witnessFile) refusal(what string) error {
	return model.UserError(fmt.Sprintf("%s %s. Who was called is not known without the one that was there, so nothing is sent. "+
		"Put the latest one back. To begin without it, knowing that people may be called twice, move %s away; `callsheet list --remote` then shows what Dialgen has.",
		f.database, what, f.path()))
}

// Used reports whether campaigns are stored in a folder, or were.
func Used(dir string) bool {
	for _, name := range []string{File, WitnessFile} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}
