package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/theme"
)

func TestAFrameLinksWhatIsDrawnAsALinkAndNothingElse(t *testing.T) {
	const address = "https://a.example/1.mp3?x=1"
	for _, th := range []theme.Theme{theme.New(theme.Options{}), theme.New(theme.Options{NoColor: true})} {
		screen := "Recording " + th.Link.Render("https://a.exam") + "\n" + th.Link.Render("ple/1.mp3?x=1") + " " + th.Strong.Render("bold") + " \x1b]8;;https://evil.example\x1b\\evil"
		for _, c := range []struct {
			name, link string
			links      int
		}{
			{"an address", address, 2}, {"none", "", 0}, {"one with a control", "https://a.example/\x1b\\", 0}, {"one with a blank", "https://a.example/ b", 0}, {"one of other letters", "https://ä.example", 0},
		} {
			framed := Frame(th, screen, 40, 3, c.link)
			if n := strings.Count(framed, "\x1b]8;id=callsheet;"+address); n != c.links || strings.Count(framed, "\x1b]8;") != 2*c.links {
				t.Errorf("%s: %q", c.name, framed)
			}
			for line := range strings.SplitSeq(framed, "\n") {
				if ansi.StringWidth(line) != 40 {
					t.Errorf("%s: a line is %d cells wide: %q", c.name, ansi.StringWidth(line), line)
				}
			}
		}
	}
}
