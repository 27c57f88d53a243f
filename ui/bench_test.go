package ui

import (
	"context"
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/ui/contacts"
	"callsheet/ui/screen"
)

// Goal: under 1 ms for a key press, Update and View together, at 100,000 and at
// 1,000,000 rows and 200x60, so that it is drawn in the frame it was pressed in.
func BenchmarkKeyPress(b *testing.B) {
	for _, rows := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			a := benchApp(b, rows)
			for _, key := range []struct {
				name string
				keys []string
			}{
				{"down", []string{"down"}}, {"leave out and undo", []string{"x", "u"}}, {"mark", []string{" "}},
				{"edit", []string{"e", "7", "backspace", "esc"}}, {"other pane", []string{"tab"}},
			} {
				b.Run(key.name, func(b *testing.B) {
					showAll(a, "all")
					for b.Loop() {
						for _, k := range key.keys {
							a.Update(keyMsg(k))
							a.View()
						}
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(key.keys)), "ns/key")
				})
			}
		})
	}
}

// benchApp is a console at the contacts of a long list, a tenth of it to fix.
func benchApp(b *testing.B, rows int) *App {
	b.Helper()
	lines := [][]string{{"Name", "Mobile", "Email", "Company"}}
	for i := range rows {
		phone := fmt.Sprintf("07400 %06d", i%1_000_000)
		if i%10 == 0 {
			phone = fmt.Sprintf("7400%06d", i%1_000_000)
		}
		lines = append(lines, []string{"Olivia Grant", phone, "olivia@example.com", "Northwind"})
	}
	table := tableOf(lines...)
	c := &model.Campaign{Table: table, Region: "GB", Values: model.DefaultOptionValues()}
	c.Mapping = columns.Guess(table, "GB").Keyed()
	list, err := model.Diagnose(context.Background(), table, c.Mapping, c.Region, model.Edits{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	c.List = list
	a := still(plain, testConfig(), c, func(d *screen.Console) []screen.Screen { return []screen.Screen{contacts.New(d)} })
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	return a
}
