package cli

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"

	"github.com/spf13/cobra"

	"callsheet/api"
	"callsheet/config"
	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/model/store"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// doctorCommand is `callsheet doctor`. It is run when something is wrong, so that nothing it
// looks at is needed to look at the rest: neither settings, nor a home, nor a disk that takes
// anything, nor an account.
type doctorCommand struct{ command }

func (c doctorCommand) cobra() *cobra.Command {
	var document bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say what is well here, what is not, and what to do",
		Long: "Looks at the terminal, the locale, the settings with the source of each value, the key, the clock, the service,\n" +
			"the user and agent, the disk, what is stored here and who else works with it, and the team's ledger. Each line\n" +
			"that is not well says what to do. The key is never shown. Nobody is called and nothing is changed.\n" +
			"It ends with 1 when something stops sending, and says which.",
		Example: "  callsheet doctor\n  callsheet doctor --profile acme --json",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			x := &examination{command: c.command}
			x.all(cmd.Context())
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			if document {
				if err := c.io.answerJSON(x.document()); err != nil {
					return err
				}
			} else if err := x.print(); err != nil {
				return err
			}
			if x.stops() == nil {
				return nil
			}
			return exitError{code: exitFailed}
		},
	}
	cmd.Flags().BoolVar(&document, "json", false, "print what was found as one JSON document")
	return cmd
}

// health is how one thing is.
type health string

const (
	healthGood    health = "good"
	healthWarned  health = "warning" // it works, and there is something to put right
	healthBad     health = "bad"
	healthUnknown health = "unknown" // it could not be found out
	healthOpen    health = "open"    // not looked at, since something else comes first
)

// finding is how one thing is, and what to do about it.
type finding struct {
	Name  string `json:"name"`
	State health `json:"state"`
	Words string `json:"words"`
	Do    string `json:"do"`
	Stops bool   `json:"stops"` // nothing can be sent while it is so
}

// examination is all that was looked at.
type examination struct {
	command
	settings config.Settings
	wrong    error // with the settings
	hours    config.Hours
	key      config.Key
	findings []finding
}

func (x *examination) find(name string, state health, words, do string) *finding {
	x.findings = append(x.findings, finding{Name: name, State: state, Words: x.shown(words), Do: x.shown(do)})
	return &x.findings[len(x.findings)-1]
}

// stopped is find for what nothing can be sent with.
func (x *examination) stopped(name string, state health, words, do string) {
	x.find(name, state, words, do).Stops = true
}

// shown is a text without the key, which somebody may have written where it does not belong.
func (x *examination) shown(text string) string {
	return api.WithoutKey(api.WithoutKey(clean(text), string(x.settings.Key)), string(x.key))
}

// stops names what stops sending; nil = nothing does.
func (x *examination) stops() (names []string) {
	for _, f := range x.findings {
		if f.Stops {
			names = append(names, f.Name)
		}
	}
	return names
}

// all looks at everything, in an order in which what was found so far explains the rest.
func (x *examination) all(ctx context.Context) {
	x.settings, x.wrong = x.env.settings()
	x.terminal()
	x.locale()
	x.files()
	x.accessKey(ctx)
	x.proxy()
	x.account(ctx)
	x.disk()
	x.stored(ctx)
}

// accessKey finds the key, and says where it is from.
func (x *examination) accessKey(ctx context.Context) {
	found, err := x.settings.FindKey(ctx)
	x.key = found.Key
	x.env.known.is(string(found.Key))
	switch {
	case err != nil:
		x.stopped("key", healthBad, reason.Sentence(err), "")
	case found.Key == "":
		do := "Run `callsheet login`, or set " + config.EnvKey
		if !errors.Is(x.wrong, config.ErrNoHome) {
			do += ", or key_command in " + config.Path()
		}
		x.stopped("key", healthBad, "There is no key.", do+".")
	default:
		x.settings = found
		x.find("key", healthGood, "There is one, from "+found.Sources.Of("key").String()+". It is not shown.", "")
	}
	if x.settings.ReadOnly {
		x.find("profile", healthGood, "The profile "+x.settings.Profile+" can only look: nothing is sent with it.", "To send, choose another one by --profile.")
	}
}

// proxy says by whom the service is reached.
func (x *examination) proxy() {
	switch shown, err := api.Proxy(x.settings.BaseURL); {
	case api.CheckAddress(x.settings.BaseURL) != nil:
		// which is said of the service
	case err != nil:
		x.stopped("proxy", healthBad, reason.Sentence(err), "")
	case shown != "":
		x.find("proxy", healthGood, "The service is reached by "+shown+".", "")
	}
}

// itself is the part of an advice that sends its reader here.
var itself = regexp.MustCompile("[;:] `callsheet doctor` [^.]*")

// account asks the service about the account. Where the settings cannot be read it is not
// known for which service the key is, and it goes nowhere.
func (x *examination) account(ctx context.Context) {
	s := x.settings
	a := session.Account{Service: s.BaseURL, Key: string(x.key), User: s.User, Agent: s.Agent}
	known := x.wrong == nil || s.Sources.Of("base_url").Kind == config.FromEnvironment
	if !known {
		a.Key = ""
	}
	check := session.AccountCheck{Prober: accountProber{}, Now: time.Now}
	session.Inline(ctx, session.WallClock{}, check.Start(a, 0), check.Update)
	for _, f := range check.Findings() {
		words, do := itself.ReplaceAllString(f.Words, ""), itself.ReplaceAllString(f.Do, "")
		state := map[session.AccountState]health{
			session.AccountGood: healthGood, session.AccountWarned: healthWarned, session.AccountBad: healthBad, session.AccountUnknown: healthUnknown,
		}[f.State]
		if state == "" {
			state = healthOpen
		}
		name := f.Part.String()
		switch {
		case f.Part == session.AccountKey && x.key == "":
			continue // which was said
		case f.Part == session.AccountKey:
			name = "key accepted"
		}
		if f.Part == session.AccountClock && state == healthOpen {
			words = "It shows " + time.Now().UTC().Format("Mon 2 Jan 2006 15:04") + " UTC. " + words
		}
		if !known && f.Part > session.AccountClock {
			state, words, do = healthOpen, "Not asked: it is not known for which service the key is, since the settings have a mistake.", ""
		}
		// User and agent may be given with each campaign.
		stops := state == healthBad
		if f.Part == session.AccountService || f.Part == session.AccountKey {
			stops = state != healthGood && state != healthWarned
		}
		x.find(name, state, words, do).Stops = stops
	}
}

// stored looks at what is stored here, and who else works with it.
func (x *examination) stored(ctx context.Context) {
	if errors.Is(x.wrong, config.ErrNoHome) {
		x.stopped("store", healthOpen, "It is not known where it is.", "Set HOME first.")
		return
	}
	folder, err := config.LoadDataFolder(x.env.getenv)
	if err != nil {
		x.find("store", healthOpen, "It is not known where it is, since the settings have a mistake.", "")
		return
	}
	if !folder.Shared && !store.Used(folder.Path) {
		x.find("store", healthGood, "Nothing is stored in "+folder.Path+" yet.", "")
		if x.settings.Team.IsSet() {
			x.stopped("team", healthBad, reason.Sentence(team.ErrNotJoined), "")
		}
		return
	}
	kept, err := x.env.openStore(ctx, serviceOrigin(x.settings), time.Now)
	if err != nil {
		x.stopped("store", healthBad, reason.Sentence(err), "")
		return
	}
	defer kept.Close()
	all, err := kept.Campaigns.Summaries(ctx)
	whose := "."
	if folder.Shared {
		whose = ", which several logins share."
	}
	words := figures.Counted(len(all), "campaign") + " in " + folder.Path + whose
	if err != nil {
		x.find("store", healthWarned, words+" "+reason.Sentence(err), "")
	} else {
		x.find("store", healthGood, words, "")
	}
	x.unsettled(all)
	x.others(all)
	x.team(ctx, kept)
}

// unsettled names campaigns of which nobody knows whether something was sent.
func (x *examination) unsettled(all []model.Summary) {
	n := 0
	for _, s := range all {
		if session.TallyOf(s.Batches).Unknown > 0 {
			n++
		}
	}
	if n > 0 {
		x.find("outcomes", healthWarned, fmt.Sprintf("Of %s it is not known what became of all that was sent.", figures.Counted(n, "campaign")), "`callsheet resolve` finds out.")
	}
}

// others names who has campaigns open.
func (x *examination) others(all []model.Summary) {
	const named = 5
	var open []string
	for _, s := range all {
		if s.Holder != "" {
			open = append(open, quote(s.Draft.Name)+" by "+s.Holder)
		}
	}
	if len(open) == 0 {
		x.find("consoles", healthGood, "No other console has a campaign open.", "")
		return
	}
	if more := len(open) - named; more > 0 {
		open = append(open[:named], figures.Counted(more, "other"))
	}
	x.find("consoles", healthGood, "Open elsewhere: "+figures.Join(open)+".", "They can be looked at here meanwhile.")
}
