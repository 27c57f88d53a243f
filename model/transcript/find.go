package transcript

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"callsheet/model/printable"
)

// Find reads a call. The order of what it finds is that in which it was said.
func Find(c Call, in Context) Findings {
	f := &finder{in: in, rules: rules(), times: map[*language][]timePart{}, forGood: map[*language]bool{}}
	turns := c.Turns
	if len(turns) > maxTurns {
		turns, f.found.Cut = turns[:maxTurns], true
	}
	for i, turn := range turns {
		f.turn(i, turn.Speaker, f.bounded(turn.Text))
	}
	f.asked = question{}
	f.turn(-1, Unknown, f.bounded(c.Summary))
	metrics := c.Metrics
	if len(metrics) > maxMetrics {
		metrics, f.found.Cut = metrics[:maxMetrics], true
	}
	f.inMetrics(metrics)
	return f.found
}

// finder goes through a call once.
type finder struct {
	in    Context
	rules *ruleSet
	found Findings

	asked   question // by the agent, and not yet answered
	refused *OptOut  // words of the contact that are a refusal if the agent takes them for one
	length  int      // bytes that were read

	// Of the sentence that is read:
	matches []match
	times   map[*language][]timePart
	forGood map[*language]bool // whether words such as "from now on" stand in it
}

// question is what the agent said last that an answer may belong to.
type question struct {
	offer, when, callsAt *match
	text                 string // of the sentence
	sure                 bool   // the offer was a question
	said                 saidTime
	words                string
}

// match is a rule that was found in a sentence.
type match struct {
	rule     *rule
	from, to int // tokens
}

// bounded is as much of a text as is read.
func (f *finder) bounded(text string) string {
	most := max(0, min(maxText, maxLength-f.length))
	f.length += min(len(text), most)
	if len(text) <= most {
		return text
	}
	f.found.Cut = true
	text = text[:most]
	for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text[:max(0, len(text)-1)]
}

// place is where a sentence stands.
type place struct {
	turn    int // -1 = the summary
	speaker Speaker
	text    string
	first   bool   // the first sentence of its turn
	quote   *Quote // of a metric's text
}

// turn reads the text of a turn, or of the summary.
func (f *finder) turn(i int, speaker Speaker, text string) {
	before := f.refused
	f.read(place{turn: i, speaker: speaker, text: text, first: true})
	if f.refused == before {
		f.refused = nil // the agent let it pass
	}
}

// inText reads a metric that is a text, as a summary is.
func (f *finder) inText(text string, quote Quote) {
	f.read(place{turn: -1, text: f.bounded(text), first: true, quote: &quote})
}

func (f *finder) read(p place) {
	sentencesOf(p.text, func(s sentence) {
		f.sentence(p, s)
		p.first = false
	})
	if p.speaker != Agent && p.turn >= 0 {
		f.asked = question{}
	}
}

// sentence finds what is said in one sentence.
func (f *finder) sentence(p place, s sentence) {
	f.match(s, p.uses())
	if p.speaker == Agent {
		f.ofAgent(p, s)
		return
	}
	opposed := f.optOuts(p, s) || f.inOtherLanguages(p, s)
	if !opposed && f.answers(p, s) {
		return
	}
	f.callBacks(p, s)
}

// uses are those of the rules that matter in a place, as bits.
func (p place) uses() uint32 {
	const agents = 1<<offer | 1<<promise | 1<<askWhen | 1<<agentCalls
	switch {
	case p.speaker == Agent:
		return agents
	case p.turn >= 0:
		return ^uint32(agents | 1<<told | 1<<toldCall)
	}
	return ^uint32(agents | 1<<weak | 1<<yes)
}

// match finds the rules of some uses in a sentence: of each use the earliest and longest
// that do not overlap.
func (f *finder) match(s sentence, uses uint32) {
	f.matches = f.matches[:0]
	clear(f.times)
	clear(f.forGood)
	for i, t := range s.tokens {
		f.rules.speech.at(t.word, func(r *rule) {
			if uses>>r.use&1 == 0 {
				return
			}
			if end, ok := r.pattern.at(s.tokens, i, true); ok {
				f.matches = append(f.matches, match{r, i, end})
			}
		})
	}
	if len(f.matches) < 2 {
		return
	}
	slices.SortStableFunc(f.matches, func(a, b match) int {
		likely := 0
		if a.rule.likely != b.rule.likely {
			likely = 1
			if b.rule.likely {
				likely = -1
			}
		}
		return cmp.Or(cmp.Compare(a.rule.use, b.rule.use), cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), likely)
	})
	kept := f.matches[:0]
	for _, m := range f.matches {
		if n := len(kept); n > 0 && kept[n-1].rule.use == m.rule.use && m.from < kept[n-1].to {
			continue
		}
		kept = append(kept, m)
	}
	f.matches = kept
}

// guarded reports whether a guard stands beside a match.
func (m match) guarded(u use, s sentence) bool { return m.guardedAhead(u, s) || m.guardedBehind(u, s) }

func (m match) guardedAhead(u use, s sentence) bool {
	return slices.ContainsFunc(m.rule.of.before[u], func(n *node) bool { return n.before(s.tokens, m.from) })
}

func (m match) guardedBehind(u use, s sentence) bool {
	return slices.ContainsFunc(m.rule.of.after[u], func(n *node) bool { return n.farthest(s.tokens, m.to, false) >= 0 })
}

// quoteOf is the sentence of a match.
func (p place) quoteOf(m match, s sentence) Quote {
	from, to := s.tokens[m.from].from, s.tokens[m.to-1].to
	if p.quote != nil {
		q := *p.quote
		q.Why, q.Language = m.rule.why, m.rule.of.name
		return q
	}
	q := Quote{Turn: p.turn, Speaker: p.speaker, From: from, To: to, Language: m.rule.of.name, Why: m.rule.why, Sentence: excerpt(p.text, s.from, s.to, from)}
	if p.turn < 0 {
		q.Source, q.Speaker = InSummary, Unknown
	}
	return q
}

// excerpt is the sentence from one byte to another, or as much of it as is shown, from a
// little before the words that matter.
func excerpt(text string, from, to, at int) string {
	const around = maxQuote / 3
	if utf8.RuneCountInString(text[from:to]) <= maxQuote {
		if to < len(text) { // with its mark
			_, n := utf8.DecodeRuneInString(text[to:])
			to += n
		}
		return printable.Text(text[from:to], maxQuote)
	}
	back := func(at int) int {
		for n := 0; n < around && at > from; n++ {
			_, size := utf8.DecodeLastRuneInString(text[from:at])
			at -= size
		}
		return at
	}
	begin := back(at)
	mark := ""
	if begin > from {
		mark = "…"
	}
	return mark + printable.Text(text[begin:to], maxQuote-1)
}

// timesIn are the words for times of a language in the sentence that is read.
func (f *finder) timesIn(l *language, s sentence) []timePart {
	parts, known := f.times[l]
	if !known {
		parts = l.timeParts(s.tokens)
		f.times[l] = parts
	}
	return parts
}

// holdsForGood reports whether the sentence that is read has words such as "from now on".
func (f *finder) holdsForGood(l *language, s sentence) bool {
	is, known := f.forGood[l]
	if !known {
		for i := range s.tokens {
			is = is || slices.ContainsFunc(l.anywhere, func(n *node) bool { return n.farthest(s.tokens, i, true) >= 0 })
		}
		f.forGood[l] = is
	}
	return is
}

// timeIn is the time that a sentence names, in a language.
func (f *finder) timeIn(l *language, s sentence) (saidTime, bool) { return timeOf(f.timesIn(l, s)) }

func (f *finder) addOptOut(o OptOut) {
	if len(f.found.OptOuts) == maxFound {
		f.found.Cut = true
		return
	}
	f.found.OptOuts = append(f.found.OptOuts, o)
}

func (f *finder) addCallback(c Callback) {
	if len(f.found.Callbacks) == maxFound {
		f.found.Cut = true
		return
	}
	f.found.Callbacks = append(f.found.Callbacks, c)
}
