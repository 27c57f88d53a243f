package api

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

// How a sandbox says that it is one, and which. Only what answers over plain
// http on this machine is asked, and believed: an address further away, or one
// that speaks TLS, is taken to make real calls whatever its replies say.
const (
	identityHeader = "Callsheet-Sandbox"
	identityPath   = "/callsheet/sandbox"

	minIdentity, maxIdentity = 8, 64   // bytes of an id
	maxIdentityReply         = 4 << 10 // bytes
	identityTime             = 3 * time.Second
)

// Sandbox asks the service at an address which sandbox it is; "" is none: a
// service whose calls are real, or one that this is not asked. The question
// carries no key. An error means that it is not known, which has to be taken for
// a service whose calls are real; Error.Unreached says that asking again may help.
func Sandbox(ctx context.Context, baseURL string) (id string, err error) {
	base, err := parseBase(baseURL)
	if err != nil {
		return "", err
	}
	if !mayBeSandbox(base) {
		return "", nil
	}
	ctx, stop := context.WithTimeout(ctx, identityTime)
	defer stop()
	conn, err := dialHere(ctx, "tcp", net.JoinHostPort(base.Hostname(), port(base)))
	if err != nil {
		return "", fmt.Errorf("who answers at the service's address is not known: %w", err)
	}
	defer conn.Close()
	return askIdentity(ctx, conn, base)
}

// mayBeSandbox reports whether an address is one that is asked.
func mayBeSandbox(base *url.URL) bool { return base.Scheme == "http" && IsLoopback(base.Hostname()) }

// peer is whom a client deals with, once that was asked.
type peer struct {
	id atomic.Pointer[string] // of a sandbox, "" for a service that is none; nil = not asked
}

// prove asks on a fresh connection, before a request leaves on it, whether it
// leads to the sandbox the client deals with. Whoever answers there also gets
// the request: nothing can take its place in between.
func (p *peer) prove(ctx context.Context, conn net.Conn, base *url.URL) error {
	id := p.id.Load()
	if id == nil || *id == "" {
		return nil
	}
	found, err := askIdentity(ctx, conn, base)
	if err != nil || found != *id {
		return errOtherService
	}
	return nil
}

// isOther reports whether a reply comes from another service than the client
// deals with.
func (p *peer) isOther(reply http.Header) bool {
	id := p.id.Load()
	return id != nil && reply.Get(identityHeader) != *id
}

// proved is how connections come about for requests that must not go astray.
func (p *peer) proved(dial dialFunc, base *url.URL) dialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		if err := p.prove(ctx, conn, base); err != nil {
			conn.Close()
			return nil, err
		}
		return conn, nil
	}
}

// askIdentity asks on a connection which sandbox is at its other end, and leaves
// it as it was. Header and answer have to agree.
func askIdentity(ctx context.Context, conn net.Conn, base *url.URL) (id string, err error) {
	until := time.Now().Add(identityTime)
	if soonest, ok := ctx.Deadline(); ok && soonest.Before(until) {
		until = soonest
	}
	conn.SetDeadline(until)
	defer conn.SetDeadline(time.Time{})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base.JoinPath(identityPath).String(), nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("User-Agent", defaultUserAgent)
	if err := req.Write(conn); err != nil {
		return "", fmt.Errorf("who answers at the service's address is not known: %w", err)
	}
	from := bufio.NewReader(io.LimitReader(conn, maxIdentityReply))
	resp, err := http.ReadResponse(from, req)
	if err != nil {
		return "", fmt.Errorf("who answers at the service's address is not known: %w", err)
	}
	defer resp.Body.Close()
	id = resp.Header.Get(identityHeader)
	if resp.StatusCode != http.StatusOK || !isIdentity(id) {
		return "", nil
	}
	var said struct{ Sandbox string }
	body, err := io.ReadAll(resp.Body)
	if err != nil || json.Unmarshal(body, &said) != nil || said.Sandbox != id || from.Buffered() > 0 || resp.Close {
		return "", nil
	}
	return id, nil
}

// isIdentity reports whether a text is an id as sandboxes have it: lower-case
// letters and digits.
func isIdentity(id string) bool {
	if len(id) < minIdentity || len(id) > maxIdentity {
		return false
	}
	for _, b := range []byte(id) {
		if (b < 'a' || b > 'z') && (b < '0' || b > '9') {
			return false
		}
	}
	return true
}
