package store

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"callsheet/model"
)

func TestACampaignIsChangedInOneConsoleOnly(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	anna := open(t, dir, Options{Who: "anna, terminal pts/3", Now: c.Now})
	ben := open(t, dir, Options{Who: "ben, terminal pts/4", Now: c.Now})
	id := campaign(t, anna, "Spring", tableOf(1, 2))
	since := c.Now().Local().Format("15:04")

	want := "anna, terminal pts/3, since " + since
	if got := must(ben.Campaigns.Lock(ctx, id))(t); got != want {
		t.Errorf("held by %q, want %q", got, want)
	}
	if got := must(ben.Campaigns.Load(ctx, id))(t).Holder; got != want {
		t.Errorf("loaded as held by %q", got)
	}
	if got := must(ben.Campaigns.Summaries(ctx))(t)[0].Holder; got != want {
		t.Errorf("listed as held by %q", got)
	}
	if got := must(anna.Campaigns.Load(ctx, id))(t).Holder; got != "" {
		t.Errorf("held by %q where it is held", got)
	}
	draft := model.Draft{Name: "Summer"}
	for what, err := range map[string]error{
		"kept":       ben.Campaigns.Save(ctx, []model.Record{{Campaign: id, Draft: &draft}}),
		"forgotten":  ben.Campaigns.Forget(ctx, true, id),
		"taken back": ben.Ledger.Unconfirm(ctx, id),
	} {
		if !isLocked(err) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), `"Spring"`) {
			t.Errorf("%s: %v", what, err)
		}
	}
	c.Forward(26 * time.Hour)
	if got := must(ben.Campaigns.Lock(ctx, id))(t); got != "anna, terminal pts/3, since 2 Mar "+since {
		t.Errorf("a day later held by %q", got)
	}

	ok(t, anna.Campaigns.Release(ctx, id))
	if got := must(ben.Campaigns.Lock(ctx, id))(t); got != "" {
		t.Errorf("held by %q after it was released", got)
	}
	if err := anna.Campaigns.Save(ctx, []model.Record{{Campaign: id, Draft: &draft}}); !isLocked(err) {
		t.Errorf("kept where it was released: %v", err)
	}
	ok(t, anna.Campaigns.Release(ctx, id)) // not its own
	ok(t, ben.Close())
	if got := must(anna.Campaigns.Lock(ctx, id))(t); got != "" {
		t.Errorf("held by %q after its console was closed", got)
	}
}

func TestOfManyWhoOpenACampaignOneLocksIt(t *testing.T) {
	dir := t.TempDir()
	var stores []*Store
	for range 4 {
		stores = append(stores, open(t, dir, Options{}))
	}
	for range 5 {
		dead := open(t, dir, Options{})
		id := campaign(t, dead, "Spring", tableOf(1))
		dead.db.holder.vanish() // as a kill does
		var held sync.Map
		var wg sync.WaitGroup
		for i, s := range stores {
			wg.Go(func() {
				if holder, err := s.Campaigns.Lock(ctx, id); err == nil && holder == "" {
					held.Store(i, true)
				}
			})
		}
		wg.Wait()
		n := 0
		held.Range(func(any, any) bool { n++; return true })
		if n != 1 {
			t.Fatalf("%d hold it", n)
		}
	}
}

func TestAHolderOnAnotherMachineCountsAsAlive(t *testing.T) {
	dir := t.TempDir()
	s, other := open(t, dir, Options{}), open(t, dir, Options{Who: "ben"})
	id := campaign(t, other, "Spring", tableOf(1))
	must(s.db.writer.ExecContext(ctx, `UPDATE holders SET machine = 'another', host = 'box2' WHERE id = ?`, other.db.holder.id))(t)
	other.db.holder.vanish()
	s.db.local = false
	if got := must(s.Campaigns.Lock(ctx, id))(t); !strings.HasPrefix(got, "ben on box2, since ") {
		t.Errorf("held by %q", got)
	}
	ok(t, s.sweep(ctx))
	if got := must(s.Campaigns.Lock(ctx, id))(t); got == "" {
		t.Error("was taken over")
	}
	// On a disk of our own it can only have been a container's.
	s.db.local = true
	if got := must(s.Campaigns.Lock(ctx, id))(t); got != "" {
		t.Errorf("held by %q", got)
	}
}

// A test that needs a process to kill runs itself again with this set to the
// store's folder.
const childFolder = "CALLSHEET_TEST_STORE_FOLDER"

// child starts a test of this binary as a process of its own.
func child(t *testing.T, name, dir string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+name+"$", "-test.v=false")
	cmd.Env = append(os.Environ(), childFolder+"="+dir)
	out, err := cmd.StdoutPipe()
	ok(t, err)
	cmd.Stderr = os.Stderr
	ok(t, cmd.Start())
	return cmd, bufio.NewScanner(out)
}

func TestAKilledConsoleLosesNothingItSaid(t *testing.T) {
	if dir := os.Getenv(childFolder); dir != "" {
		saveForEver(t, dir)
	}
	dir, rounds, chance := t.TempDir(), 12, drawn(t)
	stored := map[string]int{} // steps by campaign, as they were acknowledged
	for round := range rounds {
		cmd, lines := child(t, t.Name(), dir)
		last, after := chance.IntN(30), time.Duration(chance.IntN(5000))*time.Microsecond
		current := ""
		for n := 0; lines.Scan(); n++ {
			if id, ok := strings.CutPrefix(lines.Text(), "holds "); ok {
				current = id
			} else if n, err := strconv.Atoi(lines.Text()); err == nil {
				stored[current] = n
			}
			if n == last {
				// Somewhere within what it does next.
				time.AfterFunc(after, func() { cmd.Process.Kill() })
			}
		}
		cmd.Wait()
		s := open(t, dir, Options{rollback: round%2 == 1})
		for id, n := range stored {
			if holder := must(s.Campaigns.Lock(ctx, id))(t); holder != "" {
				t.Fatalf("still held by %q", holder)
			}
			k := must(s.Campaigns.Load(ctx, id))(t)
			if len(k.Done) < n || len(k.Done) > n+1 {
				t.Fatalf("%d steps are left of %d", len(k.Done), n)
			}
			for i, c := range k.Done {
				if c.What != fmt.Sprint("step ", i) {
					t.Fatalf("step %d is %q", i, c.What)
				}
			}
		}
		sound(t, s)
		ok(t, s.Close())
	}
	if len(stored) < rounds/2 {
		t.Errorf("only %d of %d processes came to keep anything", len(stored), rounds)
	}
}

// saveForEver saves step after step and says which are saved, until it is killed.
func saveForEver(t *testing.T, dir string) {
	s, err := Open(ctx, dir, Options{Who: "child"})
	if err != nil {
		t.Fatal(err)
	}
	id := campaign(t, s, "Spring", tableOf(1, 2, 3))
	fmt.Println("holds", id)
	for n := 0; ; n++ {
		step := model.Step{Change: model.Change{What: fmt.Sprint("step ", n), Rows: []model.RowEdit{{Row: n % 3, After: model.Edit{LeftOut: true}}}}}
		ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Step: &step}}))
		fmt.Println(n + 1)
	}
}

func TestALockEndsWithItsProcess(t *testing.T) {
	if dir := os.Getenv(childFolder); dir != "" {
		s := open(t, dir, Options{Who: "child, terminal pts/9"})
		b := in(t, s, model.SendSending, 1)
		fmt.Println("holds", b.Campaign)
		io.Copy(io.Discard, os.Stdin) // until it is killed
		select {}
	}
	dir := t.TempDir()
	cmd, lines := child(t, t.Name(), dir)
	lines.Scan()
	_, id, _ := strings.Cut(lines.Text(), " ")
	s := open(t, dir, Options{})
	if got := must(s.Campaigns.Lock(ctx, id))(t); !strings.HasPrefix(got, "child, terminal pts/9, since ") {
		t.Errorf("held by %q", got)
	}
	if found := must(s.Ledger.Recover(ctx))(t); len(found) != 0 {
		t.Errorf("what is being sent was given up: %+v", found)
	}
	cmd.Process.Kill()
	cmd.Wait()
	if got := must(s.Campaigns.Lock(ctx, id))(t); got != "" {
		t.Errorf("held by %q, who was killed", got)
	}
	if found := must(s.Ledger.Recover(ctx))(t); len(found) != 1 {
		t.Errorf("found %+v", found)
	}
	ok(t, s.sweep(ctx))
	if left, _ := filepath.Glob(filepath.Join(dir, "holders", "*")); len(left) != 1 {
		t.Errorf("lock files %q", left)
	}
}

// sound has SQLite look the whole database over.
func sound(t testing.TB, s *Store) {
	t.Helper()
	var verdict string
	ok(t, s.db.reader.QueryRowContext(ctx, `PRAGMA integrity_check`).Scan(&verdict))
	if verdict != "ok" {
		t.Fatalf("the database is damaged: %s", verdict)
	}
	count(t, s, 0, `SELECT count(*) FROM pragma_foreign_key_check`)
	proved(t, s)
}
