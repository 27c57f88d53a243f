package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/ui/session"
)

func (c dncCommand) dncImportCommand() *cobra.Command {
	var f importFlags
	var document bool
	var which dncRows
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Put every number of a file on the do-not-call list",
		Long: "Puts every number in the phone columns of a list on the do-not-call list. Rows whose number\n" +
			"cannot be read are named, and the exit code is 3: they are not on the list. Of a list that says of\n" +
			"some of its people that they are not to be called, say which rows are meant: --marked or --all.",
		Example: "  callsheet dnc import opted-out.xlsx --region GB\n  callsheet dnc import crm.csv --map 'Work=phone2'\n" +
			"  callsheet dnc import customers.csv --marked",
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if which.marked && which.all {
				return usageError{model.UserError("Give --marked or --all, not both.")}
			}
			return c.importDoNotCall(cmd.Context(), args[0], f, which, document)
		},
	}
	f.register(cmd)
	cmd.Flags().BoolVar(&which.marked, "marked", false, "only the rows that say that they are not to be called")
	cmd.Flags().BoolVar(&which.all, "all", false, "every row, whatever it says")
	cmd.Flags().BoolVar(&document, "json", false, "print the outcome as one JSON document")
	return cmd
}

func (c dncCommand) importDoNotCall(ctx context.Context, path string, f importFlags, which dncRows, document bool) error {
	f.hidden = true // who is filtered out of the sheet asked not to be called all the same
	s, done := c.env.onlookerSession(ctx)
	l, err := listReader(c).importList(ctx, path, f, session.Session{Mappings: s.Mappings, Earlier: s.Earlier})
	done()
	if err != nil {
		return err
	}
	dialled := phoneColumns(l.Mapping)
	name := printable.Text(filepath.Base(path), maxCell)
	if len(dialled) == 0 {
		return model.UserError(fmt.Sprintf("No column of %s holds numbers, as far as can be told. Name it with --map 'Header=phone'. Its dialled are %s.", name, columnList(l.Mapping)))
	}
	if l.Country.Numbers > 0 {
		c.io.say("%s", describeCountry(l))
	}
	if advice := countryAdvice(l); advice != "" {
		return exitError{exitToFix, model.UserError("Nothing was put on the list. " + advice)}
	}
	// The wrong country puts strangers on the list and leaves those off who asked.
	if l.Country.From != columns.FromFlag && l.Country.Doubt() != "" {
		return exitError{exitToFix, model.UserError(fmt.Sprintf("Nothing was put on the list. Say which country it is, with --region %s or --region %s.",
			l.Country.Candidates[0].Region, l.Country.Region))}
	}
	takes, err := which.takes(l.List, name, path)
	if err != nil {
		return err
	}
	numbers, problems := numbersOf(l.List, dialled, takes)
	kept, err := c.env.openShared(ctx, "", time.Now)
	if err != nil {
		return err
	}
	defer kept.Close()
	report, err := listNumbers(ctx, kept, numbers, name)
	if err != nil {
		return err
	}
	report.Problems = problems
	return c.answerDoNotCall(report, document)
}

func phoneColumns(m columns.Mapping) []int {
	var found []int
	for _, c := range m {
		if c.Field == columns.FieldPhone || c.Field == columns.FieldPhone2 {
			found = append(found, c.Index)
		}
	}
	return found
}

// numbersOf reads every number in some columns of the rows that are meant, sorted and each once, and names
// what cannot be read. A row need have a number in one of them only; a cell with
// several numbers counts with all of them.
func numbersOf(l *model.List, columns []int, takes func(row int) bool) ([]phone.Number, []dncProblem) {
	var found numberSet
	problems := []dncProblem{}
	for row := range l.Len() {
		if l.Table.Blank(row) || !takes(row) {
			continue
		}
		empty := true
		for _, col := range columns {
			r := l.Contacts().ReadColumn(row, col)
			if r.Problem == phone.Empty {
				continue
			}
			empty = false
			if !found.takes(l, row, r) {
				problems = append(problems, newProblem(l.Table.RowNumber(row), l.Table.Cell(row, col).Text, r.Problem))
			}
		}
		if empty {
			problems = append(problems, newProblem(l.Table.RowNumber(row), "", phone.Empty))
		}
	}
	return found.sorted(), problems
}

func (s *numberSet) add(n phone.Number) { *s = append(*s, n) }

// takes adds what a cell holds, and reports whether all of it could be read.
func (s *numberSet) takes(l *model.List, row int, r phone.Reading) bool {
	if readable(r) {
		s.add(r.Number)
		return true
	}
	for _, part := range r.Several {
		one := l.Contacts().ReadAs(row, part)
		if !readable(one) {
			return false
		}
		s.add(one.Number)
	}
	return len(r.Several) > 0
}

func (s numberSet) sorted() []phone.Number {
	slices.Sort(s)
	return slices.Compact(s)
}
