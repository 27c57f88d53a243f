package api

import (
	"net/url"
	"strings"
	"testing"
)

func TestAProxyIsShownWithoutItsPassword(t *testing.T) {
	for _, row := range []struct{ claim, address, shown string }{
		{"one without a password is shown as it is", "http://proxy.example:3128", "http://proxy.example:3128"},
		{"a password is hidden", "http://anna:hunter2@proxy.example:3128", "http://anna:…@proxy.example:3128"},
		{"an empty one too", "http://anna:@proxy.example", "http://anna:…@proxy.example"},
		{"a user alone may be a token", "https://hunter2@proxy.example", "https://…@proxy.example"},
		{"what stands behind the host may be one", "http://proxy.example/hunter2?hunter2#hunter2", "http://proxy.example"},
		{"a password in other letters", "socks5://anna:h%75nter2@proxy.example", "socks5://anna:…@proxy.example"},
		{"what drives a terminal", "http://an%1bna:hunter2@proxy.example", "http://an%1Bna:…@proxy.example"},
	} {
		u, err := url.Parse(row.address)
		if err != nil {
			t.Fatal(err)
		}
		if got := proxyWords(u); got != row.shown || strings.Contains(got, "hunter2") {
			t.Errorf("%s: %q, want %q", row.claim, got, row.shown)
		}
	}
	if proxyWords(nil) != "" {
		t.Error("no proxy is shown")
	}
}
