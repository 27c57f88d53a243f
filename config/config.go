package config

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/zones"
)

// The environment variables that are read.
const (
	EnvKey     = "DIALGEN_API_KEY"
	EnvUser    = "DIALGEN_USER_ID"
	EnvAgent   = "DIALGEN_AGENT_ID"
	EnvBaseURL = "CALLSHEET_BASE_URL"
	EnvASCII   = "CALLSHEET_ASCII"
	EnvTheme   = "CALLSHEET_THEME"

	EnvTimeZone = "CALLSHEET_TIMEZONE"
	EnvNoColor  = "NO_COLOR"
)

// DefaultProfile is the profile used when none is named.
const DefaultProfile = "default"

// Background is how the console is drawn.
type Background string

const (
	BackgroundDark  Background = "dark"
	BackgroundLight Background = "light"
)

// Settings is one account with everything that was set for it.
type Settings struct {
	Profile    string
	BaseURL    string // "" = the public service
	Key        string // never printed
	User       string
	Agent      string
	Region     phone.Region         // default country; "" = none
	RegionFrom columns.RegionSource // of Region; FromNone when it is only that of the machine
	TimeZone   string               // of the operator's own clock, by its IANA name; "" = not said
	TimeZoneBy string               // the variable that says it, which goes before the file; "" = the file, or none
	Grace      time.Duration        // in which the console lets a campaign be taken back that is sent at once; 0 = none
	Background Background
	ASCII      bool
	NoColor    bool
}

// file is the shape of config.toml.
type file struct {
	Profile  string             `toml:"profile"`
	Theme    string             `toml:"theme"`
	TimeZone string             `toml:"timezone"`
	Grace    *int               `toml:"grace_seconds"`
	Profiles map[string]profile `toml:"profiles"`
}

type profile struct {
	BaseURL string `toml:"base_url"`
	User    string `toml:"user_id"`
	Agent   string `toml:"agent_id"`
	Region  string `toml:"region"`
}

// Path is where the settings file is looked for.
func Path() string { return filepath.Join(xdg.ConfigHome, "callsheet", "config.toml") }

// DataDir is where campaigns, the ledger and the do-not-call list are kept.
func DataDir() string { return filepath.Join(xdg.DataHome, "callsheet") }

// maxFile bounds the settings file: far more than a hundred profiles.
const maxFile = 1 << 20

// Load reads the settings of a profile: the environment goes before the
// settings file, and that before the defaults. wanted is the profile asked for,
// or "". Errors are sentences for the operator.
func Load(wanted string, env func(string) string) (Settings, error) {
	if !hasHome(os.Getenv) {
		return Settings{}, errNoHome
	}
	f, err := read(Path())
	if err != nil {
		return Settings{}, err
	}
	name := first(wanted, f.Profile, DefaultProfile)
	p, ok := f.Profiles[name]
	if !ok && wanted != "" && wanted != DefaultProfile {
		return Settings{}, model.UserError(fmt.Sprintf("There is no profile %q in %s. Add a [profiles.%s] section there, or leave --profile out.", wanted, Path(), wanted))
	}
	s := Settings{
		Profile: name,
		BaseURL: first(env(EnvBaseURL), p.BaseURL),
		Key:     strings.TrimSpace(env(EnvKey)),
		User:    first(env(EnvUser), p.User),
		Agent:   first(env(EnvAgent), p.Agent),
		ASCII:   asciiOnly(env),
		NoColor: env(EnvNoColor) != "",
	}
	if p.Region != "" {
		region, ok := phone.ParseRegion(p.Region)
		if !ok {
			return Settings{}, model.UserError(fmt.Sprintf("%s gives %q as the region of profile %s. Use two letters such as GB.", Path(), p.Region, name))
		}
		s.Region, s.RegionFrom = region, columns.FromProfile
	} else {
		s.Region, s.RegionFrom = localeRegion(env), columns.FromNone
	}
	if s.TimeZone, s.TimeZoneBy, err = zoneOf(env, f, s.Region); err != nil {
		return s, err
	}
	if s.Grace, err = grace(f.Grace); err != nil {
		return s, err
	}
	s.Background, err = background(first(env(EnvTheme), f.Theme), env("COLORFGBG"))
	return s, err
}

const errNoHome = model.UserError("HOME is not set, so it is not known where your settings and campaigns are. Set HOME to your home folder and start again.")

// hasHome reports whether the settings and the campaigns have a place: without
// HOME both would be looked for at the root of the disk.
func hasHome(env func(string) string) bool {
	return runtime.GOOS == "windows" || env("HOME") != "" ||
		filepath.IsAbs(env("XDG_CONFIG_HOME")) && filepath.IsAbs(env("XDG_DATA_HOME"))
}

// example says how the settings file is written.
const example = `Settings are written like name = "text", below a heading such as [profiles.default].`

func read(path string) (file, error) {
	var f file
	data, err := readFile(path)
	if err == nil {
		err = decode(path, data, &f, example)
	}
	return f, err
}

func first(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// zoneOf is the time zone of the operator's own clock, and the variable that says it.
func zoneOf(env func(string) string, f file, region phone.Region) (zone, by string, err error) {
	if text := strings.TrimSpace(env(EnvTimeZone)); text != "" {
		zone, err = ownZone(EnvTimeZone, text, region, time.Now())
		return zone, EnvTimeZone, err
	}
	zone, err = ownZone(Path(), f.TimeZone, region, time.Now())
	return zone, "", err
}

// ownZone is the time zone of the operator's own clock, as they wrote it there.
func ownZone(where, text string, region phone.Region, now time.Time) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	wrong := func(why string) error {
		return model.UserError(fmt.Sprintf("%s gives %q as your time zone. %s", where, printable.Text(text, 60), why))
	}
	meanings, err := zones.ParseIn(text, region)
	if err != nil {
		return "", wrong("Use a city or a name such as Europe/London.")
	}
	var names []string
	for _, m := range meanings {
		clocks, err := m.Zones.Groups(now, now.AddDate(1, 0, 0))
		if err != nil {
			return "", wrong("Use a city or a name such as Europe/London.")
		}
		for _, c := range clocks {
			names = append(names, c.Clock.String())
		}
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) > 1 {
		return "", wrong("That may be " + strings.Join(names[:min(len(names), 5)], " or ") + ": use one of these names.")
	}
	return names[0], nil
}

// What the time is in which a campaign can be taken back, and the longest that it may be.
const (
	usualGrace = 10 * time.Second
	maxGrace   = 300
)

// grace is the time in which a campaign can be taken back; nil is the usual one.
func grace(seconds *int) (time.Duration, error) {
	switch {
	case seconds == nil:
		return usualGrace, nil
	case *seconds < 0 || *seconds > maxGrace:
		return 0, model.UserError(fmt.Sprintf("%s gives %d as grace_seconds. Use 0, for none, to %d.", Path(), *seconds, maxGrace))
	}
	return time.Duration(*seconds) * time.Second, nil
}

// background is what was asked for, or what the terminal says of itself: COLORFGBG
// ends in the number of its background colour, 7 and 15 being white.
func background(wanted, colours string) (Background, error) {
	switch strings.ToLower(wanted) {
	case "dark":
		return BackgroundDark, nil
	case "light":
		return BackgroundLight, nil
	case "", "auto":
	default:
		return "", model.UserError(fmt.Sprintf("The theme %q is not known. Use dark, light or auto.", wanted))
	}
	if i := strings.LastIndexByte(colours, ';'); i >= 0 {
		if back := colours[i+1:]; back == "7" || back == "15" {
			return BackgroundLight, nil
		}
	}
	return BackgroundDark, nil
}

// localeRegion is the country the operator's machine is set to: the GB of
// en_GB.UTF-8.
func localeRegion(env func(string) string) phone.Region {
	locale := first(env("LC_ALL"), env("LC_TELEPHONE"), env("LANG"))
	locale, _, _ = strings.Cut(locale, ".")
	_, country, _ := strings.Cut(locale, "_")
	if region, ok := phone.ParseRegion(country); ok && len(country) == 2 {
		return region
	}
	return ""
}

// asciiOnly reports whether signs beyond ASCII are not to be drawn: as the
// operator wants it, or else as the locale says by its coding. A machine that
// names no locale is taken to know UTF-8, as terminals do.
func asciiOnly(env func(string) string) bool {
	if wanted := env(EnvASCII); wanted != "" {
		return wanted != "0"
	}
	locale := first(env("LC_ALL"), env("LC_CTYPE"), env("LANG"))
	_, coding, _ := strings.Cut(locale, ".")
	coding, _, _ = strings.Cut(coding, "@")
	coding = strings.ReplaceAll(strings.ToLower(coding), "-", "")
	return locale != "" && coding != "utf8"
}
