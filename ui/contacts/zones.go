package contacts

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/zones"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const zoneDialog = "zone of rows"

// aboutZones reports whether it is a time zone that the rows of a cause lack.
func aboutZones(k model.CauseKey) bool {
	return k.Problem == model.BadTimeZone || k.Warning == model.TimeZoneUnknown
}

// sayZone asks in which time zone the people of some rows are, once for all of them.
func sayZone(of previewOf) effect { return effect{saysZone: true, of: of} }

func (o previewOf) count() int {
	if o.rows != nil {
		return len(o.rows)
	}
	return o.cause.Rows
}

// zoneQuestion asks for the time zone of some rows.
type zoneQuestion struct {
	console *screen.Console
	of      previewOf // whose it is
}

// ask is the question, which is answered for those rows.
func (z *zoneQuestion) ask(of previewOf) widget.Dialog {
	z.of = of
	title, where := "Where is this person?", "there"
	if n := of.count(); n != 1 {
		title = fmt.Sprintf("Where are these %s people?", figures.Count(n))
	}
	now := z.console.Config.Now()
	question := widget.NewPrompt(z.console.Theme, title, "They are called in the hours of that place; until it is said they are held.", "City or time zone", "", func(text string) (string, error) {
		if strings.TrimSpace(text) == "" {
			return "", model.UserError("Type a city or a time zone, or press esc.")
		}
		fix, err := model.ZoneFix(text, "")
		if err != nil {
			return "", model.UserError(screen.Sentence(err.Error()))
		}
		if zone, is := zones.Location(fix.Text); is {
			return fmt.Sprintf("%s: it is %s %s now.", fix.Text, now.In(zone).Format("Mon 15:04"), where), nil
		}
		return fix.Text + ": several clocks, and they are called where all allow it.", nil
	})
	return question.Suggesting(func(typed string) []widget.Suggestion { return screen.ZoneSuggestions(nil, typed, now) })
}

// said takes the time zone that was typed for the rows it was asked for.
func (z *zoneQuestion) said(text string) effect {
	fix, err := model.ZoneFix(text, "")
	if err != nil {
		return effect{refuse: screen.Sentence(err.Error())}
	}
	return effect{close: true, fix: &fix, of: z.of}
}

// zoneActions say in which time zone the people of a cause, of the marked rows, or of the
// row under the cursor are.
func zoneActions(c *Screen) screen.Actions {
	zone := screen.Action{ID: "zone", Title: "Say in which time zone they are", Keys: Keys.Zone}
	switch {
	case c.Pane == PaneCauses:
		cause, ok := c.Causes.Here()
		zone.Run = screen.Start(func() tea.Cmd { return c.do(sayZone(previewOf{cause: cause})) })
		zone = c.changing(zone.Refused(screen.Without(ok && aboutZones(cause.CauseKey), "A time zone is not what these rows lack. Press tab to choose rows."), c.refuse))
		return screen.Actions{zone.Refused(screen.Without(!c.Causes.Stale, causesCountedAgain), c.refuse)}.In(severalGroup)
	case c.Table.selected.Len() > 0:
		zone.Run = screen.Start(func() tea.Cmd { return c.do(sayZone(previewOf{rows: c.Table.selected.Rows()})) })
		return screen.Actions{c.changing(zone).Refused(screen.Without(!c.Table.Stale, rowsSought), c.refuse)}.In(severalGroup)
	}
	return screen.Actions{c.onRows(zone, func(row int) effect { return sayZone(previewOf{rows: []int32{int32(row)}}) })}.In(severalGroup)
}
