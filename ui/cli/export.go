package cli

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/session"
)

// exportCommand is `callsheet export`.
type exportCommand struct{ command }

// exportFlags are what export is told.
type exportFlags struct {
	to          string
	force, json bool
	details     bool
	metrics     []string
}

func (c exportCommand) cobra() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export CAMPAIGN -o FILE",
		Short: "Give the list back with what came of each row",
		Long: "Writes the list of a campaign, by its id or name, with columns added for what came of each row:\n" +
			"outcome, attempts, first and last call, talk, reason, call id, and why nobody was called.\n\n" +
			"Where the file of the list is still what it was, it is copied and nothing else in it changes: formulas,\n" +
			"formats, other sheets and macros stay. Otherwise the list is made of the rows that are stored here. The\n" +
			"file ends in .xlsx or .csv, as the list does where it is to be copied; with macros, in .xlsm.\n\n" +
			"Calls that are not stored here are asked for: one request for each batch, two while it runs. Exit 3 says\n" +
			"that not all could be had, and that rows say so.\n\n" +
			"--details adds the summary of the call that decides and its metrics: those that Dialgen's reference names,\n" +
			"or each --metric NAME. " + detailsHelp,
		Example: "  callsheet export 'Spring renewals' -o 'spring results.xlsx'\n  callsheet export 'Spring renewals' -o spring.csv --details --metric intent --metric promisedDate",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.to == "" {
				return usageError{model.UserError("Say where the list goes, with -o FILE.")}
			}
			for i, name := range f.metrics {
				if f.metrics[i] = printable.Text(strings.TrimSpace(name), maxMetric); f.metrics[i] == "" {
					return usageError{model.UserError("Give --metric the name of a metric, such as intent.")}
				}
			}
			return c.export(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().StringVarP(&f.to, "output", "o", "", "the `FILE` to write, ending in .xlsx or .csv")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace the file if it is there already")
	cmd.Flags().BoolVar(&f.details, "details", false, "add the summary and the metrics of the call that decides")
	cmd.Flags().StringArrayVar(&f.metrics, "metric", nil, "a metric to add by its `NAME`, as --details does")
	cmd.Flags().BoolVar(&f.json, "json", false, "print what was written as one JSON document")
	return cmd
}

// exportReport is what export prints as JSON.
type exportReport struct {
	Campaign   string         `json:"campaign"`
	Name       string         `json:"name"`
	File       string         `json:"file"`
	Original   bool           `json:"original"` // a copy of the list's own file
	Why        string         `json:"why"`      // it is not, "" where it is
	Rows       int            `json:"rows"`
	Outcomes   map[string]int `json:"outcomes"`
	Calls      int            `json:"calls"`
	Asked      int            `json:"batches_asked"`
	Incomplete int            `json:"batches_incomplete"`
	Error      string         `json:"error"` // why calls are missing, "" where none are
	Unfit      int            `json:"unfit_characters"`
}

func (c exportCommand) export(ctx context.Context, wanted string, f exportFlags) error {
	a, export, err := c.resultsOf(ctx, wanted)
	if err != nil {
		return err
	}
	defer a.close()
	if f.details || len(f.metrics) > 0 {
		export.Said = c.wantedDetails(a, f.metrics)
	}
	done, err := export.Export(ctx, files{}, f.to, f.force, nil)
	if errors.Is(err, fs.ErrExist) {
		err = thereAlready(f.to)
	}
	if err != nil {
		return err
	}
	report := exportReport{
		Campaign: export.Campaign.ID, Name: printable.Text(export.Campaign.Name(), maxLine), File: done.Saved.Path, Original: done.Saved.Original, Why: done.Saved.Why,
		Rows: len(done.Results.Rows), Outcomes: done.Results.Outcomes, Calls: done.Results.Calls, Asked: done.Results.Asked, Incomplete: done.Results.Unsure, Unfit: done.Saved.Unfit,
	}
	report.Error = whyMissing(done.Results)
	if f.json {
		err = c.io.answerJSON(report)
	} else {
		err = c.answerExported(done)
	}
	return orMissing(done.Results, err)
}

func (c exportCommand) answerExported(done session.ExportedResults) error {
	if err := c.io.answer("Wrote %s to %s.", figures.Counted(len(done.Results.Rows), "row"), done.Saved.Path); err != nil {
		return err
	}
	for _, words := range done.Notes() {
		c.io.say("%s", words)
	}
	return nil
}
