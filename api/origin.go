package api

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"callsheet/model"
)

const maxRedirects = 5

// parseBase checks the service's address. The errors never repeat the address:
// whatever was pasted into it may hold a secret.
func parseBase(raw string) (*url.URL, error) {
	if raw == "" {
		raw = DefaultBaseURL
	}
	u, err := url.Parse(raw)
	if err != nil || u.Opaque != "" || u.Hostname() == "" {
		return nil, sentence("The service's address cannot be read. Give it like " + DefaultBaseURL + ".")
	}
	switch {
	case u.User != nil:
		return nil, sentence("The service's address contains a user name or password. Leave it out; the key goes into DIALGEN_API_KEY.")
	case u.RawQuery != "" || u.ForceQuery:
		return nil, sentence("The service's address contains a query (?…). Give the address alone, like " + DefaultBaseURL + ".")
	case u.Fragment != "" || strings.Contains(raw, "#"):
		return nil, sentence("The service's address contains a fragment (#…). Give the address alone, like " + DefaultBaseURL + ".")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, sentence("The service's address must begin with https://. Give it like " + DefaultBaseURL + ".")
	case u.Scheme == "http" && !IsLoopback(u.Hostname()):
		return nil, sentence("Plain http would show the key to everyone on the way. Use https://; http is accepted for this machine only (127.0.0.1, ::1, localhost).")
	}
	return u, nil
}

// IsLoopback reports whether a host, as an address writes it, is this machine.
func IsLoopback(host string) bool {
	host = model.CanonicalHost(host)
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}

// Origin is a service's address in the one form in which it is remembered: scheme,
// host, the port unless it is the scheme's own, and a path. "" is the public
// service; what is no address stays as it is.
func Origin(address string) string {
	if address == "" {
		address = DefaultBaseURL
	}
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return model.EndpointOf(u).String() + strings.TrimRight(u.EscapedPath(), "/")
}

func checkKey(key string) error {
	if key == "" {
		return sentence("There is no API key. Set DIALGEN_API_KEY and start again.")
	}
	if fault := model.KeyFault(key); fault != "" {
		return sentence("The API key " + fault + ". Copy it again from Dialgen.")
	}
	return nil
}

// sameOrigin compares scheme, host and port, with the scheme's own port where
// none is written.
func sameOrigin(a, b *url.URL) bool { return model.EndpointOf(a) == model.EndpointOf(b) }

func port(u *url.URL) string { return model.EndpointOf(u).Port }

// followWithin lets a read be redirected within the service's own origin; any
// other redirect is handed back as the reply it is.
func followWithin(base *url.URL) func(*http.Request, []*http.Request) error {
	return func(next *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects || !sameOrigin(next.URL, base) {
			return http.ErrUseLastResponse
		}
		return nil
	}
}
