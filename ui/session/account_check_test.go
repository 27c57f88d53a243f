package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"callsheet/model"
)

// fakeProber knows one account, and counts what it is asked.
type fakeProber struct {
	asked  []string
	reach  func() (Reached, error)
	admit  error
	agent  Agent
	lookUp error
}

func (f *fakeProber) Reach(context.Context, Account) (Reached, error) {
	f.asked = append(f.asked, "service")
	if f.reach != nil {
		return f.reach()
	}
	return Reached{At: checkedAt, Said: "ok"}, nil
}

func (f *fakeProber) Admit(_ context.Context, a Account) (Admitted, error) {
	f.asked = append(f.asked, "key "+a.User)
	switch {
	case f.admit != nil:
		return Admitted{}, f.admit
	case a.Key != "right":
		return Admitted{}, &AccountRefusal{AccountKey, model.UserError("No.")}
	case a.User != "" && a.User != "anna":
		return Admitted{}, &AccountRefusal{AccountUser, model.UserError("No.")}
	}
	return Admitted{Agents: []string{"agent_1", "agent_2"}}, nil
}

func (f *fakeProber) LookUp(_ context.Context, a Account) (Agent, error) {
	f.asked = append(f.asked, "agent "+a.Agent)
	return f.agent, f.lookUp
}

var checkedAt = time.Date(2027, time.March, 1, 10, 0, 0, 0, time.UTC)

func checkOf(f *fakeProber) *AccountCheck {
	return &AccountCheck{Prober: f, Now: func() time.Time { return checkedAt }}
}

func (c *AccountCheck) inline(t *testing.T, a Account) {
	t.Helper()
	Inline(t.Context(), WallClock{}, c.Start(a, 0), c.Update)
}

func statesOf(c *AccountCheck) string {
	var all []string
	for _, f := range c.Findings() {
		all = append(all, f.Part.String()+" "+f.State.String())
	}
	return strings.Join(all, ", ")
}

func TestAnAccountIsCheckedPartByPart(t *testing.T) {
	whole := Account{Key: "right", User: "anna", Agent: "agent_1"}
	with := func(change func(*Account)) Account {
		a := whole
		change(&a)
		return a
	}
	makesCalls := Agent{Name: "Renewals", Active: true, Outbound: true}
	offline := errors.New("connection refused")
	cases := []struct {
		name    string
		prober  fakeProber
		account Account
		states  string
		says    string
		asked   int
	}{
		{"a whole one is ready", fakeProber{agent: makesCalls}, whole,
			"service good, clock good, key good, user good, agent good", "Renewals is switched on and makes calls.", 3},
		{"without a key the service alone is asked", fakeProber{}, Account{},
			"service good, clock good, key open, user open, agent open", "There is no key yet.", 1},
		{"a key alone is checked", fakeProber{}, Account{Key: "right"},
			"service good, clock good, key good, user open, agent open", "There is no user yet.", 2},
		{"a key that is refused stops there", fakeProber{}, with(func(a *Account) { a.Key = "wrong" }),
			"service good, clock good, key bad, user open, agent open", "The service does not accept this key.", 2},
		{"a user of somebody else shows that the key is accepted", fakeProber{}, with(func(a *Account) { a.User = "ben" }),
			"service good, clock good, key good, user bad, agent open", "This user does not belong to the key.", 2},
		{"an agent that is not there", fakeProber{lookUp: &AccountRefusal{AccountAgent, offline}}, whole,
			"service good, clock good, key good, user good, agent bad", "There is no such agent", 3},
		{"an agent that is switched off", fakeProber{agent: Agent{Name: "Old", Outbound: true}}, whole,
			"service good, clock good, key good, user good, agent bad", "Old is switched off.", 3},
		{"an agent that only takes calls", fakeProber{agent: Agent{Name: "Desk", Active: true}}, whole,
			"service good, clock good, key good, user good, agent bad", "Desk only takes calls.", 3},
		{"a service that is not reached leaves all else open", fakeProber{reach: func() (Reached, error) { return Reached{}, offline }}, whole,
			"service unknown, clock open, key open, user open, agent open", "Connection refused", 1},
		{"an address that is none", fakeProber{reach: func() (Reached, error) {
			return Reached{}, &AccountRefusal{AccountService, model.UserError("Give https.")}
		}}, whole, "service bad, clock open, key open, user open, agent open", "Give https.", 1},
		{"a fault of the service's is none of the key's", fakeProber{admit: offline}, whole,
			"service good, clock good, key unknown, user open, agent open", "It could not be asked whether the key is accepted.", 2},
		{"a clock that is behind", fakeProber{reach: func() (Reached, error) { return Reached{At: checkedAt.Add(7 * time.Minute)}, nil }}, Account{},
			"service good, clock warning, key open, user open, agent open", "7 m behind the service's", 1},
		{"a clock that is ahead", fakeProber{reach: func() (Reached, error) { return Reached{At: checkedAt.Add(-3 * time.Hour)}, nil }}, Account{},
			"service good, clock warning, key open, user open, agent open", "ahead of the service's", 1},
		{"a service without a clock", fakeProber{reach: func() (Reached, error) { return Reached{}, nil }}, Account{},
			"service good, clock unknown, key open, user open, agent open", "does not say what time it is", 1},
		{"a service that is ill says so", fakeProber{reach: func() (Reached, error) { return Reached{At: checkedAt, Said: "degraded\x1b[2J"}, nil }}, Account{},
			"service warning, clock good, key open, user open, agent open", "says of itself: degraded", 1},
		{"a sandbox has a clock of its own", fakeProber{reach: func() (Reached, error) { return Reached{At: checkedAt.Add(time.Hour), Sandbox: true}, nil }}, Account{},
			"service good, clock good, key open, user open, agent open", "nobody is called", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			check := checkOf(&c.prober)
			check.inline(t, c.account)
			all := fmt.Sprint(check.Findings())
			if got := statesOf(check); got != c.states || !strings.Contains(all, c.says) || strings.Contains(all, "\x1b") {
				t.Errorf("%s\n%s", got, all)
			}
			if len(c.prober.asked) != c.asked || check.Asking() {
				t.Errorf("it asked %q", c.prober.asked)
			}
			if check.Ready() != (c.states == cases[0].states) {
				t.Errorf("ready: %v", check.Ready())
			}
		})
	}
}

func TestOnlyWhatChangedIsAskedAnew(t *testing.T) {
	f := &fakeProber{agent: Agent{Name: "Renewals", Active: true, Outbound: true}}
	c := checkOf(f)
	a := Account{Key: "right"}
	for _, next := range []struct {
		name   string
		change func()
		asked  string
	}{
		{"a key", func() {}, "service,key "},
		{"a user", func() { a.User = "ben" }, "key ben"},
		{"the right user", func() { a.User = "anna" }, "key anna"},
		{"an agent", func() { a.Agent = "agent_9" }, "agent agent_9"},
		{"another agent", func() { a.Agent = "agent_1" }, "agent agent_1"},
		{"nothing", func() {}, ""},
		{"another key", func() { a.Key = "other" }, "key anna"},
		{"another service", func() { a.Service, a.Key = "https://b.example", "right" }, "service,key anna,agent agent_1"},
	} {
		next.change()
		f.asked = nil
		c.inline(t, a)
		if got := strings.Join(f.asked, ","); got != next.asked {
			t.Errorf("%s: it asked %q, want %q", next.name, got, next.asked)
		}
	}
	if !c.Ready() {
		t.Error(statesOf(c))
	}
	f.asked = nil
	if c.Again(); c.Ready() {
		t.Error("what was forgotten is ready")
	}
	if c.inline(t, a); !c.Ready() || len(f.asked) != 3 {
		t.Errorf("again it asked %q", f.asked)
	}
}

func TestAnswersToWhatWasTypedBeforeAreDropped(t *testing.T) {
	f := &fakeProber{agent: Agent{Name: "Renewals", Active: true, Outbound: true}}
	c := checkOf(f)
	c.inline(t, Account{Key: "right", User: "anna"})
	stale := c.Start(Account{Key: "right", User: "anna", Agent: "agent_1"}, time.Hour)
	fresh := c.Start(Account{Key: "wrong", User: "anna", Agent: "agent_1"}, time.Hour)
	if len(stale) != 1 || len(fresh) != 1 || stale[0].After != time.Hour {
		t.Fatal("what is typed is not asked after a pause")
	}
	if more := c.Update(stale[0].Do(t.Context())); more != nil || c.Finding(AccountAgent).State == AccountGood {
		t.Errorf("a stale answer was taken: %s", statesOf(c))
	}
	c.Update(fresh[0].Do(t.Context()))
	if c.Finding(AccountKey).State != AccountBad {
		t.Errorf("the fresh answer was not taken: %s", statesOf(c))
	}
}

func TestAKeyIsReadAsItWasMeant(t *testing.T) {
	for pasted, key := range map[string]string{
		"dg-live-1234":                          "dg-live-1234",
		"  dg-live-1234\r\n":                    "dg-live-1234",
		"dg-live-\n  1234":                      "dg-live-1234",
		"\u200bdg-live\u00a01234\ufeff":         "dg-live1234",
		"\x1b[200~dg":                           "[200~dg",
		`"dg-live-1234"`:                        "dg-live-1234",
		"export DIALGEN_API_KEY='dg-live-1234'": "dg-live-1234",
		"DIALGEN_API_KEY=dg-live-1234":          "dg-live-1234",
		"Authorization: Bearer dg-live-1234":    "dg-live-1234",
		"bearer dg-live-1234":                   "dg-live-1234",
		"":                                      "",
		" \n\t":                                 "",
	} {
		if got := CleanKey(pasted); got != key {
			t.Errorf("%q is %q, want %q", pasted, got, key)
		}
	}
}

func TestAnAccountNeverPrintsItsKey(t *testing.T) {
	a := Account{Service: "https://a.example", Key: "dg-live-1234", User: "anna", Agent: "agent_1"}
	for _, text := range []string{fmt.Sprint(a), fmt.Sprintf("%+v", a), fmt.Sprintf("%#v", a), fmt.Sprintf("%s %q %v", a, a, &a), fmt.Sprintf("%v", []Account{a})} {
		if strings.Contains(text, "1234") || !strings.Contains(text, "anna") {
			t.Errorf("it prints %s", text)
		}
	}
}
