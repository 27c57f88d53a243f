package hours

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

const (
	maxText    = 500  // bytes of a rule in text
	maxWindows = 12   // of a day
	maxCount   = 1000 // attempts, days or hours of a cap or pause
)

// example is in every error that says what to type.
const example = "mon-fri 9-18, sat 10-14"

// Error is why a rule in text was not understood, as a sentence that says what to type.
type Error string

func (e Error) Error() string { return string(e) }

// Parse reads a rule of the operator's own:
//
//	mon-fri 9-18
//	mon-sat 9:30-13 14-20, sun none
//	daily 8-21, sun none, holidays none, eve 10-19
//	weekdays 9am-6pm, max 3 in 24h, pause 60d after refusal
//
// Days are mon to sun or their English names, ranges of them, daily, weekdays, weekend,
// holidays, and eve for the day before a holiday. Windows, or none, follow the days they
// are of. Days that are not named are not rung; holidays and eves that are not named are as
// the day. A later part takes single days out of an earlier one. Commas, semicolons and
// blanks separate alike. Errors are of type Error.
func Parse(text string) (Rule, error) {
	if len(text) > maxText {
		return Rule{}, Error("These hours are too long to read. Type them shorter, such as " + example + ".")
	}
	p := parser{words: split(text)}
	if len(p.words) == 0 {
		return Rule{}, Error("No hours were given. Type them such as " + example + ".")
	}
	for len(p.words) > 0 {
		var err error
		switch p.words[0] {
		case "max":
			err = p.limit()
		case "pause":
			err = p.pause()
		default:
			err = p.part()
		}
		if err != nil {
			return Rule{}, err
		}
	}
	if !p.rule.Open() {
		return Rule{}, Error("Nobody could be rung at any time. Name days and hours, such as " + example + ".")
	}
	p.rule.Caps = strictestCaps(p.rule.Caps)
	p.rule.Name = "Your hours"
	return p.rule, nil
}

// parser reads words from the front.
type parser struct {
	words []string
	rule  Rule
	said  [9]int // by how many days each was named last: 7 by daily, 1 by its own name
}

// The kinds of day behind the seven weekdays.
const (
	holidays = 7
	eves     = 8
)

// next takes the next word, "" at the end.
func (p *parser) next() string {
	if len(p.words) == 0 {
		return ""
	}
	word := p.words[0]
	p.words = p.words[1:]
	return word
}

// part reads days and their windows.
func (p *parser) part() error {
	var days []int
	for len(p.words) > 0 {
		more, ok := daysOf(p.words[0])
		if !ok {
			break
		}
		p.next()
		for _, d := range more {
			if slices.Contains(days, d) {
				return Error(fmt.Sprintf("%s is named twice. Name each day once, such as %s.", dayNames[d], example))
			}
			days = append(days, d)
		}
	}
	if len(days) == 0 {
		return p.noDay()
	}
	windows, err := p.windows(days)
	if err != nil {
		return err
	}
	for _, d := range days {
		if p.said[d] != 0 && len(days) >= p.said[d] {
			return Error(fmt.Sprintf("The hours of %s are given twice. Put all its windows together, such as %s 9-12 14-18.", dayNames[d], shortNames[d]))
		}
		p.said[d] = len(days)
		switch d {
		case holidays:
			p.rule.Week.Holidays = Special{true, windows}
		case eves:
			p.rule.Week.Eves = Special{true, windows}
		default:
			p.rule.Week.Days[d] = windows
		}
	}
	return nil
}

// noDay says why a part begins with something that is no day.
func (p *parser) noDay() error {
	word := p.next()
	if _, err := parseWindow(word); err == nil {
		return Error(fmt.Sprintf("Which days are %s? Type daily %s, or mon-fri %s.", word, word, word))
	}
	return Error(fmt.Sprintf("%s is no day. Type days such as mon, mon-fri, daily, weekend, holidays or eve, and their hours: %s.", quote(word), example))
}

// windows reads those of some days: spans, or none.
func (p *parser) windows(days []int) ([]Window, error) {
	day := shortNames[days[0]]
	var windows []Window
	for len(p.words) > 0 {
		word := p.words[0]
		if _, isDay := daysOf(word); isDay || word == "max" || word == "pause" {
			break
		}
		p.next()
		if word == "none" || word == "closed" {
			if len(windows) > 0 {
				return nil, Error(fmt.Sprintf("%s has hours and none. Leave one of them out.", dayNames[days[0]]))
			}
			if len(p.words) > 0 {
				if _, err := parseWindow(p.words[0]); err == nil {
					return nil, Error(fmt.Sprintf("%s has hours and none. Leave one of them out.", dayNames[days[0]]))
				}
			}
			return nil, nil
		}
		w, err := parseWindow(word)
		if err != nil {
			return nil, err
		}
		windows = append(windows, w)
	}
	if len(windows) == 0 {
		return nil, Error(fmt.Sprintf("The hours of %s are missing. Type them, such as %s 9-18, or %s none.", dayNames[days[0]], day, day))
	}
	if len(windows) > maxWindows {
		return nil, Error(fmt.Sprintf("%s has more than %d windows. Give fewer.", dayNames[days[0]], maxWindows))
	}
	return join(windows), nil
}

// limit reads max 3 in 24h.
func (p *parser) limit() error {
	const advice = "A cap is typed as max 3 in 24h, or max 4 in 30d."
	p.next()
	attempts, ok := parseCount(p.next())
	if !ok || p.next() != "in" {
		return Error(advice)
	}
	n, unit, ok := p.span()
	if !ok {
		return Error(advice)
	}
	c := Cap{Attempts: attempts, Hours: n}
	if unit == 'd' {
		c = Cap{Attempts: attempts, Days: n}
	}
	p.rule.Caps = append(p.rule.Caps, c)
	return nil
}

// pause reads pause 60d after refusal.
func (p *parser) pause() error {
	const advice = "A pause is typed as pause 7d after conversation, or pause 60d after refusal."
	p.next()
	days, unit, ok := p.span()
	if !ok || unit != 'd' || p.next() != "after" {
		return Error(advice)
	}
	pause := Pause{}
	switch p.next() {
	case "conversation":
		pause.AfterConversation = days
	case "refusal":
		pause.AfterRefusal = days
	default:
		return Error(advice)
	}
	p.rule.Pause = p.rule.Pause.longer(pause)
	return nil
}

// span reads 24h, 24 h, 30d, 30 days.
func (p *parser) span() (n int, unit byte, ok bool) {
	word := p.next()
	letters := strings.TrimLeft(word, "0123456789")
	n, ok = parseCount(word[:len(word)-len(letters)])
	if letters == "" {
		letters = p.next()
	}
	switch letters {
	case "h", "hour", "hours":
		return n, 'h', ok
	case "d", "day", "days":
		return n, 'd', ok
	}
	return 0, 0, false
}

var dayNames = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "holidays", "eve"}
var shortNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat", "holidays", "eve"}

// daysOf reads a day, a range of days, or a word for several.
func daysOf(word string) ([]int, bool) {
	switch word {
	case "daily", "everyday":
		return []int{0, 1, 2, 3, 4, 5, 6}, true
	case "weekdays", "weekday":
		return []int{1, 2, 3, 4, 5}, true
	case "weekend", "weekends":
		return []int{6, 0}, true
	case "holidays", "holiday":
		return []int{holidays}, true
	case "eve", "eves":
		return []int{eves}, true
	}
	from, to, isRange := strings.Cut(word, "-")
	first, ok := weekday(from)
	if !ok || !isRange {
		return []int{first}, ok
	}
	last, ok := weekday(to)
	if !ok || first == last {
		return nil, false
	}
	days := []int{first}
	for d := first; d != last; {
		d = (d + 1) % 7
		days = append(days, d)
	}
	return days, true
}

// weekday reads mon, tues, wednesday.
func weekday(word string) (int, bool) {
	if len(word) < 3 {
		return 0, false
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.HasPrefix(strings.ToLower(d.String()), word) {
			return int(d), true
		}
	}
	return 0, false
}
