package ui

import (
	"context"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/reason"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// homeScreen starts a campaign or goes back to an earlier one.
type homeScreen struct {
	console  *screen.Console
	requests *screen.Requests
	resume   bool // at the start: go where the operator was
	loading  bool
	opening  string // name of the campaign that is being opened
	err      string

	kept   []*homeEntry // of earlier runs and other consoles, the latest change first
	all    []*homeEntry // with those that are open here, in the order they are shown in
	shown  []*homeEntry // of those, what the filter and what is to be found let through
	lines  []homeLine   // those under their titles
	minute time.Time    // for which outlines were worked out
	filter widget.Filter
	order  homeOrder

	changes homeChanges
	stops   homeStop
	follows homePolling
	remote  homeElsewhere
	team    homeTeam

	cursor int       // place under the cursor; 0 = a new campaign
	on     homeEntry // what stood there, which the cursor stays on
	top    int       // first line of the campaigns that is in sight
	width  int
	height int
}

func newHome(d *screen.Console) *homeScreen {
	h := &homeScreen{console: d, requests: d.NewRequests(), resume: d.Config.Open == "", loading: true, filter: widget.NewFilter(d.Theme, nil)}
	h.changes.home, h.stops.home, h.remote.home, h.team.home, h.follows = h, h, h, h, newHomePolling(h)
	h.follows.begin()
	return h
}

// newCampaign begins a campaign with the account's settings.
func newCampaign(d *screen.Console) *model.Campaign {
	account := d.Config.Account
	return session.New(account.Defaults, account.Region, account.RegionFrom)
}

const damagedDialog = "damaged"

type (
	campaignsListed struct {
		kept []model.Summary
		err  error
	}
	campaignOpened struct {
		campaign *model.Campaign
		as       model.Draft // as it is kept
		damage   string      // what of it could not be read
		err      error
	}
)

func (h *homeScreen) Init() tea.Cmd              { return h.list() }
func (h *homeScreen) Typing() bool               { return h.filter.Finding() }
func (h *homeScreen) Place() model.Stage         { return screen.Home }
func (h *homeScreen) Requests() *screen.Requests { return h.requests }

func (h *homeScreen) SetSize(w, height int) {
	h.width, h.height = w, height
	h.refresh()
}

// list asks for the campaigns that were kept.
func (h *homeScreen) list() tea.Cmd {
	store := h.console.Config.Store
	return h.requests.Ask("campaigns", func(ctx context.Context) tea.Msg {
		kept, err := store.Campaigns.Summaries(ctx)
		return campaignsListed{kept, err}
	})
}

func (h *homeScreen) Status() string {
	t := h.console.Theme
	switch {
	case h.err != "":
		return t.Error.Render(t.Glyphs.ToFix + " " + h.err)
	case h.opening != "":
		return t.Muted.Render("Opening " + h.opening + t.Glyphs.Ellipsis)
	case h.console.Config.Account.Missing != "":
		return t.Warning.Render(h.console.Config.Account.Missing)
	case len(h.all) > 0 && h.all[0].unsettled():
		if !slices.ContainsFunc(h.shown, (*homeEntry).unsettled) {
			return t.Warning.Render("Settle what is not known first: esc shows it.")
		}
		return t.Warning.Render("Settle what is not known first: press enter on it.")
	}
	return t.Muted.Render("Choose what to do.")
}

const homeGroup = "Home"

// Actions are what can be done on Home.
func (h *homeScreen) Actions() screen.Actions {
	enter := "open"
	switch e := h.under(); {
	case e != nil && e.there != nil:
		enter = "keep here"
	case e != nil && e.theirs != nil:
		enter = "read"
	}
	list := screen.Actions{
		{ID: "up", Title: "Move to the line above", Keys: screen.Bind("↑", "up", "up", "k"), Run: screen.Do(func() { h.move(h.place() - 1) })},
		{ID: "down", Title: "Move to the line below", Keys: screen.Bind("↓", "down", "down", "j"), Run: screen.Do(func() { h.move(h.place() + 1) })},
		{ID: "open", Title: "Open what is under the cursor", Keys: screen.Enter(enter), Run: screen.Start(h.open)},
		{ID: "new", Title: "Start a new campaign", Keys: screen.Bind("n", "new campaign", "n"), Run: screen.Do(h.start)},
	}
	list = slices.Concat(list.In(homeGroup), h.changes.actions(), h.filterActions(), h.remote.actions(), h.team.actions())
	list.Unless(screen.Without(h.opening == "", "A campaign is being opened; esc stops that."))
	return append(append(list, h.stops.actions()...), screen.Action{
		ID: "stop", Stops: true, Title: "Stop opening the campaign", Keys: screen.Label(screen.Global.Back, "stop"),
		WhyNot: screen.Without(h.opening != "", "No campaign is being opened."),
		Run: screen.Do(func() {
			h.requests.Drop("open")
			h.opening, h.changes.busy = "", false
		}),
	})
}

func (h *homeScreen) Keys() screen.Keys {
	actions := h.Actions()
	if h.filter.Finding() {
		return screen.Keys{Line: findingLine, Groups: actions.Help(homeGroup)}
	}
	line := append(actions.Line("stop", "widen", "open", "cancel theirs", "take over", "new", "find", "sort"), screen.Global.Quit)
	return screen.Keys{Line: append(line, actions.Line("rename", "archive", "duplicate", "delete", "team", "elsewhere")...), Groups: actions.Help(homeGroup)}
}

func (h *homeScreen) Update(msg tea.Msg) tea.Cmd {
	if cmd, is := h.changes.update(msg); is {
		return cmd
	}
	if cmd, is := h.stops.update(msg); is {
		return cmd
	}
	if cmd, is := h.team.update(msg); is {
		return cmd
	}
	if cmd, is := h.follows.update(msg); is {
		return cmd
	}
	if cmd, is := h.remote.update(msg); is {
		return cmd
	}
	switch msg := msg.(type) {
	case screen.Shown:
		h.resume = false
		h.refresh()
		h.distinguish()
		h.toCurrent()
		return h.list()
	case openEarlier:
		h.resume = false
		return h.openEntry(msg.entry)
	case campaignsListed:
		return h.campaignsListed(msg)
	case campaignOpened:
		h.opened(msg)
	case screen.Answered:
		return h.answered(msg)
	case tea.KeyMsg:
		return h.press(msg)
	}
	return nil
}

// answered does what a dialog was answered with.
func (h *homeScreen) answered(msg screen.Answered) tea.Cmd {
	switch {
	case msg.Answer.Cancelled:
	case msg.Name == stopAllDialog:
		return h.stops.stop()
	case msg.Name == homeSortDialog:
		h.narrow(func() { h.order = homeOrder(msg.Answer.Value) })
	default:
		cmd, is := h.team.answered(msg)
		if !is {
			cmd, _ = h.changes.answered(msg)
		}
		return cmd
	}
	return nil
}

func (h *homeScreen) press(msg tea.KeyMsg) tea.Cmd {
	h.err, h.resume = "", false
	if h.filter.Finding() {
		return h.find(msg)
	}
	cmd, _ := h.Actions().Press(msg)
	return cmd
}

// campaignsListed shows the campaigns that were kept. At the start the operator is led
// back to where they were, unless something has to be settled first.
func (h *homeScreen) campaignsListed(msg campaignsListed) tea.Cmd {
	h.loading = false
	if msg.err != nil {
		// What could be listed in spite of it is shown.
		h.err = reason.Sentence(msg.err)
		if len(msg.kept) == 0 {
			return nil
		}
	}
	h.listed(msg.kept)
	h.tell()
	resume := h.resume
	h.resume = false
	if !resume {
		return h.follows.listed()
	}
	switch {
	case len(h.shown) == 0:
	case h.shown[0].needs():
		h.move(1)
	case h.shown[0].underWay():
		h.move(1)
		return h.open()
	}
	return h.follows.listed()
}

// busy keeps the campaign that is being sent in front until the answer is
// there: taking its screens away would cut the request off.
func (h *homeScreen) busy() bool {
	c := h.console.Campaign
	if c == nil || !c.Sending() {
		return false
	}
	h.console.Notify(widget.Problem, c.Name()+" is being sent. Wait for Dialgen's answer first.")
	return true
}

func (h *homeScreen) open() tea.Cmd {
	e := h.under()
	if e == nil {
		h.start()
		return nil
	}
	return h.openEntry(*e)
}

// openEntry goes on with a campaign where it was left.
func (h *homeScreen) openEntry(e homeEntry) tea.Cmd {
	if e.there != nil {
		h.remote.ask(*e.there)
		return nil
	}
	if e.theirs != nil {
		h.team.look(e)
		return nil
	}
	if e.campaign != nil && e.campaign == h.console.Campaign && !e.campaign.Onlooker() {
		h.resumeHere()
		return nil
	}
	if h.busy() {
		return nil
	}
	if e.campaign != nil && !e.campaign.Onlooker() {
		h.lay(e.campaign)
		return nil
	}
	h.opening = e.name()
	store, id := h.console.Config.Store, e.summary.ID
	return h.requests.Ask("open", func(ctx context.Context) tea.Msg {
		c, as, damage, err := session.Reopen(ctx, store, id)
		return campaignOpened{c, as, damage, err}
	})
}

// resumeHere goes back to the campaign the screens work on, as far as its list still
// stands for its columns.
func (h *homeScreen) resumeHere() {
	c := h.console.Campaign
	if c.List != nil && !c.Evaluated() && !c.Sent() || h.changes.rebuilt == c && !c.Sent() {
		h.lay(c)
		return
	}
	h.console.Emit(screen.Resume{})
}

func (h *homeScreen) opened(msg campaignOpened) {
	h.opening = ""
	if msg.err != nil {
		h.err = reason.Sentence(msg.err)
		return
	}
	c := msg.campaign
	h.console.Campaigns = slices.DeleteFunc(h.console.Campaigns, func(other *model.Campaign) bool { return other.ID == c.ID })
	h.console.AddCampaign(c)
	if msg.damage != "" {
		// What is left of it is not written over by looking at it.
		msg.as = c.Draft(h.console.Saver.Profile, h.console.Saver.Service)
	}
	h.console.Saver.Loaded(c, msg.as)
	h.lay(c)
	if msg.damage != "" {
		h.console.OpenDialog(h.requests.ID, damagedDialog, widget.NewNotice(h.console.Theme, "Part of this campaign is damaged", msg.damage))
	}
}

// lay makes a campaign the one the screens work on, at the screen where the operator left it.
func (h *homeScreen) lay(c *model.Campaign) {
	h.console.Campaign, h.changes.rebuilt = c, nil
	session.TakeAccount(c, h.console.Config.Account.Defaults)
	at := c.View.Screen
	if c.Sent() {
		at = model.StageLive
	}
	h.console.Emit(screen.ShowCampaign{Screens: screensOf(h.console), At: at})
}

func (h *homeScreen) start() {
	if h.busy() {
		return
	}
	h.console.Campaign = newCampaign(h.console)
	h.console.GoOnTo(model.StageFile)
}
