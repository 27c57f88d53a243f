package cli

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// killPoint is where a console dies.
type killPoint string

const (
	killNever         killPoint = ""
	killBeforeBegin   killPoint = "before it is written as sending"
	killAfterBegin    killPoint = "after it was written as sending"
	killBeforeArrival killPoint = "while the request is out, which never arrives"
	killWhileLate     killPoint = "while the request is out, which arrives later"
	killAfterArrival  killPoint = "after the request arrived"
	killBeforeOutcome killPoint = "before the outcome is written"
	killAfterOutcome  killPoint = "after the outcome was written"
	killWhileWaiting  killPoint = "while it waits to try or to look again"
	killAfterConfirm  killPoint = "after the plan was confirmed"
	killAfterRows     killPoint = "after the rows were kept"
	killIdle          killPoint = "while nothing happens"
)

var (
	killsOfSend    = []killPoint{killBeforeBegin, killAfterBegin, killBeforeArrival, killWhileLate, killAfterArrival, killBeforeOutcome, killAfterOutcome, killWhileWaiting}
	killsOfResolve = []killPoint{killBeforeOutcome, killAfterOutcome, killWhileWaiting}
	killsOfConfirm = []killPoint{killAfterRows, killAfterConfirm}
)

// modelledConsole is one console at work in a world, as far as it sends.
type modelledConsole struct {
	world *faultModel
	name  string
	home  string        // the folder of its campaigns
	skew  time.Duration // of its machine's clock against the service's
	rng   *rand.Rand
	doom  killPoint

	meanwhile func() // done once, at the next wait
	gone      bool   // it is not opened

	store   *shared.Store // nil while it is closed or dead
	local   *store.Store  // what of it is on this machine
	lock    string        // the file that shows it alive
	service service
}

// open starts the console, as the program does: whatever a dead one left at
// sending is unknown then.
func (c *modelledConsole) open() bool {
	w := c.world
	before := lockFiles(c.home)
	kept, err := store.Open(w.ctx, c.home, store.Options{Who: "console " + c.name, Now: c.Now})
	if !w.must(err, "open the store") {
		return false
	}
	found, err := kept.Ledger.Recover(w.ctx)
	if !w.must(err, "recover") {
		kept.Close()
		return false
	}
	for _, b := range found {
		w.note("%s opens and finds %s unknown", c.name, w.nameOf(b.Key))
	}
	for _, name := range lockFiles(c.home) {
		if !slices.Contains(before, name) {
			c.lock = name
		}
	}
	cfg := api.Config{Key: proofKey, UserID: proofUser, Transport: wire{c}, ReadTimeout: patienceInProcess, CreateTimeout: patienceInProcess}
	if w.server != nil {
		cfg.BaseURL, cfg.Transport, cfg.ReadTimeout, cfg.CreateTimeout = w.server.URL, nil, patienceOfClient, patienceOfClient
	}
	client, err := api.New(cfg)
	if !w.must(err, "make a client") {
		kept.Close()
		return false
	}
	c.store, c.local, c.doom = shared.Alone(kept), kept, killNever
	c.rng = rand.New(rand.NewPCG(w.rng.Uint64(), 7))
	c.service = service{client: client, store: c.store, now: c.Now}
	return w.opens == nil || w.opens(c)
}

func lockFiles(dir string) []string {
	names, err := filepath.Glob(filepath.Join(dir, "holders", "*.lock"))
	if err != nil {
		panic(err) // the pattern is a constant
	}
	return names
}

// close ends the console in order.
func (c *modelledConsole) close() {
	c.world.must(c.store.Close(), "close the store")
	c.store = nil
}

// reach dies here when this is where the console is to die: nothing behind it
// is done any more.
func (c *modelledConsole) reach(p killPoint) {
	if c.doom != p || p == killNever {
		return
	}
	c.die(p)
	runtime.Goexit()
}

// die leaves everything as a kill does: files as they are, and the lock that
// shows the console alive no longer held. The file is put in its own place
// without the lock, which is what others then find.
func (c *modelledConsole) die(p killPoint) {
	w := c.world
	w.note("%s dies %s", c.name, p)
	w.counters.Add("kill: "+string(p), 1)
	w.must(os.Remove(c.lock), "take the lock from a dead console")
	w.must(os.WriteFile(c.lock, nil, 0o600), "leave the lock file of a dead console")
	w.mu.Lock()
	defer w.mu.Unlock()
	w.corpses = append(w.corpses, c.store)
	c.store = nil
}

// work does something the console may die of.
func (c *modelledConsole) work(doom killPoint, f func()) {
	c.doom = doom
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	<-done
	c.doom = killNever
}

// modelledLedger is a console's ledger, with the steps at which it may die.
type modelledLedger struct{ c *modelledConsole }

func (l modelledLedger) Begin(ctx context.Context, b model.Batch) (model.Batch, error) {
	l.c.reach(killBeforeBegin)
	begun, err := l.c.store.Ledger.Begin(ctx, b)
	if err == nil {
		l.c.reach(killAfterBegin)
	}
	return begun, err
}

func (l modelledLedger) RecordOutcome(ctx context.Context, b model.Batch) error {
	l.c.reach(killBeforeOutcome)
	err := l.c.store.Ledger.RecordOutcome(ctx, b)
	if err == nil && b.State == model.SendAccepted {
		l.c.world.intentOf(b.Key).claimed = b.ID
	}
	l.c.reach(killAfterOutcome)
	return err
}

func (c *modelledConsole) sender() dispatch.Sender {
	return dispatch.Sender{
		Client: c.service.client, Ledger: modelledLedger{c}, Now: c.Now, Until: c.store.Ledger.Until,
		Wait: func(ctx context.Context, d time.Duration) error {
			c.Sleep(ctx, d)
			return ctx.Err()
		},
	}
}

// Now and Sleep make it the session's clock.
func (c *modelledConsole) Now() time.Time { return c.world.clock.Now().Add(c.skew) }

func (c *modelledConsole) Sleep(_ context.Context, d time.Duration) {
	c.reach(killWhileWaiting)
	if c.meanwhile != nil {
		do := c.meanwhile
		c.meanwhile = nil
		do()
	}
	c.world.forward(d)
}

// Reconcile implements session.Reconciler, as service does, through a ledger that can
// be killed.
func (c *modelledConsole) Reconcile(ctx context.Context, b model.Batch, polls int) (model.Finding, error) {
	view, err := c.service.ledgerView(ctx, b, polls)
	if err != nil {
		return model.Finding{Batch: b, Polls: polls}, &session.LedgerError{Err: err}
	}
	return c.sender().Reconcile(ctx, b, view)
}

// send sends a prepared batch as the program does.
func (c *modelledConsole) send(row model.Batch) {
	w := c.world
	kept, err := c.store.Campaigns.Load(w.ctx, row.Campaign)
	if !w.must(err, "load a campaign to send it") {
		return
	}
	restored, err := restoreCampaign(w.ctx, kept)
	if !w.must(err, "restore a plan") {
		return
	}
	plan := *restored.Plan
	if !isConfirmed(plan, row) {
		w.fail("the plan of %s is not what was confirmed", w.nameOf(row.Key))
		return
	}
	w.note("%s sends %s", c.name, w.nameOf(row.Key))
	got := c.sender().Send(w.ctx, row, batchRequest(plan.Options, plan.Contacts(row.Index)))
	w.note("%s: %s is %s %s", c.name, w.nameOf(row.Key), got.State, got.Reason)
	w.checkWritten(c, got)
	w.counters.Add("sends", 1)
	w.counters.Add("sent: "+string(got.State)+heldBack(got), 1)
}

// checkWritten holds that what a console was told of a batch is in the ledger.
// What was prepared may be taken further by another console at once.
func (w *faultModel) checkWritten(c *modelledConsole, got model.Batch) {
	rows, err := c.store.Ledger.Batches(w.ctx, got.State)
	if got.State == model.SendPrepared || !w.must(err, "read the ledger after sending") {
		return
	}
	if !slices.ContainsFunc(rows, func(b model.Batch) bool { return b.Key == got.Key && b.ID == got.ID }) {
		w.fail("%s is said to be %s, which is not in the ledger", w.nameOf(got.Key), got.State)
	}
}

// heldBack says why a batch was not sent, as far as it is the ledger's doing.
func heldBack(b model.Batch) string {
	for words, why := range map[string]string{
		"may be called already by": ", held back by an unknown batch", "a short while ago by": ", held back by the guard period",
		"is being sent already": ", another console was quicker", "was sent already": ", another console was quicker",
		"was sent and accepted": ", another console was quicker", "batch 1 of": ", another console was quicker",
	} {
		if b.State == model.SendPrepared && strings.Contains(b.Reason, words) {
			return why
		}
	}
	return ""
}

// checkRequest holds that a request leaves only while the ledger on disk says
// that it is being sent, with just the numbers that were confirmed.
func (w *faultModel) checkRequest(c *modelledConsole, body []byte) {
	var order struct {
		Contacts []struct {
			Phone phone.Number `json:"-"`
			Text  string       `json:"phoneNumber"`
		}
	}
	if !w.must(json.Unmarshal(body, &order), "read a request") {
		return
	}
	var texts []string
	for _, contact := range order.Contacts {
		texts = append(texts, contact.Text)
	}
	slices.Sort(texts)
	rows, err := c.store.Ledger.Batches(w.ctx, model.SendSending)
	if !w.must(err, "read the ledger while sending") {
		return
	}
	for _, row := range rows {
		var want []string
		for _, n := range w.intentOf(row.Key).numbers {
			want = append(want, n.String())
		}
		slices.Sort(want)
		if slices.Equal(texts, want) {
			if w.leaves != nil {
				w.leaves(c, row.Key)
			}
			return
		}
	}
	w.fail("a request to call %v left while the ledger had no such batch at sending", texts)
}
