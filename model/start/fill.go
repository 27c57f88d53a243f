package start

import (
	"fmt"
	"strings"
	"time"
)

// fill puts the words of a text in their places.
func (s *spoken) fill(items []item) error {
	items = s.sortDotted(items)
	for i := 0; i < len(items); i++ {
		it := items[i]
		var after item
		if i+1 < len(items) {
			after = items[i+1]
		}
		var err error
		switch {
		case it.isNumber && after.word.means == monthOf:
			err = s.setDate(date{day: it.number, month: time.Month(after.word.n)})
			i++
			i += s.takeYear(items[i+1:])
		case it.word.means == monthOf:
			if !after.isNumber {
				return refused(fmt.Sprintf("There is no day with the month in %s. Type it like 1 dec 9:00.", quoted(s.text)))
			}
			err = s.setDate(date{day: after.number, month: time.Month(it.word.n)})
			i++
			i += s.takeYear(items[i+1:])
		case it.isDate && it.isClock:
			return refused(fmt.Sprintf("%s may be a day or a time. Type the time as %d:%02d; with a day, add one, like %d.%d. 9:00.",
				quoted(it.raw), it.clock.hour, it.clock.minute, it.date.first, it.date.second))
		case it.isDate:
			err = s.setDate(it.date)
			if it.date.year == 0 && it.date.month != 0 {
				i += s.takeYear(items[i+1:])
			}
		case it.isNumber && it.ordinal:
			return refused(fmt.Sprintf("There is no month with %s. Type it like 1 dec 9:00.", quoted(it.raw)))
		case s.hasClock && s.kind == onDate && s.date.year == 0 && s.takeYear(items[i:]) > 0: // "Nov 30 09:00 2026"
		case it.isNumber, it.isClock:
			err = s.setClock(it.clock)
			s.bare = it.isNumber
			s.oneUnit = it.isClock && len(it.raw) <= len("12h") && strings.HasSuffix(strings.ToLower(it.raw), "h")
		case it.isOffset:
			err = s.setOffset(it.clock.offset)
		default:
			err = s.setWord(it)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// takeYear takes the year behind a day and month, and gives how many items it was.
func (s *spoken) takeYear(rest []item) int {
	if len(rest) == 0 || !rest[0].isClock || rest[0].number < firstYear || rest[0].number > lastYear {
		return 0
	}
	s.date.year = rest[0].number
	return 1
}

// sortDotted decides for texts such as 9.12 whether they are a day or a time: with
// another time beside it, a day; with another day, a time. What it cannot decide stays
// both, which setClock and finish refuse.
func (s *spoken) sortDotted(items []item) []item {
	clocks, days, dotted := 0, 0, 0
	for i, it := range items {
		month := i+1 < len(items) && items[i+1].word.means == monthOf || i > 0 && items[i-1].word.means == monthOf
		switch {
		case it.dotted && it.isClock:
			dotted++
		case it.isClock || it.isNumber && !month || it.word.means == noon || it.word.means == midnight:
			clocks++
		case it.isDate || it.word.means >= dayWord && it.word.means <= monthOf && it.word.means != dayPart, it.word.means == tomorrowOr:
			days++
		}
	}
	if s.kind != noDay {
		days++
	}
	for i := range items {
		it := &items[i]
		if !it.dotted || !it.isClock {
			continue
		}
		next := i+1 < len(items) && (items[i+1].word.means == dayPart || items[i+1].word.means == hourWord)
		dayFirst := date{day: it.date.first, month: time.Month(it.date.second)}.possible()
		switch {
		case clocks > 0:
			it.isClock = false
		case days > 0 || next || !dayFirst && dotted == 1:
			it.isDate = false
		case dotted == 2 && dayFirst:
			it.isClock = false
		case dotted == 2:
			it.isDate = false
		}
	}
	return items
}

func (s *spoken) setDate(d date) error {
	if s.kind == onWeekday && !s.checkDay {
		s.kind, s.checkDay = noDay, true
	}
	if s.kind != noDay {
		return refused(fmt.Sprintf("There are two days in %s. Type one.", quoted(s.text)))
	}
	if !d.valid() {
		return refused(fmt.Sprintf("There is no such day as in %s. Type it like 1 dec 9:00 or 2026-12-01 09:00.", quoted(s.text)))
	}
	s.kind, s.date = onDate, d
	return nil
}

func (s *spoken) setDays(days int) error {
	if s.kind == onWeekday && !s.checkDay {
		s.kind, s.checkDay = noDay, true
	}
	if s.kind != noDay {
		return refused(fmt.Sprintf("There are two days in %s. Type one.", quoted(s.text)))
	}
	s.kind, s.days = fromToday, days
	return nil
}

func (s *spoken) setClock(c clock) error {
	if s.hasClock {
		return refused(fmt.Sprintf("There are two times in %s. Type one, like tomorrow 9:00.", quoted(s.text)))
	}
	if !c.valid() {
		return refused(fmt.Sprintf("There is no such time of day as in %s. Type it like 9:00 or 21:30.", quoted(s.text)))
	}
	if s.clock.hasOffset && !c.hasOffset {
		c.offset, c.hasOffset = s.clock.offset, true
	}
	s.clock, s.hasClock = c, true
	return nil
}

func (s *spoken) setOffset(offset int) error {
	if s.clock.hasOffset {
		return refused(fmt.Sprintf("There are two offsets in %s. Type one.", quoted(s.text)))
	}
	s.clock.offset, s.clock.hasOffset = offset, true
	return nil
}

func (s *spoken) setHalf(half int) error {
	if s.half != 0 && s.half != half {
		return refused(fmt.Sprintf("%s is both morning and afternoon. Type it like 9:00 or 21:00.", quoted(s.text)))
	}
	s.half = half
	return nil
}

func (s *spoken) setWord(it item) error {
	w := it.word
	switch w.means {
	case dayWord:
		return s.setDays(w.n)
	case tonight:
		if err := s.setHalf(pm); err != nil {
			return err
		}
		return s.setDays(0)
	case tomorrowOr:
		if s.kind != noDay {
			return s.setHalf(am) // "heute morgen", "el lunes por la mañana"
		}
		return s.setDays(1)
	case weekdayOf:
		if s.kind == onWeekday || s.checkDay {
			return refused(fmt.Sprintf("There are two days in %s. Type one.", quoted(s.text)))
		}
		s.weekday = time.Weekday(w.n)
		if s.checkDay = s.kind != noDay; !s.checkDay {
			s.kind = onWeekday
		}
	case dayPart:
		return s.setHalf(w.n)
	case nextWord:
		s.next = true
	case noon, midnight:
		if s.hasClock && s.clock.hour == 12 && s.clock.minute == 0 {
			s.hasClock = false // "12 noon"
		}
		c := clock{sure: true}
		if w.means == noon {
			c.hour = 12
		}
		s.midnight = w.means == midnight
		return s.setClock(c)
	case hourWord:
		if !s.hasClock {
			return refused(fmt.Sprintf("%s is not understood. %s", quoted(s.text), advice))
		}
		s.oneUnit = s.oneUnit || s.bare && it.key != "oclock" && it.key != "uhr" && it.key != "baje"
		if it.key != "oclock" && it.key != "baje" {
			s.clock.sure = s.clock.sure || s.clock.hour > 7
		}
	}
	return nil
}

// finish refuses what is not enough for a start, and what contradicts itself.
func (s *spoken) finish() error {
	switch {
	case s.hasDelay && s.kind == noDay && (s.hasClock || s.half != 0 || s.clock.hasOffset) || s.delay > 0 && s.hasClock:
		return refused(fmt.Sprintf("%s is both a time of day and a time from now. Type one, like 9:00 or in 2 h.", quoted(s.text)))
	case s.hasDelay && !s.hasClock && s.half == 0 && !s.next:
		return nil
	case !s.hasClock && s.kind == noDay:
		return refused(fmt.Sprintf("%s is no time that is known. %s", quoted(s.text), advice))
	case !s.hasClock && s.kind == fromToday && s.days < 0:
		return refused(fmt.Sprintf("%s has passed. %s", capital(s.text), advice))
	case !s.hasClock:
		return refused(fmt.Sprintf("There is no time of day in %s. Type it too, like %s 9:00.", quoted(s.text), s.text))
	case s.next && s.kind != onWeekday:
		return refused(fmt.Sprintf("%s is not understood. Type “next” before a weekday only, like next mon 9:00.", quoted(s.text)))
	case s.oneUnit && s.kind == noDay && s.half == 0:
		return refused(fmt.Sprintf("%s may be a time of day, or a time from now. Type %d:00, or in %d h.", quoted(s.text), s.clock.hour, s.clock.hour))
	}
	if s.half != 0 {
		if s.clock.half != 0 && s.clock.half != s.half || s.midnight {
			return refused(fmt.Sprintf("%s is both morning and afternoon. Type it like 9:00 or 21:00.", quoted(s.text)))
		}
		s.clock.half = s.half
		if !s.clock.valid() {
			return refused(fmt.Sprintf("There is no such time of day as in %s. Type it like 9:00 or 21:30.", quoted(s.text)))
		}
	}
	if s.date.sure {
		s.clock.sure = true
	}
	s.clock = s.clock.settled()
	return nil
}
