package ui

import (
	"context"
	"path/filepath"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const resultsName = " results" // stands behind the name of the list

// resultsExport gives the list back with what came of each row.
type resultsExport struct{ liveSaving }

func newResultsExport(l *liveScreen) resultsExport {
	write := func(ctx context.Context, cfg screen.Config, of session.ResultsOf, path string, replace bool) ([]string, error) {
		of.Said = &session.WantedDetails{Store: cfg.Store, Now: cfg.Now} // as far as it is stored
		done, err := of.Export(ctx, cfg.Files, path, replace, nil)
		saved := "Saved " + figures.Counted(len(done.Results.Rows), "row") + " to " + printable.Text(done.Saved.Path, 200) + "."
		return append([]string{saved}, done.Notes()...), err
	}
	where := func() widget.Dialog {
		ending := resultsEnding(l.console.Campaign.Origin)
		return widget.NewPathPrompt(l.console.Theme, "Save the results",
			"Columns are added to a copy of the list's own file for the outcome of each row, its attempts and times, and why nobody was called. Nothing else in it changes.",
			"File, ending in .xlsx or .csv", l.console.BesideList(resultsName+ending), func(text string) (string, error) { return checkResultsPath(text, ending) })
	}
	return resultsExport{liveSaving{live: l, id: "export", what: "the results", are: "are", where: where, write: write}}
}

// actions are what can be done with the results. Where a canary waits its key comes first.
func (x *resultsExport) actions() screen.Actions {
	key := "w"
	if _, waits := x.live.canary.waits(); waits {
		key = "W"
	}
	return screen.Actions{x.action("Save the list with what came of each row", key)}
}

// resultsEnding is what the name ends in of the file that the list came from, where a copy of
// it can be written.
func resultsEnding(o model.Origin) string {
	switch own := strings.ToLower(filepath.Ext(o.Path)); {
	case own == ".xlsm" || own == ".csv":
		return own
	case o.Format == "csv":
		return ".csv"
	}
	return ".xlsx"
}

// checkResultsPath says of a name what is written under it, of a list of an ending.
func checkResultsPath(text, own string) (string, error) {
	switch ending := strings.ToLower(filepath.Ext(strings.TrimSpace(text))); ending {
	case own:
		return "A copy of the list's file, if that is still what it was.", nil
	case ".xlsx", ".csv":
		return "Made of the rows as they are stored here: the list's file is another kind.", nil
	}
	return "", screen.ErrEnding
}
