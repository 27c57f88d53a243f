package sandbox

import (
	"encoding/json"
	"io"
	"math"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a zone's name is checked the same on a host without a zone database
)

// Limits of POST /api/v1/batch, from the reference; the longest delay is not
// documented, refuses nothing and only keeps times within range.
const (
	maxContacts = 100_000
	maxDelay    = 365 * 24 * time.Hour
)

// readCreateRequest reads the body of a create request; the reply is the refusal.
func readCreateRequest(body io.Reader) (createRequest, *reply) {
	r := newReader(body)
	o := createRequest{options: defaultOptions()}
	var agent, user, contacts bool
	if r.object(func(key string) {
		switch key {
		case "agentId":
			agent = true
			o.agentID = r.filled("Agent ID is required")
		case "userId":
			user = true
			o.userID = r.filled("User ID is required")
		case "contacts":
			contacts = true
			o.contacts = r.contacts()
		case "options":
			r.options(&o.options)
		default:
			r.skip()
		}
	}) {
		r.require("agentId", agent, "Agent ID is required")
		r.require("userId", user, "User ID is required")
		r.require("contacts", contacts, "At least one contact required")
	}
	return o, r.end()
}

// contacts reads the contacts. A number or an id that stands there again is
// taken as it comes: the reference says no more than that it is handled.
func (r *reader) contacts() []entry {
	var entries []entry
	count := 0
	array := r.array(func(i int) {
		count++
		if i >= maxContacts {
			r.skip()
			return
		}
		entries = append(entries, r.contact())
	})
	switch {
	case array && count == 0:
		r.fail("At least one contact required")
	case count > maxContacts:
		r.fail("At most " + strconv.Itoa(maxContacts) + " contacts allowed")
	}
	return entries
}

func (r *reader) contact() entry {
	var e entry
	phone := false
	if r.object(func(key string) {
		switch key {
		case "id":
			e.id, _ = r.text()
		case "phoneNumber":
			phone = true
			e.number = r.phone()
		case "name":
			e.name, _ = r.text()
		default:
			r.detail(key)
		}
	}) {
		r.require("phoneNumber", phone, "Phone number is required")
	}
	return e
}

// detail reads the fields a contact of a batch and the person of a test call
// have in common and the simulation has no use for.
func (r *reader) detail(key string) {
	switch key {
	case "email":
		r.email()
	case "company":
		r.company()
	case "metadata":
		r.object(func(string) { r.scalar() })
	default:
		r.skip()
	}
}

func (r *reader) phone() uint64 {
	text, ok := r.text()
	if !ok {
		return 0
	}
	number, ok := parseE164(text)
	if !ok {
		r.fail("Must be a phone number in E.164, such as +15551234567")
	}
	return number
}

func (r *reader) email() {
	text, ok := r.text()
	if !ok {
		return
	}
	address, err := mail.ParseAddress(text)
	_, domain, _ := strings.Cut(text, "@")
	if err != nil || address.Address != text || !strings.Contains(domain, ".") {
		r.fail("Invalid email")
	}
}

// company reads a string, or null, which an example of the reference sends.
func (r *reader) company() {
	token, ok := r.next()
	if !ok || token == nil {
		return
	}
	if _, ok := token.(string); !ok {
		r.fail("Expected string")
		r.finish(token)
	}
}

func (r *reader) scalar() {
	token, ok := r.next()
	if !ok {
		return
	}
	switch token.(type) {
	case string, json.Number, bool:
	default:
		r.fail("Expected string, number or boolean")
		r.finish(token)
	}
}

func (r *reader) webAddress() string {
	text, ok := r.text()
	if !ok {
		return ""
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		r.fail("Must be an http or https URL")
	}
	return text
}

func (r *reader) options(o *options) {
	r.object(func(key string) {
		switch key {
		case "priority":
			o.priority = r.number(1, 10)
		case "scheduledStartTime":
			o.start = r.instant()
		case "timezone":
			r.zone()
		case "maxCallsPerSecond":
			o.rate = int(r.number(1, 30))
		case "retryStrategy":
			r.retryStrategy(o)
		case "webhooks":
			o.webhooks = r.webhooks()
		case "tags":
			r.array(func(int) { r.text() })
		default:
			r.skip()
		}
	})
}

func (r *reader) retryStrategy(o *options) {
	r.object(func(key string) {
		switch key {
		case "maxAttempts":
			o.maxAttempts = int(r.number(1, 5))
		case "noAnswerDelay":
			o.noAnswerDelay = r.delay()
		case "busyDelay":
			o.busyDelay = r.delay()
		default:
			r.skip()
		}
	})
}

func (r *reader) delay() time.Duration {
	ms := r.number(-math.MaxFloat64, math.MaxFloat64)
	return time.Duration(min(max(ms, 0), float64(maxDelay.Milliseconds()))) * time.Millisecond
}

func (r *reader) webhooks() *webhooks {
	hooks := new(webhooks)
	r.object(func(key string) {
		switch key {
		case "onCallComplete":
			hooks.OnCallComplete = r.webAddress()
		case "onBatchComplete":
			hooks.OnBatchComplete = r.webAddress()
		case "onBatchFailed":
			hooks.OnBatchFailed = r.webAddress()
		default:
			r.skip()
		}
	})
	return hooks
}

func (r *reader) instant() time.Time {
	text, ok := r.text()
	if !ok {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		r.fail("Must be an ISO 8601 instant, such as 2025-11-16T09:00:00.000Z")
	}
	return at
}

func (r *reader) zone() {
	text, ok := r.text()
	if !ok {
		return
	}
	// Go takes "" and "Local" for zones of its own; IANA knows neither.
	if _, err := time.LoadLocation(text); err != nil || text == "" || text == "Local" {
		r.fail("Unknown time zone")
	}
}

// parseE164 reads a number as ^\+[1-9][0-9]{8,14}$; the reference asks for
// at least 10 characters. The digits fit an integer, which is how they are kept.
func parseE164(text string) (uint64, bool) {
	if len(text) < 10 || len(text) > 16 || text[0] != '+' || text[1] == '0' {
		return 0, false
	}
	var number uint64
	for _, c := range []byte(text[1:]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		number = number*10 + uint64(c-'0')
	}
	return number, true
}
