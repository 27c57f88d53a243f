package model

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"callsheet/model/printable"
)

// maxURLBytes bounds a webhook: some servers refuse longer addresses.
const maxURLBytes = 2048

// WebhookKeys are the options that hold a webhook.
var WebhookKeys = [...]OptionKey{OptOnCallComplete, OptOnBatchComplete, OptOnBatchFailed}

// WebhookFault says why Dialgen could never reach a webhook, as a sentence that
// ends with what to do; "" when nothing speaks against it, and for none.
func WebhookFault(address string) string {
	if address == "" {
		return ""
	}
	for _, fault := range []func(string) string{foreignInAddress, addressFault} {
		if text := fault(address); text != "" {
			return text
		}
	}
	return ""
}

// WebhookNote says what there is to know of a webhook that works, "" when
// nothing.
func WebhookNote(address string) string {
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && strings.EqualFold(u.Scheme, "http") && WebhookFault(strings.TrimSpace(address)) == "" {
		return "Not encrypted: names and transcripts can be read on the way. Better use https."
	}
	return ""
}

// unfilled are marks of a template that nobody filled in.
var unfilled = regexp.MustCompile(`(?i)[{}<>]|%7B|%7D|%3C|%3E|\$[A-Z_]{3,}|\byour[-_](?:domain|company|server|site|host|app|api|token|key|id|secret|webhook|url|endpoint)\b|\byour(?:domain|company)\b|\bYOUR_|\bchange[-_]?me\b|\breplace[-_]?me\b`)

// foreignInAddress finds what is no part of an address: it was copied with it.
func foreignInAddress(s string) string {
	switch {
	case len(s) > maxURLBytes:
		return fmt.Sprintf("This is longer than the %d characters an address may have. Copy it again.", maxURLBytes)
	case severalAddresses(s):
		return "These are several addresses, and there is room for one. Keep the one that is to be told."
	}
	if mark := unfilled.FindString(s); mark != "" {
		return fmt.Sprintf("%q was not filled in. Put in what belongs there.", printable.Text(mark, maxTagRunes))
	}
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			return "There is a blank inside the address. Take it out, or write %20 where it belongs there."
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs), r == unicode.ReplacementChar:
			return "There is a character in the address that cannot be seen. Type the address anew."
		case r == '\\', r == '"', r == '`', r == '|', r == '^':
			return fmt.Sprintf("No address has %q in it. Correct it.", r)
		}
	}
	if last := s[len(s)-1]; strings.IndexByte(",;.:!'*", last) >= 0 || strings.HasSuffix(s, "…") || last == ')' && strings.Count(s, ")") > strings.Count(s, "(") {
		return fmt.Sprintf("The address ends with %q, which was copied along with it. Take it away.", lastRune(s))
	}
	return ""
}

func lastRune(s string) rune {
	all := []rune(s)
	return all[len(all)-1]
}

// addressStart finds where addresses begin. One may be handed over inside the
// path or the query of another, behind a slash, an equals sign or the like.
var addressStart = regexp.MustCompile(`(?i)(^|[^/=:?&])https?://`)

func severalAddresses(s string) bool { return len(addressStart.FindAllString(s, 3)) > 1 }

// addressFault finds what is wrong with the parts of an address.
func addressFault(s string) string {
	const whole = "Give a whole address such as https://example.com/hook, or leave it empty."
	scheme, rest, found := strings.Cut(s, "://")
	switch {
	case !found:
		return "The address does not begin with https://. " + whole
	case !strings.EqualFold(scheme, "https") && !strings.EqualFold(scheme, "http"):
		return "Dialgen tells addresses that begin with https://, and no others. " + whole
	}
	if lower := strings.ToLower(rest); strings.HasPrefix(lower, "http:") || strings.HasPrefix(lower, "https:") || strings.HasPrefix(lower, "http//") || strings.HasPrefix(lower, "https//") {
		return "The address begins with https:// twice. Take one away."
	}
	authority := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		authority = rest[:i]
	}
	if strings.Contains(authority, "@") {
		return "There is a name or a password before the @, which everybody would see who sees these options. Give the address without it."
	}
	u, err := url.Parse(s)
	if err != nil {
		if _, port, ok := strings.Cut(authority, ":"); ok && !allDigits(port) && !strings.HasPrefix(authority, "[") {
			return fmt.Sprintf("%q is no port. %s", printable.Text(port, maxTagRunes), whole)
		}
		return "This cannot be read as an address. " + whole
	}
	if u.Port() != "" || strings.HasSuffix(u.Host, ":") {
		if n, err := strconv.Atoi(u.Port()); err != nil || n < 1 || n > 65535 {
			return fmt.Sprintf("There is no port %s: ports go from 1 to 65535. Correct it, or leave it out.", printable.Text(u.Port(), maxTagRunes))
		}
	}
	if fault := hostFault(u.Hostname()); fault != "" {
		return fault
	}
	if strings.ContainsRune(s, '#') {
		return "What stands behind # never leaves the sender. Take it away."
	}
	return ""
}

// outside says that a host is not to be reached from the internet.
const outside = " cannot be reached from the internet, where Dialgen is. Give an address that can."

// privateNames are the endings of names that the internet does not know: those
// reserved for tests and private networks (RFC 2606, 6761, 6762, 7686, 8375),
// and those that are used for the latter though nobody reserved them.
var privateNames = []string{
	"localhost", "local", "localdomain", "test", "invalid", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa", "onion",
}

// privateNets are the special addresses that are not reachable from everywhere
// and that netip has no word for (IANA special-purpose address registries).
var privateNets = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("fec0::/10"),
}

// hostFault says why a host cannot be reached from the internet.
func hostFault(host string) string {
	shown := printable.Text(host, maxNameRunes)
	if host == "" {
		return "The address names no host. Give a whole address such as https://example.com/hook."
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if !isPublic(ip) {
			return shown + outside
		}
		return ""
	}
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	labels := strings.Split(name, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || strings.ContainsFunc(label, notInHost) {
			return fmt.Sprintf("%q is no name of a host. Correct it.", shown)
		}
	}
	if last := labels[len(labels)-1]; !strings.ContainsFunc(last, unicode.IsLetter) || strings.HasPrefix(last, "0x") {
		return fmt.Sprintf("%q is no name of a host. Correct it.", shown) // 127.1, 0x7f.0.0.1 and the like
	}
	for _, ending := range privateNames {
		if name == ending || strings.HasSuffix(name, "."+ending) {
			return shown + outside
		}
	}
	if len(labels) == 1 {
		return shown + outside
	}
	return ""
}

func notInHost(r rune) bool {
	return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// isPublic reports whether an address can be reached from everywhere.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap()
	if ip.Zone() != "" || !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, net := range privateNets {
		if net.Contains(ip) {
			return false
		}
	}
	return true
}

func allDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
