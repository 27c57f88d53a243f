package model

import "testing"

func TestOnlyWhatCanCallNobodyIsARehearsal(t *testing.T) {
	cases := []struct {
		name, service string
		rehearsal     bool
	}{
		{"the public service", "https://sa.dialgen.ai", false},
		{"another address of it", "https://eu.dialgen.ai/batch", false},
		{"no address at all", "", false},
		{"what is no address", "://", false},
		{"the sandbox inside the program", "https://sandbox.invalid", true},
		{"a name that only ends alike", "https://sandboxinvalid", false},
		{"a sandbox as a server", "http://127.0.0.1:8787", true},
		{"by its name", "http://LocalHost:8787", true},
		{"over IPv6", "http://[::1]:8787", true},
		{"over IPv4 in IPv6", "http://[::ffff:127.0.0.1]:8787", true},
		{"https on this machine may be a tunnel", "https://127.0.0.1:8443", false},
		{"another machine of the house", "http://10.0.0.7:8787", false},
		{"a name that only begins alike", "http://localhost.example.com", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Rehearsal(c.service); got != c.rehearsal {
				t.Errorf("Rehearsal(%q) = %v", c.service, got)
			}
		})
	}
}
