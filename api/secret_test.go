package api

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func excerpting(key string) *Client { return &Client{key: key, secret: newSecret(key)} }

// oddKey has everything that an encoding writes differently.
const oddKey = `sk/li+ve&7Q<d0>="'Z%\secret`

// TestNoFormOfTheKeyIsKeptFromAReply lets a service repeat the key in every way
// that echoes of headers, addresses, pages and logs have it.
func TestNoFormOfTheKeyIsKeptFromAReply(t *testing.T) {
	for _, key := range []string{"dg_live_4f9a7Qd0secretZ", oddKey} {
		quoted, err := json.Marshal(key)
		if err != nil {
			t.Fatal(err)
		}
		encoded := strings.ReplaceAll(string(quoted[1:len(quoted)-1]), "/", `\/`)
		forms := map[string]string{
			"as it is":               key,
			"in JSON":                string(quoted),
			"in JSON of PHP":         encoded,
			"in a query":             url.QueryEscape(key),
			"in a path":              url.PathEscape(key),
			"in a page":              html.EscapeString(key),
			"in hex":                 hex.EncodeToString([]byte(key)),
			"in upper-case hex":      strings.ToUpper(hex.EncodeToString([]byte(key))),
			"alone in base64":        base64.StdEncoding.EncodeToString([]byte(key)),
			"as a header in base64":  base64.StdEncoding.EncodeToString([]byte("Bearer " + key)),
			"as a user in base64":    base64.StdEncoding.EncodeToString([]byte(key + ":")),
			"as a password, base64":  base64.StdEncoding.EncodeToString([]byte("api:" + key)),
			"after a user, base64":   base64.URLEncoding.EncodeToString([]byte("acme:" + key + "\n")),
			"split by a hidden rune": key[:5] + "\u200b" + key[5:],
		}
		for name, form := range forms {
			t.Run(name, func(t *testing.T) {
				got := excerpting(key).excerpt([]byte("You sent " + form + " here."))
				if !strings.Contains(got, hiddenKey) || strings.Contains(got, form) {
					t.Errorf("kept %q", got)
				}
				if rest := strings.TrimSuffix(strings.TrimPrefix(got, "You sent "), " here."); len(rest) > len(hiddenKey)+14 {
					t.Errorf("beside the key, %q is left", rest)
				}
			})
		}
	}
}

func TestAnExcerptIsBoundedAndClean(t *testing.T) {
	key := "dg_live_4f9a7Qd0secretZ"
	c := excerpting(key)
	rows := []struct{ name, body, want string }{
		{"a short reply is kept whole", `{"error": "no"}`, `{"error": "no"}`},
		{"lines become one", "<html>\n\t<b>502</b>\r\n</html>\n", "<html> <b>502</b> </html>"},
		{"nothing that steers a terminal is kept", "a\x1b[2Jb\u202ec\x00", "a[2Jbc"},
		{"bytes that are no text are dropped", "a\xff\xfeb", "ab"},
		{"a long reply is cut", strings.Repeat("x", 5000), strings.Repeat("x", maxExcerptBytes)},
		{"no rune is cut in two", "x" + strings.Repeat("é", 3000), "x" + strings.Repeat("é", (maxExcerptBytes-1)/2)},
		{"nothing gives nothing", "", ""},
		{
			"a key cut by what is looked at leaves no beginning", strings.Repeat(" ", excerptSource-10) + key,
			"",
		},
		{
			"a key cut by what is kept leaves no beginning", strings.Repeat("x", maxExcerptBytes-3) + key,
			strings.Repeat("x", maxExcerptBytes-3) + "[ke",
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := c.excerpt([]byte(row.body)); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

// TestNoReplyCarriesTheKeyIntoTheLedger places keys anywhere in replies of any
// length and filling.
func TestNoReplyCarriesTheKeyIntoTheLedger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.StringMatching(`[a-z]{2}_[A-Za-z0-9/+&<=]{6,40}`).Draw(t, "key")
		fill := rapid.SampledFrom([]string{" ", "x", "\u200b", "<", "é", key[:3]}).Draw(t, "fill")
		before := strings.Repeat(fill, rapid.IntRange(0, excerptSource+100).Draw(t, "before")/len(fill))
		form := rapid.SampledFrom([]string{key, url.QueryEscape(key), html.EscapeString(key), hex.EncodeToString([]byte(key))}).Draw(t, "form")
		got := excerpting(key).excerpt([]byte(before + form + rapid.String().Draw(t, "after")))
		if len(got) > maxExcerptBytes || !utf8.ValidString(got) || strings.ContainsFunc(got, unicode.IsControl) {
			t.Errorf("%d bytes, %q", len(got), got)
		}
		for _, leak := range []string{key, form, form[:len(form)-1]} {
			if len(leak) >= minForm && strings.Contains(got, leak) {
				t.Errorf("%q is in %q", leak, got)
			}
		}
	})
}

func TestAShortKeyIsHiddenOnlyAsItIs(t *testing.T) {
	if got := fmt.Sprint(newSecret("abc").forms); got != "[abc]" {
		t.Errorf("forms %s", got)
	}
}
