package ui

import (
	"context"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/outcomes"
)

// Goal: under 16 ms for a key press on Live with 100,000 contacts at 200x60, Update and View
// together, so that it is drawn in the frame it was pressed in. What a filter or a sort shows
// is found beside it, within a second.
func BenchmarkLive(b *testing.B) {
	c, calls := calledCampaign(model.StatusProcessing, 100_000, 70_000, 74)
	a := calledScene(plain, c, calls)
	a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
	l := a.front().(*liveScreen)
	l.list.atOnce = false
	for _, k := range []struct {
		name string
		keys []string
	}{{"move", []string{"down"}}, {"filter", []string{"3", "1"}}, {"mark", []string{" "}}, {"letter", []string{"/", "g", "esc"}}} {
		b.Run(k.name, func(b *testing.B) {
			for b.Loop() {
				for _, key := range k.keys {
					a.Update(keyMsg(key))
					a.View()
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(k.keys)), "ns/key")
		})
	}
	b.Run("frame", func(b *testing.B) {
		for b.Loop() {
			a.View()
		}
	})
	b.Run("list", func(b *testing.B) {
		source := l.list.source()
		for b.Loop() {
			all := outcomes.New(source)
			if _, err := all.Shown(context.Background(), l.list.choice); err != nil {
				b.Fatal(err)
			}
		}
	})
}
