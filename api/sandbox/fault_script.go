package sandbox

import (
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"
)

// Limits on what a script may say.
const (
	maxRequest    = 1_000_000_000 // the highest number of a request
	maxWait       = 24 * time.Hour
	maxListings   = 1_000_000
	maxRuleShown  = 80 // bytes of a wrong rule repeated in its complaint
	maxOriginSize = 2000
)

var (
	aDuration   = &argument{form: "TIME", want: "a time such as 5s or 2m, at most 24h", read: readSpan}
	aLag        = &argument{form: "TIME|N", want: "a time such as 5s, or a number of lists such as 3", read: readLag}
	anOrigin    = &argument{form: "URL", want: "an address such as http://127.0.0.1:9999", read: readOrigin}
	someSeconds = &argument{form: "SECONDS", want: "whole seconds from 0 to 86400", optional: true, read: readSeconds}
)

// complaint is what is wrong with a script, in a sentence for the operator.
type complaint string

func (c complaint) Error() string { return string(c) }

// ParseFaults reads a script: rules ENDPOINT:WHICH=FAULT:VALUE, separated by
// commas, such as "create:2=drop-after,list:*=lag:5s". FaultHelp says what the
// parts may be. An empty script has no faults. Errors are sentences for the
// operator that name the faults there are.
func ParseFaults(script string) ([]Fault, error) {
	if strings.TrimSpace(script) == "" {
		return nil, nil
	}
	var faults []Fault
	for text := range strings.SplitSeq(script, ",") {
		f, wrong := parseFault(strings.TrimSpace(text))
		if wrong != "" {
			return nil, complaint(fmt.Sprintf("The fault %s cannot be used: %s. The faults are %s.", shownRule(text), wrong, faultKindNames()))
		}
		faults = append(faults, f)
	}
	return faults, nil
}

// parseFault reads one rule and says what is wrong with it, or nothing.
func parseFault(text string) (f Fault, wrong string) {
	which, what, found := strings.Cut(text, "=")
	if !found {
		return f, "write it as ENDPOINT:WHICH=FAULT, such as create:2=drop-after"
	}
	if wrong = f.strikes(which); wrong != "" {
		return f, wrong
	}
	name, told, given := strings.Cut(what, ":")
	at := slices.IndexFunc(faultKinds, func(m faultKind) bool { return m.name == name })
	if at < 0 {
		return f, "there is no such fault"
	}
	f.kind = &faultKinds[at]
	if only := f.kind.only; only != "" && only != f.endpoint {
		return f, name + " is for the endpoint " + only + " only"
	}
	switch takes := f.kind.takes; {
	case takes == nil && given:
		return f, name + " takes nothing behind it"
	case takes == nil, !given && takes.optional:
		return f, ""
	default:
		if f.value, found = takes.read(told); !found {
			return f, name + " takes " + takes.want + " behind a colon"
		}
		f.value.text = told
		return f, ""
	}
}

// strikes reads which requests a rule is for and says what is wrong with that.
func (f *Fault) strikes(text string) (wrong string) {
	endpoint, which, both := strings.Cut(text, ":")
	if !both {
		which = "*"
		if text != "" && strings.Trim(text, "0123456789-*/") == "" {
			endpoint, which = "create", text
		}
	}
	if f.endpoint = endpoint; !slices.Contains(endpointNames(), endpoint) {
		return "its endpoint must be one of " + strings.Join(endpointNames(), ", ")
	}
	var known bool
	which, every, stepped := strings.Cut(which, "/")
	if f.first, f.last, known = readRange(which); known && stepped {
		if f.every, known = readCount(every, 1, maxRequest); f.every == 1 {
			f.every = 0
		}
	}
	if !known {
		return "it must say which requests: 2, 2-4, 2- or *, or every fifth of them: */5"
	}
	return ""
}

func readRange(text string) (first, last int, valid bool) {
	if text == "*" {
		return 1, math.MaxInt, true
	}
	from, to, ranged := strings.Cut(text, "-")
	first, valid = readCount(from, 1, maxRequest)
	switch {
	case !valid || !ranged:
		return first, first, valid
	case to == "":
		return first, math.MaxInt, true
	}
	last, valid = readCount(to, first, maxRequest)
	return first, last, valid
}

// readCount reads digits, and nothing but digits.
func readCount(text string, low, high int) (int, bool) {
	n, err := strconv.ParseUint(text, 10, 32)
	return int(n), err == nil && int(n) >= low && int(n) <= high
}

func readSpan(text string) (value, bool) {
	d, err := time.ParseDuration(text)
	return value{span: d}, err == nil && d > 0 && d <= maxWait
}

func readLag(text string) (value, bool) {
	if n, valid := readCount(text, 1, maxListings); valid {
		return value{count: n}, true
	}
	return readSpan(text)
}

func readSeconds(text string) (value, bool) {
	n, valid := readCount(text, 0, int(maxWait.Seconds()))
	return value{count: n}, valid
}

func readOrigin(text string) (value, bool) {
	u, err := url.Parse(text)
	ascii := !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
	valid := err == nil && ascii && len(text) <= maxOriginSize && (u.Scheme == "http" || u.Scheme == "https") &&
		u.Hostname() != "" && u.User == nil && u.RawQuery == "" && !u.ForceQuery && !strings.Contains(text, "#")
	if !valid {
		return value{}, false
	}
	return value{origin: strings.TrimRight(u.String(), "/")}, true
}

// endpointNames lists what a fault can strike.
func endpointNames() []string {
	names := []string{linkedStatus.name}
	for e := range maps.Values(endpoints) {
		names = append(names, e.name)
	}
	slices.Sort(names)
	return names
}

func faultKindNames() string {
	names := make([]string, len(faultKinds))
	for i, m := range faultKinds {
		names[i] = m.name
	}
	return strings.Join(names, ", ")
}

// shownRule quotes a rule so that it can stand in a terminal.
func shownRule(text string) string {
	if len(text) > maxRuleShown {
		text = text[:maxRuleShown] + "…"
	}
	return strconv.QuoteToASCII(text)
}

// FaultHelp explains the rules that ParseFaults reads, for the help of a
// command that takes them.
func FaultHelp() string {
	var b strings.Builder
	fmt.Fprintf(&b, "A fault is ENDPOINT:WHICH=FAULT, such as create:2=drop-after or list:*=lag:5s; several stand in\n"+
		"several flags or between commas, and the first that fits a request plays. ENDPOINT is create when\n"+
		"left out, or one of\n%s.\n"+
		"WHICH requests of it: 2 the second, 2-4 these three, 2- from there on, * or nothing every one,\n"+
		"*/5 every fifth.\n"+
		"Stored means carried out, whatever the endpoint does. Times are real ones, whatever the speed.\n"+
		"FAULT is one of\n\n", strings.Join(endpointNames(), ", "))
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, m := range faultKinds {
		form := m.name
		switch {
		case m.takes != nil && m.takes.optional:
			form += "[:" + m.takes.form + "]"
		case m.takes != nil:
			form += ":" + m.takes.form
		}
		says := m.says
		if m.only != "" {
			says += " (" + m.only + " only)"
		}
		fmt.Fprintf(w, "  %s\t%s\n", form, says)
	}
	w.Flush() // into memory, which takes everything
	return strings.TrimRight(b.String(), "\n")
}

// faultKinds are all there are. Whatever stores goes the way of a request that
// nothing happens to, so that Dials tells the truth of it.
var faultKinds = []faultKind{
	{name: "drop-before", says: "the connection closes without a reply; nothing is stored",
		play: func(p *faultedRequest) { p.discard(); p.hangUp() }},
	{name: "drop-after", says: "stored, then the connection closes without a reply",
		play: func(p *faultedRequest) { p.serveNormally(); p.hangUp() }},
	{name: "drop-early", says: "the connection closes before the body is read; nothing is stored",
		play: (*faultedRequest).hangUp},
	{name: "reset-before", says: "as drop-before, but the connection is reset",
		play: func(p *faultedRequest) { p.discard(); p.reset() }},
	{name: "reset-after", says: "as drop-after, but the connection is reset",
		play: func(p *faultedRequest) { p.serveNormally(); p.reset() }},
	{name: "500-before", says: "the service's own error 500; nothing is stored",
		play: func(p *faultedRequest) { p.discard(); p.say(brokenDown) }},
	{name: "500-after", says: "stored, then the service's own error 500",
		play: func(p *faultedRequest) { p.serveNormally(); p.say(brokenDown) }},
	{name: "502-html", says: "a proxy's page with 502; nothing is stored",
		play: func(p *faultedRequest) { p.discard(); p.sayPage() }},
	{name: "502-html-after", says: "stored, then a proxy's page with 502",
		play: func(p *faultedRequest) { p.serveNormally(); p.sayPage() }},
	{name: "cut", says: "stored, but the reply ends in the middle",
		play: func(p *faultedRequest) { p.sayHalf(p.serveNormally()) }},
	{name: "slow", takes: aDuration, says: "stored at once, the reply comes so much later",
		play: func(p *faultedRequest) { answer := p.serveNormally(); p.wait(); p.say(answer) }},
	{name: "slow-before", takes: aDuration, says: "stored so much later, even if nobody waits any more, then the reply",
		play: func(p *faultedRequest) { p.readBody(); time.Sleep(p.value.span); p.say(p.serveNormally()) }},
	{name: "hang-before", says: "no reply for as long as the client waits; nothing is stored",
		play: (*faultedRequest).hang},
	{name: "hang-after", says: "stored, but no reply for as long as the client waits",
		play: func(p *faultedRequest) { p.serveNormally(); p.hang() }},
	{name: "redirect", takes: anOrigin, says: "307 to the same path of another address; nothing is stored",
		play: func(p *faultedRequest) { p.redirect(http.StatusTemporaryRedirect) }},
	{name: "redirect-302", takes: anOrigin, says: "the same with 302",
		play: func(p *faultedRequest) { p.redirect(http.StatusFound) }},
	{name: "redirect-308", takes: anOrigin, says: "the same with 308",
		play: func(p *faultedRequest) { p.redirect(http.StatusPermanentRedirect) }},
	{name: "links", takes: anOrigin, only: "create", says: "accepted, with links that lead to another address",
		play: func(p *faultedRequest) { p.say(p.relinked(p.serveNormally())) }},
	{name: "garbage", says: "stored, but the reply is unreadable",
		play: func(p *faultedRequest) { p.garble(p.serveNormally()) }},
	{name: "no-id", only: "create", says: "accepted, but the reply names no batch",
		play: func(p *faultedRequest) { p.say(nameless(p.serveNormally())) }},
	{name: "lag", takes: aLag, only: "list", says: "leaves out each batch for so long, or for its first N lists",
		play: func(p *faultedRequest) { p.say(p.lagging(p.serveNormally())) }},
	{name: "stale", takes: aDuration, only: "status", says: "the reply of so long ago, or the oldest asked for since",
		play: func(p *faultedRequest) { p.say(p.stale(p.serveNormally())) }},
	{name: "429", takes: someSeconds, says: "asked too often, with Retry-After if seconds are given; nothing is stored",
		play: (*faultedRequest).sayLater},
	{name: "400", says: "refused: something is wrong in the request", play: refusing(http.StatusBadRequest)},
	{name: "401", says: "refused: the key is not valid", play: refusing(http.StatusUnauthorized)},
	{name: "402", says: "refused: not enough call minutes", play: refusing(http.StatusPaymentRequired)},
	{name: "403", says: "refused: the user does not belong to the key", play: refusing(http.StatusForbidden)},
	{name: "404", says: "refused: no such agent, batch or call", play: refusing(http.StatusNotFound)},
	{name: "409", says: "refused: a call to the contact is in progress", play: refusing(http.StatusConflict)},
}
