package config

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Telling is how the operator wants to be told of what happens to campaigns.
type Telling struct {
	Bell    bool     // by the terminal's bell, and its notification
	OnEvent []string // a command and what it is given; nil = there is none
}

const (
	bellKey     = "bell"
	onEventKey  = "on_event"
	maxArgs     = 32
	maxArgBytes = 4096

	// tellingExample says how both are written.
	tellingExample = `Write bell = false, or on_event = ["/usr/local/bin/page", "--quiet"], above the first heading.`
)

// LoadTelling reads how the operator wants to be told. Errors are sentences for the
// operator, which name the line.
func LoadTelling() (Telling, error) {
	told := Telling{Bell: true}
	data, err := readFile(Path())
	if err != nil || len(data) == 0 {
		return told, err
	}
	var f struct {
		Bell    *bool    `toml:"bell"`
		OnEvent []string `toml:"on_event"`
	}
	if err := decode(Path(), data, &f, tellingExample); err != nil {
		return told, err
	}
	said := mistakes{path: Path()}
	for _, e := range entriesOf(data) {
		switch {
		case e.heads || e.name() != bellKey && e.name() != onEventKey || e.path[0] == "hours":
		case len(e.path) > 1:
			said.add(e.line, fmt.Sprintf("%s is not of %s but of all. %s", e.name(), quoted(strings.Join(e.path[:len(e.path)-1], ".")), tellingExample))
		case e.name() == onEventKey:
			if wrong := wrongCommand(f.OnEvent); wrong != "" {
				said.add(e.line, wrong)
			}
		}
	}
	if f.Bell != nil {
		told.Bell = *f.Bell
	}
	told.OnEvent = f.OnEvent
	return told, said.err()
}

// wrongCommand says what is wrong with a command; "" = nothing is.
func wrongCommand(args []string) string {
	switch {
	case len(args) == 0 || strings.TrimSpace(args[0]) == "":
		return "on_event names no command. " + tellingExample
	case len(args) > maxArgs || slices.ContainsFunc(args, func(a string) bool { return len(a) > maxArgBytes || strings.ContainsRune(a, 0) }):
		return fmt.Sprintf("on_event has more than %d words, or one that no command can take.", maxArgs)
	case strings.ContainsAny(args[0], `/\`) && !filepath.IsAbs(args[0]) && !strings.HasPrefix(args[0], "~"):
		return fmt.Sprintf("on_event names %s, which is another file in each folder. Give its whole path.", quoted(args[0]))
	case len(args) == 1 && strings.ContainsAny(args[0], " \t") && !filepath.IsAbs(args[0]):
		return fmt.Sprintf("on_event is %s in one word, and no shell parts it. Write each word in quotes of its own, parted by commas.", quoted(args[0]))
	}
	return ""
}
