package cli

import (
	"bufio"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/session"
)

// callsCommand is `callsheet calls`.
type callsCommand struct{ command }

// callsFlags are what calls is told.
type callsFlags struct {
	outcomes    []string
	json, quiet bool
	details     bool
}

// otherOutcome is every outcome that has no name of its own.
const otherOutcome = "other"

// callOutcomes are those that calls can be chosen by.
var callOutcomes = []string{"answered", "missed", "failed", "calling", "waiting", otherOutcome}

func (c callsCommand) cobra() *cobra.Command {
	var f callsFlags
	cmd := &cobra.Command{
		Use:   "calls CAMPAIGN",
		Short: "List the calls of a campaign",
		Long: "Lists the calls of a campaign, by its id or name, in the order of their times: who was called, the row of\n" +
			"the list, which try it was, what came of it and why, and how long people talked (ringing is no talk).\n\n" +
			"Calls that are not stored here are asked for, as `callsheet export` does. Exit 3 says that not all could be\n" +
			"had; what is known is listed.\n\n" +
			detailsHelp,
		Example: "  callsheet calls 'Spring renewals' --outcome missed,failed\n  callsheet calls 'Spring renewals' --json | jq .reason",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, outcome := range f.outcomes {
				if !slices.Contains(callOutcomes, outcome) {
					return usageError{model.UserError(fmt.Sprintf("%s is no outcome of a call. Give %s.", quote(outcome), figures.Join(callOutcomes)))}
				}
			}
			if f.details && !f.json {
				return usageError{model.UserError("What was said is printed as JSON alone: give --details with --json.")}
			}
			if f.json && f.quiet {
				return usageError{model.UserError("--json prints objects and -q ids. Give one of them.")}
			}
			return c.calls(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().StringSliceVar(&f.outcomes, "outcome", nil, "only calls of these `OUTCOMES`: "+strings.Join(callOutcomes, ", "))
	cmd.Flags().BoolVar(&f.details, "details", false, "with --json: what was said on each call, its summary and its metrics")
	cmd.Flags().BoolVar(&f.json, "json", false, "print each as a JSON object on a line of its own")
	cmd.Flags().BoolVarP(&f.quiet, "quiet", "q", false, "print their ids alone, one a line")
	return cmd
}

// callDocument is what calls prints of each as JSON.
type callDocument struct {
	Row      int        `json:"row"` // as a spreadsheet shows it; 0 where no row has its number
	Phone    string     `json:"phone"`
	Name     string     `json:"name"`
	CallID   string     `json:"call_id"`
	BatchID  string     `json:"batch_id"`
	Wave     string     `json:"wave"`   // "" where the campaign has none
	Status   string     `json:"status"` // as Dialgen says
	Outcome  string     `json:"outcome"`
	Attempt  int        `json:"attempt"` // which call to this number, from 1; 0 while it is waiting
	Reason   string     `json:"reason"`  // in words, "" where none was told
	Talk     float64    `json:"talk_seconds"`
	Started  *time.Time `json:"started_at"`
	Local    *time.Time `json:"local"` // the same on their clock; null where that is not known
	OptedOut bool       `json:"opted_out"`

	*detailDocument // with --details alone
}

func (c callsCommand) calls(ctx context.Context, wanted string, f callsFlags) error {
	a, of, err := c.resultsOf(ctx, wanted)
	if err != nil {
		return err
	}
	defer a.close()
	results, err := of.Get(ctx)
	if err != nil {
		return err
	}
	all := results.CampaignCalls(of.Campaign)
	if len(f.outcomes) > 0 {
		all = slices.DeleteFunc(all, func(call model.CampaignCall) bool { return !f.wants(call) })
	}
	if f.details {
		if results.Details, err = c.wantedDetails(a, nil).Get(ctx, results, all); err != nil {
			return err
		}
	}
	switch {
	case f.quiet:
		err = c.printIDs(all)
	case f.json:
		err = c.printObjects(of.Campaign, results, all)
	default:
		err = c.printTable(of.Campaign, results, all)
	}
	if words := results.MissingWords(", and they are not listed"); err == nil && words != "" {
		c.io.say("%s", words)
	}
	if err == nil && results.Details != nil {
		for _, words := range results.Details.Notes() {
			c.io.say("%s", words)
		}
	}
	return orMissing(results, err)
}

func (f callsFlags) wants(call model.CampaignCall) bool {
	outcome := call.OutcomeWords()
	if !slices.Contains(callOutcomes, outcome) {
		outcome = otherOutcome
	}
	return slices.Contains(f.outcomes, outcome)
}

func (c callsCommand) printIDs(all []model.CampaignCall) error {
	out := bufio.NewWriter(c.io.out)
	for _, call := range all {
		if id := printable.Text(call.ID, maxLine); id != "" {
			fmt.Fprintln(out, id)
		}
	}
	return written(out.Flush())
}

func (c callsCommand) printObjects(campaign *model.Campaign, results session.Results, all []model.CampaignCall) error {
	return c.io.answerLines(func(yield func(any) bool) {
		for _, call := range all {
			d := documentOf(campaign, results, call)
			if results.Details != nil {
				d.detailDocument = detailsOf(results.Details.Of[call.ID])
			}
			if !yield(d) {
				return
			}
		}
	})
}

// documentOf is a call with its row and its batch.
func documentOf(campaign *model.Campaign, results session.Results, call model.CampaignCall) callDocument {
	batch := results.Batches[call.Batch]
	d := callDocument{
		Phone: printable.Text(call.Phone, maxLine), Name: printable.Text(call.Name, maxLine), CallID: printable.Text(call.ID, maxLine), BatchID: batch.ID, Wave: printable.Text(batch.Part.Name, maxLine),
		Status: printable.Text(call.Status, maxLine), Outcome: call.OutcomeWords(), Attempt: call.Attempt, Reason: call.ReasonWords(), Talk: call.Talk().Seconds(), Started: optional(call.At), OptedOut: call.OptedOut(),
	}
	if call.To != 0 {
		d.Phone = call.To.String()
	}
	if call.Row < 0 {
		return d
	}
	d.Row = campaign.List.Table.RowNumber(call.Row)
	d.Name = campaign.Plan.Contact(call.Row).Name
	if local, known := campaign.Plan.LocalTime(call.Row, call.At); known {
		d.Local = &local
	}
	return d
}

func (c callsCommand) printTable(campaign *model.Campaign, results session.Results, all []model.CampaignCall) error {
	if len(all) == 0 {
		return c.io.answer("There is no such call.")
	}
	rows := [][]string{{"When (UTC)", "Their time", "Row", "Number", "Name", "Try", "Outcome", "Talk", "Reason"}}
	for _, call := range all {
		d := documentOf(campaign, results, call)
		when, local, row, try, talk := "", "", "", "", ""
		if d.Started != nil {
			when = d.Started.Format(time.DateTime)
		}
		if d.Local != nil {
			local = d.Local.Format("Mon 15:04")
		}
		if d.Row > 0 {
			row = figures.Count(d.Row)
		}
		if d.Attempt > 0 {
			try = figures.Count(d.Attempt)
		}
		if d.Talk > 0 {
			talk = figures.Duration(call.Talk())
		}
		rows = append(rows, []string{when, local, row, d.Phone, d.Name, try, d.Outcome, talk, d.Reason})
	}
	return c.io.table(rows)
}
