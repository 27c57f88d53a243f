package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// summary says in words what the request will do.
func (r *reviewScreen) summary() []string {
	t, plan, o := r.console.Theme, r.ready.plan, r.options
	line := func(name, text string) string { return t.Muted.Render(widget.Fit(name, 13, "")) + text }
	batches := "in 1 batch"
	if plan.Batches() > 1 {
		batches = fmt.Sprintf("in %d batches, one after another", plan.Batches())
	}
	lines := []string{t.Title.Render("This is exactly what will happen")}
	if words := r.ready.country; words != "" {
		for _, part := range widget.Wrap(words, max(20, r.width)) {
			lines = append(lines, t.Text.Render(part))
		}
	}
	lines = append(lines, "",
		line("Called", t.Ready.Bold().Render(screen.People(plan.Len()))+" "+batches),
	)
	lines = append(lines, r.wrapped(line, "Not called", r.excludedWords(), t.Text)...)
	lines = append(lines, r.knownLines(line)...)
	lines = append(lines,
		line("Agent", cmp.Or(r.agent, o.Agent)),
		line("Start", fmt.Sprintf("%s, up to %s a second, priority %d", r.startWords(), screen.Calls(o.CallsPerSecond), o.Priority)),
	)
	retries := "none: each contact is called once"
	if o.MaxAttempts > 1 {
		retries = fmt.Sprintf("up to %d calls each, %s after no answer, %s after busy", o.MaxAttempts, figures.Duration(o.NoAnswerDelay), figures.Duration(o.BusyDelay))
	}
	lines = append(lines, r.wrapped(line, "Retries", retries, t.Text)...)
	if len(o.Tags) > 0 {
		lines = append(lines, r.wrapped(line, "Tags", strings.Join(o.Tags, ", "), t.Text)...)
	}
	for _, hook := range []struct{ name, url string }{{"Each call", o.OnCallComplete}, {"When done", o.OnBatchComplete}, {"If it fails", o.OnBatchFailed}} {
		if hook.url != "" {
			lines = append(lines, line(hook.name, "tells "+hook.url))
		}
	}
	lines = append(lines, r.wrapped(line, "Sent along", r.fieldWords()+r.alongWords(), t.Text)...)
	lines = append(lines, r.heldLines(line)...)
	lines = append(lines, "")
	lines = append(lines, r.zoneLines()...)
	return append(append(lines, r.warningLines()...), r.toldLines()...)
}

// wrapped are the lines of something that may not fit on one.
func (r *reviewScreen) wrapped(line func(name, text string) string, name, text string, pen theme.Pen) []string {
	var lines []string
	for _, words := range widget.Wrap(text, max(20, r.width-14)) {
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
	excluded := r.ready.plan.Excluded
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
	if len(parts) == 0 {
		return "nobody: every row is called"
	}
	return fmt.Sprintf("%s: %s", figures.Counted(r.ready.plan.Excluded.Total(), "row"), strings.Join(parts, ", "))
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

const maxZoneLines = 12

// zoneLines shows what time it will be where people are rung.
func (r *reviewScreen) zoneLines() []string {
	t := r.console.Theme
	forecast := model.NewForecast(r.options, r.ready.plan.Len(), r.console.Config.Now())
	lines := []string{t.Strong.Render("Local time when they are rung") + t.Muted.Render("  first call, last retry")}
	zones := forecast.InZones(r.ready.zones)
	for i, z := range zones {
		if i == maxZoneLines {
			lines = append(lines, t.Muted.Render(fmt.Sprintf("  and %d more zones", len(zones)-i)))
			break
		}
		count := widget.FitRight(figures.Count(z.Contacts), 9, "")
		if !z.Known {
			lines = append(lines, count+"  "+widget.Fit("zone not known", 26, "")+t.Muted.Render("the number does not tell"))
			continue
		}
		text := fmt.Sprintf("%s  %s%s %s %s", count, widget.Fit(z.Zone, 26, t.Glyphs.Ellipsis), z.First.Format("Mon 15:04"), t.Glyphs.Arrow, z.Last.Format("Mon 15:04"))
		if !z.InHours {
			text += t.Warning.Render("  " + t.Glyphs.ToFix + " not 8:00-21:00")
		}
		lines = append(lines, text)
	}
	return lines
}

func (r *reviewScreen) warningLines() []string {
	t := r.console.Theme
	toCheck := slices.ContainsFunc(r.ready.causes, func(c model.Cause) bool { return c.State == model.Ready && !c.Told() })
	if !toCheck && r.ready.plan.RepeatedIDs() == 0 {
		return nil
	}
	lines := []string{"", t.Strong.Render("Called, but worth a look") + t.Muted.Render("  see the filter to check, under Contacts")}
	if n := r.ready.plan.RepeatedIDs(); n > 0 {
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
			lines = append(lines, "", t.Muted.Render("Called, and nothing to check"))
		}
		lines = append(lines, t.Muted.Render(widget.FitRight(figures.Count(c.Rows), 9, "")+"  "+c.Name()))
	}
	return lines
}
