package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/document"
	"callsheet/model/report"
	"callsheet/ui/session"
)

// reportCommand is `callsheet report`.
type reportCommand struct{ command }

// reportFlags are what report is told.
type reportFlags struct {
	to          string
	force, json bool
}

func (c reportCommand) cobra() *cobra.Command {
	var f reportFlags
	cmd := &cobra.Command{
		Use:   "report CAMPAIGN",
		Short: "Say on one page what came of a campaign, in figures and charts",
		Long: "Says on one page what came of a campaign, by its id or name: outcomes, who was not called and why, why\n" +
			"calls were not answered, how many were by the hour and the weekday on the clock of whoever was called, how\n" +
			"many calls it took, how long people talked, and the hours under which it was confirmed.\n\n" +
			"Nobody's name or number is in it. -o writes a file: .html stands by itself, with charts, for a browser and\n" +
			"for print, .md is Markdown, .txt plain text, which is printed without -o.\n\n" +
			"Calls that are not stored here are asked for, as `callsheet export` does. Exit 3 says that not all could be\n" +
			"had, and the page says so.",
		Example: "  callsheet report 'Spring renewals' -o spring.html\n  callsheet report 'Spring renewals'",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.report(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().StringVarP(&f.to, "output", "o", "", "write it to a `FILE`: .html, .md or .txt")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace the file if it is there already")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the figures as one JSON document")
	return cmd
}

func (c reportCommand) report(ctx context.Context, wanted string, f reportFlags) error {
	if f.to != "" && document.FormOf(f.to) == nil {
		return usageError{model.UserError("-o takes a name that ends in .html, .md or .txt.")}
	}
	a, of, err := c.resultsOf(ctx, wanted)
	if err != nil {
		return err
	}
	defer a.close()
	var told session.Report
	if clock := ownClock(a.settings); f.to == "" {
		told, err = of.Report(ctx, clock)
	} else if told, err = of.SaveReport(ctx, files{}, f.to, f.force, clock); errors.Is(err, fs.ErrExist) {
		err = thereAlready(f.to)
	}
	if told.Doubt != "" {
		c.io.say("%s", told.Doubt)
	}
	if err != nil {
		return err
	}
	switch {
	case f.json:
		err = c.io.answerJSON(reportDocument(of.Campaign, told))
	case told.Path != "":
		if err = c.io.answer("Wrote the report to %s.", told.Path); err == nil && told.Missing != "" {
			c.io.say("%s", told.Missing)
		}
	default:
		_, err = io.WriteString(c.io.out, told.Page.Text())
		err = written(err)
	}
	return orMissing(told.Results, err)
}

// figuresDocument is what report prints as JSON. Hours and weekdays are those on the clock
// of whoever was called.
type figuresDocument struct {
	Campaign string `json:"campaign"`
	Name     string `json:"name"`
	File     string `json:"file"` // "" where none was written

	Rows        int            `json:"rows"`
	Sent        int            `json:"sent"`   // of them in a batch
	Called      int            `json:"called"` // of them
	Outcomes    map[string]int `json:"outcomes"`
	NotCalled   map[string]int `json:"not_called"`
	Calls       int            `json:"calls"`
	OtherCalls  int            `json:"other_calls"` // to numbers of no row, in no other figure
	FirstCallAt *time.Time     `json:"first_call_at"`
	LastCallAt  *time.Time     `json:"last_call_at"`
	ByOutcome   map[string]int `json:"calls_by_outcome"`
	Reasons     map[string]int `json:"reasons"`            // of calls that were not answered; "" = none was told
	Ends        map[string]int `json:"answered_reasons"`   // of answered ones, where told
	Hours       []slotDocument `json:"hours"`              // from 0
	Weekdays    []slotDocument `json:"weekdays"`           // from Sunday
	NoLocalTime slotDocument   `json:"local_time_unknown"` // calls that are in neither
	Tries       []int          `json:"answered_by_call"`   // people who answered at the first call, the second, …
	Talk        talkDocument   `json:"talk"`
	Waves       []waveDocument `json:"waves"`

	Asked      int    `json:"batches_asked"`
	Incomplete int    `json:"batches_incomplete"`
	Error      string `json:"error"` // why calls are missing, "" where none are
}

type slotDocument struct {
	Calls    int `json:"calls"`
	Answered int `json:"answered"`
}

// talkDocument is in seconds.
type talkDocument struct {
	Sum     float64 `json:"sum_seconds"`
	Mean    float64 `json:"mean_seconds"`
	Median  float64 `json:"median_seconds"`
	Longest float64 `json:"longest_seconds"`
	Timed   int     `json:"calls"`         // answered ones of this length
	Untimed int     `json:"calls_untimed"` // answered ones without
}

type waveDocument struct {
	Name     string  `json:"name"`
	Contacts int     `json:"contacts"`
	Called   int     `json:"called"`
	Answered int     `json:"answered"`
	Calls    int     `json:"calls"`
	Talk     float64 `json:"talk_seconds"`
}

func reportDocument(c *model.Campaign, told session.Report) figuresDocument {
	f, r := told.Figures, told.Results
	counts := func(all []report.Count) map[string]int {
		m := map[string]int{}
		for _, count := range all {
			m[count.Text] = count.N
		}
		return m
	}
	slots := func(all []report.Slot) []slotDocument {
		var told []slotDocument
		for _, s := range all {
			told = append(told, slotDocument(s))
		}
		return told
	}
	t := f.Talk
	d := figuresDocument{
		Campaign: c.ID, Name: c.Name(), File: told.Path, Rows: f.Rows, Sent: f.Sent, Called: f.Called, Outcomes: counts(f.Outcomes), NotCalled: counts(f.NotCalled),
		Calls: f.Calls, OtherCalls: f.Others, FirstCallAt: optional(f.First), LastCallAt: optional(f.Last), ByOutcome: counts(f.ByCall), Reasons: counts(f.Reasons), Ends: counts(f.Answered),
		Hours: slots(f.Hours[:]), Weekdays: slots(f.Weekdays[:]), NoLocalTime: slotDocument(f.NoClock), Tries: append([]int{}, f.Tries...),
		Talk:  talkDocument{t.Sum.Seconds(), t.Mean.Seconds(), t.Median.Seconds(), t.Longest.Seconds(), t.Timed, t.Untimed},
		Waves: []waveDocument{}, Asked: r.Asked, Incomplete: r.Unsure, Error: whyMissing(r),
	}
	for _, w := range f.Waves {
		d.Waves = append(d.Waves, waveDocument{w.Name, w.Rows, w.Called, w.Answered, w.Calls, w.Talk.Seconds()})
	}
	return d
}
