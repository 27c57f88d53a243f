package cli

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"
)

// part is bytes that come after a pause.
type part struct {
	after time.Duration
	bytes string
}

// keysOf feeds parts to a cutter as a clock would, and then waits for long.
func keysOf(parts ...part) []tea.KeyMsg {
	var c keyCutter
	var keys []tea.KeyMsg
	pass := func(d time.Duration) {
		for pause, limited := c.wait(); limited && pause <= d; pause, limited = c.wait() {
			d -= pause
			c.lapse()
		}
	}
	for _, p := range parts {
		pass(p.after)
		c.feed([]byte(p.bytes))
		keys = append(keys, c.take()...)
	}
	pass(time.Hour)
	return apart(append(keys, c.take()...))
}

// apart takes runs apart: where one ends depends on how its letters came.
func apart(keys []tea.KeyMsg) (all []tea.KeyMsg) {
	for _, k := range keys {
		if !plain(k) {
			all = append(all, k)
			continue
		}
		for _, r := range k.Runes {
			k.Type, k.Runes = tea.KeyRunes, []rune{r}
			all = append(all, k)
		}
	}
	return all
}

func spell(keys []tea.KeyMsg) string {
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "%q ", k.String())
	}
	return strings.TrimSpace(b.String())
}

func TestKeysAreWhole(t *testing.T) {
	const long = 2 * time.Second
	cases := []struct {
		name  string
		parts []part
		want  string
	}{
		{"letters are keys", []part{{0, "aé漢🙂 b"}}, `"a" "é" "漢" "🙂" " " "b"`},
		{"control characters are keys", []part{{0, "\r\t\x0e\x7f\x03"}}, `"enter" "tab" "ctrl+n" "backspace" "ctrl+c"`},
		{"escape alone is escape", []part{{0, "\x1b"}}, `"esc"`},
		{"escape and a letter after a while are two keys", []part{{0, "\x1b"}, {escapeWait, "x"}}, `"esc" "x"`},
		{"escape with a letter is alt", []part{{0, "\x1bx"}}, `"alt+x"`},
		{"four escapes are four", []part{{0, "\x1b\x1b\x1b\x1b"}}, `"esc" "esc" "esc" "esc"`},
		{"an arrow of a terminal that sends alt as escape", []part{{0, "\x1b\x1b[D"}}, `"alt+left"`},
		{"a sequence waits a second for its rest", []part{{0, "\x1b["}, {999 * time.Millisecond, "A"}}, `"up"`},
		{"a sequence that never ends says nothing", []part{{0, "\x1b[1;"}, {long, "x"}}, `"x"`},
		{"a sequence that another cuts off says nothing", []part{{0, "\x1b[1;\x1b[Bx"}}, `"down" "x"`},
		{"a sequence that is no key says nothing", []part{{0, "\x1b[?1;2c\x1b[I\x1b[Oj\x1b[<0;3;4Mk\x1b[M !!l"}}, `"j" "k" "l"`},
		{"the answer to another program's question is no typing", []part{{0, "\x1b]11;rgb:0/0/0\x1b\\j\x1b]11;rgb:0/0/0\ak\x1bP1+r544e\x1b\\l"}}, `"j" "k" "l"`},
		{"half a letter says nothing", []part{{0, "\xe6\xbc"}, {long, "a\xffb"}}, `"a" "b"`},
		{"a paste is text", []part{{0, "\x1b[200~a\rb\x1b[Ax\x1b[201~j"}}, `"[a\rb\x1b[Ax]" "j"`},
		{"an empty paste is nothing", []part{{0, "\x1b[200~\x1b[201~j"}}, `"j"`},
		{"a paste waits a second for its rest", []part{{0, "\x1b[200~ab"}, {999 * time.Millisecond, "x\r"}, {0, "\x1b[201~"}}, `"[abx\r]"`},
		{"a paste that stalls is still text", []part{{0, "\x1b[200~ab"}, {long, "xj\r"}, {long, "a\x1b[201~j"}}, `"[ab]" "[xj\r]" "[a]" "j"`},
		{"a paste that stalls within its end has ended", []part{{0, "\x1b[200~ab\x1b[20"}, {long, "1~j"}}, `"[ab]" "j"`},
		{"a paste that stalls at its end has ended", []part{{0, "\x1b[200~ab"}, {long, "\x1b[201~"}, {0, "j"}}, `"[ab]" "j"`},
		{"somebody goes on after a paste that never ended", []part{{0, "\x1b[200~ab"}, {long, "j"}, {long, "k"}}, `"[ab]" "j" "k"`},
		{"somebody leaves after a paste that never ended", []part{{0, "\x1b[200~ab\x1b"}, {long, "\x03"}}, `"[ab]" "ctrl+c"`},
		{"somebody moves after a paste that never ended", []part{{0, "\x1b[200~ab"}, {long, "\x1b"}, {50 * time.Millisecond, "[A"}}, `"[ab]" "up"`},
		{"a paste's mark that stalls is still one", []part{{0, "\x1b[20"}, {long, "0~x\r\x1b[201~"}}, `"[x\r]"`},
		{"a paste's mark that stalls behind its escape is still one", []part{{0, "\x1b"}, {long, "[200~x\r\x1b[201~"}}, `"esc" "[x\r]"`},
		{"marks one after the other are pastes one after the other", []part{{0, "\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~"}}, `"[a]" "[b]"`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := spell(keysOf(c.parts...)); got != c.want {
				t.Errorf("the keys are %s, want %s", got, c.want)
			}
		})
	}
}

// typings are what the reads of a terminal may cut anywhere.
var typings = []string{
	"j\x1b[A\x1b[Bk", "\x1bOP\x1bOA", "\x1b[1;5C\x1b[3~\x1b[15;3~", "\x1b[Z\x1b[[A", "\x1bx\x1b\x1b[D", "\x1b\x1b\x1b",
	"é漢🙂\u200d🙂", "a\x1b[200~+49 30 901820\r21\x1b[201~b", "\x1b[200~é\x1b[20\x1b[201~\x1b[201\x1b[201~\r", "\x1b[200~\x1b[201~\x1b[200~x\x1b[201~",
	"\x1b]11;rgb:1/2/3\x1b\\j", "\x1b[<0;1;2Mj\x1b[?1;2cj", "name\x1b[D\x1b[D\x7f\rx",
}

func TestKeysAreWholeWhereverReadsCutThem(t *testing.T) {
	cuts := 0
	for _, text := range typings {
		want := spell(keysOf(part{0, text}))
		// Every single cut with every pause, and all cuts at once with the longest.
		for at := 1; at < len(text); at++ {
			for _, pause := range pausesAfter(text[at-1]) {
				cuts++
				if got := spell(keysOf(part{0, text[:at]}, part{pause, text[at:]})); got != want {
					t.Errorf("%q cut at %d for %v gives %s, want %s", text, at, pause, got, want)
				}
			}
		}
		for longest := range 3 {
			parts := []part{{0, text[:1]}}
			for at := 1; at < len(text); at++ {
				pauses := pausesAfter(text[at-1])
				parts = append(parts, part{pauses[min(longest, len(pauses)-1)], text[at : at+1]})
			}
			cuts += len(parts)
			if got := spell(keysOf(parts...)); got != want {
				t.Errorf("%q byte by byte gives %s, want %s", text, got, want)
			}
		}
	}
	t.Logf("%d cuts", cuts)
}

func pausesAfter(last byte) []time.Duration {
	if last == esc {
		return []time.Duration{0, 5 * time.Millisecond, 50 * time.Millisecond}
	}
	return []time.Duration{0, 5 * time.Millisecond, 200 * time.Millisecond}
}

func TestAnyTypingIsWholeWhereverReadsCutIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(typings), 1, 4).Draw(t, "typings"), rapid.SampledFrom([]string{"", "x", "漢", "\r"}).Draw(t, "between"))
		want := spell(keysOf(part{0, text}))
		var parts []part
		after := time.Duration(0)
		for rest := text; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "bytes")
			parts = append(parts, part{after, rest[:n]})
			after = rapid.SampledFrom(pausesAfter(rest[n-1])).Draw(t, "pause")
			rest = rest[n:]
		}
		if got := spell(keysOf(parts...)); got != want {
			t.Fatalf("%+v gives %s, want %s", parts, got, want)
		}
	})
}

// Whatever bytes come, in whatever parts: none is held for ever, and the memory
// is bounded.
func TestAnyBytesAreTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c keyCutter
		for _, b := range rapid.SliceOfN(rapid.SliceOf(rapid.SampledFrom([]byte("\x1b\x1b[[O200~1P]\\;$a\xe6\xbc\xa2\x00\r\x07\xff"))), 1, 30).Draw(t, "parts") {
			c.feed(b)
			if rapid.Bool().Draw(t, "pause") {
				c.lapse()
			}
		}
		for range 5 {
			c.lapse()
		}
		c.feed([]byte("\x1b[201~"))
		c.lapse()
		c.take()
		c.feed([]byte("j"))
		c.lapse()
		if got := spell(apart(c.take())); got != `"j"` {
			t.Fatalf("after it j gives %s", got)
		}
	})
}

func TestAPasteIsBounded(t *testing.T) {
	over := 0
	c := keyCutter{short: func(bytes int) { over += bytes }}
	c.feed([]byte(pasteStart))
	block := []byte(strings.Repeat("x\r", 8<<10))
	for range 3 * maxPaste / len(block) {
		c.feed(block)
	}
	if held := cap(c.paste) + cap(c.begun); held > 3*maxPaste {
		t.Errorf("%d bytes are held of a paste that never ends", held)
	}
	c.lapse()
	keys := c.take()
	if len(keys) != 1 || !keys[0].Paste || len(keys[0].Runes) != maxPaste {
		t.Errorf("%d keys", len(keys))
	}
	if over != 2*maxPaste {
		t.Errorf("%d bytes are said to be cut off, of %d", over, 2*maxPaste)
	}
	c.feed([]byte(pasteEnd + pasteStart + "whole" + pasteEnd))
	if c.take(); over != 2*maxPaste {
		t.Errorf("a whole paste is said to be cut, too: %d", over)
	}
}

// Letters that came together are one run, blanks with them.
func TestLettersThatCameTogetherAreOneRun(t *testing.T) {
	var c keyCutter
	c.feed([]byte(strings.Repeat("Olivia Grant ", 300) + "\r" + " "))
	keys := c.take()
	if len(keys) != 3 || len(keys[0].Runes) != 13*300 || keys[1].Type != tea.KeyEnter || keys[2].Type != tea.KeySpace {
		t.Errorf("%d keys", len(keys))
	}
}

// The keys are those that Bubble Tea reads from the same bytes.
func TestSequencesAreTheKeysOfBubbleTea(t *testing.T) {
	var sequences []string
	add := func(format string, args ...any) { sequences = append(sequences, fmt.Sprintf(format, args...)) }
	for end := 'A'; end <= 'z'; end++ {
		if strings.ContainsRune("[MO", end) || end == '\\' {
			continue
		}
		add("\x1b[%c", end)
		if end <= 'E' {
			add("\x1b[[%c", end)
		}
		add("\x1bO%c", end)
		add("\x1b[O%c", end)
		for modifier := 2; modifier <= 8; modifier++ {
			add("\x1b[1;%d%c", modifier, end)
		}
	}
	for n := range 36 {
		for _, end := range "~$^@" {
			add("\x1b[%d%c", n, end)
		}
		for modifier := 2; modifier <= 8; modifier++ {
			if s := fmt.Sprintf("\x1b[%d;%d~", n, modifier); s != readMark {
				sequences = append(sequences, s)
			}
		}
	}
	for b := range 128 {
		add("\x1b%c", b)
		add("%c", b)
	}
	keysOfBubbleTea := readByBubbleTea(t, sequences)
	known := 0
	for _, s := range sequences {
		want, ok := keysOfBubbleTea[s]
		switch s {
		case "\x1b\x1b", // two escapes are two
			"\x1b[",     // has a rest that never came
			"\x1b[3;2~", // shift and delete is no insert
			"\x1b\t":    // shift and tab of the Linux console
			continue
		}
		if !ok {
			continue
		}
		known++
		if got := spell(keysOf(part{0, s})); got != want {
			t.Errorf("%q is %s, for Bubble Tea %s", s, got, want)
		}
	}
	if known < 250 {
		t.Errorf("Bubble Tea knew %d sequences", known)
	}
}

// readByBubbleTea returns the keys that Bubble Tea takes each text for, where it is
// exactly one.
func readByBubbleTea(t *testing.T, texts []string) map[string]string {
	t.Helper()
	heard := &listener{keys: map[string]string{}, texts: texts}
	program := tea.NewProgram(heard, tea.WithInput(&oneByOne{texts: slices.Clone(texts)}), tea.WithoutRenderer(), tea.WithoutSignalHandler())
	if _, err := program.Run(); err != nil {
		t.Fatal(err)
	}
	return heard.keys
}

// oneByOne gives one text a read, a mark behind each.
type oneByOne struct {
	texts []string
	mark  bool
}

const readMark = "\x1b[29;3~" // alt+f16, which nothing else is

func (o *oneByOne) Read(p []byte) (int, error) {
	if o.mark = !o.mark; !o.mark {
		return copy(p, readMark), nil
	}
	if len(o.texts) == 0 {
		return copy(p, readMark), nil
	}
	text := o.texts[0]
	o.texts = o.texts[1:]
	return copy(p, text), nil
}

type listener struct {
	texts []string
	keys  map[string]string
	now   []tea.KeyMsg
}

func (l *listener) Init() tea.Cmd { return nil }
func (l *listener) View() string  { return "" }

func (l *listener) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	k, ok := msg.(tea.KeyMsg)
	switch {
	case !ok:
	case k.Type != tea.KeyF16 || !k.Alt:
		l.now = append(l.now, k)
	case len(l.texts) == 0:
		return l, tea.Quit
	default:
		if len(l.now) == 1 {
			l.keys[l.texts[0]] = spell(l.now)
		}
		l.texts, l.now = l.texts[1:], nil
	}
	return l, nil
}
