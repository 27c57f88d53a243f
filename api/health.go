package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

const (
	opHealth   = "read health"
	healthPath = "/api/v1/health"
)

// Health is what a service says of itself.
type Health struct {
	Status     string    // in its own word, such as "ok"; "" when it gives none
	ServerTime time.Time // the reply's Date; zero when it had none
}

// CheckAddress says in a sentence what is wrong with a service's address; nil is nothing.
// "" is the public service.
func CheckAddress(baseURL string) error {
	_, err := parseBase(baseURL)
	return err
}

// ReadHealth asks a service how it is. No key goes along, so that it can be asked before one is
// there: what was given as one is only kept out of the errors. The errors are those of a client.
func ReadHealth(ctx context.Context, cfg Config) (Health, error) {
	base, err := parseBase(cfg.BaseURL)
	if err != nil {
		return Health{}, err
	}
	c := &Client{base: base, secret: newSecret(cfg.Key), peer: &peer{}, readTimeout: positiveOr(cfg.ReadTimeout, defaultReadTimeout)}
	if cfg.Key == "" {
		c.secret.replacer = strings.NewReplacer() // it would find nothing everywhere
	}
	via := cfg.Transport
	if via == nil {
		own := newReadTransport(base)
		defer own.CloseIdleConnections()
		via = own
	}
	c.reads = &http.Client{Transport: decorate(via, cfg, base, ""), CheckRedirect: followWithin(base)}
	doc, err := c.do(ctx, exchange{op: opHealth, method: http.MethodGet, url: c.endpoint(healthPath, nil), via: c.reads, timeout: c.readTimeout})
	if err != nil {
		return Health{}, err
	}
	return Health{Status: healthWord(doc.body), ServerTime: doc.date}, nil
}

// healthWord is the status in a reply, whose shape is not documented: whatever cannot be read
// says nothing.
func healthWord(body []byte) string {
	var w struct{ Status text }
	if json.Unmarshal(body, &w) != nil {
		return ""
	}
	return cleanText(string(w.Status), maxWordRunes)
}
