//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/store"
	"callsheet/ui/cli"
)

// scene is one machine that sends to one sandbox.
type scene struct {
	t       *testing.T
	f       sendFigures
	rng     *rand.Rand
	home    string
	served  *server
	env     []string
	lists   []sentList
	allowed map[string]int // how often a number may be called
	said    bytes.Buffer   // by every command
}

// sentList is a list that was sent before.
type sentList struct {
	path    string
	numbers []string
}

func newScene(t *testing.T, f sendFigures, rng *rand.Rand) *scene {
	t.Helper()
	s := &scene{t: t, f: f, rng: rng, home: tempHome(t), allowed: map[string]int{}}
	writeSettings(s.t, s.home, "config.toml", anyHour)
	s.served = startSandbox(t, &s.said, "--fault", sceneFaults(rng))
	s.env = accountEnv(s.home, s.served.base)
	return s
}

// sceneFaults draws what goes wrong.
func sceneFaults(rng *rand.Rand) string {
	create := []string{
		"slow:80ms", "slow:300ms", "slow-before:60ms", "slow-before:250ms", "drop-before", "drop-after", "reset-after", "500-before",
		"500-after", "502-html-after", "cut", "no-id", "hang-before", "hang-after", "429:1", "402",
	}
	list := []string{"lag:1", "lag:2", "lag:700ms", "drop-before", "502-html", "slow:100ms"}
	var rules []string
	for n := range 4 * listsPerScene {
		if rng.IntN(10) < 7 {
			rules = append(rules, fmt.Sprintf("create:%d=%s", n+1, create[rng.IntN(len(create))]))
		}
		if rng.IntN(10) < 4 {
			rules = append(rules, fmt.Sprintf("list:%d=%s", n+1, list[rng.IntN(len(list))]))
		}
	}
	return strings.Join(rules, ",")
}

// ask asks the sandbox about itself.
func (s *scene) ask(what string, answer any) {
	s.t.Helper()
	if err := s.served.tells(what, answer); err != nil {
		s.t.Fatal(err)
	}
}

// check holds that nobody is called more often than was confirmed.
func (s *scene) check() {
	s.t.Helper()
	var dials map[string]int
	s.ask("dials", &dials)
	for n, times := range dials {
		if times > s.allowed[n] {
			s.f["double dials"]++
			s.t.Errorf("%s is called %d times, of %d that were confirmed", n, times, s.allowed[n])
		}
	}
}

// ledger opens what the killed program left.
func (s *scene) ledger(f func(context.Context, *store.Store)) {
	s.t.Helper()
	ctx := context.Background()
	kept, err := store.Open(ctx, filepath.Join(s.home, "callsheet"), store.Options{Who: "the test"})
	if err == nil {
		err = integrity(filepath.Join(s.home, "callsheet", store.File))
	}
	if err == nil {
		err = cli.EvidenceHolds(ctx, kept)
	}
	if err != nil {
		s.f["stores not readable"]++
		s.t.Fatalf("what the killed program left cannot be read: %v", err)
	}
	defer kept.Close()
	f(ctx, kept)
}

// waiting is a campaign of which something can be sent.
func (s *scene) waiting() (id string, ok bool) {
	s.t.Helper()
	s.ledger(func(ctx context.Context, kept *store.Store) {
		rows, err := kept.Ledger.Batches(ctx, model.SendPrepared, model.SendRefused)
		if err != nil {
			s.t.Fatal(err)
		}
		if len(rows) > 0 {
			id, ok = rows[s.rng.IntN(len(rows))].Campaign, true
		}
	})
	return id, ok
}

// end settles what is left, and holds the ledger against what was stored.
func (s *scene) end() {
	s.t.Helper()
	for range 4 {
		if s.run("resolve", moment{name: "when it hangs", after: time.Minute}, "resolve", "--json", "--wait", "3s") == 0 {
			break
		}
	}
	s.check()
	s.ledger(s.compare)
	var faults map[string]int
	s.ask("faults", &faults)
	for rule, n := range faults {
		endpoint, _, _ := strings.Cut(rule, ":")
		_, what, _ := strings.Cut(rule, "=")
		what, _, _ = strings.Cut(what, ":")
		if n > 0 {
			s.f["fault: "+endpoint+" "+what] += n
		}
	}
	if form, found := cli.FindKey(s.said.Bytes(), killKey); found {
		s.t.Errorf("what the commands said has the key, as %q", form)
	}
	searchForKey(s.t, s.home, killKey)
}

// compare holds that every row of the ledger is what became of it: an accepted
// one is stored, and of all others nothing is.
func (s *scene) compare(ctx context.Context, kept *store.Store) {
	s.t.Helper()
	wrong := func(format string, args ...any) {
		s.t.Helper()
		s.f["ledgers that do not say what was stored"]++
		s.t.Errorf(format, args...)
	}
	var dials map[string]int
	s.ask("dials", &dials)
	var stored []struct {
		BatchID string
		Total   int
	}
	s.ask("batches", &stored)
	rows, err := kept.Ledger.Batches(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, row := range rows {
		s.f["ends: "+string(row.State)]++
		if row.State == model.SendSending {
			wrong("%s is left at sending", row.Key)
		}
		if row.State != model.SendAccepted {
			continue
		}
		if !slices.ContainsFunc(stored, func(b struct {
			BatchID string
			Total   int
		}) bool {
			return b.BatchID == row.ID && b.Total >= row.Contacts-row.Lost && b.Total <= row.Contacts
		}) {
			wrong("%s is accepted as %s with %d contacts, which is not stored", row.Key, row.ID, row.Contacts)
		}
		numbers, err := kept.Ledger.Numbers(ctx, row.Key)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, n := range numbers {
			dials[n.String()]--
		}
	}
	for n, left := range dials {
		if left != 0 {
			wrong("%s is called %d times more than the ledger knows", n, left)
		}
	}
}
