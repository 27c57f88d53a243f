package cli

import (
	"io"

	"github.com/aymanbagabas/go-osc52/v2"

	"callsheet/ui/screen"
)

// clipboard asks a terminal to keep a text for pasting (OSC 52). No terminal says whether it did.
type clipboard struct {
	out    io.Writer // the terminal itself: each write is whole
	within string    // a multiplexer that the terminal is seen through: "tmux", "screen", or ""
}

// clipboardOn is how texts are copied on a terminal of these variables, and whether it shows
// links; where it takes neither, both are left out.
func clipboardOn(out io.Writer, getenv func(string) string) (c screen.Clipboard, links bool) {
	can, within := abilitiesOf(getenv), multiplexerOf(getenv)
	if !can.links && within != "screen" { // which is given a long text in parts
		return screen.Clipboard{Note: "This terminal has no clipboard that a program can write to: select the text and copy it as you do elsewhere."}, false
	}
	b := clipboard{out, within}
	switch {
	case within == "tmux":
		c.Note = "Within tmux it arrives only where its set-clipboard or its allow-passthrough is on."
	case within == "screen":
		c.Note = "Within screen it arrives only where the terminal around it takes it."
	case getenv("VTE_VERSION") != "" || getenv("TERM_PROGRAM") == "Apple_Terminal":
		c.Note = "This kind of terminal most often does not take it: then select the text and copy it as you do elsewhere."
	default:
		c.Note = "If pasting brings something else, the terminal does not take it: select the text and copy it as you do elsewhere."
	}
	c.Copy = b.copy
	return c, can.links
}

// copy asks for a text to be kept. tmux takes it itself or passes it on, as it is set: it is
// asked for both, and drops what it is not to do.
func (c clipboard) copy(text string) {
	sequence := osc52.New(text)
	switch c.within {
	case "tmux":
		_, _ = io.WriteString(c.out, sequence.String()+sequence.Tmux().String())
	case "screen":
		_, _ = io.WriteString(c.out, sequence.Screen().String())
	default:
		_, _ = io.WriteString(c.out, sequence.String())
	}
}
