//go:build unix

package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// A campaign is its own user's, whoever the profile works for now.
func TestACampaignIsWatchedAndCancelledAsItsOwnUser(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring(), "--user", "user_other", "--start", "tomorrow 9:00").exits(0))
	id := sent.Batches[0].BatchID
	if r := d.run("list", "--remote").exits(0); !strings.Contains(r.out, id) {
		t.Errorf("it is not listed:\n%s", r.out)
	}
	d.run("watch", "Spring leads", "--once").exits(0)
	d.run("watch", id, "--once").exits(0)
	if r := d.run("cancel", id, "--yes").exits(0); !strings.Contains(r.out, "3 calls were taken back") {
		t.Errorf("cancelled: %s", r.out)
	}
}

func TestACancelThatDidNotHappenSaysSo(t *testing.T) {
	cases := []struct {
		name, reply, status string // what is answered, and what the batch is then
		code                int
		says                string
	}{
		{"a reply that says no", `{"success":false,"error":"Batch is locked"}`, "processing", 1, "NOT CANCELLED"},
		{"a reply that says another state", `{"success":true,"status":"processing","cancelledJobs":0}`, "processing", 1, "NOT CANCELLED"},
		{"a reply that says nothing", `{"success":true}`, "processing", 1, "NOT CANCELLED"},
		{"it had ended before", `{"success":true,"status":"completed"}`, "completed", 1, "It is completed"},
		{"it says nothing, and is cancelled", `{"success":true}`, "cancelled", 0, ""},
		{"cancelled, with nobody left to be called", `{"success":true,"status":"cancelled","cancelledJobs":0}`, "cancelled", 0, ""},
		{"a page", `<html>ok</html>`, "processing", 4, "not known whether"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var asked atomic.Bool
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case r.URL.Path == "/api/v1/batch/cancel":
					asked.Store(true)
					w.Write([]byte(c.reply))
				case r.URL.Path == "/callsheet/sandbox":
					w.WriteHeader(http.StatusNotFound)
				case asked.Load():
					w.Write([]byte(`{"batchId":"batch_1","status":"` + c.status + `","statistics":{"total":3}}`))
				default:
					w.Write([]byte(`{"batchId":"batch_1","status":"processing","statistics":{"total":3}}`))
				}
			}))
			t.Cleanup(s.Close)
			d := newHarness(t, s.URL)
			r := d.run("cancel", "batch_1", "--yes").exits(c.code).explains(c.says)
			if strings.Contains(r.out, "was cancelled") != (c.code == 0) {
				t.Errorf("printed %q", r.out)
			}
			if c.code == 0 && !strings.Contains(r.out, "No call was left to be taken back") {
				t.Errorf("printed %q", r.out)
			}
		})
	}
}

// A reply in which the key is written in another way neither shows nor stores it.
func TestAReplyThatEncodesTheKeyDoesNotShowIt(t *testing.T) {
	t.Parallel()
	escaped, percent := "", ""
	for _, c := range []byte(testKey) {
		escaped += fmt.Sprintf(`\u%04x`, c)
		percent += fmt.Sprintf("%%%02x", c)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		batch := `{"batchId": "batch_1", "status": "` + escaped + `", "total": 3, "agentId": "` + percent + `", "statistics": {"total": 3},
			"links": {"dashboard": "https://sa.dialgen.ai/batch?k=` + escaped + `&p=` + percent + `"}}`
		switch {
		case r.Method == http.MethodPost && r.URL.Path == "/api/v1/batch":
			w.WriteHeader(http.StatusAccepted)
			w.Write([]byte(batch))
		case r.URL.Path == "/api/v1/batch/list":
			w.Write([]byte("[" + batch + "]"))
		default:
			w.Write([]byte(batch))
		}
	}))
	t.Cleanup(s.Close)
	d := newHarness(t, s.URL)
	d.send(d.spring()).exits(0)
	d.run("list", "--remote", "--json").exits(0)
	d.run("watch", "batch_1", "--once", "--json").exits(0)
	d.run("cancel", "batch_1", "--yes", "--json").exits(1)
}
