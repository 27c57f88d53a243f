package model

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/start"
)

// Options is how a batch is dialled (create a batch, options).
type Options struct {
	Agent, User    string
	Name           string // the campaign's name, for people; not sent
	Priority       int
	Start          time.Time // zero = now
	TimeZone       string    // IANA name; a label only: Start is an instant
	CallsPerSecond int
	MaxAttempts    int
	NoAnswerDelay  time.Duration
	BusyDelay      time.Duration

	OnCallComplete, OnBatchComplete, OnBatchFailed string // webhooks; "" = none

	Tags []string
}

// Rings is how often one person may be rung: the reference can be read so that the service
// makes one attempt more than it is told.
func (o Options) Rings() int { return 1 + max(o.MaxAttempts, MinAttempts) }

// RingsWords say how often somebody is rung: "up to 4 times: 3 attempts, and Dialgen may make
// one more".
func (o Options) RingsWords() string {
	return fmt.Sprintf("up to %d times: %s, and Dialgen may make one more", o.Rings(), figures.Counted(o.Rings()-1, "attempt"))
}

// TriesWords say how often somebody is rung, and after what time again.
func (o Options) TriesWords() string {
	return fmt.Sprintf("%s; %s after no answer, %s after busy", o.RingsWords(), figures.Duration(o.NoAnswerDelay), figures.Duration(o.BusyDelay))
}

// rung are the options of those of the plan who are rung least, and most.
func (p Plan) rung() (least, most Options) {
	if len(p.Segments) == 0 {
		return p.Options, p.Options
	}
	least, most = p.Segments[0].Options, p.Segments[0].Options
	for _, s := range p.Segments {
		if s.Options.Rings() < least.Rings() {
			least = s.Options
		}
		if s.Options.Rings() > most.Rings() {
			most = s.Options
		}
	}
	return least, most
}

// MostRings says the most that one person of the plan may be rung: "4 rings each", or
// where it is not the same for all "4 rings each, some at most 3".
func (p Plan) MostRings() string {
	least, most := p.rung()
	words := figures.Counted(most.Rings(), "ring") + " each"
	if least.Rings() < most.Rings() {
		words += fmt.Sprintf(", some at most %d", least.Rings())
	}
	return words
}

// RingsWords say how often the contacts of the plan are rung.
func (p Plan) RingsWords() string {
	least, most := p.rung()
	if least.Rings() == most.Rings() {
		return most.RingsWords()
	}
	return fmt.Sprintf("up to %d times, some up to %d: Dialgen may make one more attempt than it is told, which is counted", most.Rings(), least.Rings())
}

// TriesWords say how often the contacts of the plan are rung, and after what time again.
func (p Plan) TriesWords() string {
	least, most := p.rung()
	if least.Rings() < most.Rings() {
		return p.RingsWords() + "; it differs by part"
	}
	for _, s := range p.Segments {
		if s.Options.NoAnswerDelay != most.NoAnswerDelay || s.Options.BusyDelay != most.BusyDelay {
			return most.RingsWords() + "; the delays differ by part"
		}
	}
	return most.TriesWords()
}

// OptionValues holds the options as the operator typed them.
type OptionValues map[OptionKey]string

// DefaultOptionValues are the documented defaults in the words of the form.
func DefaultOptionValues() OptionValues {
	return OptionValues{
		OptPriority:      strconv.Itoa(DefaultPriority),
		OptStart:         "now",
		OptTimeZone:      "UTC",
		OptRate:          strconv.Itoa(DefaultRate),
		OptAttempts:      strconv.Itoa(DefaultAttempts),
		OptNoAnswerDelay: "1 h",
		OptBusyDelay:     "5 m",
	}
}

// RetryPreset is a retry strategy the reference advises.
type RetryPreset struct {
	Name, Label              string
	Attempts                 int
	NoAnswerDelay, BusyDelay time.Duration
}

// RetryPresets lists the strategies the reference advises, most urgent first.
func RetryPresets() []RetryPreset {
	return []RetryPreset{
		{"urgent", "urgent", 2, 30 * time.Minute, 5 * time.Minute},
		{"standard", "standard", 3, time.Hour, 15 * time.Minute},
		{"low", "low priority", 2, 4 * time.Hour, 30 * time.Minute},
	}
}

// ParseOptions reads what the operator typed. The errors are sentences keyed by
// field; options are only complete when there are none. now is used to resolve
// starts such as "tomorrow 9:00" and to refuse those that have passed; it is on the
// operator's own clocks, whose day "tomorrow" may be too.
func ParseOptions(v OptionValues, now time.Time) (Options, map[OptionKey]string) {
	p := optionParser{values: maps.Clone(v), errs: map[OptionKey]string{}}
	o := Options{
		Agent:           p.id(OptAgent, "Name the Dialgen agent that will make the calls."),
		User:            p.id(OptUser, "Give the user id that owns the agent."),
		Name:            printable.Text(v[OptName], maxNameRunes),
		Priority:        p.whole(OptPriority, MinPriority, MaxPriority),
		CallsPerSecond:  p.whole(OptRate, MinRate, MaxRate),
		MaxAttempts:     p.whole(OptAttempts, MinAttempts, MaxAttempts),
		NoAnswerDelay:   p.delay(OptNoAnswerDelay),
		BusyDelay:       p.delay(OptBusyDelay),
		OnCallComplete:  p.webhook(OptOnCallComplete),
		OnBatchComplete: p.webhook(OptOnBatchComplete),
		OnBatchFailed:   p.webhook(OptOnBatchFailed),
		Tags:            p.tags(),
	}
	_, _, wrong := ParseCanary(v)
	maps.Copy(p.errs, wrong)
	o.TimeZone, o.Start = p.when(now)
	return o, p.errs
}

type optionParser struct {
	values OptionValues
	errs   map[OptionKey]string
}

func (p optionParser) fail(k OptionKey, format string, args ...any) {
	p.errs[k] = fmt.Sprintf(format, args...)
}

func (p optionParser) id(k OptionKey, missing string) string {
	s := strings.TrimSpace(p.values[k])
	switch {
	case s == "":
		p.fail(k, "%s", missing)
	case s != printable.Text(s, maxIDRunes) || strings.ContainsAny(s, " \t"):
		p.fail(k, "An id has no spaces and at most %d characters. Copy it again from Dialgen.", maxIDRunes)
	}
	return s
}

func (p optionParser) whole(k OptionKey, low, high int) int {
	n, err := strconv.Atoi(strings.TrimSpace(p.values[k]))
	if err != nil || n < low || n > high {
		p.fail(k, "Give a whole number from %d to %d.", low, high)
		return 0
	}
	return n
}

func (p optionParser) delay(k OptionKey) time.Duration {
	d, ok := start.ParseDelay(p.values[k])
	switch {
	case !ok:
		p.fail(k, "Give a length of time such as 45 s, 5 m or 1 h 30 m.")
	case d > maxDelay:
		p.fail(k, "That is more than 7 days. Give a shorter time.")
	}
	return d
}

func (p optionParser) webhook(k OptionKey) string {
	s := strings.TrimSpace(p.values[k])
	if s == "" {
		return ""
	}
	if fault := WebhookFault(s); fault != "" {
		p.fail(k, "%s", fault)
	}
	return s
}

func (p optionParser) tags() []string {
	var tags []string
	seen := map[string]bool{}
	for part := range strings.SplitSeq(p.values[OptTags], ",") {
		tag := printable.Text(part, maxTagRunes+1)
		if tag == "" || seen[tag] {
			continue
		}
		if len([]rune(tag)) > maxTagRunes {
			p.fail(OptTags, "A tag has at most %d characters.", maxTagRunes)
		}
		seen[tag] = true
		tags = append(tags, tag)
	}
	if len(tags) > maxTags {
		p.fail(OptTags, "Give at most %d tags, separated by commas.", maxTags)
	}
	return tags
}

// when reads start and time zone. A zone that the start names goes before the other:
// it has the clocks that were meant.
func (p optionParser) when(now time.Time) (zone string, begin time.Time) {
	meanings, err := ReadZone(p.values[OptTimeZone], now)
	if words := zoneFault(p.values[OptTimeZone], meanings, err); words != "" {
		p.fail(OptTimeZone, "%s", words)
	}
	answer, err := ReadStart(p.values, now, "")
	if words := startFault(answer, err); words != "" {
		p.fail(OptStart, "%s", words)
	}
	if answer.Zone == nil {
		return time.UTC.String(), time.Time{}
	}
	return answer.Zone.String(), answer.At
}
