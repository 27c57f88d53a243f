package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/model/zones"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const clockDialog = "own clock"

// clockKept is what became of keeping the operator's zone.
type clockKept struct{ err error }

const noClock = "Your time zone is not kept here."

// askClock asks for the operator's own zone: the clock of a jump box is often UTC.
func (o *optionsScreen) askClock() {
	now := o.now()
	body := fmt.Sprintf("It is %s by the clock that is taken for yours, of %s. Times are shown on yours besides that of the people who are called.", now.Format("Mon 15:04"), now.Location())
	o.console.OpenDialog(o.requests.ID, clockDialog, widget.NewPrompt(o.console.Theme, "Your own clock", body, "Your city or time zone", "", func(text string) (string, error) {
		zone, err := oneZone(text, now)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s: it is %s there.", zone, now.In(zone).Format("Mon 15:04")), nil
	}))
}

// oneZone reads a zone that must be one; the error says which can be typed.
func oneZone(text string, now time.Time) (*time.Location, error) {
	if strings.TrimSpace(text) == "" {
		return nil, model.UserError("Type a city, such as London or New York.")
	}
	meanings, err := model.ReadZone(text, now)
	if err == nil && len(meanings) == 1 {
		return meanings[0].Zone, nil
	}
	var names []string
	for _, m := range meanings {
		names = append(names, m.Zone.String())
	}
	if err != nil {
		for _, match := range zones.Suggest(text, 3) {
			names = append(names, match.Name)
		}
		if len(names) == 0 {
			return nil, err
		}
	}
	return nil, model.UserError("Type it in full: " + strings.Join(names[:min(len(names), 3)], "; ") + ".")
}

// clockAnswered takes the zone at once, and has it kept for the next time.
func (o *optionsScreen) clockAnswered(msg screen.Answered) tea.Cmd {
	zone, err := oneZone(msg.Answer.Text, o.now())
	if msg.Answer.Cancelled || err != nil || o.console.Config.KeepZone == nil {
		return nil
	}
	o.console.SetZone(zone)
	o.note()
	keep, name := o.console.Config.KeepZone, zone.String()
	return o.requests.Ask("clock", func(context.Context) tea.Msg { return clockKept{keep(name)} })
}

func (o *optionsScreen) clockKept(msg clockKept) {
	if msg.err != nil {
		o.err = reason.Sentence(msg.err)
		return
	}
	o.console.Notify(widget.Done, "Your times are those of "+o.now().Location().String()+" now. It is kept in your settings.")
}

// clockWords ask for the operator's zone while nobody has said it.
func (o *optionsScreen) clockWords() string {
	if o.console.Config.KeepZone == nil || o.console.Config.ZoneSaid {
		return ""
	}
	return fmt.Sprintf(" Your clock is taken to be that of %s: ctrl+t says another.", o.now().Location())
}
