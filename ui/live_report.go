package ui

import (
	"context"
	"strings"

	"callsheet/model/document"
	"callsheet/model/printable"
	"callsheet/ui/screen"
	"callsheet/ui/session"
	"callsheet/ui/widget"
)

const reportEnding = " report.html" // stands behind the name of the list

// liveReport saves on one page what came of the campaign, in figures and charts.
type liveReport struct{ liveSaving }

func newLiveReport(l *liveScreen) liveReport {
	write := func(ctx context.Context, cfg screen.Config, of session.ResultsOf, path string, replace bool) ([]string, error) {
		done, err := of.SaveReport(ctx, cfg.Files, path, replace, cfg.Now().Location())
		words := []string{"Saved the report to " + printable.Text(done.Path, 200) + "."}
		for _, note := range []string{done.Missing, done.Doubt} {
			if note != "" {
				words = append(words, note)
			}
		}
		return words, err
	}
	where := func() widget.Dialog {
		return widget.NewPathPrompt(l.console.Theme, "Save the report",
			"One page of figures and charts: outcomes, why people were not called or did not answer, and when they did. Nobody's name or number is in it.",
			"File, ending in .html, .md or .txt", l.console.BesideList(reportEnding), checkReportPath)
	}
	return liveReport{liveSaving{live: l, id: "report", what: "the report", are: "is", where: where, write: write}}
}

func (x *liveReport) actions() screen.Actions {
	return screen.Actions{x.action("Save a page of figures and charts of what came of it", "R")}
}

// checkReportPath says of a name what is written under it.
func checkReportPath(text string) (string, error) {
	switch name := strings.TrimSpace(text); {
	case document.FormOf(name) == nil:
		return "", session.ErrReportEnding
	case strings.HasSuffix(strings.ToLower(name), ".html"):
		return "A page with charts, for a browser and for print. It asks nobody for anything.", nil
	}
	return "The same figures as text, without charts.", nil
}
