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
	every    int // of these only so many apart, such as every fifth; below 2 is all
	kind     *faultKind
	value    value
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
		if f.kind != nil {
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
		if r.meets(n) {
			r.played++
			return r.Fault, true
		}
	}
	return Fault{}, false
}

// meets reports whether a fault is for the n-th request.
func (f Fault) meets(n int) bool {
	return f.first <= n && n <= f.last && (f.every < 2 || (n-f.first+1)%f.every == 0)
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

// argument is what a kind of fault must or may be told.
type argument struct {
	form     string // as help writes it
	want     string // as a complaint words it
	optional bool
	read     func(string) (value, bool)
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
	if f.every > 1 {
		which += "/" + strconv.Itoa(f.every)
	}
	text := fmt.Sprintf("%s:%s=%s", f.endpoint, which, f.kind.name)
	if f.value.text != "" {
		text += ":" + f.value.text
	}
	return text
}

// faultKind is one way in which a request goes wrong.
type faultKind struct {
	name  string
	takes *argument // what it is told behind a colon; nil is nothing
	only  string    // the one endpoint it is for; "" is any
	says  string    // what happens, for the operator
	play  func(*faultedRequest)
}

// value is what a fault was told, in the terms it asked for.
type value struct {
	text   string // as it was written
	span   time.Duration
	count  int
	origin string // scheme and host, and a path if one was given, without a slash at the end
}

// faultedRequest is a request that a fault has struck. What the fault does to it is
// put together from its methods.
type faultedRequest struct {
	*Sandbox
	endpoint endpoint
	value    value
	w        http.ResponseWriter
	r        *http.Request
}
