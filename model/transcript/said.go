package transcript

import "callsheet/model/printable"

// optOuts finds who is not to be called in a sentence of the contact, a summary or a
// metric. It reports whether the sentence is one, or one that holds for a time only.
func (f *finder) optOuts(p place, s sentence) bool {
	found := false
	for _, m := range f.matches {
		switch m.rule.use {
		case stops:
			if p.turn < 0 && f.alsoTold(m) {
				continue
			}
			found = !m.rule.void && f.stop(p, s, m) || found
		case bare:
			if !f.inRefusal(m) && !m.guarded(takenBack, s) && f.limited(m, s) {
				f.addLimited(p, s, m)
				found = true
			}
		case told:
			if p.turn < 0 && !m.guarded(untold, s) && !f.limited(m, s) {
				f.addOptOut(OptOut{Quote: p.quoteOf(m, s), Sure: !m.rule.likely && !s.question})
				found = true
			} else if p.turn < 0 && f.limited(m, s) {
				f.addLimited(p, s, m)
				found = true
			}
		case wrong:
			if !m.guarded(rightNumber, s) {
				f.addOptOut(OptOut{Quote: p.quoteOf(m, s), Kind: WrongNumber, Sure: p.speaker == Contact && !m.rule.likely && !s.question})
				found = true
			}
		case weak:
			if p.speaker != Agent && p.turn >= 0 {
				f.refused = &OptOut{Quote: p.quoteOf(m, s)}
			}
		}
	}
	return found
}

// alsoTold reports whether a rule for summaries found the same words.
func (f *finder) alsoTold(m match) bool {
	for _, other := range f.matches {
		if other.rule.use == told && other.from < m.to && m.from < other.to {
			return true
		}
	}
	return false
}

// stop reads one request not to be called.
func (f *finder) stop(p place, s sentence, m match) bool {
	switch {
	case m.guarded(takenBack, s) && !m.guarded(asked, s):
		return false
	case !m.rule.always && f.limited(m, s):
		f.addLimited(p, s, m)
		return true
	}
	sure := p.speaker == Contact && !m.rule.likely && !m.guarded(softened, s)
	f.addOptOut(OptOut{Quote: p.quoteOf(m, s), Sure: sure})
	return true
}

// limited reports whether a request holds for a time only: a limit stands beside it, or
// the name of a time.
func (f *finder) limited(m match, s sentence) bool {
	l := m.rule.of
	if f.holdsForGood(l, s) {
		return false
	}
	if m.guardedBehind(limited, s) || m.rule.use != told && m.guardedAhead(limited, s) {
		return true
	}
	// The time may stand in the midst of the words that were found, or close to them.
	const near = 2
	parts := f.timesIn(l, s)
	for i, part := range parts {
		if !part.limits(parts, i) {
			continue
		}
		switch {
		case part.from >= m.from && part.to <= m.to:
			return true
		case part.from >= m.to && part.from-m.to <= near && sameClause(s.tokens, m.to, part.from+1):
			return true
		case l.verbLast && part.to <= m.from && m.from-part.to <= near && sameClause(s.tokens, part.from+1, m.from+1):
			return true
		}
	}
	return false
}

// limits reports whether a word for a time names one by itself.
func (p timePart) limits(parts []timePart, i int) bool {
	switch p.kind {
	case dayOf, weekdayOf, partOf, noonOf, clockOf, vagueOf, oclockOf:
		return true
	case digitsOf:
		return len(p.text) < len("2026-12-05")
	case numberOf:
		return i+1 < len(parts) && parts[i+1].from == p.to && (parts[i+1].kind == oclockOf || parts[i+1].kind == unitOf || parts[i+1].kind == partOf)
	}
	return false
}

// sameClause reports whether no clause ends between two tokens.
func sameClause(tokens []token, from, to int) bool {
	for i := from; i < to && i < len(tokens); i++ {
		if tokens[i].breaks {
			return false
		}
	}
	return true
}

// addLimited adds "do not call before five": they are to be called, but not then.
func (f *finder) addLimited(p place, s sentence, m match) {
	q := p.quoteOf(m, s)
	q.Why = "does not want to be called then"
	c := Callback{Quote: q}
	c.Question = "They named a time at which they are not to be called. When are they to be called?"
	if said, ok := f.timeIn(m.rule.of, s); ok {
		c.Words = wordsOf(p.text, s, said)
	}
	f.addCallback(c)
}

func wordsOf(text string, s sentence, said saidTime) string {
	return printable.Text(text[s.tokens[said.from].from:s.tokens[said.to-1].to], maxQuote)
}

// callBacks finds the wish to be called at another time.
func (f *finder) callBacks(p place, s sentence) {
	for _, m := range f.matches {
		switch m.rule.use {
		case callMe, callBack:
		case toldCall:
			if p.turn >= 0 {
				continue
			}
		default:
			continue
		}
		if f.inRefusal(m) {
			continue
		}
		said, timed := f.timeIn(m.rule.of, s)
		switch {
		case m.rule.use != callBack && !timed:
			continue
		case m.guarded(askedToCall, s):
		case m.guarded(noCallBack, s):
			continue
		}
		f.addTimed(p, s, m, said, timed, p.speaker == Contact)
		return
	}
}

// inRefusal reports whether the words of a match belong to a request not to be called.
func (f *finder) inRefusal(m match) bool {
	for _, other := range f.matches {
		switch other.rule.use {
		case stops, told, wrong:
			if other.from < m.to && m.from < other.to {
				return true
			}
		}
	}
	return false
}

func (f *finder) addTimed(p place, s sentence, m match, said saidTime, timed, sure bool) {
	c := Callback{Quote: p.quoteOf(m, s), Sure: sure}
	if timed {
		c.Words = wordsOf(p.text, s, said)
		c.When = f.in.resolve(said, c.Words)
	} else {
		c.Question = "No time is named. When are they to be called?"
	}
	f.addCallback(c)
}

// ofAgent keeps what the agent asks, for the answer. What the agent says is no evidence by
// itself.
func (f *finder) ofAgent(p place, s sentence) {
	sentenceText := func() string { return excerpt(p.text, s.from, s.to, s.from) }
	if s.question { // a yes belongs to the last
		f.asked.offer, f.asked.callsAt = nil, nil
	}
	for _, m := range f.matches {
		switch m.rule.use {
		case offer:
			f.asked.offer, f.asked.text, f.asked.sure = &m, sentenceText(), s.question
		case promise:
			if f.refused != nil {
				o := *f.refused
				o.Before = ""
				o.Why += ": " + sentenceText()
				f.addOptOut(o)
				f.refused = nil
			}
		case askWhen:
			f.asked.when, f.asked.text = &m, sentenceText()
		case agentCalls:
			said, timed := f.timeIn(m.rule.of, s)
			if !timed || m.guarded(noCallBack, s) {
				continue
			}
			if !s.question {
				f.addTimed(p, s, m, said, true, false)
				return
			}
			f.asked.callsAt, f.asked.text = &m, sentenceText()
			f.asked.said, f.asked.words = said, wordsOf(p.text, s, said)
			return
		}
	}
}

// shortAnswer is how many words a yes has that is nothing but a yes.
const shortAnswer = 6

// answers reads a sentence as the answer to what the agent asked before it.
func (f *finder) answers(p place, s sentence) bool {
	a := f.asked
	if a.when != nil && p.turn >= 0 {
		if said, ok := f.timeIn(a.when.rule.of, s); ok {
			q := p.quoteOf(match{a.when.rule, said.from, said.to}, s)
			q.Before = a.text
			f.addCallback(Callback{Quote: q, Sure: p.speaker == Contact, Words: wordsOf(p.text, s, said), When: f.in.resolve(said, wordsOf(p.text, s, said))})
			f.asked = question{}
			return true
		}
	}
	if !p.first || a.offer == nil && a.callsAt == nil {
		return false
	}
	for _, m := range f.matches {
		if m.rule.use != yes {
			continue
		}
		q := p.quoteOf(m, s)
		q.Before = a.text
		if a.offer != nil {
			q.Why = a.offer.rule.why
			f.addOptOut(OptOut{Quote: q, Sure: p.speaker == Contact && a.sure && len(s.tokens) <= shortAnswer})
		} else {
			q.Why = a.callsAt.rule.why
			f.addCallback(Callback{Quote: q, Words: a.words, When: f.in.resolve(a.said, a.words)})
		}
		return true
	}
	return false
}
