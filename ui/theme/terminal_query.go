package theme

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Bubble Tea v1 asks the terminal for its background colour from an init
// function, and waits five seconds for a terminal that does not answer
// (bubbletea v1.3.10, tea_init.go). Go initialises the packages that are ready
// in import-path order, so this init comes before that one and answers in the
// terminal's place. A test in a pseudo-terminal holds the order.
func init() {
	lipgloss.SetHasDarkBackground(true)
	lipgloss.SetColorProfile(termenv.ANSI)
}

// AskBackground asks a terminal for the colour of its background (xterm's OSC 11), and
// then what it is (DA1). Terminals answer in order and nearly all know the second
// question, so its answer without one to the first says that none will come.
const AskBackground = "\x1b]11;?\x1b\\\x1b[c"

// Answer reads what a terminal answers to AskBackground: on is the background it
// says, last whether nothing more will come. Anything else is neither.
func Answer(reply []byte) (on Background, last bool) {
	if bytes.HasPrefix(reply, []byte("\x1b[?")) && bytes.HasSuffix(reply, []byte("c")) {
		return Unknown, true
	}
	text, is := bytes.CutPrefix(reply, []byte("\x1b]11;"))
	if !is {
		return Unknown, false
	}
	text = bytes.TrimSuffix(bytes.TrimSuffix(text, []byte("\x1b\\")), []byte("\a"))
	light, ok := lightness(string(text))
	switch {
	case !ok:
		return Unknown, false
	case light:
		return Light, true
	}
	return Dark, true
}

// lightness reports whether black is read better than white on a colour, as X names
// it: rgb:f/ff/fff or #rrggbb.
func lightness(colour string) (light, ok bool) {
	var parts []string
	switch kind, values, _ := strings.Cut(colour, ":"); {
	case kind == "rgb" || kind == "rgba":
		parts = strings.Split(values, "/")
	case strings.HasPrefix(colour, "#") && len(colour)%3 == 1 && len(colour) > 1:
		n := (len(colour) - 1) / 3
		parts = []string{colour[1 : 1+n], colour[1+n : 1+2*n], colour[1+2*n:]}
	}
	if len(parts) != 3 && len(parts) != 4 {
		return false, false
	}
	var brightness float64 // of 0 to 1, as television weighs the colours (BT.601)
	for i, weight := range []float64{0.299, 0.587, 0.114} {
		digits := len(parts[i])
		if digits < 1 || digits > 4 {
			return false, false
		}
		n, err := strconv.ParseUint(parts[i], 16, 16)
		if err != nil {
			return false, false
		}
		brightness += weight * float64(n) / float64(uint64(1)<<(4*digits)-1)
	}
	return brightness > 0.5, true
}

// FromColours reads a background of the variable COLORFGBG, which some terminals
// set: the numbers of two of their sixteen colours, text first.
func FromColours(colours string) Background {
	i := strings.LastIndexByte(colours, ';')
	if i < 0 {
		return Unknown
	}
	switch n, err := strconv.Atoi(colours[i+1:]); {
	case err != nil || n < 0 || n > 15:
		return Unknown
	case n == 7 || n > 8:
		return Light
	}
	return Dark
}
