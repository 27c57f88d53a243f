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
		{"a sandbox, by its id", SandboxService("k3f9x2mq7ab4ct6d"), true},
		{"a name that can exist nowhere, behind a proxy that knows better", "https://sandbox.invalid", false},
		{"an address of this machine may be a forwarder", "http://127.0.0.1:8787", false},
		{"by its name", "http://LocalHost:8787", false},
		{"over IPv6", "http://[::1]:8787", false},
		{"https on this machine may be a tunnel", "https://127.0.0.1:8443", false},
		{"another machine of the house", "http://10.0.0.7:8787", false},
		{"a sandbox without an id", "sandbox:", false},
		{"an address that begins alike", "sandbox://127.0.0.1:8787", false},
		{"an address with the word in it", "https://sa.dialgen.ai/sandbox:k3f9x2mq", false},
		{"an id of other letters", "sandbox:ſandbox", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := IsSandbox(c.service); got != c.rehearsal {
				t.Errorf("Rehearsal(%q) = %v", c.service, got)
			}
		})
	}
}
