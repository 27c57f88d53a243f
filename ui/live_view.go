package ui

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
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
	return "Dialgen says: " + printable.Text(string(s), 40)
}

// headline says in one line where the campaign is: what is not settled first.
func (l *liveScreen) headline() (string, theme.Pen) {
	t := l.console.Theme
	name := func(i int) string {
		if n := len(l.console.Campaign.Batches); n > 1 {
			return fmt.Sprintf("batch %d of %d", i+1, n)
		}
		return "this batch"
	}
	if at := l.elsewhere(); at != "" {
		return fmt.Sprintf("This campaign is at %s. It can only be looked at here.", model.ServiceWords(at)), t.Warning
	}
	if i := l.first(model.SendSending); i >= 0 {
		return fmt.Sprintf("Sending %s with %s. Wait for Dialgen's answer.", name(i), screen.People(l.console.Campaign.Batches[i].Contacts)), t.Accent
	}
	if i := l.first(model.SendUnknown); i >= 0 && l.search.finding().Likely != "" {
		return fmt.Sprintf("Dialgen has likely taken %s, but no call proves it yet.", name(i)), t.Warning
	}
	if i := l.first(model.SendUnknown); i >= 0 {
		return fmt.Sprintf("It is not known whether Dialgen took %s.", name(i)), t.Warning
	}
	if words := l.steer.headline(); words != "" {
		return words, t.Warning
	}
	if i := l.first(model.SendRefused); i >= 0 {
		if l.console.Campaign.Batches[i].MarkedNotSent() {
			return fmt.Sprintf("By your word, %s was not sent: nothing happens to it.", name(i)), t.Warning
		}
		return fmt.Sprintf("Dialgen did not take %s: nobody in it is called.", name(i)), t.Error
	}
	if i := l.first(model.SendPrepared); i >= 0 {
		if k, waits := l.canary.waits(); waits && !l.mayGoOn() {
			return l.canary.headline(k)
		}
		if words := l.waves.headline(); l.waves.shown() && words != "" {
			return words, t.Warning
		}
		return fmt.Sprintf("%s is not sent yet: %s.", screen.SentenceStart(name(i)), screen.People(l.console.Campaign.Batches[i].Contacts)), t.Warning
	}
	latest, ok := l.progress.Latest()
	switch {
	case !ok:
		return "Dialgen took the campaign. Waiting for the first figures.", t.Accent
	case latest.Status == model.StatusCompleted && latest.Dropped() > 0:
		return fmt.Sprintf("Completed, and %s never got a result.", screen.People(latest.Dropped())), t.Warning
	case latest.Status == model.StatusCompleted:
		return "Completed: everybody sent to Dialgen was called.", t.Success
	case latest.Status == model.StatusCancelled:
		words := "Cancelled"
		if by := session.CancellerWords(l.console.Campaign.Batches, l.console.Config.Now()); by != "" {
			words += " " + by
		}
		if n := latest.Dropped(); n > 0 {
			return fmt.Sprintf("%s: %s %s not called any more.", words, screen.People(n), figures.Are(n)), t.Warning
		}
		return words, t.Accent
	case latest.Status.Waits() && l.console.Campaign.Plan != nil && session.BeginOfPlan(l.console.Campaign.Plan.Options).Ahead(l.console.Config.Now()):
		begin, now := session.BeginOfPlan(l.console.Campaign.Plan.Options), l.console.Config.Now()
		return fmt.Sprintf("Starts %s, in %s", begin.Words(now), figures.Duration(begin.At.Sub(now))), t.Accent
	case latest.Status == model.StatusProcessing && latest.Processed >= latest.Total && latest.Total > 0:
		return fmt.Sprintf("Everybody was called once. Trying the missed again: %s of %s have a result.", figures.Count(latest.Finished()), figures.Count(latest.Total)), t.Accent
	case latest.Status == model.StatusProcessing && latest.Finished() <= latest.Total && latest.Total > 0:
		return fmt.Sprintf("Calling: %s of %s %s a result.", figures.Count(latest.Finished()), screen.People(latest.Total), have(latest.Finished())), t.Accent
	}
	return statusWords(latest.Status), t.Accent
}

// have follows a number of things that have something.
func have(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

func (l *liveScreen) Status() string {
	t := l.console.Theme
	calm := func(words string) string { return t.Muted.Render(l.list.reasonWords() + words) }
	age := l.console.Config.WallTime().Sub(l.polled)
	switch {
	case l.err != "":
		return t.Error.Render(t.Glyphs.ToFix + " " + l.err)
	case l.grace.on():
		return t.Muted.Render("Written down, and not sent.")
	case l.sending.Progress.Text() != "":
		return t.Warning.Render(l.sending.Progress.Text())
	case l.steer.working != "":
		return t.Muted.Render(l.steer.words() + t.Glyphs.Ellipsis)
	case l.cancelling:
		return t.Muted.Render("Cancelling" + t.Glyphs.Ellipsis)
	case l.polling.Resting() > 0:
		return t.Warning.Render(fmt.Sprintf("%s Dialgen is asked too often. It is asked again in %s.", t.Glyphs.ToFix, figures.Duration(l.polling.Resting())))
	case l.failed != "" && l.polled.IsZero():
		return t.Error.Render(t.Glyphs.ToFix + " " + l.failed)
	case l.failed != "":
		return t.Warning.Render(fmt.Sprintf("%s These figures are %s old. %s", t.Glyphs.ToFix, figures.Duration(age), l.failed))
	case l.console.Campaign.LookedAt:
		return t.Muted.Render("You are looking on: this profile can only look.")
	case l.console.Campaign.Holder != "":
		return t.Muted.Render("You are looking on: the campaign is open elsewhere.")
	case l.console.Campaign.TakenOver != "":
		return t.Muted.Render("You are looking on: a colleague took the campaign over. c cancels what calls.")
	case l.elsewhere() != "":
		return t.Muted.Render("Nothing happens to it here. Press ctrl+n for home.")
	case l.first(model.SendSending) >= 0:
		return t.Muted.Render("Waiting for the answer. Stay until it is there.")
	case l.first(model.SendUnknown) >= 0 && (l.search.finding().LongEnough || len(l.search.finding().Candidates) > 0):
		return t.Muted.Render("Press enter to decide, or leave it: it is looked for again.")
	case l.first(model.SendUnknown) >= 0:
		return t.Muted.Render("It settles itself as soon as a call at Dialgen tells whose it is.")
	case l.first(model.SendRefused) >= 0 && l.refused():
		return t.Muted.Render("Press b to go back and correct it, or t to send it again as it is.")
	case l.first(model.SendRefused) >= 0:
		return t.Muted.Render("Press t to send it again. What Dialgen took goes on there.")
	case l.refused():
		return t.Muted.Render("Nothing was sent. Press b to go back and correct it, or g to go on.")
	case l.steer.headline() != "":
		return calm("Nothing of it is sent until it is resumed.")
	case !l.running() && l.console.Campaign.Ended():
		return calm("Nothing more will happen. Press ctrl+n for home.")
	case l.polled.IsZero():
		return ""
	case l.canary.follows():
		return calm(l.lookedWords() + " The rest follows only while a console watches.")
	case l.steer.endWords() != "":
		return calm(l.steer.endWords())
	case !session.NextClose(l.console.Campaign.Batches).IsZero():
		at := session.Begin{At: session.NextClose(l.console.Campaign.Batches)}
		return calm(fmt.Sprintf("%s Stay: a wave is cancelled at its close, %s.", l.lookedWords(), at.Words(l.console.Config.Now())))
	case !l.running():
		return calm(l.lookedWords() + " Nobody is called now: what is left is not sent yet.")
	}
	return calm(l.lookedWords() + " You can leave: the calls go on at Dialgen.")
}

func (l *liveScreen) View() string {
	if l.grace.on() {
		return widget.Block(strings.Join(l.grace.lines(), "\n"), l.width, l.height)
	}
	headline, style := l.headline()
	lines := []string{style.Bold().Render(headline), ""}
	trouble := l.troubleLines()
	lines = append(lines, trouble...)
	if _, known := l.progress.Latest(); !known && (len(trouble) > 0 || l.waves.shown()) {
		list := l.waves.lines()
		if len(trouble) == 0 {
			list = list[1:] // a blank line stands there already
		}
		lines = append(lines, list...)
		if i := l.first(model.SendSending); i >= 0 && l.elsewhere() == "" {
			lines = append(append(lines, ""), l.sendingLines(l.console.Campaign.Batches[i])...)
		}
		return widget.Block(strings.Join(lines, "\n"), l.width, l.height)
	}
	if len(trouble) > 0 {
		lines = append(lines, "")
	}
	if i := l.first(model.SendSending); i >= 0 && l.list.all.Calls() == 0 {
		lines = append(lines, l.sendingLines(l.console.Campaign.Batches[i])...)
		return widget.Block(strings.Join(lines, "\n"), l.width, l.height)
	}
	lines = append(append(append(lines, liveFigures{l}.lines()...), l.charts.lines()...), l.waves.lines()...)
	lines = append(append(lines, ""), l.detail.beside(l.list.lines())...)
	return widget.Block(strings.Join(lines, "\n"), l.width, l.height)
}

// troubleLines explains what was not accepted, and what each batch came to when
// there are several.
func (l *liveScreen) troubleLines() []string {
	t := l.console.Theme
	batches := l.console.Campaign.Batches
	settled := l.first(model.SendUnknown) < 0 && l.first(model.SendRefused) < 0 && l.first(model.SendPrepared) < 0
	if settled && l.elsewhere() == "" {
		return nil
	}
	var lines []string
	say := func(style theme.Pen, text string) {
		lines = append(lines, widget.Paragraph(style, text, t.Measure(l.width, 90))...)
	}
	if l.elsewhere() != "" {
		say(t.Text, "What is known here: "+l.batchWords()+".")
		say(t.Text, "")
		say(t.Muted, "This console works with "+model.ServiceWords(l.console.Config.Account.Service)+", which knows nothing of it. "+
			"To watch it, to settle it or to go on, start Callsheet with the profile it was sent with.")
		return lines
	}
	if len(batches) > 1 && !l.waves.shown() {
		say(t.Strong, l.batchWords())
	}
	if !l.waves.shown() {
		for _, words := range session.HeldWords(batches, l.console.Config.Now()) {
			say(t.Text, words)
		}
	}
	for i, b := range batches {
		switch {
		case b.State == model.SendUnknown && i == l.first(model.SendUnknown):
			room := l.height - len(lines) - 3
			if _, figures := l.progress.Latest(); figures {
				room = 0
			}
			lines = append(lines, l.search.lines(b, t.Measure(l.width, 90), room)...)
		case b.State == model.SendRefused && b.MarkedNotSent():
			say(t.Text, "You said that Dialgen does not have this batch. Sent again, "+screen.People(b.Contacts)+" "+figures.Are(b.Contacts)+" called a second time if it has it after all.")
		case b.State == model.SendRefused:
			say(t.Text, b.Cause())
			say(t.Muted, "")
			say(t.Muted, "It is safe to send it again once that is put right.")
		case b.State == model.SendPrepared && b.Reason != "":
			say(t.Text, b.Reason)
		case b.State == model.SendPrepared && i == l.first(model.SendPrepared) && !l.mayGoOn():
			lines = append(lines, l.canary.lines(l.width)...)
		case b.State == model.SendPrepared && i == l.first(model.SendPrepared) && l.mayGoOn() && !l.waves.shown():
			say(t.Text, "Nothing is sent by itself. Press g to go on.")
		}
	}
	return lines
}

// sendingLines say how long an answer is waited for, and that waiting is all
// there is to do.
func (l *liveScreen) sendingLines(b model.Batch) []string {
	t := l.console.Theme
	waited := max(0, l.console.Config.WallTime().Sub(l.left))
	text := fmt.Sprintf("It left %s. Dialgen may take some minutes to store %s. ", figures.Ago(waited), screen.People(b.Contacts))
	switch {
	case l.console.Campaign.Onlooker():
		return []string{t.Text.Render("Another console sends it, and shows what becomes of it.")}
	case l.sending.Progress.Text() != "":
		text = "Nothing of it is at Dialgen so far, so it is tried again. "
	}
	text += "It is sent only once: without an answer it is looked for on Dialgen's list. Closing Callsheet now would leave it open whether they are called."
	return widget.Paragraph(t.Text, text, t.Measure(l.width, 90))
}

// batchWords says what each batch came to: "1 taken, 2 not known, 3 waits".
func (l *liveScreen) batchWords() string {
	words := map[model.SendState]string{
		model.SendPrepared: "waits", model.SendSending: "is being sent", model.SendAccepted: "taken",
		model.SendRefused: "not taken", model.SendUnknown: "not known whether taken",
	}
	var parts []string
	for i, b := range l.console.Campaign.Batches {
		if len(l.console.Campaign.Batches) == 1 {
			return screen.People(b.Contacts) + ", " + words[b.State]
		}
		parts = append(parts, fmt.Sprintf("batch %d (%s) %s", i+1, figures.Count(b.Contacts), words[b.State]))
	}
	return strings.Join(parts, ", ")
}
