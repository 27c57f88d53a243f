package cli

import (
	"strings"
	"testing"

	"callsheet/config"
	"callsheet/ui/widget"
)

func TestALineIsBrokenBetweenItsWords(t *testing.T) {
	const text = "  There is no such agent, or it is not active. Copy the agent's id from Dialgen, and see there that it is switched on."
	for _, width := range []int{20, 79, 80, 200} {
		broken := fitLine(text, width)
		if strings.Join(strings.Fields(broken), " ") != strings.TrimSpace(text) {
			t.Errorf("%d: words are lost: %q", width, broken)
		}
		for line := range strings.SplitSeq(broken, "\n") {
			if widget.Width(line) > width || !strings.HasPrefix(line, "  ") {
				t.Errorf("%d: %q", width, line)
			}
		}
	}
	if fitLine(text, 0) != text {
		t.Error("what is piped is broken")
	}
}

func TestAnAccountWithoutAKeyIsSaidToLackTheKey(t *testing.T) {
	p := newProgram(nil, nil, nil, func(string) string { return "" }, nil)
	for _, row := range []struct {
		claim    string
		settings config.Settings
		says     string
	}{
		{"nothing is set up", config.Settings{}, "There is no account yet, so nothing can be sent."},
		{"a user is", config.Settings{User: "anna"}, "The account has no key, so nothing can be sent."},
		{"an agent is", config.Settings{Agent: "agent_on"}, "The account has no key, so nothing can be sent."},
	} {
		if got := p.noAccount(row.settings, noKeySet); !strings.HasPrefix(got, row.says) {
			t.Errorf("%s: %q", row.claim, got)
		}
	}
}

func TestTheDoctorSendsNobodyToItself(t *testing.T) {
	for text, want := range map[string]string{
		"Check the network and the address: `callsheet doctor` shows it.":                       "Check the network and the address.",
		"Check the network; `callsheet doctor` looks further.":                                  "Check the network.",
		"Check this machine's clock, the proxy and the address: `callsheet doctor` shows them.": "Check this machine's clock, the proxy and the address.",
		"Run `callsheet login`.": "Run `callsheet login`.",
	} {
		if got := itself.ReplaceAllString(text, ""); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
