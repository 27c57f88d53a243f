package cli

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"callsheet/api/sandbox"
)

const (
	createPath = "/api/v1/batch"

	// longestDelay is how much later than it left a request may arrive. The
	// operator's "it was not sent" is not taken earlier.
	longestDelay = 110 * time.Second

	// patienceOfClient is how long a client waits on the network for an answer that never comes.
	patienceOfClient = 50 * time.Millisecond

	// patienceInProcess is how long it waits where the service is in this process: longer than any
	// machine takes that is busy. It leaves at once when the service falls silent, see exchange.
	patienceInProcess = time.Minute
	silenceOfService  = 5 * time.Millisecond
)

var silent = log.New(io.Discard, "", 0)

// serviceFaults are those of the sandbox that a history draws from, by endpoint.
var serviceFaults = map[string][]string{
	"create": {
		"drop-before", "drop-after", "drop-after", "drop-early", "reset-before", "reset-after", "500-before", "500-after",
		"502-html", "502-html-after", "cut", "slow:1ms", "hang-before", "hang-after", "redirect:http://127.0.0.1:9",
		"redirect-302:http://127.0.0.1:9", "redirect-308:http://127.0.0.1:9", "links:https://elsewhere.invalid", "garbage",
		"no-id", "429:1", "429:90", "429:3600", "429", "400", "401", "402", "403", "404", "409",
	},
	"list": {
		"lag:1", "lag:3", "lag:20s", "lag:90s", "lag:90s", "drop-before", "reset-after", "500-before", "502-html", "cut", "garbage",
		"hang-before", "429:2", "429", "redirect:http://127.0.0.1:9", "401",
	},
	"status": {"drop-after", "500-before", "garbage", "hang-after", "404"},
}

// How many requests of each endpoint may be struck, and how many of ten are.
var struck = map[string]struct{ requests, ofTen int }{"create": {150, 7}, "list": {150, 3}, "status": {60, 2}}

// drawFaults draws a script for the sandbox.
func drawFaults(rng *rand.Rand, overNetwork bool) string {
	var rules []string
	for _, endpoint := range []string{"create", "list", "status"} {
		faults := slices.Clone(serviceFaults[endpoint])
		if overNetwork && endpoint == "create" {
			faults = append(faults, "slow-before:5ms", "slow-before:70ms")
		}
		for n := range struck[endpoint].requests {
			if rng.IntN(10) < struck[endpoint].ofTen {
				rules = append(rules, fmt.Sprintf("%s:%d=%s", endpoint, n+1, pick(rng, faults)))
			}
		}
	}
	return strings.Join(rules, ",")
}

// countFaults adds up what the sandbox's faults did.
func (w *faultModel) countFaults() {
	var played map[string]int
	if !w.ask("/sandbox/faults", &played) {
		return
	}
	for rule, n := range played {
		where, what, _ := strings.Cut(rule, "=")
		endpoint, _, _ := strings.Cut(where, ":")
		what, _, _ = strings.Cut(what, ":")
		if n > 0 {
			w.counters.Add(fmt.Sprintf("fault: %s %s", endpoint, what), n)
		}
		if endpoint == "create" {
			w.counters.Add(struckSends, n)
		}
	}
}

// Fates of a request to create a batch, on the way to the service and back. The
// sandbox has its own faults for what arrives.
const (
	fateArrives = iota
	fateUnreached
	fateLost
	fateLate
	fateEchoed
)

// wire is the network of one console, where the service is in this process.
type wire struct{ c *modelledConsole }

var errReset = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}

func (n wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w := n.c.world
	if r.Method != http.MethodPost || r.URL.Path != createPath {
		return w.exchange(r)
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err != nil {
		return nil, err
	}
	w.checkRequest(n.c, body)
	request := func(ctx context.Context) *http.Request {
		again := r.Clone(ctx)
		again.Body = io.NopCloser(bytes.NewReader(body))
		return again
	}
	n.c.reach(killBeforeArrival)
	if n.c.doom == killWhileLate {
		w.holdUp(request(w.ctx), n.c.rng)
	}
	n.c.reach(killWhileLate)
	fate := n.c.drawFate()
	if fate != fateArrives {
		w.counters.Add("fault: network "+fateNames[fate], 1)
	}
	if fate != fateArrives && fate != fateEchoed {
		w.counters.Add(struckSends, 1)
	}
	switch fate {
	case fateUnreached:
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	case fateLost:
		return nil, errReset
	case fateLate:
		w.holdUp(request(w.ctx), n.c.rng)
		return nil, errReset
	}
	reply, err := w.handOver(request(r.Context()))
	if n.c.doom == killAfterArrival && err == nil {
		reply.Body.Close()
	}
	n.c.reach(killAfterArrival)
	if fate == fateEchoed && err == nil {
		reply.Body.Close()
		return echo(r), nil
	}
	return reply, err
}

var fateNames = map[int]string{
	fateUnreached: "unreached", fateLost: "lost on the way", fateLate: "arrives late", fateEchoed: "answer is a page with the key",
}

// fallsSilent is the key of what a request has done when the service stops to work on it.
type fallsSilent struct{}

// silence is the context of a request, of which the service asks when it ends only once it has
// nothing else to do.
type silence struct {
	context.Context
	falls func()
}

func (s silence) Done() <-chan struct{} {
	s.falls()
	return s.Context.Done()
}

// telling is a sandbox that tells its clients in this process when it falls silent.
type telling struct{ *sandbox.Sandbox }

func (s telling) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if falls, is := r.Context().Value(fallsSilent{}).(func()); is {
		r = r.WithContext(silence{r.Context(), falls})
	}
	s.Sandbox.ServeHTTP(rw, r)
}

// exchange has the service in this process answer. Its client leaves when no answer comes, and not
// when the machine is busy.
func (w *faultModel) exchange(r *http.Request) (*http.Response, error) {
	ctx, leave := context.WithCancelCause(r.Context())
	defer leave(nil)
	ctx = context.WithValue(ctx, fallsSilent{}, func() {
		time.AfterFunc(silenceOfService, func() { leave(context.DeadlineExceeded) })
	})
	reply, err := sandbox.TransportTo(w.strict).RoundTrip(r.WithContext(ctx))
	if err != nil && errors.Is(context.Cause(ctx), context.DeadlineExceeded) {
		err = context.DeadlineExceeded
	}
	return reply, err
}

// handOver gives a request to create a batch to the sandbox. Who gives it up does
// not stop the sandbox, which on a busy machine may not even have begun: it is
// waited for, so that it does not come to it at another time of this world.
func (w *faultModel) handOver(r *http.Request) (*http.Response, error) {
	w.handed.Add(1)
	reply, err := w.exchange(r)
	if err == nil {
		return reply, nil
	}
	begun := func() bool { return w.box.Requests()["POST "+createPath] >= int(w.handed.Load()) }
	for deadline := time.Now().Add(time.Second); !begun(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			w.handed.Add(-1) // given up before it was handed over
			break
		}
	}
	time.Sleep(2 * time.Millisecond)
	return nil, err
}

// drawFate draws what becomes of a request that nobody dies of.
func (c *modelledConsole) drawFate() int {
	if c.doom == killAfterArrival {
		return fateArrives
	}
	switch n := c.rng.IntN(100); {
	case n < 7:
		return fateUnreached
	case n < 11:
		return fateLost
	case n < 17:
		return fateLate
	case n < 20:
		return fateEchoed
	}
	return fateArrives
}

// echo is the page of a proxy that shows what it was sent, the key included.
func echo(r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(http.StatusBadGateway)
	auth := r.Header.Get("Authorization")
	fmt.Fprintf(w, "<html>%s\n%s\n%s\n%q</html>", auth, url.QueryEscape(auth), base64.StdEncoding.EncodeToString([]byte(auth)), auth)
	reply := w.Result()
	reply.Request = r
	return reply
}

// lateRequest is a request that was held up: its client is told that the
// connection is gone, or is dead, before it arrives.
type lateRequest struct {
	at      time.Time
	request *http.Request
}

func (w *faultModel) holdUp(r *http.Request, rng *rand.Rand) {
	at := w.clock.Now().Add(time.Duration(1+rng.IntN(int(longestDelay/time.Second)-5)) * time.Second)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.late = append(w.late, lateRequest{at, r})
}

// nextLate takes out the request that arrives next, up to a time.
func (w *faultModel) nextLate(until time.Time) (lateRequest, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := -1
	for i, r := range w.late {
		if !r.at.After(until) && (at < 0 || r.at.Before(w.late[at].at)) {
			at = i
		}
	}
	if at < 0 {
		return lateRequest{}, false
	}
	r := w.late[at]
	w.late = slices.Delete(w.late, at, at+1)
	return r, true
}

// arrive hands a late request to the service; nobody waits for its answer.
func (w *faultModel) arrive(r lateRequest) {
	reply, err := w.handOver(r.request.WithContext(w.ctx))
	outcome := "without an answer"
	if err == nil {
		outcome = reply.Status
		reply.Body.Close()
	}
	w.note("a request that was held up arrives: %s", outcome)
}

// serve is the service on the network.
func (w *faultModel) serve(rw http.ResponseWriter, r *http.Request) {
	w.inFlight.Add(1)
	defer w.inFlight.Done()
	create := r.Method == http.MethodPost && r.URL.Path == createPath
	if create {
		w.strike(killBeforeArrival)
		defer w.strike(killAfterArrival)
	}
	w.strict.ServeHTTP(rw, r)
}
