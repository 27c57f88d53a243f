package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/table"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

// print writes the report for a person: how the file was read, what its columns
// mean, what becomes of its rows and what is wrong with those that cannot be
// called.
func (r checkReport) print(w io.Writer, l importedList) error {
	var b strings.Builder
	_, found := l.Mapping.Find(columns.FieldPhone)
	if found && r.Rows > r.Blank {
		fmt.Fprintf(&b, "%s\n", describeCountry(l))
	}
	fmt.Fprintf(&b, "%s: %s\n", printable.Text(r.File, maxShownPath), describeOrigin(l))
	if guess := describeGuess(l); guess != "" {
		fmt.Fprintf(&b, "%s\n", guess)
	}
	if sheets := describeSheets(l); sheets != "" {
		fmt.Fprintf(&b, "%s\n", sheets)
	}
	b.WriteString("\n")
	printColumns(&b, r.Columns)
	printPrivate(&b, l.Mapping)
	r.printStates(&b, l.List.Causes().Held())
	if alarm := model.SharedWords(l.List); alarm != "" {
		fmt.Fprintf(&b, "\n%s\n", alarm)
	}
	printOptOuts(&b, l.List)
	printOddRows(&b, l)
	if found {
		printCauses(&b, l.List)
		printTold(&b, l.List)
	}
	if next := r.next(l); next != "" {
		fmt.Fprintf(&b, "\n%s\n", next)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func describeOrigin(l importedList) string {
	var parts []string
	o := l.Origin
	if o.Format == "xlsx" {
		parts = append(parts, "Excel workbook", fmt.Sprintf("sheet %q", printable.Text(o.Sheet, 64)))
	} else {
		parts = append(parts, "CSV list", encodingWords(l), delimiterWords(o.Delimiter))
	}
	if o.HeaderRow > 0 {
		parts = append(parts, fmt.Sprintf("column names in row %d", o.HeaderRow))
	} else {
		parts = append(parts, "no column names")
	}
	return strings.Join(parts, ", ")
}

func encodingWords(l importedList) string {
	if l.Guessed {
		return l.Origin.Encoding + " by its looks"
	}
	return l.Origin.Encoding
}

// describeGuess shows what a guessed encoding makes of the file's own words; ""
// when nothing was guessed.
func describeGuess(l importedList) string {
	const most, longest = 3, 24
	if !l.Guessed {
		return ""
	}
	var words []string
	for _, s := range l.Samples[:min(len(l.Samples), most)] {
		words = append(words, widget.Clip(printable.Text(s, maxShownPath), "…", longest))
	}
	if len(words) == 0 {
		return "The encoding is a guess. If names look wrong, choose another with --encoding."
	}
	return "The encoding is a guess: " + strings.Join(words, ", ") + ". If this looks wrong, choose another with --encoding."
}

// describeSheets names the sheets that were not read; "" when there is none.
func describeSheets(l importedList) string {
	var others []string
	for _, s := range l.Sheets {
		if s.Name == l.Origin.Sheet {
			continue
		}
		name := quote(s.Name)
		if s.Hidden {
			name += " (hidden)"
		}
		others = append(others, name)
	}
	if len(others) == 0 {
		return ""
	}
	return "Not read: " + strings.Join(others, ", ") + ". Choose one with --sheet."
}

func delimiterWords(d string) string {
	switch d {
	case ",":
		return "commas"
	case ";":
		return "semicolons"
	case "\t":
		return "tabs"
	case "|":
		return "bars"
	}
	return fmt.Sprintf("parted by %q", d)
}

func printColumns(b *strings.Builder, checked []checkColumn) {
	const widest = 28
	rows := [][2]string{{"Column", "Means"}}
	for _, c := range checked {
		means := string(c.Field)
		if c.Field == columns.FieldMetadata {
			means += ":" + c.Key
		}
		rows = append(rows, [2]string{columns.Column{Index: c.Index, Header: c.Header}.Title(), printable.Text(means, maxShownPath)})
	}
	var wide [2]int
	for _, r := range rows {
		for i, text := range r {
			wide[i] = min(widest, max(wide[i], widget.Width(text)))
		}
	}
	for i, r := range rows {
		why := "Because"
		if i > 0 {
			why = checked[i-1].Why
		}
		fmt.Fprintf(b, "  %s  %s  %s\n", widget.Fit(r[0], wide[0], "…"), widget.Fit(r[1], wide[1], "…"), why)
	}
}

// printPrivate names the columns that are not sent because they look private, and
// how they are.
func printPrivate(b *strings.Builder, m columns.Mapping) {
	var names []string
	for _, c := range m {
		if c.Private() {
			names = append(names, quote(c.Title()))
		}
	}
	if len(names) == 0 {
		return
	}
	first := m[slices.IndexFunc(m, columns.Column.Private)]
	key := columns.MetadataKey(first.Header)
	if key == "" {
		key = fmt.Sprintf("column_%d", first.Index+1)
	}
	fmt.Fprintf(b, "\nNot sent, because they look private: %s. Send one along with --map %s.\n",
		strings.Join(names, ", "), shellWord(first.Title()+"=metadata:"+key))
}

// printStates counts the rows by what becomes of them; held are ready without a time zone.
func (r checkReport) printStates(b *strings.Builder, held int) {
	rows := "rows"
	if r.Rows == 1 {
		rows = "row"
	}
	fmt.Fprintf(b, "\n%9s %s\n", figures.Count(r.Rows), rows)
	for _, state := range []struct {
		n     int
		words string
	}{
		{r.Ready - held, "ready to be called"}, {held, "held, without a time zone"}, {r.ToFix, "to fix"}, {r.Duplicate, "with a number that stands above"},
		{r.DoNotCall, "not to be called"}, {r.LeftOut, "left out"}, {r.Blank, "blank"},
	} {
		if state.n > 0 {
			fmt.Fprintf(b, "%9s %s\n", figures.Count(state.n), state.words)
		}
	}
}

// lossyAdvice says what may be done about spoilt letters.
func lossyAdvice(l importedList) string {
	const most, longest = 2, 24
	if len(l.Readings) == 0 {
		return "no --encoding reads them right, and the console puts right what can be"
	}
	var ways []string
	for _, r := range l.Readings[:min(len(l.Readings), most)] {
		ways = append(ways, fmt.Sprintf("--encoding %s reads %s", r.Encoding, quote(widget.Clip(printable.Text(r.Texts[0], maxShownPath), "…", longest))))
	}
	return strings.Join(ways, ", ")
}

// describeLetters say how many rows have spoilt letters, and what may be done; ""
// when none has.
func describeLetters(l importedList) string {
	switch n := l.Lossy.Count; n {
	case 0:
		return ""
	case 1:
		return "1 row has letters that a wrong encoding spoilt, and is called all the same: " + lossyAdvice(l) + "."
	default:
		return figures.Counted(n, "row") + " have letters that a wrong encoding spoilt, and are called all the same: " + lossyAdvice(l) + "."
	}
}

// printOddRows names the rows of the file that deserve a look.
func printOddRows(b *strings.Builder, l importedList) {
	title := "\nOdd rows in the file\n"
	for _, odd := range []struct {
		rows  table.OddRows
		words string
	}{
		{l.Mended, "with stray quotes, kept as characters"},
		{l.Long, "with more cells than there are names of columns"},
		{l.Hidden, "filtered out in the workbook, and left out: take them in with --hidden"},
		{l.Lossy, "with letters that a wrong encoding spoilt: " + lossyAdvice(l)},
		{l.Aside, "no contacts but totals, notes or headings, and left out"},
	} {
		if odd.rows.Count == 0 {
			continue
		}
		var numbers []string
		for _, n := range odd.rows.First[:min(len(odd.rows.First), maxExamples)] {
			numbers = append(numbers, strconv.Itoa(n))
		}
		if more := odd.rows.Count - len(numbers); more > 0 {
			numbers = append(numbers, figures.Count(more)+" more")
		}
		fmt.Fprintf(b, "%s%9s %s: row %s\n", title, figures.Count(odd.rows.Count), odd.words, strings.Join(numbers, ", "))
		title = ""
	}
}

// maxExamples is how many rows are named for each problem and warning.
const maxExamples = 5

// printCauses prints what is wrong and what deserves a look as the console does,
// each row under one cause.
func printCauses(b *strings.Builder, l *model.List) {
	causes := slices.DeleteFunc(l.Causes().All(), func(c model.Cause) bool { return c.Told() })
	names := model.CauseNames(causes)
	said := map[model.Problem]bool{}
	title := ""
	for i, c := range causes {
		head := "\nTo check: called, but worth a look\n"
		switch {
		case c.State == model.ToFix:
			head = "\nTo fix\n"
		case c.Warning == model.TimeZoneUnknown:
			head = "\nHeld: not called until somebody says where they are\n"
		case c.State == model.LeftOut:
			head = "\nLeft out\n"
		}
		if head != title {
			title = head
			b.WriteString(head)
		}
		fmt.Fprintf(b, "%9s %s: %s\n", figures.Count(c.Rows), names[i], examples(l, l.Causes().Rows(c, maxExamples), c.Rows))
		if c.State == model.ToFix && !said[c.Problem] {
			said[c.Problem] = true
			fmt.Fprintf(b, "%10s%s\n", "", c.Problem.Sentence())
		}
	}
}

// printTold counts what was restored and needs no look.
func printTold(b *strings.Builder, l *model.List) {
	for i, c := range l.Causes().Told() {
		if i == 0 {
			b.WriteString("\nCalled, and nothing to check\n")
		}
		fmt.Fprintf(b, "%9s %s\n", figures.Count(c.Rows), c.Name())
	}
}

// examples names the first of so many rows, with what their phone cells hold.
func examples(l *model.List, rows []int, all int) string {
	const longest = 24
	var parts []string
	for _, row := range rows {
		part := fmt.Sprintf("row %d", l.Table.RowNumber(row))
		if given := l.Contacts().Given(row); given != "" {
			part += " " + widget.Clip(given, "…", longest)
		}
		parts = append(parts, part)
	}
	if more := all - len(rows); more > 0 {
		parts = append(parts, figures.Count(more)+" more")
	}
	return strings.Join(parts, ", ")
}

// next is what a person does now.
func (r checkReport) next(l importedList) string {
	_, found := l.Mapping.Find(columns.FieldPhone)
	switch {
	case r.Rows == 0:
		return "There are no rows below the column names, so there is nobody to call. Check that this is the right file and sheet."
	case r.Rows == r.Blank:
		return "Every row is blank, so there is nobody to call. Check that this is the right file and sheet."
	case !found && len(l.Sheets) > 1 && r.PhoneAdvice == "":
		other := slices.IndexFunc(l.Sheets, func(s session.Sheet) bool { return s.Name != l.Origin.Sheet })
		return "No column of this sheet holds the number to dial. Choose another sheet, such as --sheet " + shellWord(l.Sheets[other].Name) +
			",\nor name the column with --map, such as --map " + shellWord(l.Mapping[0].Title()+"=phone") + "."
	case !found:
		return phoneAdvice(l.Mapping)
	case r.ToFix > 0 || l.List.Causes().Held() > 0:
		advice := nextPhoneAdvice(l.List)
		if advice != "" {
			advice += "\n"
		}
		return advice + "The console fixes rows with one cause by one key: `callsheet " + shellWord(r.File) + "`"
	}
	return ""
}
