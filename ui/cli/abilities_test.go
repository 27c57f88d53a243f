package cli

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/muesli/termenv"
)

// letters spells abilities: l lines alone, a ASCII, q questions, t titles, k links and
// clipboard, s keeps its screen, e erases; 9 and 7 notifications.
func letters(a abilities) string {
	var b strings.Builder
	for _, can := range []struct {
		it     bool
		letter string
	}{{a.lines, "l"}, {a.ascii, "a"}, {a.answers, "q"}, {a.titles, "t"}, {a.links, "k"}, {a.keeps, "s"}, {a.erases, "e"}, {a.notes == osc9, "9"}, {a.notes == osc777, "7"}} {
		if can.it {
			b.WriteString(can.letter)
		}
	}
	return b.String()
}

func TestATerminalGetsOnlyWhatItUnderstands(t *testing.T) {
	const all = "qtkse9"
	for _, row := range []struct {
		name, env, want string
		colours         termenv.Profile
	}{
		{"a terminal that says nothing prints lines", "", "l", termenv.Ascii},
		{"one that prints lines", "TERM=dumb", "l", termenv.Ascii},
		{"one that prints lines within tmux", "TERM=dumb TMUX=/tmp/x", "l", termenv.Ascii},
		{"one that nobody named", "TERM=unknown", "l", termenv.Ascii},
		{"one of before ECMA-48", "TERM=vt52", "la", termenv.Ascii},
		{"one of another maker", "TERM=wy60", "la", termenv.Ascii},
		{"the Linux console gets no OSC, and ASCII", "TERM=linux", "ae", termenv.ANSI},
		{"nor because a terminal before it had a name", "TERM=linux VTE_VERSION=7600 WT_SESSION=x", "ae", termenv.ANSI},
		{"its kinds too", "TERM=linux-16color", "ae", termenv.ANSI},
		{"a vt100", "TERM=vt100", "a", termenv.Ascii},
		{"a vt220", "TERM=vt220", "a", termenv.Ascii},
		{"a serial line that says ansi", "TERM=ansi", "a", termenv.ANSI},
		{"a name that nobody knows is drawn on, and told nothing", "TERM=newterm-9000", "", termenv.Ascii},
		{"xterm", "TERM=xterm", all, termenv.ANSI},
		{"xterm with colours", "TERM=xterm-256color", all, termenv.ANSI},
		{"one made of VTE", "TERM=xterm-256color VTE_VERSION=7600", "qtkse7", termenv.ANSI},
		{"Windows Terminal", "TERM=xterm-256color WT_SESSION=1", all, termenv.TrueColor},
		{"Windows Terminal by its own name", "TERM=ms-terminal", all, termenv.ANSI256},
		{"tmux", "TERM=tmux-256color TMUX=/tmp/x", all, termenv.ANSI},
		{"tmux by the name of screen", "TERM=screen-256color TMUX=/tmp/x", all, termenv.ANSI},
		{"tmux in VTE is not VTE", "TERM=tmux-256color TMUX=/tmp/x VTE_VERSION=7600", all, termenv.ANSI},
		{"mosh goes by the name of xterm, whatever it runs in", "TERM=xterm-256color MOSH_SERVER_NETWORK_TMOUT=60", all, termenv.ANSI},
		{"mosh by the older name", "TERM=xterm", all, termenv.ANSI},
		{"tmux in mosh is tmux", "TERM=screen-256color TMUX=/tmp/x MOSH_SERVER_NETWORK_TMOUT=60", all, termenv.ANSI},
		{"screen in mosh is screen", "TERM=screen-256color STY=1.pts MOSH_SERVER_NETWORK_TMOUT=60", "qe9", termenv.ANSI},
		{"screen gets no long OSC and no title", "TERM=screen STY=1.pts", "qe9", termenv.ANSI},
		{"screen that was told to go by another name", "TERM=xterm-256color STY=1.pts", "qe9", termenv.ANSI},
		{"screen by its longer name", "TERM=screen.xterm-256color", "qe9", termenv.ANSI},
		{"screen on the Linux console", "TERM=screen.linux", "aqe9", termenv.ANSI},
		{"PuTTY gets no title, which would stay", "TERM=putty-256color", "qkse9", termenv.ANSI},
		{"kitty", "TERM=xterm-kitty", all, termenv.ANSI},
		{"Alacritty", "TERM=alacritty", all, termenv.ANSI256},
		{"foot", "TERM=foot", "qtkse7", termenv.ANSI256},
		{"urxvt", "TERM=rxvt-unicode-256color", "qtkse7", termenv.ANSI256},
		{"VTE by its own name is no vt", "TERM=vte-256color", "qtkse7", termenv.ANSI256},
		{"Emacs' terminal", "TERM=eterm-color", "e", termenv.ANSI},
	} {
		got := abilitiesOn("linux", envOf(row.env))
		if letters(got) != row.want || got.colours != row.colours {
			t.Errorf("%s (%s): %q in %v, want %q in %v", row.name, row.env, letters(got), got.colours, row.want, row.colours)
		}
	}
	if got := letters(abilitiesOn("windows", noEnv)); got != all {
		t.Errorf("a console of Windows, which has no TERM: %q", got)
	}
}

// envOf looks variables up in NAME=VALUE, parted by blanks.
func envOf(text string) func(string) string {
	return func(name string) string {
		for pair := range strings.FieldsSeq(text) {
			if key, value, _ := strings.Cut(pair, "="); key == name {
				return value
			}
		}
		return ""
	}
}

//go:embed testdata/terminfo_keys.txt
var terminfoKeys string

// capabilities are terminfo's names of keys, and what the keys are called here.
var capabilities = map[string]string{
	"kbs": "backspace", "kcbt": "shift+tab", "kdch1": "delete", "kich1": "insert", "khome": "home", "kfnd": "home", "kend": "end", "kslt": "end",
	"kpp": "pgup", "knp": "pgdown", "kcuu1": "up", "kcud1": "down", "kcuf1": "right", "kcub1": "left", "kent": "enter",
	"kUP": "shift+up", "kDN": "shift+down", "kLFT": "shift+left", "kRIT": "shift+right",
	"kUP5": "ctrl+up", "kDN5": "ctrl+down", "kLFT5": "ctrl+left", "kRIT5": "ctrl+right",
}

func TestTheKeysOfEveryTerminalAreUnderstood(t *testing.T) {
	for i := 1; i <= 12; i++ {
		capabilities[fmt.Sprintf("kf%d", i)] = fmt.Sprintf("f%d", i)
	}
	seen := 0
	for line := range strings.Lines(terminfoKeys) {
		fields := strings.Fields(line)
		if fields[0] == "#" {
			continue
		}
		for _, field := range fields[1:] {
			capability, spelt, _ := strings.Cut(field, "=")
			want, known := capabilities[capability]
			if fields[0] == "vt100" && strings.HasPrefix(spelt, `\EO`) && spelt[3] >= 'l' && spelt[3] <= 'y' {
				continue // its F5 to F10 are the digits of the number block
			}
			sequence := strings.NewReplacer(`\E`, "\x1b", "^?", "\x7f", "^H", "\b", "^I", "\t").Replace(spelt)
			if sequence == "\b" {
				want = "ctrl+h" // which fields take for backspace
			}
			ways := []string{sequence}
			if cursor, application := strings.CutPrefix(sequence, "\x1bO"); application && strings.Contains("ABCDHF", cursor) {
				ways = append(ways, "\x1b["+cursor) // as it is sent unless asked for the other
			}
			for _, way := range ways {
				seen++
				if got := spell(keysOf(part{0, way})); !known || got != fmt.Sprintf("%q", want) {
					t.Errorf("%s: %s is %q, which is read as %s, want %q", fields[0], capability, way, got, want)
				}
			}
		}
	}
	if seen < 700 {
		t.Errorf("only %d keys", seen)
	}
}

func TestTheNumberBlockOfAnApplicationIsTyped(t *testing.T) {
	for sequence, want := range map[string]string{
		"\x1bOp\x1bOy\x1bOn\x1bOk": `"0" "9" "." "+"`, "\x1bOM": `"enter"`, "\x1bOI": `"tab"`, "\x1bOa": `"ctrl+up"`, "\x1b\x1bOM": `"alt+enter"`,
	} {
		if got := spell(keysOf(part{0, sequence})); got != want {
			t.Errorf("%q is %s, want %s", sequence, got, want)
		}
	}
}
