package cli

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

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
		report.Zones = newCheckZones(l.List, time.Now())
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
	case report.ToFix > 0 || l.List.Causes().Held() > 0:
		return exitError{code: exitToFix}
	}
	return nil
}

// onlookerSession knows what is kept on this machine, and changes nothing of it:
// what columns meant before, and who must not be called. done ends it.
func (e *environment) onlookerSession(ctx context.Context) (s session.Session, done func()) {
	settings, err := e.settings()
	if err != nil || !store.Used(settings.Data.Path) {
		return s, func() {}
	}
	seen, err := e.viewStore(ctx, serviceOrigin(settings), time.Now)
	if err != nil {
		e.io.say("The do-not-call list was not looked at. %s", reason.Sentence(err))
		return s, func() {}
	}
	kept := e.share(ctx, settings, seen, serviceOrigin(settings), time.Now)
	return session.Session{Mappings: kept.Remembered, Earlier: kept.Campaigns, Guards: kept.Guards, Agent: settings.Agent}, func() {
		e.sayTeamAway(kept)
		kept.Close()
	}
}

func newCheckCountry(l importedList) checkCountry {
	c := l.Country
	return checkCountry{
		Region: c.Region, From: c.From, Candidates: append([]columns.RegionFit{}, c.Candidates...), Fits: c.Fits, Numbers: c.Numbers,
		Used: l.List.Assumed(), Waiting: l.List.ProblemCount(model.Problem(phone.NoCountry)), Advice: countryAdvice(l), Doubt: c.Doubt(),
	}
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

// writeRows writes one JSON line for each row of the list that was read from
// path: to a file, which is whole or not there at all, or to the output.
func (c checkCommand) writeRows(ctx context.Context, path, to string, l *model.List) error {
	encode := func(w io.Writer) error { return encodeRows(ctx, w, l) }
	if to == rowsToOutput {
		err := encode(c.io.out)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return written(err)
	}
	if err := differs(path, to); err != nil {
		return err
	}
	return cannotWrite(to, writeWhole(ctx, to, true, encode))
}
