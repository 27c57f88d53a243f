package ui

import (
	"context"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
)

// Goal: under 1 ms for a key press, Update and View together, at 100,000 rows
// and 200x60, so that it is drawn in the frame it was pressed in.
func BenchmarkKeyPress100k(b *testing.B) {
	values := model.DefaultOptionValues()
	table := worstList()
	c := &model.Campaign{Table: table, Region: "GB", Values: values}
	c.Mapping = model.GuessMapping(table, "GB").Keyed()
	list, err := model.Diagnose(context.Background(), table, c.Mapping, c.Region, model.Edits{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	c.List = list
	a := still(testConfig(), c, func(d *desk) []screen { return []screen{newContactsScreen(d)} })
	showAll(b, a, "all")
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	down, leaveOut, undo := tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")}, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("u")}
	for _, key := range []struct {
		name string
		keys []tea.KeyMsg
	}{{"down", []tea.KeyMsg{down}}, {"leave out and undo", []tea.KeyMsg{leaveOut, undo}}} {
		b.Run(key.name, func(b *testing.B) {
			for b.Loop() {
				for _, k := range key.keys {
					a.Update(k)
					a.View()
				}
			}
		})
	}
}
