package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/store"
	"callsheet/ui/session"
)

// purgeCommand is `callsheet purge`.
type purgeCommand struct{ command }

func (c purgeCommand) cobra() *cobra.Command {
	var all, unknown, yes, document bool
	cmd := &cobra.Command{
		Use:   "purge CAMPAIGN... | --all",
		Short: "Forget campaigns of this machine",
		Long: "Forgets campaigns with their contacts, edits and results, by their ids or names. What was sent goes\n" +
			"on at Dialgen. The numbers that were sent stay guarded, alone and with their times: nobody is called\n" +
			"again within 24 hours, while their batch may yet call, or while it is not known whether they were\n" +
			"called. --all forgets everything but these and the do-not-call list. The evidence of what was done\n" +
			"stays, which holds no contact and no number (`callsheet evidence`).\n\n" +
			"A campaign of which it is not known what was sent is kept, unless --unknown is given; `callsheet resolve`\n" +
			"settles it.",
		Example: "  callsheet purge 'Spring renewals'\n  callsheet purge --all --yes",
		Args: func(cmd *cobra.Command, args []string) error {
			if all == (len(args) > 0) {
				return usageError{model.UserError("Name the campaigns to forget, or give --all.")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.purge(cmd.Context(), args, purgeFlags{all, unknown, yes, document})
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "forget every campaign, and what was remembered of files")
	cmd.Flags().BoolVar(&unknown, "unknown", false, "forget also campaigns of which it is not known what was sent")
	cmd.Flags().BoolVar(&yes, "yes", false, "forget without asking")
	cmd.Flags().BoolVar(&document, "json", false, "print what was forgotten as one JSON document")
	return cmd
}

// purgeFlags are what purge is told.
type purgeFlags struct{ all, unknown, yes, json bool }

// purgeReport is what purge prints as JSON.
type purgeReport struct {
	Forgotten []forgotten `json:"forgotten"`
}

type forgotten struct {
	Campaign string `json:"campaign"`
	Name     string `json:"name"`
}

func (c purgeCommand) purge(ctx context.Context, wanted []string, f purgeFlags) error {
	if err := c.io.mayAsk(f.yes, "Forgetting"); err != nil {
		return err
	}
	kept, err := c.env.openStore(ctx, "", time.Now)
	if err != nil {
		return err
	}
	defer kept.Close()
	campaigns, err := kept.Campaigns.Summaries(ctx)
	if err != nil {
		return err
	}
	chosen := campaigns
	if !f.all {
		if chosen, err = findCampaigns(campaigns, wanted); err != nil {
			return err
		}
	}
	if err := c.confirmForgetting(ctx, chosen, &f); err != nil {
		return err
	}
	report := purgeReport{Forgotten: []forgotten{}}
	var ids []string
	for _, s := range chosen {
		ids = append(ids, s.ID)
	}
	if f.all {
		err = kept.Campaigns.ForgetAll(ctx, f.unknown)
	} else {
		err = kept.Campaigns.Forget(ctx, f.unknown, ids...)
	}
	if err == nil {
		for _, s := range chosen {
			report.Forgotten = append(report.Forgotten, forgotten{s.ID, printable.Text(s.Draft.Name, maxLine)})
		}
	}
	if _, unsettled := errors.AsType[*store.UnresolvedError](err); unsettled {
		err = model.UserError(err.Error() + " Or give --unknown: then it is forgotten that this is a campaign of yours, and its numbers stay guarded.")
	}
	if failure := c.answerForgotten(report, f.all && err == nil, f.json); failure != nil {
		return failure
	}
	return err
}

func findCampaigns(all []model.Summary, wanted []string) ([]model.Summary, error) {
	var chosen []model.Summary
	seen := map[string]bool{}
	for _, w := range wanted {
		s, err := findCampaign(all, w)
		if err != nil {
			return nil, err
		}
		if !seen[s.ID] {
			chosen = append(chosen, s)
		}
		seen[s.ID] = true
	}
	return chosen, nil
}

// confirmForgetting shows what will be gone, and asks; what is not known to have
// been sent is asked about by a word of its own.
func (c purgeCommand) confirmForgetting(ctx context.Context, chosen []model.Summary, f *purgeFlags) error {
	if f.yes {
		return nil
	}
	unsettled := 0
	for _, s := range chosen {
		c.io.say("%s: %s.", quote(s.Draft.Name), stateWords(s, time.Now()))
		if standingOf(s) == session.StandsUnknown {
			unsettled++
		}
	}
	question := fmt.Sprintf("Forget %s, with contacts, edits and results? This cannot be taken back. Type forget to do it:", figures.Counted(len(chosen), "campaign"))
	word := "forget"
	if f.all {
		c.io.say("Every campaign on this machine is forgotten, and what was remembered of files. The do-not-call list stays, and the evidence of what was done, and the numbers that must not be called again yet.")
		question, word = "This cannot be taken back. Type everything to do it:", "everything"
	}
	if unsettled > 0 && !f.unknown {
		c.io.say("It is not known what was sent of %s: `callsheet resolve` finds out. Their numbers stay guarded when they are forgotten.", figures.Counted(unsettled, "campaign"))
		if err := c.io.ask(ctx, "Type unknown to forget them all the same:", "unknown", "Nothing was forgotten"); err != nil {
			return err
		}
		f.unknown = true
	}
	return c.io.ask(ctx, question, word, "Nothing was forgotten")
}

func (c purgeCommand) answerForgotten(report purgeReport, all, document bool) error {
	switch {
	case document:
		return c.io.answerJSON(report)
	case all:
		return c.io.answer("Everything is forgotten but the do-not-call list, the evidence of what was done, and the numbers that must not be called again yet.")
	}
	for _, f := range report.Forgotten {
		if err := c.io.answer("%s is forgotten.", quote(f.Name)); err != nil {
			return err
		}
	}
	return nil
}
