package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"callsheet/model"
)

// fold brings everything from the log into the database.
func fold(t *testing.T, s *Store) {
	t.Helper()
	must(s.db.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`))(t)
}

// backup is a database as it was before anything of it was sent, and the folder
// in which it was used since.
func backup(t *testing.T) (copied []byte, dir string) {
	t.Helper()
	dir = t.TempDir()
	s := open(t, dir, Options{})
	campaign(t, s, "Winter", tableOf(9))
	ok(t, s.Close())
	return must(os.ReadFile(filepath.Join(dir, File)))(t), dir
}

func lossOf(err error) string {
	if lost, is := errors.AsType[*model.LostError](err); is {
		return fmt.Sprint("lost ", lost.Why)
	}
	return fmt.Sprint(err)
}

func TestNothingIsSentFromAFileThatIsNotAtItsPlace(t *testing.T) {
	move := func(name string) func(t *testing.T, dir string, _ []byte) {
		return func(t *testing.T, dir string, _ []byte) {
			ok(t, os.Rename(filepath.Join(dir, name), filepath.Join(dir, "away")))
		}
	}
	cases := []struct {
		name string
		do   func(t *testing.T, dir string, copied []byte)
		want model.Loss
	}{
		{"deleted", func(t *testing.T, dir string, _ []byte) { ok(t, os.Remove(filepath.Join(dir, File))) }, model.LossGone},
		{"moved away", move(File), model.LossGone},
		{"its log deleted", func(t *testing.T, dir string, _ []byte) { ok(t, os.Remove(filepath.Join(dir, File+"-wal"))) }, model.LossGone},
		{"its shared memory moved away", move(File + "-shm"), model.LossGone},
		{"its folder moved away", func(t *testing.T, dir string, _ []byte) { ok(t, os.Rename(dir, dir+" away")) }, model.LossGone},
		{"its folder deleted", func(t *testing.T, dir string, _ []byte) { ok(t, os.RemoveAll(dir)) }, model.LossGone},
		{"a backup put in its place", func(t *testing.T, dir string, copied []byte) {
			ok(t, os.WriteFile(filepath.Join(dir, "restored"), copied, 0o600))
			ok(t, os.Rename(filepath.Join(dir, "restored"), filepath.Join(dir, File)))
		}, model.LossReplaced},
		{"a new one begun in its place", func(t *testing.T, dir string, _ []byte) {
			for _, name := range []string{File, File + "-wal", File + "-shm", WitnessFile} {
				ok(t, os.Remove(filepath.Join(dir, name)))
			}
			ok(t, open(t, dir, Options{}).Close())
		}, model.LossReplaced},
		{"a backup copied over it", func(t *testing.T, dir string, copied []byte) {
			ok(t, os.WriteFile(filepath.Join(dir, File), copied, 0o600))
		}, model.LossOlder},
		{"a witness of another one", func(t *testing.T, dir string, _ []byte) {
			ok(t, os.WriteFile(filepath.Join(dir, WitnessFile), fmt.Appendf(nil, witnessForm, "another", 1), 0o600))
		}, model.LossOlder},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			copied, dir := backup(t)
			s := open(t, dir, Options{})
			sendAs(t, s, confirmed(t, s, "Spring", 1, 2), model.SendAccepted)
			b := confirmed(t, s, "Summer", 3)
			fold(t, s)
			ok(t, s.Campaigns.Check(ctx))
			c.do(t, dir, copied)
			want := fmt.Sprint("lost ", c.want)
			if got := lossOf(s.Campaigns.Check(ctx)); got != want {
				t.Errorf("looked at: %s, want %s", got, want)
			}
			if _, err := s.Ledger.Begin(ctx, b); lossOf(err) != want {
				t.Errorf("begun: %v", err)
			}
			if c.want == model.LossOlder {
				return // what is in it is not ours to be asked for
			}
			if got := row(t, s, b.Key).State; got != model.SendPrepared {
				t.Errorf("the batch is %s", got)
			}
			_, err := s.Campaigns.Create(ctx, model.Draft{Name: "Autumn"})
			_, errDoNotCall := s.DoNotCall.Add(ctx, numbers(1), "list")
			for what, err := range map[string]error{
				"created": err, "listed": errDoNotCall, "forgotten": s.Campaigns.ForgetAll(ctx, true),
				"settled": s.Ledger.RecordOutcome(ctx, b), "released": s.Campaigns.Release(ctx, b.Campaign),
			} {
				if lossOf(err) != want {
					t.Errorf("%s: %v", what, err)
				}
			}
			if err := s.Close(); err != nil {
				t.Errorf("closing: %v", err)
			}
			if _, err := os.Stat(filepath.Join(dir, "holders")); c.name == "its folder deleted" && !errors.Is(err, fs.ErrNotExist) {
				t.Error("the folder was made anew")
			}
		})
	}
}

func TestWorkGoesOnOnceTheFileIsBack(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	b := confirmed(t, s, "Spring", 1)
	at := filepath.Join(dir, File)
	ok(t, os.Rename(at, at+".away"))
	if _, err := s.Ledger.Begin(ctx, b); lossOf(err) != "lost 0" {
		t.Errorf("begun: %v", err)
	}
	ok(t, os.Rename(at+".away", at))
	ok(t, s.Campaigns.Check(ctx))
	b = must(s.Ledger.Begin(ctx, b))(t)
	b.State, b.ID = model.SendAccepted, "batch_1"
	ok(t, s.Ledger.RecordOutcome(ctx, b))
}

// A batch whose beginning cannot be witnessed is not sent, and can be later.
func TestWhatCannotBeWitnessedIsNotSent(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	b := confirmed(t, s, "Spring", 1)
	inTheWay := filepath.Join(dir, WitnessFile+".new")
	ok(t, os.Mkdir(inTheWay, 0o700))
	ok(t, os.WriteFile(filepath.Join(inTheWay, "x"), nil, 0o600))
	if _, err := s.Ledger.Begin(ctx, b); !isWriteError(err) {
		t.Errorf("begun: %v", err)
	}
	if got := row(t, s, b.Key).State; got != model.SendPrepared {
		t.Errorf("the batch is %s", got)
	}
	ok(t, os.RemoveAll(inTheWay))
	must(s.Ledger.Begin(ctx, b))(t)
}

func TestAUsedStoreIsNeverTakenForNew(t *testing.T) {
	write := func(data []byte) func(*testing.T, string, []byte) {
		return func(t *testing.T, dir string, _ []byte) { ok(t, os.WriteFile(filepath.Join(dir, File), data, 0o600)) }
	}
	says := func(pragma string) func(*testing.T, string, []byte) {
		return func(t *testing.T, dir string, _ []byte) {
			s := database{path: filepath.Join(dir, File)}
			db := must(s.openWriter())(t)
			defer db.Close()
			must(db.ExecContext(ctx, pragma))(t)
		}
	}
	other := func(statements string) func(*testing.T, string, []byte) {
		return func(t *testing.T, dir string, _ []byte) {
			write(nil)(t, dir, nil)
			says(statements)(t, dir, nil)
		}
	}
	cases := []struct {
		name string
		do   func(t *testing.T, dir string, copied []byte)
		want string
	}{
		{"deleted", func(t *testing.T, dir string, _ []byte) { ok(t, os.Remove(filepath.Join(dir, File))) }, "is not there any more"},
		{"empty", write(nil), "is empty"},
		{"nothing but room", write(make([]byte, 8192)), "damaged"},
		{"another program's", write([]byte("%PDF-1.7 is what this is, and not a database of anybody's")), "damaged"},
		{"another program's database that says nothing of itself", other(`CREATE TABLE songs (title TEXT)`), "damaged"},
		{"a database with nothing in it", other(`PRAGMA journal_mode = DELETE; CREATE TABLE x (y); DROP TABLE x`), "is empty"},
		{"of a negative version", says(`PRAGMA user_version = -1`), "damaged"},
		{"of no version", says(`PRAGMA user_version = 0`), "damaged"},
		{"of a newer version", says(`PRAGMA user_version = 1000`), "newer Callsheet"},
		{"an older copy", func(t *testing.T, dir string, copied []byte) { write(copied)(t, dir, nil) }, "older copy"},
		{"another store's", func(t *testing.T, dir string, _ []byte) {
			copied, _ := backup(t)
			write(copied)(t, dir, nil)
		}, "older copy"},
		{"its witness damaged", func(t *testing.T, dir string, _ []byte) {
			ok(t, os.WriteFile(filepath.Join(dir, WitnessFile), []byte("callsheet \x1b[2J 1"), 0o600))
		}, "not whole"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			copied, dir := backup(t)
			s := open(t, dir, Options{})
			sendAs(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
			ok(t, s.Close())
			c.do(t, dir, copied)
			before, _ := os.ReadFile(filepath.Join(dir, File))
			_, err := Open(ctx, dir, Options{})
			if _, advised := err.(model.UserError); !advised || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\x1b") {
				t.Fatalf("opened: %v", err)
			}
			after, errAfter := os.ReadFile(filepath.Join(dir, File))
			if string(after) != string(before) || c.name == "deleted" && !errors.Is(errAfter, fs.ErrNotExist) {
				t.Error("the file was changed")
			}
			if c.want == "damaged" || c.want == "newer Callsheet" {
				return
			}
			// What is advised helps.
			ok(t, os.Remove(filepath.Join(dir, WitnessFile)))
			ok(t, open(t, dir, Options{}).Close())
		})
	}
}

func TestWhatIsNoLossIsNotTakenForOne(t *testing.T) {
	cases := map[string]func(t *testing.T, dir string) string{
		"nothing happened":             func(_ *testing.T, dir string) string { return dir },
		"the folder was moved":         func(t *testing.T, dir string) string { ok(t, os.Rename(dir, dir+"2")); return dir + "2" },
		"it was copied with its files": func(t *testing.T, dir string) string { copyFolder(t, dir, dir+"2"); return dir + "2" },
		"all of it was deleted":        func(t *testing.T, dir string) string { ok(t, os.RemoveAll(dir)); return dir },
		"the witness was deleted": func(t *testing.T, dir string) string {
			ok(t, os.Remove(filepath.Join(dir, WitnessFile)))
			return dir
		},
		"another wrote since": func(t *testing.T, dir string) string {
			s := open(t, dir, Options{})
			sendAs(t, s, confirmed(t, s, "Summer", 2), model.SendAccepted)
			ok(t, s.Close())
			return dir
		},
		"everything was forgotten": func(t *testing.T, dir string) string {
			s := open(t, dir, Options{})
			ok(t, s.Campaigns.ForgetAll(ctx, true))
			ok(t, s.Close())
			return dir
		},
		"it was killed with its log": func(t *testing.T, dir string) string {
			s := open(t, dir, Options{})
			sendAs(t, s, confirmed(t, s, "Summer", 2), model.SendAccepted)
			copyFolder(t, dir, dir+"2")
			ok(t, os.WriteFile(filepath.Join(dir+"2", WitnessFile), must(os.ReadFile(filepath.Join(dir, WitnessFile)))(t), 0o600))
			return dir + "2"
		},
	}
	for name, do := range cases {
		for _, rollback := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, rollback %t", name, rollback), func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "data")
				s := open(t, dir, Options{rollback: rollback})
				sendAs(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
				ok(t, s.Close())
				at := do(t, dir)
				one, two := open(t, at, Options{rollback: rollback}), open(t, at, Options{rollback: rollback})
				for i, s := range []*Store{one, two, one} {
					sendAs(t, s, confirmed(t, s, "Autumn", 10+i), model.SendUnknown)
					ok(t, one.Campaigns.Check(ctx))
					ok(t, two.Campaigns.Check(ctx))
				}
			})
		}
	}
}

func TestAStoreOfAnEarlierVersionGetsItsWitness(t *testing.T) {
	for version := 1; version <= len(migrations()); version++ {
		dir := t.TempDir()
		fromDump(t, dir, version)
		ok(t, open(t, dir, Options{}).Close())
		ok(t, os.Truncate(filepath.Join(dir, File), 0))
		if _, err := Open(ctx, dir, Options{}); err == nil || !strings.Contains(err.Error(), "is empty") {
			t.Errorf("version %d, emptied: %v", version, err)
		}
	}
}
