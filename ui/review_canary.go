package ui

import "callsheet/ui/widget"

// canaryLines say who is called before the others, and what lets these be called.
func canaryLines(r *reviewScreen) []string {
	t := r.console.Theme
	var lines []string
	for i, words := range r.ready.ahead.CanaryWords(r.console.Config.Now()) {
		name, indent := "Canary", 8
		if i > 0 {
			name = ""
		}
		for _, line := range widget.Wrap(words, max(20, min(r.width, reviewText)-indent)) {
			lines = append(lines, t.Strong.Render(widget.Fit(name, indent, ""))+t.Text.Render(line))
			name = ""
		}
	}
	return lines
}
