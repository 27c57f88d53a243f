package contacts

import (
	"cmp"
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// details says in words what becomes of rows, and what became of them.
type details struct {
	list    *model.List
	console *screen.Console
}

// rowName is what a row is called in messages.
func rowName(list *model.List, row int) string {
	return fmt.Sprintf("row %d", list.Table.RowNumber(row))
}

func (d details) verdictWords(row int) (string, theme.Pen) {
	t := d.console.Theme
	v := d.list.Verdict(row)
	switch v.State {
	case model.ToFix:
		text := v.Problem.Sentence()
		switch {
		case v.Problem == model.MaybeOptedOut:
			text = screen.Sentence(d.list.Why(row)) + " Press enter to decide."
		case offers(v):
			text = fmt.Sprintf("%s. Suggested: %s, %s.", v.Problem.Short(), v.Number.Grouped(), numberWords(v.Number))
		}
		return t.Glyphs.ToFix + " " + text, t.ToFix
	case model.Duplicate:
		if head, ok := d.list.Duplicates().Dialled(row); ok {
			return fmt.Sprintf("%s The same number as %s, which is called. This row is not. Press d to see both.", t.Glyphs.Duplicate, rowName(d.list, head)), t.Duplicate
		}
	case model.DoNotCall:
		return t.Glyphs.DoNotCall + " " + d.whyOut(row, v), t.DoNotCall
	case model.LeftOut:
		return t.Glyphs.LeftOut + " " + d.whyOut(row, v), t.LeftOut
	case model.Ready:
		if v.Warnings&model.TimeZoneUnknown != 0 {
			return t.Glyphs.ToFix + " Held: nothing tells when it is day there, so the person is not called. Press z to say the time zone.", t.Warning
		}
		if why := session.CapOf(d.list, row, d.console.Campaign.Values, d.console.Config.Hours, d.console.Config.Now()); why != "" {
			return fmt.Sprintf("%s Is not called, %s.", t.Glyphs.LeftOut, why), t.LeftOut
		}
		text := fmt.Sprintf("%s Will dial %s, %s", t.Glyphs.Ready, v.Number.Grouped(), numberWords(v.Number))
		if words := v.Warnings.Short(); len(words) > 0 {
			text += ": " + strings.Join(words, ", ")
		}
		return text + ".", t.Ready
	}
	return "", t.Text
}

// about names a row with what is in it, and says what becomes of it.
func (d details) about(row int) (head, text string, style theme.Pen) {
	t, name := d.console.Theme, d.list.Contacts().Name(row)
	if name == "" {
		name = "no name"
	}
	head = t.Strong.Render(screen.SentenceStart(rowName(d.list, row))) + "  " + t.Text.Render(name)
	if given := d.list.Contacts().Given(row); given != "" {
		head += t.Muted.Render("   as given: ") + t.Text.Render(given)
	}
	text, style = d.verdictWords(row)
	return head, text, style
}

func (d details) liveReading(row int, typed string) (string, theme.Pen) {
	t := d.console.Theme
	j := d.list.Fields().Check(row, model.EditableField{Field: columns.FieldPhone}, typed)
	if j.OK {
		return t.Glyphs.Ready + " " + j.Sentence, t.Ready
	}
	return t.Glyphs.ToFix + " " + j.Sentence, t.ToFix
}

// whyOut says why a row is out that the operator did not leave out, and which key
// does something about it; model.List.Why says the same in a few words.
func (d details) whyOut(row int, v model.Verdict) string {
	mark := d.list.Suppression(v.Number)
	switch v.Out {
	case model.OnDoNotCallList:
		return fmt.Sprintf("%s is on the do-not-call list since %s (%s). It is never called.",
			v.Number.Grouped(), mark.DoNotCall.In(d.console.Config.Now().Location()).Format("2 Jan 2006"), printable.Text(mark.Source, 60))
	case model.MaybeCalled:
		return fmt.Sprintf("It is not known whether %s calls this number already%s. %s.", mark.CampaignWords(), mark.IDWords(), screen.SentenceStart(mark.UncertainAdvice("settle that campaign on Home first")))
	case model.CalledRecently, model.InUnfinished:
		words := mark.CalledWords(d.console.Config.Now())
		if mark.Stays {
			return strings.ToUpper(words[:1]) + words[1:] + ". " + mark.StaysAdvice()
		}
		return strings.ToUpper(words[:1]) + words[1:] + ". Press enter to decide otherwise."
	case model.HiddenInFile:
		return "Filtered out in the workbook, and not called. Press x to take it in."
	case model.NoContact:
		return "This looks like a total, a note or a heading, and is not called. Press x to take it in."
	case model.RefusedInFile, model.RefusedNumber:
		return screen.Sentence(d.list.Why(row)) + " It is never called."
	}
	return "Left out by you. Press x to take it back in."
}

// whenAndWho is when a change was made and by whom, in cells of one width.
func (d details) whenAndWho(p model.HistoryEntry) string {
	when := "earlier" // taken over from a saved list, which does not say
	if !p.At.IsZero() {
		when = p.At.In(d.console.Config.WallTime().Location()).Format("2 Jan 15:04")
	}
	by := cmp.Or(printable.Text(p.By, 40), "nobody named")
	return widget.Fit(when, 13, "") + widget.Fit(by, 12, d.console.Theme.Glyphs.Ellipsis) + "  "
}

// rowPast says what was changed in one row, when and by whom, the latest first.
func (d details) rowPast(row int) []string {
	var past []string
	for _, p := range d.list.History().OfRow(row) {
		past = append(past, d.whenAndWho(p.HistoryEntry)+screen.SentenceStart(strings.Join(p.Changed, ", ")))
	}
	return past
}

// knownWords says of a cause whose numbers are known from a campaign when that
// calls them, or called them.
func (d details) knownWords(cause model.Cause) string {
	rows := d.list.Causes().Rows(cause, 1)
	if len(rows) == 0 {
		return ""
	}
	mark := d.list.Suppression(d.list.Verdict(rows[0]).Number)
	if cause.Answered() {
		return screen.SentenceStart(mark.AnsweredWords(d.console.Config.Now())) + ". Press x to leave them out."
	}
	return screen.SentenceStart(mark.CalledWords(d.console.Config.Now())) + "."
}
