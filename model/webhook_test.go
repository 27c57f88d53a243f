package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/printable"
)

// webhookAddresses are addresses as people paste them.
var webhookAddresses = []struct {
	name, address string
	says          string // "" = it is taken
}{
	{"no webhook", "", ""},
	{"a whole address", "https://example.com/hook", ""},
	{"an address with a query", "https://hooks.example.com/a?b=c&d[]=e", ""},
	{"an address with a port", "https://example.com:8443/hook", ""},
	{"the highest port", "https://example.com:65535", ""},
	{"a scheme in capitals", "HTTPS://Example.COM/Hook", ""},
	{"a name in another script", "https://пример.рф/hook", ""},
	{"an escaped blank", "https://example.com/my%20hook", ""},
	{"an address handed over in the query", "https://example.com/relay?to=https://example.org/x", ""},
	{"an address handed over in the path", "https://example.com/relay/https://example.org/x", ""},
	{"brackets that belong there", "https://example.com/hook_(sales)", ""},
	{"a public address of numbers", "https://8.8.8.8/hook", ""},
	{"a public address of the newer kind", "https://[2606:4700::1111]/hook", ""},
	{"a name that only looks private", "https://localhost.example.com/lan", ""},
	{"a name that is one's own", "https://my-app.example.com/yourself", ""},
	{"plain http", "http://example.com/hook", ""},

	{"a blank inside", "https://example.com/my hook", "blank inside"},
	{"a blank that does not look like one", "https://example.com/my\u00a0hook", "blank inside"},
	{"a line break inside", "https://example.com/my\nhook", "blank inside"},
	{"two addresses", "https://example.com/a https://example.com/b", "several addresses"},
	{"two addresses and a comma", "https://example.com/a,https://example.org/b", "several addresses"},
	{"two addresses and nothing between", "https://example.com/ahttps://example.com/b", "several addresses"},
	{"two addresses on two lines", "https://example.com/a\r\nhttp://example.com/b", "several addresses"},
	{"a comma behind", "https://example.com/hook,", `ends with ','`},
	{"a full stop behind", "https://example.com/hook.", `ends with '.'`},
	{"a bracket behind", "https://example.com/hook)", `ends with ')'`},
	{"a semicolon behind", "https://example.com/hook;", `ends with ';'`},
	{"an ellipsis behind", "https://example.com/ho…", `ends with '…'`},
	{"quotes around", `"https://example.com/hook"`, "No address has"},
	{"a pair of braces", "https://example.com/{{token}}", "not filled in"},
	{"one brace", "https://example.com/{id}", "not filled in"},
	{"braces that were escaped", "https://example.com/%7B%7Btoken%7D%7D", "not filled in"},
	{"pointed brackets", "https://<your-host>/hook", "not filled in"},
	{"a shell variable", "https://example.com/$TOKEN", "not filled in"},
	{"your domain", "https://your-domain.com/hook", "not filled in"},
	{"your token", "https://example.com/YOUR_TOKEN_HERE", "not filled in"},
	{"this machine", "http://localhost:3000/hook", "cannot be reached"},
	{"this machine, below a name", "https://app.localhost/hook", "cannot be reached"},
	{"this machine in numbers", "https://127.0.0.1/hook", "cannot be reached"},
	{"this machine in the newer numbers", "https://[::1]:8080/", "cannot be reached"},
	{"this machine, older numbers in newer", "https://[::ffff:127.0.0.1]/", "cannot be reached"},
	{"this machine in few numbers", "http://127.1/hook", "no name of a host"},
	{"this machine in one number", "http://2130706433/hook", "no name of a host"},
	{"this machine in odd numbers", "http://0x7f.0x0.0x0.0x1/hook", "no name of a host"},
	{"no address at all", "https://0.0.0.0/hook", "cannot be reached"},
	{"a private network of ten", "https://10.1.2.3/hook", "cannot be reached"},
	{"a private network of 172", "https://172.31.0.9/hook", "cannot be reached"},
	{"a private network of 192", "https://192.168.1.10:8443/hook", "cannot be reached"},
	{"a carrier's network", "https://100.72.0.1/hook", "cannot be reached"},
	{"the metadata of a cloud", "http://169.254.169.254/latest", "cannot be reached"},
	{"a private network of the newer kind", "https://[fd12:3456::1]/hook", "cannot be reached"},
	{"a link-local address", "https://[fe80::1]/hook", "cannot be reached"},
	{"a link-local address with its zone", "https://[fe80::1%25eth0]/hook", "cannot be reached"},
	{"an address for examples only", "https://203.0.113.7/hook", "cannot be reached"},
	{"a printer's name", "https://box.local/hook", "cannot be reached"},
	{"a name of the office network", "https://crm.corp/hook", "cannot be reached"},
	{"a name of one word", "https://intranet/hook", "cannot be reached"},
	{"a private name with a last dot", "https://crm.internal./hook", "cannot be reached"},
	{"a port beyond the last", "https://example.com:99999/hook", "no port 99999"},
	{"a port of nothing", "https://example.com:0/hook", "no port 0"},
	{"a port in words", "https://example.com:port/hook", "is no port"},
	{"a port that is missing", "https://example.com:/hook", "no port"},
	{"a name and a password", "https://me:secret@example.com/hook", "before the @"},
	{"no scheme", "example.com/hook", "does not begin with https://"},
	{"a scheme with one slash", "https:/example.com/hook", "does not begin with https://"},
	{"another scheme", "ftp://example.com", "begin with https://"},
	{"a scheme that runs a program", "javascript://example.com/%0aalert(1)", "begin with https://"},
	{"the scheme twice", "https://https://example.com/hook", "twice"},
	{"the scheme twice, once hurt", "https://http//example.com/hook", "twice"},
	{"no host", "https:///hook", "names no host"},
	{"two dots in the host", "https://example..com/hook", "no name of a host"},
	{"a comma in the host", "https://example,com/hook", "no name of a host"},
	{"a part that never leaves", "https://example.com/#/hook", "never leaves"},
	{"an escape that is none", "https://example.com/100%", "cannot be read"},
	{"an escape sequence", "https://example.com/\x1b[2J", "cannot be seen"},
	{"a direction mark", "https://example.com/\u202ehook", "cannot be seen"},
	{"a backslash", `https:\\example.com\hook`, "No address has"},
	{"an address without end", "https://example.com/" + strings.Repeat("a", maxURLBytes), "longer than"},
}

func TestAWebhookThatCannotWorkIsRefusedWithTheReason(t *testing.T) {
	for _, c := range webhookAddresses {
		t.Run(c.name, func(t *testing.T) {
			for _, key := range []OptionKey{OptOnCallComplete, OptOnBatchComplete, OptOnBatchFailed} {
				v := goodValues()
				v[key] = c.address
				o, errs := ParseOptions(v, testNow)
				switch text := errs[key]; {
				case c.says == "" && len(errs) > 0:
					t.Fatalf("refused: %v", errs)
				case c.says != "" && (!strings.Contains(text, c.says) || len(errs) != 1):
					t.Fatalf("%s says %v, want %q", key, errs, c.says)
				case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x202e }):
					t.Fatalf("%q", text)
				}
				if got := (map[OptionKey]string{OptOnCallComplete: o.OnCallComplete, OptOnBatchComplete: o.OnBatchComplete, OptOnBatchFailed: o.OnBatchFailed})[key]; c.says == "" && got != c.address {
					t.Errorf("taken as %q", got)
				}
			}
		})
	}
}

func TestPlainHTTPIsSaidAndTaken(t *testing.T) {
	for address, noted := range map[string]bool{
		"http://example.com/hook": true, " HTTP://example.com ": true, "https://example.com": false, "": false, "http://localhost": false,
	} {
		if (WebhookNote(address) != "") != noted {
			t.Errorf("%q: %q", address, WebhookNote(address))
		}
	}
}

// Whatever stands before or behind a good address, or inside it, one of two
// things comes of it: it is taken as it is, or it is refused in one sentence.
func TestAFaultOfAWebhookIsOneCleanSentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "before") + "https://example.com/" + rapid.String().Draw(t, "behind")
		if text := WebhookFault(s); text != "" && (text != printable.Text(text, 1000) || !strings.HasSuffix(text, ".")) {
			t.Fatalf("%q: %q", s, text)
		}
	})
}
