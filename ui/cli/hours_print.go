package cli

import (
	"cmp"
	"fmt"
	"strings"

	"callsheet/config"
	"callsheet/model/figures"
	"callsheet/model/hours"
)

// ruleWords is a rule in some lines: its name, what it says and where that comes from.
func ruleWords(r hours.Rule) string {
	title := r.Name
	if r.ID != "" && r.ID != r.Name {
		title = r.ID + ": " + r.Name
	}
	if r.AskedFor {
		title += " (only where you choose it)"
	}
	source := r.SourceWords()
	if r.Note != "" {
		source += "; " + r.Note
	}
	return fmt.Sprintf("%s\n  %s\n  %s", title, r.Words(), source)
}

// words are the report for people.
func (r hoursReport) words(book hours.Rulebook) string {
	var b strings.Builder
	for _, rule := range hours.Presets() {
		fmt.Fprintln(&b, ruleWords(rule))
	}
	if own := book.Own(); len(own) > 0 {
		b.WriteString("\nOf your settings:\n")
		for _, rule := range own {
			fmt.Fprintln(&b, ruleWords(rule))
		}
	}
	if len(r.OwnHolidays) > 0 {
		b.WriteString("\nYour holidays:\n")
		for _, h := range r.OwnHolidays {
			fmt.Fprintf(&b, "  %s %s%s\n", h.Date, cmp.Or(h.Place, "everywhere"), after(", ", h.Name))
		}
	}
	b.WriteString(blockLines(r.Blocks))
	b.WriteString("\nKnown to differ, check:\n")
	for _, d := range r.Disputed {
		fmt.Fprintf(&b, "  %s: %s (%s)\n", d.Place, d.Name, d.Says)
	}
	if r.Chosen.Rule != "" {
		fmt.Fprintf(&b, "\nYour profile has people rung by %s%s.\n", r.Chosen.Rule, after(", because ", r.Chosen.Basis))
	} else {
		b.WriteString("\nPeople are rung by the rules of the places where they are, and by decent where there is none.\n")
	}
	b.WriteString(r.Sureness + "\n" + r.NotAdvice)
	return b.String()
}

// after is a text behind some words, or nothing.
func after(words, text string) string {
	if text == "" {
		return ""
	}
	return words + text
}

func blockLines(blocks []blockReport) string {
	if len(blocks) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\nNobody is rung:\n")
	for _, block := range blocks {
		until := "until you take the block out"
		if block.To != "" {
			until = "to " + block.To
		}
		fmt.Fprintf(&b, "  %s from %s %s%s\n", cmp.Or(block.Place, "everywhere"), block.From, until, after(": ", block.Reason))
	}
	return b.String()
}

// words are the report for people.
func (r placeReport) words(rules []hours.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s\n  %s\n", r.Place, r.Country, r.Name, r.Allowed)
	if len(rules) > 1 {
		b.WriteString("  Several rules count there, and the strictest wins.\n")
	}
	for _, rule := range rules {
		fmt.Fprintf(&b, "\n%s\n", ruleWords(rule))
	}
	if r.StateUnknown {
		fmt.Fprintf(&b, "\nNo rule of %s itself is known here: check.\n", r.Place)
	}
	for _, d := range r.Disputed {
		fmt.Fprintf(&b, "\n%s: known to differ, check%s\n", d.Name, after(": ", d.Says))
	}
	fmt.Fprintf(&b, "\nHolidays: %s. ", r.Holidays.Words)
	if len(r.Holidays.Days) == 0 {
		fmt.Fprintf(&b, "Put those you know into %s.\n", config.HolidaysPath())
	} else {
		fmt.Fprintf(&b, "%s from %s to %s:\n", figures.Counted(len(r.Holidays.Days), "day"), r.Holidays.From, r.Holidays.To)
	}
	for _, d := range r.Holidays.Days {
		date, _ := hours.ParseDate(d.Date)
		fmt.Fprintf(&b, "  %s %s %s\n", date.Weekday().String()[:3], d.Date, cmp.Or(d.Name, "a holiday of yours"))
	}
	b.WriteString(blockLines(r.Blocks))
	b.WriteString("\n" + r.NotAdvice)
	return b.String()
}
