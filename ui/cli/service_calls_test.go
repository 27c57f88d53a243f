package cli

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"callsheet/api"
	"callsheet/config"
	"callsheet/model"
)

// recentOf and liveOf are the calls of a batch as the two endpoints tell them: with ids and
// times of their own.
func recentOf(calls ...string) string {
	var list []string
	for i, c := range calls {
		number, status, _ := strings.Cut(c, " ")
		list = append(list, fmt.Sprintf(`{"id":"cm%d","callSid":"CA%d","status":%q,"duration":9,"createdAt":"2026-11-28T09:%02d:00Z","phoneNumber":%q}`, i, i, status, i, number))
	}
	return `{"batchId":"batch_1","status":"%s","statistics":{"total":3,"processed":2},"recentCalls":[` + strings.Join(list, ",") + `]}`
}

func liveOf(calls ...string) string {
	var list []string
	for i, c := range calls {
		parts := strings.SplitN(c, " ", 3)
		list = append(list, fmt.Sprintf(`{"callId":"call_%d","status":%q,"startTime":"2026-11-28T09:%02d:07Z","phoneNumber":%q,"error":%q,"duration":9}`, i, parts[1], i, parts[0], parts[2]))
	}
	return `{"batchId":"batch_1","calls":[` + strings.Join(list, ",") + `]}`
}

const (
	ann = "+447400123001"
	bo  = "+447400123002"
)

func TestAllCallsOfABatchTakeFewRequests(t *testing.T) {
	both := liveOf(ann+" MISSED BUSY", ann+" COMPLETED USER_HANGUP", bo+" FAILED INVALID_NUMBER")
	all := recentOf(ann+" MISSED", ann+" COMPLETED", bo+" FAILED")
	for _, row := range []struct {
		claim    string
		live     string // "" = not kept, "429" = it wants to be left alone
		status   string
		known    model.BatchStatus
		sent     time.Duration // ago
		requests string
		calls    string // "" = an error
	}{
		{"one that has ended takes one", both, "completed", model.StatusCompleted, time.Hour, "live", "call_0 BUSY, call_1 USER_HANGUP, call_2 INVALID_NUMBER"},
		{"one that runs takes two, of which the second says how it stands", both, "processing", model.StatusProcessing, time.Hour, "live all", "cm0 BUSY, cm1 USER_HANGUP, cm2 INVALID_NUMBER"},
		{"what is kept no more is told without reasons", "", "completed", model.StatusCompleted, time.Hour, "live all", "cm0 , cm1 , cm2 "},
		{"what cannot be kept any more is not asked for", both, "completed", model.StatusCompleted, 40 * 24 * time.Hour, "all", "cm0 , cm1 , cm2 "},
		{"where some are kept the reasons are those of the calls to the number, in their order", liveOf(ann+" MISSED BUSY", ann+" COMPLETED USER_HANGUP"), "completed", model.StatusCompleted, time.Hour, "live all", "cm0 BUSY, cm1 USER_HANGUP, cm2 "},
		{"where fewer of a number are kept it is not known whose reason it is", liveOf(ann + " MISSED BUSY"), "completed", model.StatusCompleted, time.Hour, "live all", "cm0 , cm1 , cm2 "},
		{"a service that wants to be left alone is", "429", "completed", model.StatusCompleted, time.Hour, "live", ""},
	} {
		t.Run(row.claim, func(t *testing.T) {
			var requests []string
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				kind, reply := "all", fmt.Sprintf(all, row.status)
				if strings.HasSuffix(r.URL.Path, "/status/batch") {
					kind, reply = "live", row.live
				}
				if len(requests) == 0 || requests[len(requests)-1] != kind { // one that is repeated is one
					requests = append(requests, kind)
				}
				w.Header().Set("Content-Type", "application/json")
				switch reply {
				case "":
					w.WriteHeader(http.StatusNotFound)
					reply = `{"error": "Batch not found"}`
				case "429":
					w.Header().Set("Retry-After", "3600")
					w.WriteHeader(http.StatusTooManyRequests)
					reply = `{"error": "Slow down"}`
				}
				fmt.Fprint(w, reply)
			}))
			defer s.Close()
			client, err := api.New(api.Config{BaseURL: s.URL, Key: "k-123456", UserID: "user_1"})
			if err != nil {
				t.Fatal(err)
			}
			now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
			here := service{client: client, who: addressed(config.Settings{BaseURL: s.URL}), now: func() time.Time { return now }}
			b := model.Batch{ID: "batch_1", User: "user_1", Service: here.who.String(), Sent: now.Add(-row.sent), Last: model.Statistics{Status: row.known, Processed: 2, At: now}}
			stats, calls, err := here.Calls(t.Context(), b, nil)
			if got := strings.Join(requests, " "); got != row.requests {
				t.Errorf("it asked for %s, not %s", got, row.requests)
			}
			if row.calls == "" {
				if err == nil {
					t.Error("no error")
				}
				return
			}
			var got []string
			for _, c := range calls {
				got = append(got, c.ID+" "+c.Error)
			}
			if text := strings.Join(got, ", "); err != nil || text != row.calls || string(stats.Status) != row.status {
				t.Errorf("it is %s with %q: %v", stats.Status, text, err)
			}
		})
	}
}
