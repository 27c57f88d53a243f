//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/store"
)

// The robot's waves: some that it sends by the command, and a campaign in which one wave
// was missed and another waits for it.

const (
	zonesList  = "zones.csv"
	robotWaves = "Waves of the robot"
)

// zonesOfList are where the people of that list live, one after another.
var zonesOfList = []string{"Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Los_Angeles", "Asia/Tokyo"}

func zoneNumber(i int) string { return fmt.Sprintf("+4474002%05d", i) }

func zonesText() string {
	var b strings.Builder
	b.WriteString("Name,Phone,Time zone\n")
	for i := range 24 {
		fmt.Fprintf(&b, "Person %d,%s,%s\n", i, zoneNumber(i), zonesOfList[i%len(zonesOfList)])
	}
	return b.String()
}

// sendWaves does what a person does in a shell between two consoles.
func (w *walk) sendWaves(n int) {
	rng := w.dice(1<<20 + uint64(n))
	switch {
	case n == 0:
		w.confirmWaves()
		if rng.IntN(2) == 0 {
			w.shell("send", filepath.Join(w.home, "lists", zonesList), "--waves", "--yes", "--profile", "decent")
		}
	case rng.IntN(4) == 0:
		args := []string{"send", "--continue", pick(rng, []string{robotWaves, robotWaves, "Zones"}), "--yes"}
		if rng.IntN(2) == 0 {
			args = append(args, "--replan")
		}
		w.shell(args...)
	case rng.IntN(8) == 0:
		w.shell(pick(rng, [][]string{{"pause", robotWaves}, {"pause", "Zones"}, {"resume", "Zones", "--yes"}, {"resume", robotWaves, "--yes"}, {"cancel", "--all", "--yes"}})...)
	case rng.IntN(8) == 0:
		w.shell(pick(rng, [][]string{{"doctor", "--json"}, {"doctor"}, {"help", "sending"}, {"help", "nothing"}, {"sned"}, {"logout"}})...)
	case rng.IntN(6) == 0:
		w.shell("cancel", robotWaves, "--wave", pick(rng, []string{"London now", "London later", "1"}), "--yes")
	}
	w.checkHours()
}

// shell runs a command to its end. Whatever it says, it must not break down.
func (w *walk) shell(args ...string) (said string, code int) {
	w.note("in a shell: %q", args)
	w.counters.Add("commands in a shell", 1)
	cmd, err := command(w.env(), args...)
	if err != nil {
		w.problem("%v", err)
		return "", -1
	}
	var out, says bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &says
	_ = cmd.Run() // what it ends with is looked at
	said, code = out.String()+says.String(), cmd.ProcessState.ExitCode()
	if code < 0 || code > 4 || strings.Contains(said, "goroutine ") {
		w.problem("%q ends with %d: %s", args, code, said)
	}
	if slices.Contains(args, "--json") {
		w.checkJSON(args, out.String())
	}
	return said, code
}

// confirmWaves writes a campaign down of which one wave may be sent, one was missed, and
// one waits for the operator.
func (w *walk) confirmWaves() {
	reply, err := http.Get(w.services[0].base + sandbox.IdentityPath)
	if err != nil {
		w.problem("%v", err)
		return
	}
	defer reply.Body.Close()
	var is struct{ Sandbox string }
	if err := json.NewDecoder(reply.Body).Decode(&is); err != nil {
		w.problem("%v", err)
		return
	}
	var numbers []string
	for i := range 9 {
		numbers = append(numbers, zoneNumber(500+i))
	}
	(&harness{t: w.t, home: w.home}).confirmed(model.SandboxService(is.Sandbox), robotWaves, numbers, londonWaves, func(*store.Store, []model.Batch, time.Time) error { return nil })
}

// checkHours holds that nobody of a wave is called outside the hours of their zone, or
// after its close.
func (w *walk) checkHours() {
	if w.failed || !w.inTime {
		return
	}
	var calls []sandbox.Attempt
	if err := w.services[0].tells("calls", &calls); err != nil {
		w.problem("%v", err)
		return
	}
	s, err := store.Open(context.Background(), w.dataFolder(), store.Options{Who: "the robot"})
	if err != nil {
		w.problem("the store cannot be opened: %v", err)
		return
	}
	defer s.Close()
	batches, err := s.Ledger.Batches(context.Background(), model.SendAccepted)
	w.must(err)
	for _, c := range calls {
		i := slices.IndexFunc(batches, func(b model.Batch) bool { return b.ID == c.Batch && !b.Part.CloseAt.IsZero() })
		if i < 0 {
			continue
		}
		w.counters.Add("calls of waves", 1)
		if part := batches[i].Part; c.At.After(part.CloseAt) {
			w.problem("%s of %s is called at %v, after %v", c.Number, part.Name, c.At, part.CloseAt)
		}
		for person := range 24 {
			local := c.At.In(model.Clock(zonesOfList[person%len(zonesOfList)]))
			if zoneNumber(person) == c.Number && (local.Hour() < 8 || local.Hour() >= 21) {
				w.problem("%s is called at %v", c.Number, local)
			}
		}
	}
}
