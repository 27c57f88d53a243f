package cli

import (
	"encoding/base64"
	"strings"
	"testing"
)

func TestATerminalIsAskedToCopyAsItIsSeenThrough(t *testing.T) {
	const text = "Agent: hello\nOlivia Grant: अभी मत\x1b\\"
	encoded := base64.StdEncoding.EncodeToString([]byte(text))
	plain, passed := "\x1b]52;c;"+encoded+"\a", "\x1bPtmux;\x1b\x1b]52;c;"+encoded+"\a\x1b\\"
	for _, row := range []struct {
		name, want, note string
		env              map[string]string
	}{
		{"most", plain, "If pasting brings something else", map[string]string{"TERM": "xterm-256color"}},
		{"within tmux, which takes it or passes it on", plain + passed, "set-clipboard or its allow-passthrough", map[string]string{"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}},
		{"within tmux by its name alone", plain + passed, "set-clipboard", map[string]string{"TERM": "tmux-256color"}},
		{"within screen", "\x1bP\x1b]52;c;" + encoded + "\a\x1b\\", "the terminal around it", map[string]string{"TERM": "screen", "STY": "1.pts"}},
		{"one made of VTE", plain, "most often does not take it", map[string]string{"TERM": "xterm-256color", "VTE_VERSION": "7600"}},
		{"a console of Linux", "", "no clipboard", map[string]string{"TERM": "linux"}},
		{"one that prints lines", "", "no clipboard", map[string]string{"TERM": "dumb"}},
	} {
		var out strings.Builder
		board, links := clipboardOn(&out, func(name string) string { return row.env[name] })
		if board.Copy != nil {
			board.Copy(text)
		}
		got := strings.ReplaceAll(out.String(), "\x1b\\\x1bP", "") // screen takes it in pieces
		if got != row.want || links != (row.want != "" && row.env["STY"] == "") || !strings.Contains(board.Note, row.note) {
			t.Errorf("%s: %q, links %v, %q", row.name, out.String(), links, board.Note)
		}
	}
}
