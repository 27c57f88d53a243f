package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/widget"
)

// reviewScreen shows exactly what will happen, and asks for the last word.
type reviewScreen struct {
	desk    *desk
	box     *mailbox
	options model.Options
	agent   string // its name, "" when not known
	ready   *reviewed
	json    bool
	sending bool // confirmed, and being written down
	view    viewport.Model
	err     string

	width, height int
}

// numbersMarked is what is known of the list's numbers outside it.
type numbersMarked struct {
	marks model.Marks
	err   error
}

// reviewed is what was worked out of a plan.
type reviewed struct {
	plan   model.Plan
	zones  map[string]int
	causes []model.Cause // of the list
	out    map[model.Exclusion]int
	json   string
	// country says in which country numbers without a code were read; "" = there are none
	country string
	told    []model.WarningCount // what was restored, and is not to check
}

const (
	confirmDialog = "confirm"
	previewed     = 3 // contacts shown in the preview of the request
)

var reviewKeys = struct{ Send, JSON, Move, Along, Scroll key.Binding }{
	Send:   enter("send"),
	Along:  bind("s", "choose what is sent along", "s"),
	JSON:   bind("v", "view the request", "v"),
	Move:   bind("m", "move here", "m"),
	Scroll: bind("↑↓", "scroll", "up", "down", "pgup", "pgdown"),
}

func newReviewScreen(d *desk, options model.Options, agent string) *reviewScreen {
	return &reviewScreen{desk: d, box: d.mailbox(), options: options, agent: agent, view: viewport.New(1, 1)}
}

func (r *reviewScreen) Place() model.Stage { return model.StageReview }
func (r *reviewScreen) Mail() *mailbox     { return r.box }
func (r *reviewScreen) Typing() bool       { return false }

// Init asks once more what is known of the numbers, then makes the plan.
func (r *reviewScreen) Init() tea.Cmd {
	store, list, agent, id := r.desk.cfg.Store, r.desk.campaign.List.Freeze(), r.options.Agent, r.desk.campaign.ID
	return r.box.ask("marks", func(ctx context.Context) tea.Msg {
		marks, err := store.Marks(ctx, list.Refs(), agent, id)
		return numbersMarked{marks, err}
	})
}

// mark takes over what is known of the numbers, and plans without those that
// must not be called. When it cannot be known, the ledger stands in the way.
func (r *reviewScreen) mark(msg numbersMarked) tea.Cmd {
	if msg.err == nil && !r.desk.campaign.ReadOnly() {
		r.desk.campaign.List.SetMarks(msg.marks)
	}
	return r.plan()
}

func (r *reviewScreen) plan() tea.Cmd {
	campaign := r.desk.campaign
	list, from, options, service := campaign.List.Freeze(), campaign.RegionFrom, r.options, r.desk.cfg.Service
	return r.box.ask("plan", func(context.Context) tea.Msg {
		plan := model.NewPlan(list, options)
		return review(plan, from, service.Preview(plan, previewed))
	})
}

// review works out what is said of a plan. from is who named its list's country.
func review(plan model.Plan, from model.RegionSource, json string) reviewed {
	return reviewed{plan, plan.ByZone(), plan.Causes(), plan.ExcludedBy(), json, plan.CountryWords(from), plan.Told()}
}

func (r *reviewScreen) SetSize(w, h int) {
	r.width, r.height = w, h
	r.view.Width, r.view.Height = w, h
	r.fill()
}

func (r *reviewScreen) Keys() keyMap {
	see := reviewKeys.JSON
	if r.json {
		see = label(see, "view in words")
	}
	first := reviewKeys.Send
	switch {
	case r.desk.campaign.Sent():
		first = label(global.Next, "watch it")
	case r.ready != nil && r.ready.plan.Len() == 0:
		first.SetEnabled(false)
	}
	line := []key.Binding{first, see, label(reviewKeys.Along, "sent along")}
	if r.mayMove() {
		line = append(line, reviewKeys.Move)
	}
	line = append(line, reviewKeys.Scroll, global.Back)
	keys := slices.Clone(line[:len(line)-1])
	keys[2] = reviewKeys.Along
	return keyMap{line, []widget.KeyGroup{{Title: "Review", Bindings: keys}}}
}

func (r *reviewScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case numbersMarked:
		return r.mark(msg)
	case reviewed:
		r.ready = &msg
		r.fill()
	case confirmed:
		r.confirmed(msg)
	case shown:
		if !r.desk.campaign.Sent() {
			r.ready, r.sending = nil, false
			return r.Init()
		}
	case answered:
		if msg.name == moveDialog && msg.answer.Value == moveYes && !msg.answer.Cancelled {
			return r.move()
		}
		r.answer(msg)
	case tea.KeyMsg:
		r.err = ""
		switch {
		case r.sending:
			// The plan is being written down: in a moment it is sent.
		case key.Matches(msg, global.Back) && r.json:
			r.showJSON(false)
		case key.Matches(msg, global.Back):
			r.desk.emit(goBack{})
		case key.Matches(msg, global.Next) && r.desk.campaign.Sent():
			r.desk.emit(goOn{})
		case key.Matches(msg, reviewKeys.Send), key.Matches(msg, global.Next):
			r.ask()
		case key.Matches(msg, reviewKeys.Move):
			r.askMove()
		case key.Matches(msg, reviewKeys.JSON):
			r.showJSON(!r.json)
		case key.Matches(msg, reviewKeys.Along):
			r.desk.emit(goBackTo{model.StageColumns})
		default:
			var cmd tea.Cmd
			r.view, cmd = r.view.Update(msg)
			return cmd
		}
	}
	return nil
}

// showJSON changes between the request and what it says in words.
func (r *reviewScreen) showJSON(json bool) {
	r.json = json
	r.fill()
	r.view.GotoTop()
}

const nobodyLeft = "Nobody is left to be called. Go back to the contacts with esc."

// ask puts the last question. The answer is a number, never a mere key press.
func (r *reviewScreen) ask() {
	account := r.desk.cfg.Account
	switch {
	case r.desk.campaign.Sent():
		r.desk.emit(goOn{})
		return
	case r.ready == nil:
		r.err = "The plan is still being worked out. Try again in a moment."
		return
	case r.sending:
		return
	case r.desk.campaign.ReadOnly():
		r.desk.mayChange("plan")
		return
	case len(r.ready.plan.CalledByBoth()) > 0:
		r.refuse(bothAgents(r.ready.plan.CalledByBoth()))
		return
	case r.ready.plan.Len() == 0:
		r.err = nobodyLeft
		return
	case r.desk.keeper.state(r.desk.campaign) == keptFailed:
		r.refuse("Nothing can be sent while it cannot be written down. " + r.desk.keeper.failed)
		return
	case account.Missing != "":
		r.err = account.Missing
		return
	case !r.options.Start.IsZero() && !r.options.Start.After(r.desk.cfg.Now()):
		r.err = "The start time has passed. Go back to the options and give a later one."
		return
	}
	n := r.ready.plan.Len()
	taken := ""
	if known := r.ready.plan.Taken(); len(known) > 0 {
		taken = fmt.Sprintf(" %s of them %s taken from %s.", widget.Count(model.ContactsOf(known)), widget.Are(model.ContactsOf(known)), campaignNames(known))
	}
	body := ""
	if words := r.ready.country; words != "" {
		body = words + ".\n\n"
	}
	body += fmt.Sprintf("%s will be called by %s, starting %s.", people(n), cmp.Or(r.agent, r.options.Agent), r.startWords())
	body += taken
	if account.rehearsal() {
		body += " This is the sandbox: nobody's telephone rings."
	} else {
		body += " These are real calls to real people."
	}
	body += "\n\nType the number of contacts to send."
	r.desk.emit(openDialog{r.box.id, confirmDialog,
		widget.NewTyped(r.desk.theme, "Send this campaign?", body, "Number of contacts", fmt.Sprint(n))})
}

// refuse says in full why nothing is sent: a line would be cut off before the
// next step.
func (r *reviewScreen) refuse(why string) {
	r.desk.emit(openDialog{r.box.id, refusedDialog, widget.NewNotice(r.desk.theme, "Nothing was sent", why)})
}

// answer takes the operator's word: the plan is written to the ledger, and
// nothing is sent before it stands there. Until then no second word is taken.
func (r *reviewScreen) answer(msg answered) {
	campaign := r.desk.campaign
	if msg.name != confirmDialog || msg.answer.Cancelled || campaign.Sent() || r.ready == nil || r.sending {
		return
	}
	r.sending = true
	r.desk.keeper.ask(campaign, r.ready.plan, r.box)
}

// confirmed goes on to sending once the plan stands in the ledger. From here on
// nothing can confirm it again.
func (r *reviewScreen) confirmed(msg confirmed) {
	r.sending = false
	if msg.err != nil {
		r.refuse(reason.Sentence(msg.err))
		return
	}
	campaign, plan := r.desk.campaign, r.ready.plan
	campaign.Plan, campaign.Batches, campaign.Stage = &plan, msg.batches, model.StageLive
	campaign.Profile, campaign.Service = r.desk.keeper.profile, msg.batches[0].Service
	live := newLiveScreen(r.desk)
	live.sending = true
	r.desk.emit(goOn{live})
}

func (r *reviewScreen) startWords() string {
	if r.options.Start.IsZero() {
		return "now"
	}
	return r.options.Start.Format("Mon 2 Jan 15:04 MST")
}

func (r *reviewScreen) Status() string {
	t := r.desk.theme
	switch {
	case r.err != "":
		return t.Error.Render(t.Glyphs.ToFix + " " + r.err)
	case r.ready == nil:
		return t.Muted.Render("Working out the plan" + t.Glyphs.Ellipsis)
	case r.sending:
		return t.Muted.Render("Writing the plan down before anything is sent" + t.Glyphs.Ellipsis)
	case r.desk.campaign.Sent():
		return t.Muted.Render("This was sent. Press ctrl+n to watch it.")
	case r.ready.plan.Len() == 0:
		return t.Warning.Render(t.Glyphs.ToFix + " " + nobodyLeft)
	}
	return t.Muted.Render(fmt.Sprintf("Nothing is sent yet. Enter asks you to type %s, then sends.", widget.Count(r.ready.plan.Len())))
}

func (r *reviewScreen) View() string {
	if r.ready == nil {
		return widget.Block(r.desk.theme.Muted.Render("Working out the plan"), r.width, r.height)
	}
	return widget.Block(r.view.View(), r.width, r.height)
}

func (r *reviewScreen) fill() {
	switch {
	case r.ready == nil:
	case r.json:
		lines := []string{r.desk.theme.Muted.Render("POST /api/v1/batch, with its first contacts"), ""}
		for line := range strings.SplitSeq(r.ready.json, "\n") {
			lines = append(lines, widget.Clip(line, r.desk.theme.Glyphs.Ellipsis, r.width))
		}
		r.view.SetContent(strings.Join(lines, "\n"))
	default:
		lines := r.summary()
		for i := range lines {
			lines[i] = widget.Clip(lines[i], r.desk.theme.Glyphs.Ellipsis, r.width)
		}
		r.view.SetContent(strings.Join(lines, "\n"))
	}
}
