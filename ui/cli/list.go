package cli

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// listCommand is `callsheet list`.
type listCommand struct{ command }

// listed says what is listed, and how.
type listed struct {
	remote, archived bool
	json, quiet      bool
}

func (c listCommand) cobra() *cobra.Command {
	var f listed
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Show the campaigns of this machine, and of the team",
		Long: "Shows the campaigns of this machine, those whose outcome is not known first. Those that were archived\n" +
			"on Home are left out, unless they need somebody or --archived is given; --json has them all. With\n" +
			"--remote, also the batches Dialgen has, and which campaign here they are of. Where a ledger is shared\n" +
			"(`callsheet help team`), the campaigns of colleagues follow. -q prints the ids of this machine's alone.",
		Example: "  callsheet list\n  callsheet list --remote --json\n  callsheet list -q | xargs -n 1 callsheet report",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case f.json && f.quiet:
				return usageError{model.UserError("--json prints objects and -q ids. Give one of them.")}
			case f.remote && f.quiet:
				return usageError{model.UserError("-q prints the ids of this machine's campaigns. Give --json to read those of Dialgen's batches.")}
			}
			return c.list(cmd.Context(), f)
		},
	}
	cmd.Flags().BoolVar(&f.remote, "remote", false, "ask Dialgen for its batches, too")
	cmd.Flags().BoolVar(&f.archived, "archived", false, "show those that were archived, too")
	cmd.Flags().BoolVar(&f.json, "json", false, "print them as one JSON document")
	cmd.Flags().BoolVarP(&f.quiet, "quiet", "q", false, "print their ids alone, one a line")
	return cmd
}

func (c listCommand) list(ctx context.Context, f listed) error {
	a, err := c.env.onlooker(ctx)
	if err == nil && f.remote {
		err = a.service.missing
	}
	if err != nil {
		return err
	}
	defer a.close()
	// What can be listed is, in spite of what cannot.
	campaigns, damage := a.store.Campaigns.Summaries(ctx)
	if len(campaigns) == 0 && damage != nil {
		return damage
	}
	slices.SortStableFunc(campaigns, func(x, y model.Summary) int {
		return cmp.Compare(standingOf(x).Need(), standingOf(y).Need())
	})
	if f.quiet {
		return errors.Join(c.answerIDs(campaigns, f.archived), damage)
	}
	var there []model.ListedBatch
	if f.remote {
		if there, err = c.remoteBatches(ctx, a, campaigns); err != nil {
			return err
		}
	}
	state, shares := a.meet(ctx)
	for _, s := range campaigns {
		state.SetCancels(s.Batches)
	}
	if f.json {
		report := reportList(campaigns, there, f.remote, time.Now())
		if shares {
			report.take(state, time.Now())
		}
		return errors.Join(c.io.answerJSON(report), damage)
	}
	if !f.archived {
		campaigns = c.unarchived(campaigns)
	}
	err = c.answerList(campaigns, there, f.remote, state, time.Now())
	if err == nil && shares {
		err = c.answerTeam(state, time.Now())
	}
	return errors.Join(err, damage)
}

// answerIDs prints the ids of campaigns for another command to read.
func (c listCommand) answerIDs(campaigns []model.Summary, archived bool) error {
	if !archived {
		campaigns = c.unarchived(campaigns)
	}
	for _, s := range campaigns {
		if err := c.io.answer("%s", s.ID); err != nil {
			return err
		}
	}
	return nil
}

// unarchived are the campaigns that are listed for people unless they ask for all.
func (c listCommand) unarchived(all []model.Summary) []model.Summary {
	listed := slices.DeleteFunc(slices.Clone(all), func(s model.Summary) bool {
		return s.Draft.View.Archived && session.WhyNotArchive(session.StandingOf(s.Batches)) == ""
	})
	if n := len(all) - len(listed); n > 0 {
		c.io.say("%s archived: --archived shows %s.", figures.Counted(n, "campaign")+" "+figures.Are(n), map[bool]string{true: "it", false: "them"}[n == 1])
	}
	return listed
}

// remoteBatches lists what the service has of the users of this machine.
func (c listCommand) remoteBatches(ctx context.Context, a account, campaigns []model.Summary) ([]model.ListedBatch, error) {
	var sent []model.Batch
	for _, s := range campaigns {
		sent = append(sent, s.Batches...)
	}
	there, unlisted, err := session.ServiceBatches{Service: a.service, Here: a.service.who.String(), User: a.settings.User}.Get(ctx, sent)
	for _, u := range unlisted {
		c.io.say("The batches of %s cannot be listed: %s", u.User, reason.Sentence(u.Err))
	}
	return there, err
}

// listReport is what list prints as JSON.
type listReport struct {
	Campaigns []campaignReport `json:"campaigns"`
	Remote    []listedBatch    `json:"remote,omitempty"` // as the service lists them, only with --remote
	Team      *teamList        `json:"team,omitempty"`   // only where a ledger is shared
}

type campaignReport struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	State       session.Standing `json:"state"`
	Text        string           `json:"text"` // the state in words
	File        string           `json:"file"`
	Service     string           `json:"service"`
	Profile     string           `json:"profile"`
	Holder      string           `json:"holder"` // who has it open, "" when nobody
	Archived    bool             `json:"archived"`
	ChangedAt   *time.Time       `json:"changed_at"`
	ConfirmedAt *time.Time       `json:"confirmed_at"`
	Rows        int              `json:"rows"`
	Counts      map[string]int   `json:"counts"` // of its rows, by state
	Batches     []listedBatch    `json:"batches"`
	TakenOver   string           `json:"taken_over,omitempty"` // who took it over from this machine
}

// listedBatch is a batch in the words of the service's list, and what this
// machine knows of it.
type listedBatch struct {
	BatchID         string     `json:"batch_id"`
	Status          string     `json:"status"`
	Total           int        `json:"total"`
	Processed       int        `json:"processed"`
	Succeeded       int        `json:"succeeded"`
	Failed          int        `json:"failed"`
	PercentComplete float64    `json:"percent_complete"`
	CreatedAt       *time.Time `json:"created_at"`
	AgentID         string     `json:"agent_id"`
	Priority        int        `json:"priority"`
	StaleSeconds    *int       `json:"stale_seconds"` // how old the figures are; null when they were never asked for

	LedgerID string `json:"ledger_id"` // "" when it was made elsewhere
	Campaign string `json:"campaign"`
	Name     string `json:"name"`
	partReport
	Start    *time.Time `json:"start"` // of its calls; null = at once
	Where    string     `json:"where"` // it is, in a few words
	Contacts int        `json:"contacts"`
	State    string     `json:"state"` // of sending it, as send names it
	Error    string     `json:"error"`
	Note     string     `json:"note"`
	Moved    int        `json:"moved"`    // contacts that later batches took
	MovedTo  string     `json:"moved_to"` // their campaigns

	CancelledBy string     `json:"cancelled_by"` // the colleague who cancelled it, as the team was told; "" = none
	CancelledAt *time.Time `json:"cancelled_at"` // when they told it
}

func reportList(campaigns []model.Summary, there []model.ListedBatch, remote bool, now time.Time) listReport {
	r := listReport{Campaigns: []campaignReport{}}
	for _, s := range campaigns {
		c := campaignReport{
			ID: s.ID, Name: printable.Text(s.Draft.Name, maxLine), State: standingOf(s), Text: stateWords(s, now),
			File: s.Draft.Origin.Path, Service: s.Draft.Service, Profile: s.Draft.Profile, Holder: s.Holder, Archived: s.Draft.View.Archived,
			ChangedAt: optional(s.Changed), ConfirmedAt: optional(s.Confirmed), Rows: s.Draft.Rows,
			Counts: map[string]int{}, Batches: []listedBatch{},
		}
		for state, n := range s.Draft.Counts {
			c.Counts[model.State(state).String()] = n
		}
		for _, b := range s.Batches {
			c.Batches = append(c.Batches, keptBatch(b, now))
		}
		r.Campaigns = append(r.Campaigns, c)
	}
	if remote {
		r.Remote = []listedBatch{}
	}
	ours := byBatchID(campaigns)
	for _, b := range there {
		r.Remote = append(r.Remote, remoteBatch(b, ours[b.ID]))
	}
	return r
}

// take adds what a team has.
func (r *listReport) take(state session.TeamState, now time.Time) {
	r.Team = listOfTeam(state, now)
	for i, c := range r.Campaigns {
		if l, lost := state.LostTo(c.ID); lost {
			r.Campaigns[i].TakenOver, r.Campaigns[i].Text = session.WhoWords(l.By), session.LostWords(l, now)
		}
	}
}

func byBatchID(campaigns []model.Summary) map[string]model.Batch {
	ours := map[string]model.Batch{}
	for _, s := range campaigns {
		for _, b := range s.Batches {
			if b.ID != "" {
				ours[b.ID] = b
			}
		}
	}
	return ours
}

// keptBatch is a batch as this machine knows it.
func keptBatch(b model.Batch, now time.Time) listedBatch {
	sent, last := reportBatch(b), b.Last
	l := listedBatch{
		BatchID: b.ID, Status: sent.Status, Total: last.Total, Processed: last.Processed, Succeeded: last.Succeeded, Failed: last.Failed,
		CreatedAt: optional(b.Sent), AgentID: b.Agent, Priority: b.Priority,
		LedgerID: b.Key, Campaign: b.Campaign, Name: printable.Text(b.Name, maxLine), Contacts: b.Contacts, State: sent.State, Error: sent.Error, Note: sent.Note,
		Moved: b.Lost, MovedTo: printable.Text(b.LostTo, maxLine),
		CancelledBy: printable.Text(b.CancelledBy, maxCell), CancelledAt: optional(b.CancelledAt),
		partReport: reportPart(b), Start: optional(b.Schedule.Start), Where: session.WaveWords(b, now),
	}
	if last.Total > 0 {
		l.PercentComplete = 100 * float64(last.Succeeded+last.Failed) / float64(last.Total)
	}
	if !last.At.IsZero() {
		l.StaleSeconds = seconds(now.Sub(last.At))
	}
	return l
}

// remoteBatch is a batch as the service lists it; ours is zero when it was made
// elsewhere.
func remoteBatch(b model.ListedBatch, ours model.Batch) listedBatch {
	sent := reportBatch(ours)
	return listedBatch{
		BatchID: b.ID, Status: string(b.Status), Total: b.Total, Processed: b.Processed, Succeeded: b.Succeeded, Failed: b.Failed,
		PercentComplete: b.PercentComplete, CreatedAt: optional(b.Created), AgentID: b.Agent, Priority: b.Priority, StaleSeconds: seconds(0),
		LedgerID: ours.Key, Campaign: ours.Campaign, Name: printable.Text(ours.Name, maxLine), Contacts: b.Total, State: sent.State, Note: sent.Note,
		Moved: ours.Lost, MovedTo: printable.Text(ours.LostTo, maxLine),
	}
}

func (c listCommand) answerList(campaigns []model.Summary, there []model.ListedBatch, remote bool, team session.TeamState, now time.Time) error {
	if len(campaigns) == 0 && !remote {
		return c.io.answer("There are no campaigns on this machine. Begin with `callsheet FILE`, or `callsheet send FILE`.")
	}
	rows := [][]string{{"CAMPAIGN", "STATE", "ANSWERED", "WHEN", "ID"}}
	apart := model.Distinctions(campaigns, now.Location())
	for i, s := range campaigns {
		state := stateWords(s, now)
		if apart[i] != "" {
			state += ", " + apart[i]
		}
		o := session.OutlineOf(s, now)
		if l, lost := team.LostTo(s.ID); lost {
			state = session.LostOutline(o, l, now).Words
		}
		rows = append(rows, []string{s.Draft.Name, state, answeredWords(o.Results), o.When, s.ID})
	}
	if err := c.io.table(rows); err != nil || !remote {
		return err
	}
	ours := byBatchID(campaigns)
	theirs := map[string]string{} // the campaigns of colleagues, by their batches' ids
	for _, head := range team.Theirs() {
		for _, b := range head.Batches {
			if b.ID != "" {
				theirs[b.ID] = model.CampaignWords(head.Name, head.Owner.Who())
			}
		}
	}
	rows = [][]string{{"BATCH AT DIALGEN", "STATUS", "DONE", "CAMPAIGN"}}
	for _, b := range there {
		name := cmp.Or(theirs[b.ID], "made elsewhere")
		if mine, ok := ours[b.ID]; ok {
			name = mine.Name
		}
		rows = append(rows, []string{b.ID, string(b.Status), figures.Count(b.Succeeded+b.Failed) + " of " + figures.Count(b.Total), name})
	}
	if err := c.io.answer(""); err != nil {
		return err
	}
	return c.io.table(rows)
}
