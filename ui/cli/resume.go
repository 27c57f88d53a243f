package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"callsheet/api"
	"callsheet/config"
	"callsheet/model"
	"callsheet/model/pacing"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// resumeCommand is `callsheet resume`.
type resumeCommand struct{ command }

// resumeFlags are what resume is told.
type resumeFlags struct {
	retries, yes, json bool
	wait, calm         time.Duration
}

func (c resumeCommand) cobra() *cobra.Command {
	var f resumeFlags
	cmd := &cobra.Command{
		Use:   "resume CAMPAIGN",
		Short: "Go on with a campaign that was paused, with those nobody called",
		Long: "Goes on with a campaign, by its id or name, that was paused, or of which batches were cancelled:\n" +
			"whoever nobody called goes into a new batch, once it is known for certain whom each batch called.\n" +
			"Hours, waves, caps, the do-not-call list and other campaigns count as they are now; who may not be\n" +
			"called stays here and is counted. Who was missed and has tries left is tried again with --retries.\n\n" +
			"Exit codes: 0 everything was accepted, or nobody is left; 1 nothing was sent, or something was\n" +
			"refused; 3 nobody can be called now, and people are held; 4 it is not known whether something was\n" +
			"sent: see `callsheet resolve`.",
		Example: "  callsheet resume 'Spring renewals'\n  callsheet resume 'Spring renewals' --retries --yes --json",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.resume(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().BoolVar(&f.retries, "retries", false, "try those again who were missed and have tries left")
	cmd.Flags().DurationVar(&f.wait, "wait", settleTime, "how long to wait for the calls that are in progress")
	cmd.Flags().DurationVar(&f.calm, "calm", session.Calm, "how far apart two looks are that must agree about who was called")
	cmd.Flags().BoolVar(&f.yes, "yes", false, "go on without asking")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the outcome as one JSON document")
	return cmd
}

// resumedReport is who goes on, for machines.
type resumedReport struct {
	Contacts int          `json:"contacts"` // in new batches
	Owed     int          `json:"owed"`     // who were missed and have tries left
	Retried  bool         `json:"retried"`  // they are among the contacts
	Waiting  int          `json:"waiting"`  // contacts of batches that were not sent before
	Held     []heldReport `json:"held"`     // who stay where they are
}

type heldReport struct {
	Contacts int    `json:"contacts"`
	Why      string `json:"why"`
}

func (c resumeCommand) resume(ctx context.Context, wanted string, f resumeFlags) error {
	if f.wait < 0 || f.calm < 0 {
		return usageError{model.UserError("--wait and --calm are lengths of time such as 10s.")}
	}
	if err := c.io.mayAsk(f.yes, "Going on"); err != nil {
		return err
	}
	id, report, err := c.writeDown(ctx, wanted, f)
	if err != nil {
		return err
	}
	if report.Contacts+report.Waiting == 0 {
		words := "Nobody is left to be called."
		code := error(nil)
		if len(report.Held) > 0 {
			words, code = "Nobody can be called now.", exitError{code: exitToFix}
		}
		answer := sendReport{Campaign: id, Batches: []batchReport{}, Resumed: report}
		if f.json {
			return errors.Join(c.io.answerJSON(answer), code)
		}
		return errors.Join(c.io.answer("%s", words), code)
	}
	sent := sendFlags{options: map[model.OptionKey]*string{}, resume: id, wait: lookTime, yes: true, json: f.json, resumed: report}
	for _, o := range optionFlags {
		sent.options[o.key] = new(string)
	}
	return sendCommand(c).continueCampaign(ctx, sent)
}

// writeDown has it written down who goes on, once that was confirmed. Nothing is sent by it.
func (c resumeCommand) writeDown(ctx context.Context, wanted string, f resumeFlags) (id string, _ *resumedReport, _ error) {
	a, err := c.env.acting(ctx)
	if err != nil {
		return "", nil, err
	}
	defer a.close()
	kept, err := a.resume(ctx, wanted)
	if err != nil {
		return "", nil, err
	}
	campaign, err := restoreCampaign(ctx, kept)
	if err != nil {
		return "", nil, err
	}
	rules, err := config.LoadHours(c.env.profile)
	if err != nil {
		return "", nil, errNothingSent(exitFailed, err.Error())
	}
	profileHours(campaign, rules)
	if session.MayResume(campaign, a.service.who.String()) == session.NotPaused {
		c.io.say(session.NotPaused)
		return campaign.ID, &resumedReport{Held: []heldReport{}}, nil
	}
	if t := session.TallyOf(campaign.Batches); t.Unknown+t.Sending > 0 {
		return "", nil, errNothingSent(exitUnknown, fmt.Sprintf("It is not known whether Dialgen took %s of %s. Run `callsheet resolve` first.", people(t.Unknown+t.Sending), quote(kept.Draft.Name)))
	}
	resuming := session.Resuming{Pausing: a.pausing(), Guards: a.store.Guards, Earlier: a.store.Campaigns, Rulebook: rules.Rulebook, Clock: wallClock{}, Calm: f.calm, Refused: true}
	made, err := c.wait(ctx, resuming, campaign, f)
	if err != nil {
		return "", nil, err
	}
	for _, line := range made.Words(time.Now()) {
		c.io.say("%s", line)
	}
	if !f.yes && made.Contacts+made.Waiting > 0 {
		if err := sendCommand(c).askNumber(ctx, a, made.Contacts+made.Waiting); err != nil {
			return "", nil, err
		}
	}
	done := resuming.Resume(campaign, f.retries, made.Contacts)[0].Do(ctx).(session.Resumed)
	if done.Err != nil {
		return "", nil, done.Err
	}
	return campaign.ID, reportResumed(done.Resumption), nil
}

// wait finds out who goes on, once it is known for certain who was called.
func (c resumeCommand) wait(ctx context.Context, resuming session.Resuming, campaign *model.Campaign, f resumeFlags) (session.ResumeMade, error) {
	said := ""
	for until := time.Now().Add(f.wait); ; {
		made := resuming.Make(campaign, f.retries)[0].Do(ctx).(session.ResumeMade)
		_, notYet := errors.AsType[*session.NotYetError](made.Err)
		failed, asked := errors.AsType[*api.Error](made.Err)
		pause := max(settlePause, pacing.Asked(made.Err))
		if made.Err == nil || !notYet && (!asked || isRefusal(failed)) || ctx.Err() != nil || !time.Now().Add(pause).Before(until) {
			return made, made.Err
		}
		if words := reason.Sentence(made.Err); words != said {
			said = words
			c.io.say("%s", words)
		}
		wallClock{}.Sleep(ctx, pause)
	}
}

func reportResumed(m session.Resumption) *resumedReport {
	r := &resumedReport{Contacts: m.Contacts, Owed: m.Owed, Retried: m.TakeOwed, Waiting: m.Waiting, Held: []heldReport{}}
	for _, h := range m.Held {
		r.Held = append(r.Held, heldReport{h.Contacts, h.Why})
	}
	return r
}
