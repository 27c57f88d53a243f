package ui

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
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

	width, height int
}

// agentCheck is what is known of the agent that was typed.
type agentCheck struct {
	id      string
	asking  bool
	found   session.Agent
	known   bool
	problem string
}

// optPreset is a field of the form only: choosing one fills the three below it.
const (
	optPreset  = "preset"
	presetOwn  = "own"
	agentPause = 400 * time.Millisecond // after the last key, before the agent is looked up
	sideWidth  = 40
	formWidth  = 96  // wider, a value and its note would drift apart
	sideFrom   = 112 // the width from which the forecast stands beside the form
)

func newOptionsScreen(d *screen.Console) *optionsScreen {
	o := &optionsScreen{console: d, requests: d.NewRequests()}
	o.form = widget.NewForm(d.Theme, optionFields())
	for k, v := range d.Campaign.Values {
		o.form.SetValue(string(k), v)
	}
	o.form.SetValue(optPreset, presetOf(d.Campaign.Values))
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
	return []widget.Field{
		field(model.OptName, "Campaign", "Name", "What you call this campaign. Only you see it."),
		field(model.OptAgent, "Campaign", "Agent", "The id of the Dialgen agent that makes the calls."),
		field(model.OptUser, "Campaign", "User", "The id of the user who owns the agent."),
		field(model.OptStart, "When", "Start", "now, or a time such as tomorrow 9:00, mon 9:00 or 2026-12-01 09:00."),
		field(model.OptTimeZone, "When", "Time zone", "The clock the start is on, such as Europe/London."),
		field(model.OptPriority, "Speed", "Priority", "1 to 10. Higher goes first when several campaigns run."),
		field(model.OptRate, "Speed", "Calls a second", "1 to 30. Begin with 5 to 10."),
		{Key: optPreset, Section: "If nobody answers", Label: "Retries", Choices: presets, Help: "left and right choose; the three fields below follow."},
		field(model.OptAttempts, "If nobody answers", "Attempts", "1 to 5 calls to each contact, the first one included."),
		field(model.OptNoAnswerDelay, "If nobody answers", "No answer: wait", "before calling again, such as 45 m or 1 h."),
		field(model.OptBusyDelay, "If nobody answers", "Busy: wait", "before calling again, such as 5 m."),
		field(model.OptTags, "Extras", "Tags", "Words for your reports, separated by commas."),
		field(model.OptOnCallComplete, "Extras", "Call webhook", "An address Dialgen tells about each finished call."),
		field(model.OptOnBatchComplete, "Extras", "Batch webhook", "An address Dialgen tells when all is done."),
		field(model.OptOnBatchFailed, "Extras", "Failure webhook", "An address Dialgen tells when the batch fails."),
	}
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

type (
	agentDue   struct{}
	agentFound struct {
		id    string
		agent session.Agent
		err   error
	}
)

func (o *optionsScreen) Init() tea.Cmd              { return tea.Batch(o.form.Focus(o.firstField()), o.findAgent()) }
func (o *optionsScreen) Place() model.Stage         { return model.StageOptions }
func (o *optionsScreen) Requests() *screen.Requests { return o.requests }
func (o *optionsScreen) Typing() bool               { return true }

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
		w = min(formWidth, w-sideWidth)
	}
	o.form.SetSize(w, h)
}

// Actions are what can be done with the options. What is typed goes into the
// field that has the focus.
func (o *optionsScreen) Actions() screen.Actions {
	field, why := o.whyNotNext()
	return screen.Actions{
		screen.Action{ID: "next", Title: "Go on to the review", Keys: screen.Global.Next, Run: screen.Do(o.next)}.
			Refused(why, func(why string) {
				o.err = why
				o.form.Focus(field)
			}),
		{ID: "field", Title: "Move to another field", Run: o.typeIn,
			Keys: screen.Bind("↑↓", "field", "up", "down", "tab", "shift+tab", "enter", "pgup", "pgdown", "home", "end")},
		screen.Action{ID: "choose", Title: "Choose another value", Keys: screen.Bind("←→", "choose", "left", "right"), Run: o.typeIn}.
			Refused(o.console.WhyNotChange("options"), o.console.Tell),
		{ID: "back", Title: "Go back to the contacts", Keys: screen.Global.Back, Run: screen.Do(func() { o.console.Emit(screen.GoBack{}) })},
	}
}

func (o *optionsScreen) Keys() screen.Keys {
	return screen.Keys{Line: o.Actions().Line("next", "field", "choose", "back"), Groups: []widget.KeyGroup{{Title: "Options", Bindings: o.form.Keys()}}}
}

func (o *optionsScreen) press(msg tea.KeyMsg) tea.Cmd {
	cmd, done := o.Actions().Press(msg)
	if !done && o.console.MayChange("options") {
		return o.typeIn(msg)
	}
	return cmd
}

func (o *optionsScreen) parse() (model.Options, map[model.OptionKey]string) {
	return model.ParseOptions(o.console.Campaign.Values, o.console.Config.Now())
}

func (o *optionsScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return o.press(msg)
	case agentDue:
		return o.findAgent()
	case agentFound:
		o.agentFound(msg)
	case screen.Shown:
		return o.findAgent()
	}
	return nil
}

// typeIn gives a key to the form.
func (o *optionsScreen) typeIn(msg tea.KeyMsg) tea.Cmd {
	cmd, changed := o.form.Update(msg)
	if changed != "" {
		cmd = tea.Batch(cmd, o.changed(changed))
	}
	return cmd
}

func (o *optionsScreen) changed(field string) tea.Cmd {
	o.err = ""
	if field == optPreset {
		o.usePreset(o.form.Value(optPreset))
	} else {
		session.SetOptions(o.console.Campaign, model.OptionValues{model.OptionKey(field): o.form.Value(field)})
		o.form.SetValue(optPreset, presetOf(o.console.Campaign.Values))
	}
	o.note()
	if field == string(model.OptAgent) || field == string(model.OptUser) {
		return o.requests.After("agent", agentPause, agentDue{})
	}
	return nil
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
	if o.agent.problem != "" && o.agent.id == options.Agent {
		sentences[string(model.OptAgent)] = o.agent.problem
	}
	o.form.SetErrors(sentences)
	o.form.SetNote(string(model.OptAgent), o.agentNote(options.Agent))
	start := ""
	if errs[model.OptStart] == "" && errs[model.OptTimeZone] == "" && !options.Start.IsZero() {
		start = options.Start.Format("Mon 2 Jan 15:04") + ", in " + figures.Duration(options.Start.Sub(o.console.Config.Now()))
	}
	o.form.SetNote(string(model.OptStart), start)
	for _, k := range model.WebhookKeys {
		o.form.SetNote(string(k), model.WebhookNote(o.console.Campaign.Values[k]))
	}
}

func (o *optionsScreen) agentNote(id string) string {
	s := o.console.Theme.Glyphs
	switch {
	case id == "" || id != o.agent.id:
		return ""
	case o.agent.asking:
		return "asking Dialgen" + s.Ellipsis
	case o.agent.known:
		return s.Check + " " + o.agent.found.Name
	}
	return ""
}

func (o *optionsScreen) findAgent() tea.Cmd {
	id := strings.TrimSpace(o.console.Campaign.Values[model.OptAgent])
	if id == "" || o.console.Config.Account.Missing != "" {
		return nil
	}
	o.agent = agentCheck{id: id, asking: true}
	o.note()
	service, user := o.console.Config.Service, strings.TrimSpace(o.console.Campaign.Values[model.OptUser])
	return o.requests.Ask("agent", func(ctx context.Context) tea.Msg {
		agent, err := service.Agent(ctx, user, id)
		return agentFound{id, agent, err}
	})
}

func (o *optionsScreen) agentFound(msg agentFound) {
	o.agent = agentCheck{id: msg.id}
	switch {
	case msg.err != nil:
		o.agent.problem = reason.Sentence(msg.err)
	case !msg.agent.Active:
		o.agent.problem = "This agent is switched off. Switch it on in Dialgen, or name another."
	case !msg.agent.Outbound:
		o.agent.problem = "This agent only takes calls. Name one that makes calls."
	default:
		o.agent.known, o.agent.found = true, msg.agent
	}
	o.note()
}

// whyNotNext is the first field that has to be put right before the review, and
// what is wrong with it; "" = nothing is.
func (o *optionsScreen) whyNotNext() (field, why string) {
	if o.console.Campaign.Sent() {
		return "", ""
	}
	options, errs := o.parse()
	if o.agent.problem != "" && o.agent.id == options.Agent {
		errs[model.OptAgent] = o.agent.problem
	}
	for _, f := range optionFields() {
		if e := errs[model.OptionKey(f.Key)]; e != "" {
			return f.Key, f.Label + ": " + e
		}
	}
	return "", ""
}

func (o *optionsScreen) next() {
	campaign := o.console.Campaign
	if campaign.Sent() {
		o.console.GoOn(nil)
		return
	}
	options, _ := o.parse()
	o.err = ""
	session.Reach(campaign, model.StageReview)
	o.console.GoOn(newReviewScreen(o.console, options, o.agent.found.Name))
}

func (o *optionsScreen) Status() string {
	t := o.console.Theme
	if o.err != "" {
		return t.Error.Render(t.Glyphs.ToFix + " " + o.err)
	}
	options, errs := o.parse()
	if len(errs) > 0 {
		return t.Muted.Render("Fill in what is marked, then press ctrl+n.")
	}
	if o.width >= sideFrom {
		return t.Muted.Render("Press ctrl+n when this is right. Nothing is sent yet.")
	}
	return t.Muted.Render(strings.Join(o.forecast(options), " ") + " Next: ctrl+n")
}

// forecast says what these options will do.
func (o *optionsScreen) forecast(options model.Options) []string {
	n := o.console.Campaign.List.Counts().Of(model.Ready)
	span := options.CallSpan(n, o.console.Config.Now())
	zone, err := time.LoadLocation(options.TimeZone)
	if err != nil {
		zone = time.UTC
	}
	first := fmt.Sprintf("%s, the first round takes %s.", screen.People(n), figures.Duration(max(time.Second, span.FirstPass.Sub(span.First))))
	return []string{first, fmt.Sprintf("Last ring: %s.", span.Last.In(zone).Format("Mon 15:04 MST"))}
}

func (o *optionsScreen) View() string {
	if o.width < sideFrom {
		return o.form.View()
	}
	t := o.console.Theme
	lines := []string{t.Title.Render("What this will do"), ""}
	if options, errs := o.parse(); len(errs) == 0 {
		for _, sentence := range o.forecast(options) {
			for _, line := range widget.Wrap(sentence, sideWidth-4) {
				lines = append(lines, t.Text.Render(line))
			}
			lines = append(lines, "")
		}
		for _, line := range widget.Wrap("Dialgen's retries know no calling hours: leave room before the evening.", sideWidth-4) {
			lines = append(lines, t.Muted.Render(line))
		}
	} else {
		lines = append(lines, t.Muted.Render("Fill in what is marked first."))
	}
	side := widget.Block(strings.Join(lines, "\n"), sideWidth-3, o.height)
	both := widget.Beside(o.form.View(), side, " "+t.Rule.Render(t.Glyphs.VRule)+" ")
	return widget.Block(both, o.width, o.height)
}
