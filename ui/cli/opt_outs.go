package cli

import (
	"fmt"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
)

// checkOptOut is a column that says of some people that they are not to be
// called, as JSON has it.
type checkOptOut struct {
	Index         int      `json:"index"`
	Header        string   `json:"header"`
	People        int      `json:"people"`         // rows that hold anything
	DoNotCall     int      `json:"do_not_call"`    // rows in which it says so
	NotUnderstood int      `json:"not_understood"` // those of DoNotCall in which it is not understood
	Asked         int      `json:"asked"`          // rows in which it likely says so, which are held
	Values        []string `json:"values"`         // the most frequent of Asked, or of NotUnderstood
	Question      string   `json:"question"`       // "" when nothing is asked
	Answers       []string `json:"answers"`        // the flags that answer it
}

func newCheckOptOuts(l *model.List) []checkOptOut {
	all := []checkOptOut{}
	for _, o := range l.OptOuts() {
		all = append(all, checkOptOut{
			Index: o.Column.Index, Header: o.Column.Header, People: o.People, DoNotCall: o.No + o.Odd, NotUnderstood: o.Odd, Asked: o.Asked,
			Values: append([]string{}, o.Values...), Question: o.Question(), Answers: optOutAnswers(o),
		})
	}
	return all
}

// optOutAnswers are the flags that settle a question: yes, and no.
func optOutAnswers(o model.OptOut) []string {
	if o.Asked == 0 {
		return []string{}
	}
	key := o.Column.Key
	if key == "" {
		key = columns.MetadataKey(o.Column.Title())
	}
	title := o.Column.Title()
	return []string{
		"--map " + shellWord(title+"="+string(columns.FieldDoNotCall)),
		"--map " + shellWord(title+"="+string(columns.FieldMetadata)+":"+key),
	}
}

// describeOptOuts says who is not called by what a list says, and asks about
// those of whom it is not sure, a line for each column.
func describeOptOuts(l *model.List) []string {
	var lines []string
	for _, o := range l.OptOuts() {
		if said := o.Said(); said != "" {
			lines = append(lines, said)
		}
		if question := o.Question(); question != "" {
			answers := optOutAnswers(o)
			lines = append(lines, fmt.Sprintf("%s If so, give %s; if they may be called, %s.", question, answers[0], answers[1]))
		}
	}
	if n := boundRows(l); n > 0 {
		lines = append(lines, fmt.Sprintf("%s not called because another row with the number says no.", rowsAre(n)))
	}
	return lines
}

func rowsAre(n int) string { return figures.Counted(n, "row") + " " + figures.Are(n) }

// boundRows counts the rows that are out because another says no.
func boundRows(l *model.List) int {
	n := 0
	if l.Counts().Of(model.DoNotCall) == 0 {
		return 0
	}
	for row := range l.Len() {
		if l.Verdict(row).Out == model.RefusedNumber {
			n++
		}
	}
	return n
}

func printOptOuts(b *strings.Builder, l *model.List) {
	lines := describeOptOuts(l)
	if len(lines) == 0 {
		return
	}
	b.WriteString("\nWho said no\n")
	for _, line := range lines {
		b.WriteString("  " + line + "\n")
	}
}

// dncRows say which rows of a file go on the do-not-call list: all, or only those
// that say no.
type dncRows struct{ marked, all bool }

// takes finds the rows that are meant. A file that says of some of its people
// that they are not to be called, and nothing of the others, may be a list of
// those who said no or one of customers: that is asked, since a customer who is
// never called again is not found out about.
func (d dncRows) takes(l *model.List, name, path string) (func(row int) bool, error) {
	marked, people := 0, 0
	for row := range l.Len() {
		if l.Table.Blank(row) || l.Verdict(row).Out == model.NoContact {
			continue
		}
		people++
		if l.SaysNo(row) {
			marked++
		}
	}
	switch {
	case d.marked:
		return l.SaysNo, nil
	case d.all, marked == 0, marked == people:
		return func(int) bool { return true }, nil
	}
	return nil, exitError{exitToFix, model.UserError(fmt.Sprintf("Nothing was put on the list. Of %s in %s, %s that they are not to be called. Say who is meant: `callsheet dnc import %s --marked` takes those, `callsheet dnc import %s --all` everybody.",
		figures.Counted(people, "row"), name, saysCount(marked), shellWord(path), shellWord(path)))}
}

func saysCount(n int) string {
	if n == 1 {
		return "1 says"
	}
	return figures.Count(n) + " say"
}
