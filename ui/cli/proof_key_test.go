package cli

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"strings"
	"testing"
)

// keyForms are the ways in which a key can stand in a file: as it is, and as an
// address, JSON, a page, a header or a dump would have it.
func keyForms(key string) []string {
	quoted, err := json.Marshal(key)
	if err != nil {
		panic(err) // a string can be marshalled
	}
	forms := []string{
		key, strings.Trim(string(quoted), `"`), url.QueryEscape(key), url.PathEscape(key), html.EscapeString(key),
		hex.EncodeToString([]byte(key)), strings.ToUpper(hex.EncodeToString([]byte(key))),
	}
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			// What stands before and behind shares a letter with the key.
			text := encoding.EncodeToString(append(make([]byte, before), key...))
			forms = append(forms, text[4:len(text)-2])
		}
	}
	return forms
}

// findKey looks for a key in any of its forms, or a part of it that gives it away.
func findKey(data []byte, key string) (form string, found bool) {
	middle := key[len(key)/4 : len(key)*3/4]
	for _, form := range append(keyForms(key), middle) {
		if bytes.Contains(data, []byte(form)) {
			return form, true
		}
	}
	return "", false
}

func TestTheSearchForTheKeyFindsIt(t *testing.T) {
	for name, text := range map[string]string{
		"as it is":       "Authorization: Bearer " + proofKey,
		"in an address":  "GET /?key=" + url.QueryEscape(proofKey),
		"in JSON":        string(must(json.Marshal(map[string]string{"key": proofKey}))),
		"in a page":      html.EscapeString(proofKey),
		"in base64":      base64.StdEncoding.EncodeToString([]byte("Bearer " + proofKey + " and more")),
		"as basic":       base64.StdEncoding.EncodeToString([]byte("me:" + proofKey)),
		"in base64url":   base64.URLEncoding.EncodeToString([]byte("x" + proofKey)),
		"as a dump":      hex.EncodeToString([]byte("x" + proofKey)),
		"the best of it": "…" + proofKey[8:24] + "…",
	} {
		if _, found := findKey([]byte("before "+text+" after"), proofKey); !found {
			t.Errorf("%s: not found", name)
		}
	}
	if form, found := findKey([]byte("dg_live_ and secret are no key"), proofKey); found {
		t.Errorf("%q was taken for the key", form)
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
