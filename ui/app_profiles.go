package ui

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	profileDialog = "profile"
	mostProfiles  = 40 // that are offered; of more, those are named by --profile
)

// profileUsed is what became of working for another profile.
type profileUsed struct{ err error }

// profiles are those that can be chosen between; none where there is one alone.
func (l *accountLayer) profiles() []session.AccountProfile {
	setup := l.app.console.Config.Setup
	if setup == nil || len(setup.Profiles) < 2 {
		return nil
	}
	return setup.Profiles
}

// chooseAction chooses the profile that is worked for, from wherever the operator is.
func (l *accountLayer) chooseAction() screen.Action {
	why := l.app.occupied()
	switch {
	case why != "":
	case l.app.console.Config.Setup.Seen:
		why = "Leave, and start again with --profile NAME."
	case l.open != nil && l.open.settings() != l.open.before:
		why = "Save what you typed first, or leave the account without saving."
	}
	return screen.Action{ID: "profile", Title: "Work for another profile", Keys: screen.Bind("f3", "profile", "f3"), Group: everywhereGroup, WhyNot: why, Run: screen.Start(l.choose)}
}

// choose asks which.
func (l *accountLayer) choose() tea.Cmd {
	all, now := l.profiles(), l.app.console.Config.Account.Name
	body := "You work for " + printable.Text(now, maxAccountRunes) + ". Callsheet begins anew with the profile that you choose; your work is saved."
	for _, variable := range sortedVariables(l.app.console.Config.Setup.Before) {
		body += " " + variable + " in the environment holds for all of them."
	}
	if len(all) > mostProfiles {
		body += fmt.Sprintf(" %s more are chosen by --profile NAME.", figures.Count(len(all)-mostProfiles))
	}
	var options []widget.Option
	for _, p := range all[:min(len(all), mostProfiles)] {
		options = append(options, widget.Option{Value: p.Name, Label: profileWords(p, p.Name == now)})
	}
	l.app.dialog = &screen.OpenDialog{Name: profileDialog, Dialog: widget.NewChoice(l.app.console.Theme, "Which profile do you want to work for?", body, options).At(now)}
	return l.app.dialog.Dialog.Init()
}

// profileWords are a profile on a line: what it is called, whether it only looks, and whose it is.
func profileWords(p session.AccountProfile, now bool) string {
	words := printable.Text(p.Name, maxAccountRunes)
	if now {
		words += " (now)"
	}
	if p.ReadOnly {
		words += ", read-only"
	}
	if p.User != "" {
		words += ", user " + printable.Text(p.User, maxAccountRunes)
	}
	if p.Service != "" {
		words += ", at " + printable.Text(p.Service, maxAccountRunes)
	}
	return words
}

func sortedVariables(before map[string]string) []string {
	var all []string
	for _, variable := range before {
		all = append(all, variable)
	}
	slices.Sort(all)
	return all
}

// chosen works for the profile that was chosen, unless something under way would be left in doubt.
func (l *accountLayer) chosen(answer widget.Answer) tea.Cmd {
	a := l.app
	if answer.Cancelled || answer.Value == a.console.Config.Account.Name {
		return nil
	}
	if q := a.leaveQuestion(); q.title != "" {
		return a.toast.Show(widget.Problem, q.title+". Until then, start `callsheet --profile "+answer.Value+"` in another terminal.")
	}
	keeper := a.console.Config.Setup.Keeper
	return a.requests.Ask("profile", func(context.Context) tea.Msg { return profileUsed{keeper.Use(answer.Value)} })
}

// used begins anew with the profile.
func (l *accountLayer) used(msg profileUsed) tea.Cmd {
	if msg.err != nil {
		return l.app.toast.Show(widget.Problem, reason.Sentence(msg.err))
	}
	l.app.console.Emit(screen.GoOnWith{Next: screen.NextConsole})
	return nil
}
