//go:build unix

package cli_test

import (
	"strings"
	"testing"
)

// A list that was read in a wrong encoding is sent all the same, and the flag
// that reads it right is named.
func TestTheEncodingThatReadsSpoiltLettersRightIsNamed(t *testing.T) {
	t.Parallel()
	files := newHarness(t, "")
	right := files.file("utf8.csv", "Name,Phone", "Zoë Müller,+447400123101", "Ann,+447400123102")
	twice := files.file("twice.csv", "Name,Phone", "ZoÃ« MÃ¼ller,+447400123101", "Ann,+447400123102")
	for _, c := range []struct {
		claim string
		args  []string
		want  string
	}{
		{"read in another one", []string{"--encoding", "windows-1252", right}, "--encoding utf-8 reads \"Zoë Müller\""},
		{"spoilt before", []string{twice}, "no --encoding reads them right"},
	} {
		d := newHarness(t, serve(t).server.URL)
		if got := d.run(append([]string{"check"}, c.args...)...); got.code != 0 || !strings.Contains(got.out, c.want) {
			t.Errorf("%s: exit code %d, said %s%s", c.claim, got.code, got.out, got.says)
		}
		sent := d.run(append([]string{"send", "--yes"}, c.args...)...)
		if sent.code != 0 || !strings.Contains(sent.says, "1 row has letters that a wrong encoding spoilt, and is called all the same: ") || !strings.Contains(sent.says, c.want) {
			t.Errorf("%s: exit code %d, said %s", c.claim, sent.code, sent.says)
		}
	}
}
