package ui

import (
	"maps"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/ui/screen"
	"callsheet/ui/session"
)

// hoursAt is the options of people in several zones with the hours in front, in a settings
// file that has a rule of the operator's own.
func hoursAt(t *testing.T) (*App, *optionsScreen) {
	t.Helper()
	a := typedScene(plain, zonesCampaign(20, nil), "")
	o := a.front().(*optionsScreen)
	own, err := hours.ParseOwnRule("callcentre", "mon-fri 9-18")
	if err != nil {
		t.Fatal(err)
	}
	o.console.Config.Hours = hours.NewRulebook([]hours.Rule{own}, hours.Rulebook{}.Calendar())
	o.form.Focus(string(model.OptHours))
	return a, o
}

// keysOf presses keys, "|" between them; what is longer than a key is typed.
func keysOf(a *App, o *optionsScreen, keys string) {
	for k := range strings.SplitSeq(keys, "|") {
		switch k {
		case "tab", "down", "up", "enter", "esc", "right", "shift+tab", "ctrl+u", "ctrl+n", "end":
			a.press(keyMsg(k))
		default:
			for _, r := range k {
				a.press(keyMsg(string(r)))
			}
		}
		a.drain()
		foresee(o)
	}
}

func TestTheHoursAreChosenByKeysAlone(t *testing.T) {
	for _, c := range []struct{ claim, keys, hours, basis, focus string }{
		{"typed as a rule", "mon-fri 9-18|tab", "mon-fri 9-18", "", "waves"},
		{"of the list, a rule of one's own", "callc|down|enter", "callcentre", "", "hours"},
		{"of the list, a preset", "florida|down|enter|tab", "us-fl", "", "waves"},
		{"of the whole list, own rules first", "right|enter", "callcentre", "", "hours"},
		{"back to the rules of the places", "us-ri|tab|shift+tab|end|right|enter", "", "", "hours"},
		{"wider ones are asked for their basis", "daily 0-24|tab|they asked", "daily 0-24", "they asked", "hours_basis"},
		{"a basis goes with the hours it was given for", "daily 0-24|tab|they asked|shift+tab|ctrl+u|daily 1-24", "daily 1-24", "", "hours"},
		{"and comes back with them", "daily 0-24|tab|they asked|shift+tab|ctrl+u|daily 1-24|ctrl+u|daily 0-24", "daily 0-24", "they asked", "hours"},
		{"narrower ones are asked for none", "daily 11-13|tab", "daily 11-13", "", "waves"},
		{"the review is of wider ones only with their basis", "daily 0-24|ctrl+n", "daily 0-24", "", "hours_basis"},
	} {
		a, o := hoursAt(t)
		keysOf(a, o, c.keys)
		v := o.console.Campaign.Values
		if v[model.OptHours] != c.hours || v[model.OptHoursBasis] != c.basis || o.form.Focused() != c.focus || a.front() != screen.Screen(o) {
			t.Errorf("%s: hours %q, basis %q, at %q, want %q, %q, at %q", c.claim, v[model.OptHours], v[model.OptHoursBasis], o.form.Focused(), c.hours, c.basis, c.focus)
		}
		if o.form.Value(string(model.OptHoursBasis)) != c.basis {
			t.Errorf("%s: the form has the basis %q", c.claim, o.form.Value(string(model.OptHoursBasis)))
		}
	}
}

func TestTheFormSaysWhatIsWrongWithTheHours(t *testing.T) {
	for _, c := range []struct{ claim, keys, want string }{
		{"a name that nothing has", "florence|esc|tab", "is called"},
		{"hours that end before they begin", "mon-fri 18-9|tab", "Hours"},
		{"a missing basis", "daily 0-24|tab", "These hours are wider than the rules of the places of"},
		{"by which rules people are rung", "esc", "Now US federal for 40, United Kingdom for 40"},
	} {
		a, o := hoursAt(t)
		o.SetSize(98, 60)
		keysOf(a, o, c.keys)
		if view := strings.Join(strings.Fields(ansi.Strip(o.form.View())), " "); !strings.Contains(view, c.want) {
			t.Errorf("%s: %q is not in\n%s", c.claim, c.want, ansi.Strip(o.form.View()))
		}
	}
}

func TestTheReviewIsOfWhatARuleOfOnesOwnSays(t *testing.T) {
	a, o := hoursAt(t)
	keysOf(a, o, "callcentre|ctrl+n")
	want, _ := o.console.Config.Hours.Choose("callcentre")
	if got := o.console.Campaign.Values[model.OptHours]; got != want.String() || a.front() == screen.Screen(o) {
		t.Errorf("the hours are %q, want %q", got, want.String())
	}
}

func TestAnOptionSetTakesNoBasisAlong(t *testing.T) {
	a, o := hoursAt(t)
	keysOf(a, o, "daily 0-24|tab|they asked")
	set := model.NewOptionSet("Evenings", o.console.Campaign.Values)
	set.Values[model.OptHours] = "daily 2-24"
	o.console.Config.OptionSets = &keptSets{}
	o.useSet(set)
	foresee(o)
	if v := o.console.Campaign.Values; v[model.OptHours] != "daily 2-24" || v[model.OptHoursBasis] != "" || !o.form.Shown(string(model.OptHoursBasis)) {
		t.Errorf("%+v", v)
	}
	if !o.ahead.ahead.HoursWrong() {
		t.Error("wider hours count without a basis")
	}
}

// What the console plans of a choice is what the command plans of it.
func TestTheConsolesHoursAreThoseOfTheCommand(t *testing.T) {
	for _, c := range []struct{ keys, hours, basis string }{
		{"us-ri|tab", "us-ri", ""},
		{"callcentre|ctrl+n", "callcentre", ""},
		{"daily 0-24|tab|they asked", "daily 0-24", "they asked"},
		{"mon-fri 9-18", "mon-fri 9-18", ""},
	} {
		a, o := hoursAt(t)
		keysOf(a, o, c.keys)
		console := o.console.Campaign.Values
		command := maps.Clone(console)
		command[model.OptHours], command[model.OptHoursBasis] = c.hours, c.basis
		options, _ := o.parse()
		plan := model.NewPlan(o.console.Campaign.List.Snapshot(), options)
		x := session.NewPreflight(plan, console, o.console.Config.Hours, o.now(), session.OutsideChoice{}, session.Rates{})
		y := session.NewPreflight(plan, command, o.console.Config.Hours, o.now(), session.OutsideChoice{}, session.Rates{})
		if len(x.Wrong)+len(y.Wrong) > 0 || x.Headline() != y.Headline() || x.Hours.Basis != y.Hours.Basis || len(x.Outside) != len(y.Outside) || x.Plan.Len() != y.Plan.Len() {
			t.Errorf("%s: %q and %q", c.keys, x.Headline(), y.Headline())
		}
	}
}
