//go:build unix

package cli_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/api/dispatch"
	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/store"
	"callsheet/ui/cli"
)

const (
	// envProofPauses is how many histories of pauses are played.
	envProofPauses = "CALLSHEET_PROOF_PAUSES"
	fewPauses      = 2

	pausesPerHistory = 3
)

// TestAPauseForgetsNobodyAndCallsNobodyTwice pauses and resumes a campaign three times at
// random moments, kills whatever is at work on it in between, and has the service lose its
// answers. In the end everybody of the list was attempted, each by one batch alone, and no
// more often than was confirmed.
func TestAPauseForgetsNobodyAndCallsNobodyTwice(t *testing.T) {
	t.Parallel()
	histories, rng := cli.ProofCount(t, envProofPauses, fewPauses), proofSeed(t)
	f := sendFigures{}
	for i := range histories {
		if t.Failed() {
			break
		}
		seed := rng.Uint64()
		t.Run(fmt.Sprintf("history %d", i+1), func(t *testing.T) { newPausing(t, f, seed).play() })
	}
	for _, name := range []string{"contacts attempted by two batches", "contacts attempted too often", "contacts forgotten", "strangers attempted"} {
		f[name] += 0
	}
	f.log(t)
}

// pausing is one campaign that is paused again and again.
type pausing struct {
	*scene
	list     sentList
	attempts int
}

func newPausing(t *testing.T, f sendFigures, seed uint64) *pausing {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 7))
	s := &scene{t: t, f: f, rng: rng, home: tempHome(t), allowed: map[string]int{}}
	writeSettings(t, s.home, "config.toml", anyHour)
	s.served = startSandbox(t, &s.said, "--speed", "30", "--seed", fmt.Sprint(1+seed%1000), "--fault", pauseFaults(rng))
	s.env = accountEnv(s.home, s.served.base)
	return &pausing{scene: s, list: s.drawList(10 + rng.IntN(16)), attempts: 1 + rng.IntN(2)}
}

// pauseFaults draws what goes wrong while batches are cancelled and looked at.
func pauseFaults(rng *rand.Rand) string {
	kinds := map[string][]string{
		"create": {"drop-after", "500-after", "slow:100ms"},
		"cancel": {"drop-before", "drop-after", "reset-after", "500-before", "500-after", "502-html-after", "slow:80ms", "slow-before:80ms"},
		"status": {"drop-before", "500-before", "slow:50ms", "429:1"},
		"calls":  {"drop-before", "500-before", "slow:50ms"},
	}
	var rules []string
	for _, endpoint := range slices.Sorted(maps.Keys(kinds)) {
		for n := range 30 {
			if rng.IntN(10) < 3 {
				rules = append(rules, fmt.Sprintf("%s:%d=%s", endpoint, n+1, kinds[endpoint][rng.IntN(len(kinds[endpoint]))]))
			}
		}
	}
	return strings.Join(rules, ",")
}

// atWork is for how long a command may be at work that is to come to its end.
const atWork = time.Minute

func (p *pausing) play() {
	p.t.Helper()
	p.run("send", moment{after: atWork}, "send", p.list.path, "--yes", "--json", "--wait", "3s",
		"--rate", fmt.Sprint(1+p.rng.IntN(2)), "--attempts", fmt.Sprint(p.attempts), "--no-answer-delay", "3m", "--busy-delay", "1m")
	p.settle()
	id := p.campaign()
	for range pausesPerHistory {
		time.Sleep(time.Duration(p.rng.IntN(700)) * time.Millisecond)
		if p.over() {
			p.f["over before it was paused again"]++
			break
		}
		for range p.rng.IntN(3) {
			p.run("pause", p.anyMoment(300), "pause", id, "--json", "--wait", "0s")
			p.beside()
		}
		if !p.until(0, "pause", id, "--json", "--wait", "10s") {
			break
		}
		p.f["pauses"]++
		for range p.rng.IntN(3) {
			p.run("resume", p.anyMoment(900), "resume", id, "--yes", "--json", "--calm", "100ms", "--wait", "20s")
			p.beside()
		}
		if !p.until(0, "resume", id, "--yes", "--json", "--calm", "300ms", "--wait", "30s") {
			break
		}
		p.f["resumes"]++
	}
	p.judge(id)
}

// beside does what somebody does in between.
func (p *pausing) beside() {
	switch p.rng.IntN(4) {
	case 0:
		p.run("list", moment{after: atWork}, "list", "--json")
	case 1:
		p.run("evidence", moment{after: atWork}, "evidence", p.campaign(), "--verify")
	case 2:
		p.run("watch", p.anyMoment(300), "watch", p.campaign(), "--once")
	}
}

// settle has it found out what became of every batch.
func (p *pausing) settle() {
	for range 6 {
		if p.run("resolve", moment{after: atWork}, "resolve", "--json", "--wait", "3s") == 0 {
			return
		}
		p.tell()
	}
}

// tell has the operator say that the service does not have a batch, who looked there.
func (p *pausing) tell() {
	p.t.Helper()
	var batches []struct{ BatchID string }
	p.ask("batches", &batches)
	p.ledger(func(ctx context.Context, kept *store.Store) {
		rows, err := kept.Ledger.Batches(ctx)
		if err != nil {
			p.t.Fatal(err)
		}
		var lost []model.Batch
		for _, b := range rows {
			batches = slices.DeleteFunc(batches, func(s struct{ BatchID string }) bool { return s.BatchID == b.ID })
			if b.State == model.SendUnknown {
				lost = append(lost, b)
			}
		}
		if len(batches) > 0 {
			return // it may be one of these
		}
		for _, b := range lost {
			wasNotSent(ctx, p.t, kept, b)
			p.f["batches that never left, by the operator's word"]++
		}
	})
}

// wasNotSent has the operator say that a batch was not sent, when it has been looked for long
// enough: for the first minutes no word of theirs is taken.
func wasNotSent(ctx context.Context, t *testing.T, kept *store.Store, b model.Batch) {
	t.Helper()
	later := dispatch.Sender{Ledger: kept.Ledger, Now: func() time.Time { return time.Now().Add(time.Hour) }}
	if _, err := later.MarkNotSent(ctx, b); err != nil {
		t.Fatal(err)
	}
}

// until runs a command again until it ends as wanted; something that is not known comes first.
func (p *pausing) until(code int, args ...string) bool {
	p.t.Helper()
	said := p.said.Len()
	for range 40 {
		switch p.run(args[0], moment{after: 2 * atWork}, args...) {
		case code:
			return true
		case 1:
			if strings.Contains(p.said.String()[said:], "Nothing of it is left") { // it was over as it was paused
				return true
			}
		case 4:
			p.settle()
		}
	}
	p.t.Errorf("%s does not come to its end:\n%s", args[0], p.said.String()[said:])
	return false
}

// campaign is the id of the one there is.
func (p *pausing) campaign() string {
	p.t.Helper()
	var id string
	p.ledger(func(ctx context.Context, kept *store.Store) {
		all, err := kept.Campaigns.Summaries(ctx)
		if err != nil || len(all) != 1 {
			p.t.Fatalf("there are %d campaigns, %v", len(all), err)
		}
		id = all[0].ID
	})
	return id
}

// over reports whether no batch calls any more.
func (p *pausing) over() bool {
	var batches []struct{ Status string }
	p.ask("batches", &batches)
	return !slices.ContainsFunc(batches, func(b struct{ Status string }) bool { return b.Status != "completed" && b.Status != "cancelled" })
}

// judge waits until nothing calls any more, and holds who was attempted against the list.
func (p *pausing) judge(id string) {
	p.t.Helper()
	p.settle()
	for range 600 {
		if p.over() {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	var calls []sandbox.Attempt
	p.ask("calls", &calls)
	tries, by := map[string]int{}, map[string]map[string]bool{}
	for _, c := range calls {
		tries[c.Number]++
		if by[c.Number] == nil {
			by[c.Number] = map[string]bool{}
		}
		by[c.Number][c.Batch] = true
	}
	wrong := func(what, format string, args ...any) {
		p.f[what]++
		p.t.Errorf(format+"\n%s", append(args, p.said.String())...)
	}
	for _, n := range p.list.numbers {
		switch {
		case tries[n] == 0:
			wrong("contacts forgotten", "%s was never called", n)
		case len(by[n]) > 1:
			wrong("contacts attempted by two batches", "%s was called by %d batches", n, len(by[n]))
		case tries[n] > 1+p.attempts:
			wrong("contacts attempted too often", "%s was called %d times", n, tries[n])
		}
		delete(tries, n)
	}
	for n := range tries {
		wrong("strangers attempted", "%s was called, who is not in the list", n)
	}
	if code := p.run("evidence", moment{after: atWork}, "evidence", id, "--verify"); code != 0 {
		p.t.Errorf("the evidence does not hold: %d", code)
	}
	p.f["histories"]++
	p.f["contacts"] += len(p.list.numbers)
	var batches []struct{ BatchID string }
	p.ask("batches", &batches)
	p.f["batches"] += len(batches)
	if form, found := cli.FindKey(p.said.Bytes(), killKey); found {
		p.t.Errorf("what the commands said has the key, as %q", form)
	}
}
