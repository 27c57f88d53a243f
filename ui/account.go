package ui

import (
	"maps"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/hours"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// accountScreen sets up the account: what is typed is checked against the service part by part.
type accountScreen struct {
	console  *screen.Console
	requests *screen.Requests
	setup    screen.Setup
	form     widget.Form
	check    *session.AccountCheck
	agents   accountAgents
	before   session.AccountSettings // as the form began
	err      string
	keeping  bool   // what was confirmed is being written down
	barred   string // the field that has to be put right before anything is written down; "" = none

	width, height int
}

// The fields of the form.
const (
	accountService = "service"
	accountKey     = "key"
	accountUser    = "user"
	accountAgent   = "agent"
	accountRegion  = "region"
	accountHours   = "hours"
	accountProfile = "profile"
)

// accountPause is how long nothing is typed before it is checked.
const accountPause = 600 * time.Millisecond

// mostKey bounds what is pasted as a key, in characters: a longer one is none.
const mostKey = 5000

func newAccountScreen(d *screen.Console) *accountScreen {
	a := &accountScreen{console: d, requests: d.NewRequests(), setup: *d.Config.Setup}
	a.check = &session.AccountCheck{Prober: a.setup.Prober, Now: d.Config.WallTime}
	a.form = widget.NewForm(d.Theme, a.fields())
	now := a.setup.Now
	for k, v := range accountFields(now) {
		a.form.SetValue(k, v)
	}
	a.form.SetValue(accountProfile, now.Profile)
	a.before = a.settings()
	for _, k := range []string{accountKey, accountUser, accountAgent} {
		if a.value(k) == "" && !(k == accountKey && a.setup.KeyFrom != "") {
			a.form.Focus(k)
			break
		}
	}
	a.note()
	return a
}

func (a *accountScreen) fields() []widget.Field {
	kept := "Paste it from Dialgen's settings. It is never shown"
	if a.setup.KeyFrom != "" {
		kept = "The key there is comes from " + a.setup.KeyFrom + ". Leave this empty to go on with it. A key is never shown"
	}
	key := widget.Field{Key: accountKey, Section: "Your account at Dialgen", Label: "Key", Masked: true, Limit: mostKey, Help: kept + ", and where it is kept is asked before."}
	if a.setup.KeyFrom != "" {
		key.Placeholder = "from " + a.setup.KeyFrom
	}
	return []widget.Field{
		key,
		{Key: accountUser, Section: key.Section, Label: "User", Limit: 256, Help: "The id of your user in Dialgen, who owns the agents."},
		{Key: accountAgent, Section: key.Section, Label: "Agent", Limit: 256, Help: "The id of the agent that makes the calls. Each campaign may have another."},
		{Key: accountService, Section: key.Section, Label: "Service", Placeholder: model.PublicService, Limit: 2048, Help: "The address, where it is another than Dialgen's own."},
		{Key: accountRegion, Section: "Your lists", Label: "Country", Placeholder: "ask for each list", Limit: 60, Help: "For numbers without a country code, such as GB. Empty: it is asked for each list."},
		{Key: accountHours, Section: "Your lists", Label: "Hours", Placeholder: placesRule, Limit: 200, Help: "When people may be rung. Empty: by the rules of the places that they live in."},
		{Key: accountProfile, Section: "Your lists", Label: "Profile", Limit: 40, Help: "What you call this account. With several, start with --profile NAME."},
	}
}

func (a *accountScreen) value(field string) string { return strings.TrimSpace(a.form.Value(field)) }

// settings are those that are typed. A key that is left empty is the one there is.
func (a *accountScreen) settings() session.AccountSettings {
	s := session.AccountSettings{
		Account: session.Account{Service: a.value(accountService), Key: a.value(accountKey), User: a.value(accountUser), Agent: a.value(accountAgent)},
		Profile: a.value(accountProfile), Region: a.value(accountRegion), Hours: a.value(accountHours),
	}
	if s.Key == "" {
		s.Key = a.setup.Now.Key
	}
	return s
}

func (a *accountScreen) Init() tea.Cmd              { return a.ask(0) }
func (a *accountScreen) Place() model.Stage         { return screen.Home }
func (a *accountScreen) Requests() *screen.Requests { return a.requests }
func (a *accountScreen) Typing() bool               { return a.form.Typing() }

func (a *accountScreen) SetSize(w, h int) {
	a.width, a.height = w, h
	a.form.SetSize(min(w, formWidth), h)
}

// ask checks what is typed, after a pause.
func (a *accountScreen) ask(after time.Duration) tea.Cmd {
	a.requests.Drop("check")
	cmd := a.requests.Run("check", a.check.Start(a.settings().Account, after))
	a.note()
	return cmd
}

func (a *accountScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return a.press(msg)
	case screen.Answered:
		return a.answered(msg)
	case accountKept:
		return a.kept(msg)
	case agentsNamed:
		a.agentsNamed(msg)
		return nil
	case screen.Shown:
		return nil
	}
	cmd := a.requests.Run("check", a.check.Update(msg))
	a.note()
	return tea.Batch(cmd, a.nameAgents())
}

func (a *accountScreen) press(msg tea.KeyMsg) tea.Cmd {
	a.err = ""
	cmd, done := a.Actions().Press(msg)
	if done {
		return cmd
	}
	return a.typeIn(msg)
}

// typeIn gives a key to the form.
func (a *accountScreen) typeIn(msg tea.KeyMsg) tea.Cmd {
	before := a.form.Focused()
	cmd, changed := a.form.Update(msg)
	if changed == accountKey {
		if key := session.CleanKey(a.form.Value(accountKey)); key != a.form.Value(accountKey) {
			a.form.SetValue(accountKey, key)
		}
	}
	if changed != "" || a.form.Focused() != before {
		a.suggest(false)
		a.note()
	}
	if changed == accountService || changed == accountKey || changed == accountUser || changed == accountAgent {
		return tea.Batch(cmd, a.ask(accountPause))
	}
	return cmd
}

// suggest shows what can be chosen for the field: agents that the service told of, countries
// and hours.
func (a *accountScreen) suggest(asked bool) {
	typed := strings.ToLower(a.value(a.form.Focused()))
	if asked {
		typed = ""
	}
	var items []widget.Suggestion
	if asked || typed != "" || a.form.Focused() == accountAgent {
		items = a.choices(a.form.Focused(), typed)
	}
	a.form.Suggest(items, asked)
}

func (a *accountScreen) choices(field, typed string) (items []widget.Suggestion) {
	add := func(value, label, detail string) {
		if len(items) < mostListed && strings.Contains(strings.ToLower(value+" "+label), typed) && !strings.EqualFold(value, typed) {
			items = append(items, widget.Suggestion{Value: value, Label: label, Detail: detail})
		}
	}
	switch field {
	case accountAgent:
		for _, id := range a.check.Agents() {
			choice, named := agentChoice(id, a.agents.named)
			if !named {
				choice.Detail = "has called for this user"
			}
			add(id, choice.Label, choice.Detail)
		}
	case accountRegion:
		for _, r := range phone.Regions() {
			add(string(r.Code), r.Name, string(r.Code))
		}
	case accountHours:
		for _, r := range slices.Concat(a.console.Config.Hours.Own(), hours.Presets()) {
			add(r.ID, r.Name, r.Words())
		}
	}
	return items
}

// note says beside each field what is known of it, and below it what is wrong.
func (a *accountScreen) note() {
	t := a.console.Theme
	wrong, barred := map[string]string{}, map[string]string{}
	for part, field := range map[session.AccountPart]string{session.AccountService: accountService, session.AccountKey: accountKey, session.AccountUser: accountUser, session.AccountAgent: accountAgent} {
		f, note := a.check.Finding(part), ""
		switch f.State {
		case session.AccountAsking:
			note = "asking" + t.Glyphs.Ellipsis
		case session.AccountGood:
			note = t.Glyphs.Check + " " + f.Words
		case session.AccountWarned, session.AccountBad, session.AccountUnknown:
			wrong[field] = strings.TrimSpace(f.Words + " " + f.Do)
		}
		a.form.SetNote(field, note)
	}
	s := a.settings()
	if s.Region != "" {
		region, ok := phone.ParseRegion(s.Region)
		if a.form.SetNote(accountRegion, ""); ok {
			a.form.SetNote(accountRegion, screen.RegionWords(region))
		} else if !a.form.Suggesting() {
			barred[accountRegion] = "No country is called that. Give its name, or two letters such as GB."
		}
	}
	if a.form.SetNote(accountHours, ""); s.Hours != "" {
		rule, err := a.console.Config.Hours.Choose(s.Hours)
		switch {
		case err == nil:
			a.form.SetNote(accountHours, rule.Words())
		case !a.form.Suggesting():
			barred[accountHours] = err.Error()
		}
	}
	for field, was := range a.emptied() {
		a.form.SetNote(field, "It was "+widget.Clip(was, t.Glyphs.Ellipsis, 24)+", and is taken out of the settings.")
	}
	if why := profileFault(s.Profile); why != "" {
		barred[accountProfile] = why
	}
	was := accountFields(a.before)
	for field, variable := range a.setup.Before {
		if a.value(field) != was[field] {
			barred[field] = variable + " in the environment goes before what is written here. Take it out there first: unset " + variable
		}
	}
	if n := len(a.form.Value(accountKey)); n > 0 && wrong[accountKey] == "" && a.check.Finding(session.AccountKey).State != session.AccountGood {
		a.form.SetNote(accountKey, figures.Counted(n, "character"))
	}
	a.barred = firstOf(barred, a.fields())
	maps.Copy(wrong, barred)
	a.form.SetErrors(wrong)
}

// accountFields are settings by the fields of the form that say them.
func accountFields(s session.AccountSettings) map[string]string {
	return map[string]string{accountService: s.Service, accountUser: s.User, accountAgent: s.Agent, accountRegion: s.Region, accountHours: s.Hours}
}

// emptied are the fields that said something at the beginning, with what they said.
func (a *accountScreen) emptied() map[string]string {
	was := accountFields(a.before)
	if a.value(accountProfile) != a.before.Profile {
		return nil // another profile keeps what it says
	}
	maps.DeleteFunc(was, func(field, text string) bool { return text == "" || a.value(field) != "" })
	return was
}

// firstOf is the first field of which something is wrong, "" = of none.
func firstOf(wrong map[string]string, fields []widget.Field) string {
	for _, f := range fields {
		if wrong[f.Key] != "" {
			return f.Key
		}
	}
	return ""
}

// profileFault says why a profile cannot be called so; "" = it can.
func profileFault(name string) string {
	switch {
	case name == "":
		return "Give it a name, such as default."
	case strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_')
	}):
		return "Use letters, digits, - and _ alone: it stands in the settings file and behind --profile."
	}
	return ""
}

func (a *accountScreen) View() string { return widget.Block(a.form.View(), a.width, a.height) }

// Status says how far the account is, and what to do next.
func (a *accountScreen) Status() string {
	t := a.console.Theme
	clock := a.check.Finding(session.AccountClock)
	open := func(part session.AccountPart) bool { return a.check.Finding(part).State == session.AccountOpen }
	switch {
	case a.err != "":
		return t.Error.Render(t.Glyphs.ToFix + " " + a.err)
	case a.keeping:
		return t.Muted.Render("Writing it down" + t.Glyphs.Ellipsis)
	case a.check.Asking():
		return t.Muted.Render("Checking what you typed" + t.Glyphs.Ellipsis)
	case clock.State == session.AccountWarned:
		return t.Warning.Render(clock.Words + " " + clock.Do)
	case a.check.Ready():
		return t.Ready.Render(t.Glyphs.Check + " The account works. Press ctrl+n to save it.")
	case open(session.AccountKey), open(session.AccountUser), open(session.AccountAgent):
		for _, part := range []session.AccountPart{session.AccountKey, session.AccountUser, session.AccountAgent} {
			if f := a.check.Finding(part); f.State == session.AccountOpen && f.Do != "" {
				return t.Muted.Render(f.Words + " " + f.Do)
			}
		}
	}
	return t.Muted.Render("What is wrong stands below its field.")
}
