package sandbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"callsheet/model/panics"
)

// Transport hands requests to the sandbox in process, without a port: no
// byte leaves it, whatever host a request names. It honours the context of a
// request; one given up while it was being answered may have been carried
// out, as with a real service.
func (s *Sandbox) Transport() http.RoundTripper { return TransportTo(s) }

// TransportTo is Transport for a handler wrapped around a sandbox.
func TransportTo(h http.Handler) http.RoundTripper { return transport{h} }

type transport struct{ handler http.Handler }

// errHungUp is what a client sees when a handler drops the connection, as from
// a network.
var errHungUp = fmt.Errorf("sandbox: connection closed before the reply: %w", io.EOF)

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
	done := panics.Go(func() { t.handler.ServeHTTP(out, in) })
	select {
	case <-r.Context().Done():
		body.Close()
		return nil, r.Context().Err()
	case f := <-done:
		body.Close()
		aborted := f != nil && f.Value == http.ErrAbortHandler //nolint:errorlint // net/http compares it so
		switch {
		case aborted && out.flushed == 0:
			return nil, errHungUp
		case aborted:
			return out.cut(r), nil
		case f != nil:
			panic(f)
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

	flushed int // bytes on their way to the client, headers counted as one
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

// Flush marks what the client gets even if the handler gives up later.
func (r *recorder) Flush() {
	r.WriteHeader(http.StatusOK)
	r.flushed = 1 + r.body.Len()
}

// response is the reply as a client of the network would get it.
func (r *recorder) response(request *http.Request) *http.Response {
	r.WriteHeader(http.StatusOK)
	if r.sent.Get("Content-Length") == "" {
		r.sent.Set("Content-Length", strconv.Itoa(r.body.Len()))
	}
	return r.reply(request, &r.body, int64(r.body.Len()))
}

// cut is a reply whose connection broke behind what was flushed.
func (r *recorder) cut(request *http.Request) *http.Response {
	promised, err := strconv.ParseInt(r.sent.Get("Content-Length"), 10, 64)
	if err != nil {
		promised = -1
	}
	arrived := io.LimitReader(&r.body, int64(r.flushed-1))
	return r.reply(request, io.MultiReader(arrived, broken{}), promised)
}

// broken is where a reply ends too early.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func (r *recorder) reply(request *http.Request, body io.Reader, size int64) *http.Response {
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", r.status, http.StatusText(r.status)),
		StatusCode:    r.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        r.sent,
		Body:          io.NopCloser(body),
		ContentLength: size,
		Request:       request,
	}
}
