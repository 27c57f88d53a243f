package cli

import (
	"strconv"
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/model/printable"
)

// dayTime is how a moment is written for people.
const dayTime = "Mon 2 Jan 15:04"

// moment says when something was: the hour when it was today.
func moment(at, now time.Time) string {
	at, now = at.Local(), now.Local()
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	return at.Format(dayTime)
}

// quote is a name as people read it, in marks.
func quote(name string) string { return strconv.Quote(printable.Text(name, 80)) }

// people is a number of contacts in words.
func people(n int) string { return figures.Counted(n, "contact") }

// parts joins what is counted, without that of which there is none.
type parts []string

func (p *parts) add(n int, words string) {
	if n > 0 {
		*p = append(*p, figures.Count(n)+" "+words)
	}
}

func (p parts) String() string { return strings.Join(p, ", ") }

// rowsNeed begins a sentence about rows that a person has to look at.
func rowsNeed(n int) string {
	if n == 1 {
		return "1 row needs a person"
	}
	return figures.Counted(n, "row") + " need a person"
}

const maxShownPath = 200

// shellWord is a word as a shell reads it back.
func shellWord(s string) string {
	s = printable.Text(s, maxShownPath)
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
