//go:build unix

package cli_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"time"
)

// stepWord is a step that is drawn more often the higher its weight is.
type stepWord struct {
	weight int
	keys   string
}

// drawStep draws one of some steps.
func drawStep(rng *rand.Rand, steps []stepWord) string {
	total := 0
	for _, s := range steps {
		total += s.weight
	}
	n := rng.IntN(total)
	for _, s := range steps {
		if n < s.weight {
			return s.keys
		}
		n -= s.weight
	}
	return ""
}

const downKey = "\x1b[B"

// screenSteps are what people do at the screens that have keys of their own, by what is seen
// there. The first that is seen counts; Live's own are last, as the others stand over it.
var screenSteps = []struct {
	name  string
	at    func(w *walk) bool
	often int // of ten keys there, how many are of these steps
	steps []stepWord
}{
	{"the palette", func(w *walk) bool { return w.console.shows(paletteWords) }, 9, []stepWord{
		{3, "stop"}, {2, "export"}, {2, "pause"}, {2, "undo"}, {2, "home"}, {1, "leave"}, {1, "q"}, {1, "account"}, {1, "rename"}, {1, "duplicate"}, {1, "elsewhere"}, {1, "said"}, {1, "call again"}, {1, "report"}, {1, "move"}, {1, "team"}, {1, "漢字"}, {3, downKey}, {8, enterKey}, {4, escKey}, {1, "\x15"},
	}},
	{"the help", func(w *walk) bool { return w.console.shows(helpWords) }, 7, []stepWord{{3, downKey}, {1, "/undo" + enterKey}, {1, "n"}, {1, tabKey}, {1, enterKey}, {5, escKey}}},
	{"the greeting", func(w *walk) bool { return w.console.shows(greetingWords) }, 8, []stepWord{
		{3, downKey}, {2, "k"}, {4, enterKey}, {2, "d"}, {3, "a"}, {4, "l"}, {1, escKey}, {1, "?"},
	}},
	{"the account", func(w *walk) bool { return w.console.shows(accountTitle) }, 10, accountSteps},
	{"Home of a team", func(w *walk) bool {
		return w.team != nil && w.console.place() == "" && w.console.shows(homeWords) && w.console.shows("Your colleagues'")
	}, 4, []stepWord{
		{4, "8"}, {3, "8j"}, {2, "8jj"}, {4, "8c"}, {5, "8t"}, {2, "8jc"}, {3, "8jt"}, {2, enterKey}, {3, "8" + enterKey}, {2, "7"}, {1, "T"}, {2, "j"}, {1, "r"}, {1, "1"}, {2, escKey}, {1, "7" + enterKey},
	}},
	{"Home", func(w *walk) bool { return w.console.place() == "" && w.console.shows(homeWords) }, 4, []stepWord{
		{4, "j"}, {3, "k"}, {4, enterKey}, {3, "e"}, {3, "a"}, {1, "6"}, {1, "6ja"}, {2, "d"}, {2, "1"}, {1, "2"}, {1, "3"}, {1, "4"}, {1, "5"},
		{1, tabKey}, {1, "/spring" + enterKey}, {1, "/robot" + enterKey}, {1, "/nobody" + escKey}, {1, "f"}, {1, "D"}, {1, "X"}, {1, escKey},
		{4, "r"}, {2, "A"}, {3, "7"}, {5, "8"}, {3, "8j"}, {2, "T"}, {2, "c"}, {2, "t"},
	}},
	{"what people said", func(w *walk) bool { return w.console.place() == "Live" && w.console.shows(saidWords) }, 7, []stepWord{
		{4, "x"}, {3, "f"}, {2, "j"}, {1, " "}, {2, "a"}, {1, "A"}, {2, tabKey}, {2, enterKey}, {1, "r"}, {1, "c"}, {3, escKey},
	}},
	{"a call", func(w *walk) bool {
		return w.console.place() == "Live" && callTitle.MatchString(w.console.line(chipsLine))
	}, 7, []stepWord{
		{5, "j"}, {3, "k"}, {3, downKey}, {2, "l"}, {1, "h"}, {2, " "}, {1, "\x1b[5~"}, {1, "/hello" + enterKey}, {1, "n"}, {1, "N"}, {1, "o"}, {1, "y"}, {2, "d"}, {1, "r"},
		{1, tabKey}, {4, escKey},
	}},
	{"Live", func(w *walk) bool { return w.console.place() == "Live" }, 5, []stepWord{
		{7, "p"}, {2, "P"}, {2, "s"}, {2, "E"}, {2, "S"}, {5, "d"}, {5, enterKey}, {2, "1"}, {1, "2"}, {1, "3"}, {1, "4"}, {1, "5"}, {1, "6"}, {2, "/a" + enterKey}, {1, "/7400"},
		{2, "f"}, {2, " "}, {2, "j"}, {1, "G"}, {1, tabKey}, {1, "w"}, {1, "R"}, {1, "r"}, {1, "g"}, {2, escKey},
	}},
}

const (
	paletteWords = "Find what to do"
	helpWords    = "▸ keys of "

	homeWords = "What would you like to do?"
	saidWords = "asked not to be called"

	greetingWords = "How would you like to begin?"
	accountTitle  = "Your account at Dialgen"
)

// callTitle is the line of a call: who it is, and which of how many.
var callTitle = regexp.MustCompile(`\s\d[\d,]* of \d[\d,]*\s*$`)

// atScreen draws a step of the screen that is seen, "" where it has none or another is due.
func (w *walk) atScreen(rng *rand.Rand) string {
	for _, s := range screenSteps {
		if !s.at(w) {
			continue
		}
		if rng.IntN(10) >= s.often {
			return ""
		}
		w.counters.Add("steps at "+s.name, 1)
		return drawStep(rng, s.steps)
	}
	return ""
}

// dialogAnswers are how people answer what these screens ask, by its title or its words.
var dialogAnswers = []struct {
	words string
	steps []stepWord
}{
	{"Pause this campaign?", []stepWord{{7, enterKey}, {1, downKey + enterKey}, {2, escKey}}},
	{"Try the missed again?", []stepWord{{3, enterKey}, {3, downKey + enterKey}, {1, escKey}}},
	{"Nobody is left to be called", []stepWord{{3, enterKey}, {1, escKey}}},
	{"It cannot go on yet", []stepWord{{1, escKey}, {1, enterKey}}},
	{"Hard end", []stepWord{{4, escKey}, {2, "\x15" + enterKey}, {1, "\x1523:59" + enterKey}, {1, "\x15never" + enterKey + escKey}}},
	{"Dialgen cannot change it", []stepWord{{3, escKey}, {3, "\x15" + "2027-03-01 10:00" + enterKey}, {1, "\x15nonsense" + enterKey}}},
	{"Never call ", []stepWord{{5, enterKey}, {2, downKey + enterKey}, {2, escKey}}},
	{"When are they to be called?", []stepWord{{2, escKey}, {2, enterKey}}},
	{"Sort by", []stepWord{{2, downKey + enterKey}, {1, downKey + downKey + enterKey}, {1, escKey}}},
	{"Sort the campaigns", []stepWord{{2, downKey + enterKey}, {1, enterKey}, {1, escKey}}},
	{"Copy what?", []stepWord{{1, enterKey}, {2, escKey}}},
	{"Rename the campaign", []stepWord{{4, "\x15Spring again" + enterKey}, {2, " 2" + enterKey}, {1, "\x15Ünï 漢字" + enterKey}, {1, "\x15" + enterKey}, {2, escKey}}},
	{"Where is the key to be kept?", []stepWord{{2, enterKey}, {2, downKey + enterKey}, {1, escKey}}},
	{"Save it although it is not checked?", []stepWord{{3, enterKey}, {2, downKey + enterKey}, {1, escKey}}},
	{profileQuestion, []stepWord{{3, downKey + enterKey}, {2, downKey + downKey + enterKey}, {2, "\x1b[A" + enterKey}, {1, enterKey}, {2, escKey}}},
	{leaveAccountWords, []stepWord{{3, downKey + enterKey}, {1, enterKey}, {1, escKey}}},
	{"Keep it here?", []stepWord{{5, enterKey}, {1, downKey + enterKey}, {1, escKey}}},
	{"It is theirs: it can be read here", []stepWord{{1, enterKey}, {1, escKey}}},
	{"it is theirs", []stepWord{{1, enterKey}, {2, downKey + enterKey}, {2, downKey + downKey + enterKey}, {1, escKey}}},
	{"Type take over", []stepWord{{5, "\x15take over" + enterKey}, {1, "cancel" + enterKey}, {1, escKey}}},
	{"A campaign like ", []stepWord{{3, enterKey}, {2, downKey + enterKey}, {2, escKey}}},
}

// goOnWords, and moveWords, say how many are sent by who is resumed, or begins at another time.
var (
	goOnWords = regexp.MustCompile(`(\d[\d,]*) contacts? (?:can be called now|of batches that were not sent|not sent before can|were missed and have tries left: they are tried)`)
	moveWords = regexp.MustCompile(`cancelled, and (\d[\d,]*) contacts? `)
	inDialog  = regexp.MustCompile(`(?m)│(.*)│`)
)

// dialog is the text of the dialog that is open, in one line.
func (c *console) dialog() string {
	var b strings.Builder
	for _, m := range inDialog.FindAllStringSubmatch(c.text(), -1) {
		b.WriteString(strings.TrimSpace(m[1]) + " ")
	}
	return b.String()
}

// works reports whether the status says that something is under way.
func (c *console) works() bool {
	return strings.HasSuffix(c.line(c.rows-statusLine), "…")
}

func (c *console) shows(words string) bool { return strings.Contains(c.text(), words) }

func (c *console) line(y int) string {
	lines := c.lines()
	if y < 0 || y >= len(lines) {
		return ""
	}
	return strings.TrimRight(strings.Join(lines[y], ""), " ")
}

// deleteTitle is the question before a campaign is deleted, with its name.
var deleteTitle = regexp.MustCompile(`Delete "(.*?)"\?`)

// answerSteering answers what the newer screens ask.
func (w *walk) answerSteering(rng *rand.Rand) (keys string, asked bool) {
	dialog := w.console.dialog()
	if dialog == "" {
		return "", false
	}
	typed := func(what string, n int) (string, bool) {
		if rng.IntN(10) < 7 {
			w.counters.Add(what, 1)
			return "\x15" + fmt.Sprint(n) + enterKey, true
		}
		return pick(rng, []string{escKey, "7" + enterKey, enterKey}), true
	}
	switch m := deleteTitle.FindStringSubmatch(dialog); {
	case strings.Contains(dialog, "Go on with them?"):
		return typed("resumes typed", sumOf(goOnWords, dialog))
	case strings.Contains(dialog, "Move the start?"):
		return typed("moves of the start typed", sumOf(moveWords, dialog))
	case m != nil && rng.IntN(3) == 0 && w.isDraft(m[1]):
		w.deletes++
		w.counters.Add("drafts deleted", 1)
		return "\x15delete" + enterKey, true
	case m != nil:
		return pick(rng, []string{escKey, "cancel" + enterKey, enterKey}), true
	}
	for _, a := range dialogAnswers {
		if strings.Contains(dialog, a.words) {
			w.counters.Add("answers to "+a.words, 1)
			return drawStep(rng, a.steps), true
		}
	}
	return "", false
}

// isDraft reports whether nothing of the campaigns of a name was sent: the robot deletes no
// others, as the ledger no longer tells whom those called.
func (w *walk) isDraft(name string) bool {
	found := false
	for _, k := range w.load() {
		if k.draft.Name == name && len(k.batches) > 0 {
			return false
		}
		found = found || k.draft.Name == name
	}
	return found
}

func sumOf(words *regexp.Regexp, text string) int {
	n := 0
	for _, m := range words.FindAllStringSubmatch(text, -1) {
		var one int
		fmt.Sscan(strings.ReplaceAll(m[1], ",", ""), &one)
		n += one
	}
	return n
}

// busyWords is what a status says of work that changes what is kept.
var busyWords = regexp.MustCompile(`It is made sure who was called|It is being (?:paused|resumed)|It is found out who|The start is being moved|Everything is being stopped`)

// waitsForIt waits until the console has made sure who was called: people look, mostly.
func (w *walk) waitsForIt(rng *rand.Rand) {
	if !busyWords.MatchString(w.console.text()) || rng.IntN(3) == 0 {
		return
	}
	w.counters.Add("waits for work", 1)
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until) && !w.console.ended(); time.Sleep(20 * time.Millisecond) {
		if w.console.dialog() != "" || !busyWords.MatchString(w.console.text()) {
			return
		}
	}
}

// goesHome holds that every screen can be left, and that none is frozen: escape, again and
// again, comes to Home, or a key that says so, and Home still answers.
func (w *walk) goesHome() {
	c := w.console
	at := c.text()
	if err := c.resize(100, 30); err != nil || !w.whole() {
		return
	}
	for tries := 0; !c.ended(); tries++ {
		if c.place() == "" && c.shows(homeWords) && c.dialog() == "" {
			break
		}
		if tries == 60 {
			w.problem("this screen cannot be left by escape:\n%s", at)
			return
		}
		key := escKey
		switch dialog := c.dialog(); {
		case strings.Contains(dialog, leaveAccountWords):
			key = downKey + enterKey
		case tries%4 == 3 && dialog == "" && c.place() == "Live":
			key = nextKey
		}
		before := c.drawn()
		w.must(c.types(key))
		for until := time.Now().Add(time.Second); c.drawn() == before && time.Now().Before(until); time.Sleep(2 * time.Millisecond) {
		}
		time.Sleep(130 * time.Millisecond)
	}
	for tries := 0; !c.ended() && !c.shows(helpWords); tries++ { // one that comes right behind an escape is another key
		if tries == 10 {
			w.problem("Home does not answer to a key")
			return
		}
		if tries > 0 && c.dialog() != "" { // a key from before has opened something only now
			w.must(c.types(escKey))
			time.Sleep(130 * time.Millisecond)
		}
		w.must(c.types("\x1bOP")) // f1, which is no letter where letters are looked for
		for until := time.Now().Add(3 * time.Second); time.Now().Before(until) && !c.ended() && !c.shows(helpWords); time.Sleep(5 * time.Millisecond) {
		}
	}
	w.counters.Add("went home by escape", 1)
}
