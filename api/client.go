package api

import (
	"net/http"
	"net/url"
	"time"
)

// Client speaks to one account of the service. It is safe for concurrent use.
type Client struct {
	base   *url.URL
	key    string
	secret secret // the key in every form a reply may repeat it in
	userID string
	asks   bool  // whether the other end may be a sandbox
	peer   *peer // shared by the clients that are made of one another

	// reads may be repeated by the transport, writes never are.
	reads  *http.Client
	writes *http.Client

	readTimeout   time.Duration
	createTimeout time.Duration
}

// New checks the configuration and returns a client; nothing is sent. The
// errors are sentences for the operator and never contain the key.
func New(cfg Config) (*Client, error) {
	base, err := parseBase(cfg.BaseURL)
	if err != nil {
		return nil, err
	}
	if err := checkKey(cfg.Key); err != nil {
		return nil, err
	}
	c := &Client{
		base:          base,
		key:           cfg.Key,
		secret:        newSecret(cfg.Key),
		userID:        cfg.UserID,
		asks:          cfg.Transport == nil && mayBeSandbox(base),
		peer:          &peer{},
		readTimeout:   positiveOr(cfg.ReadTimeout, defaultReadTimeout),
		createTimeout: positiveOr(cfg.CreateTimeout, DefaultCreateTimeout),
	}
	readVia, writeVia := cfg.Transport, cfg.Transport
	if cfg.Transport == nil {
		readVia, writeVia = newReadTransport(base), newOneShotTransport(base, c.peer)
	}
	if cfg.LooksOnly != "" {
		writeVia = roundTripper(func(*http.Request) (*http.Response, error) { return nil, sentence(cfg.LooksOnly) })
	}
	c.reads = &http.Client{
		Transport:     decorate(readVia, cfg, base, cfg.Key),
		CheckRedirect: followWithin(base),
	}
	c.writes = &http.Client{
		Transport:     decorate(writeVia, cfg, base, cfg.Key),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c, nil
}

func positiveOr(d, fallback time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return fallback
}

// For returns the client with another owner; with "" it is the same one.
func (c *Client) For(userID string) *Client {
	if c == nil || userID == "" || userID == c.userID {
		return c
	}
	other := *c
	other.userID = userID
	return &other
}
