package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/hours"
)

// hoursCommand is `callsheet hours`.
type hoursCommand struct{ command }

func (c hoursCommand) cobra() *cobra.Command {
	var document bool
	cmd := &cobra.Command{
		Use:   "hours [PLACE|RULE]",
		Short: "Show when people may be rung, and where each rule comes from",
		Long: "Shows the rules that Callsheet has, with their sources and how sure they are, and those of your\n" +
			"settings. With a place, such as US or US-FL: which of them protect the people there, and the public\n" +
			"holidays of the next twelve months. With a rule, by its name or as it is typed: what it says.\n\n" +
			hours.NotAdvice,
		Example: "  callsheet hours\n  callsheet hours US-FL\n  callsheet hours 'mon-fri 9-18, sat 10-14'\n  callsheet hours FR --json",
		Args:    usage(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			settings, err := config.LoadHours(c.env.profile)
			if err != nil {
				return err
			}
			return c.hours(settings, args, hours.DateOf(time.Now()), document)
		},
	}
	cmd.Flags().BoolVar(&document, "json", false, "print all of it as one JSON document")
	return cmd
}

// hours answers as of a day.
func (c hoursCommand) hours(settings config.Hours, args []string, day hours.Date, document bool) error {
	if len(args) == 0 {
		report := reportHours(settings, day)
		if document {
			return c.io.answerJSON(report)
		}
		return c.io.answer("%s", report.words(settings.Rulebook))
	}
	if place, ok := hours.ParsePlace(args[0]); ok && place != (hours.Place{}) {
		report := reportPlace(settings.Rulebook.Calendar(), place, day)
		if document {
			return c.io.answerJSON(report)
		}
		return c.io.answer("%s", report.words(hours.For(place).Rules(day)))
	}
	rule, err := settings.Rulebook.Choose(args[0])
	if err != nil {
		return usageError{model.UserError(fmt.Sprintf("%s is no place such as US or US-FL, and no rule. %s", quote(args[0]), err))}
	}
	if document {
		return c.io.answerJSON(struct {
			NotAdvice string     `json:"not_advice"`
			Rule      ruleReport `json:"rule"`
		}{hours.NotAdvice, reportRule(rule)})
	}
	return c.io.answer("%s\n%s", ruleWords(rule), hours.NotAdvice)
}
