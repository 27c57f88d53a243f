package cli

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"callsheet/ui/widget"
)

// How a picture of a screen is laid out, in pixels, and its colours where the screen names none.
const (
	cellWidth    = 8.4 // what most fonts of 14 pixels advance
	cellHeight   = 18
	pictureEdge  = 12
	pictureBack  = "#10151f"
	pictureFront = "#e4e8ef"
)

// pen is the style of a cell, as the sequences before it say.
type pen struct {
	front, back                string
	bold, faint, under, turned bool
}

// colours are what is behind a cell and what it is drawn with; no back is that of the picture.
func (p pen) colours() (front, back string) {
	front, back = p.front, p.back
	if front == "" {
		front = pictureFront
	}
	if p.turned {
		front, back = back, front
		if front == "" {
			front = pictureBack
		}
	}
	return front, back
}

// svgOf is a drawn screen of a size as a picture (SVG): every run of one style a text of its own,
// in its place and as wide as its cells, whatever font shows it.
func svgOf(drawn string, width, height int) string {
	var b strings.Builder
	w, h := float64(width)*cellWidth+2*pictureEdge, height*cellHeight+2*pictureEdge
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%d" viewBox="0 0 %g %d" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", pictureBack)
	for y, line := range strings.Split(drawn, "\n") {
		svgLine(&b, line, y)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// svgLine draws a line: its runs of one style, parted at blanks so that none is stretched far.
func svgLine(b *strings.Builder, line string, y int) {
	var p pen
	x, run, from := 0, "", 0
	flush := func() {
		if run != "" {
			svgRun(b, p, run, from, x-from, y)
		}
		run, from = "", x
	}
	for state := byte(0); line != ""; {
		seq, cells, n, next := ansi.DecodeSequence(line, state, nil)
		line, state = line[n:], next
		switch {
		case cells == 0 && strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m"):
			flush()
			p.take(seq[2 : len(seq)-1])
		case cells > 1:
			flush()
			run, x = seq, x+cells
			flush()
		case cells == 1:
			run, x = run+seq, x+1
		}
	}
	flush()
}

// svgRun draws cells of one style.
func svgRun(b *strings.Builder, p pen, text string, x, cells, y int) {
	front, back := p.colours()
	left, top := pictureEdge+float64(x)*cellWidth, pictureEdge+y*cellHeight
	if back != "" {
		fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n", left, top, float64(cells)*cellWidth, cellHeight, back)
	}
	for text != "" {
		words := strings.TrimLeft(text, " ") // blanks draw nothing
		left += float64(len(text)-len(words)) * cellWidth
		word, _, _ := strings.Cut(words, "  ")
		text = words[len(word):]
		if word == "" {
			continue
		}
		style := ""
		if p.bold {
			style += ` font-weight="bold"`
		}
		if p.faint {
			style += ` opacity="0.7"`
		}
		if p.under {
			style += ` text-decoration="underline"`
		}
		wide := float64(widget.Width(word)) * cellWidth
		fmt.Fprintf(b, `<text x="%.1f" y="%d" textLength="%.1f" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="%s"%s>%s</text>`+"\n",
			left, top+cellHeight-5, wide, front, style, html.EscapeString(word))
		left += wide
	}
}

// take changes a style by the parameters of a sequence (SGR), as far as the screens use them.
func (p *pen) take(parameters string) {
	codes := strings.Split(parameters, ";")
	for i := 0; i < len(codes); i++ {
		switch codes[i] {
		case "", "0":
			*p = pen{}
		case "1":
			p.bold = true
		case "2":
			p.faint = true
		case "4":
			p.under = true
		case "7":
			p.turned = true
		case "38", "48":
			colour, used := trueColour(codes[i+1:])
			if codes[i] == "38" {
				p.front = colour
			} else {
				p.back = colour
			}
			i += used
		}
	}
}

// trueColour reads the parameters behind 38 or 48, and how many they are.
func trueColour(codes []string) (colour string, used int) {
	if len(codes) < 4 || codes[0] != "2" {
		return "", len(codes)
	}
	var parts [3]int
	for i := range parts {
		n, err := strconv.Atoi(codes[i+1])
		if err != nil || n < 0 || n > 255 {
			return "", 4
		}
		parts[i] = n
	}
	return fmt.Sprintf("#%02x%02x%02x", parts[0], parts[1], parts[2]), 4
}
