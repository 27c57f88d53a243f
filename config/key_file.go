package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"callsheet/model"
	"callsheet/model/atomicfile"
	"callsheet/model/reason"
)

// KeysPath is where stored keys are: beside the campaigns, and not beside the settings,
// which are often copied to other machines and into repositories.
func KeysPath() string { return filepath.Join(OwnDir(), "keys.toml") }

const keysHead = "# API keys of Callsheet, by profile. Whoever reads them can make calls at your cost: this file is\n# for you alone (mode 0600), and neither to be copied nor to be backed up.\n"

// storedKeys are the keys of a file, by profile.
type storedKeys map[string]struct {
	Key     string `toml:"key"` // no Key, which would not be written
	Service string `toml:"service"`
}

// storedKey is the key that was stored for the profile; "" when there is none.
func (s Settings) storedKey() (Key, error) {
	if !hasHome(os.Getenv) {
		return "", nil // a key in the environment is all that there can be
	}
	keys, err := readKeys(false)
	if err != nil {
		return "", err
	}
	kept, ok := keys[s.Profile]
	if !ok {
		return "", nil
	}
	if err := s.isFor(kept.Service, "The stored key of profile "+quoted(s.Profile)+" is for %s"); err != nil {
		return "", err
	}
	return Key(strings.TrimSpace(kept.Key)), nil
}

// SaveKey stores the key of a profile for the service at an address, in a file that its
// owner alone can read, and nowhere else. The operator has agreed to that. Errors are
// sentences for the operator.
func SaveKey(profile, address string, key Key) error {
	if !hasHome(os.Getenv) {
		return ErrNoHome
	}
	if fault := model.KeyFault(string(key)); fault != "" {
		return model.UserError("That key " + fault + ". Copy it again from Dialgen.")
	}
	service, ok := model.ParseEndpoint(address)
	if !ok {
		return model.UserError("The service's address cannot be read. Give it like " + model.PublicService + ".")
	}
	keys, err := readKeys(false)
	if err != nil {
		return err
	}
	if keys == nil {
		keys = storedKeys{}
	}
	kept := keys[profile]
	kept.Key, kept.Service = string(key), service.String()
	keys[profile] = kept
	return writeKeys(keys)
}

// ForgetKey removes the stored key of a profile, and reports whether there was one. It
// works on a file that others can read, too.
func ForgetKey(profile string) (bool, error) {
	if !hasHome(os.Getenv) {
		return false, ErrNoHome
	}
	keys, err := readKeys(true)
	if _, ok := keys[profile]; err != nil || !ok {
		return false, err
	}
	delete(keys, profile)
	if len(keys) > 0 {
		return true, writeKeys(keys)
	}
	if err := removeOwn(KeysPath()); err != nil {
		return false, err
	}
	return true, nil
}

// readKeys reads the stored keys, nil when there are none. anyMode reads them even where
// others can.
func readKeys(anyMode bool) (storedKeys, error) {
	data, err := readOwn(KeysPath(), "key", anyMode)
	if data == nil || err != nil {
		return nil, err
	}
	var keys storedKeys
	return keys, decodeOwn(KeysPath(), "key", data, &keys)
}

// readOwn reads a file with secrets, each of them a what, that is its owner's alone; nil when
// there is none. anyMode reads it even where others can.
func readOwn(path, what string, anyMode bool) ([]byte, error) {
	unread := func(err error) error {
		return model.UserError(fmt.Sprintf("The stored %s in %s cannot be read: %s.", what, path, reason.Of(err)))
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, unread(err)
	case !info.Mode().IsRegular() || info.Size() > maxFile:
		return nil, model.UserError(fmt.Sprintf("%s is no file of %ss. Move it away and try again.", path, what))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unread(err)
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil { // of what was opened, whatever took its place since
		return nil, unread(err)
	}
	if err := ownersAlone(path, what, info, anyMode); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile))
	if err != nil {
		return nil, unread(err)
	}
	return append([]byte{}, data...), nil
}

// decodeOwn reads what is in such a file. What is wrong in it is not said by the parser, which
// would quote it.
func decodeOwn(path, what string, data []byte, into any) error {
	if err := toml.Unmarshal(data, into); err != nil {
		return model.UserError(fmt.Sprintf("%s is damaged, so the %ss in it cannot be used. Remove it: rm %s", path, what, model.ShellQuoted(path)))
	}
	return nil
}

// ownersAlone returns an error unless a file with secrets is its owner's alone, and that is
// whoever runs this program.
func ownersAlone(path, what string, info fs.FileInfo, anyMode bool) error {
	others, notOurs := openTo(info)
	switch {
	case notOurs:
		return model.UserError(fmt.Sprintf("%s belongs to another user, so the %s in it is not used. If it is yours, run `sudo chown %d %s`.", path, what, os.Geteuid(), model.ShellQuoted(path)))
	case others && !anyMode:
		return model.UserError(fmt.Sprintf("Others can read %s (mode %04o), so the %s in it is not used. Run `chmod 600 %s`.", path, info.Mode().Perm(), what, model.ShellQuoted(path)))
	}
	return nil
}

func writeKeys(keys storedKeys) error { return writeOwn(KeysPath(), "key", keysHead, keys) }

// writeOwn writes a file with secrets, each of them a what, that its owner alone can read.
func writeOwn(path, what, head string, of any) error {
	unkept := func(err error) error {
		return model.UserError(fmt.Sprintf("The %s cannot be stored in %s: %s.", what, path, reason.Of(err)))
	}
	data, err := toml.Marshal(of)
	if err != nil {
		return unkept(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return unkept(err)
	}
	err = atomicfile.Replace(path+".part", path, func(w io.Writer) error {
		_, err := w.Write(append([]byte(head), data...))
		return err
	})
	if err != nil {
		return unkept(err)
	}
	return nil
}

// removeOwn removes such a file.
func removeOwn(path string) error {
	if err := os.Remove(path); err != nil {
		return model.UserError(fmt.Sprintf("%s cannot be removed: %s.", path, reason.Of(err)))
	}
	return nil
}
