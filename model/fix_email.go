package model

import (
	"strings"

	"callsheet/model/columns"
)

// EmailProblem says in a sentence why an address is not sent, or "" when it is
// valid or there is none.
func EmailProblem(email string) string {
	name, domain, at := strings.Cut(email, "@")
	switch {
	case email == "" || columns.ValidEmail(email):
		return ""
	case !at:
		return "There is no @ in this address."
	case strings.Contains(domain, "@"):
		return "There is more than one @ in this address."
	case name == "":
		return "There is nothing before the @ in this address."
	case domain == "":
		return "There is nothing after the @ in this address."
	case strings.ContainsAny(email, " \t"):
		return "There is a blank in this address."
	case !strings.Contains(domain, "."):
		return "The part after the @ has no dot, so it names no mail service."
	case strings.HasPrefix(domain, "."), strings.HasSuffix(email, "."), strings.Contains(domain, ".."):
		return "There is a dot too many in this address."
	case len(email) > columns.MaxEmail:
		return "This address is longer than any mail service takes."
	}
	return "No mail service takes this address."
}

// mailTypos are endings of addresses that nobody has, with what was meant.
var mailTypos = map[string]string{
	"gmial.com": "gmail.com", "gmai.com": "gmail.com", "gmal.com": "gmail.com", "gamil.com": "gmail.com", "gmail.con": "gmail.com", "gmail.co": "gmail.com", "gmail": "gmail.com",
	"hotmial.com": "hotmail.com", "hotmai.com": "hotmail.com", "hotmail.con": "hotmail.com", "hotmail": "hotmail.com",
	"yaho.com": "yahoo.com", "yahoo.con": "yahoo.com", "yahoo": "yahoo.com", "outlok.com": "outlook.com", "outlook.con": "outlook.com", "outlook": "outlook.com",
	"icloud.con": "icloud.com", "icloud": "icloud.com",
}

// correctEmail is the valid address that was very likely meant, with what was
// changed. Only slips of the keyboard and what programs put around an address
// are taken off; no address is made up.
func correctEmail(email string) (better, why string, ok bool) {
	for _, c := range []struct {
		why  string
		mend func(string) string
	}{
		{"without what stands around the address", bareEmail},
		{"a dot instead of the comma", func(s string) string { return strings.ReplaceAll(s, ",", ".") }},
		{"without the blanks", func(s string) string { return strings.ReplaceAll(s, " ", "") }},
		{"with one @ only", func(s string) string { return strings.ReplaceAll(s, "@@", "@") }},
		{"without the dot too many", func(s string) string {
			for strings.Contains(s, "..") {
				s = strings.ReplaceAll(s, "..", ".")
			}
			return strings.ReplaceAll(s, "@.", "@")
		}},
		{"with the sign @", spelledAt},
		{"the usual spelling of the mail service", usualService},
	} {
		if better = c.mend(bareEmail(email)); better != email && columns.ValidEmail(better) {
			return better, c.why, true
		}
	}
	return "", "", false
}

// bareEmail takes an address out of "Ann Lee <ann@example.com>;".
func bareEmail(s string) string {
	if open, shut := strings.LastIndexByte(s, '<'), strings.LastIndexByte(s, '>'); open >= 0 && shut > open {
		s = s[open+1 : shut]
	}
	s = strings.Trim(s, " \t.,;:<>()[]\"'")
	if len(s) > len("mailto:") && strings.EqualFold(s[:len("mailto:")], "mailto:") {
		s = s[len("mailto:"):]
	}
	return s
}

func spelledAt(s string) string {
	for _, at := range []string{" (at) ", "(at)", "[at]", " at ", " @ "} {
		if name, domain, found := strings.Cut(s, at); found {
			return name + "@" + domain
		}
	}
	return s
}

func usualService(s string) string {
	name, domain, _ := strings.Cut(s, "@")
	if meant, ok := mailTypos[strings.ToLower(domain)]; ok {
		return name + "@" + meant
	}
	return s
}
