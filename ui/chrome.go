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
	"callsheet/ui/widget"
)

// The smallest window the screens are made for.
const (
	minWidth  = 80
	minHeight = 24
)

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
		return widget.Frame(t, strings.Join(widget.Wrap(text, a.width), "\n"), a.width, a.height)
	}
	width, height := a.bodySize()
	body := a.front().View()
	switch {
	case a.dialog != nil:
		body = widget.Overlay(body, a.dialog.Dialog.View(width, height), width, height)
	case a.help:
		body = widget.KeyHelp(t, width, height, a.helpGroups())
	}
	rule := t.Rule.Render(strings.Repeat(t.Glyphs.Rule, a.width))
	top := rule
	if text := a.banner(); text != "" {
		top = t.Banner.Render(widget.Fit(" "+text, a.width, t.Glyphs.Ellipsis))
	}
	var b strings.Builder
	b.WriteString(a.header() + "\n" + a.trail() + "\n" + top + "\n")
	for line := range strings.SplitSeq(widget.Block(body, width, height), "\n") {
		b.WriteString(" " + line + " \n")
	}
	status := a.status()
	if len(status) == 1 {
		status = append([]string{rule}, status...)
	}
	b.WriteString(strings.Join(status, "\n") + "\n" + a.keyLine())
	return widget.Frame(t, b.String(), a.width, a.height)
}

// header says who and where: product, campaign, account, country, and a badge
// that tells rehearsal from real calls.
func (a *App) header() string {
	t := a.console.Theme
	account := a.console.Config.Account
	badge := t.Live.Render("  LIVE  ")
	if account.IsSandbox() {
		text := "  SANDBOX  "
		if account.Speed > 1 {
			text = fmt.Sprintf("  SANDBOX %s%g  ", t.Glyphs.Times, account.Speed)
		}
		badge = t.Sandbox.Render(text)
	}
	right := ""
	var region phone.Region
	if account.RegionFrom.Given() {
		region = account.Region
	}
	if a.console.Campaign != nil && a.console.Campaign.Region != "" {
		region = a.console.Campaign.Region
	}
	for _, part := range []string{widget.Clip(printable.Text(account.Name, maxAccountRunes), t.Glyphs.Ellipsis, maxAccount), printable.Text(string(region), maxRegionRunes)} {
		if part != "" {
			right += t.Muted.Render(part + " · ")
		}
	}
	if t.ASCII {
		right = strings.ReplaceAll(right, "·", "-")
	}
	right += badge + " "
	left := " " + t.Title.Render("callsheet")
	if a.console.Campaign != nil && a.at > 0 {
		left += t.Muted.Render(" "+t.Glyphs.Cursor+" ") + t.Strong.Render(a.console.Campaign.Name())
	}
	room := max(1, a.width-widget.Width(right)-1)
	return widget.Fit(left, room, t.Glyphs.Ellipsis) + " " + right
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

// banner is what stays on the screen until it is over: work that cannot be
// saved, or a campaign that is open elsewhere.
func (a *App) banner() string {
	c := a.console.Campaign
	switch {
	case a.console.Saver.Lost != "":
		return a.console.Theme.Glyphs.ToFix + " " + a.console.Saver.Lost
	case a.console.Saver.Failed != "":
		return a.console.Theme.Glyphs.ToFix + " Not saved: work goes on, nothing can be sent. " + a.console.Saver.Failed
	case c != nil && a.at > 0 && c.Holder != "":
		return "Read-only: open elsewhere (" + c.Holder + ")"
	case c != nil && a.at > 0 && c.Locked != "":
		return "Read-only: part of this campaign is damaged. What runs of it can be watched and cancelled."
	}
	return ""
}

// statusLines is how many lines a status takes at most: a long one has the line
// of the rule above it as well, so that nothing else moves.
const statusLines = 2

func (a *App) status() []string {
	t := a.console.Theme
	text := a.toast.View(2 * statusLines * a.width) // cut by its lines
	if text == "" {
		text = a.front().Status()
	}
	lines := widget.Lines(text, a.width-2, statusLines, t.Glyphs.Ellipsis)
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
	case a.help:
		line = []key.Binding{screen.Bind("any key", "close the help", "enter")}
	default:
		line = append(a.front().Keys().Line, a.ownActions().Line("help")...)
	}
	return " " + widget.KeyLine(t, a.width-2, a.spelt(line)) + " "
}

// spelt returns bindings whose names the terminal can draw.
func (a *App) spelt(bindings []key.Binding) []key.Binding {
	if !a.console.Theme.ASCII {
		return bindings
	}
	plain := slices.Clone(bindings)
	for i, b := range plain {
		plain[i].SetHelp(screen.ArrowWords.Replace(b.Help().Key), b.Help().Desc)
	}
	return plain
}

func (a *App) helpGroups() []widget.KeyGroup {
	groups := append([]widget.KeyGroup{}, a.front().Keys().Groups...)
	for i := range groups {
		groups[i].Bindings = a.spelt(groups[i].Bindings)
	}
	everywhere := a.ownActions().Help(everywhereGroup)[0]
	everywhere.Bindings = append([]key.Binding{screen.Global.Next, screen.Global.Back}, everywhere.Bindings...)
	return append(groups, everywhere)
}
