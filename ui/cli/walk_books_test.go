//go:build unix

package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/store"
)

// books are what the ledgers say of all who work together: one person, or a team.
type books struct {
	walk    *walk // in whose name problems are said
	stores  []*store.Store
	batches []model.Batch           // each once, as whoever knows most of it says
	numbers map[string][]string     // by batch; none of those that were made elsewhere
	of      map[string]*store.Store // by batch: where its numbers are
}

// openBooks opens the ledgers of some people; nil where there is none, or a problem.
func (w *walk) openBooks(people []*walk) *books {
	b := &books{walk: w, numbers: map[string][]string{}, of: map[string]*store.Store{}}
	for _, p := range people {
		if _, err := os.Stat(filepath.Join(p.dataFolder(), store.File)); err != nil {
			continue
		}
		s, err := store.Open(context.Background(), p.dataFolder(), store.Options{Who: "the robot", Service: w.services[0].base})
		if err != nil {
			w.problem("the store cannot be opened: %v", err)
			b.close()
			return nil
		}
		b.stores = append(b.stores, s)
		b.take(s)
	}
	if len(b.stores) == 0 {
		return nil
	}
	return b
}

func (b *books) close() {
	for _, s := range b.stores {
		s.Close()
	}
}

// knows is how much the state of a batch tells.
var knows = map[model.SendState]int{model.SendAccepted: 3, model.SendUnknown: 2, model.SendSending: 2, model.SendRefused: 1}

// take takes over what one ledger says.
func (b *books) take(s *store.Store) {
	ctx := context.Background()
	rows, err := s.Ledger.Batches(ctx)
	b.walk.must(err)
	for _, row := range rows {
		numbers, err := s.Ledger.Numbers(ctx, row.Key)
		b.walk.must(err)
		if len(numbers) != row.Contacts && !madeElsewhere(row) {
			b.walk.problem("batch %d of %q has %d contacts, and says %d", row.Index+1, row.Name, len(numbers), row.Contacts)
		}
		if b.of[row.Key] == nil || !madeElsewhere(row) {
			b.of[row.Key] = s
		}
		if madeElsewhere(row) {
			numbers = nil // of those whose calls were looked at, which whoever made it has all of
		}
		for _, n := range numbers {
			b.numbers[row.Key] = append(b.numbers[row.Key], n.String())
		}
		if strings.Contains(row.Note, "on the machine of") {
			b.walk.counters.Add("batches taken over, looked at", 1)
		}
		b.merge(row)
	}
}

// madeElsewhere reports whether a batch was not made here, so that its numbers are not.
func madeElsewhere(b model.Batch) bool { return strings.HasPrefix(b.Note, model.AdoptedLead) }

// merge takes over what one ledger says of a batch that another may know of, too: whoever made
// it knows what it is, and whoever heard the most what became of it.
func (b *books) merge(row model.Batch) {
	at := slices.IndexFunc(b.batches, func(known model.Batch) bool { return known.Key == row.Key })
	if at < 0 {
		b.batches = append(b.batches, row)
		return
	}
	is, most := b.batches[at], b.batches[at]
	if knows[row.State] > knows[most.State] {
		most = row
	}
	wentOn := max(row.WentOn, is.WentOn)
	if madeElsewhere(is) {
		is = row
	}
	is.State, is.ID, is.WentOn = most.State, most.ID, wentOn
	b.batches[at] = is
}

// again is how often each number was to be called though it was a short while ago, by choice.
func (b *books) again() map[string]int {
	ctx, again := context.Background(), map[string]int{}
	for _, s := range b.stores {
		summaries, err := s.Campaigns.Summaries(ctx)
		b.walk.must(err)
		for _, sum := range summaries {
			if len(sum.Batches) == 0 {
				continue
			}
			k, err := s.Campaigns.Load(ctx, sum.ID)
			if err != nil {
				b.walk.problem("%v", err)
				return again
			}
			b.walk.checkNobodyForgotten(k)
			for _, n := range calledAgain(k) {
				again[n]++
			}
		}
	}
	return again
}
