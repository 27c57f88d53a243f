package plain

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/printable"
	"callsheet/ui/screen"
)

// words of this mode, as the list of actions names them.
var ownWords = []string{
	"enter alone: the obvious step",
	"back: where you came from, as esc",
	"again: all that is here, once more",
	"more, less: the next lines, or those before; go 23: to row 23 of the list",
	"down 5: a key, five times",
	"ctrl+ keys, esc, tab, pgdn, pgup, f1 and so on: keys, also where a line would be text",
	":KEY or :TITLE: another action there; :clear empties the field, :2 takes the second of the list under it",
	"::TEXT: a text as it is, also where it begins with a colon or is called as a key is",
	"wait TEXT, wait 10s, wait 2h TEXT: until that is said, for ten minutes at most, or for as long as you say; those with a time also where a line would be text",
}

func matches(k tea.KeyMsg, a screen.Action) bool { return key.Matches(k, a.Keys) }

// actionWords are an action with its keys, as they are typed.
func actionWords(a screen.Action) string {
	var names []string
	for _, name := range a.Keys.Keys() {
		names = append(names, spokenKey(name))
	}
	return strings.Join(names, " or ") + ": " + a.Title
}

// notNow says what cannot be done, and why. A reason that is that of several is said once.
func notNow(all screen.Actions) []string {
	titles, reasons := map[string][]string{}, []string(nil)
	for _, a := range all {
		if a.Usable() {
			continue
		}
		if titles[a.WhyNot] == nil {
			reasons = append(reasons, a.WhyNot)
		}
		if !slices.Contains(titles[a.WhyNot], a.Title) {
			titles[a.WhyNot] = append(titles[a.WhyNot], a.Title)
		}
	}
	for i, why := range reasons {
		reasons[i] = strings.Join(titles[why], "; ") + ": " + why
	}
	return reasons
}

// tellActions lists all that can be done, and what cannot be done now and why.
func (c *console) tellActions() {
	all := c.app.Actions()
	c.say("What can be done here, by its key or how its title begins:")
	for _, a := range all {
		if a.Usable() {
			c.say(actionWords(a))
		}
	}
	if slices.ContainsFunc(all, func(a screen.Action) bool { return !a.Usable() }) {
		c.say("Not now:")
	}
	for _, words := range notNow(all) {
		c.say(words)
	}
	c.say("Everywhere:")
	for _, words := range ownWords {
		c.say(words)
	}
}

// clean is text that others wrote, or that was typed, as it may be written.
func clean(text string) string { return printable.Text(text, maxWritten) }
