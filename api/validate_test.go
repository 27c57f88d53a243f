package api_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"callsheet/api"
)

type validation struct {
	name   string
	change func(*api.BatchRequest)
	says   string // "" = accepted
}

// contactValidations are changes to the contacts of the smallest valid batch.
func contactValidations() []validation {
	contact := func(change func(*api.Contact)) func(*api.BatchRequest) {
		return func(r *api.BatchRequest) { change(&r.Contacts[0]) }
	}
	phone := func(number string) func(*api.BatchRequest) {
		return contact(func(c *api.Contact) { c.Phone = number })
	}
	email := func(address string) func(*api.BatchRequest) {
		return contact(func(c *api.Contact) { c.Email = address })
	}
	metadata := func(key string, value any) func(*api.BatchRequest) {
		return contact(func(c *api.Contact) { c.Metadata = map[string]any{key: value} })
	}
	second := func(c api.Contact) func(*api.BatchRequest) {
		return func(r *api.BatchRequest) { r.Contacts = append(r.Contacts, c) }
	}
	return []validation{
		{"a number alone is enough", func(*api.BatchRequest) {}, ""},
		{"an agent is required", func(r *api.BatchRequest) { r.AgentID = "" }, "agent's id is missing"},
		{"an agent with a control character is refused", func(r *api.BatchRequest) { r.AgentID = "a\x00" }, "agent's id"},
		{"a user is required", func(r *api.BatchRequest) { r.UserID = "" }, "user id is missing"},
		{"a batch without contacts is refused", func(r *api.BatchRequest) { r.Contacts = nil }, "1 to 100000 contacts, this one 0"},
		{"the shortest number is accepted", phone("+123456789"), ""},
		{"the longest number is accepted", phone("+123456789012345"), ""},
		{"a number below 10 characters is refused", phone("+12345678"), "Contact 1: The number is not a full international one"},
		{"a number over 15 digits is refused", phone("+1234567890123456"), "Contact 1"},
		{"a number without a plus is refused", phone("447400123999"), "Contact 1"},
		{"a country code never begins with 0", phone("+0447400123999"), "Contact 1"},
		{"a number with blanks is refused", phone("+44 7400 123999"), "Contact 1"},
		{"digits of another script are refused", phone("+44740012399٣"), "Contact 1"},
		{"a plus alone is refused", phone("+"), "Contact 1"},
		{"no number is refused", phone(""), "Contact 1"},
		{"one number twice is refused", second(api.Contact{Phone: "+447400123999", ID: "other"}), "Contacts 1 and 2 have the same number"},
		{"two numbers are accepted", second(api.Contact{Phone: "+447400123998"}), ""},
		{
			"one id twice is refused",
			func(r *api.BatchRequest) {
				r.Contacts = []api.Contact{{Phone: "+447400123999", ID: "x"}, {Phone: "+447400123998"}, {Phone: "+447400123997", ID: "x"}}
			},
			"Contacts 1 and 3 have the same id",
		},
		{"an id of blanks is refused", contact(func(c *api.Contact) { c.ID = " " }), "contact's id"},
		{"a blank name is refused", contact(func(c *api.Contact) { c.Name = "  " }), "name or company is blank"},
		{"an escape sequence in a name is refused", contact(func(c *api.Contact) { c.Name = "\x1b[2J" }), "control characters"},
		{"broken UTF-8 is refused", contact(func(c *api.Contact) { c.Company = "\xff" }), "not UTF-8"},
		{"an address is accepted", email("ada.l+x@example.co.uk"), ""},
		{"an address with a name is refused", email("Ada <ada@example.com>"), "e-mail address is not valid"},
		{"an address without a dot is refused", email("ada@localhost"), "e-mail address is not valid"},
		{"an address without an @ is refused", email("ada.example.com"), "e-mail address is not valid"},
		{"plain metadata is accepted", contact(func(c *api.Contact) {
			c.Metadata = map[string]any{"s": "x\ny", "f": 1.5, "i": 3, "l": int64(4), "b": false, "n": json.Number("12.50")}
		}), ""},
		{"a null in metadata is refused", metadata("k", nil), `metadata field "k"`},
		{"an object in metadata is refused", metadata("k", map[string]any{}), `metadata field "k"`},
		{"infinity in metadata is refused", metadata("k", math.Inf(1)), `metadata field "k"`},
		{"a number that is none is refused", metadata("k", json.Number("0x10")), `metadata field "k"`},
		{"an empty number is refused", metadata("k", json.Number("")), `metadata field "k"`},
		{"a metadata field without a name is refused", metadata(" ", "x"), "has no name"},
	}
}

// optionValidations are changes to its options.
func optionValidations() []validation {
	options := func(change func(*api.Options)) func(*api.BatchRequest) {
		return func(r *api.BatchRequest) { change(&r.Options) }
	}
	hook := func(address string) func(*api.BatchRequest) {
		return options(func(o *api.Options) { o.OnBatchComplete = address })
	}
	start := func(at time.Time, zone string) func(*api.BatchRequest) {
		return options(func(o *api.Options) { o.ScheduledStart, o.TimeZone = at, zone })
	}
	monday := time.Date(2031, 3, 3, 9, 0, 0, 0, time.UTC)
	return []validation{
		{"the highest options are accepted", options(func(o *api.Options) { o.Priority, o.MaxCallsPerSecond, o.MaxAttempts = 10, 30, 5 }), ""},
		{"a priority over 10 is refused", options(func(o *api.Options) { o.Priority = 11 }), "priority must be from 1 to 10, not 11"},
		{"a negative priority is refused", options(func(o *api.Options) { o.Priority = -1 }), "priority must be"},
		{"a rate over 30 is refused", options(func(o *api.Options) { o.MaxCallsPerSecond = 31 }), "calls per second must be from 1 to 30"},
		{"a sixth attempt is refused", options(func(o *api.Options) { o.MaxAttempts = 6 }), "attempts must be from 1 to 5"},
		{"a negative delay is refused", options(func(o *api.Options) { o.BusyDelay = -time.Second }), "busy delay"},
		{"a delay that would round to none is refused", options(func(o *api.Options) { o.NoAnswerDelay = time.Microsecond }), "no-answer delay"},
		{"a start with a zone is accepted", start(monday, "America/New_York"), ""},
		{"a zone without a start is accepted", start(time.Time{}, "UTC"), ""},
		{"a start without a zone is refused", start(monday, ""), "name of its time zone"},
		{"a start of the year 1 is refused", start(time.Time{}.Add(1), "UTC"), "start time cannot be right"},
		{"this machine's own zone is no name", start(monday, "Local"), "time zone must be a name"},
		{"a zone with blanks is refused", start(monday, "Europe / London"), "time zone must be a name"},
		{"a webhook is accepted", hook("https://example.com/hook?a=1"), ""},
		{"a webhook without a scheme is refused", hook("example.com/hook"), "webhook must be a full address"},
		{"a webhook to a file is refused", hook("file:///etc/passwd"), "webhook must be"},
		{"a webhook without a host is refused", hook("https:///hook"), "webhook must be"},
		{"a webhook with a blank is refused", hook("https://example.com/a b"), "webhook must be"},
		{"a tag is accepted", options(func(o *api.Options) { o.Tags = []string{"spring 2026"} }), ""},
		{"an empty tag is refused", options(func(o *api.Options) { o.Tags = []string{"a", " "} }), "tag is empty"},
	}
}

func TestValidate(t *testing.T) {
	for _, row := range append(contactValidations(), optionValidations()...) {
		t.Run(row.name, func(t *testing.T) {
			r := oneContact()
			r.UserID = "user_1"
			row.change(&r)
			err := r.Validate()
			switch {
			case row.says == "" && err != nil:
				t.Errorf("refused: %v", err)
			case row.says != "" && (err == nil || !strings.Contains(err.Error(), row.says)):
				t.Errorf("error %v, want %q", err, row.says)
			case err != nil && strings.Contains(err.Error(), "7400"):
				t.Errorf("the error holds a phone number: %v", err)
			}
		})
	}
}

func TestTheLargestBatchIsAcceptedAndOneMoreIsNot(t *testing.T) {
	r := fullBatch()
	if err := r.Validate(); err != nil {
		t.Errorf("%d contacts are refused: %v", len(r.Contacts), err)
	}
	r.Contacts = append(r.Contacts, api.Contact{Phone: fmt.Sprintf("+448%09d", 1)})
	if err := r.Validate(); err == nil || !strings.Contains(err.Error(), "this one 100001") {
		t.Errorf("100,001 contacts gave %v", err)
	}
}
