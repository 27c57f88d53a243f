package ui

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/phone"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const (
	accountGroup   = "Account"
	keepDialog     = "keep the key"
	keyInFile      = "file"
	keyForNow      = "now"
	unreadyDialog  = "not ready"
	unreadyYes     = "save"
	unsavedDialog  = "unsaved account"
	unsavedLeave   = "leave"
	unsavedDiscard = "discard"
)

// accountKept is what became of writing an account down.
type accountKept struct{ err error }

// Actions are what can be done with the account. What is typed goes into the field that has
// the focus.
func (a *accountScreen) Actions() screen.Actions {
	return screen.Actions{
		{ID: "close list", Title: "Close the list under the field", Keys: screen.Label(screen.Global.Back, "close"), Run: screen.Do(func() { a.form.Suggest(nil, false); a.note() }),
			WhyNot: screen.Without(a.form.Suggesting(), "There is no list under the field.")},
		{ID: "open list", Title: "Show what can be chosen for the field", Keys: screen.Bind("→", "list", "right"), Run: screen.Do(func() { a.suggest(true) }),
			WhyNot: screen.Without(!a.form.Suggesting() && a.form.AtEnd() && len(a.choices(a.form.Focused(), "")) > 0, "There is nothing to choose from for this field.")},
	}.Behind(
		screen.Action{ID: "save", Title: "Save the account", Keys: screen.Label(screen.Global.Next, "save"), Run: screen.Start(a.save)}.
			Refused(screen.Without(!a.keeping, "It is being written down."), a.console.Tell),
		screen.Action{ID: "field", Title: "Move to another field", Run: a.typeIn,
			Keys: screen.Bind("↑↓", "field", "up", "down", "tab", "shift+tab", "enter")},
		screen.Action{ID: "again", Title: "Check everything again", Keys: screen.Bind("ctrl+r", "check again", "ctrl+r"), Run: screen.Start(func() tea.Cmd {
			a.check.Again()
			return a.ask(0)
		})},
		screen.Action{ID: "back", Title: "Leave the account as it was", Keys: screen.Global.Back, Run: screen.Do(a.back)},
	).In(accountGroup)
}

func (a *accountScreen) Keys() screen.Keys {
	actions := a.Actions()
	ids := []string{"save", "field", "open list", "again", "back"}
	if a.form.Suggesting() {
		ids = []string{"save", "field", "close list", "again"}
	}
	return screen.Keys{Line: actions.Line(ids...), Groups: actions.Help(accountGroup)}
}

// back leaves, and asks first where something was typed.
func (a *accountScreen) back() {
	if a.settings() == a.before {
		a.console.Emit(screen.SetDown{})
		return
	}
	a.console.OpenDialog(a.requests.ID, unsavedDialog, widget.NewChoice(a.console.Theme, "Leave without saving?", "What you typed is not written down yet.", []widget.Option{
		{Value: unsavedLeave, Label: "Stay"},
		{Value: unsavedDiscard, Label: "Leave without saving", Danger: true},
	}))
}

// save asks what has to be agreed to, and writes the account down.
func (a *accountScreen) save() tea.Cmd {
	a.form.Suggest(nil, false)
	a.note()
	switch c := a.console.Campaign; {
	case a.barred != "":
		a.form.Focus(a.barred)
		a.err = "First put right what stands below the field."
	case c != nil && c.Sending():
		a.err = c.Name() + " is being sent. Wait for Dialgen's answer first."
	case !a.check.Ready():
		a.console.OpenDialog(a.requests.ID, unreadyDialog, widget.NewChoice(a.console.Theme, "Save it although it is not checked?", a.unready(), []widget.Option{
			{Value: "", Label: "Go on with it here"},
			{Value: unreadyYes, Label: "Save it as it is"},
		}))
	default:
		return a.askKey()
	}
	return nil
}

// unready says what of the account does not work, or is not known to.
func (a *accountScreen) unready() string {
	for _, f := range a.check.Findings() {
		if f.State != session.AccountGood && f.State != session.AccountWarned && f.Part != session.AccountClock && f.Words != "" {
			return f.Words + " Nothing can be sent until that is right; lists can be read and repaired all the same."
		}
	}
	return "It was not asked yet whether it works."
}

// askKey asks where a key that was typed is to be kept.
func (a *accountScreen) askKey() tea.Cmd {
	if a.value(accountKey) == "" {
		return a.keep(false)
	}
	body := fmt.Sprintf("In %s, for you alone (mode 0600): it is not encrypted. Or fetch it from a password manager: write key_command = [\"pass\", \"show\", \"dialgen\"] below [profiles.%s] in %s. Or set DIALGEN_API_KEY before you start.",
		a.setup.KeyFile, a.value(accountProfile), a.setup.Settings)
	if a.setup.KeyStays {
		body += " As it is now, " + a.setup.KeyFrom + " goes before what is stored."
	}
	a.console.OpenDialog(a.requests.ID, keepDialog, widget.NewChoice(a.console.Theme, "Where is the key to be kept?", body, []widget.Option{
		{Value: keyInFile, Label: "In that file"},
		{Value: keyForNow, Label: "Nowhere: use it until I leave Callsheet"},
	}))
	return nil
}

// keep writes the account down.
func (a *accountScreen) keep(storeKey bool) tea.Cmd {
	a.keeping = true
	s, before, keeper := a.settings(), a.before, a.setup.Keeper
	if a.value(accountKey) == "" {
		s.Key = "" // it stays where it is
	}
	if region, ok := phone.ParseRegion(s.Region); ok {
		s.Region = string(region)
	}
	return a.requests.Ask("keep", func(context.Context) tea.Msg { return accountKept{keeper.Keep(s, before, storeKey)} })
}

// kept begins anew with the account that was written down: the campaign is kept, and comes
// back as it was.
func (a *accountScreen) kept(msg accountKept) tea.Cmd {
	if a.keeping = false; msg.err != nil {
		a.err = reason.Sentence(msg.err)
		return nil
	}
	a.console.Emit(screen.GoOnWith{Next: screen.NextConsole})
	return nil
}

func (a *accountScreen) answered(msg screen.Answered) tea.Cmd {
	switch {
	case msg.Answer.Cancelled:
	case msg.Name == unsavedDialog && msg.Answer.Value == unsavedDiscard:
		a.console.Emit(screen.SetDown{})
	case msg.Name == unreadyDialog && msg.Answer.Value == unreadyYes:
		return a.askKey()
	case msg.Name == keepDialog:
		return a.keep(msg.Answer.Value == keyInFile)
	}
	return nil
}
