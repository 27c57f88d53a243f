package sandbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// Transport hands requests to the sandbox in process, without a port: no
// byte leaves it, whatever host a request names. It honours the context of a
// request; one given up while it was being answered may have been carried
// out, as with a real service.
func (s *Sandbox) Transport() http.RoundTripper { return transport{s} }

// transport answers for any handler, so that one wrapped around the sandbox
// can be reached the same way.
type transport struct{ handler http.Handler }

// errHungUp is what a client sees when a handler drops the connection.
var errHungUp = errors.New("sandbox: connection closed before the reply")

// RoundTrip answers one request. The handler runs beside the caller only so
// that the caller can leave when its context ends.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	body := r.Body
	if body == nil {
		body = http.NoBody
	}
	if r.URL == nil || r.URL.Host == "" {
		body.Close()
		return nil, errors.New("sandbox: request without a host")
	}
	if err := r.Context().Err(); err != nil {
		body.Close()
		return nil, err
	}
	in := r.Clone(r.Context())
	in.Body = body
	in.RequestURI = r.URL.RequestURI()
	in.RemoteAddr = "127.0.0.1:0"
	if in.Host == "" {
		in.Host = r.URL.Host
	}
	if in.Body != http.NoBody && in.ContentLength == 0 {
		in.ContentLength = -1 // a client's 0 with a body means unknown
	}

	out := &recorder{header: make(http.Header)}
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		t.handler.ServeHTTP(out, in)
	}()
	select {
	case <-r.Context().Done():
		body.Close()
		return nil, r.Context().Err()
	case panicked := <-done:
		body.Close()
		switch {
		case panicked == http.ErrAbortHandler:
			return nil, errHungUp
		case panicked != nil:
			panic(panicked)
		}
		return out.response(r), nil
	}
}

// recorder is a ResponseWriter that keeps the reply.
type recorder struct {
	header http.Header
	sent   http.Header // as it stood when the status was written
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
		r.sent = r.header.Clone()
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

// response is the reply as a client of the network would get it.
func (r *recorder) response(request *http.Request) *http.Response {
	r.WriteHeader(http.StatusOK)
	if r.sent.Get("Content-Length") == "" {
		r.sent.Set("Content-Length", strconv.Itoa(r.body.Len()))
	}
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", r.status, http.StatusText(r.status)),
		StatusCode:    r.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        r.sent,
		Body:          io.NopCloser(&r.body),
		ContentLength: int64(r.body.Len()),
		Request:       request,
	}
}
