package model

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"callsheet/model/table"
)

// The columns that an exported list has beside its own. Names of times go on with the
// zone they are in.
const (
	resultOutcome  = savedPrefix + "outcome"
	resultAttempts = savedPrefix + "attempts"
	resultFirst    = savedPrefix + "first call"
	resultLast     = savedPrefix + "last call"
	resultTalk     = savedPrefix + "talk seconds"
	resultReason   = savedPrefix + "call reason"
	resultCall     = savedPrefix + "call id"
	resultWhyNot   = savedPrefix + "why not called"
)

// ResultHeader names the columns of results whose times are shown in a zone, which has a
// name to show.
func ResultHeader(zone string) []string {
	in := " (" + zone + ")"
	return []string{resultOutcome, resultAttempts, resultFirst + in, resultLast + in, resultTalk, resultReason, resultCall, resultWhyNot}
}

// isResultColumn reports whether a column is one of them.
func isResultColumn(name string) bool {
	if isDetailColumn(name) {
		return true
	}
	name, _, _ = strings.Cut(name, " (")
	return slices.Contains([]string{resultOutcome, resultAttempts, resultFirst, resultLast, resultTalk, resultReason, resultCall, resultWhyNot}, name)
}

// Append appends the result's cells in the columns of ResultHeader.
func (r RowResult) Append(dst []table.Cell, zone *time.Location) []table.Cell {
	attempts, talk := table.Cell{}, table.Cell{}
	if r.Attempts > 0 {
		attempts = table.Cell{Text: strconv.Itoa(r.Attempts), Kind: table.KindNumber}
		talk = table.Cell{Text: strconv.FormatFloat(r.Talk.Round(time.Second).Seconds(), 'f', -1, 64), Kind: table.KindNumber}
	}
	return append(dst, table.Cell{Text: r.Outcome}, attempts, momentCell(r.First, zone), momentCell(r.Last, zone), talk,
		table.Cell{Text: r.Reason}, table.Cell{Text: r.CallID}, table.Cell{Text: r.WhyNot})
}

func momentCell(at time.Time, zone *time.Location) table.Cell {
	if at.IsZero() {
		return table.Cell{}
	}
	return table.Cell{Text: at.In(zone).Format("2006-01-02T15:04:05"), Kind: table.KindDate}
}
