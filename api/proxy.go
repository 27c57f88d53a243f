package api

import (
	"net/http"
	"net/url"
)

// Proxy is the proxy by which a service is reached, as it may be shown: its password is left
// out, and so is a user without one, which may be a token. "" is none. The errors are
// sentences that repeat nothing of its address.
func Proxy(baseURL string) (shown string, err error) {
	base, err := parseBase(baseURL)
	if err != nil {
		return "", err
	}
	u, err := proxyFor(&http.Request{URL: base})
	if err != nil {
		return "", sentence("The address of the proxy cannot be read. Give HTTPS_PROXY like http://proxy.example:3128, or take it away.")
	}
	return proxyWords(u), nil
}

func proxyWords(u *url.URL) string {
	if u == nil {
		return ""
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host}
	words := shown.String()
	switch _, secret := u.User.Password(); {
	case secret:
		words = u.Scheme + "://" + url.User(u.User.Username()).String() + ":…@" + u.Host
	case u.User != nil:
		words = u.Scheme + "://…@" + u.Host
	}
	return cleanText(words, 200)
}
