package session

import (
	"context"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/document"
	"callsheet/model/evidence"
	"callsheet/model/report"
)

// Evidence tells what was written down of a campaign.
type Evidence interface {
	// Chain reads the entries of a campaign, by its key. The *evidence.Break is nil where they
	// are as they were written.
	Chain(ctx context.Context, campaign string) (evidence.Chain, *evidence.Break, error)
}

// ErrReportEnding is a name that says of no form in which a report can be saved.
const ErrReportEnding = model.UserError("Let the name end in .html, .md or .txt.")

// Report is what came of a campaign as a whole, without people.
type Report struct {
	Results Results
	Figures report.Figures
	Page    report.Page
	Missing string // in a sentence, that not all calls are known; "" where they are
	Doubt   string // in sentences, why the hours it was confirmed under are left out; "" where they are not
	Path    string // where the page was written; "" where it was not
}

// Report works the report out, with times on a reader's clock.
func (r ResultsOf) Report(ctx context.Context, clock *time.Location) (Report, error) {
	results, err := r.Get(ctx)
	if err != nil {
		return Report{}, err
	}
	told := Report{Results: results, Figures: results.Figures(r.Campaign), Missing: results.MissingWords(", and the figures are without them")}
	about := report.About{Campaign: r.Campaign.Name(), Missing: told.Missing, Made: r.Now(), Clock: clock}
	chain, broken, err := r.Store.Evidence.Chain(ctx, r.Campaign.ID)
	switch {
	case err != nil:
		return Report{}, err
	case broken != nil: // a report is no place for what may be forged
		told.Doubt = fmt.Sprintf("The hours it was confirmed under are left out: the evidence is not as it was written. `callsheet evidence %s` says where.", r.Campaign.ID)
	default:
		about.Terms = evidence.TermsFacts(chain.Entries())
	}
	told.Page = report.NewPage(told.Figures, about)
	return told, nil
}

// ReportWriter writes reports.
type ReportWriter interface {
	// SaveReport writes a text to a file and returns where it is. It fails with fs.ErrExist
	// where something is already, unless that is to be replaced; the list that the campaign
	// came from never is.
	SaveReport(ctx context.Context, path, text string, list model.Origin, replace bool) (string, error)
}

// SaveReport works the report out and writes it to a file, in the form that the ending of
// its name says.
func (r ResultsOf) SaveReport(ctx context.Context, files ReportWriter, path string, replace bool, clock *time.Location) (Report, error) {
	form := document.FormOf(path)
	if form == nil {
		return Report{}, ErrReportEnding
	}
	told, err := r.Report(ctx, clock)
	if err != nil {
		return Report{}, err
	}
	told.Path, err = files.SaveReport(ctx, path, form(told.Page), r.Campaign.Origin, replace)
	return told, err
}
