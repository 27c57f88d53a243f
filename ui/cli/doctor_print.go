package cli

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"callsheet/api"
	"callsheet/config"
	"callsheet/model/figures"
	"callsheet/ui/widget"
)

// settingFound is a value of the settings, and where it is from.
type settingFound struct {
	Name   string `json:"name"`
	Value  string `json:"value"` // of the key never
	Source string `json:"source"`
	Kind   string `json:"kind"` // of the source, in one word
	Line   int    `json:"line"` // of the settings file; 0 = it is not there
}

// doctorDocument is what doctor prints as JSON.
type doctorDocument struct {
	Version  string         `json:"version"`
	Sends    bool           `json:"sends"` // nothing stops sending
	Stops    []string       `json:"stops"` // the names of what does
	Checks   []finding      `json:"checks"`
	Profile  string         `json:"profile"`
	File     string         `json:"file"` // of the settings
	Settings []settingFound `json:"settings"`
}

func (x *examination) document() doctorDocument {
	d := doctorDocument{Version: version(), Stops: x.stops(), Checks: x.findings, Profile: x.shown(x.settings.Profile), Settings: x.values()}
	if d.Sends = d.Stops == nil; d.Sends {
		d.Stops = []string{}
	}
	if !errors.Is(x.wrong, config.ErrNoHome) {
		d.File = config.Path()
	}
	return d
}

// values are the settings as they count, the key left out.
func (x *examination) values() (all []settingFound) {
	s := x.settings
	add := func(name, value string) {
		source := s.Sources.Of(name)
		all = append(all, settingFound{name, x.shown(value), x.shown(source.String()), source.Kind.String(), source.Line})
	}
	shared := ""
	if s.Data.Shared {
		shared = s.Data.Path
	}
	address := "(not shown: it is no address that can be used)"
	if api.CheckAddress(s.BaseURL) == nil {
		address = api.Origin(s.BaseURL)
	}
	key := "(none)"
	if x.key != "" {
		key = "(not shown)"
	}
	command := ""
	if len(s.KeyCommand) > 0 {
		command = s.KeyCommand[0] // the words behind it may hold secrets
	}
	theme := string(s.Background)
	if theme == "" {
		theme = "auto"
	}
	add("profile", s.Profile)
	add("base_url", address)
	add("key", key)
	add("key_command", command)
	add("user_id", s.User)
	add("agent_id", s.Agent)
	add("region", string(s.Region))
	add("hours", x.hours.Rule)
	add("hours_basis", x.hours.Basis)
	add("read_only", strconv.FormatBool(s.ReadOnly))
	add("timezone", s.TimeZone)
	add("theme", theme)
	add("ascii", strconv.FormatBool(s.ASCII))
	add("no_color", strconv.FormatBool(s.NoColor))
	add(config.TeamURLName, s.Team.Database())
	command = ""
	if len(s.Team.KeyCommand) > 0 {
		command = s.Team.KeyCommand[0]
	}
	add(config.TeamCommandName, command)
	add("grace_seconds", strconv.Itoa(int(s.Grace/time.Second)))
	add("data_dir", shared)
	return all
}

// print says what was found to people.
func (x *examination) print() error {
	width := helpCommand{x.command}.width()
	var b strings.Builder
	fmt.Fprintf(&b, "Callsheet %s\n\n", version())
	for _, f := range x.findings {
		lead := x.sign(f) + " " + widget.Fit(f.Name, nameWidth, "")
		say := func(text string) {
			for _, line := range widget.Wrap(text, width-nameWidth-2) {
				b.WriteString(lead + line + "\n")
				lead = strings.Repeat(" ", nameWidth+2)
			}
		}
		if say(f.Words); f.Do != "" {
			say(f.Do)
		}
	}
	b.WriteString("\nSettings, and where each is from\n  Lines: of " + config.Path() + "\n" + settingLines(x.values(), width))
	if stops := x.stops(); stops != nil {
		b.WriteString("\nNothing can be sent because of: " + figures.Join(stops) + ".\n")
	} else {
		b.WriteString("\nNothing stops sending.\n")
	}
	_, err := io.WriteString(x.io.out, b.String())
	return written(err)
}

// settingLines are the settings in lines of a width. The file of which they name lines is named
// above, and what is too long for its line stands below it.
func settingLines(all []settingFound, width int) string {
	var b strings.Builder
	for _, v := range all {
		if v.Value == "" && v.Kind == config.FromDefault.String() {
			continue
		}
		line := "  " + widget.Fit(v.Name, nameWidth, "") + widget.Fit(v.Value, max(valueWidth, widget.Width(v.Value)+2), "")
		source := strings.TrimSuffix(v.Source, " of "+config.Path())
		if widget.Width(line)+widget.Width(source) > width {
			line = strings.TrimRight(line, " ") + "\n" + strings.Repeat(" ", nameWidth+4)
		}
		b.WriteString(line + source + "\n")
	}
	return b.String()
}

const (
	nameWidth  = 14
	valueWidth = 26
)

// sign is how one thing is, in a sign.
func (x *examination) sign(f finding) string {
	signs := [...]string{"✓", "!", "✗", "?"}
	if x.settings.ASCII || abilitiesOf(x.env.getenv).ascii {
		signs = [...]string{"+", "!", "x", "?"}
	}
	switch f.State {
	case healthGood:
		return signs[0]
	case healthWarned:
		return signs[1]
	case healthBad:
		return signs[2]
	}
	return signs[3]
}
