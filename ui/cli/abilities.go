package cli

import (
	"runtime"
	"strings"

	"github.com/muesli/termenv"
)

// abilities are what a terminal understands. What is not known of it is not written: a
// sequence that a terminal does not know may end up on its screen.
type abilities struct {
	lines   bool // it prints lines alone: nothing can be drawn on it
	ascii   bool // it, or its usual font, has no other signs, whatever the locale says
	answers bool // a question to it (OSC 11, DA1) is answered or dropped
	titles  bool // its window has a title that can be set, and put back afterwards
	links   bool // a link (OSC 8) and a text for the clipboard (OSC 52) are taken or dropped
	keeps   bool // what was on it comes back when the console ends (the alternate screen)
	erases  bool // ECH and CHA, by which a cell is erased and a column set
	notes   notification
	colours termenv.Profile // at least
}

// kinds are the terminals by how TERM begins; the longest that fits counts. They are of
// ncurses' terminfo (tsl, Ms, ech, hpa), the Linux manual's console_codes(4),
// xterm's ctlseqs, DEC's manuals, and the sources of screen and PuTTY.
var kinds = []struct {
	names string
	kind  abilities
}{
	// They print what they get. No TERM at all is that of a job or a bare line.
	{"dumb unknown network dialup lpr printer", abilities{lines: true, colours: termenv.Ascii}},
	// Their sequences are not those of ECMA-48.
	{"vt52 wy tvi adm hp ibm31", abilities{lines: true, ascii: true, colours: termenv.Ascii}},
	// Older kernels print what comes in an OSC, and the console's font has 256 or 512
	// signs: few beyond those of the IBM PC.
	{"linux", abilities{ascii: true, erases: true, colours: termenv.ANSI}},
	{"cons pcvt pcansi ansi minix sun", abilities{ascii: true, colours: termenv.ANSI}},
	// No vt before the 300 knows an OSC, the vt100 no ECH, and none of them CHA.
	{"vt", abilities{ascii: true, colours: termenv.Ascii}},
	{"vte", most(termenv.ANSI256, osc777)},
	// Emacs' terminal knows what terminfo says of it, and no OSC in most of its versions.
	{"eterm", abilities{erases: true, colours: termenv.ANSI}},
	// tmux has the stack of titles; what it does not know of an OSC it drops.
	{"tmux", most(termenv.ANSI, osc9)},
	// screen has no stack of titles, prints of an OSC what is over 768 bytes (its ansi.c),
	// as an address of a recording is, and keeps only as it is set.
	{"screen", abilities{answers: true, erases: true, notes: osc9, colours: termenv.ANSI}},
	// PuTTY has no stack of titles, so that one would stay.
	{"putty", abilities{answers: true, links: true, keeps: true, erases: true, notes: osc9, colours: termenv.ANSI}},
	{"rxvt foot", most(termenv.ANSI256, osc777)},
	{"ms-terminal mintty iterm nsterm konsole gnome st stterm contour rio wezterm alacritty kitty ghostty mlterm terminology Eterm cygwin",
		most(termenv.ANSI256, osc9)},
	{"xterm", most(termenv.ANSI, osc9)},
}

// most is what the terminals of window systems have in common.
func most(colours termenv.Profile, notes notification) abilities {
	return abilities{answers: true, titles: true, links: true, keeps: true, erases: true, notes: notes, colours: colours}
}

// abilitiesOf are those of the terminal that the environment tells of.
func abilitiesOf(getenv func(string) string) abilities { return abilitiesOn(runtime.GOOS, getenv) }

func abilitiesOn(system string, getenv func(string) string) abilities {
	name := getenv("TERM")
	if name == "" {
		if system == "windows" { // its consoles have no such name
			return most(termenv.TrueColor, osc9)
		}
		return abilities{lines: true, colours: termenv.Ascii}
	}
	// A name that nobody knows: it is drawn on as ECMA-48 has it, and nothing else.
	a := abilities{colours: termenv.Ascii}
	if i, known := kindOf(name); known {
		a = kinds[i].kind
	}
	if a.lines {
		return a // a shell in an editor that runs in screen, for one
	}
	switch multiplexerOf(getenv) {
	case "tmux": // which often goes by the name of screen
		a = most(termenv.ANSI, osc9)
	case "screen": // whatever name it was told to go by
		i, _ := kindOf("screen")
		a = kinds[i].kind
	}
	if strings.HasSuffix(name, ".linux") {
		a.ascii = true // screen on the console of Linux, whose font is as small as before
	}
	if a.notes == noNotification {
		return a // the variables below may be left from a terminal that is not this one
	}
	switch {
	case getenv("VTE_VERSION") != "" && multiplexerOf(getenv) == "":
		a.notes = osc777
	case getenv("WT_SESSION") != "": // Windows Terminal
		a.colours = termenv.TrueColor
	}
	return a
}

// multiplexerOf is what a terminal is seen through: "tmux", "screen", or "".
func multiplexerOf(getenv func(string) string) string {
	name := getenv("TERM")
	switch {
	case getenv("TMUX") != "" || strings.HasPrefix(name, "tmux"):
		return "tmux"
	case getenv("STY") != "" || strings.HasPrefix(name, "screen"):
		return "screen"
	}
	return ""
}

// kindOf finds the row of a name: the longest beginning that fits counts.
func kindOf(name string) (row int, known bool) {
	longest := 0
	for i, k := range kinds {
		for begins := range strings.FieldsSeq(k.names) {
			if len(begins) > longest && strings.HasPrefix(name, begins) {
				row, known, longest = i, true, len(begins)
			}
		}
	}
	return row, known
}

// begin is what is written to a terminal before the console is drawn.
func (a abilities) begin() string {
	if a.titles {
		return keepTitle
	}
	return ""
}

// end is what is written when the console has ended. Where the terminal did not put
// back what was on it, people's names and numbers are not left there: it is cleared, in
// a screen of its own where it has one after all, as newer consoles of Linux do.
func (a abilities) end() (text string) {
	if !a.keeps {
		text = "\x1b[?1049h\x1b[H\x1b[2J\x1b[?1049l"
	}
	if a.titles {
		text += giveTitle
	}
	return text
}
