package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/model/team"
	"callsheet/ui/session"
	"callsheet/ui/session/shared"
)

func (c teamCommand) statusCommand() *cobra.Command {
	var document bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say how the team and its ledger stand",
		Long: "Reaches the team's ledger and says who is in the team and at work, what they have in hand, and whether\n" +
			"something keeps everybody from sending. It ends with 1 when nothing can be sent because of the team.",
		Example: "  callsheet team status\n  callsheet team status --json",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			t, err := c.open(cmd.Context())
			if err != nil {
				return err
			}
			defer t.close()
			return t.answerStatus(t.look(cmd.Context()), document)
		},
	}
	cmd.Flags().BoolVar(&document, "json", false, "print it as one JSON document")
	return cmd
}

// teamLook is what was found of a team.
type teamLook struct {
	Inspection team.Inspection // zero where the database was not reached
	Standing   team.Standing
	Offset     time.Duration // of this machine's clock from the database's
	Untold     session.Untold
	Err        error // why nothing is sent
}

// look reaches the database and asks how the team stands.
func (t *teaming) look(ctx context.Context) (l teamLook) {
	if t.membership.Team == "" {
		if t.settings.Team.IsSet() {
			l.Err = team.ErrNotJoined
		}
		return l
	}
	var err error
	if l.Untold, err = shared.UntoldOf(ctx, t.kept); err != nil {
		l.Err = err
		return l
	}
	db, err := t.member()
	if err != nil {
		l.Err = err
		return l
	}
	defer db.Close()
	l.inspect(ctx, db)
	if l.Standing, err = db.Standing(ctx); err != nil {
		l.Err = err
	}
	return l
}

// inspect looks at the database itself.
func (l *teamLook) inspect(ctx context.Context, db teamDatabase) {
	before := time.Now()
	there, err := db.Inspect(ctx)
	if err != nil {
		l.Err = err
		return
	}
	l.Inspection = there
	if !there.Now.IsZero() {
		l.Offset = before.Add(time.Since(before) / 2).Sub(there.Now)
	}
}

// teamReport is what status prints as JSON.
type teamReport struct {
	Set       bool            `json:"set"` // a url is set here
	Joined    bool            `json:"joined"`
	Reachable bool            `json:"reachable"`
	Sends     bool            `json:"sends"` // the team keeps nothing from being sent
	Error     string          `json:"error"` // why not
	Team      string          `json:"team"`
	Name      string          `json:"name"`
	Database  string          `json:"database"`
	Version   string          `json:"server_version"`
	Clock     *int            `json:"clock_offset_seconds"` // of this machine's clock from the database's; null = not known
	Member    string          `json:"member"`               // this login's id
	Members   []memberReport  `json:"members"`
	Campaigns []teamCampaign  `json:"campaigns"`
	DoNotCall int             `json:"do_not_call"`
	Recovery  *recoveryReport `json:"recovery"` // null = there is none
	Untold    untoldReport    `json:"untold"`
}

// untoldReport is what of this login the team was not told of yet.
type untoldReport struct {
	Batches   int `json:"batches"`
	Contacts  int `json:"contacts"` // of these batches
	DoNotCall int `json:"do_not_call"`
}

type memberReport struct {
	ID      string     `json:"id"`
	Login   string     `json:"login"`
	Host    string     `json:"host"`
	Present bool       `json:"present"`
	Mine    bool       `json:"mine"`
	Joined  *time.Time `json:"joined_at"`
	Seen    *time.Time `json:"seen_at"`
}

// teamCampaign is a campaign of the team as JSON has it.
type teamCampaign struct {
	Campaign    string     `json:"campaign"`
	Name        string     `json:"name"`
	Owner       string     `json:"owner"` // "anna on jump1"
	Mine        bool       `json:"mine"`
	Present     bool       `json:"present"` // its owner is at work
	Since       *time.Time `json:"since"`   // that it is theirs
	Holder      string     `json:"holder"`  // who has it open there, "" when nobody
	Service     string     `json:"service"`
	Agent       string     `json:"agent_id"`
	ChangedAt   *time.Time `json:"changed_at"`
	ConfirmedAt *time.Time `json:"confirmed_at"`
	Contacts    int        `json:"contacts"`
	Answered    int        `json:"answered"`
	NotReached  int        `json:"not_reached"`
	ToGo        int        `json:"to_go"`
	Unknown     int        `json:"unknown"`
	NextWave    *time.Time `json:"next_wave"`
	PausedAt    *time.Time `json:"paused_at"`
	BatchIDs    []string   `json:"batch_ids"`
}

type recoveryReport struct {
	Since   *time.Time     `json:"since"`
	By      string         `json:"by"` // who accepted it; "" = nobody yet
	Waiting []memberReport `json:"waiting"`
}

func reportMember(m team.Member, mine string) memberReport {
	return memberReport{m.ID, printable.Text(m.Login, maxCell), printable.Text(m.Host, maxCell), m.Present, m.ID == mine, optional(m.Joined), optional(m.Seen)}
}

func reportHead(h team.Head, mine string) teamCampaign {
	c := teamCampaign{
		Campaign: h.Campaign, Name: printable.Text(h.Name, maxLine), Owner: printable.Text(h.Owner.Who(), maxCell), Mine: h.Owner.ID == mine, Present: h.Owner.Present,
		Since: optional(h.Since), Holder: printable.Text(h.Holder, maxCell), Service: printable.Text(h.Service, maxLine), Agent: printable.Text(h.Agent, maxCell),
		ChangedAt: optional(h.Changed), ConfirmedAt: optional(h.Confirmed), Contacts: h.Contacts,
		Answered: h.Tally.Answered, NotReached: h.Tally.NotReached, ToGo: h.Tally.ToGo, Unknown: h.Tally.Unknown,
		NextWave: optional(h.NextWave), PausedAt: optional(h.Paused), BatchIDs: []string{},
	}
	for _, b := range h.Batches {
		if b.ID != "" {
			c.BatchIDs = append(c.BatchIDs, printable.Text(b.ID, maxCell))
		}
	}
	return c
}

// report is a look as JSON has it.
func (t *teaming) report(l teamLook) teamReport {
	mine := t.membership.Member
	r := teamReport{
		Set: t.settings.Team.IsSet(), Joined: t.membership.Team != "", Reachable: l.Inspection.Version != "", Sends: l.stops() == nil,
		Team: t.membership.Team, Name: printable.Text(t.membership.Name, maxLine), Database: t.database(), Version: printable.Text(l.Inspection.Version, maxCell), Member: mine,
		Members: []memberReport{}, Campaigns: []teamCampaign{}, DoNotCall: l.Standing.DoNotCall, Untold: untoldReport(l.Untold),
	}
	if err := l.stops(); err != nil {
		r.Error = reason.Sentence(err)
	}
	if !l.Inspection.Now.IsZero() {
		offset := int(l.Offset.Round(time.Second) / time.Second)
		r.Clock = &offset
	}
	for _, m := range l.Standing.Members {
		r.Members = append(r.Members, reportMember(m, mine))
	}
	for _, h := range l.Standing.Heads {
		r.Campaigns = append(r.Campaigns, reportHead(h, mine))
	}
	if again := l.Standing.Recovery; again != nil {
		r.Recovery = &recoveryReport{Since: optional(again.Since), Waiting: []memberReport{}}
		if again.By.ID != "" {
			r.Recovery.By = printable.Text(again.By.Who(), maxCell)
		}
		for _, m := range again.Waiting {
			r.Recovery.Waiting = append(r.Recovery.Waiting, reportMember(m, mine))
		}
	}
	return r
}

// database names the database for people.
func (t *teaming) database() string {
	if t.settings.Team.IsSet() {
		return t.settings.Team.Database()
	}
	return printable.Text(t.membership.Database, maxCell)
}

// stops is why the team keeps everything from being sent; nil = it does not.
func (l teamLook) stops() error {
	state := session.TeamState{Standing: l.Standing, Err: l.Err}
	if why := state.Remedy(time.Now()); why != "" {
		return model.UserError(why)
	}
	return nil
}

// answerStatus says how the team stands.
func (t *teaming) answerStatus(l teamLook, document bool) error {
	if document {
		if err := t.io.answerJSON(t.report(l)); err != nil {
			return err
		}
	} else if err := t.printStatus(l); err != nil {
		return err
	}
	switch err := l.stops(); {
	case err == nil:
		return nil
	case document:
		return exitError{code: exitFailed}
	default:
		return exitError{exitFailed, err}
	}
}

func (t *teaming) printStatus(l teamLook) error {
	switch {
	case t.membership.Team == "" && !t.settings.Team.IsSet():
		return t.io.answer("%s", fit(t.io.out, "This login works alone: its ledger is its own. `callsheet help team` says how it is shared."))
	case t.membership.Team == "":
		return nil // which is said as what stops
	}
	words := fmt.Sprintf("Team %s at %s, as %s", quote(t.membership.Name), t.database(), t.env.me().Who())
	if l.Inspection.Version != "" {
		words += ", PostgreSQL " + l.Inspection.Version
	}
	if err := t.io.answer("%s", fit(t.io.out, words+".")); err != nil {
		return err
	}
	if untold := l.Untold.Words(); untold != "" {
		if err := t.io.answer("%s", fit(t.io.out, untold+" "+l.tellAdvice())); err != nil {
			return err
		}
	}
	if l.Standing.Team == "" {
		return nil
	}
	rows := [][]string{{"MEMBER", "SEEN", "CAMPAIGNS"}}
	now := l.Standing.Now
	for _, m := range l.Standing.Members {
		of := 0
		for _, h := range l.Standing.Heads {
			if h.Owner.ID == m.ID {
				of++
			}
		}
		name := m.Who()
		if m.ID == t.membership.Member {
			name += " (this login)"
		}
		rows = append(rows, []string{name, seenWords(m, now), figures.Count(of)})
	}
	if err := t.io.table(rows); err != nil {
		return err
	}
	return t.io.answer("%s", fit(t.io.out, fmt.Sprintf("%s on the team's do-not-call list.", figures.Counted(l.Standing.DoNotCall, "number"))))
}

// tellAdvice is what to do about what is untold.
func (l teamLook) tellAdvice() string {
	if l.Err != nil {
		return "It is told as soon as the ledger can be worked with."
	}
	return "`callsheet team import` tells it now."
}

// seenWords say when a member was heard of, by the database's clock.
func seenWords(m team.Member, now time.Time) string {
	switch {
	case m.Present:
		return "at work"
	case m.Seen.IsZero():
		return "never"
	}
	return figures.Ago(now.Sub(m.Seen))
}
