package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// startLayout is the instant the reference shows, always in UTC.
const startLayout = "2006-01-02T15:04:05.000Z"

type contactWire struct {
	ID       string         `json:"id,omitempty"`
	Phone    string         `json:"phoneNumber"`
	Name     string         `json:"name,omitempty"`
	Email    string         `json:"email,omitempty"`
	Company  string         `json:"company,omitempty"`
	Metadata map[string]any `json:"metadata,omitempty"`
}

type optionsWire struct {
	Priority          int          `json:"priority,omitempty"`
	ScheduledStart    string       `json:"scheduledStartTime,omitempty"`
	TimeZone          string       `json:"timezone,omitempty"`
	MaxCallsPerSecond int          `json:"maxCallsPerSecond,omitempty"`
	Retry             retryWire    `json:"retryStrategy,omitzero"`
	Webhooks          webhooksWire `json:"webhooks,omitzero"`
	Tags              []string     `json:"tags,omitempty"`
}

type retryWire struct {
	MaxAttempts   int   `json:"maxAttempts,omitempty"`
	NoAnswerDelay int64 `json:"noAnswerDelay,omitempty"` // milliseconds
	BusyDelay     int64 `json:"busyDelay,omitempty"`     // milliseconds
}

type webhooksWire struct {
	OnCallComplete  string `json:"onCallComplete,omitempty"`
	OnBatchComplete string `json:"onBatchComplete,omitempty"`
	OnBatchFailed   string `json:"onBatchFailed,omitempty"`
}

func (o *Options) wire() optionsWire {
	w := optionsWire{
		Priority:          o.Priority,
		TimeZone:          o.TimeZone,
		MaxCallsPerSecond: o.MaxCallsPerSecond,
		Retry: retryWire{
			MaxAttempts:   o.MaxAttempts,
			NoAnswerDelay: o.NoAnswerDelay.Milliseconds(),
			BusyDelay:     o.BusyDelay.Milliseconds(),
		},
		Webhooks: webhooksWire{
			OnCallComplete:  o.OnCallComplete,
			OnBatchComplete: o.OnBatchComplete,
			OnBatchFailed:   o.OnBatchFailed,
		},
		Tags: o.Tags,
	}
	if !o.ScheduledStart.IsZero() {
		w.ScheduledStart = o.ScheduledStart.UTC().Format(startLayout)
	}
	return w
}

func (w *optionsWire) empty() bool {
	return w.Priority == 0 && w.ScheduledStart == "" && w.TimeZone == "" && w.MaxCallsPerSecond == 0 &&
		w.Retry == retryWire{} && w.Webhooks == webhooksWire{} && len(w.Tags) == 0
}

// Encode writes the request's body as JSON, contact by contact, with the same
// bytes for the same request. It does not validate: a preview may be of a
// request that is not complete yet.
func (r BatchRequest) Encode(w io.Writer) error {
	out := bufio.NewWriterSize(w, 64<<10)
	head, err := marshal(struct {
		AgentID string `json:"agentId"`
		UserID  string `json:"userId"`
	}{r.AgentID, r.UserID})
	if err != nil {
		return err
	}
	out.Write(head[:len(head)-1]) // a bufio.Writer keeps its first error for Flush
	out.WriteString(`,"contacts":[`)
	for i := range r.Contacts {
		c, err := marshal(contactWire(r.Contacts[i]))
		if err != nil {
			return fmt.Errorf("contact %d: %w", i+1, err)
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(c)
	}
	out.WriteByte(']')
	if options := r.Options.wire(); !options.empty() {
		o, err := marshal(options)
		if err != nil {
			return err
		}
		out.WriteString(`,"options":`)
		out.Write(o)
	}
	out.WriteByte('}')
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write batch: %w", err)
	}
	return nil
}

// encode checks a request for one call and returns its body.
func (r DialRequest) encode() ([]byte, error) {
	if err := r.validate(); err != nil {
		return nil, err
	}
	type details struct {
		Name     string         `json:"name,omitempty"`
		Email    string         `json:"email,omitempty"`
		Company  string         `json:"company,omitempty"`
		Metadata map[string]any `json:"metadata,omitempty"`
	}
	var caller *details
	if r.Name != "" || r.Email != "" || r.Company != "" || len(r.Metadata) > 0 {
		caller = &details{r.Name, r.Email, r.Company, r.Metadata}
	}
	return marshal(struct {
		To          string   `json:"to"`
		AgentID     string   `json:"agentConfigId"`
		UserID      string   `json:"userId"`
		ContactID   string   `json:"contactId,omitempty"`
		Caller      *details `json:"callerDetails,omitempty"`
		CallbackURL string   `json:"statusCallBackUrl,omitempty"`
	}{r.To, r.AgentID, r.UserID, r.ContactID, caller, r.CallbackURL})
}

// marshal is json.Marshal without HTML escaping: what is shown before sending
// is read by people.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
