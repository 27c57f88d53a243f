package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// inspection is what a test or a rehearsal may ask the sandbox about itself.
// It stands outside the API: the service has nothing like it, no fault strikes
// it, and it counts as no request.
const inspection = "/sandbox/"

var inspections = map[string]func(*Sandbox) any{
	"dials":    func(s *Sandbox) any { return s.Dials() },
	"rings":    func(s *Sandbox) any { return s.rings() },
	"tests":    func(s *Sandbox) any { return s.TestCalls() },
	"calls":    func(s *Sandbox) any { return append([]Attempt{}, s.Attempts()...) },
	"requests": func(s *Sandbox) any { return s.Requests() },
	"batches":  func(s *Sandbox) any { return s.stored() },
	"faults":   func(s *Sandbox) any { return s.played() },
}

// InspectionHelp explains what a running sandbox tells about itself, for the
// help of the command that serves it.
func InspectionHelp() string {
	return "Outside the API it tells what it stored and was asked; these need no key and count as no request:\n\n" +
		"  GET " + IdentityPath + "  which sandbox this is: a rehearsal calls nobody\n" +
		"  GET /sandbox/dials     each number, and in how many batches it was accepted: {\"+442079460000\": 1}\n" +
		"  GET /sandbox/rings     each number, and in how many of them it was called, or may yet be\n" +
		"  GET /sandbox/calls     every call that was placed: {\"number\": …, \"at\": …, \"batch\": …}\n" +
		"  GET /sandbox/tests     every test call, in order: {\"to\": …, \"contactId\": \"\", \"name\": …}\n" +
		"  GET /sandbox/batches   every batch, newest first, whatever the list leaves out\n" +
		"  GET /sandbox/requests  how often each endpoint was asked: {\"POST /api/v1/batch\": 2}\n" +
		"  GET /sandbox/faults    how often each fault has played: {\"create:2=drop-after\": 1}"
}

// inspect answers a question about the sandbox itself; it is false for
// everything else.
func (s *Sandbox) inspect(w http.ResponseWriter, r *http.Request) (reply, bool) {
	name, inside := strings.CutPrefix(r.URL.Path, inspection)
	if !inside {
		return reply{}, false
	}
	show, found := inspections[name]
	switch {
	case !found:
		return notFound("Route", "NOT_FOUND"), true
	case r.Method != http.MethodGet:
		return notAllowed(w, http.MethodGet), true
	case s.key != "" && !s.authorised(r):
		return badKey, true
	}
	return ok(show(s)), true
}

// storedBatch is a batch as the list shows it, and whose it is.
type storedBatch struct {
	batchRow
	UserID string `json:"userId"`
}

// stored lists the batches of all users, newest first.
func (s *Sandbox) stored() []storedBatch {
	rows := []storedBatch{}
	s.atPresent(func(time.Duration) reply {
		for i := len(s.simulation.batches) - 1; i > 0; i-- {
			b := s.simulation.batches[i]
			rows = append(rows, storedBatch{s.simulation.row(b), b.userID})
		}
		return reply{}
	})
	return rows
}

// TestCall is a call that was asked for by itself and accepted, as it was asked for.
type TestCall struct {
	To        string `json:"to"`
	ContactID string `json:"contactId"`
	Name      string `json:"name"`
}

// TestCalls lists the test calls that were accepted, in their order.
func (s *Sandbox) TestCalls() []TestCall {
	s.mu.Lock()
	defer s.mu.Unlock()
	calls := make([]TestCall, len(s.simulation.testCalls))
	for i, t := range s.simulation.testCalls {
		calls[i] = TestCall{formatE164(t.to.number), t.to.id, t.to.name}
	}
	return calls
}

func (s *Sandbox) played() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.script.played()
}

// Struck is how many requests a fault has struck so far.
func (s *Sandbox) Struck() int {
	n := 0
	for _, times := range s.played() {
		n += times
	}
	return n
}
