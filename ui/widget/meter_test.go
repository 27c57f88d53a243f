package widget

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callsheet/ui/theme"
)

var (
	plainTheme = theme.New(theme.Options{NoColor: true})
	asciiTheme = theme.New(theme.Options{NoColor: true, ASCII: true})
	richTheme  = theme.New(theme.Options{})
)

// themes are the ways every widget must be able to draw.
var themes = map[string]theme.Theme{
	"no colour":       plainTheme,
	"ASCII":           asciiTheme,
	"colour":          richTheme,
	"colour in ASCII": theme.New(theme.Options{ASCII: true, Background: theme.Light}),
}

func anyTheme() *rapid.Generator[theme.Theme] {
	return rapid.Custom(func(t *rapid.T) theme.Theme {
		return themes[rapid.SampledFrom([]string{"no colour", "ASCII", "colour", "colour in ASCII"}).Draw(t, "theme")]
	})
}

func TestMeter(t *testing.T) {
	for name, c := range map[string]struct {
		t        theme.Theme
		width    int
		fraction float64
		want     string
	}{
		"nothing is empty":                      {plainTheme, 4, 0, "░░░░"},
		"anything is not empty":                 {plainTheme, 4, 1e-9, "▏░░░"},
		"an eighth of a cell is drawn":          {plainTheme, 1, 0.125, "▏"},
		"a half is half":                        {plainTheme, 4, 0.5, "██░░"},
		"nearly all is not all":                 {plainTheme, 4, 0.999999, "███▉"},
		"all is full":                           {plainTheme, 4, 1, "████"},
		"more than all is full":                 {plainTheme, 4, 7, "████"},
		"less than nothing is empty":            {plainTheme, 4, -7, "░░░░"},
		"what is not a number is empty":         {plainTheme, 4, math.NaN(), "░░░░"},
		"endless is full":                       {plainTheme, 4, math.Inf(1), "████"},
		"ASCII has whole cells":                 {asciiTheme, 8, 0.5, "####...."},
		"ASCII is not full before it is":        {asciiTheme, 4, 0.999, "###."},
		"a bar of no width is nothing":          {plainTheme, 0, 0.5, ""},
		"one ASCII cell is empty until the end": {asciiTheme, 1, 0.5, "."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := bare(Meter(c.t, c.width, c.fraction, c.t.Accent)); got != c.want {
				t.Errorf("Meter(%d, %v) = %q, want %q", c.width, c.fraction, got, c.want)
			}
		})
	}
}

func TestSegmentsGiveEveryPartACell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		th := anyTheme().Draw(t, "theme")
		counts := rapid.SliceOfN(rapid.IntRange(-3, 1_000_000), 0, 6).Draw(t, "counts")
		width := rapid.IntRange(0, 80).Draw(t, "width")
		var parts []Segment
		some := 0
		for i, c := range counts {
			parts = append(parts, Segment{Count: c, Style: th.Ready, Fill: string(rune('a' + i))})
			if c > 0 {
				some++
			}
		}
		got := bare(Segments(th, width, parts))
		requireSize(t, "Segments", got, width, 1)
		for i, c := range counts {
			n := strings.Count(got, string(rune('a'+i)))
			if c <= 0 && n > 0 || c > 0 && n == 0 && width >= some {
				t.Errorf("a count of %d has %d cells in %q", c, n, got)
			}
		}
		if some > 0 && width > 0 && strings.Contains(got, th.Glyphs.BarEmpty) {
			t.Errorf("%q is not filled", got)
		}
	})
}

func TestSegmentsDifferWithoutColour(t *testing.T) {
	parts := []Segment{{Count: 2, Style: plainTheme.Ready}, {Count: 1, Style: plainTheme.ToFix}, {Count: 1, Style: plainTheme.Duplicate}}
	if got, want := Segments(plainTheme, 8, parts), "████▒▒▓▓"; got != want {
		t.Errorf("Segments = %q, want %q", got, want)
	}
	if got, want := Segments(asciiTheme, 8, parts), "####==++"; got != want {
		t.Errorf("Segments in ASCII = %q, want %q", got, want)
	}
}

func TestSparkline(t *testing.T) {
	for name, c := range map[string]struct {
		width  int
		values []float64
		want   string
	}{
		"levels reach from zero to the highest":  {3, []float64{0, 5, 10}, "▁▅█"},
		"only the last values are drawn":         {2, []float64{100, 5, 10}, "▅█"},
		"few values stand at the right":          {4, []float64{1, 1}, "  ██"},
		"zeros stay on the ground":               {2, []float64{0, 0}, "▁▁"},
		"what is not a number counts as zero":    {3, []float64{math.NaN(), -4, 1}, "▁▁█"},
		"an endless value does not flatten rest": {3, []float64{1, 2, math.Inf(1)}, "▅██"},
		"nothing is blank":                       {3, nil, "   "},
	} {
		t.Run(name, func(t *testing.T) {
			if got := bare(Sparkline(plainTheme, c.width, c.values)); got != c.want {
				t.Errorf("Sparkline(%d, %v) = %q, want %q", c.width, c.values, got, c.want)
			}
		})
	}
}
