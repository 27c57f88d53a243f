package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// The dialogs of the option sets, and what is answered to them besides a set's place.
const (
	setsDialog    = "option sets"
	setNameDialog = "name of an option set"
	replaceDialog = "replace an option set"
	setSave       = "save"
	setReplace    = "replace"
)

type (
	setsLoaded struct {
		sets []model.OptionSet
		err  error
	}
	setSaved struct {
		name string
		err  error
	}
)

const noSets = "Option sets are not kept here."

// whyNoSets is why options cannot be taken from a set, or kept as one; "" = they can.
func (o *optionsScreen) whyNoSets() string {
	if o.console.Config.OptionSets == nil {
		return noSets
	}
	return o.console.WhyNotChange("options")
}

// openSets lists the sets once they are read.
func (o *optionsScreen) openSets() tea.Cmd {
	kept := o.console.Config.OptionSets
	return o.requests.Ask("sets", func(ctx context.Context) tea.Msg {
		sets, err := kept.OptionSets(ctx)
		return setsLoaded{sets, err}
	})
}

func (o *optionsScreen) setsLoaded(msg setsLoaded) {
	if msg.err != nil {
		o.err = reason.Sentence(msg.err)
		return
	}
	o.sets = msg.sets
	var options []widget.Option
	for i, set := range o.sets {
		options = append(options, widget.Option{Value: fmt.Sprint(i), Label: set.Name, Detail: setWords(set)})
	}
	options = append(options, widget.Option{Value: setSave, Label: "Save the present options under a name", Detail: "all but the campaign's name, its start, and what was said about its hours"})
	body := "One that you choose takes the place of the options on this screen."
	if len(o.sets) == 0 {
		body = "Nothing was saved yet."
	}
	o.console.OpenDialog(o.requests.ID, setsDialog, widget.NewChoice(o.console.Theme, "Option sets", body, options))
}

// setWords say what a set is, as far as it tells sets apart.
func setWords(set model.OptionSet) string {
	parts := []string{set.Values[model.OptAgent], set.Values[model.OptRate] + " a second", set.Values[model.OptAttempts] + " attempts", set.Values[model.OptTimeZone]}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" || strings.HasPrefix(s, " ") }), ", ")
}

// setAnswered acts on an answer about option sets.
func (o *optionsScreen) setAnswered(msg screen.Answered) tea.Cmd {
	if msg.Answer.Cancelled || o.whyNoSets() != "" {
		return nil
	}
	switch msg.Name {
	case setsDialog:
		if msg.Answer.Value == setSave {
			o.askSetName()
			return nil
		}
		for i, set := range o.sets {
			if msg.Answer.Value == fmt.Sprint(i) {
				return o.useSet(set)
			}
		}
	case setNameDialog:
		o.saving = model.NewOptionSet(msg.Answer.Text, o.console.Campaign.Values)
		if slices.ContainsFunc(o.sets, func(s model.OptionSet) bool { return s.Name == o.saving.Name }) {
			o.console.OpenDialog(o.requests.ID, replaceDialog, widget.NewChoice(o.console.Theme, "Replace this option set?",
				fmt.Sprintf("There is a set %q already: %s.", o.saving.Name, setWords(o.saving)), []widget.Option{
					{Value: "keep", Label: "Keep the one there is"}, {Value: setReplace, Label: "Replace it with the present options", Danger: true}}))
			return nil
		}
		return o.saveSet(o.saving, true)
	case replaceDialog:
		if msg.Answer.Value == setReplace {
			return o.saveSet(o.saving, true)
		}
	}
	return nil
}

func (o *optionsScreen) askSetName() {
	o.console.OpenDialog(o.requests.ID, setNameDialog, widget.NewPrompt(o.console.Theme, "Save these options", "", "Name of the set", "",
		func(text string) (string, error) {
			if model.NewOptionSet(text, nil).Name == "" {
				return "", model.UserError("Give it a name, such as Evenings or Reminders.")
			}
			return "", nil
		}))
}

// saveSet keeps a set. told is whether that is to be said.
func (o *optionsScreen) saveSet(set model.OptionSet, told bool) tea.Cmd {
	kept := o.console.Config.OptionSets
	return o.requests.Ask("save set", func(ctx context.Context) tea.Msg {
		err := kept.SaveOptionSet(ctx, set)
		if err == nil && !told {
			return nil
		}
		return setSaved{set.Name, err}
	})
}

func (o *optionsScreen) setSaved(msg setSaved) {
	if msg.err != nil {
		o.err = reason.Sentence(msg.err)
		return
	}
	o.console.Notify(widget.Done, fmt.Sprintf("Saved as %q.", msg.name))
}

// useSet takes the options of a set, which is the latest used then.
func (o *optionsScreen) useSet(set model.OptionSet) tea.Cmd {
	values := model.NewOptionSet(set.Name, set.Values).Values
	session.SetOptions(o.console.Campaign, values)
	for k, text := range values {
		o.form.SetValue(string(k), text)
	}
	o.form.SetValue(optPreset, presetOf(o.console.Campaign.Values))
	o.hours.changed(string(model.OptHours))
	o.err = ""
	o.closeList()
	o.console.Notify(widget.Done, fmt.Sprintf("%q is used: %s set.", set.Name, figures.Counted(len(values), "option")))
	return tea.Batch(o.saveSet(set, false), o.findAgent(), o.ahead.refresh())
}
