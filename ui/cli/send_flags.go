package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
)

// sendFlags are what send is told besides its file.
type sendFlags struct {
	importFlags
	release     bool                        // what of a campaign waits for its canary is sent
	options     map[model.OptionKey]*string // as typed; "" = not given
	tags        []string
	resume      string // campaign whose batches that wait are sent
	replan      bool   // those of it whose waves were missed get new ones
	wait        time.Duration
	skipInvalid bool
	again       bool
	move        bool
	waves       bool // the campaign is cut into waves
	outside     bool // who could be rung outside their hours is called, too
	answered    bool // who answered in an earlier campaign is left out
	dryRun      bool
	yes         bool
	json        bool

	resumed *resumedReport // who of a paused campaign goes on; nil = it was not paused
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
	{model.OptStart, "start", "`WHEN` the first calls are made, such as 'tomorrow 9am', 'mon 9:00 new york' or 'in 2h' (default now)"},
	{model.OptTimeZone, "timezone", "`ZONE` of --start, such as Europe/London or 'new york' (default that of most contacts)"},
	{model.OptRate, "rate", "calls a second, `1..30` (default 10)"},
	{model.OptAttempts, "attempts", "calls to each contact at most, `1..5` (default 3)"},
	{model.OptNoAnswerDelay, "no-answer-delay", "`TIME` until the next call when nobody answered (default 1h)"},
	{model.OptBusyDelay, "busy-delay", "`TIME` until the next call when it was busy (default 5m)"},
	{model.OptOnCallComplete, "on-call-complete", "`URL` that is told of every call"},
	{model.OptOnBatchComplete, "on-batch-complete", "`URL` that is told when everybody was called"},
	{model.OptOnBatchFailed, "on-batch-failed", "`URL` that is told when the batch fails"},
	{model.OptCanary, "canary", "call `N` or N% first, drawn over all zones; the rest waits for their outcome"},
	{model.OptCanaryLimits, "canary-limits", "`LIMITS` within which the rest goes by itself while somebody watches, such as 'answered 50, failed 30, opted-out 2' (default 70, 20, 2); 'ask me' leaves it to you"},
	{model.OptHours, "hours", "`RULE` of when people may be rung: one of `callsheet hours`, or such as 'mon-fri 9-18' (default those of the places where they are)"},
	{model.OptHoursBasis, "basis", "`WHY` they may be rung at wider hours"},
}

// sendCommand is `callsheet send`.
type sendCommand struct{ command }

func (f *sendFlags) register(cmd *cobra.Command) {
	f.importFlags.register(cmd)
	flags := cmd.Flags()
	for _, o := range optionFlags {
		f.options[o.key] = flags.String(o.name, "", o.usage)
	}
	flags.StringArrayVar(&f.tags, "tag", nil, "`WORD` to find the batch by; may be given several times")
	flags.StringVar(&f.resume, "continue", "", "send what waits of a `CAMPAIGN` that was stopped or refused, by its id or name")
	flags.BoolVar(&f.replan, "replan", false, "with --continue: call those whose waves were missed in new waves, in their next hours")
	flags.DurationVar(&f.wait, "wait", lookTime, "how long to look for a batch whose answer was lost")
	flags.BoolVar(&f.skipInvalid, "skip-invalid", false, "send the rows that are ready, and leave out those to fix")
	flags.BoolVar(&f.again, "again", false, "call those again who were called within 24 hours; never those whose outcome is not known")
	flags.BoolVar(&f.move, "move", false, "take numbers from campaigns of this agent that have not ended; those call them no more")
	flags.BoolVar(&f.answered, "skip-answered", false, "leave out who answered in an earlier campaign")
	flags.BoolVar(&f.outside, "allow-outside-hours", false, "call those, too, who could be rung outside their hours or whose time zone is not known; needs --basis")
	flags.BoolVar(&f.waves, "waves", false, "call each group of time zones in its own hours, in batches of their own; see who and when with --dry-run")
	flags.BoolVar(&f.release, "release", false, "with --continue: send the rest after a canary now")
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
		if f.replan {
			return usageError{model.UserError("--replan goes with --continue and a campaign whose waves were missed.")}
		}
		if f.release {
			return usageError{model.UserError("--release goes with --continue: it sends what of a campaign waits for its canary.")}
		}
		if *f.options[model.OptCanaryLimits] != "" && *f.options[model.OptCanary] == "" {
			return usageError{model.UserError("--canary-limits goes with --canary.")}
		}
		return usage(cobra.ExactArgs(1))(cmd, args)
	}
	if len(args) > 0 || f.resume == "" {
		return usageError{model.UserError("--continue goes on with a campaign of this machine and takes no file. Give the campaign's id or name.")}
	}
	names := []string{"region", "sheet", "header-row", "encoding", "delimiter", "map", "tag", "skip-invalid", "again", "move", "skip-answered", "waves", "dry-run"}
	for _, o := range optionFlags {
		if o.key != model.OptHoursBasis {
			names = append(names, o.name)
		}
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
	values[model.OptName] = name
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

// lookTime is how long send looks for a batch whose answer was lost.
const lookTime = 10 * time.Second
