package sandbox

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// eventually waits for what another goroutine does.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never so: %s", what)
		}
	}
}

// watchedBody tells when a request has arrived whole.
type watchedBody struct {
	io.ReadCloser
	whole func()
}

func (w watchedBody) Read(p []byte) (int, error) {
	n, err := w.ReadCloser.Read(p)
	if err == io.EOF {
		w.whole()
	}
	return n, err
}

// Closing the server waits for its handlers: none is left behind.
func TestAClientThatLeavesAFaultOverTheNetwork(t *testing.T) {
	rows := []struct {
		fault, key   string
		leaves, ends int // numbers stored before the client leaves, at least, and in the end
	}{
		{"hang-before", "key", 0, 0},
		{"hang-after", "key", manyContacts, manyContacts},
		{"slow:24h", "key", manyContacts, manyContacts},
		{"slow-before:1s", "key", 0, manyContacts},
		{"hang-after", "another", 0, 0}, // refused by its headers
		{"slow:24h", "another", 0, 0},
	}
	for _, row := range rows {
		t.Run(row.fault+" with the sandbox's key "+row.key, func(t *testing.T) {
			config := scripted(t, "create:1="+row.fault)
			config.Key = row.key
			b := newBench(t, config)
			whole := make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				r.Body = watchedBody{r.Body, sync.OnceFunc(func() { close(whole) })}
				b.ServeHTTP(w, r)
			}))
			defer server.Close()
			ctx, leave := context.WithCancel(t.Context())
			ended := make(chan seen, 1)
			go func() { ended <- do(server.Client(), createBodyOf(t, ctx, server.URL, manyContacts)) }()
			<-whole
			eventually(t, "it is stored at once", func() bool { return len(b.Dials()) >= row.leaves })
			leave()
			late := row.ends > row.leaves // and on a slow machine perhaps answered before the client left
			if got := <-ended; !errors.Is(got.err, context.Canceled) && !late {
				t.Errorf("the client saw %+v", got)
			}
			server.Close()
			if n := len(b.Dials()); n != row.ends {
				t.Errorf("%d numbers stored, want %d", n, row.ends)
			}
		})
	}
}

// On a clock of its own, how long a fault takes can be told exactly.
func TestHowLongAFaultTakes(t *testing.T) {
	rows := []struct {
		name, fault string
		patience    time.Duration // how long the client waits
		answered    bool
		atOnce      bool // stored when the client sees the end
		finally     bool // stored a day later
	}{
		{"a slow reply comes in its time", "slow:5s", 6 * time.Second, true, true, true},
		{"a slow reply is stored at once", "slow:5s", 4 * time.Second, false, true, true},
		{"a slow service stores before it replies", "slow-before:5s", 6 * time.Second, true, true, true},
		{"a slow service stores although nobody waits", "slow-before:5s", 4 * time.Second, false, false, true},
		{"a request that hangs is never stored", "hang-before", 1000 * time.Hour, false, false, false},
		{"a reply that hangs was stored", "hang-after", 1000 * time.Hour, false, true, true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := New(scripted(t, "create:1="+row.fault))
				ctx, cancel := context.WithTimeout(t.Context(), row.patience)
				defer cancel()
				began := time.Now()
				got := do(fresh(s.Transport()), createBodyOf(t, ctx, "https://sandbox.invalid", 3))
				switch took := time.Since(began); {
				case row.answered && (got.status != 202 || took != 5*time.Second):
					t.Errorf("%+v after %v, want 202 after 5s", got, took)
				case !row.answered && (!errors.Is(got.err, context.DeadlineExceeded) || took != row.patience):
					t.Errorf("%+v after %v, want no answer for %v", got, took, row.patience)
				}
				if stored := len(s.Dials()) == 3; stored != row.atOnce {
					t.Errorf("stored: %v when the client leaves, want %v", stored, row.atOnce)
				}
				time.Sleep(24 * time.Hour)
				if stored := len(s.Dials()) == 3; stored != row.finally {
					t.Errorf("stored: %v in the end, want %v", stored, row.finally)
				}
			})
		})
	}
}
