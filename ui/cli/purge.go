package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/ui/widget"
)

func (p *program) purgeCommand() *cobra.Command {
	var all, yes, document bool
	cmd := &cobra.Command{
		Use:   "purge CAMPAIGN... | --all",
		Short: "Forget campaigns of this machine",
		Long: "Forgets campaigns with their contacts, edits and results, by their ids or names. What was sent goes\n" +
			"on at Dialgen. The numbers that were sent stay guarded: nobody is called again within 24 hours, or\n" +
			"while it is not known whether they were called. --all forgets everything but the do-not-call list,\n" +
			"the guard as well.",
		Example: "  callsheet purge 'Spring renewals'\n  callsheet purge --all --yes",
		Args: func(cmd *cobra.Command, args []string) error {
			if all == (len(args) > 0) {
				return usageError{model.Advice("Name the campaigns to forget, or give --all.")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.purge(cmd.Context(), args, all, yes, document)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "forget everything but the do-not-call list")
	cmd.Flags().BoolVar(&yes, "yes", false, "forget without asking")
	cmd.Flags().BoolVar(&document, "json", false, "print what was forgotten as one JSON document")
	return cmd
}

// purgeReport is what purge prints as JSON.
type purgeReport struct {
	Forgotten []forgotten `json:"forgotten"`
}

type forgotten struct {
	Campaign string `json:"campaign"`
	Name     string `json:"name"`
}

func (p *program) purge(ctx context.Context, wanted []string, all, yes, document bool) error {
	if err := p.mayAsk(yes, "Forgetting"); err != nil {
		return err
	}
	kept, err := p.openStore(ctx, config.DataDir(), "", time.Now)
	if err != nil {
		return err
	}
	defer kept.Close()
	campaigns, err := kept.Campaigns(ctx)
	if err != nil {
		return err
	}
	chosen := campaigns
	if !all {
		if chosen, err = findCampaigns(campaigns, wanted); err != nil {
			return err
		}
	}
	if err := p.confirmForgetting(ctx, chosen, all, yes); err != nil {
		return err
	}
	report := purgeReport{Forgotten: []forgotten{}}
	if all {
		err = kept.ForgetAll(ctx)
	}
	for _, s := range chosen {
		if !all {
			err = kept.Forget(ctx, s.ID)
		}
		if err != nil {
			break
		}
		report.Forgotten = append(report.Forgotten, forgotten{s.ID, model.CleanText(s.Draft.Name, maxLine)})
	}
	if failure := p.answerForgotten(report, all && err == nil, document); failure != nil {
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

// confirmForgetting shows what will be gone, and asks.
func (p *program) confirmForgetting(ctx context.Context, chosen []model.Summary, all, yes bool) error {
	if yes {
		return nil
	}
	for _, s := range chosen {
		p.say("%s: %s.", quote(s.Draft.Name), stateWords(s, time.Now()))
	}
	question := fmt.Sprintf("Forget %s, with contacts, edits and results? This cannot be taken back. Type forget to do it:", widget.Counted(len(chosen), "campaign"))
	word := "forget"
	if all {
		p.say("Everything on this machine is forgotten but the do-not-call list: also who was called, so that nothing keeps them from being called again.")
		question, word = "This cannot be taken back. Type everything to do it:", "everything"
	}
	return p.ask(ctx, question, word, "Nothing was forgotten")
}

func (p *program) answerForgotten(report purgeReport, all, document bool) error {
	switch {
	case document:
		return p.answerJSON(report)
	case all:
		return p.answer("Everything is forgotten but the do-not-call list.")
	}
	for _, f := range report.Forgotten {
		if err := p.answer("%s is forgotten.", quote(f.Name)); err != nil {
			return err
		}
	}
	return nil
}
