package ui

import (
	"callsheet/model"
	"callsheet/ui/screen"
)

// capLines say who is not called, or tried less, by how often they may be rung.
func (r reviewHarm) capLines() []string {
	var lines []string
	name := "Attempts"
	for _, words := range r.ready.ahead.CapWords(r.console.Config.Now()) {
		lines = append(lines, r.wrapped(r.line, name, words, r.console.Theme.Warning)...)
		name = ""
	}
	return append(lines, r.keyLines(lookAtCapped)...)
}

const lookAtCapped = "look at capped"

// capAction shows the rows of those who are not called by how often they may be rung.
func (r reviewHarm) capAction() screen.Action {
	over := r.ready != nil && r.ready.ahead.OverCap() > 0
	a := screen.Action{ID: lookAtCapped, Title: "Look at the rows that were rung too often", Keys: screen.Bind("k", "look at those rows", "k"),
		WhyNot: screen.Without(over, "Everybody may be rung as often as it is asked, or less often is."), Run: screen.Do(func() {
			r.console.Emit(screen.GoBackTo{Step: model.StageContacts, Rows: r.ready.ahead.Caps.Rows()})
		})}
	if over {
		a.Group = reviewGroup
	}
	return a
}
