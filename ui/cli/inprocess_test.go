package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/adrg/xdg"

	"callsheet/config"
)

// desk is a machine of its own, whose operator's commands run in this process: they start at
// once, and no other test may run beside them.
type desk struct {
	t    *testing.T
	home string
	env  map[string]string

	input    string // on the standard input; "" = there is none
	openTeam func(teamAccess) (teamDatabase, error)
}

func newDesk(t *testing.T, env map[string]string) *desk {
	t.Helper()
	d := &desk{t: t, home: t.TempDir(), env: env}
	t.Setenv("HOME", d.home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(d.home, "config"))
	t.Setenv("XDG_DATA_HOME", filepath.Join(d.home, "data"))
	t.Setenv("XDG_STATE_HOME", filepath.Join(d.home, "state"))
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	return d
}

// settings writes the settings file.
func (d *desk) settings(text string) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(config.Path()), 0o700); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(config.Path(), []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// file writes a file in the home folder and returns its path.
func (d *desk) file(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.home, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// run runs a command and returns how it ended, what it printed and what it said beside that.
func (d *desk) run(args ...string) (code int, out, says string) {
	d.t.Helper()
	var result, beside bytes.Buffer
	var in *os.File
	if d.input != "" {
		path := d.file("input", d.input)
		f, err := os.Open(path)
		if err != nil {
			d.t.Fatal(err)
		}
		defer os.Remove(path)
		defer f.Close()
		in = f
	}
	p := newProgram(in, &result, &beside, func(name string) string {
		if value, ok := d.env[name]; ok {
			return value
		}
		switch name {
		case "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME":
			return os.Getenv(name)
		}
		return ""
	}, nil)
	if d.openTeam != nil {
		p.env.openTeam = d.openTeam
	}
	code = p.run(d.t.Context(), args)
	return code, result.String(), beside.String()
}
