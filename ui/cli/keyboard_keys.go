package cli

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

const esc = 0x1b

// wholeKey is how many of the bytes are the first key; 0 = its rest is awaited.
// over says that nothing more will come: what has begun then ends here.
func wholeKey(b []byte, over bool) int {
	rest := len(b) // of what has begun
	if !over {
		rest = 0
	}
	if b[0] != esc {
		if b[0] < utf8.RuneSelf || utf8.FullRune(b) {
			_, n := utf8.DecodeRune(b)
			return n
		}
		return rest
	}
	if len(b) == 1 {
		return rest
	}
	switch b[1] {
	case esc:
		// Two escapes are two keys, unless the second begins a sequence that an
		// alt key sends an escape ahead of.
		switch {
		case len(b) == 2 && !over:
			return 0
		case len(b) > 2 && (b[2] == '[' || b[2] == 'O'):
			if n := wholeKey(b[1:], over); n > 0 {
				return n + 1
			}
			return 0
		}
		return 1
	case '[':
		return wholeControl(b, rest)
	case 'O':
		if len(b) > 2 {
			return 3
		}
		return rest
	case ']', 'P':
		if len(b) == 2 && !over {
			return 0
		}
		if len(b) > 2 && (b[2] >= '0' && b[2] <= '9' || b[1] == 'P' && strings.IndexByte(">!", b[2]) >= 0) {
			return wholeReply(b, rest)
		}
	}
	if n := wholeKey(b[1:], over); n > 0 {
		return n + 1
	}
	return 0
}

// wholeControl measures a control sequence, ESC [ and what belongs to it.
func wholeControl(b []byte, rest int) int {
	if len(b) > 2 && (b[2] == '[' || b[2] == 'M') {
		n := 4 // a function key of the Linux console
		if b[2] == 'M' {
			n = 6 // a mouse that nobody asked for
		}
		if len(b) < n {
			return rest
		}
		return n
	}
	digits := true // and nothing else so far
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c < 0x20 || c > 0x7e || i == maxSequence:
			return i // cut off: it says nothing, and the next key begins
		case i == 2 && c == 'O':
			return wholeShifted(b, rest)
		case c >= 0x40, c == '$' && digits && i > 2:
			return i + 1
		default:
			digits = digits && c >= '0' && c <= '9'
		}
	}
	return rest
}

// wholeShifted measures ESC [ O, which says that the window lost the focus, or
// begins a shifted arrow.
func wholeShifted(b []byte, rest int) int {
	switch {
	case len(b) == 3:
		return rest
	case strings.IndexByte("ABCDabcd", b[3]) >= 0:
		return 4
	}
	return 3
}

// wholeReply measures a terminal's answer to a question of another program, which
// ends in BEL or ESC \.
func wholeReply(b []byte, rest int) int {
	for i := 2; i < len(b); i++ {
		if b[i] == '\a' || b[i] == '\\' && b[i-1] == esc {
			return i + 1
		}
	}
	if len(b) >= maxSequence {
		return len(b)
	}
	return rest
}

// keyOf reads one whole key; false = it is none that a console knows.
func keyOf(b []byte) (tea.KeyMsg, bool) {
	if b[0] == esc && len(b) > 1 {
		if b[1] == '[' || b[1] == 'O' && len(b) > 2 {
			return sequenceKey(string(b[1:]))
		}
		if b[1] == ']' && len(b) > 2 || b[1] == 'P' && len(b) > 2 {
			return tea.KeyMsg{}, false
		}
		k, ok := keyOf(b[1:])
		if k.Type == tea.KeyTab {
			return tea.KeyMsg{Type: tea.KeyShiftTab}, ok // of the Linux console
		}
		k.Alt = true
		return k, ok
	}
	switch r, _ := utf8.DecodeRune(b); {
	case r == ' ':
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}, true
	case r < ' ' || r == 0x7f:
		return tea.KeyMsg{Type: tea.KeyType(r)}, true
	case r == utf8.RuneError:
		return tea.KeyMsg{}, false
	default:
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}, true
	}
}

// The keys of sequences by what ends them. A slice goes by the modifier: none,
// shift, ctrl, ctrl and shift.
var (
	letterKeys = map[string][4]tea.KeyType{
		"A": {tea.KeyUp, tea.KeyShiftUp, tea.KeyCtrlUp, tea.KeyCtrlShiftUp},
		"B": {tea.KeyDown, tea.KeyShiftDown, tea.KeyCtrlDown, tea.KeyCtrlShiftDown},
		"C": {tea.KeyRight, tea.KeyShiftRight, tea.KeyCtrlRight, tea.KeyCtrlShiftRight},
		"D": {tea.KeyLeft, tea.KeyShiftLeft, tea.KeyCtrlLeft, tea.KeyCtrlShiftLeft},
		"H": {tea.KeyHome, tea.KeyShiftHome, tea.KeyCtrlHome, tea.KeyCtrlShiftHome},
		"F": {tea.KeyEnd, tea.KeyShiftEnd, tea.KeyCtrlEnd, tea.KeyCtrlShiftEnd},
		"P": {tea.KeyF1, tea.KeyF13},
		"Q": {tea.KeyF2, tea.KeyF14},
		"R": {tea.KeyF3, tea.KeyF15},
		"S": {tea.KeyF4, tea.KeyF16},
		"Z": {tea.KeyShiftTab},
	}
	numberKeys = map[int][4]tea.KeyType{
		1: letterKeys["H"], 7: letterKeys["H"], 4: letterKeys["F"], 8: letterKeys["F"],
		2: {tea.KeyInsert}, 3: {tea.KeyDelete},
		5:  {tea.KeyPgUp, 0, tea.KeyCtrlPgUp},
		6:  {tea.KeyPgDown, 0, tea.KeyCtrlPgDown},
		11: {tea.KeyF1}, 12: {tea.KeyF2}, 13: {tea.KeyF3}, 14: {tea.KeyF4},
		15: {tea.KeyF5, tea.KeyF17}, 17: {tea.KeyF6, tea.KeyF18}, 18: {tea.KeyF7, tea.KeyF19}, 19: {tea.KeyF8, tea.KeyF20},
		20: {tea.KeyF9}, 21: {tea.KeyF10}, 23: {tea.KeyF11}, 24: {tea.KeyF12},
		25: {tea.KeyF13}, 26: {tea.KeyF14}, 28: {tea.KeyF15}, 29: {tea.KeyF16},
		31: {tea.KeyF17}, 32: {tea.KeyF18}, 33: {tea.KeyF19}, 34: {tea.KeyF20},
	}
	// keypadKeys are those of the number block behind ESC O, where another program left
	// it so (xterm's ctlseqs, "PC-style function keys"): what is printed on them.
	keypadKeys = map[byte]string{
		'j': "*", 'k': "+", 'l': ",", 'm': "-", 'n': ".", 'o': "/", 'X': "=", ' ': " ",
		'p': "0", 'q': "1", 'r': "2", 's': "3", 't': "4", 'u': "5", 'v': "6", 'w': "7", 'x': "8", 'y': "9",
	}
	// consoleKeys are those of the Linux console, behind ESC [ [.
	consoleKeys = []tea.KeyType{tea.KeyF1, tea.KeyF2, tea.KeyF3, tea.KeyF4, tea.KeyF5}
	// urxvtEnds mark modifiers in place of a tilde.
	urxvtEnds = map[byte]int{'~': 0, '$': 1, '^': 2, '@': 3}
)

// sequenceKey reads the key of a sequence, without its escape: as xterm, urxvt,
// the Linux console and PowerShell send it.
func sequenceKey(s string) (tea.KeyMsg, bool) {
	if len(s) == 1 {
		return tea.KeyMsg{}, false
	}
	kind, body, end := s[0], s[1:len(s)-1], s[len(s)-1]
	modifier, arrow := 0, letterKeys[strings.ToUpper(string(end))]
	small, large := end >= 'a' && end <= 'd', end >= 'A' && end <= 'D'
	switch {
	case kind == 'O' && body == "" && end == 'M':
		return tea.KeyMsg{Type: tea.KeyEnter}, true
	case kind == 'O' && body == "" && end == 'I':
		return tea.KeyMsg{Type: tea.KeyTab}, true
	case kind == 'O' && body == "" && keypadKeys[end] != "":
		return keyOf([]byte(keypadKeys[end]))
	case kind == 'O' && small:
		return modified(arrow, 2, false)
	case body == "[" && end >= 'A' && end <= 'E':
		return tea.KeyMsg{Type: consoleKeys[end-'A']}, true
	case kind == '[' && body == "" && small, body == "O" && large:
		return modified(arrow, 1, false)
	case body == "O" && small:
		return modified(arrow, 2, true)
	}
	numbers := strings.Split(body, ";")
	alt := false
	if len(numbers) == 2 {
		n, err := strconv.Atoi(numbers[1])
		if err != nil || n < 1 || n > 8 {
			return tea.KeyMsg{}, false
		}
		modifier, alt = (n-1)&1|(n-1)>>1&2, (n-1)&2 != 0
	}
	if len(numbers) > 2 {
		return tea.KeyMsg{}, false
	}
	if keys, ok := letterKeys[string(end)]; ok && (body == "" || numbers[0] == "1" && len(numbers) == 2) {
		return modified(keys, modifier, alt)
	}
	n, err := strconv.Atoi(numbers[0])
	keys, ok := numberKeys[n]
	by, ends := urxvtEnds[end]
	if err != nil || !ok || !ends || slices.Contains(numbers, "") || by != 0 && len(numbers) == 2 {
		return tea.KeyMsg{}, false
	}
	return modified(keys, max(by, modifier), alt)
}

// modified is the key of a row for a modifier; one that has no key of its own is
// none.
func modified(keys [4]tea.KeyType, modifier int, alt bool) (tea.KeyMsg, bool) {
	k := keys[modifier]
	return tea.KeyMsg{Type: k, Alt: alt}, k != 0 || modifier == 0
}

const (
	// escapeWait is how long what may follow an escape is awaited. A terminal
	// sends a sequence at once, but a slow line may deliver it in parts; a person
	// seldom presses two keys within it.
	escapeWait = 100 * time.Millisecond
	// restWait is how long the rest is awaited of what has certainly begun: a
	// sequence, a letter of several bytes, a paste.
	restWait = time.Second

	maxSequence = 4096    // of a key or a terminal's reply, in bytes
	maxPaste    = 1 << 20 // what is kept of one paste, in bytes

	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)
