//go:build unix

package cli_test

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"callsheet/ui/cli"
)

// killKey is the key in every run that is killed: it must be found nowhere.
const killKey = "dg_live_Zq7/kill+Xw4&secret=9Kt"

// proofSeed draws what a test leaves to chance: the same in every run, unless
// CALLSHEET_PROOF_SEED=n asks for another.
func proofSeed(t *testing.T) *rand.Rand {
	t.Helper()
	seed := cli.ProofCount(t, envProofSeed, 1)
	t.Logf("%s=%d", envProofSeed, seed)
	return rand.New(rand.NewPCG(uint64(seed), 42))
}

// tempHome is a home for the program: in memory, where there is such a place.
func tempHome(t *testing.T) string {
	t.Helper()
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err == nil && info.IsDir() {
		if dir, err := os.MkdirTemp(memory, "callsheet-kill-"); err == nil {
			t.Cleanup(func() {
				if !t.Failed() {
					os.RemoveAll(dir)
				}
			})
			return dir
		}
	}
	return t.TempDir()
}

// accountEnv is the environment of a program that lives in a home and works with
// a service.
func accountEnv(home, base string) []string {
	return environment(home, append(account(base, killKey), "XDG_DATA_HOME="+home)...)
}

// searchForKey holds that a key is in no file of a home, however it is written.
func searchForKey(t *testing.T, home, key string) {
	t.Helper()
	err := filepath.WalkDir(home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if form, found := cli.FindKey(data, key); found {
			t.Errorf("%s has the key, as %q", path, form)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
