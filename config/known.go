package config

import (
	"fmt"
	"slices"
	"strings"

	"callsheet/model/fold"
)

// setting is one that the settings file may have.
type setting struct {
	name    string
	example string // its value as it is written
	meaning string // said beside it
}

// settings are those that stand above the first heading, for all profiles,
// profileSettings those below [profiles.NAME], and teamSettings those below [team]. A new file shows them in this order.
var (
	settings = []setting{
		{"profile", `"default"`, "the account to work for where --profile names none"},
		{"theme", `"auto"`, "dark, light or auto"},
		{"timezone", `"Europe/London"`, "of your own clock, where that of the machine is another one"},
		{bellKey, `true`, "what happens rings the terminal's bell, and shows its notification"},
		{onEventKey, `["/usr/local/bin/page", "--quiet"]`, "a command for what happens"},
		{"grace_seconds", `10`, "in which the console can take back a campaign that begins at once; 0 = none"},
		{dataName, `"/srv/callsheet"`, "a folder of campaigns that several logins of this computer share by its group"},
	}
	profileSettings = []setting{
		{"user_id", `"user_1"`, "the user that the key belongs to"},
		{"agent_id", `"agent_renewals"`, "the agent that calls"},
		{"region", `"GB"`, "country of numbers without a country code"},
		{"hours", `"us"`, "when people may be rung: a preset of `callsheet hours`, a name below [hours], or hours"},
		{"hours_basis", `"customers who asked for it"`, "why, where these are wider than the rules of the places"},
		{baseURLName, `"https://sa.dialgen.ai"`, "another service"},
		{keyCommandKey, `["pass", "show", "dialgen"]`, "a command that prints the key; DIALGEN_API_KEY goes before it"},
		{readOnlyKey, `true`, "this profile looks, and never sends, cancels or pauses"},
	}
	teamSettings = []setting{
		{teamURLKey, `"postgres://callsheet@db.example/callsheet"`, "the database of the team's ledger, without a password"},
		{keyCommandKey, `["pass", "show", "callsheet-db"]`, "a command that prints its password, unless pgpass or PGPASSWORD do"},
	}
)

const readOnlyKey = "read_only"

// Tables of the settings file.
const (
	profilesTable = "profiles"
	hoursTable    = "hours"
)

// secretNames are what a key is called by those who would write it into the settings.
var secretNames = []string{"key", "api_key", "apikey", "token", "api_token", "secret", "password", "bearer", strings.ToLower(EnvKey)}

func namesOf(of []setting) (names []string) {
	for _, s := range of {
		names = append(names, s.name)
	}
	return names
}

// unknown adds what the settings file has that nobody reads: a misspelt setting would
// otherwise be as if it were not there, and read_only is one of them.
func (m *mistakes) unknown(entries []entry) {
	var tables []string // that are none, and were named with their head
	for _, e := range entries {
		wrong := strayed(e.path, e.heads)
		if wrong == "" || slices.Contains(tables, e.path[0]) {
			continue
		}
		m.add(e.line, wrong)
		if e.path[0] != profilesTable {
			tables = append(tables, e.path[0])
		}
	}
}

// strayed says what is wrong with the place or the name of a setting; "" = nothing is.
func strayed(path []string, heads bool) string {
	name := path[len(path)-1]
	top, below := namesOf(settings), namesOf(profileSettings)
	switch {
	case path[0] == teamTable:
		return strayedOfTeam(path, heads)
	case path[0] == hoursTable, path[0] == profilesTable && (len(path) == 1 || len(path) == 2 && heads):
		return ""
	case name == teamURLKey && !heads:
		return teamURLKey + " is of a team. Write it below [team]: " + teamURLExample
	case len(path) == 1 && slices.Contains(top, name), path[0] == profilesTable && len(path) == 3 && slices.Contains(below, name):
		return ""
	case path[0] == profilesTable && len(path) == 3 && slices.Contains(top, name):
		return fmt.Sprintf("%s is not of %s but of all. %s", name, quoted(strings.Join(path[:2], ".")), aboveHeadings(name))
	case path[0] != profilesTable && slices.Contains(below, name):
		return fmt.Sprintf("%s is of a profile. Write it below a heading such as [profiles.%s].", name, DefaultProfile)
	case slices.Contains(secretNames, strings.ToLower(name)):
		return fmt.Sprintf("%s: the key does not belong into this file, which is often copied and shared. Take it out, and name a command that prints it: %s", quoted(name), keyCommandExample)
	}
	known := below
	if path[0] != profilesTable {
		name, known = path[0], append(top, hoursTable, profilesTable, teamTable)
	}
	text := quoted(name) + " is no setting."
	if like, ok := fold.Nearest(name, known); ok {
		return text + " Did you mean " + like + "?"
	}
	return text + " There are " + strings.Join(known, ", ") + "."
}

// strayedOfTeam is strayed for what stands below [team].
func strayedOfTeam(path []string, heads bool) string {
	name, known := path[len(path)-1], namesOf(teamSettings)
	switch {
	case len(path) == 1 && heads, len(path) == 2 && !heads && slices.Contains(known, name):
		return ""
	case slices.Contains(append(secretNames, "code", "join_code", strings.ToLower(EnvTeamSecret)), strings.ToLower(name)):
		return fmt.Sprintf("%s: neither the password of a team's database nor its join code belong into this file, which is often copied and shared. Take it out. `callsheet team join` keeps the code; a password is kept in ~/.pgpass, or printed by a command: %s", quoted(name), teamCommandExample)
	}
	text := quoted(name) + " is no setting of a team."
	if like, ok := fold.Nearest(name, known); ok {
		return text + " Did you mean " + like + "?"
	}
	return text + " There are " + strings.Join(known, ", ") + "."
}

// aboveHeadings says where a setting is written that is of all profiles.
func aboveHeadings(name string) string {
	if name == bellKey || name == onEventKey {
		return tellingExample
	}
	return "Write it above the first heading."
}
