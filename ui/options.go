package ui

import (
	"maps"
	"strconv"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/start"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// optionsScreen sets how the list is dialled.
type optionsScreen struct {
	console  *screen.Console
	requests *screen.Requests
	form     widget.Form
	err      string
	agent    agentCheck
	ahead    *forecastPane
	common   model.CommonZone // of the list
	counted  bool             // common is known
	goesOn   bool             // to the review, as soon as common is known
	resting  bool             // it was opened again, and nothing has to be filled in: letters are not text yet

	used   session.Used
	hours  hoursOptions
	agents map[string]session.Agent // of those used before, as far as the service named them
	sets   []model.OptionSet        // as they were listed last
	saving model.OptionSet          // what is asked about

	suggestedIn, suggestedFor string // the field and its text that the list was made for

	width, height int
}

// optPreset is a field of the form only: choosing one fills the three below it.
const (
	optPreset  = "preset"
	presetOwn  = "own"
	agentPause = 400 * time.Millisecond // after the last key, before the agent is looked up
	sideWidth  = 40
	widestSide = 60
	roomySide  = 110 // the most it has where there is room, from
	roomyFrom  = 158 // cells on
	formWidth  = 96  // wider, a value and its note would drift apart
	sideFrom   = 98  // the width from which the forecast stands beside the form
)

func newOptionsScreen(d *screen.Console) *optionsScreen {
	o := &optionsScreen{console: d, requests: d.NewRequests()}
	o.ahead = &forecastPane{options: o}
	o.form = widget.NewForm(d.Theme, optionFields())
	for k, v := range d.Campaign.Values {
		o.form.SetValue(string(k), v)
	}
	o.hours = hoursOptions{o, basisOf{d.Campaign.Values[model.OptHours], d.Campaign.Values[model.OptHoursBasis]}}
	o.form.SetValue(optPreset, presetOf(d.Campaign.Values))
	showCanary(&o.form, d.Campaign.Values)
	o.note()
	return o
}

func optionFields() []widget.Field {
	field := func(k model.OptionKey, section, label, help string) widget.Field {
		return widget.Field{Key: string(k), Section: section, Label: label, Help: help, Limit: 2048}
	}
	presets := []widget.Choice{{Value: presetOwn, Label: "as set below"}}
	for _, p := range model.RetryPresets() {
		presets = append(presets, widget.Choice{Value: p.Name, Label: p.Label})
	}
	fields := []widget.Field{
		field(model.OptName, "Campaign", "Name", "What you call this campaign. Nobody you call sees it."),
		field(model.OptAgent, "Campaign", "Agent", "The id of the Dialgen agent that makes the calls."),
		field(model.OptUser, "Campaign", "User", "The id of the user who owns the agent."),
		field(model.OptStart, "When", "Start", "now, or a time such as tomorrow 9am, mon 9:00, in 2h or 9:00 new york."),
		field(model.OptTimeZone, "When", "Time zone", "The clock that the start is on: type a city, such as London or New York."),
	}
	fields = append(append(fields, hoursFields(field)...), []widget.Field{
		{Key: string(model.OptWaves), Section: "When", Label: "Waves", Choices: []widget.Choice{{Value: "", Label: "all from the start"}, {Value: model.WavesOn, Label: "each zone in its own hours"}},
			Help: "left and right choose, ctrl+y from everywhere. In waves nobody is rung outside their hours."},
		field(model.OptPriority, "Speed", "Priority", "1 to 10. Higher goes first when several campaigns run."),
		field(model.OptRate, "Speed", "Calls a second", "1 to 30. Begin with 5 to 10."),
		{Key: optPreset, Section: "If nobody answers", Label: "Retries", Choices: presets, Help: "left and right choose; the three fields below follow."},
		field(model.OptAttempts, "If nobody answers", "Attempts", "1 to 5 calls to each contact. Dialgen may make one more."),
		field(model.OptNoAnswerDelay, "If nobody answers", "No answer: wait", "before calling again, such as 45 m or 1 h."),
		field(model.OptBusyDelay, "If nobody answers", "Busy: wait", "before calling again, such as 5 m."),
	}...)
	return append(append(fields, canaryFields(field)...), []widget.Field{
		field(model.OptTags, "Extras", "Tags", "Words for your reports, separated by commas."),
		field(model.OptOnCallComplete, "Extras", "Call webhook", "An address Dialgen tells about each finished call."),
		field(model.OptOnBatchComplete, "Extras", "Batch webhook", "An address Dialgen tells when all is done."),
		field(model.OptOnBatchFailed, "Extras", "Failure webhook", "An address Dialgen tells when the batch fails."),
	}...)
}

// presetOf is the advised strategy that the values are, or the operator's own.
func presetOf(v model.OptionValues) string {
	for _, p := range model.RetryPresets() {
		noAnswer, ok1 := start.ParseDelay(v[model.OptNoAnswerDelay])
		busy, ok2 := start.ParseDelay(v[model.OptBusyDelay])
		if ok1 && ok2 && v[model.OptAttempts] == strconv.Itoa(p.Attempts) && noAnswer == p.NoAnswerDelay && busy == p.BusyDelay {
			return p.Name
		}
	}
	return presetOwn
}

func (o *optionsScreen) Init() tea.Cmd {
	o.askFirstClock()
	return tea.Batch(o.form.Focus(o.firstField()), o.findAgent(), o.countZones(), o.findUsed(), o.findKnown())
}
func (o *optionsScreen) Place() model.Stage         { return model.StageOptions }
func (o *optionsScreen) Requests() *screen.Requests { return o.requests }
func (o *optionsScreen) Typing() bool               { return !o.resting }

// firstField is the first one that still needs the operator.
func (o *optionsScreen) firstField() string {
	_, errs := o.parse()
	for _, f := range optionFields() {
		if errs[model.OptionKey(f.Key)] != "" {
			return f.Key
		}
	}
	return string(model.OptName)
}

func (o *optionsScreen) SetSize(w, h int) {
	o.width, o.height = w, h
	if w >= sideFrom {
		w -= o.side()
	}
	o.form.SetSize(w, h)
}

// side is how wide the forecast is beside the form.
func (o *optionsScreen) side() int {
	if o.console.Theme.Lines {
		return o.width - formWidth
	}
	widest := widestSide
	if o.ahead.roomy() {
		widest = roomySide
	}
	return max(sideWidth, min(widest, o.width-formWidth))
}

// Actions are what can be done with the options. What is typed goes into the
// field that has the focus.
func (o *optionsScreen) Actions() screen.Actions {
	field, why := o.whyNotNext()
	enterTitle, enterWords := enterInForm(o.form.InList(), o.resting)
	return screen.Actions{
		{ID: "close list", Title: "Close the list under the field", Keys: screen.Label(screen.Global.Back, "close"), Run: screen.Do(o.closeList),
			WhyNot: screen.Without(o.form.Suggesting(), "There is no list under the field.")},
		{ID: "open list", Title: "Show what can be chosen for the field", Keys: screen.Bind("→", "list", "right"), Run: screen.Do(func() { o.suggest(true) }),
			WhyNot: o.whyNoList()},
	}.Behind(
		screen.Action{ID: "next", Title: "Go on to the review", Keys: screen.Global.Next, Run: screen.Do(o.next)}.
			Refused(why, func(why string) { o.refuseNext(field, why) }),
		screen.Action{ID: "next field", Title: enterTitle, Run: o.typeIn, Keys: screen.Enter(enterWords)},
		screen.Action{ID: "field", Title: "Move to another field", Run: o.typeIn,
			Keys: screen.Bind("↑↓", "field", "up", "down", "tab", "shift+tab", "pgup", "pgdown", "home", "end")},
		o.console.Changing(screen.Action{ID: "choose", Title: "Choose another value", Keys: screen.Bind("←→", "choose", "left", "right"), Run: o.typeIn}, "options"),
		o.console.Changing(screen.Action{ID: "sets", Title: "Use an option set, or save one", Keys: screen.Bind("ctrl+o", "sets", "ctrl+o"), Run: screen.Start(o.openSets), WhyNot: screen.Without(o.console.Config.OptionSets != nil, noSets)}, "options").
			Refused(o.whyNoSets(), o.console.Tell),
		o.console.Changing(screen.Action{ID: "waves", Title: "Call each group of time zones in its own hours, or all from the start", Keys: screen.Bind("ctrl+y", "waves", "ctrl+y"), Run: screen.Start(o.changeWaves)}, "options"),
		screen.Action{ID: "own clock", Title: "Say which clock is yours", Keys: screen.Bind("ctrl+t", "my clock", "ctrl+t"), Run: screen.Do(o.askClock),
			WhyNot: screen.Without(o.console.Config.KeepZone != nil, noClock)},
		screen.Action{ID: "back", Title: "Go back to the contacts", Keys: screen.Global.Back, Run: screen.Do(func() { o.console.Emit(screen.GoBack{}) })},
	)
}

// enterInForm is what enter does in the form, as a title and in the key line.
func enterInForm(inList, resting bool) (title, words string) {
	switch {
	case inList:
		return "Take what is chosen in the list", "take it"
	case resting:
		return "Change the field", "change the field"
	}
	return "Go on to the next field", "next field"
}

func (o *optionsScreen) Keys() screen.Keys {
	ids := []string{"next field", "next", "field", "open list", "choose", "waves", "sets"}
	if o.form.Suggesting() {
		ids = append(ids, "close list")
	} else {
		ids = append(ids, "back")
	}
	actions := o.Actions()
	own := append(o.form.Keys(), actions.Find("open list").Keys, actions.Find("waves").Keys, actions.Find("sets").Keys, actions.Find("own clock").Keys)
	return screen.Keys{Line: actions.Line(ids...), Groups: []widget.KeyGroup{{Title: "Options", Bindings: own}}}
}

func (o *optionsScreen) press(msg tea.KeyMsg) tea.Cmd {
	o.goesOn = false
	if o.resting && msg.Type == tea.KeyEnter {
		o.resting = false
		return nil
	}
	cmd, done := o.Actions().Press(msg)
	if o.resting = o.resting && !done; o.resting {
		o.console.Tell("Nothing was typed. Press enter to change the field first.")
		return cmd
	}
	if !done && o.console.MayChange("options") {
		return o.typeIn(msg)
	}
	return cmd
}

func (o *optionsScreen) parse() (model.Options, map[model.OptionKey]string) {
	if plan := o.console.Campaign.Plan; plan != nil {
		return plan.Options, map[model.OptionKey]string{} // it was right when it was confirmed
	}
	options, errs := model.ParseOptions(o.values(), o.now())
	maps.Copy(errs, o.hours.errors())
	return options, errs
}

func (o *optionsScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return o.press(msg)
	case agentDue:
		return tea.Batch(o.findAgent(), o.findKnown())
	case agentFound:
		o.agentFound(msg)
	case usedFound:
		o.ahead.earlier = msg.earlier
		return tea.Batch(o.nameAgents(msg.used), o.ahead.refresh())
	case suppressionsFound:
		takeSuppressions(o.console.Campaign, msg)
		return o.ahead.refresh()
	case foreseen:
		return o.ahead.show(msg)
	case agentsNamed:
		o.agents = msg.names
	case setsLoaded:
		o.setsLoaded(msg)
	case setSaved:
		o.setSaved(msg)
	case clockKept:
		o.clockKept(msg)
	case screen.Answered:
		if msg.Name == clockDialog || msg.Name == firstClockDialog {
			return o.clockAnswered(msg)
		}
		return o.setAnswered(msg)
	case zoneCounted:
		o.zonesCounted(msg.common)
		return o.ahead.refresh()
	case screen.Shown:
		// The review may have set another start, or waves.
		for _, k := range []model.OptionKey{model.OptStart, model.OptWaves} {
			o.form.SetValue(string(k), o.console.Campaign.Values[k])
		}
		o.note()
		return tea.Batch(o.findAgent(), o.countZones(), o.findKnown())
	}
	return nil
}

// typeIn gives a key to the form.
func (o *optionsScreen) typeIn(msg tea.KeyMsg) tea.Cmd {
	before := o.form.Focused()
	cmd, changed := o.form.Update(msg)
	if changed != "" {
		cmd = tea.Batch(cmd, o.changed(changed))
	}
	if o.form.Focused() != before {
		o.left(before)
		o.suggest(false)
		o.note()
	}
	return cmd
}

// left is told that a field has lost the focus.
func (o *optionsScreen) left(field string) {
	if field == string(model.OptStart) || field == string(model.OptTimeZone) {
		o.settleWhen()
	}
}

func (o *optionsScreen) changed(field string) tea.Cmd {
	o.err = ""
	if field == string(model.OptAgent) || field == string(model.OptUser) {
		o.agent = agentCheck{} // of what stood there before
	}
	if field == optPreset {
		o.usePreset(o.form.Value(optPreset))
	} else {
		session.SetOptions(o.console.Campaign, model.OptionValues{model.OptionKey(field): o.form.Value(field)})
		o.form.SetValue(optPreset, presetOf(o.console.Campaign.Values))
		o.hours.changed(field)
	}
	o.suggest(false)
	o.note()
	if field == string(model.OptAgent) || field == string(model.OptUser) {
		return tea.Batch(o.requests.After("agent", agentPause, agentDue{}), o.ahead.refresh())
	}
	return o.ahead.refresh()
}

func (o *optionsScreen) usePreset(name string) {
	for _, p := range model.RetryPresets() {
		if p.Name != name {
			continue
		}
		values := model.OptionValues{
			model.OptAttempts:      strconv.Itoa(p.Attempts),
			model.OptNoAnswerDelay: figures.Duration(p.NoAnswerDelay),
			model.OptBusyDelay:     figures.Duration(p.BusyDelay),
		}
		session.SetOptions(o.console.Campaign, values)
		for k, v := range values {
			o.form.SetValue(string(k), v)
		}
	}
}

// note shows beside each field what its value means, and under it what is
// wrong with it.
func (o *optionsScreen) note() {
	options, errs := o.parse()
	sentences := map[string]string{}
	for k, e := range errs {
		sentences[string(k)] = e
	}
	if o.form.Focused() == string(model.OptStart) && len(o.startChoices()) > 0 {
		sentences[string(model.OptStart)] = o.startFault()
	}
	if o.agent.problem != "" && o.agent.id == options.Agent {
		sentences[string(o.agent.field)] = o.agent.problem
	}
	if why := o.hours.basisMissing(); why != "" {
		sentences[string(model.OptHoursBasis)] = why
	}
	if field := o.form.Focused(); o.form.Suggesting() && (field == string(model.OptTimeZone) || field == string(model.OptHours)) {
		delete(sentences, field) // the list says what to type
	}
	o.form.SetErrors(sentences)
	o.hours.note(errs)
	o.form.SetNote(string(model.OptAgent), o.agentNote(options.Agent))
	rings := ""
	if errs[model.OptAttempts] == "" {
		rings = "at most " + figures.Counted(options.Rings(), "ring") + " each"
	}
	o.form.SetNote(string(model.OptAttempts), rings)
	o.noteWhen(options, errs)
	noteCanary(&o.form, o.console.Campaign)
	for _, k := range model.WebhookKeys {
		o.form.SetNote(string(k), model.WebhookNote(o.console.Campaign.Values[k]))
	}
}
