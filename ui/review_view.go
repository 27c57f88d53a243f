package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// Widths from which the plan stands in two columns, and that of text in one.
const (
	reviewBesideFrom = 150
	reviewText       = 120
)

// summary says in words what the request will do, worst first.
func (r *reviewScreen) summary() []string {
	harm := reviewHarm{r}.harmLines()
	harm = join(harm, canaryLines(r))
	if w := r.ready.ahead.Waves; w != nil && len(w.Waves) > 0 {
		harm = join(harm, reviewTimes{r}.waveLines(*w))
	}
	left := join(r.whoLines(), reviewTimes{r}.whenLines())
	right := join(r.howLines(), reviewTimes{r}.endLines(), r.warningLines(), r.toldLines())
	if r.width < reviewBesideFrom || r.console.Theme.Lines {
		return join(harm, left, right)
	}
	right = join(forecastLines(r), right)
	beside := widget.Beside(strings.Join(left, "\n"), strings.Join(right, "\n"), strings.Repeat(" ", screen.PaneGap))
	return join(harm, strings.Split(beside, "\n"))
}

// forecastLines show when people are rung, hour by hour, beside who is called.
func forecastLines(r *reviewScreen) []string {
	if r.ready.plan().Len() == 0 {
		return nil
	}
	return callsByHour(r.console.Theme, r.ready.ahead.Forecast, r.console.Config.Now().Location(), r.textWidth(), 1, r.console.Theme.Text)
}

// join puts blocks of lines below one another, with a blank line between them.
func join(blocks ...[]string) []string {
	var lines []string
	for _, b := range blocks {
		if len(b) > 0 && len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, b...)
	}
	return lines
}

// indented are the lines of a text that stand behind an indent, within a width.
func indented(indent string, pen theme.Pen, text string, width int) []string {
	lines := widget.Paragraph(pen, text, max(20, width-len(indent)))
	for i := range lines {
		lines[i] = indent + lines[i]
	}
	return lines
}

// textWidth is the room for a line of the plan.
func (r *reviewScreen) textWidth() int {
	if r.console.Theme.Lines {
		return r.width
	}
	if r.width < reviewBesideFrom {
		return max(20, min(r.width, reviewText))
	}
	return (r.width - screen.PaneGap) / 2
}

// line is a line of the plan behind its name.
func (r *reviewScreen) line(name, text string) string {
	return r.console.Theme.Muted.Render(widget.Fit(name, 13, "")) + text
}

// whoLines say who is called, who is not, and by whom.
func (r *reviewScreen) whoLines() []string {
	t, plan := r.console.Theme, r.ready.plan()
	lines := []string{r.line("Called", t.Warning.Render("nobody"))}
	if plan.Len() > 0 {
		batches := "in 1 batch"
		switch w := r.ready.ahead.Waves; {
		case w != nil:
			batches = "in " + figures.Counted(len(w.Waves), "wave")
		case plan.Batches() > 1:
			batches = fmt.Sprintf("in %d batches, one after another", plan.Batches())
		}
		lines = []string{r.line("Called", t.Ready.Bold().Render(screen.People(plan.Len()))+" "+batches)}
	}
	if words := r.ready.country; words != "" {
		lines = append(lines, r.wrapped(r.line, "", words, t.Text)...)
	}
	lines = append(lines, r.wrapped(r.line, "Not called", r.excludedWords(), t.Text)...)
	lines = append(lines, r.knownLines(r.line)...)
	lines = append(lines, reviewHarm{r}.capLines()...)
	return append(lines, r.wrapped(r.line, "Agent", cmp.Or(r.agent, r.options.Agent), t.Text)...)
}

// howLines say how often people are rung, what is sent along, and what it takes.
func (r *reviewScreen) howLines() []string {
	t, o := r.console.Theme, r.options
	if r.ready.plan().Len() == 0 {
		return nil
	}
	lines := r.wrapped(r.line, "How often", r.ready.plan().TriesWords(), t.Text)
	lines = append(lines, r.wrapped(r.line, "Sent along", r.fieldWords()+r.alongWords(), t.Text)...)
	lines = append(lines, r.heldLines(r.line)...)
	lines = append(lines, r.wrapped(r.line, "Minutes", minutesWords(r.ready.ahead.Forecast), t.Text)...)
	if len(o.Tags) > 0 {
		lines = append(lines, r.wrapped(r.line, "Tags", strings.Join(o.Tags, ", "), t.Text)...)
	}
	for _, hook := range []struct{ name, url string }{{"Each call", o.OnCallComplete}, {"When done", o.OnBatchComplete}, {"If it fails", o.OnBatchFailed}} {
		if hook.url != "" {
			lines = append(lines, r.wrapped(r.line, hook.name, "tells "+hook.url, t.Text)...)
		}
	}
	return lines
}

// minutesWords say what credit is asked for, and what is likely to be talked.
func minutesWords(f model.Forecast) string {
	words := fmt.Sprintf("Dialgen asks for %s of credit, %d a contact", figures.Counted(f.Credit, "minute"), model.CreditPerContact)
	talk := "how long they talk is not known"
	if f.Expected.Talk > 0 {
		talk = "they talk for about " + figures.Duration(f.Expected.Talk.Round(time.Minute))
	}
	return fmt.Sprintf("%s. About %s are reached, and %s (%s)", words, figures.Count(f.Expected.Answered), talk, f.Expected.AnswerRate.Words())
}

// wrapped are the lines of something that may not fit on one.
func (r *reviewScreen) wrapped(line func(name, text string) string, name, text string, pen theme.Pen) []string {
	var lines []string
	for _, words := range widget.Wrap(text, max(20, r.textWidth()-14)) {
		lines = append(lines, line(name, pen.Render(words)))
		name = ""
	}
	return lines
}

func (r *reviewScreen) excludedWords() string {
	var parts []string
	add := func(n int, words string) {
		if n > 0 {
			parts = append(parts, figures.Count(n)+" "+words)
		}
	}
	excluded := r.ready.plan().Excluded
	add(excluded.Of(model.ToFix), "to fix")
	add(excluded.Of(model.Duplicate), "duplicate")
	add(excluded.Of(model.DoNotCall), "do not call")
	add(r.ready.out[model.ByOperator], "left out")
	add(r.ready.out[model.HiddenInFile], "filtered out in the workbook")
	add(r.ready.out[model.NoContact], "totals and notes")
	add(r.ready.out[model.CalledRecently], "called recently")
	add(r.ready.out[model.InUnfinished], "in another campaign")
	add(r.ready.out[model.MaybeCalled], "maybe called already")
	add(excluded.Of(model.Blank), "blank")
	add(r.ready.ahead.LeftOut, "outside their hours")
	add(r.ready.ahead.NoWave, "whose hours fit no wave")
	add(r.ready.ahead.Held, "of no known time zone")
	add(r.ready.ahead.OverCap(), "over the attempts cap")
	if len(parts) == 0 {
		return "nobody: every row is called"
	}
	return fmt.Sprintf("%s: %s", figures.Counted(r.ready.plan().Excluded.Total(), "row"), strings.Join(parts, ", "))
}

func (r *reviewScreen) fieldWords() string {
	var words []string
	for _, col := range r.console.Campaign.Mapping {
		switch {
		case col.Key != "":
			words = append(words, "{"+col.Key+"}")
		case col.Field == columns.FieldFirstName || col.Field == columns.FieldName:
			words = append(words, "name")
		case col.Field == columns.FieldEmail || col.Field == columns.FieldCompany || col.Field == columns.FieldID:
			words = append(words, string(col.Field))
		}
	}
	if len(words) == 0 {
		return "nothing but the number"
	}
	return fmt.Sprintf("%s: %s", figures.Counted(r.console.Campaign.Mapping.Sent(), "column"), strings.Join(words, " "))
}

// heldLines say what the prompt needs and how many rows lack it, and the alarm of
// numbers that several people have.
func (r *reviewScreen) heldLines(line func(name, text string) string) []string {
	list := r.console.Campaign.List
	var lines []string
	if needed := list.Mapping.Needed(); len(needed) > 0 {
		var keys []string
		for _, c := range needed {
			keys = append(keys, "{"+c.Key+"}")
		}
		words := "everybody called has them"
		if n := list.ProblemCount(model.MissingField); n > 0 {
			words = "nobody is called without, and " + figures.Counted(n, "row") + " to fix"
		}
		lines = append(lines, r.wrapped(line, "Needed", strings.Join(keys, " ")+": "+words, r.console.Theme.Text)...)
	}
	if alarm := model.SharedWords(list); alarm != "" {
		lines = append(lines, r.wrapped(line, "Shared", alarm, r.console.Theme.Warning)...)
	}
	return lines
}

// alongWords say what is not sent because it looks private, and how to choose.
func (r *reviewScreen) alongWords() string {
	private := r.console.Campaign.Mapping.Private()
	if private == 0 {
		return ""
	}
	return fmt.Sprintf(". Not sent: %s. Press s to choose.", screen.PrivateColumns(private))
}

func (r *reviewScreen) warningLines() []string {
	t := r.console.Theme
	toCheck := slices.ContainsFunc(r.ready.causes, func(c model.Cause) bool { return c.State == model.Ready && !c.Told() })
	if !toCheck && r.ready.plan().RepeatedIDs() == 0 {
		return nil
	}
	lines := []string{t.Strong.Render("Called, but worth a look") + t.Muted.Render("  see the filter to check, under Contacts")}
	if n := r.ready.plan().RepeatedIDs(); n > 0 {
		lines = append(lines, widget.FitRight(figures.Count(n), 9, "")+"  sent without contact id: another row has the same one")
	}
	for i, name := range model.CauseNames(r.ready.causes) {
		if c := r.ready.causes[i]; c.State == model.Ready && !c.Told() {
			lines = append(lines, widget.FitRight(figures.Count(c.Rows), 9, "")+"  "+name)
		}
	}
	return lines
}

// toldLines say what was restored, and what needs no look.
func (r *reviewScreen) toldLines() []string {
	t := r.console.Theme
	var lines []string
	for i, c := range r.ready.told {
		if i == 0 {
			lines = append(lines, t.Muted.Render("Called, and nothing to check"))
		}
		lines = append(lines, t.Muted.Render(widget.FitRight(figures.Count(c.Rows), 9, "")+"  "+c.Name()))
	}
	return lines
}
