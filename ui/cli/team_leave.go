package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/team"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

// leaveFlags are what leave is told.
type leaveFlags struct{ yes, untold, json bool }

func (c teamCommand) leaveCommand() *cobra.Command {
	var f leaveFlags
	cmd := &cobra.Command{
		Use:   "leave",
		Short: "Be of no team any more, and keep what this login sent",
		Long: "Tells the team what it was not told yet, leaves it, forgets the join code and takes the url out of the\n" +
			"settings. All that this login sent stays here and goes on guarding; what colleagues send is not seen any\n" +
			"more, and their numbers on the do-not-call list are not taken along: the team has them as hashes alone.\n" +
			"Whoever joins again is the same member, and what they sent is theirs to settle.\n" +
			"Where the ledger is gone for good, --untold leaves it without telling it anything.",
		Example: "  callsheet team leave\n  callsheet team leave --untold --yes",
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.leave(cmd.Context(), f) },
	}
	cmd.Flags().BoolVar(&f.yes, "yes", false, "leave without asking")
	cmd.Flags().BoolVar(&f.untold, "untold", false, "leave although the team's ledger cannot be told")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the outcome as one JSON document")
	return cmd
}

// leaveReport is what leave prints as JSON.
type leaveReport struct {
	Team      string `json:"team"` // "" when this login was of none
	Name      string `json:"name"`
	Told      bool   `json:"told"`      // the team knows of it
	CodeFile  bool   `json:"code_file"` // the stored join code is forgotten
	Settings  bool   `json:"settings"`  // the url is taken out of them
	Campaigns int    `json:"campaigns"` // that stay here

	Untold untoldReport `json:"untold"` // what the team was not told of
}

func (c teamCommand) leave(ctx context.Context, f leaveFlags) error {
	if err := c.io.mayAsk(f.yes, "Leaving"); err != nil {
		return err
	}
	t, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer t.close()
	campaigns, err := t.kept.Campaigns.Summaries(ctx)
	if err != nil {
		return err
	}
	report := leaveReport{Team: t.membership.Team, Name: printable.Text(t.membership.Name, maxLine), Campaigns: len(campaigns)}
	if report.Team != "" {
		if report.Told, err = t.goodbye(ctx, f); err != nil {
			return err
		}
		untold, err := shared.UntoldOf(ctx, t.kept)
		if err != nil {
			return err
		}
		report.Untold = untoldReport(untold)
		if err := t.kept.Team.Left(ctx); err != nil {
			return err
		}
	}
	if report.CodeFile, err = config.ForgetTeamSecret(); err != nil {
		return err
	}
	if report.Settings = t.settings.Sources.Of(config.TeamURLName).Kind == config.FromFile; report.Settings {
		if err := config.SaveTeamURL(""); err != nil {
			return err
		}
	}
	return t.answerLeft(report, f.json)
}

// goodbye asks, and tells the team all that it was not told and that this member goes.
func (t *teaming) goodbye(ctx context.Context, f leaveFlags) (told bool, err error) {
	batches, err := t.kept.Ledger.Batches(ctx)
	if err != nil {
		return false, err
	}
	if f.untold {
		untold, err := shared.UntoldOf(ctx, t.kept)
		if err != nil {
			return false, err
		}
		t.io.say("%s", strings.TrimSpace(untold.Words()+" The team's ledger is told nothing: what this login sent last may not be in it, and colleagues may call those people again."))
		if !f.yes {
			err = t.io.ask(ctx, "Type leave to do it:", "leave", "Nothing was changed")
		}
		return false, err
	}
	if why := session.WhyNotLeave(batches); why != "" {
		return false, untoldAdvice(model.UserError(why))
	}
	db, err := t.member()
	if err != nil {
		return false, untoldAdvice(err)
	}
	defer db.Close()
	standing, err := db.Standing(ctx)
	if err != nil {
		return false, untoldAdvice(err)
	}
	if words := session.LeavingWords(batches); words != "" {
		t.io.say("%s", words)
	}
	if !f.yes {
		here, err := t.kept.DoNotCall.Entries(ctx)
		if err != nil {
			return false, err
		}
		t.io.say("What this login sent stays here and guards on. What colleagues send is not seen here any more: the same people may be called by both.")
		if more := standing.DoNotCall - len(here); more > 0 {
			t.io.say("%s on the team's do-not-call list %s not here and cannot be taken along: ask colleagues for their files, and take them in by `callsheet dnc import`.", figures.Counted(more, "number"), figures.Are(more))
		}
		if err := t.io.ask(ctx, "Type leave to do it:", "leave", "Nothing was changed"); err != nil {
			return false, err
		}
	}
	if _, err := t.tellAll(ctx, db); err != nil {
		return false, untoldAdvice(err)
	}
	switch untold, err := shared.UntoldOf(ctx, t.kept); {
	case err != nil:
		return false, err
	case untold.Any():
		return false, untoldAdvice(model.UserError(untold.Words() + " A console that ended while it sent is waited for: try again in ten minutes."))
	}
	if err := db.Leave(ctx); err != nil {
		return false, untoldAdvice(err)
	}
	return true, nil
}

// untoldAdvice is an error of the team's ledger with the way out of a team that is gone.
func untoldAdvice(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return model.UserError("This login is a member still. " + err.Error() + " Where the ledger is gone for good: `callsheet team leave --untold`.")
}

func (t *teaming) answerLeft(r leaveReport, document bool) error {
	if t.settings.Sources.Of(config.TeamURLName).Kind == config.FromEnvironment {
		t.io.say("%s is set, and nothing is sent while it is: unset %s", config.EnvTeamURL, config.EnvTeamURL)
	}
	switch {
	case document:
		return t.io.answerJSON(r)
	case r.Team == "" && !r.CodeFile && !r.Settings:
		return t.io.answer("This login is of no team.")
	case r.Team == "":
		return t.io.answer("This login is of no team. What was set for one is taken away.")
	}
	return t.io.answer("%s", fit(t.io.out, fmt.Sprintf("This login has left the team %s. What it sent stays here: %s.", quote(r.Name), figures.Counted(r.Campaigns, "campaign"))))
}

// acceptFlags are what accept is told.
type acceptFlags struct {
	without   []string
	yes, json bool
}

func (c teamCommand) acceptCommand() *cobra.Command {
	var f acceptFlags
	cmd := &cobra.Command{
		Use:   "accept",
		Short: "Go on with a database that took the place of the team's ledger",
		Long: "A copy of the team's ledger that was restored or promoted may not have what was sent last, so nothing is\n" +
			"sent while nobody has accepted it. Ask whoever keeps the database whether it is the one to go on with. Then\n" +
			"every member tells it again what they sent, by itself, before anybody sends. A member whose machine is gone\n" +
			"for good is not waited for with --without; whom they called last is then not known.",
		Example: "  callsheet team accept\n  callsheet team accept --without 'ben on jump2'",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.io.mayAsk(f.yes, "Going on with a copy"); err != nil {
				return err
			}
			return c.asMember(cmd.Context(), func(t *teaming, db teamDatabase) error { return t.accept(cmd.Context(), db, f) })
		},
	}
	cmd.Flags().StringArrayVar(&f.without, "without", nil, "do not wait for `WHO`, as status names them; repeatable")
	cmd.Flags().BoolVar(&f.yes, "yes", false, "accept without asking")
	cmd.Flags().BoolVar(&f.json, "json", false, "print how the team stands then as one JSON document")
	return cmd
}

func (t *teaming) accept(ctx context.Context, db teamDatabase, f acceptFlags) error {
	standing, err := db.Standing(ctx)
	refused, _ := errors.AsType[*team.RefusedError](err)
	switch {
	case err != nil && (refused == nil || refused.Difference != team.Older && refused.Difference != team.Promoted):
		return err
	case err == nil && standing.Recovery == nil:
		return t.answerStatus(teamLook{Standing: standing}, f.json)
	}
	excused, err := excused(standing, f.without)
	if err != nil {
		return err
	}
	if err := t.confirmAccept(ctx, refused, standing, excused, f.yes); err != nil {
		return err
	}
	ids := make([]string, 0, len(excused))
	for _, m := range excused {
		ids = append(ids, m.ID)
	}
	if standing, err = db.Accept(ctx, ids); err != nil {
		return err
	}
	if len(f.without) > len(excused) && standing.Recovery != nil { // whose names could not be read while it was refused
		return t.acceptWithout(ctx, db, standing, f)
	}
	return t.answerAccepted(ctx, db, f.json)
}

// acceptWithout excuses members once the ledger names them.
func (t *teaming) acceptWithout(ctx context.Context, db teamDatabase, standing team.Standing, f acceptFlags) error {
	found, err := membersNamed(standing, f.without)
	if err != nil {
		return err
	}
	var ids []string
	for _, m := range found {
		ids = append(ids, m.ID)
	}
	if _, err = db.Accept(ctx, ids); err != nil {
		return err
	}
	return t.answerAccepted(ctx, db, f.json)
}

// excused are the members that were named; while the ledger is refused it names none, and they
// are looked for once it is accepted.
func excused(s team.Standing, names []string) ([]team.Member, error) {
	if s.Team == "" {
		return nil, nil
	}
	return membersNamed(s, names)
}

// membersNamed finds members by their names, as status shows them, or by their ids.
func membersNamed(s team.Standing, names []string) (found []team.Member, err error) {
	for _, name := range names {
		var of []team.Member
		for _, m := range s.Members {
			if m.ID == name || m.Who() == name || m.Login == name {
				of = append(of, m)
			}
		}
		switch len(of) {
		case 0:
			return nil, model.UserError("Nobody in the team is called " + quote(name) + ". `callsheet team status` names its members.")
		case 1:
			found = append(found, of[0])
		default:
			return nil, model.UserError("Several members are called " + quote(name) + ". Give the id of the one that is meant, which `callsheet team status --json` shows.")
		}
	}
	return found, nil
}

// confirmAccept says what accepting means, and asks.
func (t *teaming) confirmAccept(ctx context.Context, refused *team.RefusedError, s team.Standing, without []team.Member, yes bool) error {
	if refused != nil {
		t.io.say("%s", session.AcceptWords(t.membership.Colleagues))
	}
	if yes {
		return nil
	}
	switch {
	case refused != nil:
		t.io.say("%s", refused.Error())
	case s.Recovery != nil:
		t.io.say("%s", session.TeamState{Standing: s}.Banner(s.Now))
	}
	for _, m := range without {
		t.io.say("Whom %s called last may not be known: they may be called again.", session.WhoWords(m))
	}
	return t.io.ask(ctx, "Type accept to go on with it:", "accept", "Nothing was changed")
}

// answerAccepted tells the database what this login sent, and says for whom it waits.
func (t *teaming) answerAccepted(ctx context.Context, db teamDatabase, document bool) error {
	if _, err := t.tellAll(ctx, db); err != nil {
		return err
	}
	standing, err := db.Standing(ctx)
	if err != nil {
		return err
	}
	if document {
		return t.io.answerJSON(t.report(teamLook{Standing: standing}))
	}
	if why := (session.TeamState{Standing: standing}).Banner(standing.Now); why != "" {
		return t.io.answer("%s", fit(t.io.out, "Accepted. "+why))
	}
	return t.io.answer("Accepted. All members have told it what they sent: it is sent again.")
}
