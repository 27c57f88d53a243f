package ui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// Goal: under 1 ms for a key press, and under 4 ms for a meeting of the team, Update and View
// together, on Home with 300 campaigns of 20 members at 200x60: a meeting comes every
// team.BeatTime, and no key that is pressed meanwhile is drawn later for it.
func BenchmarkHomeOfALargeTeam(b *testing.B) {
	home := func() (*App, session.TeamState) {
		s := largeTeamState()
		a := still(plain, inTeam(sceneConfig(), s), nil, func(*screen.Console) []screen.Screen { return nil })
		h := a.stack[0].(*homeScreen)
		a.console.Team = session.Meetings{Team: sampleTeam{s}, State: s}
		h.team.take()
		h.listed(homeCampaigns())
		a.Update(tea.WindowSizeMsg{Width: 200, Height: 60})
		a.Update(keyMsg("8"))
		return a, s
	}
	b.Run("a key", func(b *testing.B) {
		a, _ := home()
		for b.Loop() {
			for _, k := range []string{"down", "up"} {
				a.Update(keyMsg(k))
				a.View()
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*2), "ns/key")
	})
	b.Run("a meeting", func(b *testing.B) {
		a, s := home()
		work := a.console.Team.Start()
		msg := work[0].Do(b.Context()).(session.TeamMet)
		for b.Loop() {
			// Each tells of another change, so that nothing is known from before.
			s.Heard, s.Standing.Now = s.Heard.Add(time.Second), s.Standing.Now.Add(time.Second)
			msg.State = s
			a.Update(msg)
			a.View()
		}
		if len(a.stack[0].(*homeScreen).team.entries) != 300 {
			b.Fatal("not all campaigns of the team are taken over")
		}
	})
}
