package ui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/transcript"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// Bounds on what is shown of a call, in runes where nothing else is said.
const (
	maxNumberRunes  = 40
	maxNameShown    = 80
	maxTurnRunes    = 20_000
	maxSaidRunes    = 300_000 // of a whole transcript: ten times what is said in half an hour
	maxTurns        = 5000    // utterances
	maxSummaryRunes = 4000
	maxCellRunes    = 4000
	maxCellLines    = 40 // lines of a cell
	maxSpeakerCells = 14
	maxMetricsShown = 200 // metrics
)

func heading(t theme.Theme, words string) widget.Passage {
	return widget.Passage{Text: words, Pen: t.Strong}
}

// name is whom the call was to: as the list names them, or else the service.
func (s *callScreen) name() string {
	c := s.console.Campaign
	if row := s.contact.Row; row >= 0 && c.Plan != nil {
		if name := printable.Text(c.Plan.Contact(row).Name, maxNameShown); name != "" {
			return name
		}
	}
	return cmp.Or(printable.Text(s.call.Name, maxNameShown), "No name")
}

// at is a time on the operator's clock.
func (s *callScreen) at(t time.Time) string {
	if t.IsZero() {
		return "at a time that Dialgen does not say"
	}
	now := s.console.Config.Now()
	if t = t.In(now.Location()); t.Year() != now.Year() {
		return t.Format("Mon 2 Jan 2006 15:04:05 MST")
	}
	return t.Format("Mon 2 Jan 15:04:05 MST")
}

// clockKnown reports whether the clock of whom the calls were to is known.
func (s *callScreen) clockKnown() bool {
	plan := s.console.Campaign.Plan
	if plan == nil {
		return false
	}
	_, known := plan.LocalTime(s.contact.Row, s.console.Config.Now())
	return known
}

// theirs is a time on the clock of whom the call was to, "" where that is the operator's own
// or not known.
func (s *callScreen) theirs(at time.Time) string {
	c := s.console.Campaign
	if at.IsZero() || c.Plan == nil {
		return ""
	}
	local, known := c.Plan.LocalTime(s.contact.Row, at)
	if !known {
		return ""
	}
	own := at.In(s.console.Config.Now().Location())
	const clock, day = "15:04 MST", "Mon 2 Jan "
	switch {
	case local.Format(day+"15:04") == own.Format(day+"15:04"):
		return ""
	case local.Format(day) == own.Format(day):
		return "for them " + local.Format(clock)
	}
	return "for them " + local.Format(day+clock)
}

// outcomeWords say what became of a call, and why.
func outcomeWords(c model.Call) string {
	words := c.OutcomeWords()
	if talk := c.Talk(); talk > 0 {
		words += ", talked " + figures.Duration(talk)
	} else if c.Status == model.CallAnswered {
		words += ", how long they talked is not said"
	}
	if why := c.ReasonWords(); why != "" {
		words += ": " + why
	}
	return words
}

// outcomePen is how it is drawn what became of a call.
func (s *callScreen) outcomePen(status string) theme.Pen {
	t := s.console.Theme
	switch status {
	case model.CallAnswered:
		return t.Ready
	case model.CallMissed:
		return t.Warning
	case model.CallFailed:
		return t.ToFix
	}
	return t.Accent
}

// attemptPassages are all calls of the campaign to the number, the one that is shown among them.
func (s *callScreen) attemptPassages() []widget.Passage {
	t, all := s.console.Theme, s.contact.Calls
	if len(all) == 0 {
		return []widget.Passage{heading(t, "No call"), {Text: cmp.Or(screen.Sentence(printable.Text(s.contact.Why(), maxSummaryRunes)), "Nobody was called so far."), Pen: t.Text}, {}}
	}
	title := screen.SentenceStart(figures.Counted(len(all), "call")) + " to this number"
	if !s.clockKnown() {
		title += ", whose clock is not known"
	}
	lines := []widget.Passage{heading(t, title)}
	for _, c := range all {
		mark, pen := " ", t.Muted
		if c.ID == s.call.ID {
			mark, pen, c = t.Glyphs.Dot, t.Strong, s.call
		}
		number := "-"
		if c.Attempt > 0 {
			number = figures.Count(c.Attempt)
		}
		when := s.at(c.At)
		if theirs := s.theirs(c.At); theirs != "" {
			when += " (" + theirs + ")"
		}
		lines = append(lines, widget.Passage{Lead: fmt.Sprintf("%s %s  ", mark, number), LeadPen: pen, Text: when + ", " + outcomeWords(c.Call), Pen: s.outcomePen(c.Status)})
	}
	return append(lines, widget.Passage{})
}

func (s *callScreen) summaryPassages() []widget.Passage {
	t := s.console.Theme
	detail, known := s.known[s.call.ID]
	text, pen := printable.Text(detail.Summary, maxSummaryRunes), t.Text
	if text == "" {
		pen = t.Muted
		b, _ := s.batch()
		now := s.console.Config.Now()
		switch {
		case !known || !s.call.Over():
			return nil
		case detail.Measured:
			text = "Dialgen wrote no summary of this call."
		case detail.Contact == "" && !b.ContactKept(s.call.Call, now):
			text = "Not to be had: Dialgen says whose a call was for 30 days, and tells the summary and the metrics by that alone."
		case detail.Tries > 0:
			text = "Dialgen has not made it yet. It is asked for again by itself, and by r."
		default:
			text = "Not fetched yet. r asks for it."
		}
	}
	return []widget.Passage{heading(t, "Summary"), {Text: text, Pen: pen}, {}}
}

func (s *callScreen) metricPassages() []widget.Passage {
	t := s.console.Theme
	detail, known := s.known[s.call.ID]
	if !known || len(detail.Metrics) == 0 && !detail.Measured {
		return nil
	}
	lines := []widget.Passage{heading(t, "Metrics")}
	if len(detail.Metrics) == 0 {
		lines = append(lines, widget.Passage{Text: "Dialgen measured nothing on this call.", Pen: t.Muted})
	}
	before := ""
	for i, m := range detail.Metrics {
		if i == maxMetricsShown {
			lines = append(lines, widget.Passage{Text: fmt.Sprintf("and %s more in Dialgen", figures.Count(len(detail.Metrics)-i)), Pen: t.Muted})
			break
		}
		name, value := m.Words()
		pen := t.Text
		if value == "" {
			value, pen = "not measured", t.Muted
		}
		lead := name + ": "
		if m.Name == before { // one more of a list
			lead = "  and "
		}
		before = m.Name
		lines = append(lines, leading(t, lead, value, pen))
	}
	return append(lines, widget.Passage{})
}

// leading is a passage behind a lead, which is text before it where it is too long to be one.
func leading(t theme.Theme, lead, text string, pen theme.Pen) widget.Passage {
	const most = 24
	if widget.Width(lead) > most {
		return widget.Passage{Text: lead + text, Pen: pen}
	}
	return widget.Passage{Lead: lead, LeadPen: t.Muted, Text: text, Pen: pen}
}

// rowPassages are the row's own columns, as the file had them.
func (s *callScreen) rowPassages() []widget.Passage {
	t, list := s.console.Theme, s.console.Campaign.List
	switch {
	case list == nil:
		return []widget.Passage{heading(t, "The row"), {Text: "The rows of this campaign are not stored here.", Pen: t.Muted}}
	case s.contact.Row < 0 || s.contact.Row >= list.Len():
		return []widget.Passage{heading(t, "The row"), {Text: "No row of the list that was sent has this number.", Pen: t.Muted}}
	}
	rows, row := list.Table, s.contact.Row
	lines := []widget.Passage{heading(t, fmt.Sprintf("Row %s, as the file has it", figures.Count(rows.RowNumber(row))))}
	for col := range max(rows.Width(), rows.Cells(row)) {
		name := fmt.Sprintf("column %d", col+1)
		if col < len(rows.Header) {
			name = cmp.Or(printable.Text(rows.Header[col], maxNameShown), name)
		}
		shown := 0
		for text := range strings.FieldsFuncSeq(rows.Cell(row, col).Text, func(r rune) bool { return r == '\n' || r == '\r' }) {
			if text = printable.Text(text, maxCellRunes); text == "" {
				continue
			}
			lead := name + ": "
			if shown++; shown > 1 {
				lead = strings.Repeat(" ", min(widget.Width(lead), 4))
			}
			if shown > maxCellLines {
				lines = append(lines, leading(t, lead, "and more in the file", t.Muted))
				break
			}
			lines = append(lines, leading(t, lead, text, t.Text))
		}
		if shown == 0 {
			lines = append(lines, leading(t, name+": ", "empty", t.Muted))
		}
	}
	return lines
}

// speaker is who said something.
func (s *callScreen) speaker(turn model.Turn) string {
	switch turn.Speaker {
	case transcript.Agent:
		return "Agent"
	case transcript.Contact:
		return s.name()
	}
	return printable.Text(turn.Role, maxNameShown)
}

// saidPassages are what was said, or why it is not known.
func (s *callScreen) saidPassages() []widget.Passage {
	t := s.console.Theme
	detail := s.known[s.call.ID]
	lines := []widget.Passage{heading(t, "What was said")}
	if len(detail.Turns) == 0 {
		words, pen := s.silence()
		return append(lines, widget.Passage{Text: words, Pen: pen}, widget.Passage{})
	}
	speakers, timed, cells := map[string]string{}, false, 0
	for _, turn := range detail.Turns {
		timed = timed || !turn.At.IsZero()
		who := s.speaker(turn)
		if _, seen := speakers[who]; !seen && len(speakers) < maxTurns {
			speakers[who] = widget.Clip(who, t.Glyphs.Ellipsis, maxSpeakerCells)
			cells = max(cells, widget.Width(speakers[who]))
		}
	}
	left, clock := maxSaidRunes, s.console.Config.Now().Location()
	for i, turn := range detail.Turns {
		if i == maxTurns || left <= 0 {
			lines = append(lines, widget.Passage{Text: fmt.Sprintf("and %s more in Dialgen", figures.Count(len(detail.Turns)-i)), Pen: t.Muted})
			break
		}
		text := printable.Text(turn.Text, min(maxTurnRunes, left))
		left -= len(text)
		lead := widget.Fit(speakers[s.speaker(turn)], cells, t.Glyphs.Ellipsis) + "  "
		switch {
		case !turn.At.IsZero():
			lead = turn.At.In(clock).Format("15:04:05  ") + lead
		case timed:
			lead = strings.Repeat(" ", len("15:04:05  ")) + lead
		}
		pen := t.Muted
		if turn.Speaker == transcript.Contact {
			pen = t.Accent
		}
		lines = append(lines, widget.Passage{Lead: lead, LeadPen: pen, Text: text, Pen: t.Text, Find: true})
	}
	return append(lines, widget.Passage{})
}

// silence says why nothing that was said is shown.
func (s *callScreen) silence() (string, theme.Pen) {
	t := s.console.Theme
	_, known := s.known[s.call.ID]
	switch {
	case s.call.ID == "":
		return "Nobody was called, so nothing was said.", t.Muted
	case s.call.Status == model.CallScheduled:
		return "This call is not placed yet.", t.Muted
	case s.call.Status == model.CallOngoing:
		return "In progress: it rings, or they are talking. What was said is told after the end, and this is looked at again by itself.", t.Accent
	case s.fetch.failed != nil:
		return "Could not be fetched. " + reason.Sentence(s.fetch.failed) + " r tries again.", t.Error
	case s.soon():
		return "Dialgen has not written down yet what was said. It is looked for again by itself.", t.Accent
	case known && s.call.Over() && !s.call.Spoke():
		return "Nobody spoke: the call was not answered.", t.Muted
	case known && !s.fetch.asked:
		return "Dialgen has no transcript of this call.", t.Muted
	case s.fetch.asked:
		return "Asking Dialgen for what was said" + t.Glyphs.Ellipsis, t.Muted
	}
	if why := s.whyNotAsk(); why != "" && s.fetch.read {
		return "Not fetched. " + why, t.Warning
	}
	return "Not fetched yet.", t.Muted
}
