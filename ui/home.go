package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/ui/widget"
)

// homeScreen starts a campaign or goes back to one of this run.
type homeScreen struct {
	desk   *desk
	box    *mailbox
	cursor int
	width  int
	height int
}

func newHome(d *desk) *homeScreen { return &homeScreen{desk: d, box: d.mailbox()} }

// newCampaign begins a campaign with the account's settings.
func newCampaign(d *desk) *model.Campaign {
	values := model.DefaultOptionValues()
	for k, v := range d.cfg.Account.Defaults {
		values[k] = v
	}
	return &model.Campaign{Region: d.cfg.Account.Region, Values: values}
}

var homeKeys = struct{ Up, Down, Open, New key.Binding }{
	Up: bind("↑", "up", "up", "k"), Down: bind("↓", "down", "down", "j"),
	Open: enter("open"), New: bind("n", "new campaign", "n"),
}

func (h *homeScreen) Init() tea.Cmd         { return nil }
func (h *homeScreen) SetSize(w, height int) { h.width, h.height = w, height }
func (h *homeScreen) Typing() bool          { return false }
func (h *homeScreen) Place() model.Stage    { return stageHome }
func (h *homeScreen) Mail() *mailbox        { return h.box }

func (h *homeScreen) Status() string {
	if missing := h.desk.cfg.Account.Missing; missing != "" {
		return h.desk.theme.Warning.Render(missing)
	}
	return h.desk.theme.Muted.Render("Choose what to do.")
}

func (h *homeScreen) Keys() keyMap {
	line := []key.Binding{homeKeys.Open, homeKeys.New, global.Quit}
	return keyMap{line, []widget.KeyGroup{{Title: "Home", Bindings: []key.Binding{
		homeKeys.Up, homeKeys.Down, homeKeys.Open, homeKeys.New,
	}}}}
}

func (h *homeScreen) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, homeKeys.Up):
		h.cursor = max(0, h.cursor-1)
	case key.Matches(press, homeKeys.Down):
		h.cursor = min(len(h.desk.campaigns), h.cursor+1)
	case key.Matches(press, homeKeys.New):
		h.start()
	case key.Matches(press, homeKeys.Open):
		h.open()
	}
	return nil
}

// busy keeps the campaign that is being sent on the desk until the answer is
// there: taking its screens away would cut the request off.
func (h *homeScreen) busy() bool {
	c := h.desk.campaign
	if c == nil || !c.Sending() {
		return false
	}
	h.desk.emit(notify{widget.Problem, c.Name() + " is being sent. Wait for Dialgen's answer first."})
	return true
}

func (h *homeScreen) open() {
	if h.cursor == 0 {
		h.start()
		return
	}
	c := h.desk.campaigns[h.cursor-1]
	if c == h.desk.campaign {
		h.desk.emit(resume{})
		return
	}
	if h.busy() {
		return
	}
	h.desk.campaign = c
	h.desk.emit(showCampaign{screensOf(h.desk)})
}

func (h *homeScreen) start() {
	if h.busy() {
		return
	}
	h.desk.campaign = newCampaign(h.desk)
	h.desk.emit(goOn{newFileScreen(h.desk, "")})
}

// screensOf builds the screens a campaign has come to, so that each can be gone
// back to.
func screensOf(d *desk) []screen {
	c := d.campaign
	screens := []screen{newFileScreen(d, c.Origin.Path)}
	if c.Table != nil {
		screens = append(screens, newColumnsScreen(d))
	}
	if c.List != nil {
		screens = append(screens, newContactsScreen(d))
	}
	if c.Stage >= model.StageOptions {
		screens = append(screens, newOptionsScreen(d))
	}
	if c.Sent() {
		screens = append(screens, newLiveScreen(d))
	}
	return screens
}

func (h *homeScreen) View() string {
	t := h.desk.theme
	h.cursor = min(h.cursor, len(h.desk.campaigns))
	lines := []string{
		"",
		t.Title.Render("What would you like to do?"),
		"",
		h.line(0, "Start a new campaign", "from an Excel or CSV list"),
	}
	if len(h.desk.campaigns) > 0 {
		lines = append(lines, "", t.Muted.Render("Campaigns since Callsheet was opened"))
	}
	for i, c := range h.desk.campaigns {
		lines = append(lines, h.line(i+1, c.Name(), h.describe(c)))
	}
	return widget.Block(strings.Join(lines, "\n"), h.width, h.height)
}

func (h *homeScreen) line(i int, name, detail string) string {
	t := h.desk.theme
	sign, style := " ", t.Text
	if i == h.cursor {
		sign, style = t.Signs.Cursor, t.Cursor
	}
	name = widget.Fit(name, 34, t.Signs.Ellipsis)
	return style.Render(sign+" "+name) + "  " + t.Muted.Render(detail)
}

func (h *homeScreen) describe(c *model.Campaign) string {
	switch {
	case c.Sent() && c.Ended():
		return fmt.Sprintf("%s contacts, ended", widget.Count(c.Plan.Len()))
	case c.Sent():
		return fmt.Sprintf("%s contacts, calling", widget.Count(c.Plan.Len()))
	case c.List != nil:
		return fmt.Sprintf("draft at %s, %s rows, %s to fix", c.Stage, widget.Count(c.List.Len()), widget.Count(c.List.Counts().Of(model.ToFix)))
	}
	return "draft"
}
