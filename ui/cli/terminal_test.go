package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/ui/session"
)

// Nothing that a file or a reply holds drives the terminal.
func TestWhatIsPrintedCannotDriveTheTerminal(t *testing.T) {
	var out, says bytes.Buffer
	p := newProgram(nil, &out, &says, noEnv, nil)
	const evil = "a\x1b]0;owned\x07b\u202ec\u009b2Jd\re"
	p.io.say("  %s\nnext", evil)
	if err := p.io.answer("%s", evil); err != nil {
		t.Fatal(err)
	}
	if err := p.io.table([][]string{{"NAME", "ID"}, {evil, evil}, {"日本", "x"}}); err != nil {
		t.Fatal(err)
	}
	const odd = evil + "\U000e0041\u00ad"
	if err := p.io.answerJSON([]string{odd}); err != nil {
		t.Fatal(err)
	}
	var back []string
	_, document, _ := strings.Cut(out.String(), "[\n")
	if err := json.Unmarshal([]byte("["+document), &back); err != nil || back[0] != odd {
		t.Errorf("%q came back as %q (%v)", odd, back, err)
	}
	for _, text := range []string{out.String(), says.String()} {
		if strings.ContainsAny(text, "\x1b\x07\r\u202e\u009b\u00ad\U000e0041") {
			t.Errorf("%q", text)
		}
	}
	if !strings.HasPrefix(says.String(), "  a") || !strings.HasSuffix(says.String(), "\nnext\n") {
		t.Errorf("lines are not kept: %q", says.String())
	}
	w := newWatched(evil, model.Batch{Last: model.Statistics{At: time.Now()}}, session.Begin{})
	w.poll.Seen = true
	if line := w.line(time.Now()); strings.ContainsAny(line, "\x1b\x07\r\u202e\u009b") {
		t.Errorf("%q", line)
	}
}
