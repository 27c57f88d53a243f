package cli

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/team"
)

// joinFlags are what becoming a member is told.
type joinFlags struct {
	url  string // of the database; "" = as set
	name string // of a new team
	json bool
}

func (c teamCommand) initCommand() *cobra.Command {
	var f joinFlags
	cmd := &cobra.Command{
		Use:   "init [URL]",
		Short: "Make a team in an empty database, and be its first member",
		Long: "Makes a team's ledger in a PostgreSQL database and joins it. The database may have other tables; the\n" +
			"ledger is in a schema of its own. A new join code is stored in a file that only you can read (mode 0600):\n" +
			"`callsheet team code` shows it to hand it on. With URL, that is written into the settings.\n\n" +
			"URL has no password: PGPASSWORD, ~/.pgpass or key_command below [team] give it.",
		Example: "  callsheet team init postgres://callsheet@db.example/callsheet --name 'Outbound'\n  callsheet team init --json",
		Args:    usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.become(cmd.Context(), args, f, (*joining).init)
		},
	}
	cmd.Flags().StringVar(&f.name, "name", "", "what the team is called; colleagues read it")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the outcome as one JSON document")
	return cmd
}

func (c teamCommand) joinCommand() *cobra.Command {
	var f joinFlags
	cmd := &cobra.Command{
		Use:   "join [URL]",
		Short: "Be a member of a team, with the join code of a colleague",
		Long: "Joins a team's ledger with the code that `callsheet team code` shows a member. The code is typed or\n" +
			"pasted unseen, or comes on standard input or in " + config.EnvTeamSecret + ": as an argument others on this\n" +
			"machine could read it. It is stored in a file that only you can read (mode 0600). With URL, that is\n" +
			"written into the settings. What this login sent, and its do-not-call list, are told to the team then.",
		Example: "  callsheet team join postgres://callsheet@db.example/callsheet\n  callsheet team join < <(pass show callsheet-team)",
		Args: func(cmd *cobra.Command, args []string) error {
			for _, arg := range args {
				if _, err := team.ParseCode(arg); err == nil || strings.HasPrefix(strings.ToUpper(arg), "CSTEAM") {
					return usageError{model.UserError("A join code is not given as an argument, which others on this machine can read, and which your shell keeps. Run `callsheet team join` without it and paste it there.")}
				}
			}
			return usage(cobra.MaximumNArgs(1))(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.become(cmd.Context(), args, f, (*joining).join)
		},
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print the outcome as one JSON document")
	return cmd
}

// joinReport is what init and join print as JSON.
type joinReport struct {
	Team     string     `json:"team"`
	Name     string     `json:"name"`
	Member   string     `json:"member"` // this login's id in it
	Who      string     `json:"who"`
	Database string     `json:"database"`
	Joined   *time.Time `json:"joined_at"`
	CodeFile string     `json:"code_file"` // "" where the environment gives the code
}

// joining is a login while it becomes a member.
type joining struct {
	*teaming
	joinFlags
	ctx      context.Context
	secret   team.Secret
	from     config.Source // of the secret
	stored   bool          // the secret is in the file already
	database string
}

// become makes this login a member of a team, by init or join.
func (c teamCommand) become(ctx context.Context, args []string, f joinFlags, by func(*joining) (team.Membership, error)) error {
	if len(args) > 0 {
		if err := config.CheckTeamURL(args[0]); err != nil {
			return usageError{err}
		}
		f.url = strings.TrimSpace(args[0])
	}
	t, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer t.close()
	j := &joining{teaming: t, joinFlags: f, ctx: ctx}
	if err := j.prepare(); err != nil {
		return err
	}
	m, err := by(j)
	if err != nil {
		return err
	}
	return j.keep(m)
}

// prepare finds out what is known before anything is asked or made.
func (j *joining) prepare() (err error) {
	if j.url != "" {
		if j.settings.Sources.Of(config.TeamURLName).Kind == config.FromEnvironment && j.url != j.settings.Team.URL {
			return model.UserError(config.EnvTeamURL + " is set and goes before what would be written into the settings. Take it away: unset " + config.EnvTeamURL)
		}
		j.settings.Team = j.settings.Team.At(j.url)
	}
	if !j.settings.Team.IsSet() {
		return usageError{model.UserError("It is not known where the team's ledger is. Name its database, as in `callsheet team join postgres://USER@HOST/DATABASE`.")}
	}
	j.database = j.settings.Team.Database()
	j.secret, j.from, err = j.settings.Team.FindSecret()
	j.stored = !j.secret.IsZero() && j.from.Kind != config.FromEnvironment
	return err
}

// reach reaches the database, whoever is a member of what there.
func (j *joining) reach(secret team.Secret, m team.Membership) (teamDatabase, error) {
	return j.env.openTeam(teamAccess{URL: j.settings.Team.URL, Password: j.env.teamPassword(j.settings.Team), Secret: secret, Membership: m, Me: j.env.me()})
}

// init makes a team. The secret is stored before it is used: a team whose secret is lost is no
// use to anybody. Where making it was cut off, the same secret makes it again, or finds it.
func (j *joining) init() (team.Membership, error) {
	if j.membership.Team != "" {
		return team.Membership{}, model.UserError("This login is a member of the team " + quote(j.membership.Name) + " already. `callsheet team leave` ends that.")
	}
	before := !j.secret.IsZero()
	if !before {
		var err error
		if j.secret, err = team.NewSecret(rand.Reader); err != nil {
			return team.Membership{}, model.UserError("No join code can be made: " + reason.Of(err) + ".")
		}
		if err := config.SaveTeamSecret(j.secret, j.database); err != nil {
			return team.Membership{}, err
		}
		j.stored = true
	}
	db, err := j.reach(j.secret, team.Membership{})
	if err != nil {
		return team.Membership{}, err
	}
	defer db.Close()
	name := printable.Text(j.name, 120)
	if name == "" {
		name = "Team of " + j.env.operator()
	}
	m, err := db.Create(j.ctx, name, j.env.me())
	if err == nil || !before {
		return m, err
	}
	if again, failed := db.Join(j.ctx, j.env.me()); failed == nil {
		return again, nil
	}
	return m, err
}

// join becomes a member of the team in the database. Whoever is one already, or was, is it again:
// what this login sent there is its own to settle.
func (j *joining) join() (team.Membership, error) {
	me := j.env.me()
	if j.from.Kind != config.FromEnvironment {
		given, err := j.code()
		if err != nil {
			return team.Membership{}, err
		}
		if !given.IsZero() {
			j.secret = given
		}
	}
	if j.secret.IsZero() {
		return team.Membership{}, usageError{model.UserError("There is no join code: `callsheet team code` shows it to a colleague. Run `callsheet team join` in a terminal and paste it, or give it on standard input.")}
	}
	db, err := j.reach(j.secret, team.Membership{})
	if err != nil {
		return team.Membership{}, err
	}
	defer db.Close()
	known, err := j.known(db)
	if err != nil {
		return team.Membership{}, err
	}
	me.ID = known.Member
	m, err := db.Join(j.ctx, me)
	if err == nil && me.ID != "" { // what was seen of the database stays seen
		known.Name, m = m.Name, known
	}
	return m, err
}

// known is the membership that this login has, or had, of the team in a database; zero = none.
func (j *joining) known(db teamDatabase) (team.Membership, error) {
	is := j.membership.Team != ""
	known := j.membership
	if !is {
		var err error
		if known, err = j.kept.Team.Former(j.ctx); err != nil || known.Team == "" {
			return team.Membership{}, err
		}
	}
	switch there, err := db.Inspect(j.ctx); {
	case err != nil:
		return team.Membership{}, err
	case there.Team == known.Team:
		return known, nil
	case is:
		return team.Membership{}, model.UserError("This login is a member of the team " + quote(known.Name) + ", which is not in the database " + j.database + ". `callsheet team leave` ends that, then join this one.")
	}
	return team.Membership{}, nil
}

// code is the join code that is typed, or comes on standard input; none where there is none.
func (j *joining) code() (team.Secret, error) {
	var text string
	var err error
	if j.io.canAsk() {
		prompt := "Join code (it is not shown)"
		if !j.secret.IsZero() {
			prompt += "; enter alone takes the stored one"
		}
		text, err = j.io.readUnseen(j.ctx, clean(prompt)+": ")
		j.io.say("")
	} else if j.io.in != nil && !isTerminal(j.io.in) {
		var long bool
		if text, long, err = j.io.readAll(j.ctx); long {
			return team.Secret{}, usageError{model.UserError("What came on standard input is too long to be a join code. Give the code alone.")}
		}
	}
	if err != nil || strings.TrimSpace(text) == "" {
		return team.Secret{}, err
	}
	secret, err := team.ParseCode(text)
	if err != nil {
		return secret, usageError{err}
	}
	return secret, nil
}

// keep writes the membership down, and says what it means.
func (j *joining) keep(m team.Membership) error {
	m.Database = j.database
	codeFile := ""
	if j.from.Kind != config.FromEnvironment {
		codeFile = config.TeamPath()
		if err := config.SaveTeamSecret(j.secret, j.database); err != nil {
			return err
		}
	}
	if err := j.kept.Team.Joined(j.ctx, m); err != nil {
		return err
	}
	if j.url != "" && j.settings.Sources.Of(config.TeamURLName).Kind != config.FromEnvironment {
		if err := config.SaveTeamURL(j.url); err != nil {
			return err
		}
	}
	if j.json {
		return j.io.answerJSON(joinReport{m.Team, printable.Text(m.Name, maxLine), m.Member, j.env.me().Who(), j.database, optional(m.Joined), codeFile})
	}
	if err := j.io.answer("%s", fit(j.io.out, fmt.Sprintf("%s is a member of the team %s, whose ledger is at %s.", j.env.me().Who(), quote(m.Name), j.database))); err != nil {
		return err
	}
	if codeFile != "" {
		j.io.say("The join code is in %s, which only you can read (mode 0600): `callsheet team code` shows it to hand it on. Whoever loses all copies of it loses the team's ledger.", codeFile)
	}
	j.io.say("What this login sent, and its do-not-call list, are told to the team as you go on; `callsheet team import` does it now.")
	return nil
}

func (c teamCommand) codeCommand() *cobra.Command {
	var document bool
	cmd := &cobra.Command{
		Use:   "code",
		Short: "Show the team's join code, to hand it to a colleague",
		Long: "Prints the join code. Whoever has it and reaches the database is a member, and can find out which numbers\n" +
			"were called: hand it on as you would a password, and not by mail or chat. Keep a copy in a store of\n" +
			"passwords: without it nobody can read the team's ledger or join it.",
		Example: "  callsheet team code\n  callsheet team code | pass insert -m callsheet-team",
		Args:    usage(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			settings, err := c.env.settings()
			if err != nil {
				return err
			}
			secret, _, err := settings.Team.FindSecret()
			switch {
			case err != nil:
				return err
			case secret.IsZero():
				return model.UserError("No join code is stored here. `callsheet team join` stores one, `callsheet team init` makes one.")
			}
			c.env.known.showsCode()
			if document {
				return c.io.answerJSON(struct {
					Code string `json:"code"`
				}{secret.Code()})
			}
			return c.io.answer("%s", secret.Code())
		},
	}
	cmd.Flags().BoolVar(&document, "json", false, "print it as one JSON document")
	return cmd
}
