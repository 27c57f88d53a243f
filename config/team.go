package config

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"callsheet/model"
	"callsheet/model/printable"
)

// The environment variables of a team's ledger.
const (
	EnvTeamURL    = "CALLSHEET_TEAM_URL"
	EnvTeamSecret = "CALLSHEET_TEAM_SECRET"

	// EnvPassword is the variable in which PostgreSQL's own programs look for a password.
	EnvPassword = "PGPASSWORD"
)

// Names of the settings of a team, as sources have them.
const (
	TeamURLName     = "team.url"
	TeamCommandName = "team." + keyCommandKey
	TeamSecretName  = "team.secret"
)

const (
	teamTable      = "team"
	teamURLKey     = "url"
	teamURLExample = `url = "postgres://callsheet@db.example/callsheet"`
)

// Team is where the ledger is that a team has in common.
type Team struct {
	URL        string   // of its PostgreSQL database, without a password; "" = this login works alone
	KeyCommand []string // a command that prints the database's password; nil = there is none

	Secret Key // the join code that the environment gives; FindSecret finds it wherever it is

	own  string // the url that the file names
	line int    // of key_command, in the settings file
}

// IsSet reports whether there is a team.
func (t Team) IsSet() bool { return t.URL != "" }

// At is the team at another url, which the operator names and which is to be written down.
func (t Team) At(url string) Team {
	t.URL, t.own = url, url
	return t
}

// Database names the team's database for people, without user and password: "db.example:5432/callsheet".
func (t Team) Database() string {
	d, _ := readTeamURL(t.URL)
	return d.name
}

// database is what a url says of the database it leads to.
type database struct {
	name string // for people
	key  string // who connects to what: a password is for one of these
}

const (
	escapedWords   = "Write it like " + teamURLExample + "."
	passwordBelong = "the url of the team's database has a password in it, and settings are often copied, shown and listed by ps. Take it out, change it, since it was written down, and keep it in ~/.pgpass (mode 0600), in PGPASSWORD, or in a store of passwords: key_command = [\"pass\", \"show\", \"callsheet-db\"] below [team]. " + escapedWords
)

var (
	teamHost = regexp.MustCompile(`^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)?(:[0-9]{1,5})?$`)
	teamUser = regexp.MustCompile(`^[A-Za-z0-9._~%!$&'*+-]*$`)
)

// readTeamURL reads the url of a team's database, and says what is wrong with it; "" = nothing
// is. What is said repeats nothing of the url, in which a password may be.
func readTeamURL(text string) (d database, wrong string) {
	const bad = "the url of the team's database cannot be read. " + escapedWords
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok || scheme != "postgres" && scheme != "postgresql" {
		return d, "the url of the team's database does not begin with postgres://. " + escapedWords
	}
	authority, tail := rest, ""
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		authority, tail = rest[:i], rest[i:]
	}
	user, hosts := "", authority
	if i := strings.LastIndex(authority, "@"); i >= 0 {
		user, hosts = authority[:i], authority[i+1:]
	}
	path, query, _ := strings.Cut(tail, "?")
	params, err := url.ParseQuery(query)
	switch {
	// An @ behind the first slash is of a password with a slash in it.
	case strings.Contains(user, ":"), strings.Contains(tail, "@"), params.Has("password"), params.Has("sslpassword"):
		return d, passwordBelong
	case err != nil, strings.ContainsAny(text, "# \t\r\n"), printable.Text(text, len(text)) != text, !teamUser.MatchString(user), len(text) > maxArgBytes:
		return d, bad
	}
	name, err := url.PathUnescape(strings.TrimPrefix(path, "/"))
	if name == "" {
		name = params.Get("dbname")
	}
	if err != nil || name == "" || strings.Contains(name, "/") {
		return d, "the url of the team's database names no database. " + escapedWords
	}
	var at []string
	for host := range strings.SplitSeq(hosts, ",") {
		if !teamHost.MatchString(host) {
			return d, bad
		}
		at = append(at, placed(host, params.Get("host"), params.Get("port")))
	}
	where := strings.Join(at, ",")
	return database{printable.Text(where+"/"+name, 200), user + "@" + where + "/" + name}, ""
}

// placed is a host with its port, or a socket's folder, which has none.
func placed(host, otherwise, port string) string {
	const usual = "5432"
	name, own := host, ""
	if i := strings.LastIndex(host, ":"); i > strings.LastIndex(host, "]") {
		name, own = host[:i], host[i+1:]
	}
	if name == "" {
		name = otherwise
	}
	for _, p := range []string{own, port, usual} {
		if p != "" {
			port = p
			break
		}
	}
	switch {
	case strings.HasPrefix(name, "/"):
		return strings.TrimRight(name, "/")
	case name == "":
		name = "localhost"
	}
	return name + ":" + port
}

// CheckTeamURL says what is wrong with the url of a team's database. The error repeats nothing of
// it, in which a password may be.
func CheckTeamURL(text string) error {
	if _, wrong := readTeamURL(strings.TrimSpace(text)); wrong != "" {
		return model.UserError(sentence(wrong))
	}
	return nil
}

// sentence begins with a capital letter.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// SaveTeamURL writes where the team's ledger is into the settings file; "" takes it out. Errors
// are sentences for the operator.
func SaveTeamURL(text string) error {
	if !hasHome(os.Getenv) {
		return ErrNoHome
	}
	if text = strings.TrimSpace(text); text != "" {
		if err := CheckTeamURL(text); err != nil {
			return err
		}
	}
	return keep(DefaultProfile, []change{{[]string{teamTable, teamURLKey}, tomlText(text)}})
}

// ofTeam is where the team's ledger is.
func (l *loading) ofTeam(f file) {
	t := &l.s.Team
	inTable := func(key string) Source { return Source{Kind: FromFile, Line: lineOf(l.entries, teamTable, key)} }
	t.own = strings.TrimSpace(f.Team.URL)
	text := l.text(TeamURLName, EnvTeamURL, t.own, func(string) Source { return inTable(teamURLKey) })
	if t.Secret = Key(strings.TrimSpace(l.env(EnvTeamSecret))); t.Secret != "" {
		l.s.Sources[TeamSecretName] = Source{Kind: FromEnvironment, Name: EnvTeamSecret}
	}
	fromEnvironment := l.s.Sources[TeamURLName].Kind == FromEnvironment
	switch _, wrong := readTeamURL(text); {
	case text == "":
	case wrong != "" && fromEnvironment:
		l.said.say(EnvTeamURL + ": " + wrong)
	case wrong != "":
		l.said.add(inTable(teamURLKey).Line, sentence(wrong))
	default:
		t.URL = text
	}
	if t.line = inTable(keyCommandKey).Line; t.line > 0 || f.Team.KeyCommand != nil {
		l.s.Sources[TeamCommandName] = inTable(keyCommandKey)
		if wrong := wrongCommand(keyCommandKey, f.Team.KeyCommand, teamCommandExample); wrong != "" {
			l.said.add(t.line, wrong)
		} else {
			t.KeyCommand = f.Team.KeyCommand
		}
	}
}

const teamCommandExample = `Write key_command = ["pass", "show", "callsheet-db"] below [team].`

// passwordTime is for how long a password of key_command is used for new connections: those that
// are made for an hour or less can be given by it, too.
const passwordTime = 5 * time.Minute

// Passwords gives the database's password each time that a connection is made; "" where
// PGPASSWORD or pgpass say it, which are looked at by whoever connects. key_command is asked no
// more often than every 5 minutes. Errors are sentences for the operator and hold nothing of the
// password nor of what the command said.
func (t Team) Passwords() func(context.Context) (string, error) { return t.passwords(keyTime) }

func (t Team) passwords(limit time.Duration) func(context.Context) (string, error) {
	var mu sync.Mutex
	var kept string
	var until time.Time
	return func(ctx context.Context) (string, error) {
		if os.Getenv(EnvPassword) != "" || len(t.KeyCommand) == 0 {
			return "", nil
		}
		mu.Lock()
		defer mu.Unlock()
		if kept != "" && time.Now().Before(until) {
			return kept, nil
		}
		if err := t.isForCommand(); err != nil {
			return "", err
		}
		lead := fmt.Sprintf("key_command of [team] (%s, line %d of %s) ", Command{Argv: t.KeyCommand}.shown(), t.line, Path())
		text, err := askCommand(ctx, t.KeyCommand, limit, lead, "password")
		if err != nil {
			return "", err
		}
		if strings.ContainsFunc(text, unicode.IsControl) {
			return "", model.UserError(lead + "printed characters that no password has. It is to print the password alone.")
		}
		kept, until = text, time.Now().Add(passwordTime)
		return kept, nil
	}
}

// isForCommand returns an error unless the database is the one that the file names, for which its
// key_command is: what the environment says may come from anywhere.
func (t Team) isForCommand() error {
	here, _ := readTeamURL(t.URL)
	own, wrong := readTeamURL(t.own)
	if t.own == "" || wrong == "" && own.key == here.key {
		return nil
	}
	return model.UserError(fmt.Sprintf("The password of key_command is for %s, which the settings name, and %s is %s: it is not sent there. Take that url away, or give its password in %s.",
		own.name, EnvTeamURL, here.name, EnvPassword))
}
