package theme_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"callsheet/ui/theme"
)

func stylesOf(t theme.Theme) map[string]theme.Pen {
	styles := map[string]theme.Pen{}
	v := reflect.ValueOf(t)
	for i := range v.NumField() {
		if s, ok := reflect.TypeAssert[theme.Pen](v.Field(i)); ok {
			styles[v.Type().Field(i).Name] = s
		}
	}
	return styles
}

// colourSequence is an SGR sequence that sets a colour.
var colourSequence = regexp.MustCompile(`\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m`)

func TestWithoutColourNoStyleSetsOne(t *testing.T) {
	for name, o := range map[string]theme.Options{
		"asked for":                   {NoColor: true},
		"asked for on a rich one":     {NoColor: true, Profile: termenv.TrueColor, Background: theme.Light},
		"asked for on sixteen":        {NoColor: true, Profile: termenv.ANSI},
		"a terminal without any":      {Profile: termenv.Ascii},
		"asked for and without signs": {NoColor: true, ASCII: true},
	} {
		th := theme.New(o)
		if !th.NoColor {
			t.Errorf("%s: the theme does not say so", name)
		}
		for style, s := range stylesOf(th) {
			if out := s.Render("text"); strings.Contains(out, "\x1b[2") {
				t.Errorf("%s: %s is faint, which not every terminal lets one read: %q", name, style, out)
			}
			if out := s.Render("text"); colourSequence.MatchString(out) {
				t.Errorf("%s: %s is %q", name, style, out)
			}
		}
	}
}

func TestWithoutColourWhatMattersStandsOut(t *testing.T) {
	th := theme.New(theme.Options{NoColor: true})
	for name, s := range map[string]theme.Pen{"Cursor": th.Cursor, "Sandbox": th.Sandbox, "Live": th.Live, "Banner": th.Banner} {
		if out := s.Render("text"); !regexp.MustCompile(`\x1b\[(?:\d+;)*7m`).MatchString(out) {
			t.Errorf("%s is not reversed: %q", name, out)
		}
	}
}

func TestAPenWritesWhatItsStyleWould(t *testing.T) {
	th := theme.New(theme.Options{})
	for name, c := range map[string]struct{ got, want string }{
		"nothing":             {th.Error.Render(""), ""},
		"without a style":     {theme.Pen{}.Render("text"), "text"},
		"in bold without one": {theme.Pen{}.Bold().Render("text"), "\x1b[1mtext\x1b[0m"},
		"in reverse":          {theme.Pen{}.Reverse().Render("text"), "\x1b[7mtext\x1b[0m"},
		"strong":              {th.Strong.Render("text"), "\x1b[1mtext\x1b[0m"},
		"in colour and bold":  {th.Ready.Bold().Render("text"), strings.Replace(th.Ready.Render("text"), "mtext", "m\x1b[1mtext", 1)},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", name, c.got, c.want)
		}
	}
}

func TestEveryProfileSpeaksItsOwnColours(t *testing.T) {
	for name, c := range map[string]struct {
		o    theme.Options
		want string
	}{
		"24-bit":  {theme.Options{}, "38;2;"},
		"256":     {theme.Options{Profile: termenv.ANSI256}, "38;5;"},
		"sixteen": {theme.Options{Profile: termenv.ANSI}, "\x1b[36m"},
		"light":   {theme.Options{Profile: termenv.ANSI, Background: theme.Light}, "\x1b[34m"},
	} {
		if out := theme.New(c.o).Accent.Render("text"); !strings.Contains(out, c.want) {
			t.Errorf("%s: the accent is %q, want %q in it", name, out, c.want)
		}
	}
}

func TestGlyphsAreOneCell(t *testing.T) {
	for name, ascii := range map[string]bool{"Unicode": false, "ASCII": true} {
		v := reflect.ValueOf(theme.New(theme.Options{ASCII: ascii}).Glyphs)
		for i := range v.NumField() {
			field := v.Type().Field(i).Name
			var signs []string
			if one, ok := reflect.TypeAssert[string](v.Field(i)); ok {
				signs = []string{one}
			} else {
				signs = v.Field(i).Interface().([]string)
			}
			for _, s := range signs {
				width := 1
				if ascii && field == "Arrow" {
					width = 2
				}
				if ansi.StringWidth(s) != width || ansi.StringWidthWc(s) != width {
					t.Errorf("%s: %s %q is %d cells", name, field, s, ansi.StringWidth(s))
				}
				if ascii && strings.Trim(s, "!#*+-.:<=>^_vx|~") != "" {
					t.Errorf("%s: %s %q is not ASCII", name, field, s)
				}
			}
		}
	}
}

func TestStatesDifferWithoutColour(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		s := theme.New(theme.Options{ASCII: ascii}).Glyphs
		seen := map[string]bool{}
		for _, sign := range []string{s.Ready, s.ToFix, s.Duplicate, s.DoNotCall, s.LeftOut} {
			if seen[sign] {
				t.Errorf("two states have the sign %q", sign)
			}
			seen[sign] = true
		}
	}
}
