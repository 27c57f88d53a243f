package model

import (
	"strings"
	"unicode"

	"callsheet/model/printable"
)

// sandboxScheme begins the name of a service that is a sandbox. No address can
// begin so: those have a host.
const sandboxScheme = "sandbox:"

// SandboxService is how campaigns and the ledger name a sandbox that has proved
// to be one, by its id: it is the same wherever it answers, and whatever answers
// where it was is another. Every other service is named by its address.
func SandboxService(id string) string { return sandboxScheme + id }

// IsSandbox reports whether a service, by its name, calls nobody. What is sent
// there is a rehearsal and guards only other rehearsals; every other service is
// taken to make real calls, and guards all of them: one on this machine too,
// which may well pass on what it is sent.
func IsSandbox(service string) bool {
	id, sandbox := strings.CutPrefix(service, sandboxScheme)
	return sandbox && id != "" && !strings.ContainsFunc(id, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// ServiceWords names a service on the screen.
func ServiceWords(service string) string {
	if IsSandbox(service) {
		return "the sandbox " + printable.Text(strings.TrimPrefix(service, sandboxScheme), 60)
	}
	return printable.Text(service, 200)
}
