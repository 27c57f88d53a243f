package cli

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/adrg/xdg"

	"callsheet/config"
	"callsheet/ui"
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

// FindKey looks for a key in any of its forms, or a part of it that gives it away.
func FindKey(data []byte, key string) (form string, found bool) {
	middle := key[len(key)/4 : len(key)*3/4]
	for _, form := range append(keyForms(key), middle) {
		if bytes.Contains(data, []byte(form)) {
			return form, true
		}
	}
	return "", false
}

// quotesOfKey are texts that give a key away.
func quotesOfKey(key string) map[string]string {
	return map[string]string{
		"as it is":      "Authorization: Bearer " + key,
		"in an address": "GET /?key=" + url.QueryEscape(key),
		"in JSON":       string(must(json.Marshal(map[string]string{"key": key}))),
		"in a page":     html.EscapeString(key),
		"in base64":     base64.StdEncoding.EncodeToString([]byte("Bearer " + key + " and more")),
		"as basic":      base64.StdEncoding.EncodeToString([]byte("me:" + key)),
		"in base64url":  base64.URLEncoding.EncodeToString([]byte("x" + key)),
		"as a dump":     hex.EncodeToString([]byte("x" + key)),
	}
}

func TestTheSearchForTheKeyFindsIt(t *testing.T) {
	quotes := quotesOfKey(proofKey)
	quotes["the best of it"] = "…" + proofKey[8:24] + "…"
	for name, text := range quotes {
		if _, found := FindKey([]byte("before "+text+" after"), proofKey); !found {
			t.Errorf("%s: not found", name)
		}
	}
	if form, found := FindKey([]byte("dg_live_ and secret are no key"), proofKey); found {
		t.Errorf("%q was taken for the key", form)
	}
}

// A fault's own text may quote a request; the report of it has no key.
func TestACrashReportHasNoKey(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_DATA_HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	if err := os.MkdirAll(config.OwnDir(), 0o700); err != nil {
		t.Fatal(err)
	}
	p := newProgram(nil, io.Discard, io.Discard, func(name string) string { return map[string]string{config.EnvKey: proofKey}[name] }, nil)
	for name, what := range quotesOfKey(proofKey) {
		err := p.crashed(ui.Crash{What: "fault: " + what, Stack: []byte("main.go:1")}, "The last changes could not be saved.")
		report, read := os.ReadFile(filepath.Join(config.OwnDir(), "crash.txt"))
		if read != nil || !bytes.Contains(report, []byte("fault: ")) || !bytes.Contains(report, []byte("main.go:1")) {
			t.Fatalf("the report is %q, %v", report, read)
		}
		if form, found := FindKey(append(report, err.Error()...), proofKey); found {
			t.Errorf("%s: the report of a crash shows the key, as %q", name, form)
		}
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
