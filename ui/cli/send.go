package cli

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store"
)

func (c sendCommand) cobra() *cobra.Command {
	f := sendFlags{options: map[model.OptionKey]*string{}}
	cmd := &cobra.Command{
		Use:   "send FILE",
		Short: "Read a list and send it as a campaign, once",
		Long: "Reads a list and sends it to Dialgen, which calls everybody in it. It is written down before\n" +
			"anything leaves, and nothing is ever sent twice by itself: numbers called within 24 hours, those in\n" +
			"a campaign that has not ended, and those whose outcome is not known, are left out. So are those who\n" +
			"could be rung outside their hours, by the last retry too, or whose time zone is not known: see\n" +
			"`callsheet hours`.\n\n" +
			"With --yes, and once the question is answered, it is sent at once: only the console waits a while\n" +
			"in which a campaign can be taken back.\n\n" +
			"Exit codes: 0 everything was accepted; 1 nothing was sent, or something was refused; 2 wrong usage;\n" +
			"3 rows need a person; 4 it is not known whether something was sent: see `callsheet resolve`;\n" +
			"130 stopped, with nothing on its way.",
		Example: "  callsheet send leads.xlsx --dry-run\n" +
			"  callsheet send leads.xlsx --skip-invalid --start 'tomorrow 9:00' --timezone Europe/London\n" +
			"  callsheet send leads.csv --yes --json\n" +
			"  callsheet send leads.csv --yes --canary 50\n" +
			"  callsheet send --continue 'Spring renewals' --release\n" +
			"  callsheet send --continue 'Spring renewals' --replan",
		Args: f.checkArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.resume != "" {
				return c.continueCampaign(cmd.Context(), f)
			}
			return c.send(cmd.Context(), args[0], f)
		},
	}
	f.register(cmd)
	return cmd
}

// send reads a list, plans it and sends it. Whatever can be wrong with the
// command itself is said before the file is read.
func (c sendCommand) send(ctx context.Context, path string, f sendFlags) error {
	settings, err := c.env.settings()
	if err != nil {
		return err
	}
	rules, err := config.LoadHours(c.env.profile)
	if err != nil {
		return errNothingSent(exitFailed, err.Error())
	}
	values := f.values(settings, model.CampaignName(filepath.Base(path)))
	now := time.Now().In(ownClock(settings))
	if err := f.check(values, now); err != nil {
		return err
	}
	if err := f.hoursValues(values, rules); err != nil {
		return err
	}
	for _, o := range optionFlags {
		if note := model.WebhookNote(values[o.key]); note != "" && slices.Contains(model.WebhookKeys[:], o.key) {
			c.io.say("--%s: %s", o.name, note)
		}
	}
	a, err := c.sendAccount(ctx, f)
	if err != nil {
		return err
	}
	defer a.close()
	list, err := listReader(c).importList(ctx, path, f.importFlags, a.session())
	if err != nil {
		return err
	}
	c.sayReading(list)
	options, err := c.whenOf(f, list.List, values, now)
	if err != nil {
		return err
	}
	decided := model.Overrule{Again: f.again, Move: f.move, SkipAnswered: f.answered, Agent: options.Agent}
	d, err := a.draft(ctx, list, values, options, decided, c.env.operator())
	if err != nil {
		return err
	}
	d.unsaid = unsaid(list)
	err = d.objection(f.skipInvalid, time.Now())
	if err == nil {
		err = d.preflight(values, rules.Rulebook, time.Now())
	}
	report := d.report(time.Now())
	if err != nil {
		return errors.Join(c.answerSent(f, report), err)
	}
	for _, line := range d.knownWords(time.Now()) {
		c.io.say("%s", line)
	}
	if f.dryRun {
		return errors.Join(c.printRequests(d, report, f.json), d.outsideOutcome(time.Now()))
	}
	if err := c.confirmSending(ctx, a, d, report.Skipped, f.yes); err != nil {
		return err
	}
	if start := options.Start; !start.IsZero() && !start.After(time.Now()) {
		return errNothingSent(exitFailed, "The start time has passed by now. Give a later one.")
	}
	if err := d.again(time.Now()); err != nil {
		return err
	}
	if err := a.prepare(ctx, d); err != nil {
		return err
	}
	report.Campaign = d.campaign.ID
	if err := c.sendBatches(ctx, a, d.campaign, report, f); err != nil {
		return err
	}
	return d.outsideOutcome(time.Now())
}

// sayReading says how a list was read where that could be otherwise: in which country, in
// which letters, and who of it said no.
func (c sendCommand) sayReading(l importedList) {
	if l.Country.Numbers > 0 || l.List.Assumed() > 0 || l.List.ProblemCount(model.Problem(phone.NoCountry)) > 0 {
		c.io.say("%s", describeCountry(l))
	}
	if words := describeLetters(l); words != "" {
		c.io.say("%s", words)
	}
	for _, line := range describeOptOuts(l.List) {
		c.io.say("%s", line)
	}
}

// sendAccount opens what sending needs. A dry run needs no key, and takes only
// a look at this machine's memory, if there is one.
func (c sendCommand) sendAccount(ctx context.Context, f sendFlags) (account, error) {
	if f.dryRun {
		return c.env.offlineAccount(ctx)
	}
	if err := c.io.mayAsk(f.yes, "Sending"); err != nil {
		return account{}, err
	}
	a, err := c.env.acting(ctx)
	if _, full := errors.AsType[*store.WriteError](err); full {
		err = unkept(err)
	}
	return a, err
}

// errDry is why nothing can leave from a dry run.
const errDry = model.UserError("A dry run sends nothing.")

func (e *environment) offlineAccount(ctx context.Context) (account, error) {
	settings, err := e.settings()
	if err != nil {
		return account{}, err
	}
	a := account{settings: settings, service: service{address: settings.BaseURL, who: addressed(settings), missing: errDry}}
	if _, err := a.service.Identify(ctx); ctx.Err() != nil {
		return a, err
	}
	if store.Used(settings.Data.Path) {
		kept, err := store.Open(ctx, settings.Data.Path, store.Options{Who: e.holder(), Service: a.service.who.String(), Shared: settings.Data.Shared})
		if err != nil {
			return a, err
		}
		a.store = e.share(ctx, settings, kept, a.service.who.String(), time.Now)
	}
	return a, nil
}
