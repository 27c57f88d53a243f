//go:build unix

package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/store"
)

// rings asks the sandbox in how many batches each number was called, or may yet be.
func (d *dialgen) rings(t *testing.T) map[string]int {
	t.Helper()
	reply, err := http.Get(d.server.URL + "/sandbox/rings")
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil {
		t.Fatal(err)
	}
	rings := map[string]int{}
	if err := json.Unmarshal(body, &rings); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return rings
}

// known draws a list of contacts that are known by few ids and few numbers, none
// twice in it.
func known(r *rand.Rand) []string {
	lines := []string{"Dialgen id,Phone"}
	ids, numbers := r.Perm(5), r.Perm(7)
	for i := range 1 + r.IntN(4) {
		id := ""
		if r.IntN(3) > 0 {
			id = fmt.Sprint("contact_", ids[i])
		}
		lines = append(lines, fmt.Sprintf("%s,+44740012310%d", id, numbers[i]))
	}
	return lines
}

// Campaign after campaign goes to one agent, with contacts that come back under
// other numbers and numbers that come back under other ids: no earlier campaign
// loses anybody unasked, and nobody is called by two. By the word to move them
// they are called by the last alone.
func TestNobodyIsMovedUnaskedByIDOrByNumber(t *testing.T) {
	t.Parallel()
	seeds := 8
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(seed), 11))
			service := serve(t)
			d := newHarness(t, service.server.URL)
			sent := map[string]int{} // contacts, by batch
			var told []string
			send := func(lines []string, more ...string) {
				told = append(told, strings.Join(lines[1:], " "))
				name := fmt.Sprintf("list%d.csv", len(told))
				result := d.send(d.file(name, lines...), append([]string{"--map", "Dialgen id=id", "--start", "mon 9:00"}, more...)...)
				if result.code == 1 && strings.Contains(result.says, "Nothing was sent") {
					return
				}
				for _, b := range document[sentDoc](result.exits(0)).Batches {
					sent[b.BatchID] = b.Contacts
				}
			}
			nobodyTwice := func(all bool) {
				rings := service.rings(t)
				called := 0
				for number, n := range rings {
					called += n
					if n > 1 {
						t.Errorf("%s is called by %d batches", number, n)
					}
				}
				want := 0
				for _, n := range sent {
					want += n
				}
				if all && called != want {
					t.Errorf("%d are called, want %d", called, want)
				}
				if t.Failed() {
					t.Fatalf("the lists were\n%s", strings.Join(told, "\n"))
				}
			}
			for range 3 {
				send(known(r))
				for batch, n := range sent {
					if total := d.total(batch); total != n {
						t.Errorf("of %d contacts %d are left to %s", n, total, batch)
					}
				}
				nobodyTwice(true)
			}
			send(known(r), "--move")
			nobodyTwice(false)
			d.ledger(func(ctx context.Context, s *store.Store) {
				batches, err := s.Ledger.Batches(ctx, model.SendAccepted)
				if err != nil {
					t.Fatal(err)
				}
				for _, b := range batches {
					if total := d.total(b.ID); total != b.Contacts-b.Lost {
						t.Errorf("of %q %d contacts are left at the service, and %d of %d by the ledger; the lists were\n%s", b.Name, total, b.Contacts-b.Lost, b.Contacts, strings.Join(told, "\n"))
					}
				}
			})
		})
	}
}
