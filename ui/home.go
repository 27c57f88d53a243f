package ui

import (
	"context"
	"slices"
	"strings"

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
	kept     []model.Summary // of earlier runs and other consoles, the latest first
	resume   bool            // at the start: go where the operator was
	loading  bool
	opening  string // name of the campaign that is being opened
	err      string
	cursor   int       // place under the cursor; 0 = a new campaign
	on       homeEntry // what stood there, which the cursor stays on
	width    int
	height   int
}

func newHome(d *screen.Console) *homeScreen {
	return &homeScreen{console: d, requests: d.NewRequests(), resume: d.Config.Open == "", loading: true}
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
func (h *homeScreen) SetSize(w, height int)      { h.width, h.height = w, height }
func (h *homeScreen) Typing() bool               { return false }
func (h *homeScreen) Place() model.Stage         { return screen.Home }
func (h *homeScreen) Requests() *screen.Requests { return h.requests }

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
	case h.unknownBatches() > 0:
		return t.Warning.Render("Settle what is not known first: press enter on it.")
	}
	return t.Muted.Render("Choose what to do.")
}

// unknownBatches counts the campaigns of which nobody knows whether they were sent.
func (h *homeScreen) unknownBatches() int {
	n := 0
	for _, e := range h.entries() {
		if e.uncertain() {
			n++
		}
	}
	return n
}

const homeGroup = "Home"

// Actions are what can be done on Home.
func (h *homeScreen) Actions() screen.Actions {
	list := screen.Actions{
		{ID: "up", Title: "Move to the line above", Keys: screen.Bind("↑", "up", "up", "k"), Run: screen.Do(func() { h.move(h.place() - 1) })},
		{ID: "down", Title: "Move to the line below", Keys: screen.Bind("↓", "down", "down", "j"), Run: screen.Do(func() { h.move(h.place() + 1) })},
		{ID: "open", Title: "Open what is under the cursor", Keys: screen.Enter("open"), Run: screen.Start(h.open)},
		{ID: "new", Title: "Start a new campaign", Keys: screen.Bind("n", "new campaign", "n"), Run: screen.Do(h.start)},
	}
	list.In(homeGroup).Unless(screen.Without(h.opening == "", "A campaign is being opened; esc stops that."))
	return append(list, screen.Action{
		ID: "stop", Title: "Stop opening the campaign", Keys: screen.Label(screen.Global.Back, "stop"),
		WhyNot: screen.Without(h.opening != "", "No campaign is being opened."),
		Run: screen.Do(func() {
			h.requests.Drop("open")
			h.opening = ""
		}),
	})
}

func (h *homeScreen) Keys() screen.Keys {
	actions := h.Actions()
	return screen.Keys{Line: append(actions.Line("stop", "open", "new"), screen.Global.Quit), Groups: actions.Help(homeGroup)}
}

func (h *homeScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		h.resume = false
		h.toCurrent()
		return h.list()
	case openEarlier:
		h.resume = false
		return h.openEntry(msg.entry)
	case campaignsListed:
		return h.campaignsListed(msg)
	case campaignOpened:
		h.opened(msg)
	case tea.KeyMsg:
		return h.press(msg)
	}
	return nil
}

func (h *homeScreen) press(msg tea.KeyMsg) tea.Cmd {
	h.err, h.resume = "", false
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
	h.kept = msg.kept
	h.tell()
	resume := h.resume
	h.resume = false
	if !resume {
		return nil
	}
	entries := h.entries()
	switch {
	case len(entries) == 0:
	case entries[0].need() < session.StandsEnded.Need():
		h.move(1)
	case entries[0].underWay():
		h.move(1)
		return h.open()
	}
	return nil
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
	at := h.place()
	if at == 0 {
		h.start()
		return nil
	}
	return h.openEntry(h.entries()[at-1])
}

// openEntry goes on with a campaign where it was left.
func (h *homeScreen) openEntry(e homeEntry) tea.Cmd {
	if e.campaign != nil && e.campaign == h.console.Campaign && e.campaign.Holder == "" {
		h.resumeHere()
		return nil
	}
	if h.busy() {
		return nil
	}
	if e.campaign != nil && e.campaign.Holder == "" {
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
	if c.List != nil && !c.Evaluated() && !c.Sent() {
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
	h.console.Campaign = c
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

func (h *homeScreen) View() string {
	t := h.console.Theme
	entries := h.entries()
	cursor := h.place()
	lines := []string{
		"",
		t.Title.Render("What would you like to do?"),
		"",
		h.line(0, "Start a new campaign", t.Muted.Render("from an Excel or CSV list")),
	}
	room := max(1, h.height-len(lines)-3)
	from := 0
	if cursor > room {
		from = cursor - room
	}
	title := ""
	apart := distinguish(h.console, entries)
	for i, e := range entries[from:min(len(entries), from+room)] {
		next := [...]string{"Not known whether Dialgen has these", "These wait for you", "Earlier campaigns"}[e.need()]
		if next != title && len(lines)+2 < h.height {
			lines = append(lines, "", t.Muted.Render(next))
		}
		title = next
		lines = append(lines, h.line(from+i+1, h.named(e.name(), apart[from+i]), h.describe(e)))
	}
	if h.loading {
		lines = append(lines, "", t.Muted.Render("Looking for earlier campaigns"+t.Glyphs.Ellipsis))
	}
	return widget.Block(strings.Join(lines, "\n"), h.width, h.height)
}

// nameWidth is how many cells the names have.
const nameWidth = 34

// named is a campaign's name with what tells it from others of that name, which
// is never cut.
func (h *homeScreen) named(name, apart string) string {
	if apart == "" {
		return name
	}
	apart = ", " + apart
	room := max(8, nameWidth-widget.Width(apart))
	return widget.Clip(name, h.console.Theme.Glyphs.Ellipsis, room) + apart
}

func (h *homeScreen) line(i int, name, detail string) string {
	t := h.console.Theme
	sign, style := " ", t.Text
	if i == h.place() {
		sign, style = t.Glyphs.Cursor, t.Cursor
	}
	name = widget.Fit(name, nameWidth, t.Glyphs.Ellipsis)
	return style.Render(sign+" "+name) + "  " + detail
}
