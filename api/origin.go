package api

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxRedirects = 5
	maxKeyBytes  = 4096
)

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
		return nil, sentence("The service's address contains a user name or password. Leave it out; the key is stored with `callsheet login`.")
	case u.RawQuery != "" || u.ForceQuery:
		return nil, sentence("The service's address contains a query (?…). Give the address alone, like " + DefaultBaseURL + ".")
	case u.Fragment != "" || strings.Contains(raw, "#"):
		return nil, sentence("The service's address contains a fragment (#…). Give the address alone, like " + DefaultBaseURL + ".")
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, sentence("The service's address must begin with https://. Give it like " + DefaultBaseURL + ".")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, sentence("Plain http would show the key to everyone on the way. Use https://; http is accepted for this machine only (127.0.0.1, ::1, localhost).")
	}
	return u, nil
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

func checkKey(key string) error {
	switch {
	case key == "":
		return sentence("There is no API key. Run `callsheet login`, or set DIALGEN_API_KEY.")
	case len(key) > maxKeyBytes:
		return sentence("The API key is too long to be one. Copy it again from Dialgen and run `callsheet login`.")
	case !utf8.ValidString(key) || strings.ContainsFunc(key, func(r rune) bool { return unicode.IsControl(r) || r > unicode.MaxASCII || r == ' ' }):
		return sentence("The API key contains blanks, line breaks or other characters that no key has. Copy it again from Dialgen and run `callsheet login`.")
	}
	return nil
}

// sameOrigin compares scheme, host and port, with the scheme's own port where
// none is written.
func sameOrigin(a, b *url.URL) bool {
	return strings.EqualFold(a.Scheme, b.Scheme) &&
		strings.EqualFold(a.Hostname(), b.Hostname()) && port(a) == port(b)
}

func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case strings.EqualFold(u.Scheme, "https"):
		return "443"
	}
	return "80"
}

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
