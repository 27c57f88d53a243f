package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store"
)

// sendFlags are what send is told besides its file.
type sendFlags struct {
	importFlags
	options     map[model.OptionKey]*string // as typed; "" = not given
	tags        []string
	resume      string // campaign whose batches that wait are sent
	wait        time.Duration
	skipInvalid bool
	again       bool
	move        bool
	answered    bool // who answered in an earlier campaign is left out
	dryRun      bool
	yes         bool
	json        bool
}

// optionFlags are the campaign's options as flags, in the order errors name them.
var optionFlags = []struct {
	key         model.OptionKey
	name, usage string
}{
	{model.OptAgent, "agent", "`ID` of the Dialgen agent that calls"},
	{model.OptUser, "user", "`ID` of the user who owns the agent"},
	{model.OptName, "name", "what you call the campaign; the file's name when left out"},
	{model.OptPriority, "priority", "`1..10`, higher goes first (default 5)"},
	{model.OptStart, "start", "`WHEN` the first calls are made, such as '2026-12-01 09:00' (default now)"},
	{model.OptTimeZone, "timezone", "`ZONE` of --start, such as Europe/London (default that of this machine)"},
	{model.OptRate, "rate", "calls a second, `1..30` (default 10)"},
	{model.OptAttempts, "attempts", "calls to each contact at most, `1..5` (default 3)"},
	{model.OptNoAnswerDelay, "no-answer-delay", "`TIME` until the next call when nobody answered (default 1h)"},
	{model.OptBusyDelay, "busy-delay", "`TIME` until the next call when it was busy (default 5m)"},
	{model.OptOnCallComplete, "on-call-complete", "`URL` that is told of every call"},
	{model.OptOnBatchComplete, "on-batch-complete", "`URL` that is told when everybody was called"},
	{model.OptOnBatchFailed, "on-batch-failed", "`URL` that is told when the batch fails"},
}

// sendCommand is `callsheet send`.
type sendCommand struct{ command }

func (c sendCommand) cobra() *cobra.Command {
	f := sendFlags{options: map[model.OptionKey]*string{}}
	cmd := &cobra.Command{
		Use:   "send FILE",
		Short: "Read a list and send it as a campaign, once",
		Long: "Reads a list and sends it to Dialgen, which calls everybody in it. It is written down before\n" +
			"anything leaves, and nothing is ever sent twice by itself: numbers called within 24 hours, those in\n" +
			"a campaign that has not ended, and those whose outcome is not known, are left out.\n\n" +
			"Exit codes: 0 everything was accepted; 1 nothing was sent, or something was refused; 2 wrong usage;\n" +
			"3 rows need a person; 4 it is not known whether something was sent: see `callsheet resolve`;\n" +
			"130 stopped, with nothing on its way.",
		Example: "  callsheet send leads.xlsx --dry-run\n" +
			"  callsheet send leads.xlsx --skip-invalid --start 'tomorrow 9:00' --timezone Europe/London\n" +
			"  callsheet send leads.csv --yes --json\n" +
			"  callsheet send --continue 'Spring renewals'",
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

func (f *sendFlags) register(cmd *cobra.Command) {
	f.importFlags.register(cmd)
	flags := cmd.Flags()
	for _, o := range optionFlags {
		f.options[o.key] = flags.String(o.name, "", o.usage)
	}
	flags.StringArrayVar(&f.tags, "tag", nil, "`WORD` to find the batch by; may be given several times")
	flags.StringVar(&f.resume, "continue", "", "send what waits of a `CAMPAIGN` that was stopped or refused, by its id or name")
	flags.DurationVar(&f.wait, "wait", lookTime, "how long to look for a batch whose answer was lost")
	flags.BoolVar(&f.skipInvalid, "skip-invalid", false, "send the rows that are ready, and leave out those to fix")
	flags.BoolVar(&f.again, "again", false, "call those again who were called within 24 hours; never those whose outcome is not known")
	flags.BoolVar(&f.move, "move", false, "take numbers from campaigns of this agent that have not ended; those call them no more")
	flags.BoolVar(&f.answered, "skip-answered", false, "leave out who answered in an earlier campaign")
	flags.BoolVar(&f.dryRun, "dry-run", false, "print exactly what would be sent, and send nothing")
	flags.BoolVar(&f.yes, "yes", false, "send without asking")
	flags.BoolVar(&f.json, "json", false, "print the outcome as one JSON document")
}

// checkArgs wants a file, or a campaign to go on with and nothing else: what was
// confirmed is not changed any more.
func (f *sendFlags) checkArgs(cmd *cobra.Command, args []string) error {
	if f.wait < 0 {
		return usageError{model.UserError("--wait is a length of time such as 10s.")}
	}
	if !cmd.Flags().Changed("continue") {
		return usage(cobra.ExactArgs(1))(cmd, args)
	}
	if len(args) > 0 || f.resume == "" {
		return usageError{model.UserError("--continue goes on with a campaign of this machine and takes no file. Give the campaign's id or name.")}
	}
	names := []string{"region", "sheet", "header-row", "encoding", "delimiter", "map", "tag", "skip-invalid", "again", "move", "skip-answered", "dry-run"}
	for _, o := range optionFlags {
		names = append(names, o.name)
	}
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			return usageError{model.UserError(fmt.Sprintf("--%s cannot be given with --continue: what was confirmed is sent as it is.", name))}
		}
	}
	return nil
}

// values are the options as the form of the console would hold them: the
// defaults, then the settings, then the flags.
func (f sendFlags) values(settings config.Settings, name string) model.OptionValues {
	values := model.DefaultOptionValues()
	values[model.OptAgent], values[model.OptUser] = settings.Agent, settings.User
	values[model.OptTimeZone], values[model.OptName] = localZone(), name
	values[model.OptTags] = strings.Join(f.tags, ",")
	for key, value := range f.options {
		if *value != "" {
			values[key] = *value
		}
	}
	return values
}

// parse reads the options; what is wrong with them is said by flag.
func (f sendFlags) parse(values model.OptionValues, now time.Time) (model.Options, error) {
	options, wrong := model.ParseOptions(values, now)
	var lines []string
	for _, o := range optionFlags {
		if text, bad := wrong[o.key]; bad {
			lines = append(lines, "--"+o.name+": "+text+origins[o.key])
		}
	}
	if text, bad := wrong[model.OptTags]; bad {
		lines = append(lines, "--tag: "+text)
	}
	if len(lines) > 0 {
		return model.Options{}, usageError{model.UserError(strings.Join(lines, "\n"))}
	}
	return options, nil
}

// origins are where an option that has no default can come from besides its flag.
var origins = map[model.OptionKey]string{
	model.OptAgent: " Or set " + config.EnvAgent + ".",
	model.OptUser:  " Or set " + config.EnvUser + ".",
}

// errNothingSent ends a send that stopped before anything was to leave.
func errNothingSent(code int, why string) error {
	return exitError{code, model.UserError("Nothing was sent. " + why)}
}

// send reads a list, plans it and sends it. Whatever can be wrong with the
// command itself is said before the file is read.
func (c sendCommand) send(ctx context.Context, path string, f sendFlags) error {
	settings, err := c.env.settings()
	if err != nil {
		return err
	}
	values := f.values(settings, model.CampaignName(filepath.Base(path)))
	options, err := f.parse(values, time.Now())
	if err != nil {
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
	if list.Country.Numbers > 0 || list.List.Assumed() > 0 || list.List.ProblemCount(model.Problem(phone.NoCountry)) > 0 {
		c.io.say("%s", describeCountry(list))
	}
	if words := describeLetters(list); words != "" {
		c.io.say("%s", words)
	}
	for _, line := range describeOptOuts(list.List) {
		c.io.say("%s", line)
	}
	decided := model.Overrule{Again: f.again, Move: f.move, SkipAnswered: f.answered, Agent: options.Agent}
	d, err := a.draft(ctx, list, values, options, decided, c.env.operator())
	if err != nil {
		return err
	}
	report := d.report()
	d.unsaid = unsaid(list)
	if err := d.objection(f.skipInvalid, time.Now()); err != nil {
		return errors.Join(c.answerSent(f, report), err)
	}
	for _, line := range d.knownWords(time.Now()) {
		c.io.say("%s", line)
	}
	if f.dryRun {
		return c.printRequests(d, report, f.json)
	}
	if err := c.confirmSending(ctx, a, d, f.yes); err != nil {
		return err
	}
	if start := options.Start; !start.IsZero() && !start.After(time.Now()) {
		return errNothingSent(exitFailed, "The start time has passed by now. Give a later one.")
	}
	if err := a.prepare(ctx, d); err != nil {
		return err
	}
	report.Campaign = d.campaign.ID
	return c.sendBatches(ctx, a, d.campaign, report, f)
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
	a, err := c.env.online(ctx)
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
	if store.Used(config.DataDir()) {
		a.store, err = store.Open(ctx, config.DataDir(), store.Options{Who: e.holder(), Service: a.service.who.String()})
		return a, err
	}
	return a, nil
}
