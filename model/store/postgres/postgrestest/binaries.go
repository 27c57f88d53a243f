package postgrestest

import (
	"cmp"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// folders are where the packages of systems put the programs of a server, which are not
// always in the path.
var folders = []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin"}

// needed are the programs a cluster is made and run with.
var needed = []string{"initdb", "postgres", "pg_basebackup", "pg_dump"}

var errNotInstalled = errors.New("PostgreSQL is not installed: initdb is neither in the path nor where packages put it")

// binaries finds the folder with the programs of the newest server.
func binaries() (string, error) {
	var found []string
	for _, pattern := range folders {
		matches, _ := filepath.Glob(pattern) // fails only for a bad pattern
		found = append(found, matches...)
	}
	slices.SortStableFunc(found, func(a, b string) int { return cmp.Compare(version(b), version(a)) })
	if initdb, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(initdb); err == nil {
			initdb = real
		}
		found = append([]string{filepath.Dir(initdb)}, found...)
	}
	for _, dir := range found {
		if complete(dir) {
			return dir, nil
		}
	}
	return "", errNotInstalled
}

func complete(dir string) bool {
	for _, name := range needed {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.IsDir() {
			return false
		}
	}
	return true
}

// version is the number in the path of a server's programs, 0 where there is none.
func version(dir string) int {
	digits := ""
	for _, r := range filepath.Base(filepath.Dir(dir)) {
		if r >= '0' && r <= '9' {
			digits += string(r)
		}
	}
	n, _ := strconv.Atoi(digits)
	return n
}

// Need skips a test where no server can be run.
func Need(t testing.TB) {
	t.Helper()
	if _, err := binaries(); err != nil {
		t.Skip(err)
	}
	if _, err := account(); err != nil {
		t.Skip(err)
	}
}
