package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// dncCommand is `callsheet dnc` with its own commands.
type dncCommand struct{ command }

func (c dncCommand) cobra() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dnc",
		Short: "Keep the do-not-call list",
		Long: "The do-not-call list of this machine, and of its team: nobody on it is called by any campaign, whatever its\n" +
			"file says. What is put on it here is on the team's, too; what colleagues put there is counted, and not shown.",
		Example: "  callsheet dnc add '+44 20 7946 0018'\n  callsheet dnc import opted-out.xlsx --region GB\n" +
			"  callsheet dnc list",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{model.UserError("Say what to do: add, remove, list or import.")}
			}
			if like := meant(cmd, args[0]); len(like) > 0 {
				return usageError{model.UserError("dnc cannot " + quote(args[0]) + ". Did you mean `callsheet dnc " + like[0] + "`?")}
			}
			return usageError{model.UserError("dnc cannot " + quote(args[0]) + ". Use add, remove, list or import.")}
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	cmd.AddCommand(c.dncAddCommand(), c.dncRemoveCommand(), c.dncListCommand(), c.dncImportCommand())
	return cmd
}

// dncFlags are what adding and removing numbers is told.
type dncFlags struct {
	region string
	json   bool
}

func (f *dncFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.region, "region", "", "country of numbers without a country code, such as GB")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the outcome as one JSON document")
}

func (c dncCommand) dncAddCommand() *cobra.Command {
	var f dncFlags
	cmd := &cobra.Command{
		Use:     "add NUMBER...",
		Short:   "Put numbers on the do-not-call list",
		Example: "  callsheet dnc add '+44 20 7946 0018' 07700900123 --region GB",
		Args:    usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.changeList(cmd.Context(), args, f, func(s *shared.Store, numbers []phone.Number) (dncReport, error) {
				return listNumbers(cmd.Context(), s, numbers, session.AddedByHand)
			})
		},
	}
	f.register(cmd)
	return cmd
}

func (c dncCommand) dncRemoveCommand() *cobra.Command {
	var f dncFlags
	cmd := &cobra.Command{
		Use:     "remove NUMBER...",
		Short:   "Take numbers off the do-not-call list",
		Example: "  callsheet dnc remove '+44 20 7946 0018'",
		Args:    usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.changeList(cmd.Context(), args, f, func(s *shared.Store, numbers []phone.Number) (dncReport, error) {
				removed, err := s.DoNotCall.Remove(cmd.Context(), numbers)
				return dncReport{Removed: removed, Unchanged: len(numbers) - removed}, err
			})
		},
	}
	f.register(cmd)
	return cmd
}

// dncReport is what changing the list prints as JSON.
type dncReport struct {
	Added     int          `json:"added"`
	Removed   int          `json:"removed"`
	Unchanged int          `json:"unchanged"` // on the list already, or not on it
	Problems  []dncProblem `json:"problems"`
	Calling   []dncCalling `json:"calling"`          // batches that may yet call some of them
	Untold    int          `json:"untold,omitempty"` // numbers of which the team is told later
	why       string
}

// dncCalling is a batch that may yet call numbers that were listed.
type dncCalling struct {
	Campaign string   `json:"campaign"`
	BatchID  string   `json:"batch_id"` // "" when it is not known whether the service has it
	Numbers  []string `json:"numbers"`
	Remedy   string   `json:"remedy"`
}

// listNumbers puts numbers on the do-not-call list, and finds the batches that may
// yet call them.
func listNumbers(ctx context.Context, s *shared.Store, numbers []phone.Number, source string) (dncReport, error) {
	done := session.AddToDoNotCall(ctx, s.Ports(), numbers, source)
	r := dncReport{Added: done.Added, Unchanged: len(numbers) - done.Added, Calling: callingDocuments(done.Calling)}
	if done.Err == nil {
		r.Untold, r.why = tellListed(ctx, s)
	}
	return r, done.Err
}

// callingDocuments are the batches that may yet call numbers, as JSON has them.
func callingDocuments(all []model.Calling) []dncCalling {
	var documents []dncCalling
	for _, c := range all {
		batch := dncCalling{Campaign: c.Batch.Name, BatchID: c.Batch.ID, Remedy: c.Sentence()}
		for _, n := range c.Numbers {
			batch.Numbers = append(batch.Numbers, n.String())
		}
		documents = append(documents, batch)
	}
	return documents
}

// dncProblem is what could not be read as a number.
type dncProblem struct {
	Row     int    `json:"row,omitempty"` // of the file, as a spreadsheet shows it
	Given   string `json:"given"`
	Problem string `json:"problem"`
	says    string
}

func newProblem(row int, given string, problem phone.Problem) dncProblem {
	return dncProblem{row, printable.Text(given, maxCell), problem.String(), problem.Sentence()}
}

// readable reports whether a reading is sure enough of its number to keep it
// from being called.
func readable(r phone.Reading) bool {
	return r.Number != 0 && (r.Problem == phone.NoProblem || r.Problem.Costly())
}

// changeList reads numbers as they were typed and changes the list by them.
func (c dncCommand) changeList(ctx context.Context, args []string, f dncFlags, change func(*shared.Store, []phone.Number) (dncReport, error)) error {
	region, err := listReader(c).region(f.region)
	if err != nil {
		return err
	}
	var found numberSet
	var problems []dncProblem
	for _, arg := range args {
		r := phone.Read(table.Cell{Text: arg}, region)
		if !readable(r) {
			problems = append(problems, newProblem(0, arg, r.Problem))
			continue
		}
		found.add(r.Number)
	}
	kept, err := c.env.openShared(ctx, "", time.Now)
	if err != nil {
		return err
	}
	defer kept.Close()
	report, err := change(kept, found.sorted())
	if err != nil {
		return err
	}
	report.Problems = append([]dncProblem{}, problems...)
	return c.answerDoNotCall(report, f.json)
}

// region is the country of numbers without a country code: as given, or of the
// settings.
func (r listReader) region(given string) (phone.Region, error) {
	if given == "" {
		settings, err := r.env.settings()
		return settings.Region, err
	}
	region, ok := phone.ParseRegion(given)
	if !ok {
		return "", usageError{model.UserError(fmt.Sprintf("--region %q is no country. Use two letters such as GB.", given))}
	}
	return region, nil
}

// maxProblemLines bounds how many problems are said one by one.
const maxProblemLines = 50

// answerDoNotCall says what was changed, and what could not be read, which needs a
// person.
func (c dncCommand) answerDoNotCall(r dncReport, document bool) error {
	for i, problem := range r.Problems {
		if i == maxProblemLines {
			c.io.say("And %s more.", figures.Count(len(r.Problems)-i))
			break
		}
		where := quote(problem.Given)
		if problem.Row > 0 {
			where = fmt.Sprintf("Row %d, %s", problem.Row, where)
		}
		c.io.say("%s: %s", where, problem.says)
	}
	for _, row := range r.Calling {
		c.io.say("%s", row.Remedy)
	}
	if r.Untold > 0 {
		c.io.say("The team is told later of %s of this machine's list; until then colleagues may call them. %s", figures.Counted(r.Untold, "number"), r.why)
	}
	r.Calling = append([]dncCalling{}, r.Calling...)
	var done parts
	done.add(r.Added, "put on the do-not-call list")
	done.add(r.Removed, "taken off the do-not-call list")
	done.add(r.Unchanged, "as before")
	done.add(len(r.Problems), "not read")
	c.io.done(func() error {
		if document {
			return c.io.answerJSON(r)
		}
		return c.io.answer("%s.", done)
	}, done.String()+".")
	if len(r.Problems)+len(r.Calling) > 0 {
		return exitError{code: exitToFix}
	}
	return nil
}

func (c dncCommand) dncListCommand() *cobra.Command {
	var document bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "Show the do-not-call list",
		Example: "  callsheet dnc list --json",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			kept, err := c.env.viewStore(cmd.Context(), "", time.Now)
			if err != nil {
				return err
			}
			settings, err := c.env.settings()
			shares := shared.Refused(kept, err)
			if err == nil {
				shares = c.env.share(cmd.Context(), settings, kept, "", time.Now)
			}
			defer shares.Close()
			listed, err := kept.DoNotCall.Entries(cmd.Context())
			if err != nil {
				return err
			}
			return c.showDoNotCall(listed, listOfTheirs(cmd.Context(), shares.Team, len(listed)), document)
		},
	}
	cmd.Flags().BoolVar(&document, "json", false, "print it as one JSON document")
	return cmd
}

type listedNumber struct {
	Number string     `json:"number"`
	Since  *time.Time `json:"since"`
	Source string     `json:"source"`
}

func (c dncCommand) showDoNotCall(listed []model.DNCEntry, theirs *dncOfTeam, document bool) error {
	if document {
		numbers := make([]listedNumber, len(listed))
		for i, l := range listed {
			numbers[i] = listedNumber{l.Number.String(), optional(l.Since), printable.Text(l.Source, maxLine)}
		}
		return c.io.answerJSON(struct {
			Numbers []listedNumber `json:"numbers"`
			Team    *dncOfTeam     `json:"team,omitempty"` // only where a ledger is shared
		}{numbers, theirs})
	}
	if words := theirs.words(); words != "" {
		c.io.say("%s", words)
	}
	if len(listed) == 0 && theirs != nil {
		return c.io.answer("This machine has nobody on the do-not-call list.")
	}
	if len(listed) == 0 {
		return c.io.answer("Nobody is on the do-not-call list.")
	}
	rows := [][]string{{"NUMBER", "SINCE", "FROM"}}
	for _, l := range listed {
		rows = append(rows, []string{l.Number.Grouped(), l.Since.Local().Format("2 Jan 2006 15:04"), l.Source})
	}
	return c.io.table(rows)
}

// numberSet gathers numbers; the zero value is ready to use.
type numberSet []phone.Number
