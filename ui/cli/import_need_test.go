package cli

import (
	"strings"
	"testing"
)

func TestWhatThePromptNeedsHoldsRows(t *testing.T) {
	const list = "Name,Phone,Plan\nAnn Lee,+442079460018,Gold\nBo Ray,+442079460019,\n"
	for _, c := range []struct {
		claim string
		args  []string
		code  int
		says  string
	}{
		{"nothing is needed", nil, 0, ""},
		{"a row without it is to fix", []string{"--need", "plan"}, 3, `"kind":"missing_field"`},
		{"in braces as the prompt has it", []string{"--need", "{plan}"}, 3, `"kind":"missing_field"`},
		{"a text stands in for it", []string{"--need", "plan=your plan"}, 0, `"needed":true`},
		{"no such key", []string{"--need", "planet"}, 1, "No column of list.csv is sent along as {planet}"},
		{"an empty text", []string{"--need", "plan="}, 2, "gives no text"},
	} {
		got := runProgram(t.Context(), append([]string{"check", listFile(t, "list.csv", list), "--json"}, c.args...)...)
		if got.code != c.code || !strings.Contains(strings.ReplaceAll(got.out, `": `, `":`)+got.err, c.says) {
			t.Errorf("%s: exit code %d, %s%s", c.claim, got.code, got.out, got.err)
		}
	}
}
