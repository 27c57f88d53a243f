package ui

import (
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/ui/theme"
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

// headline says in one line where the campaign is: what is not settled first.
func (l *liveScreen) headline() (string, theme.Pen) {
	t := l.desk.theme
	name := func(i int) string {
		if n := len(l.desk.campaign.Batches); n > 1 {
			return fmt.Sprintf("batch %d of %d", i+1, n)
		}
		return "this batch"
	}
	if at := l.elsewhere(); at != "" {
		return fmt.Sprintf("This campaign is at %s. It can only be looked at here.", model.CleanText(at, 80)), t.Warning
	}
	if i := l.first(model.SendSending); i >= 0 {
		return fmt.Sprintf("Sending %s with %s. Wait for Dialgen's answer.", name(i), people(l.desk.campaign.Batches[i].Contacts)), t.Accent
	}
	if i := l.first(model.SendUnknown); i >= 0 {
		return fmt.Sprintf("It is not known whether Dialgen took %s.", name(i)), t.Warning
	}
	if i := l.first(model.SendRefused); i >= 0 {
		return fmt.Sprintf("Dialgen did not take %s: nobody in it is called.", name(i)), t.Error
	}
	if i := l.first(model.SendPrepared); i >= 0 {
		return fmt.Sprintf("%s of %s are not sent yet.", sentenceStart(name(i)), people(l.desk.campaign.Batches[i].Contacts)), t.Warning
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
	case l.err != "":
		return t.Error.Render(t.Signs.ToFix + " " + l.err)
	case l.waiting.Text() != "":
		return t.Warning.Render(l.waiting.Text())
	case l.stopping:
		return t.Muted.Render("Cancelling" + t.Signs.Ellipsis)
	case l.failed != "" && l.looked.IsZero():
		return t.Error.Render(t.Signs.ToFix + " " + l.failed)
	case l.failed != "":
		return t.Warning.Render(fmt.Sprintf("%s These figures are %s old. %s", t.Signs.ToFix, widget.Duration(age), l.failed))
	case l.desk.campaign.Holder != "":
		return t.Muted.Render("You are looking on: the campaign is open elsewhere.")
	case l.elsewhere() != "":
		return t.Muted.Render("Nothing happens to it here. Press ctrl+n for home.")
	case l.refused():
		return t.Muted.Render("Nothing was sent. Press b to go back and correct it, or t to try it again as it is.")
	case l.first(model.SendUnknown) >= 0:
		return t.Muted.Render("It settles itself as soon as Dialgen's list shows the batch.")
	case !l.running() && l.desk.campaign.Ended():
		return t.Muted.Render("Nothing more will happen. Press ctrl+n for home.")
	case l.looked.IsZero():
		return ""
	}
	return t.Muted.Render(fmt.Sprintf("Looked %s. You can leave: the calls go on at Dialgen.", widget.Ago(age)))
}

func (l *liveScreen) View() string {
	t := l.desk.theme
	headline, style := l.headline()
	lines := []string{style.Bold().Render(headline), ""}
	if trouble := l.troubleLines(); len(trouble) > 0 {
		lines = append(lines, trouble...)
		if _, ok := l.progress.Latest(); !ok {
			return widget.Block(strings.Join(lines, "\n"), l.width, l.height)
		}
		lines = append(lines, "")
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

// troubleLines explains what was not accepted, and what each batch came to when
// there are several.
func (l *liveScreen) troubleLines() []string {
	t := l.desk.theme
	batches := l.desk.campaign.Batches
	settled := l.first(model.SendUnknown) < 0 && l.first(model.SendRefused) < 0 && l.first(model.SendPrepared) < 0
	if settled && l.elsewhere() == "" {
		return nil
	}
	var lines []string
	say := func(style theme.Pen, text string) {
		for _, line := range widget.Wrap(text, min(l.width, 90)) {
			lines = append(lines, style.Render(line))
		}
	}
	if l.elsewhere() != "" {
		say(t.Text, sentenceStart(l.batchWords())+".")
		say(t.Text, "")
		say(t.Muted, "This console works with "+l.desk.cfg.Account.Service+", which knows nothing of it. "+
			"To watch it, to settle it or to go on, start Callsheet with the profile it was sent with.")
		return lines
	}
	if len(batches) > 1 {
		say(t.Strong, l.batchWords())
	}
	for i, b := range batches {
		switch {
		case b.State == model.SendUnknown && i == l.first(model.SendUnknown):
			say(t.Text, sentenceStart(strings.TrimPrefix(b.Reason, "It is not known whether Dialgen took this batch: ")))
			say(t.Text, "")
			for _, words := range l.searchWords() {
				say(t.Text, words)
			}
			say(t.Muted, "")
			say(t.Muted, "Do not send this list in another way: everybody could be called twice. Press enter if you know what became of it.")
		case b.State == model.SendRefused:
			say(t.Text, b.Reason)
			say(t.Muted, "")
			say(t.Muted, "It is safe to send it again once that is put right.")
		case b.State == model.SendPrepared && b.Reason != "":
			say(t.Text, b.Reason)
		case b.State == model.SendPrepared && i == l.first(model.SendPrepared) && l.mayGoOn():
			say(t.Text, "Nothing is sent by itself. Press g to go on.")
		}
	}
	return lines
}

// batchWords says what each batch came to: "1 taken, 2 not known, 3 waits".
func (l *liveScreen) batchWords() string {
	words := map[model.SendState]string{
		model.SendPrepared: "waits", model.SendSending: "is being sent", model.SendAccepted: "taken",
		model.SendRefused: "not taken", model.SendUnknown: "not known",
	}
	var parts []string
	for i, b := range l.desk.campaign.Batches {
		parts = append(parts, fmt.Sprintf("batch %d (%s) %s", i+1, widget.Count(b.Contacts), words[b.State]))
	}
	return strings.Join(parts, ", ")
}

// searchWords says what the looking for a batch has brought so far.
func (l *liveScreen) searchWords() []string {
	s := l.search
	switch {
	case s.err != "":
		return []string{"Dialgen's list could not be read: " + s.err}
	case s.finding.Looks == 0:
		return []string{"Looking for it on Dialgen's list" + l.desk.theme.Signs.Ellipsis}
	}
	times := "once"
	if s.finding.Looks > 1 {
		times = fmt.Sprintf("%d times", s.finding.Looks)
	}
	looked := fmt.Sprintf("Looked on Dialgen's list %s, last %s: ", times, widget.Ago(l.desk.cfg.wall().Sub(s.last)))
	switch n := len(s.finding.Candidates); {
	case n == 1:
		return []string{looked + "one batch there could be it, but it is not certain. Press enter to decide."}
	case n > 1:
		return []string{looked + fmt.Sprintf("%d batches there could be it. Press enter to say which.", n)}
	case s.finding.LongEnough:
		return []string{looked + "it is not there. By now it would be: most likely it was not taken."}
	}
	return []string{looked + "it is not there yet. It may still appear."}
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

func (l *liveScreen) callStyle(i int) theme.Pen {
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
