package api

import (
	"log/slog"
	"net/http"
	"time"

	"callsheet/model"
)

// DefaultBaseURL is the public service.
const DefaultBaseURL = model.PublicService

// DefaultCreateTimeout is how long creating a batch may take: 100,000 contacts
// over a slow line.
const DefaultCreateTimeout = 5 * time.Minute

const (
	defaultReadTimeout = 30 * time.Second
	defaultUserAgent   = "callsheet"
)

// Config is what a client needs to know.
type Config struct {
	BaseURL   string // "" = DefaultBaseURL; plain http only to a loopback address
	Key       string // the API key; sent to BaseURL's own origin only
	UserID    string // the owner; used wherever a request names none
	UserAgent string

	// LooksOnly says in a sentence why nothing is changed at the service: no request that
	// starts or stops calls leaves then. "" = they may.
	LooksOnly string

	// Transport carries every request when given, the ones that start calls
	// too; nil is the network.
	Transport http.RoundTripper

	// Log receives one redacted line per request; nil is none.
	Log *slog.Logger

	ReadTimeout   time.Duration // for everything but creating a batch; 0 = 30 s
	CreateTimeout time.Duration // 0 = DefaultCreateTimeout
}
