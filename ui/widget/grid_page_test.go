package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// lettered is a grid of columns a, b, c … each 6 cells wide, the first frozen ones of
// which stay and the last ones of which are beyond.
func lettered(n, frozen, beyond, width int) Grid {
	var cols []GridColumn
	for i := range n {
		cols = append(cols, GridColumn{Title: string(rune('a' + i)), Width: 6, Frozen: i < frozen, Beyond: i >= n-beyond})
	}
	g := NewGrid(plainTheme, cols)
	g.SetRows(wild{3, "x"})
	g.SetSize(width, 4)
	return g
}

// titles are the columns in sight, with < and > where there are more.
func titles(g Grid) string {
	head, _, _ := strings.Cut(ansi.Strip(g.View()), "\n")
	return strings.Join(strings.Fields(strings.NewReplacer(plainTheme.Glyphs.Left, "<", plainTheme.Glyphs.Right, ">").Replace(head)), "")
}

func TestFrozenColumnsStayWhileOthersArePagedSideways(t *testing.T) {
	for _, c := range []struct {
		claim                    string
		n, frozen, beyond, width int
		pages                    []string
	}{
		{"all that fit need no pages", 4, 2, 0, 60, []string{"abcd"}},
		{"two stay and the others follow", 9, 2, 0, 50, []string{"abcdef>", "<abfghi"}},
		{"one stays where nothing is said", 7, 0, 0, 30, []string{"abc>", "<ade>", "<afg"}},
		{"those beyond come by the key alone", 6, 2, 2, 80, []string{"abcd>", "<abdef"}},
		{"those beyond come page by page", 9, 2, 5, 50, []string{"abcd>", "<abefgh>", "<abfghi"}},
		{"too many to stay give way", 6, 5, 0, 30, []string{"abc>", "<abd>", "<abe>", "<abf"}},
	} {
		g := lettered(c.n, c.frozen, c.beyond, c.width)
		var seen []string
		for range c.pages {
			seen = append(seen, titles(g))
			g.Update(press("right"))
		}
		if !slices.Equal(seen, c.pages) || titles(g) != c.pages[len(c.pages)-1] {
			t.Errorf("%s: %q then %q, want %q", c.claim, seen, titles(g), c.pages)
		}
		for range c.pages {
			g.Update(press("left"))
		}
		if titles(g) != c.pages[0] {
			t.Errorf("%s: back it is %q", c.claim, titles(g))
		}
	}
}

func TestEveryColumnComesIntoSightByPaging(t *testing.T) {
	for _, n := range []int{1, 2, 5, 11} {
		for frozen := 0; frozen <= n; frozen++ {
			for beyond := 0; beyond <= n; beyond++ {
				for width := 12; width <= 90; width += 7 {
					g := lettered(n, frozen, beyond, width)
					seen := map[rune]bool{}
					for range n + 1 {
						for _, r := range titles(g) {
							seen[r] = true
						}
						g.Update(press("right"))
					}
					for i := range n {
						if r := rune('a' + i); !seen[r] {
							t.Fatalf("%s: %c is never seen", fmt.Sprint(n, frozen, beyond, width), r)
						}
					}
					for i := range n {
						if g.SetEditor(i, ""); g.ColumnWidth(i) == 0 {
							t.Fatalf("%s: column %d is edited out of sight", fmt.Sprint(n, frozen, beyond, width), i)
						}
					}
				}
			}
		}
	}
}
