package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/model/zones"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
)

const (
	clockDialog      = "own clock"
	firstClockDialog = "own clock at first"
)

// clockKept is what became of keeping the operator's zone.
type clockKept struct{ err error }

const noClock = "Your time zone is not kept here."

// askFirstClock asks for the operator's own zone where nobody has said it: the clock of a
// jump box is often UTC. Enter keeps what is guessed, and whatever is answered it is not
// asked again.
func (o *optionsScreen) askFirstClock() {
	if o.console.Config.KeepZone == nil || o.console.Config.ZoneSaid || o.console.Campaign.ReadOnly() {
		return
	}
	guess, given := o.guessClock()
	body := fmt.Sprintf("Times are shown on your own clock beside that of the people who are called. This machine's says %s (%s); esc goes by that.", o.now().Format("Mon 15:04"), o.now().Location())
	o.openClock(firstClockDialog, "Where are you?", body, guess, given)
}

// askClock asks for the operator's own zone when they want to say it.
func (o *optionsScreen) askClock() {
	body := fmt.Sprintf("It is %s by the clock that is taken for yours, of %s. Times are shown on it beside that of the people who are called.", o.now().Format("Mon 15:04"), o.now().Location())
	o.openClock(clockDialog, "Your own clock", body, "", nil)
}

func (o *optionsScreen) openClock(name, title, body, guess string, given []widget.Suggestion) {
	now := o.now()
	dialog := widget.NewPrompt(o.console.Theme, title, body, "Your city or time zone", guess, func(text string) (string, error) {
		zone, err := oneZone(text, now)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s: it is %s there.", zone, now.In(zone).Format("Mon 15:04")), nil
	})
	o.console.OpenDialog(o.requests.ID, name, dialog.Suggesting(func(typed string) []widget.Suggestion {
		switch typed {
		case guess:
			return given
		case "":
			return nil
		}
		return screen.ZoneSuggestions(nil, typed, now)
	}))
}

// guessClock is where the operator most likely is: where the machine's clock is, unless
// that is UTC, in which nobody lives; then in the country of the profile or the language.
// Of a country with several clocks each is given to choose from.
func (o *optionsScreen) guessClock() (guess string, given []widget.Suggestion) {
	now := o.now()
	if name := now.Location().String(); name != "UTC" && name != "Local" && !strings.HasPrefix(name, "Etc/") {
		return name, nil
	}
	clocks, err := zones.OfCountry(o.region()).Groups(now, now.AddDate(1, 0, 0))
	if err == nil && len(clocks) == 1 {
		guess, _ = clocks[0].Zones.Foremost()
		return guess, nil
	}
	slices.SortStableFunc(clocks, func(a, b zones.Group) int {
		_, one := a.Zones.Foremost()
		_, other := b.Zones.Foremost()
		return cmp.Compare(one, other)
	})
	for _, c := range clocks {
		zone, _ := c.Zones.Foremost()
		given = append(given, widget.Suggestion{Value: zone, Label: zones.CityOf(zone), Detail: now.In(c.Clock).Format("Mon 15:04")})
	}
	return "", given
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
	if err != nil && len(zones.Suggest(text, 1)) == 0 {
		return nil, err
	}
	return nil, model.UserError("More than one place can be meant. Choose it in the list, or type more of its name.")
}

// clockAnswered takes the zone at once, and has it kept for the next time.
func (o *optionsScreen) clockAnswered(msg screen.Answered) tea.Cmd {
	zone, err := oneZone(msg.Answer.Text, o.now())
	if msg.Name == firstClockDialog && msg.Answer.Cancelled {
		zone, err = o.now().Location(), nil
	} else if msg.Answer.Cancelled {
		return nil
	}
	if err != nil || o.console.Config.KeepZone == nil {
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
	o.console.Notify(widget.Done, "Your times are those of "+o.now().Location().String()+" now. It is kept in your settings; ctrl+t says another.")
}
