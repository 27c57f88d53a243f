package screen

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/ui/widget"
)

// Action is something that can be done on a screen. What it needs, and what its
// key is called, are as they are at the moment it was asked for.
type Action struct {
	ID    string      // within its screen; the same in every state
	Title string      // what it does, such as "Undo the last change"
	Keys  key.Binding // with their names in the help
	Named key.Binding // with their names in the key line; zero = as in the help
	Group string      // title under which the help lists it; "" = it does not
	// WhyNot says in a sentence why it cannot be used now; "" = it can.
	WhyNot string
	// Refuse says so when its key is pressed all the same, and keeps its place in
	// the key line. Without it the key is left to whatever else it means.
	Refuse func(whyNot string)
	// Unnamed keeps it out of the key line, though its key may say why it cannot be used.
	Unnamed bool
	// Stops says that it ends what is under way, which leaving the screen in another
	// way must not do unasked.
	Stops bool
	Run   func(tea.KeyMsg) tea.Cmd
}

// Actions are all actions of a screen, in the order of its help: those that
// cannot be used now too.
type Actions []Action

// Usable reports whether the action can be used now.
func (a Action) Usable() bool { return a.WhyNot == "" }

// answers reports whether pressing its key comes to something.
func (a *Action) answers() bool { return a.Usable() || a.Refuse != nil }

// line is the action as the key line names it.
func (a Action) line() key.Binding {
	if a.Named.Help().Key != "" {
		return a.Named
	}
	return a.Keys
}

// Press runs the action of a key, or says why it cannot be used. It reports
// whether the key was of an action.
func (all Actions) Press(msg tea.KeyMsg) (cmd tea.Cmd, done bool) {
	for i := range all {
		switch a := &all[i]; {
		case !a.answers() || !key.Matches(msg, a.Keys):
			continue
		case !a.Usable():
			a.Refuse(a.WhyNot)
			return nil, true
		default:
			return a.Run(msg), true
		}
	}
	return nil, false
}

// Find is the action of an id; the zero Action when there is none.
func (all Actions) Find(id string) Action {
	for i := range all {
		if all[i].ID == id {
			return all[i]
		}
	}
	return Action{}
}

// Line names the keys of actions, in this order. An action that cannot be used
// is left out, unless its key says why.
func (all Actions) Line(ids ...string) []key.Binding {
	var line []key.Binding
	for _, id := range ids {
		if a := all.Find(id); a.ID != "" && !a.Unnamed && a.answers() {
			line = append(line, a.line())
		}
	}
	return line
}

// Help lists the actions of groups, those that cannot be used now too.
func (all Actions) Help(groups ...string) []widget.KeyGroup {
	var help []widget.KeyGroup
	for _, title := range groups {
		g := widget.KeyGroup{Title: title}
		for i := range all {
			if all[i].Group == title {
				g.Bindings = append(g.Bindings, all[i].Keys)
			}
		}
		help = append(help, g)
	}
	return help
}

// In puts the actions into a group of the help.
func (all Actions) In(group string) Actions {
	for i := range all {
		all[i].Group = group
	}
	return all
}

// Unless lets none of the actions be used while there is a reason, which its
// keys do not say: they mean something else then.
func (all Actions) Unless(whyNot string) Actions {
	for i := range all {
		if whyNot != "" {
			all[i].WhyNot, all[i].Refuse = whyNot, nil
		}
	}
	return all
}

// Refused is the action where it cannot be used for a reason that its key says,
// by say; "" is no reason.
func (a Action) Refused(whyNot string, say func(string)) Action {
	if whyNot != "" && a.Usable() {
		a.WhyNot, a.Refuse = whyNot, say
	}
	return a
}

// Unoffered is Refused for a reason that keeps it out of the key line as well.
func (a Action) Unoffered(whyNot string, say func(string)) Action {
	a = a.Refused(whyNot, say)
	a.Unnamed = a.Unnamed || whyNot != ""
	return a
}

// Behind puts more actions behind these, which get their keys first: what would
// be left without a key of its own cannot be used for now.
func (all Actions) Behind(more ...Action) Actions {
	var taken, named []string // most often none or a few: what stands in front is of one mode
	for _, a := range all {
		if a.Group != "" {
			named = append(named, a.Keys.Help().Key)
		}
		if a.answers() {
			taken = append(taken, a.Keys.Keys()...)
		}
	}
	from := len(all)
	all = append(all, more...)
	for i := range all[from:] {
		a := &all[from+i]
		if name := a.Keys.Help().Key; slices.Contains(named, name) { // the help names a key once
			for _, other := range a.Keys.Keys() {
				if other != name && !slices.Contains(named, other) {
					a.Keys.SetHelp(other, a.Keys.Help().Desc)
					break
				}
			}
		}
	}
	if len(taken) == 0 {
		return all
	}
	is := func(k string) bool { return slices.Contains(taken, k) }
	for i := range all[from:] {
		a := &all[from+i]
		if keys := a.Keys.Keys(); a.answers() && slices.ContainsFunc(keys, is) {
			if free := slices.DeleteFunc(slices.Clone(keys), is); len(free) > 0 {
				a.Keys.SetKeys(free...)
			} else {
				a.WhyNot, a.Refuse = "Its key means something else now.", nil
			}
		}
	}
	return all
}

// Do makes what an action runs of what asks for no command.
func Do(act func()) func(tea.KeyMsg) tea.Cmd {
	return func(tea.KeyMsg) tea.Cmd {
		act()
		return nil
	}
}

// Start makes what an action runs of what needs to know no key.
func Start(act func() tea.Cmd) func(tea.KeyMsg) tea.Cmd {
	return func(tea.KeyMsg) tea.Cmd { return act() }
}

// Without is a reason where something is missing; "" where it is not.
func Without(there bool, whyNot string) string {
	if there {
		return ""
	}
	return whyNot
}
