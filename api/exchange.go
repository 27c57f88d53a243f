package api

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// exchange is one request to be made.
type exchange struct {
	op      string
	method  string
	url     *url.URL
	body    []byte
	via     *http.Client
	timeout time.Duration
}

// jsonType is the type of bodies both ways.
const jsonType = "application/json"

// do makes the request and reads the reply in full; anything but a whole 2xx
// is an *Error.
func (c *Client) do(ctx context.Context, x exchange) (document, error) {
	if err := ctx.Err(); err != nil {
		return document{}, c.local(x.op, err)
	}
	caller := ctx
	ctx, stop := context.WithTimeout(ctx, x.timeout)
	defer stop()
	var way path
	req, err := http.NewRequestWithContext(way.trace(ctx), x.method, x.url.String(), nil)
	if err != nil {
		return document{}, c.local(x.op, err)
	}
	req.Header.Set("Accept", jsonType)
	if x.method == http.MethodGet {
		req.Header.Set("Cache-Control", "no-cache") // what a proxy kept says nothing about now
	}
	if x.body != nil {
		req.Header.Set("Content-Type", jsonType)
		until, _ := ctx.Deadline()
		req.Body = newOnceBody(x.body, until)
		req.ContentLength = int64(len(x.body))
		if len(x.body) > largeRequest {
			req.Header.Set("Expect", "100-continue")
		}
	}
	resp, err := x.via.Do(req)
	if err != nil {
		nothing := way.nothingLeft(err)
		unreached := nothing && caller.Err() == nil && mayPass(err)
		return document{}, &Error{Op: x.op, Sent: !nothing, Unreached: unreached, Err: c.cause(err)}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	body = c.secret.hideIn(body)
	if c.peer.isOther(resp.Header) {
		e := c.answered(x.op, resp, body)
		e.Err = errOtherService
		return document{}, e
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return document{}, c.refusal(x.op, resp, body, err)
	}
	if err != nil {
		e := c.answered(x.op, resp, body)
		e.Err = c.cause(err)
		return document{}, e
	}
	return document{status: resp.StatusCode, date: date(resp.Header), body: body}, nil
}

// path follows a request to its connection. A request that never got one
// cannot have left; a transport that does not report connections, such as one
// in the same process, proves nothing.
type path struct {
	asked    atomic.Bool
	obtained atomic.Bool
}

func (p *path) trace(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { p.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { p.obtained.Store(true) },
	})
}

// mayPass reports whether a connection that did not come about may do so a
// little later. What answers with a certificate nobody vouches for, or without
// TLS, goes on doing so.
func mayPass(err error) bool {
	var (
		verify *tls.CertificateVerificationError
		record tls.RecordHeaderError
	)
	return !errors.As(err, &verify) && !errors.As(err, &record) &&
		!errors.Is(err, http.ErrSchemeMismatch) && !errors.Is(err, errForeignOrigin) &&
		!errors.Is(err, errOtherService) && !errors.Is(err, errNotHere)
}

// nothingLeft reports whether it is proven that no byte of the request left.
func (p *path) nothingLeft(err error) bool {
	if p.obtained.Load() {
		return false
	}
	if p.asked.Load() || errors.Is(err, errForeignOrigin) {
		return true
	}
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}
