package dispatch_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/api/apitest"
	"callsheet/api/dispatch"
	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/phone"
)

// line is the way to a sandbox, which loses what the test says.
type line struct {
	next http.RoundTripper
	lose func(*http.Request) loss
}

type loss int

const (
	nothing     loss = iota
	theReply         // after the sandbox has done what it was asked
	theRequest       // before it came to the sandbox
	theLine          // before a connection came about
	forAProblem      // the reply, for a 500
	forAPage         // the request, for a page of a proxy
)

func (l line) RoundTrip(r *http.Request) (*http.Response, error) {
	what := l.lose(r)
	switch what {
	case theLine:
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	case theRequest:
		return nil, &net.OpError{Op: "write", Net: "tcp", Err: errors.New("broken pipe")}
	case forAPage:
		return page(r, 502, "<html>Bad gateway</html>"), nil
	}
	resp, err := l.next.RoundTrip(r)
	if err != nil || what == nothing {
		return resp, err
	}
	resp.Body.Close()
	if what == forAProblem {
		return page(r, 500, `{"error":"Internal server error"}`), nil
	}
	return nil, errors.New("connection reset by peer")
}

func page(r *http.Request, status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}
}

// rehearsal is a sender whose service is a sandbox behind a bad line.
type rehearsal struct {
	*stage
	box   *sandbox.Sandbox
	loses loss // the next request to create a batch
	sends dispatch.Sender
}

func rehearse(t *testing.T, serverAhead time.Duration) *rehearsal {
	t.Helper()
	r := &rehearsal{stage: newStage()}
	r.rows = map[string]model.Batch{}
	r.box = sandbox.New(sandbox.Config{Seed: 7, Clock: r.clock.Now, Start: noon.Add(serverAhead)})
	r.sends = r.sender()
	r.sends.Client = r.client(t)
	return r
}

func (r *rehearsal) client(t *testing.T) *api.Client {
	t.Helper()
	c, err := api.New(api.Config{
		BaseURL: "https://sandbox.invalid", Key: key, UserID: "user_1",
		Transport: line{sandbox.TransportTo(apitest.Hold(t, r.box)), func(req *http.Request) loss {
			if req.Method == http.MethodGet {
				return nothing
			}
			what := r.loses
			if what != theLine {
				r.loses = nothing
			}
			return what
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// confirm prepares a batch of consecutive numbers.
func (r *rehearsal) confirm(name string, first phone.Number, n int) (model.Batch, api.BatchRequest, []phone.Number) {
	b := model.Batch{Key: name, Agent: sandbox.DemoAgent, User: "user_1", Contacts: n, State: model.SendPrepared, Prepared: r.clock.Now()}
	req := api.BatchRequest{AgentID: sandbox.DemoAgent}
	var numbers []phone.Number
	for i := range n {
		numbers = append(numbers, first+phone.Number(i))
		req.Contacts = append(req.Contacts, api.Contact{Phone: numbers[i].String()})
	}
	r.rows[name] = b
	return b, req, numbers
}

func (r *rehearsal) ledgerView(numbers []phone.Number) dispatch.LedgerView {
	view := dispatch.LedgerView{Numbers: numbers}
	ids := map[string]bool{}
	var unknown []model.Batch
	for _, b := range r.rows {
		ids[b.ID] = true
		if b.State == model.SendUnknown {
			unknown = append(unknown, b)
		}
	}
	view.Open = open(unknown...)
	view.Ours = func(id string) bool { return ids[id] }
	return view
}

const start = phone.Number(447700900000)

func TestWhatALostReplyLeftAtTheServiceIsFound(t *testing.T) {
	rows := []struct {
		name  string
		loses loss
		there bool
		ahead time.Duration
	}{
		{"a reply lost on the way", theReply, true, 0},
		{"a 500 after the batch was stored", forAProblem, true, 0},
		{"a reply lost, and clocks a day apart", theReply, true, -25 * time.Hour},
		{"a request lost on the way", theRequest, false, 0},
		{"a page of a proxy that passed nothing on", forAPage, false, 3 * time.Hour},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := rehearse(t, row.ahead)
			b, req, numbers := r.confirm("k1", start, 3)
			r.loses = row.loses
			b = r.sends.Send(t.Context(), b, req)
			if b.State != model.SendUnknown {
				t.Fatalf("%q: %s", b.State, b.Reason)
			}
			f, err := r.reconcile(t, b, numbers, 3*time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			dials := r.box.Dials()[start.String()]
			if row.there {
				if f.Batch.State != model.SendAccepted || dials != 1 {
					t.Errorf("%q, accepted %d times: %s", f.Batch.State, dials, dispatch.FindingWords(f))
				}
				if st, err := r.sends.Client.BatchStatistics(t.Context(), f.Batch.ID, 0); err != nil || st.Total != 3 {
					t.Errorf("what was found is %+v, %v", st, err)
				}
				return
			}
			if f.Batch.State != model.SendUnknown || !f.LongEnough || len(f.Candidates) != 0 || dials != 0 {
				t.Fatalf("%q, long enough %v, accepted %d times: %s", f.Batch.State, f.LongEnough, dials, dispatch.FindingWords(f))
			}
			notSent, err := r.sends.MarkNotSent(t.Context(), f.Batch)
			if err != nil || notSent.State != model.SendRefused || r.rows["k1"].State != model.SendRefused {
				t.Errorf("%v, %+v", err, notSent)
			}
		})
	}
}

// reconcile looks for a batch until it is known, or for a while by the clock.
func (r *rehearsal) reconcile(t *testing.T, b model.Batch, numbers []phone.Number, patience time.Duration) (model.Finding, error) {
	view := r.ledgerView(numbers)
	for end := r.clock.Now().Add(patience); ; {
		f, err := r.sends.Reconcile(t.Context(), b, view)
		if err == nil {
			view.Polls = f.Polls
		}
		if f.Batch.State != model.SendUnknown || !r.clock.Now().Before(end) {
			return f, err
		}
		r.clock.Forward(15 * time.Second)
	}
}

// TestAColleaguesTwinIsToldApartByItsCalls has somebody else's batch of the same
// shape made in the same seconds.
func TestAColleaguesTwinIsToldApartByItsCalls(t *testing.T) {
	r := rehearse(t, 0)
	b, req, numbers := r.confirm("k1", start, 3)
	r.loses = theReply
	b = r.sends.Send(t.Context(), b, req)
	_, twin, _ := r.confirm("colleague", start+500, 3)
	delete(r.rows, "colleague")
	other, err := r.client(t).CreateBatch(t.Context(), twin)
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.sends.Reconcile(t.Context(), b, r.ledgerView(numbers))
	if err != nil || f.Batch.State != model.SendUnknown || len(f.Candidates) != 2 {
		t.Fatalf("%v, %q, %d candidates", err, f.Batch.State, len(f.Candidates))
	}
	r.clock.Forward(5 * time.Minute) // calls begin
	f, err = r.sends.Reconcile(t.Context(), b, r.ledgerView(numbers))
	if err != nil || f.Batch.State != model.SendAccepted || f.Batch.ID == other.BatchID || !strings.Contains(f.Batch.Note, "to numbers of this batch") {
		t.Errorf("%v, %+v", err, f)
	}
}

// TestManySendsOverABadLine is the whole of it: whatever is lost, no number is
// accepted twice, and after looking long enough the ledger says what the
// sandbox has.
func TestManySendsOverABadLine(t *testing.T) {
	const sends = 100
	r := rehearse(t, 40*time.Minute)
	dice := rand.New(rand.NewPCG(1, 2))
	lists := map[string][]phone.Number{}
	for i := range sends {
		name, size := fmt.Sprint("k", i), 1+dice.IntN(3)
		b, req, numbers := r.confirm(name, start+phone.Number(10*i), size)
		lists[name] = numbers
		r.loses = loss(dice.IntN(6))
		r.sends.Send(t.Context(), b, req)
		r.loses = nothing
		r.clock.Forward(time.Duration(dice.IntN(20_000)) * time.Millisecond)
	}
	r.clock.Forward(10 * time.Minute)
	count := map[model.SendState]int{}
	found, double := 0, 0
	for name, numbers := range lists {
		if b := r.rows[name]; b.State == model.SendUnknown {
			f, err := r.reconcile(t, b, numbers, 30*time.Second)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case f.Batch.State == model.SendAccepted:
				found++
			case f.LongEnough:
				if _, err := r.sends.MarkNotSent(t.Context(), b); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	dials := r.box.Dials()
	for name, numbers := range lists {
		state := r.rows[name].State
		count[state]++
		for _, n := range numbers {
			if dials[n.String()] > 1 {
				double++
			}
			if (dials[n.String()] > 0) != (state == model.SendAccepted) {
				t.Errorf("%s is %s, and its numbers were accepted %d times", name, state, dials[n.String()])
				break
			}
		}
	}
	if double > 0 || found == 0 {
		t.Errorf("%d numbers were accepted twice, %d batches found", double, found)
	}
	t.Logf("%d sends: %v, %d of them found on the list", sends, count, found)
}
