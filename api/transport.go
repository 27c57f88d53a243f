package api

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

const (
	// maxReplyBytes bounds a reply after decompression: every call of a full
	// batch is about 25 MB.
	maxReplyBytes = 32 << 20

	maxHeaderBytes = 256 << 10

	// A body that does not fit into socket buffers is only sent after the
	// service had this long to refuse the request by its headers: a refusal
	// while the body is on its way is often lost to a reset, and then nobody
	// knows whether the batch was taken.
	refusalTime  = 3 * time.Second
	largeRequest = 64 << 10 // bytes
	idleTimeout  = 60 * time.Second
)

var errBodySpent = errors.New("request body read a second time")

// roundTripper is one decoration of a transport.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// decorate adds what every request needs. The log stands outside the key, so
// that it never sees it. Without a key none goes along.
func decorate(via http.RoundTripper, cfg Config, base *url.URL, key string) http.RoundTripper {
	agent := cfg.UserAgent
	if agent == "" {
		agent = defaultUserAgent
	}
	via = limitReplies(via)
	via = authorize(via, base, key)
	via = nameAgent(via, cleanText(agent, 200))
	if cfg.Log != nil {
		via = logRequests(via, cfg.Log)
	}
	return via
}

// authorize adds the key to requests for the service's own origin and refuses
// all others, however they came about.
func authorize(next http.RoundTripper, base *url.URL, key string) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		if !sameOrigin(r.URL, base) {
			return nil, errForeignOrigin
		}
		if key == "" {
			return next.RoundTrip(r)
		}
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+key)
		return next.RoundTrip(r)
	})
}

func nameAgent(next http.RoundTripper, agent string) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		r = r.Clone(r.Context())
		r.Header.Set("User-Agent", agent)
		return next.RoundTrip(r)
	})
}

// logRequests writes what was asked and how it ended: no query (it carries
// ids), no headers, no bodies, and no error texts (they quote replies).
func logRequests(next http.RoundTripper, log *slog.Logger) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		began := time.Now()
		resp, err := next.RoundTrip(r)
		path := r.URL.Path
		if r.Response != nil {
			path = "(redirected)" // the path is then the reply's own choice
		}
		attrs := []slog.Attr{
			slog.String("method", r.Method),
			slog.String("path", path),
			slog.Int64("sent_bytes", max(r.ContentLength, 0)),
			slog.Duration("took", time.Since(began)),
		}
		if err != nil {
			log.LogAttrs(r.Context(), slog.LevelWarn, "request", append(attrs, slog.String("ended", ending(err)))...)
			return nil, err
		}
		log.LogAttrs(r.Context(), slog.LevelInfo, "request", append(attrs, slog.Int("status", resp.StatusCode))...)
		return resp, nil
	})
}

// limitReplies makes reading past maxReplyBytes an error, instead of a reply
// that looks whole.
func limitReplies(next http.RoundTripper) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		resp.Body = &limitedBody{ReadCloser: resp.Body, left: maxReplyBytes}
		return resp, nil
	})
}

type limitedBody struct {
	io.ReadCloser
	left int64
}

func (b *limitedBody) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if int64(n) > b.left {
		n = int(b.left)
		b.left = 0
		return n, errTooLarge
	}
	b.left -= int64(n)
	return n, err
}

// proxyFor is the proxy a request goes through, nil for none. Plain http goes to
// this machine, however that is written, and what a proxy is given in the clear
// everybody there can read.
func proxyFor(r *http.Request) (*url.URL, error) {
	if r.URL.Scheme != "https" {
		return nil, nil
	}
	return http.ProxyFromEnvironment(r)
}

// newReadTransport is for requests that change nothing: connections are kept,
// and the standard library may repeat one on a connection that went stale.
func newReadTransport(base *url.URL) *http.Transport {
	return &http.Transport{
		Proxy:                  proxyFor,
		DialContext:            dialTo(base),
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    connectTimeout,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: maxHeaderBytes,
	}
}

// newOneShotTransport is for requests that start or stop calls. net/http
// repeats a request only on a reused connection or over HTTP/2, so this has
// neither: one fresh HTTP/1.1 connection each, closed afterwards.
func newOneShotTransport(base *url.URL, to *peer) *http.Transport {
	var protocols http.Protocols
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  proxyFor,
		DialContext:            to.proved(dialTo(base), base),
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}},
		TLSHandshakeTimeout:    connectTimeout,
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{},
		Protocols:              &protocols,
		DisableKeepAlives:      true,
		ExpectContinueTimeout:  refusalTime,
		MaxResponseHeaderBytes: maxHeaderBytes,
	}
}

// onceBody is a request body that can be read through once. It is no
// *bytes.Reader on purpose: net/http would give that a GetBody, with which a
// request can be repeated.
type onceBody struct {
	r      *bytes.Reader
	until  time.Time   // nothing of it leaves later; zero = at any time
	closed atomic.Bool // a transport may close while it is still reading
}

func newOnceBody(body []byte, until time.Time) *onceBody {
	// By the clock on the wall: the one that a context goes by stands still while a machine sleeps.
	return &onceBody{r: bytes.NewReader(body), until: until.Round(0)}
}

func (b *onceBody) Read(p []byte) (int, error) {
	if b.closed.Load() {
		return 0, errBodySpent
	}
	if !b.until.IsZero() && time.Now().After(b.until) {
		return 0, context.DeadlineExceeded
	}
	return b.r.Read(p)
}

func (b *onceBody) Close() error {
	b.closed.Store(true)
	return nil
}
