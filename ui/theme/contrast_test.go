package theme_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/muesli/termenv"

	"callsheet/ui/theme"
)

// The contrasts of WCAG 2.2: of text (1.4.3) and of signs (1.4.11).
const (
	textContrast = 4.5
	signContrast = 3
)

// grounds are the backgrounds that terminals come with.
var grounds = map[theme.Background][]string{
	theme.Dark:    {"#000000", "#1e1e2e", "#1e1e1e", "#002b36", "#171421", "#0c0c0c", "#2e3440"},
	theme.Light:   {"#ffffff", "#fafafa", "#fdf6e3", "#f4f0e6"},
	theme.Unknown: {"#000000", "#ffffff"},
}

var sides = map[theme.Background]string{theme.Dark: "dark", theme.Light: "light", theme.Unknown: "not known"}

func TestColoursAreReadable(t *testing.T) {
	for on, side := range sides {
		for profile, p := range map[string]termenv.Profile{"24-bit": termenv.TrueColor, "256": termenv.ANSI256} {
			th := theme.New(theme.Options{Background: on, Profile: p})
			for name, s := range stylesOf(th) {
				fg, bg := penColours(s, nil)
				if fg == "" || name == "Rule" { // a line between zones, which says nothing
					continue
				}
				backgrounds := grounds[on]
				if bg != "" {
					backgrounds = []string{bg}
				}
				for _, b := range backgrounds {
					if ratio := contrast(t, fg, b); ratio < textContrast {
						t.Errorf("%s, %s: %s is %s on %s, a contrast of %.2f", side, profile, name, fg, b, ratio)
					}
				}
			}
		}
	}
}

// terminalPalette is what a terminal makes of the sixteen colours, and what it
// draws them on.
type terminalPalette struct {
	colours        string // 0 to 15
	dark, light    string // its backgrounds, "" = none
	ownTextIsFaint bool   // text in its own colours does not reach textContrast either
}

// The values are those that the terminals come with: xterm's and the Linux console's
// as in their sources, the others' as in their settings.
var terminalPalettes = map[string]terminalPalette{
	"xterm": {"000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
		"#000000", "#ffffff", false},
	"the Linux console": {"000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
		"#000000", "", false},
	"PuTTY": {"000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
		"#000000", "#ffffff", false},
	"macOS": {"000000 c23621 25bc24 adad27 492ee1 d338d3 33bbc8 cbcccd 818383 fc391f 31e722 eaec23 5833ff f935f8 14f0f0 e9ebeb",
		"#000000", "#ffffff", false},
	"VTE": {"171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33da7a e9ad0c 2a7bde c061cb 33c7de ffffff",
		"#171421", "#ffffff", false},
	// Their own text on white reaches 4.1, and their magenta is dark.
	"Solarized": {"073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3",
		"#002b36", "#fdf6e3", true},
	"Windows": {"0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
		"#0c0c0c", "", true},
}

// A terminal with sixteen colours makes of them what it wants: what is drawn in one
// is readable in every palette, and what could be drawn in none has none.
func TestSixteenColoursAreReadableInEveryPalette(t *testing.T) {
	for on, side := range sides {
		th := theme.New(theme.Options{Background: on, Profile: termenv.ANSI})
		for terminal, p := range terminalPalettes {
			var backgrounds []string
			if on != theme.Light {
				backgrounds = append(backgrounds, p.dark)
			}
			if on != theme.Dark {
				backgrounds = append(backgrounds, p.light)
			}
			want := textContrast
			if p.ownTextIsFaint {
				want = signContrast
			}
			for name, s := range stylesOf(th) {
				fg, bg := penColours(s, strings.Fields(p.colours))
				if fg == "" && bg != "" {
					t.Errorf("%s: %s writes the terminal's own text on %s", side, name, bg)
				}
				if fg == "" {
					continue
				}
				on := backgrounds
				if bg != "" {
					on = []string{bg}
				}
				for _, b := range on {
					if b == "" {
						continue
					}
					if ratio := contrast(t, fg, b); ratio < want {
						t.Errorf("%s, %s: %s is %s on %s, a contrast of %.2f", side, terminal, name, fg, b, ratio)
					}
				}
			}
		}
	}
}

// What has no colour of its own in sixteen still stands out.
func TestSixteenColoursOnAnyBackgroundStandOut(t *testing.T) {
	plain := theme.Pen{}.Render("x")
	for on, side := range sides {
		th := theme.New(theme.Options{Background: on, Profile: termenv.ANSI})
		for name, s := range map[string]theme.Pen{
			"Accent": th.Accent, "Error": th.Error, "Warning": th.Warning, "Cursor": th.Cursor, "Marked": th.Marked,
			"Sandbox": th.Sandbox, "Live": th.Live, "Banner": th.Banner, "Link": th.Link, "Key": th.Key,
		} {
			if s.Render("x") == plain {
				t.Errorf("%s: %s is drawn like any text", side, name)
			}
		}
	}
}

// penColours are the colours of text and background that a pen sets, as #rrggbb, ""
// where it leaves the terminal's own. sixteen are the values of the first sixteen.
func penColours(s theme.Pen, sixteen []string) (fg, bg string) {
	out := s.Render("text")
	fg, bg = sequenceColour(out, "38"), sequenceColour(out, "48")
	for _, m := range regexp.MustCompile(`\x1b\[([0-9;]+)m`).FindAllStringSubmatch(out, -1) {
		for part := range strings.SplitSeq(m[1], ";") {
			n, _ := strconv.Atoi(part)
			switch {
			case len(sixteen) == 0:
			case n >= 30 && n <= 37:
				fg = "#" + sixteen[n-30]
			case n >= 90 && n <= 97:
				fg = "#" + sixteen[n-82]
			case n >= 40 && n <= 47:
				bg = "#" + sixteen[n-40]
			case n >= 100 && n <= 107:
				bg = "#" + sixteen[n-92]
			}
		}
	}
	return fg, bg
}

// sequenceColour is the colour a sequence sets for 38 (text) or 48 (background),
// as #rrggbb.
func sequenceColour(s, which string) string {
	if m := regexp.MustCompile(which + `;2;(\d+);(\d+);(\d+)`).FindStringSubmatch(s); m != nil {
		var rgb [3]int
		for i := range rgb {
			rgb[i], _ = strconv.Atoi(m[i+1])
		}
		return fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2])
	}
	if m := regexp.MustCompile(which + `;5;(\d+)`).FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return termenv.ConvertToRGB(termenv.ANSI256Color(n)).Hex()
	}
	return ""
}

func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatalf("reading the colour %q: %v", hex, err)
	}
	linear := func(c uint64) float64 {
		v := float64(c&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
