package api

import (
	"context"
	"net"
	"net/url"
	"time"

	"callsheet/model"
)

const connectTimeout = 15 * time.Second

// dialFunc opens a connection.
type dialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

// dialTo is how connections for an address are opened: plain http goes to this
// machine alone.
func dialTo(base *url.URL) dialFunc {
	if base.Scheme == "http" {
		return dialHere
	}
	return dialAnywhere
}

func dialAnywhere(ctx context.Context, network, addr string) (net.Conn, error) {
	return (&net.Dialer{Timeout: connectTimeout}).DialContext(ctx, network, addr)
}

// dialHere opens a connection to this machine alone: a name such as localhost
// may be made to lead elsewhere, where plain http must not go.
func dialHere(ctx context.Context, network, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	conn, err := dialAnywhere(ctx, network, net.JoinHostPort(model.CanonicalHost(host), port))
	if err != nil {
		return nil, err
	}
	if to, ok := conn.RemoteAddr().(*net.TCPAddr); !ok || !to.IP.IsLoopback() {
		conn.Close()
		return nil, errNotHere
	}
	return conn, nil
}
