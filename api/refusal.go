package api

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	maxFields        = 50
	maxFieldMessages = 10
	maxFieldRunes    = 200
	maxRetryAfter    = 24 * time.Hour
	maxCauseRunes    = 300
)

// local is an error from before anything was sent.
func (c *Client) local(op string, err error) *Error {
	return &Error{Op: op, Err: c.cause(err)}
}

// unreadable is a 2xx reply that could not be used.
func (c *Client) unreadable(op string, doc document, err error) *Error {
	e := &Error{Op: op, Status: doc.status, Sent: true, ServerTime: doc.date, Reply: c.excerpt(doc.body), Err: err}
	if words, ok := readRefusal(doc.body); ok {
		e.Code, e.Message = c.words(words)
	}
	return e
}

// cause makes an error from below safe to print: without the URL that net/http
// adds, the key, or anything that could steer a terminal.
func (c *Client) cause(err error) error {
	if _, ok := errors.AsType[sentence](err); ok {
		return err
	}
	var addressed *url.Error
	for errors.As(err, &addressed) && addressed.Err != nil {
		err = addressed.Err
	}
	return &cause{text: c.safe(err.Error(), maxCauseRunes), err: err}
}

// safe cleans and bounds text that may echo the request. The key is taken out
// after cleaning, which could put it together, and before bounding, which could
// leave half of it.
func (c *Client) safe(s string, limit int) string {
	s = cleanText(s, len(s))
	return cleanText(c.secret.hide(s), limit)
}

// answered is an error about a reply that was not a whole 2xx.
func (c *Client) answered(op string, resp *http.Response, body []byte) *Error {
	return &Error{Op: op, Status: resp.StatusCode, Sent: true, ServerTime: date(resp.Header), Reply: c.excerpt(body)}
}

// date is the service's clock, as far as a reply tells.
func date(h http.Header) time.Time {
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return plausible(at)
}

// refusal reads a reply that is not a 2xx. A body that could not be read in
// full is nobody's word.
func (c *Client) refusal(op string, resp *http.Response, body []byte, readErr error) *Error {
	e := c.answered(op, resp, body)
	e.RetryAfter = retryAfter(resp.Header)
	if readErr != nil {
		e.Err = c.cause(readErr)
		return e
	}
	words, ok := readRefusal(body)
	if !ok {
		return e
	}
	e.Documented = true
	e.Code, e.Message = c.words(words)
	e.CallID = cleanID(string(words.CallID))
	if strings.Contains(e.CallID, c.key) {
		e.CallID = ""
	}
	e.Fields = c.fields(words.Details.FieldErrors)
	required, available := words.Details.Required, words.Details.Available
	if required.known && available.known {
		e.HasMinutes = true
		e.MinutesRequired, e.MinutesAvailable = required.value, available.value
	}
	return e
}

// refusalWire is the documented error body; every field is optional.
type refusalWire struct {
	Error   text `json:"error"`
	Code    text `json:"code"`
	Message text `json:"message"`
	CallID  text `json:"callId"`
	Details struct {
		FieldErrors map[string]texts `json:"fieldErrors"`
		Required    number           `json:"estimatedMinutesRequired"`
		Available   number           `json:"availableMinutes"`
	} `json:"details"`
}

// readRefusal reports whether the body is the service's own error: a JSON
// object that says what is wrong.
func readRefusal(body []byte) (refusalWire, bool) {
	var w refusalWire
	err := json.Unmarshal(body, &w)
	var shape *json.UnmarshalTypeError
	if err != nil && !errors.As(err, &shape) {
		return refusalWire{}, false
	}
	return w, w.Error != "" || w.Message != "" || w.Code != ""
}

func (c *Client) words(w refusalWire) (code, message string) {
	code = c.safe(string(w.Code), maxWordRunes)
	parts := []string{string(w.Error)}
	if w.Message != "" && w.Message != w.Error {
		parts = append(parts, string(w.Message))
	}
	if w.Error == "" {
		parts = parts[1:]
	}
	return code, c.safe(strings.Join(parts, ": "), maxMessageRunes)
}

func (c *Client) fields(in map[string]texts) map[string][]string {
	if len(in) == 0 {
		return nil
	}
	out := make(map[string][]string)
	names := slices.Sorted(maps.Keys(in))
	for _, original := range names[:min(len(names), maxFields)] {
		name := c.safe(original, maxWordRunes)
		for _, m := range in[original] {
			if len(out[name]) < maxFieldMessages {
				out[name] = append(out[name], c.safe(m, maxFieldRunes))
			}
		}
	}
	return out
}

// retryAfter reads seconds or a date, which is taken against the reply's own
// clock where it has one.
func retryAfter(h http.Header) time.Duration {
	value := h.Get("Retry-After")
	var wait time.Duration
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		wait = secondsToDuration(seconds)
	} else if at, err := http.ParseTime(value); err == nil {
		now := time.Now()
		if date, err := http.ParseTime(h.Get("Date")); err == nil {
			now = date
		}
		wait = at.Sub(now)
	}
	return min(max(wait, 0), maxRetryAfter)
}

// excerpt is the beginning of a reply for the ledger: cleaned, bounded, and
// without the key or a beginning of it that was cut off.
func (c *Client) excerpt(body []byte) string {
	whole := len(body) <= excerptSource
	text := cleanText(string(body[:min(len(body), excerptSource)]), excerptSource)
	text = c.secret.hide(text)
	if !whole {
		text = c.secret.dropStart(text)
	}
	if len(text) <= maxExcerptBytes {
		return text
	}
	end := maxExcerptBytes
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return strings.TrimRight(text[:end], " ")
}
