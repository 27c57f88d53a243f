package cli

import (
	"context"
	"os"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/store"
	"callsheet/model/store/postgres"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// teamCommand is `callsheet team` with its own commands.
type teamCommand struct{ command }

func (c teamCommand) cobra() *cobra.Command {
	const all = "init, status, join, import, code, takeover, accept or leave"
	cmd := &cobra.Command{
		Use:   "team",
		Short: "Share a ledger with colleagues, on a PostgreSQL database",
		Long: "Logins that share a ledger see each other's sent numbers, batches whose outcome is not known, and\n" +
			"do-not-call list: nobody is called by two of them. Lists, drafts and edits stay on each machine. While\n" +
			"the team's ledger cannot be reached, nothing is sent. `callsheet help team` says how it works.",
		Example: "  callsheet team init postgres://callsheet@db.example/callsheet --name 'Outbound'\n" +
			"  callsheet team join postgres://callsheet@db.example/callsheet\n  callsheet team status",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{model.UserError("Say what to do: " + all + ".")}
			}
			if like := meant(cmd, args[0]); len(like) > 0 {
				return usageError{model.UserError("team cannot " + quote(args[0]) + ". Did you mean `callsheet team " + like[0] + "`?")}
			}
			return usageError{model.UserError("team cannot " + quote(args[0]) + ". Use " + all + ".")}
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	cmd.AddCommand(c.initCommand(), c.statusCommand(), c.joinCommand(), c.importCommand(), c.codeCommand(), c.takeoverCommand(), c.acceptCommand(), c.leaveCommand())
	return cmd
}

// teamDatabase is a team's ledger as the commands work with it.
type teamDatabase interface {
	session.TeamLedger
	session.TeamAdmin
	Close()
}

// teamAccess is by what the ledger of a team is reached, and by whom.
type teamAccess struct {
	URL        string
	Password   func(context.Context) (string, error)
	Secret     team.Secret
	Membership team.Membership // zero = of no member yet
	Me         team.Member     // login and host
}

// openTeam reaches the ledger of a team on its database.
func openTeam(a teamAccess) (teamDatabase, error) {
	ledger, err := postgres.Open(postgres.Options{URL: a.URL, Password: a.Password, Secret: a.Secret, Membership: a.Membership, Login: a.Me.Login, Host: a.Me.Host})
	if err != nil {
		return nil, err
	}
	return ledger, nil
}

// me is this login on this machine, as colleagues are told of it.
func (e *environment) me() team.Member {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	return team.Member{Login: e.operator(), Host: printable.Text(host, 60)}
}

// noCodeHere is said where a team was joined and its join code is gone.
const noCodeHere = model.UserError("The join code of the team is not stored here, so nothing is sent. Run `callsheet team join` again with the code that `callsheet team code` shows a colleague, or set " + config.EnvTeamSecret + ".")

// teamLedger is the ledger of the team that the settings name, as this store's member; nil =
// there is no team. An error is why nothing may be sent: a store that is of a team does not send
// beside it, also where its url is missing, as in the environment of a job.
func (e *environment) teamLedger(ctx context.Context, settings config.Settings, kept *store.Store) (session.TeamLedger, error) {
	membership, err := kept.Team.Membership(ctx)
	switch {
	case err != nil:
		return nil, err
	case membership.Team == "" && !settings.Team.IsSet():
		return nil, nil
	case membership.Team == "":
		return nil, team.ErrNotJoined
	case !settings.Team.IsSet():
		return nil, noTeamURL(membership)
	}
	ledger, err := e.teamMember(settings, membership)
	if err != nil {
		return nil, err
	}
	return ledger, nil
}

// noTeamURL is why nothing is sent where a team was joined and is not set.
func noTeamURL(m team.Membership) error {
	return model.UserError("This login is a member of the team " + quote(m.Name) + ", and no url of its ledger (" + printable.Text(m.Database, maxCell) + ") is set here, so nothing is sent. Set url below [team] in " +
		config.Path() + ", or " + config.EnvTeamURL + ", or run `callsheet team leave`.")
}

// teamMember reaches the ledger as a member.
func (e *environment) teamMember(settings config.Settings, membership team.Membership) (teamDatabase, error) {
	secret, _, err := settings.Team.FindSecret()
	switch {
	case err != nil:
		return nil, err
	case secret.IsZero():
		return nil, noCodeHere
	}
	return e.openTeam(teamAccess{URL: settings.Team.URL, Password: e.teamPassword(settings.Team), Secret: secret, Membership: membership, Me: e.me()})
}

// teamPassword is the database's password, which nothing that is written shows.
func (e *environment) teamPassword(t config.Team) func(context.Context) (string, error) {
	of := t.Passwords()
	return func(ctx context.Context) (string, error) {
		password, err := of(ctx)
		e.known.is(password)
		return password, err
	}
}

// teaming is what the commands of a team work with.
type teaming struct {
	command
	settings   config.Settings
	kept       *store.Store
	membership team.Membership
}

// open opens the store of this login and finds out which team it is of.
func (c teamCommand) open(ctx context.Context) (*teaming, error) {
	settings, err := c.env.settings()
	if err != nil {
		return nil, err
	}
	kept, err := c.env.openStore(ctx, serviceOrigin(settings), time.Now)
	if err != nil {
		return nil, err
	}
	membership, err := kept.Team.Membership(ctx)
	if err != nil {
		kept.Close()
		return nil, err
	}
	return &teaming{c.command, settings, kept, membership}, nil
}

func (t *teaming) close() { t.kept.Close() }

// asMember does something with the store of this login and the ledger of its team.
func (c teamCommand) asMember(ctx context.Context, do func(*teaming, teamDatabase) error) error {
	t, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer t.close()
	return t.asMember(do)
}

func (t *teaming) asMember(do func(*teaming, teamDatabase) error) error {
	db, err := t.member()
	if err != nil {
		return err
	}
	defer db.Close()
	return do(t, db)
}

// notOfATeam is said of what only a member can do.
const notOfATeam = model.UserError("This login is of no team. `callsheet team init` makes one, `callsheet team join` becomes a member of one.")

// member reaches the ledger of the team that was joined.
func (t *teaming) member() (teamDatabase, error) {
	switch {
	case t.membership.Team == "":
		return nil, notOfATeam
	case !t.settings.Team.IsSet():
		return nil, noTeamURL(t.membership)
	}
	return t.env.teamMember(t.settings, t.membership)
}
