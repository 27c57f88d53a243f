package model

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"
)

// PublicService is the address of the public service.
const PublicService = "https://sa.dialgen.ai"

// Endpoint is where a service is, in the one form in which it is compared: what a key may
// be sent to.
type Endpoint struct {
	Scheme string // in lower case
	Host   string // as CanonicalHost gives it
	Port   string // the scheme's own where none is written
}

// EndpointOf is the endpoint of an address.
func EndpointOf(u *url.URL) Endpoint {
	scheme := strings.ToLower(u.Scheme)
	port := u.Port()
	if port == "" {
		port = defaultPorts[scheme]
	}
	return Endpoint{scheme, CanonicalHost(u.Hostname()), port}
}

// ParseEndpoint is the endpoint of an address as it is written, "" that of the public service;
// ok is false for what is no address.
func ParseEndpoint(address string) (e Endpoint, ok bool) {
	if address == "" {
		address = PublicService
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return Endpoint{}, false
	}
	e = EndpointOf(u)
	return e, e.Scheme != "" && e.Port != ""
}

// String is it as an address, without the port that is the scheme's own.
func (e Endpoint) String() string {
	host := e.Host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if e.Port != "" && e.Port != defaultPorts[e.Scheme] {
		host += ":" + e.Port
	}
	return e.Scheme + "://" + host
}

var defaultPorts = map[string]string{"https": "443", "http": "80"}

// CanonicalHost is a host in the one form in which it is compared: as it is looked up and
// dialled. What is not ASCII stays as it is and is like nothing else: the letters it would
// be folded to are somebody's guess.
func CanonicalHost(host string) string {
	if strings.ContainsFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) {
		return host
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap().String()
	}
	return host
}
