//go:build unix

package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"callsheet/api/sandbox"
	"callsheet/ui/cli"
)

// walk is one robot at one machine, with its files, its services, and what it
// knows of its campaigns.
type walk struct {
	t        *testing.T
	counters *cli.Counters
	seed     int
	home     string
	lists    []string
	last     string // the list it came with
	services []*server
	inTime   bool           // the first of them runs by the clock of this machine
	console  *console       // of the leg that is walked
	known    savedCampaigns // what there was after the last leg
	left     leftAt         // where it was left
	moved    bool           // another account may be worked for than it was opened with
	history  []string
	failed   bool
	deletes  int               // how often it was typed that a draft is to be deleted
	placed   []sandbox.Attempt // by the services, after the last leg
	palette  int               // keys since the palette was opened, which leaves the program where that is chosen
	named    string            // the key of the key line that is pressed; "" = none
	team     *walkedTeam       // that it works in; nil = alone
	desk     desk              // where it works there
	part     int               // and which of them it is
}

// The profiles of a walk: three that work with one service, of which one says nothing of
// hours, and one with another that fails now and then.
var walkProfiles = []string{"default", "abroad", "decent", "shaky"}

// newWalk is a robot that walks alone.
func newWalk(t *testing.T, f *cli.Counters, seed int) *walk {
	w := walkOf(t, f, seed)
	w.serve()
	if !w.failed {
		w.moveIn()
	}
	return w
}

// walkOf is a robot with an empty home.
func walkOf(t *testing.T, f *cli.Counters, seed int) *walk {
	w := &walk{t: t, counters: f, seed: seed, known: savedCampaigns{}}
	var err error
	if w.home, err = os.MkdirTemp(memoryFolder(), "callsheet-walk-"); err != nil {
		w.problem("no home: %v", err)
	}
	return w
}

// dice are what is drawn of this robot for one purpose.
func (w *walk) dice(purpose uint64) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(w.seed)+uint64(w.part)<<32, purpose))
}

// serve begins the services.
func (w *walk) serve() {
	rng := w.dice(1 << 40)
	for _, faults := range []string{"", sceneFaults(rng) + "," + revokedKey(rng)} {
		speed := pick(rng, []string{"1", "60", "3600"})
		w.inTime = w.inTime || faults == "" && speed == "1"
		args := []string{"--speed", speed, "--seed", fmt.Sprint(w.seed)}
		if faults != "" {
			args = append(args, "--fault", faults)
		}
		served, err := serveSandbox(nil, args...)
		if err != nil {
			w.problem("no sandbox: %v", err)
			return
		}
		w.services = append(w.services, served)
	}
}

// moveIn writes the settings and the lists.
func (w *walk) moveIn() {
	rng := w.dice(1 << 39)
	w.writeSettings()
	for _, list := range []struct {
		name string
		text string
	}{
		{"leads.csv", messyList(rng, 40, ";")},
		{"leads two.csv", messyList(rng, 8, ",")},
		{"spring_renewals-2026.csv", messyList(rng, 300, ",")},
		{"one.csv", "Phone\n+447400123456\n"},
		{"nobody.csv", "Name,Phone\n,\nAnna,\n"},
		{"long.csv", messyList(rng, 3000, "\t")},
		{zonesList, zonesText()},
	} {
		path := filepath.Join(w.home, "lists", list.name)
		w.must(os.MkdirAll(filepath.Dir(path), 0o700))
		w.must(os.WriteFile(path, []byte(list.text), 0o600))
		w.lists = append(w.lists, path)
	}
}

// leftAt is where a console was left; zero when the next need not open there.
type leftAt struct{ place, profile string }

// remember notes where a console is left that everything is saved of. The next
// one opens there when there is but one campaign, of which all is known.
func (w *walk) remember(l legPlan, now savedCampaigns) {
	w.left = leftAt{}
	if len(now) != 1 || l.leave == "SIGKILL" || w.moved {
		return
	}
	for _, k := range now {
		if k.held && len(k.batches) == 0 {
			w.left = leftAt{w.console.place(), l.profile}
		}
	}
}

// reopened holds that a console without a file opens where the last was left.
func (w *walk) reopened(l legPlan) bool {
	at, also := w.left.place, w.left.place
	switch {
	case !strings.HasPrefix(l.back, "without a file") || l.profile != w.left.profile || l.unusual == atGreeting:
		return true
	case at == "Review":
		also = "Options" // the review is worked out anew
	case at != "Columns" && at != "Contacts" && at != "Options":
		return true
	}
	for deadline := time.Now().Add(30 * time.Second); w.console.place() != at && w.console.place() != also; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.problem("it was left at %s, and opens at %q", at, w.console.place())
			return false
		}
	}
	w.counters.Add("opened where it was left", 1)
	return true
}

func (w *walk) must(err error) {
	if err != nil {
		w.problem("%v", err)
	}
}

func (w *walk) writeSettings() {
	dir := filepath.Join(w.home, "callsheet")
	w.must(os.MkdirAll(dir, 0o700))
	w.must(os.WriteFile(filepath.Join(dir, "config.toml"), fmt.Appendf(nil, `grace_seconds = 0
[profiles.default]
base_url = %q
region = "GB"
user_id = "user_demo"
agent_id = "agent_demo_renewals"
hours = "daily 0-24"
hours_basis = "a test rings nobody"
[profiles.abroad]
base_url = %q
region = "US"
user_id = "user_demo"
agent_id = "agent_demo_renewals"
hours = "daily 0-24"
hours_basis = "a test rings nobody"
[profiles.decent]
base_url = %q
region = "GB"
user_id = "user_demo"
agent_id = "agent_demo_renewals"
[profiles.onlooker]
base_url = %q
read_only = true
user_id = "user_demo"
agent_id = "agent_demo_renewals"
[profiles.shaky]
base_url = %q
user_id = "user_demo"
agent_id = "agent_demo_renewals"
hours = "daily 0-24"
hours_basis = "a test rings nobody"
%s`, w.services[0].base, w.services[0].base, w.services[0].base, w.services[0].base, w.services[1].base, w.desk.settings()), 0o600))
}

func (w *walk) env() []string {
	return environment(w.home, append(w.desk.env(), "XDG_DATA_HOME="+filepath.Join(w.home, "data"), "DIALGEN_API_KEY="+killKey)...)
}

func (w *walk) open(l legPlan) (*console, error) {
	return startConsole(l.cols, l.rows, append(w.env(), l.env...), filepath.Join(w.home, "lists"), l.args...)
}

// whole waits until the screen is a whole frame. It is false, and a problem, when
// it never is.
func (w *walk) whole() bool {
	c := w.console
	wrong := c.frame()
	for deadline := time.Now().Add(30 * time.Second); wrong != ""; wrong = c.frame() {
		if c.ended() {
			return true
		}
		if time.Now().After(deadline) {
			w.problem("the frame is not whole: %s", wrong)
			return false
		}
		time.Sleep(5 * time.Millisecond)
	}
	w.counters.Add("frames looked at", 1)
	return true
}

// memoryFolder is a folder in memory where there is one, and "" elsewhere.
func memoryFolder() string {
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err == nil && info.IsDir() {
		return memory
	}
	return ""
}

// messyList is a list as people have them. Lists share some of their numbers.
func messyList(rng *rand.Rand, rows int, delimiter string) string {
	phones := []string{
		"+44 7400 %06d", "07400 %06d", "7400%06d", "+447400%06d", "(0)7400 %06d", "447400%06d", "+44 7400 %06d / 07400 111222",
		"7400%03d", "+1 202 555 0143", "n/a", "", "4.47400E+11", "999", "tel: 07400 %06d", "+49 151 23%06d", "#REF!",
	}
	names := []string{"Olivia Grant", "Ben", "Zoë Ångström", "漢字 太郎", "  Li  ", "", "=1+1", "O'Neil", "Anna‑Maria", "x\x1b[31m"}
	var b strings.Builder
	b.WriteString(strings.Join([]string{"Name", "Phone", "Mobile", "E-mail", "Plan"}, delimiter) + "\n")
	for i := range rows {
		if rng.IntN(30) == 0 {
			b.WriteString("\n")
			continue
		}
		phone := phones[rng.IntN(4)]
		if rng.IntN(3) == 0 {
			phone = pick(rng, phones)
		}
		if strings.Contains(phone, "%") {
			phone = fmt.Sprintf(phone, 100_000+rng.IntN(2*rows)+i%3)
		}
		fmt.Fprintln(&b, strings.Join([]string{pick(rng, names), phone, pick(rng, []string{"", "", "07400 999001"}), pick(rng, []string{"", "a@b.example", "nonsense"}), "Gold"}, delimiter))
	}
	return b.String()
}
