//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/store"
	"callsheet/ui/cli"
)

// The program is killed again and again, at any moment, while it is at work.
// `go test` does so a few times; CALLSHEET_PROOF_KILLS=500 goes on for so many,
// and CALLSHEET_PROOF_SEED=n plays another history.
const (
	envProofKills = "CALLSHEET_PROOF_KILLS"
	fewKills      = 4

	// killsPerList is after how many kills a new list is begun.
	killsPerList = 20

	// savedWithin is how soon an edit has to be on disk once it is drawn.
	savedWithin = 500 * time.Millisecond
)

// TestAKillLosesNoEditThatWasSaved edits a list in the console, kills it at a
// random moment, and holds what is kept against what the screen had said: the
// steps are a beginning of those that were taken, in their order, and those that
// the console had called saved are all among them. Then the console opens where
// it was.
func TestAKillLosesNoEditThatWasSaved(t *testing.T) {
	t.Parallel()
	kills, rng := cli.ProofCount(t, envProofKills, fewKills), proofSeed(t)
	f := killFigures{}
	for f.kills < kills && !t.Failed() {
		killWhileReading(t, &f, rng)
		editAndKill(t, &f, rng, min(killsPerList, kills-f.kills))
	}
	t.Logf("\n%7d kills of the console\n%7d steps typed\n%7d steps drawn\n%7d steps called saved\n%7d steps called saved and lost\n"+
		"%7d steps drawn more than %v before the kill and lost\n%7d stores not readable\n%7d reopened at another place\n%v from drawn to saved at most",
		f.kills, f.typed, f.drawn, f.saved, f.lost, f.late, savedWithin, f.unreadable, f.elsewhere, f.slowest.Round(time.Millisecond))
}

type killFigures struct {
	kills, typed, drawn, saved, lost, late, unreadable, elsewhere int
	slowest                                                       time.Duration // from drawn to saved
}

// editAndKill works on one list with one console after another, each of which is
// killed.
func editAndKill(t *testing.T, f *killFigures, rng *rand.Rand, kills int) {
	home := tempHome(t)
	e := &editing{rng: rng, rows: 60, out: map[int]bool{}}
	list := filepath.Join(home, "spring leads.csv")
	writeList(t, list, e.rows)
	args, kept := []string{list}, model.StoredCampaign{}
	for range kills {
		alive := t.Run(fmt.Sprintf("kill %d", f.kills+1), func(t *testing.T) {
			s := start(t, 100, 30, accountEnv(home, "http://127.0.0.1:9"), args...)
			if len(args) > 0 {
				toContacts(s)
			} else if !opensAt(s, kept.Draft.View) {
				f.elsewhere++
				t.Errorf("it is not opened where it was kept, %+v, but\n%s", kept.Draft.View, s.since(0))
			}
			e.begin(kept.Draft.View.Row)
			w := watch(s, e)
			w.typeFor(time.Duration(30+rng.IntN(1500)) * time.Millisecond)
			w.kill()
			f.kills++
			if found, ok := openKept(t, f, home); ok {
				kept = found
				f.judge(t, e, w, kept)
			}
		})
		if !alive {
			return
		}
		args = nil
	}
	searchForKey(t, home, killKey)
}

// killWhileReading kills a console while it reads a list and keeps its rows: what
// it leaves can be opened, whatever of the list is in it.
func killWhileReading(t *testing.T, f *killFigures, rng *rand.Rand) {
	t.Run("kill while reading", func(t *testing.T) {
		home := tempHome(t)
		list := filepath.Join(home, "long list.csv")
		writeList(t, list, 20_000)
		s := start(t, 100, 30, accountEnv(home, "http://127.0.0.1:9"), list)
		s.sees("These are its first rows")
		s.types(enterKey)
		time.Sleep(time.Duration(rng.IntN(500)) * time.Millisecond)
		watch(s, nil).kill()
		f.kills++
		if _, err := loadAll(filepath.Join(home, "callsheet")); err != nil {
			f.unreadable++
			t.Fatalf("what the killed program left cannot be read: %v", err)
		}
		s = start(t, 100, 30, accountEnv(home, "http://127.0.0.1:9"))
		s.sees("callsheet")
		s.types(leaveKey)
		if code := s.ends(); code != 0 {
			t.Errorf("the next console ends with %d:\n%s", code, s.since(0))
		}
	})
}

// judge holds what is kept against what the screen had said.
func (f *killFigures) judge(t *testing.T, e *editing, w *watched, kept model.StoredCampaign) {
	t.Helper()
	f.typed += len(e.moves) - 1
	f.drawn += len(w.drawn)
	stands := -1
	for i, m := range e.moves {
		if m.after.is(kept) {
			stands = i
		}
	}
	if stands < 0 {
		f.lost++
		t.Fatalf("what is kept was never so: %v, undone %v", names(kept.Done), names(kept.Undone))
	}
	// Every save has with it where the operator is.
	if at := kept.Draft.View.Row; !e.wasAt(at, stands) {
		f.elsewhere++
		t.Errorf("it is kept that the operator was at row %d, which was not so any more", at+2)
	}
	e.backTo(e.moves[stands])
	for _, d := range w.drawn {
		switch {
		case !d.saved.IsZero():
			f.saved++
			f.slowest = max(f.slowest, d.saved.Sub(d.at))
			if d.move > stands {
				f.lost++
				t.Errorf("lost, though it was called saved: %s", e.moves[d.move].draws)
			}
		case d.move > stands && w.killed.Sub(d.at) > savedWithin:
			f.late++
		}
	}
}

func names(changes []model.Change) []string {
	list := make([]string, len(changes))
	for i, c := range changes {
		list[i] = c.What
	}
	return list
}

// watched is a console at work, and what was seen of it.
type watched struct {
	s       *terminal
	e       *editing
	samples []sample
	killed  time.Time
	drawn   []drawn
}

// sample is how much was drawn at a time.
type sample struct {
	at   time.Time
	size int
}

// drawn is a move that the console drew.
type drawn struct {
	move  int // of the moves
	at    time.Time
	saved time.Time // when it was called saved; zero when it never was
}

func watch(s *terminal, e *editing) *watched { return &watched{s: s, e: e} }

func (w *watched) look() {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	w.samples = append(w.samples, sample{time.Now(), w.s.out.Len()})
}

// typeFor types one step after another, as fast as somebody who is in a hurry,
// with pauses in between.
func (w *watched) typeFor(span time.Duration) {
	w.s.t.Helper()
	w.s.types("")
	until := time.Now().Add(span)
	for time.Now().Before(until) {
		if len(w.e.moves) < w.e.rows/2 {
			w.s.types(w.e.next().keys)
		}
		gap := time.Duration(w.e.rng.IntN(60)) * time.Millisecond
		if w.e.rng.IntN(12) == 0 {
			gap *= 10
		}
		for pause := time.Now().Add(gap); time.Now().Before(pause) && time.Now().Before(until); time.Sleep(time.Millisecond) {
			w.look()
		}
	}
}

// kill ends the console without a word, and reads what it had drawn.
func (w *watched) kill() {
	w.s.t.Helper()
	w.look()
	w.killed = time.Now()
	if err := w.s.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		w.s.t.Fatal(err)
	}
	w.s.cmd.Wait()
	<-w.s.done
	if form, found := cli.FindKey(slices.Concat(w.s.raw.Bytes(), w.s.out.Bytes()), killKey); found {
		w.s.t.Errorf("the console drew the key, as %q", form)
	}
	w.samples = append(w.samples, sample{w.killed, w.s.out.Len()})
	if w.e != nil {
		w.read()
	}
}

// The words by which the console says whether what was done is on disk.
var savedWords = []string{"not saved", "saving…", "saved"}

// read finds the moves in what was drawn, and which of them were called saved:
// the words above stand higher on the screen, so they come first in a frame, and
// only when they have changed.
func (w *watched) read() {
	out := w.s.out.Bytes()
	from := 0
	for i, m := range w.e.moves {
		if m.draws == "" {
			continue
		}
		at := bytes.Index(out[from:], []byte(m.draws))
		if at < 0 {
			continue // drawn over by the next before it could be shown
		}
		from += at
		w.drawn = append(w.drawn, drawn{move: i, at: w.when(from), saved: w.savedAt(out, from)})
	}
}

// savedAt is when all that was drawn up to a place was called saved.
func (w *watched) savedAt(out []byte, place int) time.Time {
	last, word := -1, ""
	for _, candidate := range savedWords {
		if at := bytes.LastIndex(out[:place], []byte(candidate)); at > last {
			last, word = at, candidate
		}
	}
	if word == "saved" && !bytes.HasSuffix(out[:last], []byte("not ")) {
		return w.when(place)
	}
	for at := place; ; {
		next := bytes.Index(out[at:], []byte("saved"))
		if next < 0 {
			return time.Time{}
		}
		at += next
		if !bytes.HasSuffix(out[:at], []byte("not ")) {
			return w.when(at)
		}
		at += len("saved")
	}
}

// when is the time at which a place of the output was drawn.
func (w *watched) when(place int) time.Time {
	i, _ := slices.BinarySearchFunc(w.samples, place, func(s sample, place int) int { return s.size - place - 1 })
	return w.samples[min(i, len(w.samples)-1)].at
}

// toContacts leads from the file to the contacts.
func toContacts(s *terminal) {
	s.t.Helper()
	s.sees("These are its first rows")
	s.types(enterKey)
	s.sees("What does each column mean?")
	s.types(nextKey)
	s.sees("contacts will be called")
	s.sees("saved")
}

// opensAt reports whether the console opens where the operator was, and goes on
// to the contacts when that was before them.
func opensAt(s *terminal, view model.View) bool {
	s.t.Helper()
	if view.Screen == model.StageColumns {
		s.sees("What does each column mean?")
		s.types(nextKey)
	}
	s.sees("will be called")
	here := fmt.Sprintf("Row %d  Olivia Grant ", view.Row+2)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if strings.Contains(s.since(0), here) {
			return true
		}
	}
	return false
}

// openKept opens the store a killed console left, and finds it whole.
func openKept(t *testing.T, f *killFigures, home string) (kept model.StoredCampaign, ok bool) {
	t.Helper()
	all, err := loadAll(filepath.Join(home, "callsheet"))
	if err == nil && (len(all) != 1 || all[0].Holder != "") {
		err = fmt.Errorf("%d campaigns are kept: %+v", len(all), all)
	}
	if err != nil {
		f.unreadable++
		t.Errorf("what the killed program left cannot be read: %v", err)
		return model.StoredCampaign{}, false
	}
	return all[0], true
}

// loadAll loads every campaign of a store, whose pages must be whole.
func loadAll(dir string) ([]model.StoredCampaign, error) {
	ctx := context.Background()
	s, err := store.Open(ctx, dir, store.Options{Who: "the test"})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	list, err := s.Campaigns.Summaries(ctx)
	if err != nil {
		return nil, err
	}
	var all []model.StoredCampaign
	for _, c := range list {
		kept, err := s.Campaigns.Load(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, kept)
	}
	if err := cli.EvidenceHolds(ctx, s); err != nil {
		return nil, err
	}
	return all, integrity(filepath.Join(dir, store.File))
}

// integrity has SQLite check every page of a database.
func integrity(path string) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	var says string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&says); err != nil || says != "ok" {
		return fmt.Errorf("integrity check: %q, %v", says, err)
	}
	return nil
}

func writeList(t *testing.T, path string, rows int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("Name;Phone\n")
	for i := range rows {
		fmt.Fprintf(&b, "Olivia Grant;+447400%06d\n", 100_000+i)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
