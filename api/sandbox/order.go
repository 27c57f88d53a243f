package sandbox

import (
	"encoding/json"
	"io"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a zone's name is checked the same on a host without a zone database
)

// Limits of POST /api/v1/batch, from the reference; the longest delay is not
// documented and only keeps times within range.
const (
	maxContacts = 100_000
	maxDelay    = 365 * 24 * time.Hour
)

// order is a request to create a batch that passed every check.
type order struct {
	agentID  string
	userID   string
	contacts []entry
	options  options
}

// entry is a contact of an order: what the simulation needs of it.
type entry struct {
	number   uint64
	id, name string
}

// options are the dialling options of a batch, defaults filled in.
type options struct {
	priority      int
	rate          int // calls a second
	maxAttempts   int
	noAnswerDelay time.Duration
	busyDelay     time.Duration
	start         time.Time // zero is at once
	webhooks      *webhooks
}

type webhooks struct {
	OnCallComplete  string `json:"onCallComplete,omitempty"`
	OnBatchComplete string `json:"onBatchComplete,omitempty"`
	OnBatchFailed   string `json:"onBatchFailed,omitempty"`
}

func defaultOptions() options {
	return options{
		priority:      5,
		rate:          10,
		maxAttempts:   3,
		noAnswerDelay: time.Hour,
		busyDelay:     5 * time.Minute,
	}
}

// readOrder reads the body of a create request; the reply is the refusal.
func readOrder(body io.Reader) (order, *reply) {
	r := newReader(body)
	o := order{options: defaultOptions()}
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
			r.unknown()
		}
	}) {
		r.require("agentId", agent, "Agent ID is required")
		r.require("userId", user, "User ID is required")
		r.require("contacts", contacts, "At least one contact required")
	}
	return o, r.end()
}

// contacts reads the contacts and sees to it that no number and no id stands
// twice: what the service does then is not documented.
func (r *reader) contacts() []entry {
	var entries []entry
	numbers := make(map[uint64]int)
	ids := make(map[string]int)
	count := 0
	array := r.array(func(i int) {
		count++
		if i >= maxContacts {
			r.skip()
			return
		}
		e := r.contact()
		if first, twice := numbers[e.number]; twice {
			r.failAt("phoneNumber", "Same number as contacts["+strconv.Itoa(first)+"]")
		} else if e.number != 0 {
			numbers[e.number] = i
		}
		if first, twice := ids[e.id]; twice {
			r.failAt("id", "Same id as contacts["+strconv.Itoa(first)+"]")
		} else if e.id != "" {
			ids[e.id] = i
		}
		entries = append(entries, e)
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
			e.id = r.filled("Must not be empty")
		case "phoneNumber":
			phone = true
			e.number = r.phone()
		case "name":
			e.name = r.filled("Must not be empty")
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
		r.unknown()
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

// company reads a string that says something, or null, which an example of
// the reference sends.
func (r *reader) company() {
	token, ok := r.next()
	if !ok || token == nil {
		return
	}
	text, ok := token.(string)
	switch {
	case !ok:
		r.fail("Expected string")
		r.finish(token)
	case strings.TrimSpace(text) == "":
		r.fail("Must not be empty")
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
			o.priority = r.whole(1, 10)
		case "scheduledStartTime":
			o.start = r.instant()
		case "timezone":
			r.zone()
		case "maxCallsPerSecond":
			o.rate = r.whole(1, 30)
		case "retryStrategy":
			r.retryStrategy(o)
		case "webhooks":
			o.webhooks = r.webhooks()
		case "tags":
			r.array(func(int) { r.text() })
		default:
			r.unknown()
		}
	})
}

func (r *reader) retryStrategy(o *options) {
	r.object(func(key string) {
		switch key {
		case "maxAttempts":
			o.maxAttempts = r.whole(1, 5)
		case "noAnswerDelay":
			o.noAnswerDelay = r.delay()
		case "busyDelay":
			o.busyDelay = r.delay()
		default:
			r.unknown()
		}
	})
}

func (r *reader) delay() time.Duration {
	return time.Duration(r.whole(0, int(maxDelay.Milliseconds()))) * time.Millisecond
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
			r.unknown()
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

func formatE164(number uint64) string {
	return "+" + strconv.FormatUint(number, 10)
}
