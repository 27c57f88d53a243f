package model

import (
	"callsheet/model/table"

	"strings"
	"unicode"

	"callsheet/model/fold"
)

// answer is what is known of whether a row's person wants to be called, from the
// least to what matters most.
type answer uint8

const (
	answersNothing answer = iota
	answersDoubt          // likely a no: the operator is asked
	answersOdd            // not understood where only a no can stand, so a no
	answersNo             // certainly a no
)

// telling is how a column tells who is not to be called.
type telling uint8

const (
	tellsNothing telling = iota // nothing but what certain words in any cell say
	tellsNo                     // whatever is in it, but a clear "no" to the name, is a no to calls
	tellsYes                    // it says who may be called: a clear no there is one
	tellsPart                   // it is named as a state or notes: only certain words in it are
	tellsLikely                 // as tellsNo, if those named there are not to be called
	tellsWide                   // as tellsYes, if it is about calls
	tellsOther                  // it is about another way than calls
	tellsLooked                 // it says when or by whom somebody was looked for in a register
)

// phraseSet finds phrases among words.
type phraseSet struct {
	all    map[string]bool
	first  map[string][]string // the phrases by their first word
	joined []string            // those of scripts that part no words
}

func newPhraseSet(lists ...string) phraseSet {
	s := phraseSet{all: map[string]bool{}, first: map[string][]string{}}
	for _, list := range lists {
		for phrase := range strings.SplitSeq(list, ",") {
			folded := optOutWords(phrase)
			if folded == "" || s.all[folded] {
				continue
			}
			s.all[folded] = true
			if partsNoWords(folded) {
				s.joined = append(s.joined, folded)
				continue
			}
			word, _, _ := strings.Cut(folded, " ")
			s.first[word] = append(s.first[word], folded)
		}
	}
	return s
}

// in finds the longest phrase of the set anywhere in folded words, and returns
// the words without it.
func (s phraseSet) in(words string) (rest string, found bool) {
	best := ""
	for tail, more := words, words != ""; more; {
		var word, next string
		word, next, more = strings.Cut(tail, " ")
		for _, phrase := range s.first[word] {
			if len(phrase) > len(best) && strings.HasPrefix(tail, phrase) && (len(tail) == len(phrase) || tail[len(phrase)] == ' ') {
				best = phrase
			}
		}
		tail = next
	}
	joined := s.joined
	if !hasWideRunes(words) {
		joined = nil
	}
	for _, phrase := range joined {
		if len(phrase) > len(best) && strings.Contains(words, phrase) {
			best = phrase
		}
	}
	if best == "" {
		return words, false
	}
	return strings.Join(strings.Fields(strings.Replace(words, best, " ", 1)), " "), true
}

// hasWideRunes reports whether a text may hold runes of a script that puts no
// blanks between words: all of them take three bytes or more.
func hasWideRunes(text string) bool {
	const threeBytes = 0xE0
	for i := range len(text) {
		if text[i] >= threeBytes {
			return true
		}
	}
	return false
}

func (s phraseSet) has(words string) bool { _, found := s.in(words); return found }

// partsNoWords reports whether a text is in a script that puts no blanks between
// words.
func partsNoWords(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
	})
}

var (
	setNo        = newPhraseSet(optOutNo)
	setYes       = newPhraseSet(optOutYes)
	setHeaders   = newPhraseSet(optOutHeaders, optOutRefusals, optOutDeaths)
	setRegisters = newPhraseSet(optOutRegisters)
	setCalls     = newPhraseSet(optInCalls)
	setConsent   = newPhraseSet(optInWords)
	setStrong    = newPhraseSet(optInStrong)
	setAlone     = newPhraseSet(optInAlone)
	setWide      = newPhraseSet(optInWide)
	setOtherWays = newPhraseSet(optOutOtherWays)
	setTexts     = newPhraseSet(optOutTexts)
	setBeside    = newPhraseSet(optOutBeside)
	setAbout     = newPhraseSet(optOutAbout)
	setStates    = newPhraseSet(optOutStates)
	setCertain   = newPhraseSet(optOutCertain, optOutRefusals, optOutDeaths)
	setLikely    = newPhraseSet(optOutLikely)
	setInside    = newPhraseSet(optOutInside, optOutRefusals)
	setPolite    = newPhraseSet(optOutPolite)
	setMayNot    = newPhraseSet(optInNo)
	setWithdrawn = newPhraseSet(optInWithdrawn)
	setUnsure    = newPhraseSet(optInUnsure)
	setWholeName = newPhraseSet(optOutHeadersAlone)
	setNegations = newPhraseSet(optInNegations)
	setLooked    = newPhraseSet(optOutLooked)
	setGiven     = newPhraseSet(optInGiven)
	setToCall    = newPhraseSet(optInToCall)
	setHits      = newPhraseSet(optOutHits)
	setContact   = newPhraseSet(optInContact)
	setSubjects  = newPhraseSet(optOutSubjects)
	setClear     = newPhraseSet(optOutClear)
	setBefore    = newPhraseSet(optOutClearBefore)
	setAfter     = newPhraseSet(optOutClearAfter)
	setEnd       = newPhraseSet(optOutClearEnd)
)

// optOutWords folds a text to words parted by one blank: without case, accents,
// apostrophes that part a word, and punctuation.
func optOutWords(text string) string {
	var b strings.Builder
	gap, low, high := false, false, false
	runes := []rune(text)
	for i, r := range runes {
		mark := unicode.Is(unicode.M, r)
		sign := strings.ContainsRune("✓✔☑☒✅✗✘×☐○◯●", r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !mark && !sign {
			gap, low, high = true, false, false
			continue
		}
		upper := unicode.IsUpper(r)
		// camelCase, and the last capital of HTMLPage, begin a word.
		begins := upper && (low || high && i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if (gap || begins) && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap, low, high = false, unicode.IsLower(r) || unicode.IsDigit(r), upper
		r = unicode.ToLower(r)
		if plain, ok := fold.Letter(r); ok {
			b.WriteString(plain)
		} else if !unicode.Is(unicode.Mn, r) || !strings.ContainsRune("\u0300\u0301\u0302\u0303\u0307\u0308\u030a\u030c\u0327\u0328", r) {
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(b.String(), "ё", "е")
}

// tellingOf reads how a column tells who is not to be called from its name.
func tellingOf(header string) telling {
	if len(header) > 4*maxTitleRunes {
		return tellsNothing
	}
	words := optOutWords(header)
	switch {
	case words == "", setBeside.has(words):
		return tellsNothing
	}
	calls, other, texts := setCalls.has(words), setOtherWays.has(words), setTexts.has(words)
	if other { // "contact email" is no telephone
		calls = setCalls.has(setContact.without(words))
	}
	refusal, register := setHeaders.has(words) || setWholeName.all[words], setRegisters.has(words)
	consent := setConsent.has(words)
	wide := setWide.has(words)
	switch {
	case (refusal || register || consent || wide) && other && !calls:
		return tellsOther
	case (refusal || register) && setLooked.has(words):
		return tellsLooked
	case refusal && (texts && !calls || setAbout.has(words)):
		return tellsLikely
	case refusal:
		return tellsNo
	case register:
		return tellsLikely
	case (consent || setAlone.has(words)) && negated(words):
		if calls && !texts {
			return tellsNo // "no consent to calls" marks those who gave none
		}
		return tellsLikely
	case setAlone.has(words), consent && calls && !texts:
		return tellsYes
	case setStrong.has(words), setToCall.all[words], consent && (wide || texts):
		return tellsWide
	case setStates.has(words):
		return tellsPart
	}
	return tellsNothing
}

// negated reports whether the name of a column about consent is of those who gave
// none. A "no" is that at the beginning; elsewhere it is a number or an answer.
func negated(words string) bool { return setNegations.has(words) || strings.HasPrefix(words, "no ") }

// saysNo reads a cell of a column in which only a no to calls, or nothing, can
// stand: whatever is not clearly "no" or empty is one.
func saysNo(c table.Cell) answer {
	text := strings.TrimSpace(c.Text)
	if text == "" || strings.Trim(text, "-–—_. \u00a0\u200b\ufeff") == "" {
		return answersNothing
	}
	words := optOutWords(text)
	if trimmed := strings.TrimRight(words, "0 "); trimmed == "" && words != "" {
		return answersNothing // 0, 0.0, 00
	}
	switch {
	case setNo.all[words], words != "" && withoutClearance(words) == "":
		return answersNothing
	case text == "-1", setYes.all[words], setCertain.all[words], c.Kind == table.KindDate, looksLikeDate(text), isOne(words):
		return answersNo
	case setInside.has(words), setCertain.has(words), startsYes(words):
		return answersNo
	}
	return answersOdd
}

// isOne knows 1, 1.0 and 1.00.
func isOne(words string) bool {
	return words == "1" || strings.HasPrefix(words, "1 ") && strings.Trim(words[2:], "0") == ""
}

// startsYes knows "Yes (by e-mail)": a yes of two letters or more, and more.
func startsYes(words string) bool {
	first, _, more := strings.Cut(words, " ")
	return more && len(first) > 1 && setYes.all[first]
}

// saysMayNot reads a cell of a column that says who may be called.
func saysMayNot(c table.Cell) answer {
	text := strings.TrimSpace(c.Text)
	words := optOutWords(text)
	first, _, more := strings.Cut(words, " ")
	switch {
	case text == "":
		return answersNothing
	case setMayNot.all[words], strings.Trim(words, "0 ") == "" && words != "", more && len(first) > 1 && setMayNot.all[first]:
		return answersNo
	case words != "" && withoutClearance(words) == "":
		return answersNothing
	case setCertain.has(words), setLikely.has(words), setInside.has(words), setWithdrawn.has(words):
		return answersNo
	case setUnsure.all[words]:
		return answersOdd
	}
	return answersNothing
}

// saysInWords reads a cell that holds anything: a state, a note, a name with a
// remark in it. named is of a name, company or phone cell, in which such words
// have no other reason to stand.
func saysInWords(text string, named bool) answer {
	found := answersNothing
	whole := make([]string, 0, 4)
	for clause := range strings.FieldsFuncSeq(text, partsClauses) {
		words := optOutWords(clause)
		rest := withoutClearance(words)
		whole = append(whole, rest)
		if rest != words {
			found = max(found, saysWhole(rest, named))
			continue
		}
		for part := range strings.FieldsFuncSeq(clause, partsThings) {
			found = max(found, saysWhole(optOutWords(part), named))
		}
	}
	if found == answersNo {
		return found
	}
	rest, inside := setInside.in(strings.TrimSpace(strings.Join(whole, " ")))
	switch {
	case !inside:
		return found
	case named, onlyPolite(rest):
		return answersNo
	}
	return answersDoubt
}

// saysWhole reads the words of one thing in a cell.
func saysWhole(words string, named bool) answer {
	switch {
	case setCertain.all[words] && !(named && loneWord(words)):
		return answersNo
	case !named && setLikely.all[words]:
		return answersDoubt
	}
	return answersNothing
}

// loneWord reports whether words are but one, such as a surname that means
// something else as well.
func loneWord(words string) bool { return !strings.Contains(words, " ") && !partsNoWords(words) }

func partsClauses(r rune) bool { return r != ':' && r != '!' && partsThings(r) }

func partsThings(r rune) bool {
	return strings.ContainsRune(",;|/\n\r\t()[]{}:!", r) || r == '、' || r == '，' || r == '；'
}

// onlyPolite reports whether words say no more than please: no time of day, and
// no condition.
func onlyPolite(words string) bool {
	for word := range strings.FieldsSeq(words) {
		if !setPolite.all[word] && strings.Trim(word, "0123456789") != "" {
			return false
		}
	}
	return true
}

// saysFlag reports whether a cell is one of a column that says yes or no, or
// since when.
func saysFlag(c table.Cell) bool {
	words := optOutWords(c.Text)
	return c.Kind == table.KindBool || c.Kind == table.KindDate || setNo.all[words] || setYes.all[words] || setMayNot.all[words] || setWithdrawn.all[words] ||
		setGiven.all[words] || setUnsure.all[words] || setCertain.all[words] || looksLikeDate(strings.TrimSpace(c.Text))
}
