package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/panics"
	"callsheet/model/printable"
	"callsheet/model/store"
	"callsheet/model/team"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

func (c teamCommand) importCommand() *cobra.Command {
	var document bool
	cmd := &cobra.Command{
		Use:   "import",
		Short: "Tell the team what this login sent, and its do-not-call list",
		Long: "Tells the team's ledger every batch of this login that may guard somebody, how often numbers were rung, and\n" +
			"the do-not-call list, in parts. It may be stopped and given again: what was told before changes nothing.\n" +
			"Without it that is told by and by, while Callsheet is open. Where data_dir is set, it brings what was this\n" +
			"login's own into the folder that several logins share.",
		Example: "  callsheet team import\n  callsheet team import --json",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if settings, err := c.env.settings(); err == nil && settings.Data.Shared && !settings.Data.IsJoined() {
				return c.importOwn(cmd.Context(), settings.Data, document)
			}
			t, err := c.open(cmd.Context())
			if err != nil {
				return err
			}
			defer t.close()
			if t.settings.Data.Shared && t.membership.Team == "" {
				return c.importOwn(cmd.Context(), t.settings.Data, document)
			}
			return t.asMember(func(t *teaming, db teamDatabase) error {
				told, err := t.tellAll(cmd.Context(), db)
				if err != nil {
					return err
				}
				return t.answerTold(told, document)
			})
		},
	}
	cmd.Flags().BoolVar(&document, "json", false, "print what was told as one JSON document")
	return cmd
}

// tellAll tells the team everything, and shows on a terminal how far that is.
func (t *teaming) tellAll(ctx context.Context, db teamDatabase) (shared.Told, error) {
	var done, of atomic.Int64
	shown := t.showTelling(&done, &of)
	defer shown()
	told, err := t.env.sharing(t.kept, db, t.settings).TellAll(ctx, func(d, o int) {
		done.Store(int64(d))
		of.Store(int64(o))
	})
	if err != nil {
		return told, err
	}
	return told, t.kept.Team.Saw(ctx, db.Membership())
}

// sharing is a store with the ledger of its team.
func (e *environment) sharing(kept *store.Store, ledger session.TeamLedger, settings config.Settings) *shared.Team {
	return shared.Join(kept, ledger, shared.Options{Who: e.holder(), Service: serviceOrigin(settings)}).Team
}

// showTelling shows how far telling is until what it returns is called.
func (t *teaming) showTelling(done, of *atomic.Int64) func() {
	out, is := terminalOf(t.io.err)
	if !is {
		return func() {}
	}
	ended := make(chan struct{})
	var wait panics.Group
	wait.Go(func() {
		pause, drawn := progressAfter, false
		for {
			select {
			case <-ended:
				if drawn {
					_, _ = io.WriteString(out, "\r\x1b[K")
				}
				return
			case <-time.After(pause):
				if all := of.Load(); all > 0 {
					pause, drawn = progressPace, true
					fmt.Fprintf(out, "\r\x1b[KTelling the team  %s of %s", figures.Count(int(done.Load())), figures.Count(int(all)))
				}
			}
		}
	})
	return func() {
		close(ended)
		wait.Wait()
	}
}

// toldReport is what import prints as JSON.
type toldReport struct {
	Batches   int `json:"batches"`
	Contacts  int `json:"contacts"` // of these batches
	DoNotCall int `json:"do_not_call"`
}

func (t *teaming) answerTold(told shared.Told, document bool) error {
	words := fmt.Sprintf("The team %s knows %s of this login with %s, and %s of its do-not-call list.", quote(t.membership.Name),
		figures.Counted(told.Batches, "batch"), figures.Counted(told.Contacts, "contact"), figures.Counted(told.DoNotCall, "number"))
	t.io.done(func() error {
		if document {
			return t.io.answerJSON(toldReport(told))
		}
		return t.io.answer("%s", fit(t.io.out, words))
	}, words)
	return nil
}

func (c teamCommand) takeoverCommand() *cobra.Command {
	var yes, document bool
	cmd := &cobra.Command{
		Use:   "takeover CAMPAIGN",
		Short: "Make a campaign of a colleague who is gone yours",
		Long: "Makes a campaign of a colleague whose machine died this login's own, by its id or name: its batches can be\n" +
			"watched, resolved and cancelled here, and their machine sends nothing more of it when it comes back. Its\n" +
			"list stays with them, so what was not sent cannot be sent from here. While they are at work it fails.",
		Example: "  callsheet team takeover 'Spring renewals'",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.io.mayAsk(yes, "Taking a campaign over"); err != nil {
				return err
			}
			return c.asMember(cmd.Context(), func(t *teaming, db teamDatabase) error {
				return t.takeOver(cmd.Context(), db, args[0], yes, document)
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "take it over without asking")
	cmd.Flags().BoolVar(&document, "json", false, "print the campaign as one JSON document")
	return cmd
}

func (t *teaming) takeOver(ctx context.Context, db teamDatabase, wanted string, yes, document bool) error {
	ours := t.env.sharing(t.kept, db, t.settings)
	state := ours.Meet(ctx)
	if state.Err != nil {
		return state.Err
	}
	head, err := headNamed(state.Theirs(), wanted)
	if err != nil {
		return err
	}
	if why := state.WhyNotTakeOver(head); why != "" {
		return model.UserError(why)
	}
	if !yes {
		t.io.say("%s: %s", quote(head.Name), state.TakeOverWords(head, state.Standing.Now))
		if err := t.io.ask(ctx, "Type take over to do it:", "take over", "Nothing was changed"); err != nil {
			return err
		}
	}
	if err := ours.TakeOver(ctx, head); err != nil {
		return err
	}
	head.Owner = t.env.me()
	head.Owner.ID, head.Owner.Present = t.membership.Member, true
	words := quote(head.Name) + " is this login's own now. `callsheet list` shows it."
	t.io.done(func() error {
		if document {
			return t.io.answerJSON(reportHead(head, t.membership.Member))
		}
		return t.io.answer("%s", words)
	}, words)
	return nil
}

// headNamed finds a campaign of the team by its id, or by a name that only one has.
func headNamed(heads []team.Head, wanted string) (team.Head, error) {
	if i := slices.IndexFunc(heads, func(h team.Head) bool { return h.Campaign == wanted }); i >= 0 {
		return heads[i], nil
	}
	of := slices.DeleteFunc(slices.Clone(heads), func(h team.Head) bool { return h.Name != wanted })
	switch len(of) {
	case 1:
		return of[0], nil
	case 0:
		return team.Head{}, errNoHead{wanted}
	}
	text := "Several colleagues have a campaign called " + quote(wanted) + ". Give the id of the one you mean:"
	for _, h := range of {
		text += "\n  " + printable.Text(h.Campaign, maxCell) + "  " + printable.Text(h.Owner.Who(), maxCell)
	}
	return team.Head{}, model.UserError(text)
}

// errNoHead is a campaign that no colleague has.
type errNoHead struct{ wanted string }

func (e errNoHead) Error() string {
	return "No colleague has a campaign " + quote(e.wanted) + ". `callsheet list` shows those of the team."
}
