package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// callsByHour are how many calls there are at most in each hour, on the operator's clock,
// own, and on theirs, as bars of so many lines.
func callsByHour(t theme.Theme, fc model.Forecast, own *time.Location, width, height int, pen theme.Pen) []string {
	if len(fc.ByHour) == 0 || t.Lines {
		return nil
	}
	each := (len(fc.ByHour) + width - 1) / width // hours of a cell
	byHour := make([]int, (len(fc.ByHour)+each-1)/each)
	for i, h := range fc.ByHour {
		byHour[i/each] += h.Calls
	}
	began := fc.ByHour[0].From.In(own)
	from, to := began.Format("Mon 15:04"), fc.ByHour[len(fc.ByHour)-1].From.Add(time.Hour).In(own).Format("Mon 15:04")
	ownHours, theirHours := "", "0     6     12    18   23"
	title, theirTitle := "Calls by hour, if nobody answers", "And by the hour where they are"
	if height > 1 {
		title += highestWords(byHour, each)
		theirTitle += highestWords(fc.ByLocal.Calls[:], 1)
		theirHours = hourLabels(len(fc.ByLocal.Calls), hourStep(len(fc.ByLocal.Calls), width), func(i int) int { return i })
		if step := hourStep(len(byHour), width); each == 1 && step > 1 {
			ownHours = hourLabels(len(byHour), step, func(i int) int { return fc.ByHour[i].From.In(own).Hour() })
		}
	}
	lines := append([]string{t.Muted.Render(title)}, drawn(pen, tallBars(t, byHour, width, height))...)
	if ownHours != "" {
		lines = append(lines, t.Muted.Render(ownHours))
	}
	lines = append(lines, t.Muted.Render(from+" "+t.Glyphs.Arrow+" "+to))
	if height > 1 {
		lines = append(lines, "")
	}
	lines = append(lines, t.Muted.Render(theirTitle))
	lines = append(append(lines, drawn(pen, tallBars(t, fc.ByLocal.Calls[:], width, height))...), t.Muted.Render(theirHours))
	if n := fc.ByLocal.Several; n > 0 {
		lines = append(lines, t.Muted.Render(widget.Clip("and "+figures.Counted(n, "call")+" on several clocks", t.Glyphs.Ellipsis, width)))
	}
	return lines
}

// highestWords say how many calls the highest bar stands for, of so many hours.
func highestWords(values []int, hours int) string {
	if hours > 1 {
		return fmt.Sprintf(": at most %s in %d hours", figures.Count(slices.Max(values)), hours)
	}
	return fmt.Sprintf(": at most %s in one", figures.Count(slices.Max(values)))
}

func drawn(pen theme.Pen, lines []string) []string {
	for i := range lines {
		lines[i] = pen.Render(lines[i])
	}
	return lines
}

// hourStep is how many cells each of so many bars has with the gap behind it.
func hourStep(n, width int) int { return min(3, max(1, width/max(1, n))) }

// hourLabels are the hours below their bars: as many as there is room for.
func hourLabels(n, step int, hour func(int) int) string {
	const label = 3 // cells, with a blank
	every := (label + step - 1) / step
	var b strings.Builder
	for i := 0; i < n; i += every {
		b.WriteString(widget.Fit(fmt.Sprintf("%02d", hour(i)), every*step, ""))
	}
	return strings.TrimRight(b.String(), " ")
}

// tallBars draw numbers as upright bars of so many lines. On a single line they have no
// gaps.
func tallBars(t theme.Theme, values []int, width, height int) []string {
	if height <= 1 {
		return []string{bars(t, values)}
	}
	step, levels, top := hourStep(len(values), width), len(t.Glyphs.Spark), 1
	for _, v := range values {
		top = max(top, v)
	}
	thick := max(1, step-1)
	lines := make([]string, height)
	for y := range height {
		below := (height - 1 - y) * levels
		var b strings.Builder
		for _, v := range values {
			filled := (v*levels*height + top - 1) / top // anything is seen
			cell := " "
			if filled > below {
				cell = t.Glyphs.Spark[min(filled-below, levels)-1]
			}
			b.WriteString(strings.Repeat(cell, thick) + strings.Repeat(" ", step-thick))
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

// bars draw numbers as a row of levels; none is a blank.
func bars(t theme.Theme, values []int) string {
	top := 1
	for _, v := range values {
		top = max(top, v)
	}
	var b strings.Builder
	for _, v := range values {
		if v == 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(t.Glyphs.Spark[(v*len(t.Glyphs.Spark)-1)/top])
	}
	return b.String()
}
