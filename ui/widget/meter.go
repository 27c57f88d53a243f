package widget

import (
	"math"
	"strings"

	"callsheet/ui/theme"
)

// Meter is a bar of width cells filled to fraction (0 to 1) in steps of an
// eighth of a cell, or of a whole cell in ASCII. It is full only at 1 and empty
// only at 0.
func Meter(t theme.Theme, width int, fraction float64, style theme.Pen) string {
	if width <= 0 || t.Lines {
		return ""
	}
	steps := len(t.Glyphs.BarParts) + 1
	filled := int(math.Round(share(fraction) * float64(width*steps)))
	if fraction > 0 {
		filled = max(filled, 1)
	}
	if fraction < 1 || math.IsNaN(fraction) {
		filled = min(filled, width*steps-1)
	}
	whole, part := filled/steps, filled%steps
	bar := strings.Repeat(t.Glyphs.BarFull, whole)
	if part > 0 {
		bar += t.Glyphs.BarParts[part-1]
		whole++
	}
	return style.Render(bar) + t.Rule.Render(strings.Repeat(t.Glyphs.BarEmpty, width-whole))
}

// share bounds a fraction to 0…1; what is not a number is nothing.
func share(f float64) float64 {
	if math.IsNaN(f) {
		return 0
	}
	return min(max(f, 0), 1)
}

// Segment is one part of a stacked bar. Fill is the one-cell character it is
// drawn with; "" is the theme's full block, or without colour one that differs
// from its neighbours'.
type Segment struct {
	Count int
	Style theme.Pen
	Fill  string
}

// Segments is one bar of width cells shared out between the parts by their
// counts. Every part that is not zero has at least one cell, as long as there
// are cells; nothing at all is an empty bar.
func Segments(t theme.Theme, width int, parts []Segment) string {
	if width <= 0 || t.Lines {
		return ""
	}
	counts := make([]int, len(parts))
	for i, p := range parts {
		counts[i] = max(p.Count, 0)
	}
	var b strings.Builder
	left := width
	for i, cells := range shareOut(width, counts) {
		fill := parts[i].Fill
		if Width(fill) != 1 {
			fill = plainFill(t, i)
		}
		b.WriteString(parts[i].Style.Render(strings.Repeat(fill, cells)))
		left -= cells
	}
	b.WriteString(t.Rule.Render(strings.Repeat(t.Glyphs.BarEmpty, left)))
	return b.String()
}

func plainFill(t theme.Theme, part int) string {
	switch {
	case !t.NoColor:
		return t.Glyphs.BarFull
	case t.ASCII:
		return []string{"#", "=", "+"}[part%3]
	}
	return []string{"█", "▒", "▓"}[part%3]
}

// shareOut divides cells by counts: one for each that is not zero, from the
// left, and the rest to whoever has the largest claim unmet, cell by cell.
func shareOut(cells int, counts []int) []int {
	out := make([]int, len(counts))
	total := 0.0
	for _, c := range counts {
		total += float64(c)
	}
	if total == 0 {
		return out
	}
	left := cells
	for i, c := range counts {
		if c > 0 && left > 0 {
			out[i] = 1
			left--
		}
	}
	for ; left > 0; left-- {
		best, claim := 0, math.Inf(-1)
		for i, c := range counts {
			if unmet := float64(c)/total*float64(cells) - float64(out[i]); c > 0 && unmet > claim {
				best, claim = i, unmet
			}
		}
		out[best]++
	}
	return out
}

// Sparkline draws the last width values as a row of levels from zero to the
// highest of them, aligned to the right. Negative values and what is not a
// number count as zero.
func Sparkline(t theme.Theme, width int, values []float64) string {
	if width <= 0 || t.Lines {
		return ""
	}
	values = values[max(len(values)-width, 0):]
	top := 0.0
	for _, v := range values {
		if !math.IsInf(v, 0) {
			top = max(top, level(v))
		}
	}
	var b strings.Builder
	for _, v := range values {
		i := 0
		if top > 0 {
			i = int(math.Round(share(level(v)/top) * float64(len(t.Glyphs.Spark)-1)))
		}
		b.WriteString(t.Glyphs.Spark[i])
	}
	return blanks(width-len(values)) + t.Accent.Render(b.String())
}

func level(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return max(v, 0)
}
