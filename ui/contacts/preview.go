package contacts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// PreviewPanel shows what each fix makes of real rows and applies one of them.
type PreviewPanel struct {
	console *screen.Console
	table   *Table
	only    *Narrowing // what narrows the rows of the table
	name    string     // of the cause
	of      previewOf
	Fixes   []model.Fix
	at      int
	shown   []model.Preview // of the fix under the cursor
	fits    int             // rows that fix applies to, -1 when they were not counted
}

// countedRows is up to how many marked rows are tried to count to which of them
// a fix applies, which takes a few milliseconds.
const countedRows = 300

// longestPerson is how many characters of a person's name stand in a line.
const longestPerson = 59

// previewedRows is on how many rows a fix is shown.
const previewedRows = 12

var previewKeys = struct{ Up, Down, Apply, Country, Close key.Binding }{
	Up:      screen.Bind("↑↓", "another fix", "up", "k"),
	Down:    screen.Bind("↓", "next fix", "down", "j", "tab"),
	Apply:   screen.Bind("enter", "fix", "enter", "a"),
	Country: screen.Bind("c", "another country", "c"),
	Close:   screen.Bind("esc", "back", "esc"),
}

const rowsCountryDialog = "country"

// newPreviewPanel shows what fixes make of rows. It begins on the first fix that need
// not be asked for by name.
func newPreviewPanel(console *screen.Console, table *Table, only *Narrowing, name string, of previewOf, fixes []model.Fix) *PreviewPanel {
	s := &PreviewPanel{console: console, table: table, only: only, name: name, of: of, Fixes: slices.Clone(fixes)}
	s.at = max(slices.IndexFunc(s.Fixes, func(f model.Fix) bool { return !f.Kind.Explicit() }), 0)
	s.look()
	return s
}

// look works out what the fix under the cursor makes of the first rows.
func (s *PreviewPanel) look() {
	f := s.Fixes[s.at]
	rows := s.of.rows
	if rows == nil && s.only.cause == s.of.cause.CauseKey && !s.table.Stale {
		rows = s.table.Rows
	}
	if rows == nil {
		s.shown, s.fits = s.console.Campaign.List.Fixes().Preview(s.of.cause, f, previewedRows), -1
		return
	}
	s.shown, s.fits = s.shown[:0:0], -1
	for _, row := range rows[:min(len(rows), previewedRows)] {
		s.shown = append(s.shown, s.console.Campaign.List.Fixes().PreviewRow(int(row), f))
	}
	if s.of.rows == nil || len(rows) > countedRows {
		return
	}
	s.fits = 0
	for i, row := range rows {
		if i < len(s.shown) && s.shown[i].Reason != "" || i >= len(s.shown) && s.console.Campaign.List.Fixes().PreviewRow(int(row), f).Reason != "" {
			s.fits++
		}
	}
}

func (s *PreviewPanel) count() int {
	if s.of.rows != nil {
		return len(s.of.rows)
	}
	return s.of.cause.Rows
}

func (s *PreviewPanel) actions() []panelAction {
	k := previewKeys
	move := func(id, title string, keys key.Binding, by int) panelAction {
		return looks(id, title, keys, func() {
			s.at = max(min(s.at+by, len(s.Fixes)-1), 0)
			s.look()
		})
	}
	country := wants("fix by country", "Read the numbers as of another country", k.Country, func() effect {
		return effect{ask: s.countryQuestion(), name: rowsCountryDialog}
	})
	country.WhyNot = screen.Without(s.TakesCountry(), "A country is not what these rows lack.")
	zone := changes("zone of previewed", "Say in which time zone these people are", Keys.Zone, func() effect { return sayZone(s.of) })
	zone.WhyNot = screen.Without(slices.ContainsFunc(s.Fixes, model.Fix.AsksZone), "A time zone is not what these rows lack.")
	apply := changes("apply fix", "Apply the fix", k.Apply, func() effect { return s.apply(s.Fixes[s.at]) })
	apply.Named = screen.Label(k.Apply, s.applyWords())
	return []panelAction{
		apply,
		move("fix above", "Look at the fix above", k.Up, -1),
		move("fix below", "Look at the fix below", k.Down, 1),
		country,
		zone,
		changes("leave previewed out", "Leave these rows out", Keys.LeaveOut, func() effect { return s.apply(model.Fix{Kind: model.FixLeaveOut}) }),
		closes("preview", "Close the preview", k.Close),
	}
}

func (s *PreviewPanel) apply(f model.Fix) effect {
	if f.AsksZone() {
		return sayZone(s.of)
	}
	return effect{close: true, fix: &f, of: s.of}
}

// TakesCountry reports whether a country could be what the rows lack.
func (s *PreviewPanel) TakesCountry() bool {
	switch s.of.cause.Problem {
	case model.Problem(phone.NoCountry), model.Problem(phone.InvalidForRegion), model.Problem(phone.TooShort), model.Problem(phone.TooLong), model.Problem(phone.LostZero), model.Problem(phone.LostPlus):
		return true
	}
	return slices.ContainsFunc(s.Fixes, func(f model.Fix) bool { return f.Kind == model.FixRegion })
}

func (s *PreviewPanel) countryQuestion() widget.Dialog {
	return widget.NewPrompt(s.console.Theme, "Which country are these numbers of?", "",
		"Country, such as GB or Ireland", "", func(text string) (string, error) {
			region, ok := phone.ParseRegion(text)
			if !ok {
				return "", model.UserError("No country is called that. Type its name or its two letters, such as GB.")
			}
			return "The numbers are read as written in " + screen.RegionWords(region) + ".", nil
		})
}

// chooseCountry offers a country that was typed beside the other fixes.
func (s *PreviewPanel) chooseCountry(text string) {
	region, known := phone.ParseRegion(text)
	if !known {
		return
	}
	same := func(f model.Fix) bool { return f.Kind == model.FixRegion && f.Region == region }
	if s.at = slices.IndexFunc(s.Fixes, same); s.at < 0 {
		s.at = 0
		s.Fixes = slices.Insert(s.Fixes, 0, model.Fix{Kind: model.FixRegion, Region: region, Confidence: model.Likely,
			Reason: "You said that these numbers are written as in " + region.Name() + "."})
	}
	s.look()
}

// refresh closes the preview: what it showed is no longer so.
func (s *PreviewPanel) refresh() bool { return true }

func (s *PreviewPanel) arrange(int, int) {}

func (s *PreviewPanel) typed(tea.KeyMsg) effect { return effect{} }
func (s *PreviewPanel) typing() bool            { return false }

// applyWords name what applying the fix under the cursor does.
func (s *PreviewPanel) applyWords() string {
	if s.Fixes[s.at].AsksZone() {
		return "say it"
	}
	what := "fix this row"
	switch n := s.count(); {
	case s.fits >= 0 && s.fits < n:
		what = fmt.Sprintf("fix %s of %s rows", figures.Count(s.fits), figures.Count(n))
	case n > 1:
		what = fmt.Sprintf("fix all %s rows", figures.Count(n))
	}
	if s.Fixes[s.at].Kind == model.FixLeaveOut {
		what = "leave " + strings.TrimPrefix(what, "fix ") + " out"
	}
	return what
}

func (s *PreviewPanel) keyLine() []string {
	line := []string{"apply fix"}
	if len(s.Fixes) > 1 {
		line = append(line, "fix above")
	}
	line = append(line, "fix by country", "zone of previewed")
	if s.Fixes[s.at].Kind != model.FixLeaveOut {
		line = append(line, "leave previewed out")
	}
	return append(line, "close preview")
}

// fixWords says in a few words what one of several fixes does.
func fixWords(f model.Fix, cause model.Cause) string {
	switch f.Kind {
	case model.FixRegion:
		return "read as " + f.Region.Name()
	case model.FixSplit:
		words := "keep number " + fmt.Sprint(f.Part+1)
		if f.Fallback {
			words += ", the other as {" + model.FallbackKey + "}"
		}
		return words
	case model.FixColumn:
		return f.Kind.Does()
	case model.FixAsIs:
		if cause.Problem == model.BadTimeZone {
			return "go by the number or address"
		}
	case model.FixZone:
		if f.Text != "" {
			return "all in " + f.Text
		}
		return f.Kind.Does()
	case model.FixAccept:
		if cause.Warning == model.TimeZoneUnknown {
			return "hold them, not called"
		}
	case cause.Fix:
		return cause.Does()
	}
	return f.Kind.Does()
}

// from names the column that a fix takes a time zone from.
func (s *PreviewPanel) from(f model.Fix) string {
	mapping := s.console.Campaign.List.Mapping
	i := slices.IndexFunc(mapping, func(c columns.Column) bool { return c.Index == f.Column })
	if f.Kind != model.FixZoneFrom || i < 0 {
		return ""
	}
	return ", " + mapping[i].Title()
}

func (s *PreviewPanel) view(width, height int) string {
	t := s.console.Theme
	w := min(width, 110)
	inner, _ := widget.PanelRoom(w, height)
	var lines []string
	for i, f := range s.Fixes {
		lead, style := "  ", t.Text
		if f.Kind.Explicit() {
			style = t.Error
		}
		if i == s.at {
			lead, style = t.Glyphs.Cursor+" ", t.Cursor
		}
		words := screen.SentenceStart(fixWords(f, s.of.cause) + s.from(f))
		if f.Kind != model.FixLeaveOut && !f.AsksZone() {
			words += " (" + f.Confidence.String() + ")"
		}
		lines = append(lines, style.Render(widget.Fit(lead+words, inner, t.Glyphs.Ellipsis)))
	}
	if n, most := len(lines), max(height/3, 3); n > most {
		from := max(min(s.at-most/2, n-most), 0)
		lines = lines[from : from+most]
		lines[most-1] += t.Muted.Render("  " + t.Glyphs.Ellipsis)
	}
	lines = append(lines, "")
	lines = append(lines, widget.Paragraph(t.Muted, s.Fixes[s.at].Reason, inner)...)
	lines = append(lines, "")
	room := max(height-2-len(lines)-1, 1)
	if t.Lines {
		room = widget.RowsRead
	}
	shown := s.shown[:min(len(s.shown), room)]
	for _, p := range shown {
		lines = append(lines, s.line(p, inner))
	}
	if more := s.count() - len(shown); more > 0 {
		lines = append(lines, t.Muted.Render(fmt.Sprintf("and %s more", figures.Count(more))))
	}
	title := s.name
	if s.of.rows != nil {
		title = "Fix the marked rows"
		if len(s.of.rows) == 1 {
			title = screen.SentenceStart(rowName(s.console.Campaign.List, int(s.of.rows[0])))
		}
	}
	return widget.Panel(t, fmt.Sprintf("%s: %s", title, figures.Counted(s.count(), "row")), lines, w, min(height, len(lines)+2))
}

// line shows one row before and after.
func (s *PreviewPanel) line(p model.Preview, width int) string {
	t := s.console.Theme
	row := widget.FitRight(fmt.Sprint(s.console.Campaign.List.Table.RowNumber(p.Row)), 7, "")
	given := max(min(24, width/4), 12)
	after, style := s.after(p)
	return t.Muted.Render(row+"  ") + t.Text.Render(widget.Fit(p.Given, given, t.Glyphs.Ellipsis)) +
		t.Muted.Render(" "+t.Glyphs.Arrow+" ") + style.Render(widget.Clip(after, t.Glyphs.Ellipsis, max(width-given-14, 1)))
}

func (s *PreviewPanel) after(p model.Preview) (string, theme.Pen) {
	t := s.console.Theme
	f := s.Fixes[s.at]
	switch {
	case f.AsksZone():
		return "where you say", t.Text
	case p.Reason == "":
		return "stays as it is: this does not apply", t.Muted
	case f.Kind == model.FixLeaveOut:
		return "left out", t.LeftOut
	case f.Kind == model.FixDropEmail:
		return "no email is sent", t.Ready
	case f.Kind == model.FixEmail, f.Kind == model.FixEncoding, f.Kind == model.FixName, p.Text != "":
		return cmp.Or(p.Text, p.Reason), t.Ready
	case p.After.State == model.ToFix:
		return "still to fix: " + p.After.Problem.Short(), t.ToFix
	case p.After.Number == 0:
		return p.Reason, t.Text
	}
	// What speaks against the call stands first, where it is not cut.
	number, words := p.After.Number.Grouped()+"  ", numberWords(p.After.Number)
	if name := s.console.Campaign.List.Contacts().Name(p.Row); f.Kind == model.FixAsIs && name != "" {
		words = printable.Text(name, longestPerson) // it is the people that are to be told apart
	}
	switch p.After.Out {
	case model.OnDoNotCallList, model.RefusedInFile, model.RefusedNumber:
		return number + "do not call, " + words, t.DoNotCall
	case model.InUnfinished:
		return number + "in another campaign, " + words, t.LeftOut
	case model.CalledRecently, model.MaybeCalled:
		return number + "called recently, " + words, t.LeftOut
	}
	if p.After.Warnings&model.Warnings(phone.NotAssigned) != 0 {
		return number + "may not be in service, " + words, t.Warning
	}
	return number + words, t.Ready
}
