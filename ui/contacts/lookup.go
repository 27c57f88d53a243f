package contacts

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/screen"
)

// numberLookups ask the store what is known of numbers outside this list.
type numberLookups struct{ asked int }

type suppressionsFound struct{ suppressions model.Suppressions }

// ask asks what is known of the numbers a change brought in.
func (l *numberLookups) ask(console *screen.Console, requests *screen.Requests, change model.Change) tea.Cmd {
	store, id, agent, list := console.Config.Store, console.Campaign.ID, console.Campaign.Agent(), console.Campaign.List.Snapshot()
	l.asked++
	return requests.Ask(fmt.Sprintf("marks %d", l.asked), func(ctx context.Context) tea.Msg {
		var numbers []phone.Number
		for _, r := range change.Rows {
			if n := list.Verdict(r.Row).Number; n != 0 {
				numbers = append(numbers, n)
			}
		}
		if len(numbers) == 0 {
			return nil
		}
		slices.Sort(numbers)
		numbers = slices.Compact(numbers)
		marks, err := store.Guards.Suppressions(ctx, list.Contacts().RefsTo(numbers), agent, id)
		if err != nil {
			return nil
		}
		for _, n := range numbers {
			if _, still := marks[n]; !still && list.Suppression(n) != (model.Suppression{}) {
				marks[n] = model.Suppression{} // by an id that was changed
			}
		}
		return suppressionsFound{marks}
	})
}
