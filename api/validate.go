package api

import (
	"encoding/json"
	"fmt"
	"math"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	minPhoneBytes = 10 // characters, the plus sign counted (create a batch)
	maxPhoneBytes = 16 // a plus sign and the 15 digits of E.164
	maxHookBytes  = 2048
	maxZoneBytes  = 64
)

func refuse(format string, args ...any) error { return sentence(fmt.Sprintf(format, args...)) }

// Validate refuses what the reference forbids, and what it leaves open and
// could ring somebody twice, before any byte is sent. Whether a scheduled start
// lies in the future is for the service to say: only its clock counts. The
// error is a sentence for the operator and names the contact by its position,
// starting at 1.
func (r BatchRequest) Validate() error {
	if err := checkOwner(r.AgentID, r.UserID); err != nil {
		return err
	}
	if n := len(r.Contacts); n == 0 || n > MaxContacts {
		return refuse("A batch holds 1 to %d contacts, this one %d. Choose the contacts again.", MaxContacts, n)
	}
	phones := make(map[string]int, len(r.Contacts))
	ids := make(map[string]int)
	for i := range r.Contacts {
		c := &r.Contacts[i]
		if err := c.validate(); err != nil {
			return refuse("Contact %d: %v", i+1, err)
		}
		if first, twice := phones[c.Phone]; twice {
			return refuse("Contacts %d and %d have the same number, which could be called twice. Leave one of them out.", first, i+1)
		}
		phones[c.Phone] = i + 1
		if c.ID == "" {
			continue
		}
		// The service finds people by id too: with one id twice, which number
		// is rung, and how often, is not documented.
		if first, twice := ids[c.ID]; twice {
			return refuse("Contacts %d and %d have the same id, and the service would take them for one person. Leave one of them out, or do not use the id column.", first, i+1)
		}
		ids[c.ID] = i + 1
	}
	return r.Options.validate()
}

func (c *Contact) validate() error {
	if err := checkPhone(c.Phone); err != nil {
		return err
	}
	return checkPerson(c.ID, c.Name, c.Email, c.Company, c.Metadata)
}

func (o *Options) validate() error {
	for _, n := range []struct {
		name       string
		value, top int
	}{
		{"priority", o.Priority, maxPriority},
		{"calls per second", o.MaxCallsPerSecond, maxCallsPerSec},
		{"number of attempts", o.MaxAttempts, maxAttempts},
	} {
		if n.value < 0 || n.value > n.top {
			return refuse("The %s must be from 1 to %d, not %d. Change it under Options.", n.name, n.top, n.value)
		}
	}
	for _, d := range []struct {
		name  string
		value time.Duration
	}{{"no-answer", o.NoAnswerDelay}, {"busy", o.BusyDelay}} {
		if d.value < 0 || d.value%time.Millisecond != 0 {
			return refuse("The %s delay must be a whole number of milliseconds, not %v. Change it under Options.", d.name, d.value)
		}
	}
	if err := checkStart(o.ScheduledStart, o.TimeZone); err != nil {
		return err
	}
	for _, hook := range []string{o.OnCallComplete, o.OnBatchComplete, o.OnBatchFailed} {
		if err := checkHook(hook); err != nil {
			return err
		}
	}
	for _, tag := range o.Tags {
		if strings.TrimSpace(tag) == "" || !printable(tag) {
			return refuse("A tag is empty or contains control characters. Change the tags under Options.")
		}
	}
	return nil
}

func (r *DialRequest) validate() error {
	if err := checkOwner(r.AgentID, r.UserID); err != nil {
		return err
	}
	if err := checkPhone(r.To); err != nil {
		return err
	}
	if err := checkPerson(r.ContactID, r.Name, r.Email, r.Company, r.Metadata); err != nil {
		return err
	}
	return checkHook(r.CallbackURL)
}

func checkOwner(agentID, userID string) error {
	if cleanID(agentID) != agentID || agentID == "" {
		return refuse("The agent's id is missing or cannot be right. Choose the agent under Options.")
	}
	if cleanID(userID) != userID || userID == "" {
		return refuse("The user id is missing or cannot be right. Give the one that owns the agent, under Options or in DIALGEN_USER_ID.")
	}
	return nil
}

// checkIDs refuses ids that could not have come from the service.
func checkIDs(ids ...string) error {
	if slices.ContainsFunc(ids, func(id string) bool { return id == "" || cleanID(id) != id }) {
		return refuse("The id is empty or contains characters that no id has. Copy it again.")
	}
	return nil
}

// checkPhone accepts E.164 that is long enough for the service. The number
// itself stays out of the text: errors end up in logs.
func checkPhone(phone string) error {
	digits, plus := strings.CutPrefix(phone, "+")
	if !plus || len(phone) < minPhoneBytes || len(phone) > maxPhoneBytes || digits[0] == '0' ||
		strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) {
		return refuse("The number is not a full international one such as +447700900123 (9 to 15 digits). Correct it first.")
	}
	return nil
}

func checkPerson(id, name, email, company string, metadata map[string]any) error {
	if id != "" && cleanID(id) != id {
		return refuse("The contact's id is too long or contains characters that no id has. Correct it, or do not use the id column.")
	}
	for _, s := range []string{name, company} {
		if !printable(s) || s != "" && strings.TrimSpace(s) == "" {
			return refuse("The name or company is blank, contains control characters or is not UTF-8. Correct or clear it.")
		}
	}
	if email != "" {
		a, err := mail.ParseAddress(email)
		_, domain, _ := strings.Cut(email, "@")
		if err != nil || a.Address != email || !strings.Contains(domain, ".") || !printable(email) {
			return refuse("The e-mail address is not valid, and the service would refuse the whole batch. Correct or clear it.")
		}
	}
	for key, value := range metadata {
		if strings.TrimSpace(key) == "" || !printable(key) {
			return refuse("A metadata field has no name or one with control characters. Rename or leave out its column.")
		}
		if !plainValue(value) {
			return refuse("The metadata field %q is not a text, a number or a yes/no. Leave out its column.", cleanText(key, maxWordRunes))
		}
	}
	return nil
}

func plainValue(value any) bool {
	switch v := value.(type) {
	case string:
		return utf8.ValidString(v)
	case json.Number:
		_, err := strconv.ParseFloat(string(v), 64)
		return err == nil && json.Valid([]byte(v))
	case float64:
		return !math.IsNaN(v) && !math.IsInf(v, 0)
	case bool, int, int64:
		return true
	}
	return false
}

// checkStart demands a zone name beside a start, as the label it is. Whether
// the zone exists is not checked here: the tables of this machine may be older
// than the service's.
func checkStart(start time.Time, zone string) error {
	if !start.IsZero() && zone == "" {
		return refuse("A start time needs the name of its time zone, such as Europe/London. Choose it under Options.")
	}
	if !start.IsZero() && (start.UTC().Year() < 2000 || start.UTC().Year() > 9998) {
		return refuse("The start time cannot be right. Choose it again under Options.")
	}
	odd := func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/_+-", r)
	}
	if len(zone) > maxZoneBytes || zone == "Local" || strings.ContainsFunc(zone, odd) {
		return refuse("The time zone must be a name such as Europe/London. Choose it under Options.")
	}
	return nil
}

func checkHook(raw string) error {
	if raw == "" {
		return nil
	}
	u, err := url.Parse(raw)
	if err != nil || len(raw) > maxHookBytes || !printable(raw) || strings.ContainsFunc(raw, unicode.IsSpace) ||
		u.Hostname() == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return refuse("A webhook must be a full address such as https://example.com/hook. Correct it under Options.")
	}
	return nil
}

func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}
