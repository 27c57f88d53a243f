package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// loginCommand is `callsheet login`.
type loginCommand struct{ command }

// loginFlags are what login is told.
type loginFlags struct {
	account   session.AccountSettings
	unchecked bool
	json      bool
}

func (c loginCommand) cobra() *cobra.Command {
	var f loginFlags
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Set an account up, and store its key in a file that only you can read",
		Long: "Asks for the key, the user and the agent of an account at Dialgen, asks Dialgen about each, and writes\n" +
			"them down: the key in a file that only you can read (mode 0600), all else in the settings file. The key\n" +
			"is typed or pasted unseen. A key on standard input is stored without asking, with what the flags say.\n\n" +
			"A key need not be stored: DIALGEN_API_KEY goes before it, and so does key_command in the settings, which\n" +
			"asks a password manager for it.",
		Example: "  callsheet login\n" +
			"  callsheet login --profile uk --region GB\n" +
			"  callsheet login --user user_1 --agent agent_renewals < <(pass show dialgen)",
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return c.login(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.account.User, "user", "", "the `ID` of your user at Dialgen")
	flags.StringVar(&f.account.Agent, "agent", "", "the `ID` of the agent that makes the calls")
	flags.StringVar(&f.account.Service, "service", "", "the service's `URL`, where it is another than Dialgen's own")
	flags.StringVar(&f.account.Region, "region", "", "default `COUNTRY` for numbers without a country code, such as GB")
	flags.StringVar(&f.account.Hours, "hours", "", "`HOURS` in which people may be rung: a preset of `callsheet hours`, or hours")
	flags.BoolVar(&f.unchecked, "unchecked", false, "write it down although Dialgen could not be asked or did not accept it")
	flags.BoolVar(&f.json, "json", false, "print what was found as one JSON document")
	return cmd
}

// loginReport is what login prints as JSON.
type loginReport struct {
	Profile string        `json:"profile"`
	Service string        `json:"service"`
	Stored  bool          `json:"stored"` // the key is in key_file
	KeyFile string        `json:"key_file"`
	Checks  []loginChecks `json:"checks"`
}

type loginChecks struct {
	Check string `json:"check"`
	State string `json:"state"`
	Words string `json:"words"`
	Do    string `json:"do"`
}

// login asks for an account, checks it and keeps it.
func (c loginCommand) login(ctx context.Context, f loginFlags) error {
	asks := isTerminal(c.io.in)
	if asks && !c.io.canAsk() {
		return usageError{model.UserError("What login asks would not be seen: its error output is redirected. Run it without, or give the key on standard input: pass show dialgen | `callsheet login`")}
	}
	settings, err := config.Load(c.env.profile, c.env.getenv)
	if err != nil && c.env.profile == "" { // a profile that is named need not be there yet
		return err
	}
	l := &loggingIn{command: c.command, ctx: ctx, asks: asks, account: f.account, check: &session.AccountCheck{Prober: accountProber{known: &c.env.known}}}
	l.account.Profile = settings.Profile
	for _, v := range []struct{ into, from *string }{{&l.account.Service, &settings.BaseURL}, {&l.account.User, &settings.User}, {&l.account.Agent, &settings.Agent}} {
		if *v.into == "" {
			*v.into = *v.from
		}
	}
	if err := l.mayBeKept(); err != nil {
		return err
	}
	if err := l.ask(); err != nil {
		return err
	}
	if !l.check.Ready() && !f.unchecked {
		if err := l.unready(); err != nil {
			return err
		}
	}
	return l.keep(settings, f)
}

// loggingIn is an account while it is asked for.
type loggingIn struct {
	command
	ctx     context.Context
	asks    bool
	account session.AccountSettings
	check   *session.AccountCheck
}

// mayBeKept finds out before anything is asked whether what was given by flags can be used.
func (l *loggingIn) mayBeKept() error {
	for _, given := range []struct {
		flag string
		into *string
		read func(string) (string, error)
	}{{"--region", &l.account.Region, l.region}, {"--hours", &l.account.Hours, l.hours}} {
		if *given.into == "" {
			continue
		}
		value, err := given.read(*given.into)
		if err != nil {
			return usageError{model.UserError(given.flag + ": " + reason.Sentence(err))}
		}
		*given.into = value
	}
	return nil
}

// ask asks for what is needed, with the service's word on each.
func (l *loggingIn) ask() error {
	if !l.asks {
		key, err := l.piped()
		if err != nil {
			return err
		}
		l.account.Key = key
		l.find()
		return nil
	}
	l.say("Account %q at %s. Enter alone keeps what stands in brackets; ctrl+c leaves everything as it was.", l.account.Profile, l.service())
	parts := []struct {
		part   session.AccountPart
		prompt string
		into   *string
	}{
		{session.AccountKey, "Key (it is not shown)", &l.account.Key}, {session.AccountUser, "User", &l.account.User}, {session.AccountAgent, "Agent", &l.account.Agent},
	}
	for _, p := range parts {
		if err := l.askPart(p.part, p.prompt, p.into); err != nil {
			return err
		}
	}
	if err := l.askWord("Country of numbers without a country code, such as GB", &l.account.Region, l.region); err != nil {
		return err
	}
	return l.askWord("Hours in which people may be rung, such as mon-fri 9-18; empty: the rules of their places", &l.account.Hours, l.hours)
}

// askWord asks for what the service does not know, until it can be used.
func (l *loggingIn) askWord(prompt string, into *string, read func(string) (string, error)) error {
	for range mostTries {
		text, err := l.typed(session.AccountService, prompt, *into)
		if err != nil || text == "" {
			return err
		}
		value, fault := read(text)
		if fault == nil {
			*into = value
			return nil
		}
		l.say("  %s", reason.Sentence(fault))
	}
	return nil // it can be given later
}

// region is a country as it is written down.
func (l *loggingIn) region(text string) (string, error) {
	region, ok := phone.ParseRegion(text)
	if !ok {
		return "", model.UserError(fmt.Sprintf("%q is no country. Give two letters such as GB.", printable.Text(text, 40)))
	}
	return string(region), nil
}

// hours are hours as they are written down.
func (l *loggingIn) hours(text string) (string, error) {
	rules, err := config.LoadHours("")
	if err == nil {
		_, err = rules.Rulebook.Choose(text)
	}
	return text, err
}

// mostTries is how often a part is asked for that is not accepted.
const mostTries = 3

// askPart asks for one part until the service accepts it, or it cannot be known.
func (l *loggingIn) askPart(part session.AccountPart, prompt string, into *string) error {
	for range mostTries {
		if agents := l.check.Agents(); part == session.AccountAgent && *into == "" && len(agents) > 0 {
			l.say("Agents that have called for this user: %s", strings.Join(agents[:min(len(agents), 5)], ", "))
		}
		typed, err := l.typed(part, prompt, *into)
		if err != nil {
			return err
		}
		if typed != "" {
			*into = typed
		}
		l.find()
		f := l.check.Finding(part)
		l.say("  %s", strings.TrimSpace(f.Words+" "+f.Do))
		if f.State != session.AccountBad && (f.State != session.AccountOpen || part == session.AccountAgent || *into != "") {
			return nil
		}
		if f.State == session.AccountBad {
			*into = ""
		}
	}
	return model.UserError("It was not accepted, and nothing was written down. Look the account up in Dialgen and start `callsheet login` again.")
}

// typed is what is typed for a part.
func (l *loggingIn) typed(part session.AccountPart, prompt, now string) (string, error) {
	if now != "" && part != session.AccountKey {
		prompt += " [" + printable.Text(now, 60) + "]"
	}
	if part == session.AccountKey {
		key, err := l.io.readUnseen(l.ctx, clean(prompt)+": ")
		l.say("")
		return session.CleanKey(key), err
	}
	fmt.Fprint(l.io.err, fit(l.io.err, prompt+":")+" ")
	text, err := l.io.readLine(l.ctx)
	return printable.Text(text, 256), err
}

// find asks the service about the account as it is now.
func (l *loggingIn) find() {
	session.Inline(l.ctx, session.WallClock{}, l.check.Start(l.account.Account, 0), l.check.Update)
}

func (l *loggingIn) service() string {
	if l.account.Service == "" {
		return model.PublicService
	}
	return l.account.Service
}

func (l *loggingIn) say(format string, args ...any) { l.io.say(format, args...) }

// piped is the key on standard input.
func (l *loggingIn) piped() (string, error) {
	text, long, err := l.io.readAll(l.ctx)
	key := session.CleanKey(text)
	switch {
	case err != nil:
		return "", err
	case long:
		return "", usageError{model.UserError("What came on standard input is too long to be a key. Give the key alone.")}
	case key == "":
		return "", usageError{model.UserError("There is no terminal to ask in, and no key on standard input. Run `callsheet login` in a terminal, or give it the key: pass show dialgen | `callsheet login`")}
	}
	return key, nil
}

// unready says what does not work; where somebody is there, they decide. The agent may be
// given with each campaign.
func (l *loggingIn) unready() error {
	for _, f := range l.check.Findings() {
		works := f.State == session.AccountGood || f.State == session.AccountWarned || f.Part == session.AccountClock
		if works || f.Part == session.AccountAgent && f.State == session.AccountOpen && l.account.Agent == "" {
			continue
		}
		why := strings.TrimSpace(f.Words + " " + f.Do)
		if l.asks && f.State != session.AccountBad {
			if !l.sure("Write it down all the same?") {
				return model.UserError("Nothing was written down.")
			}
			return nil
		}
		return model.UserError(why + " Nothing was written down; --unchecked does so all the same.")
	}
	return nil
}

// sure asks a question that is answered with yes or no.
func (l *loggingIn) sure(question string) bool {
	fmt.Fprint(l.io.err, fit(l.io.err, question+" yes or no:")+" ")
	text, err := l.io.readLine(l.ctx)
	return err == nil && (strings.EqualFold(text, "yes") || strings.EqualFold(text, "y"))
}

// keep writes the account down, and says where.
func (l *loggingIn) keep(settings config.Settings, f loginFlags) error {
	store := true
	if l.asks {
		store = l.sure(fmt.Sprintf("Store the key in %s, which only you can read (mode 0600)?", config.KeysPath()))
	}
	if err := (accountKeeper{l.env}).Keep(l.account, session.AccountSettings{}, store); err != nil {
		return err
	}
	if !store {
		l.say("The key was not stored. Start with %s set, or write key_command = [\"pass\", \"show\", \"dialgen\"] below [profiles.%s] in %s.", config.EnvKey, l.account.Profile, config.Path())
	}
	switch {
	case settings.Key != "":
		l.say("%s is set and goes before the stored key. To use the stored one: unset %s", config.EnvKey, config.EnvKey)
	case len(settings.KeyCommand) > 0:
		l.say("key_command in %s goes before the stored key.", config.Path())
	}
	if f.json {
		report := loginReport{Profile: l.account.Profile, Service: l.service(), Stored: store, KeyFile: config.KeysPath()}
		for _, found := range l.check.Findings() {
			report.Checks = append(report.Checks, loginChecks{found.Part.String(), found.State.String(), found.Words, found.Do})
		}
		return l.io.answerJSON(report)
	}
	if clock := l.check.Finding(session.AccountClock); clock.State == session.AccountWarned {
		l.say("%s %s", clock.Words, clock.Do)
	}
	if !store {
		return l.io.answer("%s", fit(l.io.out, fmt.Sprintf("The account %q is set up in %s, without its key.", l.account.Profile, config.Path())))
	}
	return l.io.answer("%s", fit(l.io.out, fmt.Sprintf("The account %q is set up in %s. `callsheet` starts with it, and `callsheet logout` forgets its key.", l.account.Profile, config.Path())))
}
