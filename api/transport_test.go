package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestChangesNeverSpeakHTTP2 offers HTTP/2, which may repeat a request after
// GOAWAY, to both transports: only reads may take it.
func TestChangesNeverSpeakHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Spoken", r.Proto)
		w.Header().Set("Asked", r.Header.Get("Connection"))
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	trusted := s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	base, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	rows := []struct {
		name         string
		via          *http.Transport
		proto, asked string
	}{
		{"reads take HTTP/2", newReadTransport(base), "HTTP/2.0", ""},
		{"changes stay with HTTP/1.1 and close", newOneShotTransport(base, &peer{}), "HTTP/1.1", "close"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			row.via.TLSClientConfig.RootCAs = trusted
			t.Cleanup(row.via.CloseIdleConnections)
			resp, err := (&http.Client{Transport: row.via}).Get(s.URL)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if got := resp.Header.Get("Spoken"); got != row.proto {
				t.Errorf("spoke %s, want %s", got, row.proto)
			}
			if got := resp.Header.Get("Asked"); got != row.asked {
				t.Errorf("connection header %q, want %q", got, row.asked)
			}
		})
	}
}

func TestTheKeyIsAddedForItsOwnOriginOnly(t *testing.T) {
	rows := []struct {
		name, base, asked string
		same              bool
	}{
		{"the origin itself", "https://sa.dialgen.ai", "https://sa.dialgen.ai/api", true},
		{"the scheme's own port written out", "https://sa.dialgen.ai", "https://sa.dialgen.ai:443/api", true},
		{"upper case", "https://sa.dialgen.ai", "https://SA.Dialgen.AI/api", true},
		{"another scheme", "https://sa.dialgen.ai", "http://sa.dialgen.ai/api", false},
		{"another port", "https://sa.dialgen.ai", "https://sa.dialgen.ai:8443/api", false},
		{"a subdomain", "https://sa.dialgen.ai", "https://x.sa.dialgen.ai/api", false},
		{"a longer domain", "https://sa.dialgen.ai", "https://sa.dialgen.ai.example.com/api", false},
		{"another loopback name", "http://127.0.0.1:80", "http://localhost:80/api", false},
		{"http's own port under https", "http://localhost", "https://localhost:80/api", false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			base, err := url.Parse(row.base)
			if err != nil {
				t.Fatal(err)
			}
			carried := ""
			via := authorize(roundTripper(func(r *http.Request) (*http.Response, error) {
				carried = r.Header.Get("Authorization")
				return &http.Response{StatusCode: 200, Body: http.NoBody}, nil
			}), base, "secret")
			req := httptest.NewRequest(http.MethodGet, row.asked, nil)
			_, err = via.RoundTrip(req)
			if row.same && (err != nil || carried != "Bearer secret") {
				t.Errorf("carried %q, error %v", carried, err)
			}
			if !row.same && (!errors.Is(err, errForeignOrigin) || carried != "") {
				t.Errorf("carried %q, error %v", carried, err)
			}
			if req.Header.Get("Authorization") != "" {
				t.Error("the key was left in the caller's request")
			}
		})
	}
}

func TestRepliesUpToTheLimitAreWhole(t *testing.T) {
	rows := []struct {
		name string
		size int64
		ok   bool
	}{
		{"an empty reply", 0, true},
		{"a reply of exactly the limit", maxReplyBytes, true},
		{"a reply one byte over", maxReplyBytes + 1, false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			via := limitReplies(roundTripper(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: 200, Body: io.NopCloser(io.LimitReader(zeros{}, row.size))}, nil
			}))
			resp, err := via.RoundTrip(httptest.NewRequest(http.MethodGet, "/", nil))
			if err != nil {
				t.Fatal(err)
			}
			n, err := io.Copy(io.Discard, resp.Body)
			if row.ok && (err != nil || n != row.size) {
				t.Errorf("read %d, %v", n, err)
			}
			if !row.ok && (!errors.Is(err, errTooLarge) || n > maxReplyBytes) {
				t.Errorf("read %d, %v", n, err)
			}
		})
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestABodyIsReadOnce(t *testing.T) {
	body := newOnceBody([]byte("payload"), time.Time{})
	got, err := io.ReadAll(body)
	if err != nil || string(got) != "payload" {
		t.Fatalf("first reading: %q, %v", got, err)
	}
	if err := body.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err := body.Read(make([]byte, 8)); n != 0 || !errors.Is(err, errBodySpent) {
		t.Errorf("second reading: %d, %v", n, err)
	}
	req, err := http.NewRequest(http.MethodPost, "http://x/", body)
	if err != nil {
		t.Fatal(err)
	}
	if req.GetBody != nil {
		t.Error("net/http found a way to read the body again")
	}
}

func TestCleanText(t *testing.T) {
	rows := []struct {
		name, in, want string
		limit          int
	}{
		{"plain text stays", "Zoë Müller 王", "Zoë Müller 王", 50},
		{"white space becomes one blank", "  a \t\r\n\u2028\u00a0b  ", "a b", 50},
		{"escape sequences lose their escape", "\x1b[31mred\x1b[0m", "[31mred[0m", 50},
		{"bidi marks are dropped", "a\u202eb\u2066c\u200f", "abc", 50},
		{"zero-width characters are dropped", "a\u200bb\ufeffc\u200d", "abc", 50},
		{"C1 controls are dropped", "a\u009b31mb", "a31mb", 50},
		{"private use is dropped", "a\ue000b", "ab", 50},
		{"broken UTF-8 is dropped", "a\xff\xc3b", "ab", 50},
		{"tag characters are dropped", "a\U000E0041b", "ab", 50},
		{"the limit counts runes", "äöüß", "äö", 2},
		{"a blank is not left at the cut", "ab cd", "ab", 3},
		{"a double blank becomes one", "a  b", "a b", 50},
		{"a blank in front is dropped", " a", "a", 50},
		{"a blank at the end is dropped", "a ", "a", 50},
		{"the limit holds for plain text", "abcdef", "abc", 3},
		{"nothing is kept of a limit of none", "abc", "", 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := cleanText(row.in, row.limit); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
	if long := strings.Repeat("x", maxIDRunes+1); cleanID(long) != "" {
		t.Error("an id over the bound was cut, and now names something else")
	}
}

func TestABodyDoesNotLeaveOnceItsTimeIsOverByTheClockOnTheWall(t *testing.T) {
	for name, row := range map[string]struct {
		until time.Time
		leave bool
	}{
		"in time":                            {time.Now().Add(time.Hour), true},
		"at any time":                        {time.Time{}, true},
		"the machine slept through its time": {time.Now().Add(-time.Second), false},
	} {
		body := newOnceBody([]byte("payload"), row.until)
		if n, err := body.Read(make([]byte, 3)); (n > 0) != row.leave || errors.Is(err, context.DeadlineExceeded) == row.leave {
			t.Errorf("%s: %d bytes, %v", name, n, err)
		}
	}
}
