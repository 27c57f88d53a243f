//go:build unix

package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"callsheet/api/sandbox"
	"callsheet/config"
)

// What people do around a console: they change the settings, begin anew on a machine where
// nothing is set up, look on under a profile that may only read, have another program call, and
// run commands in a shell while they look at the calls.

// The ways of a leg that are not the usual one.
const (
	atGreeting = "where nothing is set up"
	withoutKey = "without a key"
	onlyLooks  = "with a profile that only reads"
)

const onlooker = "onlooker" // the profile that only reads

// dress draws what is unusual about a leg.
func (l *legPlan) dress(rng *rand.Rand, n int, w *walk) {
	how := rng.IntN(12)
	l.twice = rng.IntN(4) == 0
	switch {
	case how == 0 && w.team == nil:
		l.unusual, l.profile, l.quietly, l.beside, l.goesHome = atGreeting, "", false, false, false
		l.args = l.files()
		l.env = []string{"DIALGEN_API_KEY=", config.EnvBaseURL + "=" + w.services[0].base, "XDG_CONFIG_HOME=" + filepath.Join(w.home, fmt.Sprint("new ", n))}
	case how == 1:
		l.unusual = withoutKey
		l.env = []string{"DIALGEN_API_KEY="}
	case how == 2:
		l.unusual, l.profile, l.beside = onlyLooks, onlooker, false
		l.args = append([]string{"--profile", onlooker}, l.files()...)
	default:
		return
	}
}

// files are the arguments of a leg that are files.
func (l *legPlan) files() []string {
	return slices.DeleteFunc(slices.Clone(l.args), func(a string) bool { return !strings.HasPrefix(a, "/") })
}

// accountWords are typed at the account. None of them is an address of anybody else's, and none
// is a rule of hours.
var accountWords = []string{sandbox.DemoUser, sandbox.DemoAgent, sandbox.DemoUser + "x", "agent_of_nobody", "GB", "India", "nowhere", "abroad", "default", killKey, "漢字"}

// accountSteps are what people do at the account.
var accountSteps = func() []stepWord {
	steps := []stepWord{
		{4, downKey}, {3, tabKey}, {2, "\x1b[A"}, {2, enterKey}, {2, "\x1b[C"}, {12, nextKey}, {3, "\x1b[200~" + killKey + "\x1b[201~"}, {3, redoKey}, {6, escKey},
	}
	for _, words := range accountWords {
		steps = append(steps, stepWord{1, "\x15" + words})
	}
	return steps
}()

const (
	leaveAccountWords = "What you typed is not written down yet"
	profileQuestion   = "Which profile do you want to work for?"
)

// atAccount notes that another account may be worked for from here on, and stays with the one that
// only reads.
func (w *walk) atAccount(l legPlan) (keys string, asked bool) {
	if !w.console.shows(accountTitle) && !strings.Contains(w.console.dialog(), profileQuestion) {
		return "", false
	}
	w.moved = true
	return escKey, l.unusual == onlyLooks && !strings.Contains(w.console.dialog(), leaveAccountWords)
}

// editSettings is what people do to the settings between two consoles: they say the same anew,
// change what is of no danger to anybody, or spoil the file, which is said and put right.
func (w *walk) editSettings(n int) {
	rng := w.dice(1<<22 + uint64(n))
	path := filepath.Join(w.home, "callsheet", "config.toml")
	if !w.worksHere(path) {
		w.note("the settings name a service that is none, and are put right")
		w.writeSettings()
	}
	switch rng.IntN(8) {
	case 0, 1:
		w.note("the settings are as they were")
		w.writeSettings()
	case 2:
		w.note("the settings are changed")
		w.writeSettings()
		text, err := os.ReadFile(path)
		w.must(err)
		changed := strings.Replace(string(text), "grace_seconds = 0", pick(rng, []string{"grace_seconds = 1", "grace_seconds = 0\ntheme = \"light\"", "# none\ngrace_seconds = 0\nbell = true"}), 1)
		w.must(os.WriteFile(path, []byte(changed), 0o600))
	case 3:
		w.spoilSettings(rng, path)
	}
	w.counters.Add("settings looked at", 1)
}

// worksHere reports whether the settings name no service but the robot's own.
func (w *walk) worksHere(path string) bool {
	text, err := os.ReadFile(path)
	w.must(err)
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "base_url") && !slices.ContainsFunc(w.services, func(s *server) bool { return strings.Contains(line, s.base) }) {
			return false
		}
	}
	return true
}

// spoilSettings holds that a file with a mistake is refused by the name of its line, and that
// nothing is lost by it.
func (w *walk) spoilSettings(rng *rand.Rand, path string) {
	good, err := os.ReadFile(path)
	w.must(err)
	bad := pick(rng, []string{"grace_secnds = 3\n", "[profiles.default\n", "= 3\n"})
	w.note("the settings have %q, for once", bad)
	w.must(os.WriteFile(path, append([]byte(bad), good...), 0o600))
	said, code := w.shell("list")
	if code == 0 || !strings.Contains(said, filepath.Base(path)) && !strings.Contains(said, "line 1") && !strings.Contains(said, strings.Fields(bad)[0]) {
		w.problem("with %q in the settings, list ends with %d and says %s", bad, code, said)
	}
	w.counters.Add("settings spoilt", 1)
	w.must(os.WriteFile(path, good, 0o600))
}

// The batches of somebody else's program, at the same account: of so many that none of the
// robot's is taken for one, to numbers that are in no list.
const (
	elsewhereContacts = 601
	elsewherePrefix   = "+4474003"
)

func ofElsewhere(number string) bool { return strings.HasPrefix(number, elsewherePrefix) }

// sendElsewhere has another program send a batch.
func (w *walk) sendElsewhere(rng *rand.Rand) {
	contacts := make([]map[string]string, elsewhereContacts)
	for i := range contacts {
		contacts[i] = map[string]string{"phoneNumber": fmt.Sprintf("%s%05d", elsewherePrefix, rng.IntN(50)*elsewhereContacts+i)}
	}
	body, err := json.Marshal(map[string]any{"agentId": sandbox.DemoAgent, "userId": sandbox.DemoUser, "contacts": contacts, "options": map[string]any{"priority": 9}})
	w.must(err)
	request, err := http.NewRequest(http.MethodPost, w.services[0].base+"/api/v1/batch", bytes.NewReader(body))
	w.must(err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+killKey)
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		w.problem("another program cannot send: %v", err)
		return
	}
	defer reply.Body.Close()
	said, _ := io.ReadAll(reply.Body)
	if reply.StatusCode/100 != 2 {
		w.problem("another program's batch is refused with %d: %s", reply.StatusCode, said)
		return
	}
	w.note("another program sends a batch")
	w.counters.Add("batches made elsewhere", 1)
}

// inAShell is a command that people run besides, often of a campaign; where the console has it
// open, what changes it says so.
func (w *walk) inAShell(rng *rand.Rand) {
	name := robotWaves
	var names []string
	for _, k := range w.known {
		names = append(names, k.draft.Name)
	}
	if slices.Sort(names); len(names) > 0 && rng.IntN(4) > 0 {
		name = pick(rng, names)
	}
	out := func(ext string) string { return filepath.Join(w.home, fmt.Sprintf("out %d%s", rng.IntN(3), ext)) }
	number := pick(rng, []string{"+447400123199", zoneNumber(rng.IntN(24)), zoneNumber(500 + rng.IntN(9)), "07400 123456", "n/a"})
	switch how := rng.IntN(8); {
	case how == 0:
		w.sendElsewhere(rng)
		return
	case how < 4 && w.team != nil:
		w.inATeamsShell(rng, name)
		return
	}
	lists := filepath.Join(w.home, "lists")
	args := pick(rng, [][]string{
		{"send", filepath.Join(lists, "leads two.csv"), "--yes", "--region", "GB", "--skip-invalid"}, {"send", filepath.Join(lists, "one.csv"), "--yes", "--json"},
		{"send", filepath.Join(lists, zonesList), "--yes", "--waves", "--profile", "decent"}, {"send", filepath.Join(lists, "leads.csv"), "--yes", "--region", "GB", "--skip-invalid", "--json"},
		{"list", "--json", "--remote"}, {"list", "--remote"}, {"list", "--archived", "--json"},
		{"export", name, "-o", out(".xlsx")}, {"export", name, "-o", out(".csv"), "--force", "--json"}, {"export", name, "-o", out(".csv"), "--details", "--force"},
		{"report", name}, {"report", name, "--json"}, {"report", name, "-o", out(".html"), "--force"},
		{"calls", name, "--json"}, {"calls", name, "--outcome", "missed"},
		{"said", name, "--json"}, {"said", name, "--add-sure", "--yes"}, {"said", "--json"}, {"said", name, "--callbacks", "-o", out(".csv"), "--force"},
		{"evidence", name, "--verify"}, {"evidence"},
		{"again", name, "--missed"}, {"again", name, "--failed", "--json"},
		{"dnc", "add", number, "--region", "GB"}, {"dnc", "remove", number, "--region", "GB"}, {"dnc", "list", "--json"},
		{"pause", name, "--json", "--wait", "0s"}, {"resume", name, "--yes"}, {"resume", name, "--json"},
		{"send", filepath.Join(w.home, "lists", "leads two.csv"), "--dry-run", "--json", "--region", "GB"}, {"check", filepath.Join(w.home, "lists", "leads.csv"), "--json"},
		{"watch", "--once", "--json"}, {"doctor", "--json", "--profile", onlooker}, {"cancel", "--all", "--profile", onlooker, "--yes"},
	})
	if args[0] == "dnc" && args[1] == "remove" {
		w.team.takenOff(number)
	}
	w.shell(args...)
}

// checkJSON holds that what a command printed as JSON is nothing else.
func (w *walk) checkJSON(args []string, out string) {
	d := json.NewDecoder(strings.NewReader(out))
	for {
		var document any
		switch err := d.Decode(&document); {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			w.problem("%q prints what is no JSON: %v in %s", args, err, tail(out, 2000))
			return
		}
	}
}

// sleeps has the machine of the console sleep for a moment, as when its lid is closed.
func (w *walk) sleeps(rng *rand.Rand) {
	c := w.console
	w.note("  the machine sleeps")
	w.counters.Add("sleeps", 1)
	w.must(c.cmd.Process.Signal(syscall.SIGSTOP))
	time.Sleep(time.Duration(50+rng.IntN(250)) * time.Millisecond)
	w.must(c.cmd.Process.Signal(syscall.SIGCONT))
	time.Sleep(50 * time.Millisecond)
}

// namedKeys are what the key line calls them, and what is pressed for it.
var namedKeys = map[string]string{
	"enter": enterKey, "esc": escKey, "tab": tabKey, "space": " ", "ctrl+n": nextKey, "ctrl+r": redoKey, "pgdn": "\x1b[6~", "↑↓": downKey, "←→": "\x1b[C", "→": "\x1b[C", "f1": "\x1bOP",
}

// namedKey presses one of the keys that the key line names.
func (w *walk) namedKey(rng *rand.Rand) string {
	keys := w.console.named()
	if len(keys) == 0 {
		return ""
	}
	w.counters.Add("keys of the key line", 1)
	w.named = pick(rng, keys)
	return w.named
}

// named are the keys that the key line names; none in a window that is too small for it.
func (c *console) named() (keys []string) {
	if c.cols < 80 || c.rows < 24 {
		return nil
	}
	for named := range strings.SplitSeq(strings.TrimSpace(c.line(c.rows-keyLine)), "   ") {
		key, _, _ := strings.Cut(named, " ")
		if k, is := namedKeys[key]; is {
			keys = append(keys, k)
		} else if len(key) == 1 {
			keys = append(keys, key)
		}
	}
	return keys
}

// countSilent counts the letters that the key line names, and that come to nothing which is drawn.
// That every key does something in one of its states is held by the tests of the screens.
func (w *walk) countSilent(before int, keys string) {
	c := w.console
	if w.named != keys || len(keys) != 1 || keys[0] <= ' ' {
		return
	}
	for until := time.Now().Add(3 * time.Second); c.drawn() == before; time.Sleep(5 * time.Millisecond) {
		if c.ended() {
			return
		}
		if time.Now().After(until) {
			if slices.Contains(c.named(), keys) {
				w.counters.Add(fmt.Sprintf("keys that drew nothing: %s at %s", keys, c.place()), 1)
			}
			return
		}
	}
}

// sentAtFirst is who was sent to the first service, which answers at once.
func (w *walk) sentAtFirst() (sent map[string]int) {
	w.must(w.services[0].tells("dials", &sent))
	maps.DeleteFunc(sent, func(number string, _ int) bool { return ofElsewhere(number) })
	return sent
}

// checkOnlyLooked holds that nothing was sent by a console that may only read.
func (w *walk) checkOnlyLooked(l legPlan, before map[string]int) {
	if l.unusual != onlyLooks || w.team != nil || w.failed {
		return
	}
	for n, times := range w.sentAtFirst() {
		if times > before[n] {
			w.problem("%s is sent by a console %s", n, l.unusual)
		}
	}
}

// revokedKey has the key of an account refused for a while, wherever it is used.
func revokedKey(rng *rand.Rand) string {
	var rules []string
	for _, endpoint := range []string{"list", "status", "agent"} {
		from := 4 + rng.IntN(20)
		rules = append(rules, fmt.Sprintf("%s:%d-%d=401", endpoint, from, from+3))
	}
	return strings.Join(rules, ",")
}
