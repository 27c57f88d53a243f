package ui

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/start"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// reviewScreen shows exactly what will happen, and asks for the last word.
type reviewScreen struct {
	console  *screen.Console
	requests *screen.Requests
	options  model.Options
	agent    string // its name, "" when not known
	ready    *reviewed
	choice   session.OutsideChoice
	rates    session.Rates // that are expected
	json     bool
	sending  bool // confirmed, and being written down
	view     viewport.Model
	test     *testCallScreen // of this review; nil = none was made
	err      string

	width, height int
}

// suppressionsFound is what is known of the list's numbers outside it.
type suppressionsFound struct {
	suppressions model.Suppressions
	histories    model.NumberHistories
	err          error
	rates        session.Rates
}

// reviewed is what was worked out of a plan.
type reviewed struct {
	ahead  session.Preflight
	causes []model.Cause // of the list
	out    map[model.Exclusion]int
	json   string
	// country says in which country numbers without a code were read; "" = there are none
	country string
	told    []model.WarningCount // what was restored, and is not to check
	both    []model.KnownFrom    // whom another campaign would call too
}

// plan is what is sent.
func (r *reviewed) plan() model.Plan { return r.ahead.Plan }

const (
	confirmDialog = "confirm"
	previewed     = 3 // contacts shown in the preview of the request
)

func newReviewScreen(d *screen.Console, options model.Options, agent string) *reviewScreen {
	return &reviewScreen{console: d, requests: d.NewRequests(), options: options, agent: agent, view: viewport.New(1, 1)}
}

func (r *reviewScreen) Place() model.Stage         { return model.StageReview }
func (r *reviewScreen) Requests() *screen.Requests { return r.requests }
func (r *reviewScreen) Typing() bool               { return false }

// Init asks once more what is known of the numbers, then makes the plan.
func (r *reviewScreen) Init() tea.Cmd {
	store, list, agent, id := r.console.Config.Store, r.console.Campaign.List.Snapshot(), r.options.Agent, r.console.Campaign.ID
	service, options := r.console.Config.Account.Service, r.options
	return r.requests.Ask("marks", func(ctx context.Context) tea.Msg {
		marks, err := store.Guards.Suppressions(ctx, list.Contacts().Refs(), agent, id)
		return suppressionsFound{marks, session.Histories(ctx, store.Guards, list, id), err, session.AskRates(ctx, store.Campaigns, service, options)}
	})
}

// suppress takes over what is known of the numbers, and plans without those that
// must not be called. When it cannot be known, the ledger stands in the way.
func (r *reviewScreen) suppress(msg suppressionsFound) tea.Cmd {
	if msg.err == nil && !r.console.Campaign.ReadOnly() {
		r.console.Campaign.List.SetSuppressions(msg.suppressions)
	}
	if !r.console.Campaign.ReadOnly() {
		r.console.Campaign.List.SetNumberHistories(msg.histories)
	}
	r.rates = msg.rates
	return r.plan()
}

func (r *reviewScreen) plan() tea.Cmd {
	campaign := r.console.Campaign
	list, from, options, service := campaign.List.Snapshot(), campaign.RegionFrom, r.options, r.console.Config.Service
	values, book, now, choice := maps.Clone(campaign.Values), r.console.Config.Hours, r.console.Config.Now(), r.choice
	rates := r.rates
	return r.requests.Ask("plan", func(context.Context) tea.Msg {
		all := model.NewPlan(list, options)
		ready := review(session.NewPreflight(all, values, book, now, choice, rates), from)
		ready.json = service.Preview(ready.plan(), previewed)
		return ready
	})
}

// review works out what is said of a plan. from is who named its list's country.
func review(ahead session.Preflight, from columns.RegionSource) reviewed {
	plan := ahead.Plan
	return reviewed{ahead: ahead, causes: plan.Causes(), out: plan.ExcludedBy(), country: plan.CountryWords(from), told: plan.Told(), both: plan.CalledByBoth()}
}

func (r *reviewScreen) SetSize(w, h int) {
	r.width, r.height = w, h
	r.view.Width, r.view.Height = w, h
	r.fill()
}

func (r *reviewScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case suppressionsFound:
		return r.suppress(msg)
	case reviewed:
		r.ready = &msg
		r.fill()
	case session.Confirmed:
		r.confirmed(msg)
	case screen.Shown:
		if !r.console.Campaign.Sent() {
			r.ready, r.sending = nil, false
			return r.Init()
		}
	case screen.Answered:
		if msg.Name == moveDialog && msg.Answer.Value == moveYes && !msg.Answer.Cancelled {
			return r.move()
		}
		r.answer(msg)
	case tea.KeyMsg:
		return r.press(msg)
	}
	return nil
}

// showJSON changes between the request and what it says in words.
func (r *reviewScreen) showJSON(json bool) {
	r.json = json
	r.fill()
	r.view.GotoTop()
}

// word is the number that is typed to send: that of those who could be rung at an hour
// at which they should not be, or else of all.
func (r *reviewScreen) word() int {
	if n := r.ready.ahead.Indecent(); n > 0 {
		return n
	}
	return r.ready.plan().Len()
}

// ask puts the last question, the worst first. The answer is a number, never a mere key
// press.
func (r *reviewScreen) ask() {
	account, f := r.console.Config.Account, r.ready.ahead.Forecast
	n, indecent := r.ready.plan().Len(), r.ready.ahead.Indecent() > 0
	body := ""
	if indecent {
		body = f.Headline() + ".\n\n"
		if worst := f.WorstFirst(); len(worst) > 0 && worst[0].Outside > 0 {
			body = f.Headline() + ": " + worst[0].Words() + ".\n\n"
		}
	}
	if words := r.ready.country; words != "" {
		body += words + ".\n\n"
	}
	body += fmt.Sprintf("%s will be called by %s, starting %s.", screen.People(n), cmp.Or(r.agent, r.options.Agent), r.startWords())
	if known := r.ready.plan().Taken(); len(known) > 0 {
		body += fmt.Sprintf(" %s of them %s taken from %s.", figures.Count(model.ContactsOf(known)), figures.Are(model.ContactsOf(known)), campaignNames(known))
	}
	if account.IsSandbox() {
		body += " This is the sandbox: nobody's telephone rings."
	} else {
		body += " These are real calls to real people."
	}
	label := "Number of contacts"
	if indecent {
		label = "Number of those outside their hours"
		body += fmt.Sprintf("\n\nType %s, the number of those who could be rung outside their hours, to send all the same.", figures.Count(r.word()))
	} else {
		body += "\n\nType the number of contacts to send."
	}
	r.console.OpenDialog(r.requests.ID, confirmDialog, widget.NewTyped(r.console.Theme, "Send this campaign?", body, label, fmt.Sprint(r.word())))
}

// refuse says in full why nothing is sent: a line would be cut off before the
// next step.
func (r *reviewScreen) refuse(why string) {
	r.console.OpenDialog(r.requests.ID, refusedDialog, widget.NewNotice(r.console.Theme, "Nothing was sent", why))
}

// answer takes the operator's word: the plan is written to the ledger, and
// nothing is sent before it stands there. Until then no second word is taken.
func (r *reviewScreen) answer(msg screen.Answered) {
	campaign := r.console.Campaign
	if msg.Name != confirmDialog || msg.Answer.Cancelled || campaign.Sent() || r.ready == nil || r.sending {
		return
	}
	// The clock went on while the question stood there.
	ahead, same := r.ready.ahead.At(r.console.Config.Now())
	r.ready.ahead = ahead
	if !same {
		r.fill()
		r.refuse("The time went on, and others could be rung outside their hours now: " + ahead.Forecast.Headline() + ". Look at the review again, and confirm it anew.")
		return
	}
	r.sending = true
	r.console.Saver.Confirm(campaign, r.ready.plan(), r.requests)
}

// confirmed goes on to sending once the plan stands in the ledger. From here on
// nothing can confirm it again.
func (r *reviewScreen) confirmed(msg session.Confirmed) {
	r.sending = false
	if msg.Err != nil {
		r.refuse(reason.Sentence(msg.Err))
		return
	}
	campaign, plan := r.console.Campaign, r.ready.plan()
	session.Confirm(campaign, plan, msg.Batches, r.console.Saver.Profile)
	r.test = nil
	live := newLiveScreen(r.console)
	live.confirmed = true
	r.console.GoOn(live)
}

func (r *reviewScreen) startWords() string {
	if r.options.Start.IsZero() {
		return "now"
	}
	now := r.console.Config.Now()
	return start.Said(r.options.Start, model.Clock(r.options.TimeZone), now.Location(), now)
}

func (r *reviewScreen) Status() string {
	t := r.console.Theme
	switch {
	case r.err != "":
		return t.Error.Render(t.Glyphs.ToFix + " " + r.err)
	case r.ready == nil:
		return t.Muted.Render("Working out the plan" + t.Glyphs.Ellipsis)
	case r.sending:
		return t.Muted.Render("Writing the plan down before anything is sent" + t.Glyphs.Ellipsis)
	case r.console.Campaign.Sent():
		return t.Muted.Render("This was sent. Press ctrl+n to watch it.")
	case r.ready.plan().Len() == 0:
		return t.Warning.Render(t.Glyphs.ToFix + " " + nobodyLeft)
	}
	return t.Muted.Render(fmt.Sprintf("This is exactly what will happen. Enter asks you to type %s, then sends.", figures.Count(r.word())))
}

func (r *reviewScreen) View() string {
	if r.ready == nil {
		return widget.Block(r.console.Theme.Muted.Render("Working out the plan"), r.width, r.height)
	}
	return widget.Block(r.view.View(), r.width, r.height)
}

func (r *reviewScreen) fill() {
	switch {
	case r.ready == nil:
	case r.json:
		lines := []string{r.console.Theme.Muted.Render("POST /api/v1/batch, with its first contacts"), ""}
		for line := range strings.SplitSeq(r.ready.json, "\n") {
			lines = append(lines, widget.Clip(line, r.console.Theme.Glyphs.Ellipsis, r.width))
		}
		r.view.SetContent(strings.Join(lines, "\n"))
	default:
		lines := r.summary()
		for i := range lines {
			lines[i] = widget.Clip(lines[i], r.console.Theme.Glyphs.Ellipsis, r.width)
		}
		r.view.SetContent(strings.Join(lines, "\n"))
	}
}

const (
	reviewGroup = "Review"
	nobodyLeft  = "Nobody is left to be called. Go back to the contacts with esc."
)

const (
	moveDialog = "move"
	moveYes    = "move"
)

func campaignNames(known []model.KnownFrom) string {
	var names []string
	for i, k := range known {
		if i == maxKnownLines {
			names = append(names, fmt.Sprintf("%d more", len(known)-i))
			break
		}
		names = append(names, fmt.Sprintf("%q", printable.Text(k.Suppression.Campaign, 60)))
	}
	return strings.Join(names, ", ")
}
