package cli

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"callsheet/api/sandbox"
	"callsheet/ui/session"
)

// checkedBy is an account as a check finds it.
func checkedBy(t *testing.T, a session.Account) (*session.AccountCheck, string) {
	t.Helper()
	c := &session.AccountCheck{Prober: accountProber{}}
	session.Inline(t.Context(), session.WallClock{}, c.Start(a, 0), c.Update)
	var all []string
	for _, f := range c.Findings() {
		all = append(all, f.Part.String()+" "+f.State.String())
	}
	return c, strings.Join(all, ", ")
}

func TestAnAccountIsCheckedAgainstAService(t *testing.T) {
	agents := []sandbox.Agent{{ID: "agent_on", Name: "Renewals", Active: true}, {ID: "agent_off", Name: "Old"}, {ID: "agent_in", Name: "Desk", Type: "INBOUND", Active: true}}
	box := httptest.NewServer(sandbox.New(sandbox.Config{Key: "dg-right-key-0001", UserID: "anna", Agents: agents}))
	t.Cleanup(box.Close)
	answering := func(status int, body string) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/callsheet/") {
				http.NotFound(w, r)
				return
			}
			w.WriteHeader(status)
			w.Write([]byte(body))
		}))
		t.Cleanup(s.Close)
		return s.URL
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	right := session.Account{Service: box.URL, Key: "dg-right-key-0001", User: "anna", Agent: "agent_on"}
	for _, c := range []struct {
		name    string
		account session.Account
		states  string
	}{
		{"a whole one", right, "service good, clock good, key good, user good, agent good"},
		{"a key of no account", session.Account{Service: box.URL, Key: "dg-wrong-key-0001", User: "anna"}, "service good, clock good, key bad, user open, agent open"},
		{"a key before its user is known", session.Account{Service: box.URL, Key: right.Key}, "service good, clock good, key good, user open, agent open"},
		{"a text that can be no key", session.Account{Service: box.URL, Key: strings.Repeat("k", 5000)}, "service good, clock good, key bad, user open, agent open"},
		{"a user of another account", session.Account{Service: box.URL, Key: right.Key, User: "ben"}, "service good, clock good, key good, user bad, agent open"},
		{"an agent that is not there", session.Account{Service: box.URL, Key: right.Key, User: "anna", Agent: "agent_no"}, "service good, clock good, key good, user good, agent bad"},
		{"an agent that is off", session.Account{Service: box.URL, Key: right.Key, User: "anna", Agent: "agent_off"}, "service good, clock good, key good, user good, agent bad"},
		{"an agent that takes calls", session.Account{Service: box.URL, Key: right.Key, User: "anna", Agent: "agent_in"}, "service good, clock good, key good, user good, agent bad"},
		{"an id that none has", session.Account{Service: box.URL, Key: right.Key, User: "anna", Agent: "agent\x1b"}, "service good, clock good, key good, user good, agent unknown"},
		{"an address in the clear", session.Account{Service: "http://dial.example", Key: "k"}, "service bad, clock open, key open, user open, agent open"},
		{"an address that is a word", session.Account{Service: "dialgen", Key: "k"}, "service bad, clock open, key open, user open, agent open"},
		{"nobody at the address", session.Account{Service: gone.URL, Key: "k"}, "service unknown, clock open, key open, user open, agent open"},
		{"a service that wants the key for everything", session.Account{Service: answering(401, `{"error":"Unauthorized"}`), Key: "k"}, "service good, clock good, key bad, user open, agent open"},
		{"a service that is ill", session.Account{Service: answering(500, `{"error":"Internal error"}`), Key: "k"}, "service unknown, clock open, key open, user open, agent open"},
		{"a page in between", session.Account{Service: answering(502, `<html>`), Key: "k"}, "service unknown, clock open, key open, user open, agent open"},
		{"a service that asks for the user", session.Account{Service: answering(400, `{"error":"Validation failed","details":{"fieldErrors":{"userId":["required"]}}}`), Key: "k"}, "service good, clock good, key good, user open, agent open"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check, got := checkedBy(t, c.account)
			if got != c.states {
				t.Errorf("%s\n%v", got, check.Findings())
			}
			for _, f := range check.Findings() {
				if f.Words == "" || strings.Contains(f.Words+f.Do, right.Key) || strings.ContainsAny(f.Words+f.Do, "\x1b\n") {
					t.Errorf("%v says %q, %q", f.Part, f.Words, f.Do)
				}
				if (f.State == session.AccountBad || f.State == session.AccountWarned) && f.Do == "" && f.Part != session.AccountService {
					t.Errorf("%v says not what to do: %q", f.Part, f.Words)
				}
			}
		})
	}
}

func TestTheAgentsOfTheBatchesAreNamed(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/v1/batch/list" {
			http.NotFound(w, r)
			return
		}
		w.Write([]byte(`[{"batchId":"b3","status":"completed","agentId":"agent_2"},{"batchId":"b2","status":"completed","agentId":"agent_1"},
			{"batchId":"b1","status":"completed","agentId":"agent_2"},{"batchId":"b0","status":"completed"}]`))
	}))
	t.Cleanup(s.Close)
	check, _ := checkedBy(t, session.Account{Service: s.URL, Key: "k", User: "anna"})
	if got := strings.Join(check.Agents(), ","); got != "agent_2,agent_1" {
		t.Errorf("they are %s", got)
	}
}
