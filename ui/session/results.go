package session

import (
	"context"
	"maps"
	"slices"
	"sort"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/model/report"
	"callsheet/model/table"
)

// Results are what came of each row of a campaign, and what is known of its calls.
type Results struct {
	Rows     []model.RowResult // in the order of its list
	Calls    int               // that are known
	Asked    int               // batches whose calls were asked for
	Unsure   int               // batches of which not all calls are known
	Why      error             // why not, of the last of them
	Outcomes map[string]int    // rows by their outcome

	Batches []model.Batch               // as they stand
	Known   map[string]model.BatchCalls // their calls, by their keys

	Details *ResultDetails // what was said on calls; nil = that was not wanted
}

// ResultsOf says what came of each row of a campaign that was opened (Reopen). The calls of
// a batch are asked for, and written down, unless all are stored: one request for a batch
// that has ended, two for one that has not. Where the service cannot be asked the rows of
// that batch say so.
type ResultsOf struct {
	Campaign *model.Campaign // it is read alone
	Store    Store
	Service  CallLister
	Here     string // the service that is worked with
	Now      func() time.Time
	// Said is what an export has of what was said on calls; nil = nothing.
	Said *WantedDetails
}

// Frozen is a campaign as it is now, for work to read while it goes on.
func Frozen(c *model.Campaign) *model.Campaign {
	frozen := *c
	frozen.Batches, frozen.Values = slices.Clone(c.Batches), maps.Clone(c.Values)
	if c.List != nil {
		frozen.List = c.List.Snapshot()
	}
	return &frozen
}

// Get works the results out. An error is the context's, or of this machine's store.
func (r ResultsOf) Get(ctx context.Context) (Results, error) {
	c := r.Campaign
	if c.List == nil {
		return Results{}, model.UserError("The rows of this campaign cannot be read any more, so nothing can be said of each.")
	}
	batches := slices.Clone(c.Batches)
	known, out := map[string]model.BatchCalls{}, Results{Outcomes: map[string]int{}}
	fetch := callFetch{Store: r.Store, Service: r.Service, Now: r.Now, Campaign: c.ID, Elsewhere: Elsewhere(c, r.Here) != ""}
	for i := range batches {
		if batches[i].State != model.SendAccepted {
			continue
		}
		calls, asked, err := fetch.calls(ctx, &batches[i])
		if ctx.Err() != nil {
			return Results{}, ctx.Err()
		}
		if asked {
			out.Asked++
		}
		if out.Calls += len(calls.Calls); !calls.Whole {
			out.Unsure++
			out.Why = err
		}
		known[batches[i].Key] = calls
	}
	out.Batches, out.Known = batches, known
	out.Rows = model.Results(c.List, c.Plan, batches, known)
	for _, row := range out.Rows {
		if row.Outcome != "" {
			out.Outcomes[row.Outcome]++
		}
	}
	return out, nil
}

// ResultsSource is what results are written from.
type ResultsSource struct {
	Origin model.Origin // of the file that the list came from
	List   *model.List
	Header []string // of the added columns
	Rows   int      // that have cells in them
	// Cells appends those of a row, by its number as a spreadsheet shows it; false where it
	// has none.
	Cells func(dst []table.Cell, number int) ([]table.Cell, bool)
}

// Source is what the results are written from, with times in a zone.
func (r Results) Source(c *model.Campaign, now time.Time) ResultsSource {
	list, zone := c.List.Snapshot(), now.Location()
	name := zone.String()
	if zone == time.Local { // which has no name; as it is now its clock has one
		var offset int
		name, offset = now.Zone()
		zone = time.FixedZone(name, offset)
	}
	s := ResultsSource{Origin: c.Origin, List: list, Header: model.ResultHeader(name)}
	if r.Details != nil {
		s.Header = append(s.Header, r.Details.Columns.Header()...)
	}
	for row := range r.Rows {
		if !list.Table.Blank(row) {
			s.Rows++
		}
	}
	s.Cells = func(dst []table.Cell, number int) ([]table.Cell, bool) {
		row := sort.Search(list.Len(), func(i int) bool { return list.Table.RowNumber(i) >= number })
		if row == list.Len() || list.Table.RowNumber(row) != number || list.Table.Blank(row) {
			return dst, false
		}
		dst = r.Rows[row].Append(dst, zone)
		if r.Details != nil {
			dst = r.Details.Columns.Append(dst, r.Details.Of[r.Rows[row].CallID])
		}
		return dst, true
	}
	return s
}

// SavedResults is where results are, and how they were made.
type SavedResults struct {
	Path string
	// Original says that they stand in a copy of the file that the list came from, in which
	// nothing else changed; otherwise they are made of the rows that are stored, and Why
	// says why in a sentence.
	Original bool
	Why      string
	Unfit    int  // characters that the encoding of the file does not have
	Nameless bool // the file does not name its columns, so the added ones have no names
}

// ResultsWriter writes results.
type ResultsWriter interface {
	// SaveResults writes results to a file and returns where it is: in a copy of the file
	// the list came from, if that is what it was and can be one of such a name, otherwise
	// in a list made of the rows. It fails with fs.ErrExist where something is already,
	// unless that is to be replaced; the list itself never is.
	SaveResults(ctx context.Context, path string, from ResultsSource, replace bool, progress *table.Progress) (SavedResults, error)
}

// ExportedResults is what an export came to.
type ExportedResults struct {
	Results Results
	Saved   SavedResults
}

// Export works the results out and writes them to a file.
func (r ResultsOf) Export(ctx context.Context, files ResultsWriter, path string, replace bool, progress *table.Progress) (ExportedResults, error) {
	results, err := r.Get(ctx)
	if err != nil {
		return ExportedResults{}, err
	}
	if r.Said != nil {
		if results.Details, err = r.Said.Get(ctx, results, results.Deciding(r.Campaign)); err != nil {
			return ExportedResults{}, err
		}
	}
	saved, err := files.SaveResults(ctx, path, results.Source(r.Campaign, r.Now()), replace, progress)
	return ExportedResults{results, saved}, err
}

// Notes are what whoever gets the file has to know, in sentences.
func (e ExportedResults) Notes() []string {
	var notes []string
	if !e.Saved.Original {
		notes = append(notes, "It is made of the rows as they are stored here, and is no copy of the list's file. "+e.Saved.Why)
	}
	if n := e.Saved.Unfit; n > 0 {
		notes = append(notes, figures.Counted(n, "character")+" that the encoding of the file does not have "+figures.Were(n)+" written as a question mark.")
	}
	if e.Saved.Nameless {
		notes = append(notes, "The file does not name its columns, so the added ones have no names either.")
	}
	if words := e.Results.MissingWords(", and their rows say so"); words != "" {
		notes = append(notes, words)
	}
	if e.Results.Details != nil {
		notes = append(notes, e.Results.Details.Notes()...)
	}
	return notes
}

// MissingWords say that calls could not be fetched, what follows from it, and why not; "" where all are known.
func (r Results) MissingWords(consequence string) string {
	if r.Unsure == 0 {
		return ""
	}
	words := "Not all calls of " + figures.Counted(r.Unsure, "batch") + " could be fetched" + consequence + "."
	if r.Why != nil {
		words += " " + reason.Sentence(r.Why)
	}
	return words
}

// CampaignCalls are the calls that are known, in the order of their times.
func (r Results) CampaignCalls(c *model.Campaign) []model.CampaignCall {
	return model.CampaignCalls(c.List, c.Plan, r.Batches, r.Known)
}

// Figures are what came of the campaign as a whole.
func (r Results) Figures(c *model.Campaign) report.Figures {
	return report.Of(report.Source{List: c.List, Plan: c.Plan, Batches: r.Batches, Known: r.Known, Rows: r.Rows})
}
