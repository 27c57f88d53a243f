package api_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/api"
)

// wireBatch reads back what Encode wrote, knowing only the reference.
type wireBatch struct {
	AgentID  string `json:"agentId"`
	UserID   string `json:"userId"`
	Contacts []struct {
		ID       *string        `json:"id"`
		Phone    string         `json:"phoneNumber"`
		Name     *string        `json:"name"`
		Email    *string        `json:"email"`
		Company  *string        `json:"company"`
		Metadata map[string]any `json:"metadata"`
	} `json:"contacts"`
	Options *struct {
		Priority *int    `json:"priority"`
		Start    *string `json:"scheduledStartTime"`
		TimeZone *string `json:"timezone"`
		Rate     *int    `json:"maxCallsPerSecond"`
		Retry    *struct {
			MaxAttempts *int   `json:"maxAttempts"`
			NoAnswer    *int64 `json:"noAnswerDelay"`
			Busy        *int64 `json:"busyDelay"`
		} `json:"retryStrategy"`
		Webhooks *struct {
			Call   *string `json:"onCallComplete"`
			Batch  *string `json:"onBatchComplete"`
			Failed *string `json:"onBatchFailed"`
		} `json:"webhooks"`
		Tags []string `json:"tags"`
	} `json:"options"`
}

// given is a field's value; one that is there must not be empty.
func given[T comparable](t interface{ Errorf(string, ...any) }, p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	if *p == zero {
		t.Errorf("an empty optional was written")
	}
	return *p
}

func decodeBatch(t *rapid.T, body []byte) api.BatchRequest {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	var w wireBatch
	if err := dec.Decode(&w); err != nil {
		t.Fatalf("decode: %v in %s", err, body)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		t.Fatalf("something follows the document: %v", err)
	}
	r := api.BatchRequest{AgentID: w.AgentID, UserID: w.UserID}
	for _, c := range w.Contacts {
		r.Contacts = append(r.Contacts, api.Contact{
			ID: given(t, c.ID), Phone: c.Phone, Name: given(t, c.Name), Email: given(t, c.Email), Company: given(t, c.Company),
			Metadata: c.Metadata,
		})
	}
	if w.Options == nil {
		return r
	}
	o := api.Options{
		Priority: given(t, w.Options.Priority), TimeZone: given(t, w.Options.TimeZone),
		MaxCallsPerSecond: given(t, w.Options.Rate), Tags: w.Options.Tags,
	}
	if w.Options.Start != nil {
		start, err := time.Parse("2006-01-02T15:04:05.000Z", *w.Options.Start)
		if err != nil {
			t.Fatalf("start: %v", err)
		}
		o.ScheduledStart = start
	}
	if retry := w.Options.Retry; retry != nil {
		o.MaxAttempts = given(t, retry.MaxAttempts)
		o.NoAnswerDelay = time.Duration(given(t, retry.NoAnswer)) * time.Millisecond
		o.BusyDelay = time.Duration(given(t, retry.Busy)) * time.Millisecond
	}
	if hooks := w.Options.Webhooks; hooks != nil {
		o.OnCallComplete, o.OnBatchComplete, o.OnBatchFailed = given(t, hooks.Call), given(t, hooks.Batch), given(t, hooks.Failed)
	}
	if reflect.DeepEqual(o, api.Options{}) {
		t.Fatalf("empty options were written: %s", body)
	}
	r.Options = o
	return r
}

// batches draws requests of every shape, valid by the reference.
func batches(t *rapid.T) api.BatchRequest {
	word := rapid.StringMatching(`[a-zA-Z0-9_-]{1,20}`)
	maybe := func(g *rapid.Generator[string], label string) string {
		return rapid.OneOf(rapid.Just(""), g).Draw(t, label)
	}
	said := rapid.StringMatching(`[a-zA-Zäß王&<>"'\\/]{1,12}( [\x{1F600}a-z\x{2028}]{1,5})?`)
	value := rapid.OneOf(
		rapid.Map(rapid.String(), func(s string) any { return strings.ToValidUTF8(s, "?") }),
		rapid.Map(rapid.Float64(), func(f float64) any { return f }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
	)
	hook := rapid.StringMatching(`https?://[a-z]{1,10}\.example/[a-z]{0,5}(\?a=1&b=2)?`)
	r := api.BatchRequest{AgentID: word.Draw(t, "agent"), UserID: word.Draw(t, "user")}
	n := rapid.IntRange(1, 5).Draw(t, "contacts")
	for i := range n {
		c := api.Contact{
			Phone: fmt.Sprintf("+4474001%05d", i), Name: maybe(said, "name"), Company: maybe(said, "company"),
			Email: maybe(rapid.StringMatching(`[a-z0-9]{1,3}(\.[a-z]{1,3})?@[a-z]{1,8}\.example`), "email"),
		}
		if id := maybe(word, "id"); id != "" {
			c.ID = fmt.Sprint(id, i)
		}
		if m := rapid.MapOfN(rapid.StringMatching(`[a-z_]{1,8}`), value, 0, 4).Draw(t, "metadata"); len(m) > 0 {
			c.Metadata = m
		}
		r.Contacts = append(r.Contacts, c)
	}
	o := &r.Options
	o.Priority = rapid.IntRange(0, 10).Draw(t, "priority")
	o.MaxCallsPerSecond = rapid.IntRange(0, 30).Draw(t, "rate")
	o.MaxAttempts = rapid.IntRange(0, 5).Draw(t, "attempts")
	delay := rapid.Map(rapid.IntRange(0, 7*24*3600*1000), func(ms int) time.Duration { return time.Duration(ms) * time.Millisecond })
	o.NoAnswerDelay, o.BusyDelay = delay.Draw(t, "no answer"), delay.Draw(t, "busy")
	o.TimeZone = maybe(rapid.SampledFrom([]string{"UTC", "Europe/London", "America/Argentina/Buenos_Aires", "Etc/GMT+3"}), "zone")
	if o.TimeZone != "" && rapid.Bool().Draw(t, "scheduled") {
		o.ScheduledStart = time.UnixMilli(rapid.Int64Range(4e12, 5e12).Draw(t, "start")).UTC()
	}
	o.OnCallComplete, o.OnBatchComplete, o.OnBatchFailed = maybe(hook, "call"), maybe(hook, "batch"), maybe(hook, "failed")
	if tags := rapid.SliceOfN(said, 0, 3).Draw(t, "tags"); len(tags) > 0 {
		o.Tags = tags
	}
	return r
}

func encode(t interface{ Fatalf(string, ...any) }, r api.BatchRequest) []byte {
	var b bytes.Buffer
	if err := r.Encode(&b); err != nil {
		t.Fatalf("encode: %v", err)
	}
	return b.Bytes()
}

func TestEncodingLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := batches(t)
		if err := r.Validate(); err != nil {
			t.Fatalf("a valid request is refused: %v", err)
		}
		body := encode(t, r)
		if back := decodeBatch(t, body); !reflect.DeepEqual(back, r) {
			t.Fatalf("got  %+v\nwant %+v\nbody %s", back, r, body)
		}
		if again := encode(t, r); !bytes.Equal(again, body) {
			t.Fatalf("two encodings of one request differ:\n%s\n%s", body, again)
		}
	})
}

func TestEncodedAsTheReferenceShows(t *testing.T) {
	r := api.BatchRequest{
		AgentID: "agent_1", UserID: "user_1",
		Contacts: []api.Contact{
			{Phone: "+15551234567"},
			{ID: "c2", Phone: "+447400123999", Name: "Zoë <Z>", Email: "z@example.com", Company: "A & B", Metadata: map[string]any{"b": 1.5, "a": "x", "c": true}},
		},
		Options: api.Options{
			Priority: 7, ScheduledStart: time.Date(2026, 11, 16, 10, 0, 0, 5e6, time.FixedZone("CET", 3600)), TimeZone: "Europe/Paris",
			MaxCallsPerSecond: 5, MaxAttempts: 2, NoAnswerDelay: time.Hour, BusyDelay: 5 * time.Minute,
			OnCallComplete: "https://example.com/hook?a=1&b=2", Tags: []string{"spring"},
		},
	}
	const want = `{"agentId":"agent_1","userId":"user_1","contacts":[{"phoneNumber":"+15551234567"},` +
		`{"id":"c2","phoneNumber":"+447400123999","name":"Zoë <Z>","email":"z@example.com","company":"A & B","metadata":{"a":"x","b":1.5,"c":true}}],` +
		`"options":{"priority":7,"scheduledStartTime":"2026-11-16T09:00:00.005Z","timezone":"Europe/Paris","maxCallsPerSecond":5,` +
		`"retryStrategy":{"maxAttempts":2,"noAnswerDelay":3600000,"busyDelay":300000},` +
		`"webhooks":{"onCallComplete":"https://example.com/hook?a=1&b=2"},"tags":["spring"]}}`
	if got := string(encode(t, r)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEncodingReportsWhatFails(t *testing.T) {
	r := oneContact()
	if err := r.Encode(full{}); !errors.Is(err, errFull) {
		t.Errorf("a full disk gave %v", err)
	}
	r.Contacts[0].Metadata = map[string]any{"x": math.NaN()}
	if err := r.Encode(io.Discard); err == nil || !strings.Contains(err.Error(), "contact 1") {
		t.Errorf("NaN gave %v", err)
	}
}

var errFull = errors.New("no space left")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// largeBatch is more than the buffers of a connection hold: a full batch, and a fifth of
// it where tests are to be short.
func largeBatch() api.BatchRequest {
	r := fullBatch()
	if testing.Short() {
		r.Contacts = r.Contacts[:api.MaxContacts/5]
	}
	return r
}

// fullBatch is the largest batch, with contacts as rich as real ones.
func fullBatch() api.BatchRequest {
	r := api.BatchRequest{AgentID: "agent_1", UserID: "user_1", Contacts: make([]api.Contact, api.MaxContacts)}
	for i := range r.Contacts {
		r.Contacts[i] = api.Contact{
			ID: fmt.Sprint("contact_", i), Phone: fmt.Sprintf("+447%09d", i), Name: "Ada Lovelace", Email: "ada@example.com", Company: "Engines Ltd",
			Metadata: map[string]any{"plan": "gold", "renewal_month": 3.0, "vip": true},
		}
	}
	return r
}

func BenchmarkEncode100k(b *testing.B) {
	r := fullBatch()
	var size counter
	if err := r.Encode(&size); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if err := r.Encode(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkValidate100k(b *testing.B) {
	r := fullBatch()
	b.ReportAllocs()
	for b.Loop() {
		if err := r.Validate(); err != nil {
			b.Fatal(err)
		}
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
