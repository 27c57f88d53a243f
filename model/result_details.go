package model

import (
	"slices"
	"strings"

	"callsheet/model/table"
)

// The columns that an exported list has for what was said: the summary of the call that
// decides, and one for each metric.
const (
	resultSummary = savedPrefix + "summary"
	resultMetric  = savedPrefix + "metric "
)

// knownMetrics are those that the service's reference names, in the order of their columns.
var knownMetrics = []string{"intent", "sentiment", "confidence", "keyPoints", "actionItems", "callStatus", "callbackRequired", "promisedDate", "followUpAction", "ticketRaised"}

// DetailColumns are the columns of what was said on calls.
type DetailColumns struct{ metrics []string }

// ChooseDetails are the columns of some metrics, by their names however they are spelt; where
// none is chosen, of those that the service's reference names and that any call has.
func ChooseDetails(chosen []string, details map[string]CallDetail) DetailColumns {
	if len(chosen) > 0 {
		return DetailColumns{chosen}
	}
	has := map[string]bool{}
	for _, d := range details {
		for _, m := range d.Metrics {
			has[metricKey(m.Name)] = true
		}
	}
	known := slices.Clone(knownMetrics)
	return DetailColumns{slices.DeleteFunc(known, func(name string) bool { return !has[metricKey(name)] })}
}

// Unmeasured are the chosen metrics that no call has.
func (c DetailColumns) Unmeasured(details map[string]CallDetail) []string {
	var none []string
	for _, name := range c.metrics {
		has := false
		for _, d := range details {
			has = has || d.Metric(name) != ""
		}
		if !has {
			none = append(none, name)
		}
	}
	return none
}

// Header names the columns.
func (c DetailColumns) Header() []string {
	header := []string{resultSummary}
	for _, name := range c.metrics {
		header = append(header, resultMetric+name)
	}
	return header
}

// Append appends the cells of a call in the columns of Header; those of the zero detail are
// empty.
func (c DetailColumns) Append(dst []table.Cell, d CallDetail) []table.Cell {
	dst = append(dst, table.Cell{Text: d.Summary})
	for _, name := range c.metrics {
		dst = append(dst, table.Cell{Text: d.Metric(name)})
	}
	return dst
}

// Metric is what was measured under a name, however it is spelt: the entries of a list with
// semicolons between them.
func (d CallDetail) Metric(name string) string {
	var values []string
	for _, m := range d.Metrics {
		if metricKey(m.Name) == metricKey(name) && m.Value != "" && m.Value != "null" {
			values = append(values, m.Value)
		}
	}
	return strings.Join(values, "; ")
}

// metricKey is a name as those are compared: callbackRequired is "Callback required".
func metricKey(name string) string {
	return strings.NewReplacer(" ", "", "_", "", "-", "", ".", "").Replace(strings.ToLower(name))
}

// isDetailColumn reports whether a column is one of them.
func isDetailColumn(name string) bool {
	return name == resultSummary || strings.HasPrefix(name, resultMetric)
}
