package ui

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// contactPreview is one row as the service will receive it: the lines of a pane, and
// a strip of a few lines.
type contactPreview struct {
	console *screen.Console
	row     int  // of the list
	whole   bool // it has the screen, where it has no pane of its own
	room    int  // lines it has below the columns
	width   int  // of the screen

	lines, strip []string
}

// firstContact is the first row that has a number, or the first that has
// anything.
func firstContact(campaign *model.Campaign) int {
	const among = 50
	first := -1
	for row := range min(campaign.Table.Len(), among) {
		if campaign.Table.Blank(row) {
			continue
		}
		if first < 0 {
			first = row
		}
		if _, v := session.Preview(campaign, row); v.State == model.Ready {
			return row
		}
	}
	return max(first, 0)
}

// step shows the next row that has anything, or the one before.
func (p *contactPreview) step(by int) {
	t := p.console.Campaign.Table
	for row := p.row + by; row >= 0 && row < t.Len(); row += by {
		if !t.Blank(row) {
			p.row = row
			break
		}
	}
	p.look()
}

// look works out what the row shown will be sent as.
func (p *contactPreview) look() {
	campaign := p.console.Campaign
	p.lines, p.strip = nil, nil
	if p.row >= campaign.Table.Len() {
		return
	}
	contact, verdict := session.Preview(campaign, p.row)
	members := contactMembers(contact, campaign.Mapping, verdict.State == model.Ready)
	if isWide(p.width) {
		p.lines = p.pane(contact, verdict, members, paneWidth(p.width))
		return
	}
	width := max(1, p.width)
	p.lines = p.pane(contact, verdict, members, width)
	p.strip = p.onLines(contact, verdict, members, width)
}

// pane is the contact line by line.
func (p *contactPreview) pane(contact model.Contact, v model.Verdict, members []member, width int) []string {
	t := p.console.Theme
	lines := []string{p.hinted(p.rowWords(contact, v), width), widget.Clip(p.verdictWords(v), t.Glyphs.Ellipsis, width)}
	if v.State != model.Ready {
		lines = append(lines, widget.Paragraph(t.Muted, whyNot(v), width)...)
	}
	lines = append(lines, "", "{")
	for _, m := range members {
		lines = append(lines, widget.Clip(m.indented(), t.Glyphs.Ellipsis, width))
	}
	return append(lines, "}")
}

// onLines is the contact on a few lines, with a mark when there is more. What is odd
// about it goes before what the line is.
func (p *contactPreview) onLines(contact model.Contact, v model.Verdict, members []member, width int) []string {
	t := p.console.Theme
	var words []string
	for _, m := range members {
		words = append(words, m.text)
	}
	flow := widget.Wrap("{ "+strings.Join(words, " ")+" }", width)
	if room := max(p.room-1, 0); len(flow) > room {
		if flow = flow[:room]; room > 0 {
			last := &flow[room-1]
			*last = widget.Clip(*last, "", max(0, width-2)) + " " + t.Glyphs.Ellipsis
		}
	}
	head := ""
	for _, row := range []string{p.rowWords(contact, v), p.numberedWords(contact)} {
		if head = row + t.Muted.Render(": ") + p.verdictWords(v); widget.Width(head) <= p.hintRoom(width) {
			break
		}
	}
	return append([]string{p.hinted(head, width)}, flow...)
}

// hinted is the line above the contact, with the keys that change it at its end
// where there is room.
func (p *contactPreview) hinted(head string, width int) string {
	return widget.Fit(head, p.hintRoom(width), p.console.Theme.Glyphs.Ellipsis) + "  " + p.hint()
}

// hintRoom is how many cells there are beside those keys.
func (p *contactPreview) hintRoom(width int) int { return width - widget.Width(p.hint()) - 2 }

func (p *contactPreview) hint() string {
	t := p.console.Theme
	hint := rowKeys
	if t.ASCII {
		hint = screen.ArrowWords.Replace(hint)
	}
	hint = t.Key.Render(hint) + t.KeyDesc.Render(" row")
	if !isWide(p.width) {
		hint += "   " + t.Key.Render("tab") + t.KeyDesc.Render(map[bool]string{false: " contact", true: " columns"}[p.whole])
	}
	return hint
}

const rowKeys = "←→"

// rowWords says which row is shown, and as what.
func (p *contactPreview) rowWords(contact model.Contact, v model.Verdict) string {
	row := p.numberedWords(contact)
	if v.State == model.Ready {
		return row + p.console.Theme.Muted.Render(" as Dialgen will get it")
	}
	return row
}

func (p *contactPreview) numberedWords(contact model.Contact) string {
	return p.console.Theme.Strong.Render(fmt.Sprintf("Row %d", p.console.Campaign.Table.RowNumber(contact.Row)))
}

// verdictWords says what becomes of the row shown.
func (p *contactPreview) verdictWords(v model.Verdict) string {
	t := p.console.Theme
	switch v.State {
	case model.Ready:
		words := t.Ready.Render(v.Number.Grouped())
		if warnings := v.Warnings.Short(); len(warnings) > 0 {
			words += t.Muted.Render(", " + strings.Join(warnings, ", "))
		}
		return words
	case model.DoNotCall:
		return t.DoNotCall.Render("marked: do not call")
	case model.LeftOut:
		return t.LeftOut.Render("left out")
	case model.ToFix:
		return t.ToFix.Render("cannot be called yet, " + lowered(v.Problem.Short()))
	}
	return t.Muted.Render("blank")
}

// lowered is a sentence's beginning in the middle of one.
func lowered(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

func whyNot(v model.Verdict) string {
	switch v.State {
	case model.DoNotCall:
		return "The list says so. It is left out."
	case model.LeftOut:
		return "You left it out. It can be taken back in under Contacts."
	case model.ToFix:
		return v.Problem.Sentence()
	}
	return "There is nothing in this row."
}

// member is one member of a contact's JSON.
type member struct {
	text  string
	depth int
}

func (m member) indented() string { return strings.Repeat("  ", m.depth) + m.text }

// contactMembers spells a contact as the service's reference does (create a
// batch, contacts[]). A row that is not called yet has no number to send.
func contactMembers(contact model.Contact, mapping columns.Mapping, ready bool) []member {
	var all []member
	add := func(depth int, name string, value any) {
		all = append(all, member{fmt.Sprintf("%s: %s,", spelt(name), spelt(value)), depth})
	}
	if contact.ID != "" {
		add(1, "id", contact.ID)
	}
	if ready {
		add(1, "phoneNumber", contact.Number.String())
	}
	for _, m := range []struct{ name, value string }{{"name", contact.Name}, {"email", contact.Email}, {"company", contact.Company}} {
		if m.value != "" {
			add(1, m.name, m.value)
		}
	}
	if len(contact.Metadata) > 0 {
		all = append(all, member{`"metadata": {`, 1})
		others := maps.Clone(contact.Metadata) // that are of no column
		for _, col := range mapping {
			if value, ok := contact.Metadata[col.Key]; ok && col.Key != "" {
				add(2, col.Key, value)
				delete(others, col.Key)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(others)) {
			add(2, key, others[key])
		}
		all[len(all)-1].text = strings.TrimSuffix(all[len(all)-1].text, ",")
		return append(all, member{"}", 1})
	}
	if len(all) > 0 {
		all[len(all)-1].text = strings.TrimSuffix(all[len(all)-1].text, ",")
	}
	return all
}

// spelt is a value as JSON spells it, safe to draw.
func spelt(value any) string {
	const longest = 200
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	if err := out.Encode(value); err != nil {
		return "?"
	}
	return printable.Text(b.String(), longest)
}
