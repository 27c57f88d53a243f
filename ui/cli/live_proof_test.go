package cli

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/api"
	"callsheet/api/sandbox"
	"callsheet/model"
)

// A robot sends a campaign in waves, watches it to its end, opens calls, filters, and
// saves the results, while replies are lost, late, or refused, and a colleague takes
// contacts away. `go test` does so once with a small list; CALLSHEET_PROOF_LIVE=3 does
// with 3 seeds, of a hundred thousand contacts each, and CALLSHEET_PROOF_SEED=n begins at
// another one.
const envProofLive = "CALLSHEET_PROOF_LIVE"

// liveFaults are those of the robot's service: every fifth look at a batch is lost on its
// way back, some are refused for a while, and of the rest every second is from a copy that
// lags.
const liveFaults = "status:*/5=drop-after,status:*/17=429:4,status:*/23=500-before,status:*/2=stale:9s,calls:*/5=drop-after,calls:*/3=429:2,record:*/5=drop-after"

// shownFigures are those of a frame of Live.
type shownFigures struct {
	answered, notReached, toGo, total int
	age                               time.Duration
}

var (
	countsOfLive = regexp.MustCompile(`([\d,]+) answered.* ([\d,]+) not reached(?:.* ([\d,]+) to go)?.* % of ([\d,]+)`)
	ageOfLive    = regexp.MustCompile(`(?:Looked (just now|[^.]* ago)|These figures are ([^.]*) old)\.`)
)

// figuresOf reads the figures of a frame; it is false where there are none.
func figuresOf(frame string) (f shownFigures, shown bool) {
	m := countsOfLive.FindStringSubmatch(frame)
	if m == nil {
		return f, false
	}
	for i, n := range []*int{&f.answered, &f.notReached, &f.toGo, &f.total} {
		*n, _ = strconv.Atoi(strings.ReplaceAll(m[i+1], ",", ""))
	}
	f.age = -1
	if m := ageOfLive.FindStringSubmatch(frame); m != nil {
		text := strings.ReplaceAll(strings.TrimSuffix(m[1]+m[2], " ago"), " ", "")
		if f.age = 0; text != "justnow" {
			if f.age, _ = time.ParseDuration(text); f.age == 0 {
				f.age = -1
			}
		}
	}
	return f, true
}

// liveProof is a robot at Live.
type liveProof struct {
	*watchedConsole
	states *statesHad
	frames int // whose figures were held against the states
	ages   int // whose ages were
	opened int // calls
	saved  int // times the results were
	taken  int // contacts, by a colleague; those who had answered are counted no more
}

// hold holds that the figures of a frame are those the sandbox had.
func (p *liveProof) hold(frame string) {
	f, shown := figuresOf(frame)
	if !shown {
		return
	}
	p.frames++
	met := false
	for _, s := range p.states.sums() {
		met = met || s.Succeeded == f.answered && s.Failed == f.notReached && s.Total == f.total && f.toGo <= s.Total-s.Succeeded-s.Failed
	}
	if !met {
		p.t.Fatalf("%+v is shown, and the sandbox was %+v\n%s", f, p.states.sums(), frame)
	}
	if f.age >= 0 {
		p.ages++
		if !p.states.wereDelivered(f.age) {
			p.t.Fatalf("the figures are said to be %v old, and none came then\n%s", f.age, frame)
		}
	}
}

// takeAway has a colleague send a batch with some who are in the campaign as well.
func (p *liveProof) takeAway(first, n int) {
	p.t.Helper()
	client, err := api.New(api.Config{Key: sandbox.DemoKey, UserID: sandbox.DemoUser, Transport: p.box.Transport()})
	p.must(err)
	var contacts []api.Contact
	for i := range n {
		contacts = append(contacts, api.Contact{Phone: personOf(first + i)})
	}
	p.taken += n
	_, err = client.CreateBatch(p.t.Context(), api.BatchRequest{AgentID: sandbox.DemoAgent, Contacts: contacts})
	p.must(err)
}

func TestEveryFrameOfLiveShowsWhatTheSandboxHad(t *testing.T) {
	proofs, contacts, rate := 1, 800, "4"
	if testing.Short() {
		contacts = 400
	}
	if n, err := strconv.Atoi(os.Getenv(envProofLive)); err == nil {
		proofs, contacts, rate = n, 100_000, "30"
	}
	seed, _ := strconv.ParseUint(os.Getenv(envProofSeed), 10, 64)
	clock := newStopwatch(t)
	for i := range proofs {
		synctest.Test(t, func(t *testing.T) { watchToTheEnd(t, clock, seed+uint64(i), contacts, rate) })
	}
}

func watchToTheEnd(t *testing.T, clock *stopwatch, seed uint64, contacts int, rate string) {
	time.Sleep(time.Until(time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)))
	faults, err := sandbox.ParseFaults(liveFaults)
	if err != nil {
		t.Fatal(err)
	}
	states := newStatesHad(t)
	list := writePeople(t, contacts, personOf)
	p := &liveProof{states: states}
	p.watchedConsole = newWatchedConsole(t, consoleConfig{
		list: list, width: 120, height: 40, pace: livePace, reached: states.before,
		box:     sandbox.Config{Speed: 100, Clock: time.Now, Seed: seed, Faults: faults},
		options: model.OptionValues{model.OptRate: rate, model.OptNoAnswerDelay: "15 m"},
	})
	defer p.end()
	p.confirms(contacts)
	p.drawn, p.clock = p.hold, clock
	p.sees("to go")
	for minute := 0; !strings.Contains(p.screen(), "Completed"); minute++ {
		if minute > 600 {
			t.Fatalf("it is not over:\n%s", p.screen())
		}
		if minute < 3 {
			p.takeAway(3+100*minute, 5)
		}
		p.looksAround()
		p.passes(20 * time.Second)
	}
	p.exports(list)
	t.Logf("%d contacts, seed %d: %d frames and %d ages, %d calls opened, results saved %d times, %v by the sandbox's clock, requests %v, at most %d in a minute",
		contacts, seed, p.frames, p.ages, p.opened, p.saved, p.box.Now().Sub(time.Date(2027, 3, 2, 9, 0, 0, 0, time.UTC)), states.requests, states.busiest())
	t.Logf("keys: %s", p.keys)
	if p.frames < 100 || p.ages < 50 || p.opened == 0 {
		t.Error("it proves nothing")
	}
}

// exports saves the results until no row's outcome is not known any more, for the calls of a
// batch may not come at the first try. Each time every row is in them once, in its order,
// and in the end as many are answered as Live says.
func (p *liveProof) exports(list string) {
	p.t.Helper()
	given := p.records(list)
	path := strings.TrimSuffix(list, ".csv") + " results.csv"
	for {
		p.types("w")
		p.sees("Save the results")
		p.key(tea.KeyEnter)
		p.waits("file of results", 10*time.Minute, func() bool { _, err := os.Stat(path); return err == nil })
		got := p.records(path)
		p.must(os.Remove(path))
		p.passes(10 * time.Second)
		if p.saved++; len(got) != len(given) || p.saved > 20 {
			p.t.Fatalf("%d rows became %d, at the %d. time\n%s", len(given), len(got), p.saved, p.screen())
		}
		outcomes := map[string]int{}
		for i, row := range got {
			if !slices.Equal(row[:2], given[i]) {
				p.t.Fatalf("row %d is %q, was %q", i+1, row, given[i])
			}
			outcomes[row[2]]++
		}
		f, _ := figuresOf(p.screen())
		if n := outcomes["answered"]; n > f.answered+p.taken || n < f.answered-outcomes["not known"] {
			p.t.Fatalf("%v are saved, and Live says %+v\n%s", outcomes, f, p.screen())
		}
		if outcomes["not known"] == 0 {
			return
		}
	}
}

func (p *liveProof) records(path string) [][]string {
	p.t.Helper()
	file, err := os.Open(path)
	p.must(err)
	defer file.Close()
	r := csv.NewReader(file)
	rows, err := r.ReadAll()
	p.must(err)
	return rows
}

// looksAround presses the keys of somebody who watches: filters, a call, and back.
func (p *liveProof) looksAround() {
	for _, key := range "2314" {
		p.types(string(key))
	}
	p.types("1")
	p.key(tea.KeyDown, tea.KeyDown, tea.KeyTab, tea.KeyEnter)
	p.passes(time.Second)
	if !p.atLive() {
		p.opened++
		p.key(tea.KeyEsc)
	}
}

// personOf is the number of a contact, of three countries.
func personOf(i int) string {
	switch i % 4 {
	case 2:
		return fmt.Sprintf("+49151%08d", 20000000+i)
	case 3:
		return fmt.Sprintf("+1212%07d", 2000000+i)
	}
	return fmt.Sprintf("+447400%06d", i)
}

// writePeople writes a list of so many, with the number of each.
func writePeople(t *testing.T, n int, number func(int) string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("Name,Phone\n")
	for i := range n {
		fmt.Fprintf(&b, "Person %d,%s\n", i, number(i))
	}
	path := filepath.Join(t.TempDir(), "spring.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
