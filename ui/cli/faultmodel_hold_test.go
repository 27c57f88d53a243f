package cli

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/session/shared"
)

// ask asks the sandbox what it knows, outside the faults. It is false when there
// is no good answer.
func (w *faultModel) ask(path string, answer any) bool {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Authorization", "Bearer "+proofKey)
	rec := httptest.NewRecorder()
	w.box.ServeHTTP(rec, r)
	if rec.Code != http.StatusOK {
		w.fail("the sandbox answers %d to %s", rec.Code, path)
		return false
	}
	return w.must(json.Unmarshal(rec.Body.Bytes(), answer), "read the sandbox's answer")
}

// order creates a batch past every console.
func (w *faultModel) order(body string) {
	r := httptest.NewRequest(http.MethodPost, createPath, strings.NewReader(body)).WithContext(w.ctx)
	r.URL.Host, r.RequestURI = "sandbox.invalid", ""
	r.Header.Set("Authorization", "Bearer "+proofKey)
	r.Header.Set("Content-Type", "application/json")
	if reply, err := w.handOver(r); err == nil {
		reply.Body.Close() // it may as well be refused
	}
}

// letCallsGo lets time pass until everybody who was taken was called once.
func (w *faultModel) letCallsGo() { w.forward(startsIn + 10*time.Minute) }

// held is what the service has: the numbers of each batch, as it took them.
func (w *faultModel) held() map[string][]phone.Number {
	var batches []struct {
		BatchID string
		Total   int
	}
	if !w.ask("/sandbox/batches", &batches) {
		return nil
	}
	held := map[string][]phone.Number{}
	for _, b := range batches {
		var numbers []phone.Number
		for _, text := range w.box.Numbers(b.BatchID) {
			numbers = append(numbers, w.number(text))
		}
		slices.Sort(numbers)
		if len(numbers) < b.Total {
			w.fail("%s has %v, of %d", b.BatchID, numbers, b.Total)
		}
		held[b.BatchID] = numbers
	}
	return held
}

func (w *faultModel) number(text string) phone.Number {
	n, err := strconv.ParseUint(strings.TrimPrefix(text, "+"), 10, 64)
	w.must(err, "read a number")
	return phone.Number(n)
}

// unclaimed are the batches the service has with just the numbers of an intent that no other
// has come to yet.
func (w *faultModel) unclaimed(s *shared.Store, of *intent) []string {
	var ids []string
	for id, numbers := range w.held() {
		known, err := s.Ledger.Known(w.ctx, id)
		if w.must(err, "look a batch up") && !known && !w.wasClaimed(id, of) && slices.Equal(of.numbers, numbers) {
			ids = append(ids, id)
		}
	}
	return ids
}

// wasClaimed reports whether a batch is that of another intent, which the ledger may
// have forgotten since.
func (w *faultModel) wasClaimed(id string, by *intent) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, it := range w.intents {
		if it != by && it.claimed == id {
			return true
		}
	}
	return false
}

// checkDials holds the promise at every moment: a number is taken at most once
// for each intent to call it.
func (w *faultModel) checkDials() {
	w.mu.Lock()
	intents := map[string]int{}
	for _, it := range w.intents {
		if it.withdrawn {
			continue
		}
		for _, n := range it.numbers {
			intents[n.String()]++
		}
	}
	w.mu.Unlock()
	for n, dials := range w.box.Dials() {
		if w.ours(n) && dials > intents[n] {
			w.counters.Add(doubleDials, 1)
			w.fail("%s is taken %d times, for %d intents", n, dials, intents[n])
		}
	}
}

// finish ends a history: whatever was on its way arrives, everybody dies, and
// what a new console finds must be the truth. Then it settles what is left.
func (w *faultModel) finish() {
	w.quiet()
	for _, c := range w.consoles {
		if c.store != nil {
			c.die(killIdle)
		}
	}
	w.letAllCallsGo()
	c := w.consoles[0]
	if !c.open() {
		return
	}
	w.checkDials()
	w.checkLedger(c, false)
	w.reconcileAll(c)
	w.checkDials()
	w.checkCalls()
	w.checkLedger(c, true)
	w.checkKey()
	w.countFaults()
}

// checkLedger holds the ledger against what the service has. Once everything is
// settled, nothing may be left unknown.
func (w *faultModel) checkLedger(c *modelledConsole, settled bool) {
	rows, err := c.store.Ledger.Batches(w.ctx)
	if !w.must(err, "read the ledger") {
		return
	}
	if !w.must(EvidenceHolds(w.ctx, c.local), "verify the evidence") {
		return
	}
	byKey := map[string]model.Batch{}
	for _, row := range rows {
		byKey[row.Key] = row
	}
	held := w.held()
	for key, it := range w.intents {
		row, found := byKey[key]
		switch {
		case found:
			w.checkRow(c, row, it, held)
			if settled {
				w.counters.Add("ends: "+string(row.State), 1)
			}
			if settled && row.State == model.SendUnknown {
				w.fail("%s cannot be settled", w.nameOf(key))
			}
		case !it.forgotten && !it.withdrawn:
			w.counters.Add(lostIntents, 1)
			w.fail("the intent %s to call %v is lost", key, it.numbers)
		case it.claimed != "":
			delete(held, it.claimed)
		}
	}
	w.checkShown(c, rows)
	// What is left at the service must be known as unknown.
	for id, numbers := range held {
		if len(numbers) > 0 && !w.ours(numbers[0].String()) {
			continue
		}
		i := slices.IndexFunc(rows, func(b model.Batch) bool {
			return b.State == model.SendUnknown && slices.Equal(w.intentOf(b.Key).numbers, numbers)
		})
		if i < 0 {
			w.fail("the service calls %v as %s, and the ledger does not know", numbers, id)
			continue
		}
		rows = slices.Delete(rows, i, i+1)
	}
}

// ours reports whether a number is one that lists are drawn from.
func (w *faultModel) ours(number string) bool { return number < proofNumber(poolSize) }

// checkRow holds one row of the ledger to what was confirmed, and takes what it
// says the service has out of held.
func (w *faultModel) checkRow(c *modelledConsole, row model.Batch, it *intent, held map[string][]phone.Number) {
	numbers, err := c.store.Ledger.Numbers(w.ctx, row.Key)
	if w.must(err, "read the numbers of a batch") && !slices.Equal(numbers, it.numbers) {
		w.fail("%s has %v in the ledger", w.nameOf(row.Key), numbers)
	}
	switch row.State {
	case model.SendAccepted:
		if !slices.Equal(held[row.ID], it.numbers) {
			w.fail("%s is accepted as %q, which calls %v", w.nameOf(row.Key), row.ID, held[row.ID])
		}
		delete(held, row.ID)
	case model.SendRefused, model.SendPrepared:
		if row.ID != "" {
			w.fail("%s is %s, and has the id %s", w.nameOf(row.Key), row.State, row.ID)
		}
	case model.SendUnknown:
		if row.Reason == "" {
			w.fail("%s is unknown, and nothing says why", w.nameOf(row.Key))
		}
	default:
		w.fail("%s is left at %s by a dead console", w.nameOf(row.Key), row.State)
	}
}

// checkShown holds that each row is shown with its campaign.
func (w *faultModel) checkShown(c *modelledConsole, rows []model.Batch) {
	all, err := c.store.Campaigns.Summaries(w.ctx)
	if !w.must(err, "list the campaigns") {
		return
	}
	for _, row := range rows {
		if row.Campaign == "" {
			continue
		}
		i := slices.IndexFunc(all, func(s model.Summary) bool { return s.ID == row.Campaign })
		if i < 0 || !slices.ContainsFunc(all[i].Batches, func(b model.Batch) bool { return b.Key == row.Key && b.State == row.State }) {
			w.fail("%s is %s, and not shown so", w.nameOf(row.Key), row.State)
		}
	}
}

// reconcileAll looks and decides until nothing is unknown any more, or nothing
// helps.
func (w *faultModel) reconcileAll(c *modelledConsole) {
	for range 80 {
		rows, err := c.store.Ledger.Batches(w.ctx, model.SendUnknown)
		if !w.must(err, "read the ledger") || len(rows) == 0 || w.failed {
			return
		}
		for _, row := range rows {
			c.decide(row)
		}
		w.forward(20 * time.Second)
	}
}

// checkKey holds that the key is nowhere among the files.
func (w *faultModel) checkKey() {
	w.must(filepath.WalkDir(w.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil {
			if form, found := FindKey(data, proofKey); found {
				w.fail("%s has the key, as %q", path, form)
			}
			w.counters.Add("files searched for the key", 1)
		}
		return err
	}), "search the files")
}
