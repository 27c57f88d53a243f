package ui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"

	"callsheet/model"
	"callsheet/ui/widget"
)

// statusWords says where a batch is; words of the service that are not known
// here are shown as they are.
func statusWords(s model.BatchStatus) string {
	switch s {
	case model.StatusIngesting:
		return "Dialgen is taking the contacts in"
	case model.StatusScheduled:
		return "Waiting for the start time"
	case model.StatusPending:
		return "Ready, waiting for its turn"
	case model.StatusProcessing:
		return "Calling"
	case model.StatusCompleted:
		return "Completed"
	case model.StatusCancelled:
		return "Cancelled"
	}
	return model.CleanText(string(s), 40)
}

// headline says in one line where the campaign is.
func (l *liveScreen) headline() (string, lipgloss.Style) {
	t := l.desk.theme
	batches := l.desk.campaign.Batches
	for i, b := range batches {
		name := "this batch"
		if len(batches) > 1 {
			name = fmt.Sprintf("batch %d of %d", i+1, len(batches))
		}
		switch b.State {
		case model.SendSending:
			return fmt.Sprintf("Sending %s with %s. Wait for Dialgen's answer.", name, people(b.Contacts)), t.Accent
		case model.SendRefused:
			return fmt.Sprintf("Dialgen refused %s: nobody in it is called.", name), t.Error
		case model.SendUnknown:
			return fmt.Sprintf("It is not known whether Dialgen took %s.", name), t.Warning
		}
	}
	latest, ok := l.progress.Latest()
	switch {
	case !ok:
		return "Dialgen took the campaign. Waiting for the first figures.", t.Accent
	case latest.Status == model.StatusCompleted:
		return "Completed: everybody was called.", t.Success
	case latest.Status == model.StatusScheduled && !l.desk.campaign.Plan.Options.Start.IsZero():
		start := l.desk.campaign.Plan.Options.Start
		return fmt.Sprintf("Waiting for the start: %s, in %s", start.Format("Mon 2 Jan 15:04 MST"), widget.Duration(start.Sub(l.desk.cfg.Now()))), t.Accent
	case latest.Status == model.StatusProcessing && latest.Processed == latest.Total:
		return "Everybody was called once. Trying the missed again.", t.Accent
	}
	return statusWords(latest.Status), t.Accent
}

func (l *liveScreen) Status() string {
	t := l.desk.theme
	age := l.desk.cfg.wall().Sub(l.looked)
	switch {
	case l.stopping:
		return t.Muted.Render("Cancelling" + t.Signs.Ellipsis)
	case l.failed != "" && l.looked.IsZero():
		return t.Error.Render(t.Signs.ToFix + " " + l.failed)
	case l.failed != "":
		return t.Warning.Render(fmt.Sprintf("%s These figures are %s old. %s", t.Signs.ToFix, widget.Duration(age), l.failed))
	case l.refused():
		return t.Muted.Render("Nothing was sent. Press b to go back and correct it.")
	case !l.running() && l.desk.campaign.Ended():
		return t.Muted.Render("Nothing more will happen. Press ctrl+n for home.")
	case l.looked.IsZero():
		return t.Muted.Render("Do not send this list again while this is not settled.")
	}
	return t.Muted.Render(fmt.Sprintf("Looked %s. You can leave: the calls go on at Dialgen.", widget.Ago(age)))
}

func (l *liveScreen) View() string {
	t := l.desk.theme
	headline, style := l.headline()
	lines := []string{style.Bold(true).Render(headline), ""}
	if trouble := l.troubleLines(); len(trouble) > 0 {
		if _, ok := l.progress.Latest(); !ok {
			lines = append(lines, trouble...)
			return widget.Block(strings.Join(lines, "\n"), l.width, l.height)
		}
		lines[1] = trouble[0]
	}
	lines = append(lines, l.figures()...)
	lines = append(lines, "", t.Strong.Render("Latest calls"))
	if len(l.calls) == 0 {
		lines = append(lines, t.Muted.Render("No call has been placed yet."))
	} else {
		lines = append(lines, l.grid.View())
	}
	return widget.Block(strings.Join(lines, "\n"), l.width, l.height)
}

// troubleLines explains a batch that was not accepted.
func (l *liveScreen) troubleLines() []string {
	t := l.desk.theme
	var lines []string
	for _, b := range l.desk.campaign.Batches {
		text := b.Reason
		switch b.State {
		case model.SendRefused:
			text += "\n\nNothing of this batch is at Dialgen, so it is safe to correct it and send it again."
		case model.SendUnknown:
			text += "\n\nThe request left this machine, but no clear answer came back. Callsheet does not send it again by itself, because everybody could be called twice.\n\nOpen Dialgen's own list of batches and look for one with " +
				people(b.Contacts) + ", created just now. If it is there, the calls are on their way. If it is not there after some minutes, it was not taken."
		default:
			continue
		}
		for _, line := range widget.Wrap(text, min(l.width, 90)) {
			lines = append(lines, t.Text.Render(line))
		}
	}
	return lines
}

// figures is the progress in numbers and as a bar.
func (l *liveScreen) figures() []string {
	t := l.desk.theme
	s, ok := l.progress.Latest()
	if !ok {
		total := 0
		for _, b := range l.desk.campaign.Batches {
			total += b.Contacts
		}
		return []string{widget.Meter(t, l.width, 0, t.Accent), t.Muted.Render(people(total)), "", ""}
	}
	waiting := max(0, s.Total-s.Succeeded-s.Failed)
	bar := widget.Segments(t, l.width, []widget.Segment{
		{Count: s.Succeeded, Style: t.Ready, Fill: t.Signs.BarFull},
		{Count: s.Failed, Style: t.ToFix, Fill: t.Signs.ToFix},
		{Count: waiting, Style: t.Muted, Fill: t.Signs.BarEmpty},
	})
	counts := strings.Join([]string{
		t.Ready.Render(fmt.Sprintf("%s %s answered", t.Signs.Ready, widget.Count(s.Succeeded))),
		t.ToFix.Render(fmt.Sprintf("%s %s not reached", t.Signs.ToFix, widget.Count(s.Failed))),
		t.Text.Render(fmt.Sprintf("%s to go", widget.Count(waiting))),
		t.Muted.Render(fmt.Sprintf("%s of %s", widget.Percent(s.Total-waiting, s.Total), widget.Count(s.Total))),
	}, "    ")
	return []string{bar, counts, l.paceLine(s), l.timeLine(s)}
}

// paceLine is how fast it goes and when it will be done.
func (l *liveScreen) paceLine(s model.Statistics) string {
	t := l.desk.theme
	if s.Status.Ended() {
		return t.Muted.Render(fmt.Sprintf("%s were called at least once, %s answered", widget.Count(s.Processed), widget.Percent(s.Succeeded, max(1, s.Processed))))
	}
	text := "measuring the rate"
	if rate, ok := l.progress.Rate(); ok {
		text = fmt.Sprintf("%s settled a minute", widget.Count(int(rate*60+0.5)))
	}
	if eta, ok := l.progress.ETA(); ok {
		text += fmt.Sprintf(", about %s left", widget.Duration(eta.Round(time.Second)))
	} else if s.Processed == s.Total && s.Total > 0 {
		text += ", waiting to call the missed again"
	}
	return t.Muted.Render(text+"  ") + t.Accent.Render(widget.Sparkline(t, 24, l.progress.Trend(24)))
}

func (l *liveScreen) timeLine(s model.Statistics) string {
	t := l.desk.theme
	parts := []string{}
	if !s.StartedAt.IsZero() {
		parts = append(parts, "began "+s.StartedAt.In(l.desk.cfg.Now().Location()).Format("15:04 MST"))
	}
	if !s.EndedAt.IsZero() && s.EndedAt.After(s.StartedAt) && !s.StartedAt.IsZero() {
		parts = append(parts, "took "+widget.Duration(s.EndedAt.Sub(s.StartedAt)))
	}
	for i, b := range l.desk.campaign.Batches {
		if b.ID != "" && i < 2 {
			parts = append(parts, model.CleanText(b.ID, 60))
		}
	}
	return t.Muted.Render(strings.Join(parts, ", "))
}

func (l *liveScreen) callStyle(i int) lipgloss.Style {
	t := l.desk.theme
	if i >= len(l.calls) {
		return t.Text
	}
	switch l.calls[i].Status {
	case "COMPLETED":
		return t.Ready
	case "MISSED":
		return t.Warning
	case "FAILED":
		return t.ToFix
	}
	return t.Text
}

// callRows shows the latest calls.
type callRows struct {
	calls []model.Call
	zone  *time.Location // the operator's clock
}

func (r callRows) Len() int { return len(r.calls) }

func (r callRows) Cell(row, col int) string {
	c := r.calls[row]
	switch col {
	case 0:
		return c.At.In(r.zone).Format("15:04:05")
	case 1:
		return model.CleanText(c.Name, 80)
	case 2:
		return phoneWords(c.Phone)
	case 3:
		return outcomeWords(c)
	case 4:
		if c.Duration > 0 {
			return widget.Duration(c.Duration)
		}
		return ""
	}
	return model.CleanText(c.Error, 80)
}

func phoneWords(phone string) string {
	if r := model.ReadPhone(model.Cell{Text: phone}, ""); r.Number != 0 {
		return r.Number.Grouped()
	}
	return model.CleanText(phone, 30)
}

// outcomeWords says what became of a call; words of the service that are not
// known here are shown as they are.
func outcomeWords(c model.Call) string {
	switch c.Status {
	case "SCHEDULED":
		return "waiting"
	case "ONGOING":
		return "calling"
	case "COMPLETED":
		return "answered"
	case "MISSED":
		return "missed"
	case "FAILED":
		return "failed"
	}
	return model.CleanText(c.Status, 20)
}
