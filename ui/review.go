package ui

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/model/start"
	"callsheet/model/waves"
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
	offer  waves.Waves // in which it would be called; of a plan that is not in waves
	late   []int       // calls of each wave that a slower line would make too late
	json   string      // of the first request, cut after a few contacts
	curl   []string    // by which that request could be made by hand
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
	return r.requests.Ask("marks", askSuppressions(r.console, r.options))
}

// askSuppressions is the work of finding what is known of a campaign's numbers, under some
// options, and how its calls are expected to go.
func askSuppressions(d *screen.Console, options model.Options) func(context.Context) tea.Msg {
	store, list, id, service := d.Config.Store, d.Campaign.List.Snapshot(), d.Campaign.ID, d.Config.Account.Service
	return func(ctx context.Context) tea.Msg {
		marks, err := store.Guards.Suppressions(ctx, list.Contacts().Refs(), options.Agent, id)
		return suppressionsFound{marks, session.Histories(ctx, store.Guards, list, id), err, session.AskRates(ctx, store.Campaigns, service, options)}
	}
}

// takeSuppressions takes over what is known of a campaign's numbers.
func takeSuppressions(c *model.Campaign, msg suppressionsFound) {
	if c.ReadOnly() || c.List == nil {
		return
	}
	if msg.err == nil {
		c.List.SetSuppressions(msg.suppressions)
	}
	c.List.SetNumberHistories(msg.histories)
}

// suppress takes over what is known of the numbers, and plans without those that
// must not be called. When it cannot be known, the ledger stands in the way.
func (r *reviewScreen) suppress(msg suppressionsFound) tea.Cmd {
	takeSuppressions(r.console.Campaign, msg)
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
		ready := review(session.NewPreflight(all, values, book, now, choice, rates), from, now, rates)
		ready.json, ready.curl = service.Preview(ready.plan(), previewed)
		return ready
	})
}

// review works out what is said of a plan. from is who named its list's country.
func review(ahead session.Preflight, from columns.RegionSource, now time.Time, rates session.Rates) reviewed {
	plan, offer := ahead.Plan, waves.Waves{}
	if ahead.Waves == nil {
		offer = ahead.WavesInstead(now, rates.Pace)
	}
	return reviewed{ahead: ahead, offer: offer, late: lateCalls(ahead.Waves), causes: plan.Causes(), out: plan.ExcludedBy(), country: plan.CountryWords(from), told: plan.Told(), both: plan.CalledByBoth()}
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
	case checkedAgain:
		return r.checkedAgain(msg)
	case screen.Answered:
		if msg.Name == moveDialog && msg.Answer.Value == moveYes && !msg.Answer.Cancelled {
			return r.move()
		}
		return r.answer(msg)
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

// refuse says in full why nothing is sent: a line would be cut off before the
// next step.
func (r *reviewScreen) refuse(why string) {
	r.console.OpenDialog(r.requests.ID, refusedDialog, widget.NewNotice(r.console.Theme, "Nothing was sent", why))
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
	now := r.console.Config.Now()
	if w := r.ready.ahead.Waves; w != nil && len(w.Waves) > 0 {
		return fmt.Sprintf("%s there, %s for you", w.Waves[0].Segment.Name, session.Begin{At: w.Waves[0].Start}.Words(now))
	}
	if r.options.Start.IsZero() {
		return "now"
	}
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
	case r.console.Config.Store.ReadOnly.On():
		return t.Muted.Render("This is exactly what will happen once somebody sends it: the profile " + r.console.Config.Store.ReadOnly.Profile + " can only look.")
	case r.console.Config.Account.Missing != "":
		return t.Warning.Render(t.Glyphs.ToFix + " " + r.console.Config.Account.Missing)
	}
	words := fmt.Sprintf("This is exactly what will happen. Enter asks you to type %s, then sends.", figures.Count(r.word()))
	switch more := t.Glyphs.Down + " More below. "; {
	case r.view.AtBottom():
	case widget.Width(more+words)+2 <= r.width:
		words = more + words
	default:
		words = strings.Replace(words, "happen.", "happen "+t.Glyphs.Down+".", 1)
	}
	return t.Muted.Render(words)
}

func (r *reviewScreen) View() string {
	if r.ready == nil {
		return widget.Block(r.console.Theme.Muted.Render("Working out the plan"), r.width, r.height)
	}
	if r.console.Theme.Lines { // all of it is read
		return strings.Join(planLines(r), "\n")
	}
	return widget.Block(r.view.View(), r.width, r.height)
}

func (r *reviewScreen) fill() {
	if r.ready != nil {
		r.view.SetContent(strings.Join(planLines(r), "\n"))
	}
}

// planLines are what is scrolled: what will happen, or the request itself.
func planLines(r *reviewScreen) []string {
	if r.json {
		return r.requestLines()
	}
	lines := r.summary()
	for i := range lines {
		lines[i] = widget.Clip(lines[i], r.console.Theme.Glyphs.Ellipsis, r.width)
	}
	return lines
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
		names = append(names, k.Suppression.CampaignWords())
	}
	return strings.Join(names, ", ")
}
