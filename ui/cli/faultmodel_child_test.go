//go:build unix

package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/dispatch"
	"callsheet/model"
	"callsheet/model/store"
)

// envProofChild makes the test program one send in a process of its own, which a
// real kill ends.
const envProofChild = "CALLSHEET_PROOF_CHILD"

// childOrder is what a child has to do.
type childOrder struct {
	Dir, Base, Batch string
	Doom             killPoint
	Ahead            time.Duration // of the machine's clock
}

// victim is a child that dies when its request is at the service.
type victim struct {
	doom killPoint
	pid  int
}

// strike kills the child that is to die here.
func (w *faultModel) strike(at killPoint) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.victim != nil && w.victim.doom == at && w.victim.pid != 0 {
		syscall.Kill(w.victim.pid, syscall.SIGKILL)
	}
}

// sendInChild sends a batch from a process of its own.
func (w *faultModel) sendInChild(row model.Batch) {
	doom := pick(w.rng, []killPoint{killNever, killBeforeBegin, killAfterBegin, killBeforeArrival, killAfterArrival, killBeforeOutcome, killAfterOutcome})
	order, err := json.Marshal(childOrder{w.dir, w.server.URL, row.Key, doom, time.Until(w.ledgerNow())})
	if !w.must(err, "tell a child") {
		return
	}
	w.note("a process of its own sends %s, to die %q", w.nameOf(row.Key), doom)
	cmd := exec.Command(os.Args[0], "-test.run=^TestSendInAProcessOfItsOwn$")
	cmd.Env = append(os.Environ(), envProofChild+"="+string(order))
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	w.mu.Lock()
	err = cmd.Start()
	if err == nil {
		w.victim = &victim{doom, cmd.Process.Pid}
	}
	w.mu.Unlock()
	if !w.must(err, "start a child") {
		return
	}
	err = cmd.Wait()
	w.mu.Lock()
	w.victim = nil
	w.mu.Unlock()
	w.counters.Add("sends", 1)
	w.counters.Add("sends in a process of its own", 1)
	if cmd.ProcessState.Sys().(syscall.WaitStatus).Signaled() {
		w.counters.Add("kill: SIGKILL "+string(doom), 1)
	} else if err != nil {
		w.fail("a process of its own ended with %v: %s", err, said.Bytes())
	}
	// Its clock went on by itself.
	w.inFlight.Wait()
	w.forward(2 * time.Minute)
}

// TestSendInAProcessOfItsOwn is that process; as a test it is nothing.
func TestSendInAProcessOfItsOwn(t *testing.T) {
	text := os.Getenv(envProofChild)
	if text == "" {
		t.Skip("only a history of sending starts it")
	}
	var order childOrder
	if err := json.Unmarshal([]byte(text), &order); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	ahead := order.Ahead
	now := func() time.Time { return time.Now().Add(ahead) }
	kept, err := store.Open(ctx, order.Dir, store.Options{Who: "a process of its own", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kept.Ledger.Recover(ctx); err != nil {
		t.Fatal(err)
	}
	client, err := api.New(api.Config{
		BaseURL: order.Base, Key: proofKey, UserID: proofUser, ReadTimeout: patienceOfClient, CreateTimeout: patienceOfClient,
	})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := kept.Ledger.Batches(ctx, model.SendPrepared)
	if err != nil {
		t.Fatal(err)
	}
	sender := dispatch.Sender{Client: client, Ledger: mortalLedger{kept.Ledger, order.Doom}, Now: now, Wait: func(_ context.Context, d time.Duration) error {
		ahead += d
		return nil
	}}
	for _, row := range rows {
		if row.Key != order.Batch {
			continue
		}
		loaded, err := kept.Campaigns.Load(ctx, row.Campaign)
		if err != nil {
			t.Fatal(err)
		}
		c, err := restoreCampaign(ctx, loaded)
		if err != nil {
			t.Fatal(err)
		}
		sender.Send(ctx, row, batchRequest(c.Plan.Options, c.Plan.Contacts(row.Index)))
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	os.Exit(0)
}

// mortalLedger is a ledger whose process dies at a step.
type mortalLedger struct {
	*store.Ledger
	doom killPoint
}

func (l mortalLedger) at(p killPoint) {
	if p == l.doom {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

func (l mortalLedger) Begin(ctx context.Context, b model.Batch) (model.Batch, error) {
	l.at(killBeforeBegin)
	begun, err := l.Ledger.Begin(ctx, b)
	if err == nil {
		l.at(killAfterBegin)
	}
	return begun, err
}

func (l mortalLedger) RecordOutcome(ctx context.Context, b model.Batch) error {
	l.at(killBeforeOutcome)
	err := l.Ledger.RecordOutcome(ctx, b)
	l.at(killAfterOutcome)
	return err
}
