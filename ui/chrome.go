package ui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// The smallest window the screens are made for.
const (
	minWidth  = 80
	minHeight = 24
)

// SmallestWindow is the smallest that the screens are made for, in cells.
func SmallestWindow() (width, height int) { return minWidth, minHeight }

// maxAccount is how many cells the account's name takes at most, so that the
// badge that tells rehearsal from real calls always has its place.
const (
	maxAccount      = 24
	maxAccountRunes = 80
	maxRegionRunes  = 2
)

// chromeHeight is the lines around the body: who and where, the trail, a rule;
// a rule, the status, the keys.
const chromeHeight = 6

func (a *App) bodySize() (width, height int) {
	return max(1, a.width-2), max(1, a.height-chromeHeight)
}

func (a *App) tooSmall() bool { return a.width < minWidth || a.height < minHeight }

// View draws the five zones: where, the trail, the body, the status, the keys.
func (a *App) View() string {
	if a.width == 0 {
		return ""
	}
	t := a.console.Theme
	if a.tooSmall() {
		text := fmt.Sprintf("Callsheet needs a window of %d by %d. This one is %d by %d: make it larger to go on. Nothing is lost.",
			minWidth, minHeight, a.width, a.height)
		return widget.Frame(t, strings.Join(widget.Wrap(text, a.width), "\n"), a.width, a.height, "")
	}
	width, height := a.bodySize()
	body := a.front().View()
	switch {
	case a.dialog != nil:
		body = widget.Overlay(widget.Behind(t, body), a.dialog.Dialog.View(width, height), width, height)
	case a.over != nil:
		body = widget.Overlay(widget.Behind(t, body), a.over.view(width, height), width, height)
	}
	rule := t.Rule.Render(strings.Repeat(t.Glyphs.Rule, a.width))
	lines := []string{a.header(), a.trail(), rule}
	for line := range strings.SplitSeq(widget.Block(body, width, height), "\n") {
		lines = append(lines, " "+line+" ")
	}
	lines = append(lines, rule, "")
	over(lines, len(lines)-1, a.status()...)
	if banner := bannerLines(t, a.banner(), a.width, mostLines(a.height)); len(banner) > 0 {
		// It ends where the rule is, and a long one takes the trail as well.
		last := max(bannerLine, len(banner))
		over(lines, last, banner...)
	}
	view := strings.Join(append(lines, a.keyLine()), "\n")
	if t.ASCII {
		view = screen.ASCIISigns.Replace(view)
	}
	return widget.Frame(t, view, a.width, a.height, a.link())
}

// bannerLine is the line of the window that a banner of one line stands on.
const bannerLine = 2

// over puts lines over others, the last of them at a place: a text that is longer than its
// place covers what is above it, so that nothing else moves and nothing of it is cut.
func over(lines []string, last int, text ...string) {
	text = text[:min(len(text), last)]
	copy(lines[last+1-len(text):], text)
}

// body is the screen in front with what lies over it; in lines, what lies over it alone.
func (a *App) body(width, height int) string {
	box := ""
	switch {
	case a.dialog != nil:
		box = a.dialog.Dialog.View(width, height)
	case a.over != nil:
		box = a.over.view(width, height)
	default:
		return a.front().View()
	}
	if a.console.Theme.Lines {
		return box
	}
	return widget.Overlay(a.front().View(), box, width, height)
}

// header says who and where: product, campaign, account, country, and a badge
// that tells rehearsal from real calls.
func (a *App) header() string {
	t := a.console.Theme
	account := a.console.Config.Account
	badge := t.Live.Render("  LIVE  ")
	switch {
	case account.Missing != "" && !account.IsSandbox():
		badge = t.Muted.Render("NO KEY ")
	case account.IsSandbox():
		text := "  SANDBOX  "
		if account.Speed > 1 {
			text = fmt.Sprintf("  SANDBOX %s%g  ", t.Glyphs.Times, account.Speed)
		}
		badge = t.Sandbox.Render(text)
	}
	right, looks := "", ""
	if a.console.Config.Store.ReadOnly.On() {
		looks = "read-only"
	}
	for _, part := range []string{widget.Clip(printable.Text(account.Name, maxAccountRunes), t.Glyphs.Ellipsis, maxAccount), looks, a.regionWords()} {
		if part != "" {
			right += t.Muted.Render(part + " · ")
		}
	}
	right += badge + " "
	left := " " + t.Title.Render("callsheet")
	if a.console.Campaign != nil && a.at > 0 {
		left += t.Muted.Render(" "+t.Glyphs.Cursor+" ") + t.Strong.Render(a.console.Campaign.Name())
	}
	room := max(1, a.width-widget.Width(right)-1)
	if sent := a.sentWords(); sent != "" && widget.Width(left)+3+widget.Width(sent) <= room {
		left += "   " + t.Muted.Render(sent)
	}
	return widget.Fit(left, room, t.Glyphs.Ellipsis) + " " + right
}

// regionWords are the country of the campaign in front, or else of the account.
func (a *App) regionWords() string {
	var region phone.Region
	if account := a.console.Config.Account; account.RegionFrom.Given() {
		region = account.Region
	}
	if c := a.console.Campaign; c != nil && c.Region != "" {
		region = c.Region
	}
	return printable.Text(string(region), maxRegionRunes)
}

// sentWords say when the campaign in front was sent, and to how many.
func (a *App) sentWords() string {
	if c := a.console.Campaign; c != nil && a.at > 0 {
		return session.SentWords(c.Batches, a.console.Config.Now())
	}
	return ""
}

// trail shows every step of the way, which are behind and where this is.
func (a *App) trail() string {
	t := a.console.Theme
	place := a.front().Place()
	reached := screen.Home
	for _, s := range a.stack {
		reached = max(reached, s.Place())
	}
	line := " "
	for _, stage := range model.Stages() {
		name := stage.String()
		switch {
		case stage == place:
			line += t.Accent.Bold().Render(name + " " + t.Glyphs.Dot)
		case stage < reached && place != screen.Home, stage < place:
			line += t.Text.Render(name + " " + t.Glyphs.Check)
		default:
			line += t.Muted.Render(name)
		}
		line += "   "
	}
	kept := a.savedWords()
	room := max(1, a.width-widget.Width(kept)-1)
	return widget.Fit(line, room, t.Glyphs.Ellipsis) + kept + " "
}

// savedWords says whether the work is on disk.
func (a *App) savedWords() string {
	t := a.console.Theme
	switch a.console.Saver.State(a.console.Campaign) {
	case session.AllSaved:
		return t.Muted.Render("saved")
	case session.Saving:
		return t.Muted.Render("saving" + t.Glyphs.Ellipsis)
	case session.SaveFailed:
		return t.Error.Render("not saved")
	}
	return ""
}

// banner is what stays on the screen until it is over: work that cannot be saved, a team's
// ledger without which nothing is sent, or a campaign that can only be looked at.
func (a *App) banner() string {
	var parts []string
	sign := a.console.Theme.Glyphs.ToFix + " "
	switch team := a.console.Team.State.Banner(a.console.Config.WallTime()); {
	case a.console.Saver.Lost != "":
		return sign + a.console.Saver.Lost
	case a.console.Saver.Failed != "":
		return sign + "Not saved: work goes on, nothing can be sent. " + a.console.Saver.Failed
	case team != "":
		parts = append(parts, sign+team)
	}
	if words := readOnlyWords(a); words != "" {
		parts = append(parts, "Read-only: "+words)
	}
	return strings.Join(parts, " ")
}

// readOnlyWords say why the campaign in front can only be looked at; "" = it can be changed.
func readOnlyWords(a *App) string {
	c := a.console.Campaign
	switch {
	case c == nil || a.at == 0:
		return ""
	case c.LookedAt:
		return "the profile " + a.console.Config.Store.ReadOnly.Profile + " can only look."
	case c.Holder != "":
		return "open elsewhere (" + c.Holder + ")"
	case c.TakenOver != "":
		return strings.ToLower(c.TakenOver[:1]) + c.TakenOver[1:]
	case c.Locked != "":
		return "part of this campaign is damaged. What runs of it can be watched and cancelled."
	}
	return ""
}

// bannerLines are a banner, none where there is none.
func bannerLines(t theme.Theme, text string, width, most int) []string {
	if text == "" {
		return nil
	}
	lines := widget.Lines(text, width-2, most, t.Glyphs.Ellipsis)
	for i, line := range lines {
		lines[i] = t.Banner.Render(" " + line + " ")
	}
	return lines
}

// mostLines is how many lines a message takes at most: all of any that is said, while
// some of the screen is still to be seen.
func mostLines(height int) int { return max(2, height/3) }

// status is what the screen says, or a toast. A long one has the line of the rule above it
// as well, and then the last of the body.
func (a *App) status() []string {
	t := a.console.Theme
	text := a.toast.View(mostLines(a.height) * a.width) // cut by its lines
	if text == "" {
		text = a.front().Status()
	}
	lines := widget.Lines(text, a.width-2, mostLines(a.height), t.Glyphs.Ellipsis)
	for i, line := range lines {
		lines[i] = " " + line + " "
	}
	return lines
}

func (a *App) keyLine() string {
	t := a.console.Theme
	var line []key.Binding
	switch {
	case a.dialog != nil:
		line = a.dialog.Dialog.Keys()
	case a.over != nil:
		line = a.over.keys()
	default:
		line = append(a.enterFirst(a.front().Keys().Line), a.ownActions().Line("help")...)
	}
	return " " + widget.KeyLine(t, a.width-2, a.spelt(line)) + " "
}

// spelt returns bindings whose names the terminal can draw.
func (a *App) spelt(bindings []key.Binding) []key.Binding {
	if t := a.console.Theme; !t.ASCII && !t.Lines {
		return bindings
	}
	plain := slices.Clone(bindings)
	for i, b := range plain {
		plain[i].SetHelp(screen.ArrowWords.Replace(b.Help().Key), b.Help().Desc)
	}
	return plain
}

// enterFirst puts what enter does first in a line of keys: it is the step that is highlighted, or
// the obvious one.
func (a *App) enterFirst(line []key.Binding) []key.Binding {
	enter := keyNamed("enter")
	for i, b := range line {
		if key.Matches(enter, b) && b.Help().Key == "enter" {
			return slices.Insert(slices.Delete(slices.Clone(line), i, i+1), 0, b)
		}
	}
	for _, act := range a.front().Actions() {
		if act.Usable() && !act.Unnamed && key.Matches(enter, act.Keys) && slices.ContainsFunc(line, func(b key.Binding) bool { return key.Matches(enter, b) }) {
			return slices.Insert(slices.Clone(line), 0, screen.Enter(act.Keys.Help().Desc))
		}
	}
	return line
}
