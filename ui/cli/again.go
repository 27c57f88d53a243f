package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/ui/session"
)

// againCommand is `callsheet again`.
type againCommand struct{ command }

// againFlags are what again is told.
type againFlags struct {
	missed, failed, move bool
	name, start          string
	json, quiet          bool
}

func (c againCommand) cobra() *cobra.Command {
	var f againFlags
	cmd := &cobra.Command{
		Use:   "again CAMPAIGN",
		Short: "Make a new campaign of those whom a campaign did not reach",
		Long: "Makes a new campaign, a draft, of those whom a campaign, by its id or name, missed or failed to reach, with\n" +
			"their rows, edits and options, and prints its id. Nothing is sent: the console goes on with it.\n\n" +
			"Whom the campaign itself called within 24 hours is called again by your word; who is on the do-not-call list,\n" +
			"asked on a call not to be called, or answered another campaign since is not, nor who may be called by a batch\n" +
			"whose outcome is not known. Whoever is in a batch that has not ended stays there unless --move takes them out.\n\n" +
			"It begins, unless --start says when, at the next time inside their hours at which the fewest were tried before.\n" +
			"Calls that are not stored here are asked for, as `callsheet export` does. Exit 3 says that nobody is to be called.",
		Example: "  callsheet again 'Spring renewals' --missed\n  callsheet again 'Spring renewals' --missed --failed --start 'tomorrow 15:00'",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case !f.missed && !f.failed:
				return usageError{model.UserError("Say who is to be called again: --missed, --failed, or both.")}
			case f.json && f.quiet:
				return usageError{model.UserError("--json prints a document and -q the id. Give one of them.")}
			}
			return c.again(cmd.Context(), args[0], f)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.missed, "missed", false, "who did not answer")
	flags.BoolVar(&f.failed, "failed", false, "who could not be called")
	flags.BoolVar(&f.move, "move", false, "take those of a batch that has not ended out of it, which calls them no more")
	flags.StringVar(&f.name, "name", "", "`TEXT` to call it by (default the campaign's, and again)")
	flags.StringVar(&f.start, "start", "", "`WHEN` it begins, such as 'tomorrow 15:00' (default away from the hours of earlier tries)")
	flags.BoolVar(&f.json, "json", false, "print what was made as one JSON document")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print the id alone")
	return cmd
}

// againDocument is what again prints as JSON.
type againDocument struct {
	Campaign string `json:"campaign"` // that was made
	Name     string `json:"name"`
	Of       string `json:"of"` // the campaign it was made of

	Rows        int `json:"rows"`
	Ready       int `json:"ready"`
	CalledAgain int `json:"called_again"` // of those, within the guard period of their last call
	Moved       int `json:"moved"`        // of those, out of a batch that has not ended
	KnownIDs    int `json:"contact_ids"`  // of those, who go along with Dialgen's id of them

	Running      int        `json:"in_unfinished"`
	Unknown      int        `json:"outcome_unknown"`
	Recent       int        `json:"recently_called"` // by another campaign
	Answered     int        `json:"answered_since"`  // by another campaign
	OptedOut     int        `json:"opted_out"`       // on a call, or may have
	DoNotCall    int        `json:"do_not_call"`
	ToFix        int        `json:"to_fix"`
	Missing      int        `json:"batches_incomplete"` // whose calls could not all be had
	Start        *time.Time `json:"start"`              // null = at once
	EarlierTries string     `json:"earlier_tries"`      // when they were tried, on their own clocks
	NearTries    int        `json:"near_earlier_tries"`
}

func (c againCommand) again(ctx context.Context, wanted string, f againFlags) error {
	rules, err := config.LoadHours(c.env.profile)
	if err != nil {
		return err
	}
	a, of, err := c.resultsOf(ctx, wanted)
	if err != nil {
		return err
	}
	defer a.close()
	clock := ownClock(a.settings)
	of.Now = func() time.Time { return time.Now().In(clock) }
	results, err := of.Get(ctx)
	if err != nil {
		return err
	}
	made, err := session.CallAgain{
		ResultsOf: of, Book: rules.Rulebook, Profile: a.settings.Profile, By: c.env.operator(), Move: f.move, Name: f.name, Start: f.start,
	}.Make(ctx, results, session.AgainChoice{Missed: f.missed, Failed: f.failed})
	if words := results.MissingWords(", and who is in them alone is not called again"); words != "" {
		c.io.say("%s", words)
	}
	if nobody, none := errors.AsType[session.NobodyAgain](err); none {
		return exitError{exitToFix, nobody}
	}
	if err != nil {
		return err
	}
	switch {
	case f.quiet:
		return c.io.answer("%s", made.Campaign.ID)
	case f.json:
		return c.io.answerJSON(againDocumentOf(of.Campaign, made, results, of.Now()))
	}
	words := append([]string{"Made " + quote(made.Campaign.Name()) + " (" + made.Campaign.ID + "). Nothing is sent yet: open it with `callsheet`."}, made.Words(of.Now())...)
	return c.io.answer("%s", strings.Join(words, "\n"))
}

func againDocumentOf(of *model.Campaign, m session.MadeAgain, r session.Results, now time.Time) againDocument {
	options, _ := model.ParseOptions(m.Campaign.Values, now)
	return againDocument{
		Campaign: m.Campaign.ID, Name: m.Campaign.Name(), Of: of.ID,
		Rows: m.Chosen, Ready: m.Ready, CalledAgain: m.Again, Moved: m.Moved, KnownIDs: m.Known,
		Running: m.Stay, Unknown: m.Unknown, Recent: m.Recent, Answered: m.Reached, OptedOut: m.Refused, DoNotCall: m.Never, ToFix: m.ToFix, Missing: r.Unsure,
		Start: optional(options.Start), EarlierTries: m.Start.Hours, NearTries: m.Start.Near,
	}
}
