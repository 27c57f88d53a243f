package api

import (
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
)

// The client checks for itself what a list was held to already. Were it stricter, a
// batch that was confirmed could not leave; were it not as strict, it would be no
// check.
func TestTheClientHasTheLimitsOfTheDomain(t *testing.T) {
	for _, c := range []struct {
		name           string
		client, domain int
	}{
		{"contacts in a batch", MaxContacts, model.MaxContacts},
		{"priority", maxPriority, model.MaxPriority},
		{"calls per second", maxCallsPerSec, model.MaxRate},
		{"attempts", maxAttempts, model.MaxAttempts},
		{"characters of the shortest number", minPhoneBytes, len(phone.MinNumber.String())},
	} {
		if c.client != c.domain {
			t.Errorf("%s: %d at the client, %d in the domain", c.name, c.client, c.domain)
		}
	}
}

func TestTheClientHasTheStatusesOfTheDomain(t *testing.T) {
	batches := map[BatchStatus]model.BatchStatus{
		StatusIngesting: model.StatusIngesting, StatusScheduled: model.StatusScheduled, StatusPending: model.StatusPending,
		StatusProcessing: model.StatusProcessing, StatusCompleted: model.StatusCompleted, StatusCancelled: model.StatusCancelled,
	}
	for client, domain := range batches {
		if string(client) != string(domain) {
			t.Errorf("a batch is %q at the client, %q in the domain", client, domain)
		}
	}
	calls := map[CallStatus]string{
		CallScheduled: model.CallScheduled, CallOngoing: model.CallOngoing, CallCompleted: model.CallAnswered,
		CallMissed: model.CallMissed, CallFailed: model.CallFailed,
	}
	for client, domain := range calls {
		if string(client) != domain {
			t.Errorf("a call is %q at the client, %q in the domain", client, domain)
		}
	}
}

func TestTheClientTakesEveryEmailOfTheDomain(t *testing.T) {
	taken := 0
	for _, local := range []string{"a", "ann.lee", "o'hara", "x+y", "a_b", "-a", "a-", ".a", "a.", "a..b", "!#$%&*/=?^`{|}~", "é", strings.Repeat("a", 64), strings.Repeat("a", 65), `"a b"`, "a b", "a(b)"} {
		for _, domain := range []string{"example.com", "example", "a.b.co", "-a.com", "a-.com", "a..com", ".com", "com.", "exämple.com", "[127.0.0.1]", "1.2", "a_b.com", strings.Repeat("a", 63) + ".com", "пример.рф"} {
			address := local + "@" + domain
			if !columns.ValidEmail(address) {
				continue
			}
			taken++
			request := BatchRequest{AgentID: "a", UserID: "u", Contacts: []Contact{{Phone: "+447400123999", Email: address}}}
			if err := request.Validate(); err != nil {
				t.Errorf("%s: %v", address, err)
			}
		}
	}
	if taken < 20 {
		t.Errorf("only %d addresses are valid", taken)
	}
}
