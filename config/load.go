package config

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/zones"
)

// Load reads the settings of a profile: the environment goes before the settings file, and
// that before the defaults. wanted is the profile asked for, or "". Each value has its
// source. On an error, too, the settings are as far as they could be read; what is wrong
// with the file is named by its lines. Errors are sentences for the operator.
func Load(wanted string, env func(string) string) (Settings, error) {
	l := &loading{env: env, s: Settings{Profile: first(wanted, DefaultProfile), Sources: Sources{}}, said: mistakes{path: Path()}}
	if !hasHome(os.Getenv) {
		l.all(file{}, profile{})
		return l.s, ErrNoHome
	}
	data, err := readFile(Path())
	var f file
	if err == nil {
		err = decode(Path(), data, &f, example)
	}
	if err != nil {
		l.all(file{}, profile{})
		return l.s, err
	}
	l.entries = entriesOf(data)
	l.said.unknown(l.entries)
	l.s.Profile = first(wanted, f.Profile, DefaultProfile)
	switch {
	case strings.TrimSpace(wanted) != "":
		l.s.Sources[profileName] = Source{Kind: FromFlag, Name: "--profile"}
	case strings.TrimSpace(f.Profile) != "":
		l.s.Sources[profileName] = l.inFile(profileName)
	}
	p, ok := f.Profiles[l.s.Profile]
	switch from := l.s.Sources[profileName]; {
	case ok || l.s.Profile == DefaultProfile:
	case from.Kind == FromFile:
		l.said.add(from.Line, fmt.Sprintf("There is no profile %s. Add a [profiles.%s] section, or take this line out.", quoted(l.s.Profile), l.s.Profile))
	default:
		l.said.say(fmt.Sprintf("There is no profile %s in %s. Add a [profiles.%s] section there, or leave --profile out.", quoted(l.s.Profile), Path(), l.s.Profile))
	}
	l.all(f, p)
	return l.s, l.said.err()
}

// Names of settings that have a source, beside those in source.go.
const (
	profileName  = "profile"
	userName     = "user_id"
	agentName    = "agent_id"
	regionName   = "region"
	timeZoneName = "timezone"
	graceName    = "grace_seconds"
	themeName    = "theme"
	asciiName    = "ascii"
	colourName   = "no_color"
)

// loading is the settings while they are read.
type loading struct {
	env     func(string) string
	entries []entry
	s       Settings
	said    mistakes
}

// inFile is a setting of all profiles as a source, and inProfile one of the profile.
func (l *loading) inFile(name string) Source {
	return Source{Kind: FromFile, Line: lineOf(l.entries, name)}
}

func (l *loading) inProfile(name string) Source {
	return Source{Kind: FromProfile, Name: l.s.Profile, Line: lineOf(l.entries, profilesTable, l.s.Profile, name)}
}

// lineOf is where a setting stands, 0 where it does not.
func lineOf(entries []entry, path ...string) int {
	for _, e := range entries {
		if e.is(path...) && !e.heads {
			return e.line
		}
	}
	return 0
}

// text is a value of the environment, or else of the file, and notes where it is from.
func (l *loading) text(name, variable, written string, source func(string) Source) string {
	switch v := strings.TrimSpace(l.env(variable)); {
	case v != "":
		l.s.Sources[name] = Source{Kind: FromEnvironment, Name: variable}
		return v
	case strings.TrimSpace(written) != "":
		l.s.Sources[name] = source(name)
	}
	return strings.TrimSpace(written)
}

// all fills the settings in from the environment, the file and its profile.
func (l *loading) all(f file, p profile) {
	s := &l.s
	s.BaseURL, s.ownBaseURL = l.text(baseURLName, EnvBaseURL, p.BaseURL, l.inProfile), strings.TrimSpace(p.BaseURL)
	s.User = l.text(userName, EnvUser, p.User, l.inProfile)
	s.Agent = l.text(agentName, EnvAgent, p.Agent, l.inProfile)
	s.Key = Key(l.text(keyName, EnvKey, "", l.inProfile))
	l.ofProfile(p)
	l.ofTeam(f)
	l.zone(f)
	l.dataFolder(f)
	l.drawn(f)
	switch {
	case f.Grace == nil:
		s.Grace = usualGrace
	case *f.Grace < 0 || *f.Grace > maxGrace:
		l.said.add(lineOf(l.entries, graceName), fmt.Sprintf("%d is given as grace_seconds. Use 0, for none, to %d.", *f.Grace, maxGrace))
	default:
		s.Grace, s.Sources[graceName] = time.Duration(*f.Grace)*time.Second, l.inFile(graceName)
	}
}

// ofProfile is what a profile alone says.
func (l *loading) ofProfile(p profile) {
	s := &l.s
	if s.ReadOnly = p.ReadOnly; p.ReadOnly {
		s.Sources[readOnlyKey] = l.inProfile(readOnlyKey)
	}
	if line := lineOf(l.entries, profilesTable, s.Profile, keyCommandKey); line > 0 || p.KeyCommand != nil {
		s.Sources[keyCommandKey] = l.inProfile(keyCommandKey)
		if wrong := wrongCommand(keyCommandKey, p.KeyCommand, keyCommandExample); wrong != "" {
			l.said.add(line, wrong)
		} else {
			s.KeyCommand = p.KeyCommand
		}
	}
	for _, name := range []string{"hours", "hours_basis"} { // which LoadHours reads
		if source := l.inProfile(name); source.Line > 0 {
			s.Sources[name] = source
		}
	}
	if strings.TrimSpace(p.Region) == "" {
		if s.Region, s.RegionFrom = localeRegion(l.env), columns.FromNone; s.Region != "" {
			s.Sources[regionName] = Source{Kind: FromMachine, Name: firstSet(l.env, "LC_ALL", "LC_TELEPHONE", "LANG")}
		}
		return
	}
	region, ok := phone.ParseRegion(p.Region)
	if !ok {
		l.said.add(lineOf(l.entries, profilesTable, s.Profile, regionName), fmt.Sprintf("%s is given as the region of profile %s. Use two letters such as GB.", quoted(p.Region), quoted(s.Profile)))
		return
	}
	s.Region, s.RegionFrom = region, columns.FromProfile
	s.Sources[regionName] = l.inProfile(regionName)
}

// zone is the time zone of the operator's own clock, and the variable that says it.
func (l *loading) zone(f file) {
	text := l.text(timeZoneName, EnvTimeZone, f.TimeZone, l.inFile)
	zone, wrong := ownZone(text, l.s.Region, time.Now())
	fromEnvironment := l.s.Sources[timeZoneName].Kind == FromEnvironment
	if fromEnvironment {
		l.s.TimeZoneBy = EnvTimeZone
	}
	l.s.TimeZone = zone
	l.wrong(timeZoneName, EnvTimeZone, wrong, fromEnvironment)
}

// drawn is how the console is drawn.
func (l *loading) drawn(f file) {
	s := &l.s
	theme := l.text(themeName, EnvTheme, f.Theme, l.inFile)
	background, ok := background(theme)
	if s.Background = background; !ok {
		l.wrong(themeName, EnvTheme, fmt.Sprintf("The theme %s is not known. Use dark, light or auto.", quoted(theme)), s.Sources[themeName].Kind == FromEnvironment)
	}
	if s.ASCII = asciiOnly(l.env); l.env(EnvASCII) != "" {
		s.Sources[asciiName] = Source{Kind: FromEnvironment, Name: EnvASCII}
	} else if locale := firstSet(l.env, "LC_ALL", "LC_CTYPE", "LANG"); locale != "" {
		s.Sources[asciiName] = Source{Kind: FromMachine, Name: locale}
	}
	if s.NoColor = l.env(EnvNoColor) != ""; s.NoColor {
		s.Sources[colourName] = Source{Kind: FromEnvironment, Name: EnvNoColor}
	}
}

// wrong adds what is wrong with a value of the environment, or of the file for all.
func (l *loading) wrong(name, variable, text string, fromEnvironment bool) {
	switch {
	case text == "":
	case fromEnvironment:
		l.said.say(variable + ": " + text)
	default:
		l.said.add(lineOf(l.entries, name), text)
	}
}

// firstSet is the first variable that is set, "" for none.
func firstSet(env func(string) string, names ...string) string {
	i := slices.IndexFunc(names, func(n string) bool { return strings.TrimSpace(env(n)) != "" })
	if i < 0 {
		return ""
	}
	return names[i]
}

func first(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// ownZone is the time zone of the operator's own clock, as they wrote it, and what is
// wrong with that; "" = nothing is.
func ownZone(text string, region phone.Region, now time.Time) (zone, wrong string) {
	if text == "" {
		return "", ""
	}
	wrong = quoted(text) + " is given as your time zone. "
	const useCity = "Use a city or a name such as Europe/London."
	meanings, err := zones.ParseIn(text, region)
	if err != nil {
		return "", wrong + useCity
	}
	var names []string
	for _, m := range meanings {
		clocks, err := m.Zones.Groups(now, now.AddDate(1, 0, 0))
		if err != nil {
			return "", wrong + useCity
		}
		for _, c := range clocks {
			names = append(names, c.Clock.String())
		}
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) > 1 {
		return "", wrong + "That may be " + strings.Join(names[:min(len(names), 5)], " or ") + ": use one of these names."
	}
	return names[0], ""
}

// What the time is in which a campaign can be taken back, and the longest that it may be.
const (
	usualGrace = 10 * time.Second
	maxGrace   = 300
)

// background is what was asked for, "" where that is left to the terminal; ok is false for
// what nobody drew.
func background(wanted string) (b Background, ok bool) {
	switch strings.ToLower(wanted) {
	case "dark":
		return BackgroundDark, true
	case "light":
		return BackgroundLight, true
	}
	return "", wanted == "" || strings.EqualFold(wanted, "auto")
}
