package api

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// escapedAll writes every character in one way.
func escapedAll(text, format string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&b, format, c)
	}
	return b.String()
}

func TestNoReplyBecomesTheKeyOnceItIsDecoded(t *testing.T) {
	const key = "dg-live-4f9c2e71b8a05d36"
	forms := map[string]string{
		"all of it escaped":               escapedAll(key, `\u%04x`),
		"one letter escaped":              `\u0064` + key[1:],
		"in capitals":                     escapedAll(key, `\u%04X`),
		"a letter in the middle":          key[:9] + `\u0066` + key[10:],
		"escaped twice":                   strings.ReplaceAll(escapedAll(key, `\u%04x`), `\`, `\\`),
		"every byte in percent":           escapedAll(key, "%%%02x"),
		"percent, then escaped":           strings.ReplaceAll(escapedAll(key, "%%%02X"), "%", `\u0025`),
		"percent twice":                   strings.ReplaceAll(escapedAll(key, "%%%02x"), "%", "%25"),
		"numbers of a page":               escapedAll(key, "&#%d;"),
		"hex numbers of a page":           escapedAll(key, "&#x%x;"),
		"a page in an address":            url.QueryEscape(escapedAll(key, "&#%d;")),
		"an address in a page":            html.EscapeString(escapedAll(key, "%%%02x")),
		"as JavaScript writes":            escapedAll(key, `\\x%02x`),
		"base64 that is escaped":          escapedAll(base64.StdEncoding.EncodeToString([]byte("Bearer "+key)), `\u%04x`),
		"put together by what is dropped": key[:5] + `\u200b` + key[5:12] + "\u00ad" + key[12:],
		"a slash that is escaped":         `\/` + escapedAll(key, `\u%04x`),
		"half of it":                      escapedAll(key[:12], `\u%04x`),
		"the other half":                  key[12:],
	}
	s := newSecret(key)
	for name, form := range forms {
		for _, where := range []string{`{"batchId":"%s","status":"ingesting"}`, `[{"batchId":"b","status":"x %s y"}]`, `{"links":{"dashboard":"https://sa.dialgen.ai/?k=%s"}}`, `{"%s":1}`, "<p>%s</p>"} {
			t.Run(name, func(t *testing.T) {
				body := strings.Replace(where, "%s", form, 1)
				got := string(s.hideIn([]byte(body)))
				if !strings.Contains(got, hiddenKey) || s.reveals([]byte(got)) {
					t.Errorf("%s\nbecame %s", body, got)
				}
				if where[0] != '<' && !json.Valid([]byte(got)) {
					t.Errorf("%s\nis no JSON any more", got)
				}
			})
		}
	}
}

func TestAReplyWithoutTheKeyIsLeftAsItIs(t *testing.T) {
	s := newSecret("dg-live-4f9c2e71b8a05d36")
	for _, body := range []string{
		"", "{", `{"a":"`, `{"a":"\`, `{"batchId":"batch_1678886400_agent_clx123","links":{"status":"https://sa.dialgen.ai/a%20b?c=d&amp;e"}}`,
		`{"name":"J\u00f6rg \"the\" \\ 100%","note":"dg-live-key is what keys begin with"}`, "<html>502 &amp; 50%</html>",
	} {
		if got := string(s.hideIn([]byte(body))); got != body {
			t.Errorf("%s\nbecame %s", body, got)
		}
	}
}

func TestHidingNeverBreaksAReply(t *testing.T) {
	s := newSecret("dg-live-4f9c2e71b8a05d36")
	rapid.Check(t, func(r *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{"dg-live-", "4f9c2e71", "b8a05d36", `"`, `\`, `\u0064`, "%64", "&#100;", "{", "}", ":", ",", "\u200b", "é", "\xff"})).Draw(r, "parts")
		body := []byte(strings.Join(parts, ""))
		valid := json.Valid(body)
		got := s.hideIn(body)
		if valid && !json.Valid(got) {
			r.Fatalf("%q became %q", body, got)
		}
		if strings.Contains(withoutHidden(unescape(string(got))), "dg-live-4f9c2e71b8a05d36") {
			r.Fatalf("%q shows the key", got)
		}
	})
}
