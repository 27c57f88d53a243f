package config

import (
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/adrg/xdg"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
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

// Background is what the operator says that the console is drawn on; "" = as the
// terminal says.
type Background string

const (
	BackgroundDark  Background = "dark"
	BackgroundLight Background = "light"
)

// Settings is one account with everything that was set for it.
type Settings struct {
	Profile    string
	BaseURL    string   // "" = the public service
	Key        Key      // of the environment; FindKey finds it wherever it is
	KeyCommand []string // a command that prints the key; nil = there is none
	ReadOnly   bool     // whoever works with the profile looks, and changes nothing at the service
	User       string
	Agent      string
	Region     phone.Region         // default country; "" = none
	RegionFrom columns.RegionSource // of Region; FromNone when it is only that of the machine
	TimeZone   string               // of the operator's own clock, by its IANA name; "" = not said
	TimeZoneBy string               // the variable that says it, which goes before the file; "" = the file, or none
	Grace      time.Duration        // in which the console lets a campaign be taken back that is sent at once; 0 = none
	Team       Team                 // whose ledger is shared
	Data       DataFolder           // where campaigns are
	Background Background
	ASCII      bool
	NoColor    bool
	Sources    Sources

	ownBaseURL string // that the profile names; "" = the public service
}

// file is the shape of config.toml.
type file struct {
	Profile  string             `toml:"profile"`
	Theme    string             `toml:"theme"`
	TimeZone string             `toml:"timezone"`
	Grace    *int               `toml:"grace_seconds"`
	DataDir  string             `toml:"data_dir"`
	Profiles map[string]profile `toml:"profiles"`
	Team     struct {
		URL        string   `toml:"url"`
		KeyCommand []string `toml:"key_command"`
	} `toml:"team"`
}

type profile struct {
	BaseURL    string   `toml:"base_url"`
	User       string   `toml:"user_id"`
	Agent      string   `toml:"agent_id"`
	Region     string   `toml:"region"`
	KeyCommand []string `toml:"key_command"`
	ReadOnly   bool     `toml:"read_only"`
}

// Path is where the settings file is looked for.
func Path() string { return filepath.Join(xdg.ConfigHome, "callsheet", "config.toml") }

// maxFile bounds the settings file: far more than a hundred profiles.
const maxFile = 1 << 20

// ErrNoHome is that there is no place for settings and campaigns.
const ErrNoHome = model.UserError("HOME is not set, so it is not known where your settings and campaigns are. Set HOME to your home folder and start again.")

// hasHome reports whether the settings and the campaigns have a place: without
// HOME both would be looked for at the root of the disk.
func hasHome(env func(string) string) bool {
	return runtime.GOOS == "windows" || env("HOME") != "" ||
		filepath.IsAbs(env("XDG_CONFIG_HOME")) && filepath.IsAbs(env("XDG_DATA_HOME"))
}

// example says how the settings file is written.
const example = `Settings are written like name = "text", below a heading such as [profiles.default].`

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
