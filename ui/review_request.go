package ui

import (
	"fmt"
	"strings"

	"callsheet/model/figures"
	"callsheet/ui/widget"
)

// requestLines show the first request as it is sent, cut after a few contacts, and how it
// would be made by hand.
func (r *reviewScreen) requestLines() []string {
	t, n := r.console.Theme, r.ready.plan().Batches()
	which := "The request, with its first contacts"
	if n > 1 {
		which = fmt.Sprintf("The first of %s, with its first contacts", figures.Counted(n, "request"))
	}
	lines := []string{t.Muted.Render(which), ""}
	for line := range strings.SplitSeq(r.ready.json, "\n") {
		lines = append(lines, widget.Clip(line, t.Glyphs.Ellipsis, r.width))
	}
	if len(r.ready.curl) == 0 {
		return lines
	}
	say := func(text string) {
		lines = append(lines, widget.Paragraph(t.Muted, text, max(20, min(r.width, reviewText)))...)
	}
	lines = append(lines, "")
	say("By hand, with the whole request in request.json and your key in DIALGEN_API_KEY:")
	lines = append(lines, "")
	lines = append(lines, r.ready.curl...)
	lines = append(lines, "")
	say("Callsheet knows nothing of what is sent by hand: it may call these people once more.")
	return lines
}
