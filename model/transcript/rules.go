package transcript

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// use is what a rule is for.
type use uint8

const (
	stops       use = iota // asks not to be called any more
	bare                   // the same with a limit beside it, and nothing without one
	wrong                  // somebody else answers at the number
	told                   // a summary tells that somebody asked not to be called
	weak                   // wants to end it; asks not to be called where the agent promises it
	offer                  // the agent asks whether to call no more
	promise                // the agent promises to call no more
	yes                    // agrees
	callMe                 // asks to be called, which counts with a time
	callBack               // asks to be called later
	toldCall               // a summary tells of a call that is to be made, which counts with a time
	agentCalls             // the agent promises a call, or offers one
	askWhen                // the agent asks when to call
	takenBack              // guards: no request at all
	limited                // guards: not then, but at another time
	softened               // guards: likely rather than sure
	kept                   // guards: from now on, whatever time is named
	noCallBack             // guards: no wish to be called
	asked                  // guards: asks it all the same, whatever other guards say
	askedToCall            // guards: the same, of a wish to be called
	untold                 // guards: a summary tells of none
	rightNumber            // guards: nothing about the number
	timeWord
)

// uses are by their name in the files of rules, where a line is
//
//	language: NAME           order: verb last (limits stand before the verb)
//	times: CODE              languages whose words for times are mixed in
//	class NAME: …, …         patterns that others name as <NAME>
//	why: REASON              of the rules that follow, as it is shown
//	USE: …, …                rules; USE? = likely, USE! = whatever time is named beside it;
//	                         void: looks like stop, and is nothing
//	USE<: …, …               guards that stand before what was found, USE>: behind it;
//	                         keep: anywhere in the sentence
//	time PART: …, …          words for times, see timeKinds
var uses = map[string]use{
	"stop": stops, "void": stops, "bare": bare, "wrong": wrong, "told": told, "weak": weak, "offer": offer, "promise": promise, "yes": yes,
	"callme": callMe, "callback": callBack, "toldcall": toldCall, "agentcalls": agentCalls, "askwhen": askWhen,
	"not": takenBack, "limit": limited, "less": softened, "keep": kept, "nocall": noCallBack, "ok": asked, "okcall": askedToCall, "nottold": untold, "notwrong": rightNumber, "time": timeWord,
}

// rule is one pattern and what it says where it is found.
type rule struct {
	of      *language
	use     use
	likely  bool
	void    bool // looks like one, and is none
	always  bool // holds whatever time is named beside it
	why     string
	pattern *node
	time    timePart
}

// language is the rules of one language.
type language struct {
	code      string
	name      string
	before    map[use][]*node
	after     map[use][]*node
	anywhere  []*node // kept
	verbLast  bool    // a limit stands before the verb
	times     index
	timesAlso []*language // whose words for times are mixed in
}

//go:embed rules/*.txt
var files embed.FS

// ruleSet is all languages.
type ruleSet struct {
	languages []*language
	speech    index
}

// rules are read when they are first needed: a command that reads no transcript does not
// wait for them. The files are part of the program, so a mistake in one is one of ours.
var rules = sync.OnceValue(func() *ruleSet {
	set, err := readRules()
	if err != nil {
		panic(err)
	}
	return set
})

func readRules() (*ruleSet, error) {
	entries, err := files.ReadDir("rules")
	if err != nil {
		return nil, err
	}
	set, byCode := &ruleSet{}, map[string]*language{}
	also := map[*language][]string{}
	for _, entry := range entries {
		text, err := files.ReadFile(path.Join("rules", entry.Name()))
		if err != nil {
			return nil, err
		}
		code, _ := strings.CutSuffix(entry.Name(), ".txt")
		l := &language{code: code, before: map[use][]*node{}, after: map[use][]*node{}}
		r := &ruleReader{set: set, language: l, classes: map[string][]pattern{}, sets: map[*pattern]map[string]bool{}}
		for i, line := range strings.Split(string(text), "\n") {
			if err := r.line(strings.TrimSpace(line)); err != nil {
				return nil, fmt.Errorf("rules/%s, line %d: %w", entry.Name(), i+1, err)
			}
		}
		set.languages = append(set.languages, l)
		byCode[code], also[l] = l, r.also
	}
	for l, codes := range also {
		for _, code := range codes {
			if byCode[code] == nil {
				return nil, fmt.Errorf("rules/%s.txt: there is no language %q", l.code, code)
			}
			l.timesAlso = append(l.timesAlso, byCode[code])
		}
	}
	return set, nil
}

// ruleReader reads one file of rules.
type ruleReader struct {
	set      *ruleSet
	language *language
	classes  map[string][]pattern
	sets     map[*pattern]map[string]bool
	why      string
	also     []string
}

func (r *ruleReader) line(line string) error {
	if line == "" || strings.HasPrefix(line, "#") {
		return nil
	}
	head, rest, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("%q has no colon", line)
	}
	rest = strings.TrimSpace(rest)
	name, arg, _ := strings.Cut(strings.TrimSpace(head), " ")
	switch name {
	case "language":
		r.language.name = rest
		return nil
	case "order":
		r.language.verbLast = rest == "verb last"
		return nil
	case "times":
		r.also = strings.Fields(rest)
		return nil
	case "why":
		r.why = rest
		return nil
	}
	for text := range strings.SplitSeq(rest, ",") {
		p, err := compile(strings.TrimSpace(text), r.classes)
		if err == nil && len(p) == 0 {
			err = fmt.Errorf("a pattern is empty")
		}
		if err == nil {
			err = r.put(name, arg, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *ruleReader) put(name, arg string, p pattern) error {
	if name == "class" {
		r.classes[arg] = append(r.classes[arg], p)
		return nil
	}
	name, likely := strings.CutSuffix(name, "?")
	name, always := strings.CutSuffix(name, "!")
	name, ahead := strings.CutSuffix(name, "<")
	name, behind := strings.CutSuffix(name, ">")
	use, is := uses[name]
	l := r.language
	switch {
	case !is:
		return fmt.Errorf("%q is no kind of rule", name)
	case ahead:
		l.before[use] = append(l.before[use], p.graph(ending, r.sets))
		return nil
	case behind:
		l.after[use] = append(l.after[use], p.graph(ending, r.sets))
		return nil
	case use == kept:
		l.anywhere = append(l.anywhere, p.graph(ending, r.sets))
		return nil
	case use == timeWord:
		part, err := readTimePart(arg)
		if err != nil {
			return err
		}
		return l.times.add(p, &rule{of: l, use: use, pattern: p.graph(ending, r.sets), time: part})
	}
	if r.why == "" {
		return fmt.Errorf("a rule has no reason")
	}
	return r.set.speech.add(p, &rule{of: l, use: use, likely: likely, always: always, void: name == "void", why: r.why, pattern: p.graph(ending, r.sets)})
}

// readTimePart reads what a word for a time says: "day 1", "part pm", "day 0 pm".
func readTimePart(text string) (timePart, error) {
	name, arg, _ := strings.Cut(text, " ")
	i := slices.Index(timeKinds, name)
	if i < 0 {
		return timePart{}, fmt.Errorf("%q is no kind of word for a time", name)
	}
	part := timePart{kind: timeKind(i)}
	number, rest, _ := strings.Cut(arg, " ")
	if n, err := strconv.Atoi(number); err == nil {
		part.n, arg = n, rest
	}
	part.text = arg
	return part, nil
}
