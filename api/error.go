package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"callsheet/model/reason"
)

// Error is why a request did not succeed. Its text is a sentence for the
// operator with a next step; it never holds the key or the request's query.
type Error struct {
	Op     string // "create batch", "list batches" …
	Status int    // HTTP status; 0 when there was no reply

	Code    string // the service's own words, cleaned and bounded
	Message string
	Fields  map[string][]string // what is wrong, by field of the request

	HasMinutes       bool // 402: whether the service said how many
	MinutesRequired  float64
	MinutesAvailable float64

	CallID     string        // 409: the call already in progress
	RetryAfter time.Duration // 0 when the service did not say

	// Documented is true when the reply was the service's own JSON error, and
	// not the page of something in between.
	Documented bool

	// Sent is false only when it is proven that no byte of the request left.
	Sent bool

	// Unreached is true when nothing left because no connection came about
	// (DNS, connect, TLS), though nobody stopped it: a later attempt may
	// succeed. A certificate that is not trusted is no such case.
	Unreached bool

	ServerTime time.Time // the reply's Date; zero when it had none
	Reply      string    // the beginning of the reply, cleaned, without the key

	Err error
}

// Unwrap returns what lies beneath, nil when the reply itself was the error.
func (e *Error) Unwrap() error { return e.Err }

// Faulty reports whether the service found a field of the request to be wrong.
func (e *Error) Faulty(field string) bool { return len(e.Fields[field]) > 0 }

// Wait is how long the service asks to be left alone before it is asked again;
// 0 when it does not.
func (e *Error) Wait() time.Duration { return e.RetryAfter }

// sentence is an error whose text is meant for the operator as it stands.
type sentence string

func (s sentence) Error() string { return string(s) }

// cause is an error from below whose text was made safe: it may quote a reply.
type cause struct {
	text string
	err  error
}

func (c *cause) Error() string { return c.text }
func (c *cause) Unwrap() error { return c.err }

// errUnusable marks a 2xx reply that is not what the endpoint answers.
type errUnusable struct{ why string }

func (e *errUnusable) Error() string { return e.why }

func (e *Error) Error() string {
	if !e.Sent {
		return e.notSentText()
	}
	if e.Status == 0 {
		return e.noReplyText()
	}
	var unusable *errUnusable
	switch {
	case errors.Is(e.Err, errOtherService):
		return errOtherService.Error()
	case errors.As(e.Err, &unusable):
		return fmt.Sprintf("The service answered %s, but %s.%s %s", statusName(e.Status), unusable.why, quoted(" It said: ", e.Message), e.lookAgain())
	case errors.Is(e.Err, errTooLarge):
		return "The reply is larger than 32 MiB and was not read. " + e.lookAgain()
	case e.Err != nil:
		return fmt.Sprintf("The reply (%s) was cut short: %s. %s", statusName(e.Status), ending(e.Err), e.lookAgain())
	case e.Status >= 300 && e.Status < 400:
		return fmt.Sprintf("The service's address answered with a redirect (%s), which is not followed so that the key stays where it belongs. ", statusName(e.Status)) + checkAddress
	case e.Documented || e.Status == http.StatusTooManyRequests:
		return e.refusedText()
	}
	return fmt.Sprintf("Something between here and the service answered %s without the service's own words. Check the address and any proxy (CALLSHEET_BASE_URL, HTTPS_PROXY), then look again in a few minutes.", statusName(e.Status))
}

// lookAgain is the next step after an exchange without a usable end.
func (e *Error) lookAgain() string {
	switch {
	case e.changes():
		return "Look at the batches and calls on the server to see what was done."
	case errors.Is(e.Err, errTooLarge):
		return "Ask for fewer calls at a time."
	}
	return "Look again in a few minutes; `callsheet list --remote` tells whether the service answers."
}

// changes tells whether what was asked for starts or stops calls.
func (e *Error) changes() bool {
	return e.Op == opCreate || e.Op == opCancel || e.Op == opDial
}

// checkNetwork is the next step where no connection came about.
const checkNetwork = "Check the network; `callsheet doctor` looks further."

// checkAddress is the next step where something is wrong with the address.
const checkAddress = "Check its address (CALLSHEET_BASE_URL, or base_url in the settings)."

// notSentText says first that nothing was sent, and then why.
func (e *Error) notSentText() string {
	if own, ok := errors.AsType[sentence](e.Err); ok {
		return string(own)
	}
	lead := "The service was not reached"
	if e.changes() {
		lead = "Nothing was sent"
	}
	var (
		dns      *net.DNSError
		unknown  x509.UnknownAuthorityError
		hostname x509.HostnameError
		verify   *tls.CertificateVerificationError
		record   tls.RecordHeaderError
	)
	switch {
	case e.Err == nil:
		return lead + ". " + checkNetwork
	case errors.Is(e.Err, context.Canceled):
		return "It was stopped before anything was sent. Start it again when you are ready."
	case errors.As(e.Err, &dns):
		return lead + ": the service's name cannot be found. Check the network and the address: `callsheet doctor` shows it."
	case errors.As(e.Err, &verify), errors.As(e.Err, &unknown), errors.As(e.Err, &hostname):
		return lead + ": the service's certificate is not trusted. Check this machine's clock, the proxy and the address: `callsheet doctor` shows them."
	case errors.As(e.Err, &record), errors.Is(e.Err, http.ErrSchemeMismatch):
		return lead + ": what answers at the service's address does not speak https. " + checkAddress
	case errors.Is(e.Err, errNotHere):
		return lead + ": the name of this machine in the service's address leads to another one. Give 127.0.0.1 instead."
	case errors.Is(e.Err, errForeignOrigin):
		return lead + ": the request led away from the service's own address and was stopped. " + checkAddress
	case timedOut(e.Err):
		return lead + ": no connection came about in time. " + checkNetwork
	}
	if why, ok := reason.Known(e.Err); ok {
		return lead + ": there is no connection to the service (" + why + "). " + checkNetwork
	}
	return lead + ": there is no connection to the service. " + checkNetwork
}

func (e *Error) noReplyText() string {
	switch {
	case errors.Is(e.Err, context.Canceled):
		return "It was stopped while waiting for the answer. " + e.lookAgain()
	case timedOut(e.Err):
		return "No answer came in time. " + e.lookAgain()
	}
	return fmt.Sprintf("The connection ended before an answer came: %s. %s", ending(e.Err), e.lookAgain())
}

// refusedText is for replies in the service's own words, and 429.
func (e *Error) refusedText() string {
	said := quoted(" It said: ", e.Message)
	switch e.Status {
	case http.StatusBadRequest:
		return "The service found something wrong in the request (400)." + said + e.fieldsText() + " Correct it and try again."
	case http.StatusUnauthorized:
		return "The service does not accept the key (401)." + said + " `callsheet doctor` says where it is from: put a valid one there, and start again."
	case http.StatusPaymentRequired:
		if e.HasMinutes {
			return fmt.Sprintf("There are not enough call minutes: %s needed, %s left (402). ", minutes(e.MinutesRequired), minutes(e.MinutesAvailable)) + e.moreMinutes()
		}
		return "There are not enough call minutes (402)." + said + " " + e.moreMinutes()
	case http.StatusForbidden:
		return "The user id does not belong to this key (403)." + said + " `callsheet doctor` says where both are from; check the user id, which is DIALGEN_USER_ID, user_id in the settings file, or what stands under Options."
	case http.StatusNotFound:
		if e.Op == opCreate || e.Op == opAgent || e.Op == opDial {
			return "The agent is not there or not active (404)." + said + " Check the agent's id and that it is active in Dialgen."
		}
		return "The service does not know it (404)." + said + " Check the id; live calls are kept for 30 days."
	case http.StatusConflict:
		if e.Op == opDial {
			return "A call to this number is already in progress (409)." + quoted(" Its id is ", e.CallID) + " Wait until it ends, then try again."
		}
		return "A call to this contact is already in progress (409)." + quoted(" Its id is ", e.CallID) + said + " Wait until it ends."
	case http.StatusTooManyRequests:
		wait := "a minute"
		if e.RetryAfter > 0 {
			wait = e.RetryAfter.Round(time.Second).String()
		}
		return "The service is being asked too often (429)." + said + " Wait " + wait + " and try again."
	}
	if e.Status >= 500 {
		return "The service has a problem of its own (" + statusName(e.Status) + ")." + said + " Look again in a few minutes."
	}
	return "The service answered " + statusName(e.Status) + "." + said + " Check the request, or ask Dialgen's support what it means."
}

// moreMinutes is the next step where the call minutes do not suffice.
func (e *Error) moreMinutes() string {
	if e.Op == opDial {
		return "Buy minutes in Dialgen, then try again."
	}
	return "Buy minutes in Dialgen or send fewer contacts."
}

// fieldsText names at most three of the fields the service complained of.
func (e *Error) fieldsText() string {
	const shown = 3
	var b strings.Builder
	names := slices.Sorted(maps.Keys(e.Fields))
	for i, name := range names {
		if i == shown {
			fmt.Fprintf(&b, " And %d more.", len(names)-shown)
			break
		}
		fmt.Fprintf(&b, " %s: %s.", name, strings.TrimSuffix(strings.Join(e.Fields[name], ", "), "."))
	}
	return b.String()
}

// quoted appends the service's words as a sentence, or nothing when there are
// none.
func quoted(lead, words string) string {
	if words == "" {
		return ""
	}
	return lead + strings.TrimRight(words, ". ") + "."
}

func minutes(m float64) string {
	return strconv.FormatFloat(m, 'f', -1, 64)
}

func statusName(status int) string {
	if name := http.StatusText(status); name != "" {
		return strconv.Itoa(status) + " " + name
	}
	return strconv.Itoa(status)
}

func timedOut(err error) bool {
	var t interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &t) && t.Timeout()
}

// ending names how an exchange ended, in fixed words: the texts of errors may
// quote replies.
func ending(err error) string {
	switch {
	case errors.Is(err, context.Canceled):
		return "stopped"
	case timedOut(err):
		return "too slow"
	case errors.Is(err, errTooLarge):
		return "larger than 32 MiB"
	case errors.Is(err, errForeignOrigin):
		return "led to another address"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the other side closed it"
	}
	if why, ok := reason.Known(err); ok {
		return why
	}
	return "unreadable"
}

// What was being done, in Error.Op.
const (
	opCreate  = "create batch"
	opBatch   = "read batch"
	opCalls   = "read calls"
	opList    = "list batches"
	opCancel  = "cancel batch"
	opDial    = "dial"
	opCall    = "read call"
	opDetails = "read call details"
	opMetrics = "read call metrics"
	opAgent   = "read agent"
)

const errOtherService = sentence("Another service answers at this address than the one this began with. Start Callsheet again to work with the one that answers now.")

var errNotHere = errors.New("the name of this machine leads to another one")

var (
	errTooLarge      = errors.New("reply over 32 MiB")
	errForeignOrigin = errors.New("request to another origin refused")
)
