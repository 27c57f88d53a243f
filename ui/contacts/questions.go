package contacts

import (
	"fmt"
	"strconv"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/ui/screen"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

const (
	filterDialog = "filters"
	sortDialog   = "sort"
	rowDialog    = "go to row"
)

// filterQuestion offers what the digits do not: countries and kinds of number.
func filterQuestion(t theme.Theme, states []widget.FilterItem, causes *causePane, rungBefore bool) widget.Dialog {
	options := []widget.Option{{Value: "show:" + string(model.ShowAll), Label: "Show all rows"}}
	for _, it := range states {
		if it.Count > 0 && it.Key != string(model.ShowAll) {
			options = append(options, widget.Option{Value: "show:" + it.Key, Label: fmt.Sprintf("%s  %s", screen.SentenceStart(it.Label), figures.Count(it.Count))})
		}
	}
	if rungBefore {
		options = append(options, widget.Option{Value: "cap:", Label: "Only who was rung too often to be called"})
	}
	for i, cause := range causes.List[:min(len(causes.List), maxCauseOptions)] {
		options = append(options, widget.Option{Value: "cause:" + strconv.Itoa(i),
			Label: fmt.Sprintf("%s  %s", causes.Name(i), figures.Count(cause.Rows))})
	}
	for _, region := range causes.Regions {
		options = append(options, widget.Option{Value: "region:" + string(region.Region),
			Label: fmt.Sprintf("%s numbers  %s", region.Region.Name(), figures.Count(region.Rows))})
	}
	for t := phone.TypeFixedLine; t <= phone.TypeVoicemail; t++ {
		options = append(options, widget.Option{Value: "type:" + strconv.Itoa(int(t)), Label: "Only " + strings.TrimSuffix(t.String(), " number") + " numbers"})
	}
	return widget.NewChoice(t, "Which rows are shown?", "", options)
}

// rowQuestion asks for a row of the file to go to.
func rowQuestion(t theme.Theme, list *model.List) widget.Dialog {
	return widget.NewPrompt(t, "Go to a row", "", "Row, as the spreadsheet numbers it", "", func(text string) (string, error) {
		n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", ""))
		if err != nil || n < 1 {
			return "", model.UserError("Type the number of a row, such as 23.")
		}
		_, exact, ok := list.AtNumber(n)
		switch {
		case !ok:
			return "", model.UserError(fmt.Sprintf("The last row is %d.", list.Table.RowNumber(list.Len()-1)))
		case !exact:
			return "The list has no such row; this goes to the next one.", nil
		}
		return "", nil
	})
}

// sortQuestion asks which column the rows are sorted by.
func (r *Table) sortQuestion() widget.Dialog {
	var options []widget.Option
	for _, col := range r.allColumns() {
		title := col.Title
		if col.Name == columnSign {
			title = "State, what needs you first"
		}
		if col.Name == r.Order.column {
			title += " " + r.Order.arrow(r.theme) + "  (again: the other way round)"
		}
		options = append(options, widget.Option{Value: string(col.Name), Label: title})
	}
	return widget.NewChoice(r.theme, "Sort the rows by", "", options).At(string(r.Order.column))
}

// sortBy sorts by a column, or the other way round by the same.
func (r *Table) sortBy(name columnName) {
	if name == columnRow && r.Order.column == "" {
		r.Order.column = columnRow
	}
	r.Order = sorting{name, name == r.Order.column && !r.Order.desc}
	if r.Order == (sorting{column: columnRow}) {
		r.Order = sorting{}
	}
}
