package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/reason"
	"callsheet/model/store"
	"callsheet/ui/session"
)

// checkFlags say what a check writes.
type checkFlags struct {
	importFlags
	json bool
	rows string // file for the rows; "-" is the output, "" none
}

// checkCommand is `callsheet check`.
type checkCommand struct{ command }

func (c checkCommand) cobra() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check FILE",
		Short: "Read a list and say what would become of every row; nothing is sent",
		Long: "Reads a list as the console would, works out what its columns mean and judges every number.\n" +
			"Nothing is sent and nothing is changed. The exit code is 0 when every row can be called or is\n" +
			"rightly left alone, 3 when some rows need a person, and 1 when the file cannot be read.",
		Example: "  callsheet check leads.xlsx\n" +
			"  callsheet check leads.csv --region GB --map 'Customer no.=metadata:customer'\n" +
			"  callsheet check leads.csv --json --rows rows.jsonl",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{model.UserError("Name one list, such as `callsheet check leads.csv`.")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.check(cmd.Context(), args[0], f)
		},
	}
	f.register(cmd)
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON document")
	cmd.Flags().StringVar(&f.rows, "rows", "", "write one JSON line for each row to this file; - prints them instead of the summary")
	return cmd
}

func (c checkCommand) check(ctx context.Context, path string, f checkFlags) error {
	s, done := c.env.onlookerSession(ctx)
	defer done()
	l, err := listReader(c).importList(ctx, path, f.importFlags, s)
	if err != nil {
		return err
	}
	if f.rows != "" {
		if err := c.writeRows(ctx, path, f.rows, l.List); err != nil {
			return err
		}
	}
	report := newCheckReport(l)
	switch {
	case f.rows == rowsToOutput, f.json:
		for _, line := range describeOptOuts(l.List) {
			c.io.say("%s", line)
		}
		if report.PhoneAdvice != "" {
			c.io.say("%s", report.PhoneAdvice)
		}
	}
	switch {
	case f.rows == rowsToOutput:
	case f.json:
		err = c.io.answerJSON(report)
	default:
		err = written(report.print(c.io.out, l))
	}
	if err != nil {
		return err
	}
	switch advice := unsaid(l); {
	case advice != "":
		return exitError{exitToFix, model.UserError(advice)}
	case report.ToFix > 0:
		return exitError{code: exitToFix}
	}
	return nil
}

// onlookerSession knows what is kept on this machine, and changes nothing of it:
// what columns meant before, and who must not be called. done ends it.
func (e *environment) onlookerSession(ctx context.Context) (s session.Session, done func()) {
	settings, err := e.settings()
	if err != nil || !store.Used(config.DataDir()) {
		return s, func() {}
	}
	kept, err := e.viewStore(ctx, config.DataDir(), serviceOrigin(settings), time.Now)
	if err != nil {
		e.io.say("The do-not-call list was not looked at. %s", reason.Sentence(err))
		return s, func() {}
	}
	return session.Session{Mappings: kept.Remembered, Earlier: kept.Campaigns, Guards: kept.Guards, Agent: settings.Agent}, func() { kept.Close() }
}

// checkReport is what check --json prints.
type checkReport struct {
	File      string        `json:"file"`
	Format    string        `json:"format"`
	Encoding  string        `json:"encoding"`
	Guessed   bool          `json:"encoding_guessed"`
	Delimiter string        `json:"delimiter"`
	Sheet     string        `json:"sheet"`
	Sheets    []checkSheet  `json:"sheets"`     // of the workbook
	HeaderRow int           `json:"header_row"` // 0 = there is none
	Region    phone.Region  `json:"region"`
	Because   string        `json:"region_reason"`
	Country   checkCountry  `json:"country"`
	Columns   []checkColumn `json:"columns"`
	OptOuts   []checkOptOut `json:"opt_outs"` // columns that say who is not to be called
	Rows      int           `json:"rows"`
	Ready     int           `json:"ready"`
	ToFix     int           `json:"to_fix"`
	Duplicate int           `json:"duplicate"`
	DoNotCall int           `json:"do_not_call"`
	LeftOut   int           `json:"left_out"`
	Blank     int           `json:"blank"`
	Mended    int           `json:"mended"`     // rows with quotes that follow no rule
	Long      int           `json:"long"`       // rows with cells beyond the last named column
	Hidden    int           `json:"hidden"`     // rows the workbook hides, which are left out unless --hidden is given
	Lossy     int           `json:"lossy"`      // rows with letters that a wrong encoding spoilt
	NoContact int           `json:"no_contact"` // totals, notes and headings, which are left out
	Shared    checkShared   `json:"shared_numbers"`
	Problems  []kindCount   `json:"problems"`
	// PhoneAdvice says how the column to dial is named, where numbers are there
	// that are not dialled unasked.
	PhoneAdvice string `json:"phone_advice,omitempty"`
	// Warnings are those of the rows that are called. ToCheck counts those rows
	// that deserve a look, each once.
	Warnings []checkWarning `json:"warnings"`
	ToCheck  int            `json:"to_check"`
	Answered int            `json:"answered_earlier"` // of to_check, those who answered in an earlier campaign
}

// checkShared counts the rows that hold a number several people have, and those
// numbers.
type checkShared struct {
	Rows    int `json:"rows"`
	Numbers int `json:"numbers"`
}

// checkCountry is the country in which numbers without a country code are read.
type checkCountry struct {
	Region     phone.Region         `json:"region"`
	From       columns.RegionSource `json:"from"`
	Candidates []columns.RegionFit  `json:"candidates"` // those that fit, the likeliest first; of a given one only those that fit better
	Fits       int                  `json:"fits"`       // how many of numbers are valid in region
	Numbers    int                  `json:"numbers"`    // without a country code, of the rows tried
	Used       int                  `json:"used"`       // rows that are read as of region
	Waiting    int                  `json:"waiting"`    // rows that are held because nobody named a country
	Advice     string               `json:"advice,omitempty"`
	Doubt      string               `json:"doubt,omitempty"`
}

func newCheckCountry(l importedList) checkCountry {
	c := l.Country
	return checkCountry{
		Region: c.Region, From: c.From, Candidates: append([]columns.RegionFit{}, c.Candidates...), Fits: c.Fits, Numbers: c.Numbers,
		Used: l.List.Assumed(), Waiting: l.List.ProblemCount(model.Problem(phone.NoCountry)), Advice: countryAdvice(l), Doubt: c.Doubt(),
	}
}

// checkSheet is one sheet of a workbook.
type checkSheet struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden"`
	Rows   int    `json:"rows"` // as the workbook declares it; -1 when it does not
}

// checkColumn is one column of the file. Reason is what the meaning rests on,
// Why the same in a sentence.
type checkColumn struct {
	Index  int              `json:"index"` // negative of one that is absent
	Header string           `json:"header"`
	Field  columns.Field    `json:"field"`
	Key    string           `json:"key,omitempty"` // metadata key it goes along under
	Reason columns.Evidence `json:"reason"`
	Why    string           `json:"why"`
	Hidden bool             `json:"hidden,omitempty"`  // the workbook hides it; it is read like the others
	Needed bool             `json:"needed,omitempty"`  // the prompt cannot do without it: rows with nothing in it are to fix
	Absent bool             `json:"absent,omitempty"`  // the file has no such column, but the prompt needed it of the last such list
	Off    bool             `json:"private,omitempty"` // looks private: read, but not sent unless it is mapped
}

// kindCount is how many rows have one problem or warning.
type kindCount struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

func newCheckReport(l importedList) checkReport {
	counts := l.List.Counts()
	r := checkReport{
		File: l.Origin.Path, Format: l.Origin.Format, Encoding: l.Origin.Encoding, Delimiter: l.Origin.Delimiter,
		Sheet: l.Origin.Sheet, HeaderRow: l.Origin.HeaderRow, Region: l.Country.Region, Because: l.Country.Because,
		Country: newCheckCountry(l),
		Rows:    l.List.Len(), Ready: counts.Of(model.Ready), ToFix: counts.Of(model.ToFix), Duplicate: counts.Of(model.Duplicate),
		DoNotCall: counts.Of(model.DoNotCall), LeftOut: counts.Of(model.LeftOut), Blank: counts.Of(model.Blank),
		Guessed: l.Guessed, Sheets: []checkSheet{}, Mended: l.Mended.Count, Long: l.Long.Count, Hidden: l.Hidden.Count, Lossy: l.Lossy.Count, NoContact: l.Aside.Count,
		OptOuts: newCheckOptOuts(l.List), PhoneAdvice: unaskedAdvice(l.List),
		Columns: make([]checkColumn, len(l.Mapping)), Problems: []kindCount{}, Warnings: []checkWarning{},
	}
	for _, s := range l.Sheets {
		r.Sheets = append(r.Sheets, checkSheet(s))
	}
	r.Shared.Rows, r.Shared.Numbers = l.List.SharedNumbers()
	for i, c := range l.Mapping {
		r.Columns[i] = checkColumn{Index: c.Index, Header: c.Header, Field: c.Field, Key: c.Key, Reason: c.Basis, Why: c.Why(), Hidden: c.Hidden, Off: c.Private(), Needed: c.Needed, Absent: c.Absent()}
	}
	for _, p := range model.Problems() {
		if n := l.List.ProblemCount(p); n > 0 {
			r.Problems = append(r.Problems, kindCount{p.String(), n})
		}
	}
	for _, w := range l.List.Causes().Warnings() {
		r.Warnings = append(r.Warnings, checkWarning{kindCount{w.Warning.Names()[0], w.Rows}, w.Causes, w.Warning&model.Told != 0})
	}
	r.ToCheck, r.Answered = l.List.Warned(), answeredRows(l.List)
	return r
}

// checkWarning is how many rows that are called carry a warning.
type checkWarning struct {
	kindCount
	Causes int  `json:"cause_rows"` // of which it is the gravest, under which the console has them
	Told   bool `json:"told"`       // it needs no look
}

// answeredRows counts the rows of those who answered in an earlier campaign.
func answeredRows(l *model.List) int {
	n := 0
	for _, c := range l.Causes().All() {
		if c.Answered() {
			n += c.Rows
		}
	}
	return n
}
