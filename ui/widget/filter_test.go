package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"callsheet/model/figures"
	"callsheet/ui/theme"
)

func contactFilter(t theme.Theme) Filter {
	return NewFilter(t, []FilterItem{
		{Key: "fix", Label: "to fix", Sign: t.Glyphs.ToFix, Press: "1", Count: 214, Style: t.ToFix},
		{Key: "all", Label: "all", Press: "2", Count: 12480, Style: t.Text},
		{Key: "ready", Label: "ready", Sign: t.Glyphs.Ready, Press: "3", Count: 12101, Style: t.Ready},
		{Key: "duplicate", Label: "duplicates", Sign: t.Glyphs.Duplicate, Press: "4", Count: 97, Style: t.Duplicate},
		{Key: "dnc", Label: "do not call", Sign: t.Glyphs.DoNotCall, Press: "5", Count: 68, Style: t.DoNotCall},
		{Key: "edited", Label: "edited", Press: "6", Style: t.Text},
	})
}

func TestFilterIsAlwaysExactlyItsWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		th := anyTheme().Draw(t, "theme")
		var items []FilterItem
		for i := range rapid.IntRange(0, 9).Draw(t, "items") {
			items = append(items, FilterItem{
				Key: string(rune('a' + i)), Label: anyText().Draw(t, "label"), Sign: rapid.SampledFrom([]string{"", "!", "王"}).Draw(t, "sign"),
				Press: rapid.SampledFrom([]string{"", "1"}).Draw(t, "key"), Count: rapid.IntRange(0, 2_000_000).Draw(t, "count"), Style: th.ToFix,
			})
		}
		f := NewFilter(th, items)
		f.SetQuery(anyText().Draw(t, "query"))
		f.Select(string(rune('a' + rapid.IntRange(0, 9).Draw(t, "selected"))))
		if rapid.Bool().Draw(t, "finding") {
			f.OpenFind()
		}
		width := rapid.IntRange(1, 250).Draw(t, "width")
		requireSize(t, "Filter", f.View(width), width, 1)
	})
}

func TestFilterKeepsTheSelectedItemInSight(t *testing.T) {
	for name, th := range themes {
		f := contactFilter(th)
		for _, it := range f.items {
			f.Select(it.Key)
			for width := 24; width < 120; width++ {
				want := it.Label + " " + figures.Count(it.Count)
				if got := ansi.Strip(f.View(width)); !strings.Contains(got, want) || !strings.Contains(got, th.Glyphs.Dot) {
					t.Errorf("%s: %q is not in sight at %d cells: %q", name, want, width, got)
				}
			}
		}
	}
}

func TestFilterMarksWhatItLeavesOut(t *testing.T) {
	f := contactFilter(plainTheme)
	f.Select("ready")
	for width := 30; width < 120; width++ {
		got := ansi.Strip(f.View(width))
		for i, it := range f.items {
			mark := "›"
			if i < 2 {
				mark = "‹"
			}
			if it.Count > 0 && !strings.Contains(got, figures.Count(it.Count)) && !strings.Contains(got, mark) {
				t.Errorf("%q is missing without a mark at %d cells: %q", it.Label, width, got)
			}
		}
	}
}

func TestFilterSelects(t *testing.T) {
	f := contactFilter(plainTheme)
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "fix"}, {func() { f.Press("2") }, "all"}, {func() { f.Press("9") }, "all"}, {func() { f.Press("") }, "all"},
		{func() { f.Select("dnc") }, "dnc"}, {func() { f.Select("nothing") }, "dnc"},
		{func() { f.SetItems(f.items[3:]) }, "dnc"}, {func() { f.SetItems(f.items[:1]) }, "duplicate"}, {func() { f.SetItems(nil) }, ""},
		{func() { f.Press("1") }, ""},
	} {
		if step.do(); f.Selected() != step.want {
			t.Errorf("selected %q, want %q", f.Selected(), step.want)
		}
	}
}

func TestFilterFinds(t *testing.T) {
	f := contactFilter(plainTheme)
	send := func(keys ...string) (changed bool) {
		for _, k := range keys {
			_, changed = f.Update(press(k))
		}
		return changed
	}
	if send("a") || f.Query() != "" {
		t.Error("a letter was taken while not finding")
	}
	f.OpenFind()
	if !send("o", "k") || f.Query() != "ok" || !f.Finding() {
		t.Errorf("typing leaves %q", f.Query())
	}
	if send("left") {
		t.Error("moving the caret changes the query")
	}
	if send("enter") || f.Finding() || f.Query() != "ok" {
		t.Errorf("enter keeps %q, finding %v", f.Query(), f.Finding())
	}
	if got := ansi.Strip(f.View(80)); !strings.HasSuffix(got, "/ ok") {
		t.Errorf("the query is not shown: %q", got)
	}
	f.OpenFind()
	if send("a"); f.Query() != "oka" {
		t.Errorf("opened again, typing goes on behind the query: %q", f.Query())
	}
	if !send("esc") || f.Finding() || f.Query() != "" {
		t.Errorf("esc leaves %q, finding %v", f.Query(), f.Finding())
	}
	f.OpenFind()
	if send("esc") {
		t.Error("clearing nothing is no change")
	}
}

func TestFilterGolden(t *testing.T) {
	var b strings.Builder
	for _, th := range []theme.Theme{plainTheme, asciiTheme} {
		f := contactFilter(th)
		for _, width := range []int{120, 100, 80, 60, 40, 20} {
			b.WriteString(framed(f.View(width)))
		}
		f.Select("dnc")
		f.SetQuery("okafor")
		b.WriteString(framed(f.View(60)))
		f.OpenFind()
		b.WriteString(framed(f.View(60)))
	}
	golden.RequireEqual(t, b.String())
}
