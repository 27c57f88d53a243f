package sandbox

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"
)

// Fault makes certain requests of one endpoint go wrong in a certain way.
// ParseFaults makes them.
type Fault struct {
	endpoint string
	first    int // counted from 1, as the requests arrive
	last     int // math.MaxInt is every one from first on
	mishap   *mishap
	value    value
}

// String writes the fault as ParseFaults reads it.
func (f Fault) String() string {
	which := strconv.Itoa(f.first)
	switch {
	case f.last == math.MaxInt && f.first == 1:
		which = "*"
	case f.last == math.MaxInt:
		which += "-"
	case f.last > f.first:
		which += "-" + strconv.Itoa(f.last)
	}
	text := fmt.Sprintf("%s:%s=%s", f.endpoint, which, f.mishap.name)
	if f.value.text != "" {
		text += ":" + f.value.text
	}
	return text
}

// mishap is one way in which a request goes wrong.
type mishap struct {
	name  string
	takes *argument // what it is told behind a colon; nil is nothing
	only  string    // the one endpoint it is for; "" is any
	says  string    // what happens, for the operator
	play  func(*stricken)
}

// value is what a mishap was told, in the terms it asked for.
type value struct {
	text   string // as it was written
	span   time.Duration
	count  int
	origin string // scheme and host, and a path if one was given, without a slash at the end
}

// mishaps are all there are. Whatever stores goes the way of a request that
// nothing happens to, so that Dials tells the truth of it.
var mishaps = []mishap{
	{name: "drop-before", says: "the connection closes without a reply; nothing is stored",
		play: func(p *stricken) { p.swallow(); p.hangUp() }},
	{name: "drop-after", says: "stored, then the connection closes without a reply",
		play: func(p *stricken) { p.obey(); p.hangUp() }},
	{name: "drop-early", says: "the connection closes before the body is read; nothing is stored",
		play: (*stricken).hangUp},
	{name: "reset-before", says: "as drop-before, but the connection is reset",
		play: func(p *stricken) { p.swallow(); p.reset() }},
	{name: "reset-after", says: "as drop-after, but the connection is reset",
		play: func(p *stricken) { p.obey(); p.reset() }},
	{name: "500-before", says: "the service's own error 500; nothing is stored",
		play: func(p *stricken) { p.swallow(); p.say(brokenDown) }},
	{name: "500-after", says: "stored, then the service's own error 500",
		play: func(p *stricken) { p.obey(); p.say(brokenDown) }},
	{name: "502-html", says: "a proxy's page with 502; nothing is stored",
		play: func(p *stricken) { p.swallow(); p.sayPage() }},
	{name: "502-html-after", says: "stored, then a proxy's page with 502",
		play: func(p *stricken) { p.obey(); p.sayPage() }},
	{name: "cut", says: "stored, but the reply ends in the middle",
		play: func(p *stricken) { p.sayHalf(p.obey()) }},
	{name: "slow", takes: aDuration, says: "stored at once, the reply comes so much later",
		play: func(p *stricken) { answer := p.obey(); p.wait(); p.say(answer) }},
	{name: "slow-before", takes: aDuration, says: "stored so much later, even if nobody waits any more, then the reply",
		play: func(p *stricken) { p.readBody(); time.Sleep(p.value.span); p.say(p.obey()) }},
	{name: "hang-before", says: "no reply for as long as the client waits; nothing is stored",
		play: (*stricken).hang},
	{name: "hang-after", says: "stored, but no reply for as long as the client waits",
		play: func(p *stricken) { p.obey(); p.hang() }},
	{name: "redirect", takes: anOrigin, says: "307 to the same path of another address; nothing is stored",
		play: func(p *stricken) { p.redirect(http.StatusTemporaryRedirect) }},
	{name: "redirect-302", takes: anOrigin, says: "the same with 302",
		play: func(p *stricken) { p.redirect(http.StatusFound) }},
	{name: "redirect-308", takes: anOrigin, says: "the same with 308",
		play: func(p *stricken) { p.redirect(http.StatusPermanentRedirect) }},
	{name: "links", takes: anOrigin, only: "create", says: "accepted, with links that lead to another address",
		play: func(p *stricken) { p.say(p.relinked(p.obey())) }},
	{name: "garbage", says: "stored, but the reply is unreadable",
		play: func(p *stricken) { p.garble(p.obey()) }},
	{name: "no-id", only: "create", says: "accepted, but the reply names no batch",
		play: func(p *stricken) { p.say(nameless(p.obey())) }},
	{name: "lag", takes: aLag, only: "list", says: "leaves out each batch for so long, or for its first N lists",
		play: func(p *stricken) { p.say(p.lagging(p.obey())) }},
	{name: "429", takes: someSeconds, says: "asked too often, with Retry-After if seconds are given; nothing is stored",
		play: (*stricken).sayLater},
	{name: "400", says: "refused: something is wrong in the request", play: refusing(http.StatusBadRequest)},
	{name: "401", says: "refused: the key is not valid", play: refusing(http.StatusUnauthorized)},
	{name: "402", says: "refused: not enough call minutes", play: refusing(http.StatusPaymentRequired)},
	{name: "403", says: "refused: the user does not belong to the key", play: refusing(http.StatusForbidden)},
	{name: "404", says: "refused: no such agent, batch or call", play: refusing(http.StatusNotFound)},
	{name: "409", says: "refused: a call to the contact is in progress", play: refusing(http.StatusConflict)},
}

// script is the faults of a sandbox and how far the requests have come. It is
// not safe for concurrent use.
type script struct {
	rules   map[string][]*rule // by endpoint, in the order they were given
	arrived map[string]int     // requests so far, by endpoint
}

// rule is a fault and how often it has played.
type rule struct {
	Fault
	played int
}

func newScript(faults []Fault) script {
	s := script{rules: make(map[string][]*rule), arrived: make(map[string]int)}
	for _, f := range faults {
		if f.mishap != nil {
			s.rules[f.endpoint] = append(s.rules[f.endpoint], &rule{Fault: f})
		}
	}
	return s
}

// next counts one more request of an endpoint and finds the fault that
// strikes it: the first that fits.
func (s *script) next(endpoint string) (Fault, bool) {
	s.arrived[endpoint]++
	n := s.arrived[endpoint]
	for _, r := range s.rules[endpoint] {
		if r.first <= n && n <= r.last {
			r.played++
			return r.Fault, true
		}
	}
	return Fault{}, false
}

// played counts how often each fault has played, by its text.
func (s *script) played() map[string]int {
	counts := make(map[string]int)
	for _, rules := range s.rules {
		for _, r := range rules {
			counts[r.String()] += r.played
		}
	}
	return counts
}
