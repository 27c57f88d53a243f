//go:build unix

package cli_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"syscall"
	"time"
)

const (
	escKey = "\x1b"
	tabKey = "\t"
)

// legPlan is what was drawn of a leg before it began.
type legPlan struct {
	back     string // how it comes back: "without the file", …
	args     []string
	env      []string
	cols     int
	rows     int
	keys     int
	forward  bool // on the way to sending, more often than not
	quietly  bool // it is left when everything is saved, and not in the middle
	leave    string
	profile  string
	beside   bool   // another console comes and goes meanwhile
	goesHome bool   // it goes back to Home, from wherever it is, before it leaves
	unusual  string // what is unusual about it; "" = nothing
	twice    bool   // what is pressed is pressed twice now and then
	rng      uint64
}

func (l legPlan) String() string {
	return fmt.Sprintf("callsheet %q in %d by %d, %d keys, leaves by %s, saved before: %t", l.args, l.cols, l.rows, l.keys, l.leave, l.quietly)
}

// The ways to leave, and their exit codes; -1 is any.
var leaves = []struct {
	name string
	code int
}{
	{leaveByKey, 0}, {leaveByKey, 0}, {leaveByHangUp, -1}, {"SIGHUP", 130}, {"SIGTERM", 130}, {"SIGKILL", -1},
}

const (
	leaveByKey    = "ctrl+c"
	leaveByHangUp = "hang-up"
)

var leaveSignals = map[string]syscall.Signal{"SIGHUP": syscall.SIGHUP, "SIGTERM": syscall.SIGTERM, "SIGKILL": syscall.SIGKILL}

var windows = [][2]int{{80, 24}, {80, 24}, {100, 30}, {120, 40}, {200, 60}, {81, 25}, {109, 24}, {171, 33}}

// drawLeg draws how the next leg comes back, what it does, and how it leaves.
// Everything in a leg is drawn from its own numbers, so that what the screen made
// of one leg does not change the next.
func (w *walk) drawLeg(n int) legPlan {
	rng := w.dice(uint64(n))
	size := pick(rng, windows)
	l := legPlan{cols: size[0], rows: size[1], keys: rng.IntN(55), forward: rng.IntN(3) > 0, quietly: rng.IntN(4) > 0, leave: pick(rng, leaves).name, rng: rng.Uint64()}
	if rng.IntN(8) == 0 {
		l.keys = 0 // comes and goes
	}
	switch how := rng.IntN(8); {
	case n == 0 || how < 2:
		l.back, w.last = "with a file", pick(rng, w.lists)
		l.args = []string{w.last}
	case how < 4:
		l.back, l.args = "with the same file", []string{w.last}
	default:
		l.back = "without a file"
	}
	if rng.IntN(3) == 0 {
		l.profile = pick(rng, []string{"abroad", "decent", "shaky", "shaky"})
		l.back += ", with another profile"
		l.args = append([]string{"--profile", l.profile}, l.args...)
	}
	l.beside = rng.IntN(6) == 0
	l.goesHome = rng.IntN(4) == 0
	l.dress(rng, n, w)
	return l
}

func pick[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

// presses are what the robot does without looking, and how often.
var presses = []struct {
	weight int
	draw   func(rng *rand.Rand) string
}{
	{26, oneOf("\x1b[A", "\x1b[B", "\x1b[B", "\x1b[B", "\x1b[C", "\x1b[D", "j", "j", "j", "k", "h", "l", "\x1b[5~", "\x1b[6~", "g", "G", "\x1b[H", "\x1b[F", "n", "p")},
	{12, oneOf(enterKey)},
	{8, oneOf(escKey)},
	{9, oneOf(nextKey)},
	{5, oneOf(tabKey, tabKey, "\x1b[Z")},
	{15, oneOf("e", "a", "x", "x", "r", " ", "M", "d", "b", "s", "c", "f", "o", "v", "+", "-", "i", "w", "t", "m", "F", "C", "<", ">")},
	{7, oneOf("u", "u", redoKey)},
	{3, func(rng *rand.Rand) string { return "/" + pick(rng, words) + enterKey }},
	{3, func(rng *rand.Rand) string { return "\x07" + fmt.Sprint(rng.IntN(40)) + enterKey }},
	{5, oneOf("1", "2", "3", "4", "5", "6", "7", "8", "9")},
	{6, func(rng *rand.Rand) string { return pick(rng, words) }},
	{3, func(rng *rand.Rand) string { return "\x15" + pick(rng, words) }},
	{3, func(rng *rand.Rand) string { return "\x1b[200~" + pick(rng, pastes) + "\x1b[201~" }},
	{2, oneOf("?", "\x1bOP")},
	{3, oneOf(":", "\x10")},
	{2, oneOf("\x1bOQ", "\x1bOQ", "\x1bOR", "\x1a")},
	{1, oneOf("q", "Q", "\x04")},
	{1, oneOf(escKey + escKey)},
	{1, oneOf("\x7f", "\x17", "\x01", "\x05", "\x0b", "\x10", "\x1b[3~")},
	{2, func(rng *rand.Rand) string {
		return strings.Repeat(pick(rng, []string{"j", "k", "x", "u", "\x1b[B", "n", "\x12"}), 2+rng.IntN(12))
	}},
}

func oneOf(keys ...string) func(*rand.Rand) string {
	return func(rng *rand.Rand) string { return pick(rng, keys) }
}

// words are typed into whatever has the keyboard; a letter may as well be a
// command there.
var words = []string{
	"+44 7400 123199", "07400123198", "7400 1", "Grant", "olivia", "Zoë 漢字", "anna@example.com", "GB", "india", "0", "3", "30", "12", "5",
	"2027-03-01 09:00", "Europe/London", "1h", "spring leads.csv", "cancel", "Spring", "https://example.com/hook", "Ünïcødé",
}

// pastes are pasted in brackets: nothing in them is a command.
var pastes = []string{
	"+44 7400 123197", "Olivia\tGrant\n+447400123196\n", "xxxxuuuu\r\r\r", "\x03\x0e\r", "/tmp/nowhere.csv", "漢字漢字漢字漢字漢字漢字",
	"a\x1b[31mred\x1b[0m", strings.Repeat("07400 123195\n", 200), "3", "'leads two.csv'", "e\u0301\u200b\u202e",
}

var newSizes = [][2]int{{80, 24}, {100, 30}, {200, 60}, {79, 24}, {80, 23}, {40, 10}, {10, 3}, {1, 1}, {132, 43}, {300, 90}}

// step does one thing as a person at the screen would: it answers what is asked,
// goes on where it means to, or presses whatever comes.
func (w *walk) step(l legPlan, i int) {
	rng := rand.New(rand.NewPCG(l.rng, uint64(i)))
	c := w.console
	if rng.IntN(25) == 0 {
		w.resize(rng)
		return
	}
	switch besides := rng.IntN(160); {
	case besides < 4 && l.unusual == "":
		w.inAShell(rng)
		return
	case besides == 4:
		w.sleeps(rng)
	}
	w.waitsForIt(rng)
	w.named = ""
	keys, asked := w.atAccount(l)
	if !asked {
		keys, asked = w.answer(rng)
	}
	if !asked {
		keys, asked = w.answerSteering(rng)
	}
	if !asked {
		keys = w.nextKeys(l, rng)
	}
	if l.twice && rng.IntN(6) == 0 {
		w.counters.Add("pressed twice", 1)
		keys += keys
	}
	w.counters.Add("keys", 1)
	w.counters.Add("keys at "+cmp.Or(c.place(), "Home"), 1)
	w.note("  %-8s %q", c.place(), keys)
	if w.palette++; c.shows(paletteWords) || strings.ContainsAny(keys, ":\x10") {
		w.palette = 0
	}
	before := c.drawn()
	if err := c.types(keys); err != nil {
		w.problem("typing %q: %v", keys, err)
		return
	}
	// Mostly the robot waits until something is drawn, now and then it does not.
	pause := time.Duration(1+rng.IntN(12)) * time.Millisecond
	switch n := rng.IntN(10); {
	case strings.HasSuffix(keys, escKey):
		pause += 110 * time.Millisecond
	case n < 3:
	case n < 9:
		for until := time.Now().Add(60 * time.Millisecond); c.drawn() == before && time.Now().Before(until); {
			time.Sleep(2 * time.Millisecond)
		}
	default:
		pause += 200 * time.Millisecond
	}
	time.Sleep(pause)
	w.countSilent(before, keys)
	if rng.IntN(12) == 0 && !c.ended() {
		w.whole()
	}
}

func (w *walk) resize(rng *rand.Rand) {
	size := pick(rng, newSizes)
	w.note("  resized to %d by %d", size[0], size[1])
	w.counters.Add("resizes", 1)
	if err := w.console.resize(size[0], size[1]); err != nil {
		w.problem("resizing: %v", err)
		return
	}
	if size[0] < 80 || size[1] < 24 {
		time.Sleep(time.Duration(rng.IntN(100)) * time.Millisecond)
		if rng.IntN(3) > 0 {
			if err := w.console.resize(80+rng.IntN(100), 24+rng.IntN(30)); err != nil {
				w.problem("resizing: %v", err)
			}
		}
	}
	w.whole()
}

// asksForNumber is the question before sending, and the number it wants: of the
// contacts, or of those who could be rung outside their hours.
var asksForNumber = regexp.MustCompile(`(?s)(\d[\d,]*) contacts? will be called.*Type (?:the number of contacts to send|(\d[\d,]*), the number of those)`)

// answer answers a question that is on the screen. What would be a lie about
// what was sent is never said.
func (w *walk) answer(rng *rand.Rand) (keys string, asked bool) {
	text := w.console.text()
	switch m := asksForNumber.FindStringSubmatch(text); {
	case m != nil && rng.IntN(10) < 7:
		w.counters.Add("confirmations typed", 1)
		return "\x15" + strings.ReplaceAll(cmp.Or(m[2], m[1]), ",", "") + enterKey, true
	case m != nil:
		return pick(rng, []string{escKey, "7" + enterKey, enterKey, "y" + enterKey}), true
	case strings.Contains(text, "Hear what your contacts will hear") && rng.IntN(10) < 7:
		w.counters.Add("own numbers typed", 1)
		return "\x15" + pick(rng, []string{ownTelephone, ownTelephone, "07400 888321", "07400 111222", "07400 999001", "n/a"}) + enterKey, true
	case strings.Contains(text, "Type not sent"):
		return escKey, true
	case strings.Contains(text, "What became of this batch?"):
		return pick(rng, []string{escKey, escKey, enterKey}), true
	case strings.Contains(text, "A new campaign is made of them"):
		w.counters.Add("asked whom to call again", 1)
		return pick(rng, []string{enterKey, enterKey, enterKey, "\x1b[B" + enterKey, escKey}), true
	case strings.Contains(text, "Type cancel"):
		return pick(rng, []string{escKey, "cancel" + enterKey, enterKey}), true
	}
	return "", false
}

// ownTelephone is the robot's own, which stands in none of its lists.
const ownTelephone = "+44 7400 888321"

// onward is the key that leads on from a place.
var onward = map[string]string{"": enterKey, "File": enterKey, "Columns": nextKey, "Contacts": nextKey, "Options": nextKey, "Review": enterKey}

func (w *walk) nextKeys(l legPlan, rng *rand.Rand) string {
	place := w.console.place()
	if rng.IntN(8) == 0 && !w.console.shows(accountTitle) {
		if keys := w.namedKey(rng); keys != "" {
			return keys
		}
	}
	if l.forward && place != "Live" && rng.IntN(2) == 0 && !w.console.shows(accountTitle) {
		if next, found := onward[place]; found {
			return next
		}
	}
	if keys := w.atScreen(rng); keys != "" {
		return keys
	}
	if place == "Review" && rng.IntN(4) == 0 {
		return "c" // rings the robot's own telephone first
	}
	if next, found := onward[place]; found && (l.forward && rng.IntN(5) > 0 || rng.IntN(20) == 0) {
		return next
	}
	if place == "Live" && rng.IntN(3) == 0 {
		return pick(rng, []string{nextKey, nextKey, "r", enterKey, "t", "b", "g", "c", "x", "n", tabKey, "j", escKey, "m", "m"})
	}
	total := 0
	for _, p := range presses {
		total += p.weight
	}
	n := rng.IntN(total)
	for _, p := range presses {
		if n < p.weight {
			return p.draw(rng)
		}
		n -= p.weight
	}
	return ""
}
