package config

// Telling is how the operator wants to be told of what happens to campaigns.
type Telling struct {
	Bell    bool     // by the terminal's bell, and its notification
	OnEvent []string // a command and what it is given; nil = there is none
}

const (
	bellKey    = "bell"
	onEventKey = "on_event"

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
	entries := entriesOf(data)
	said.unknown(entries)
	for _, e := range entries {
		if !e.heads && e.is(onEventKey) {
			if wrong := wrongCommand(onEventKey, f.OnEvent, tellingExample); wrong != "" {
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
