package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/adrg/xdg"

	"callsheet/model"
	"callsheet/model/atomicfile"
	"callsheet/model/printable"
	"callsheet/model/reason"
)

// EnvData names the folder that several logins share; it goes before data_dir.
const EnvData = "CALLSHEET_DATA_DIR"

const dataName = "data_dir"

// DataFolder is where campaigns, the ledger and the do-not-call list are kept.
type DataFolder struct {
	Path   string
	Shared bool // by several logins of this host, as data_dir says; otherwise it is this login's own
}

// OwnDir is the folder of what is this login's alone, wherever its campaigns are: keys,
// pasted lists, reports of crashes.
func OwnDir() string { return filepath.Join(xdg.DataHome, "callsheet") }

// OwnFolder is where campaigns are where nothing else is said.
func OwnFolder() DataFolder { return DataFolder{Path: OwnDir()} }

// LoadDataFolder reads where campaigns are. Errors are sentences for the operator: where
// the settings cannot be read, it is not known whose ledger counts.
func LoadDataFolder(env func(string) string) (DataFolder, error) {
	l := &loading{env: env, s: Settings{Sources: Sources{}}, said: mistakes{path: Path()}}
	data, err := readFile(Path())
	var f file
	if err == nil {
		err = decode(Path(), data, &f, example)
	}
	if err != nil {
		return OwnFolder(), err
	}
	l.entries = entriesOf(data)
	l.said.unknown(l.entries)
	l.dataFolder(f)
	return l.s.Data, l.said.err()
}

// dataFolder is where campaigns are.
func (l *loading) dataFolder(f file) {
	l.s.Data = OwnFolder()
	dir := l.text(dataName, EnvData, f.DataDir, l.inFile)
	wrong := ""
	switch {
	case dir == "": // it is this login's own
	case !filepath.IsAbs(dir):
		wrong = fmt.Sprintf("%s is given as data_dir. Write the whole path of a folder that several logins share, such as /srv/callsheet.", quoted(dir))
	case filepath.Clean(dir) == OwnDir():
		wrong = fmt.Sprintf("%s is given as data_dir, and is this login's own, where its key is. Name a folder that several logins share, or take data_dir out.", quoted(dir))
	default:
		l.s.Data = DataFolder{Path: filepath.Clean(dir), Shared: true}
	}
	l.wrong(dataName, EnvData, wrong, l.s.Sources[dataName].Kind == FromEnvironment)
	if away := l.s.Data.strayed(); wrong == "" && away != "" {
		l.said.say(away)
	}
}

// strayed is why a folder is not the one that this login shares; "" = it is, or it has
// shared none. What is started without its variable, such as a nightly command, would know
// nothing of whom the others called.
func (d DataFolder) strayed() string {
	shared := sharedBefore()
	if shared == "" || d.Shared && d.Path == shared {
		return ""
	}
	here := "data_dir is not set here"
	if d.Shared {
		here = "data_dir is " + d.Path + " here"
	}
	return fmt.Sprintf("This login's campaigns are in %s, which several logins share, but %s, so people could be called twice. Write %s = %s above the first heading of %s, or set %s. To work elsewhere all the same, remove that note with `rm %s`.",
		shared, here, dataName, tomlText(shared), Path(), EnvData, model.ShellQuoted(sharedMark()))
}

// sharedMark is the file that says which folder this login shares, and sharedBefore what
// it says; "" = none.
func sharedMark() string { return filepath.Join(OwnDir(), "callsheet.shared") }

func sharedBefore() string {
	data, err := os.ReadFile(sharedMark())
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) { // what is no folder has nothing in it
		return ""
	}
	path := strings.TrimSuffix(string(data), "\n")
	if err != nil || len(path) > maxPath || !filepath.IsAbs(path) || printable.Text(path, maxPath) != path {
		return "a folder that " + sharedMark() + " does not say"
	}
	return path
}

const maxPath = 4096

// IsJoined reports whether this login works in the shared folder already.
func (d DataFolder) IsJoined() bool { return d.Shared && sharedBefore() == d.Path }

// Join notes that this login's campaigns are in the shared folder from now on: whatever is
// started without its name is refused then.
func (d DataFolder) Join() error {
	if !d.Shared || d.IsJoined() {
		return nil
	}
	err := os.MkdirAll(OwnDir(), 0o700)
	if err == nil {
		err = atomicfile.Replace(sharedMark()+".part", sharedMark(), func(w io.Writer) error {
			_, err := fmt.Fprintln(w, d.Path)
			return err
		})
	}
	if err != nil {
		return model.UserError(fmt.Sprintf("It cannot be noted in %s that your campaigns are in %s: %s.", OwnDir(), d.Path, reason.Of(err)))
	}
	return nil
}
