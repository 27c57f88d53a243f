package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/model/printable"
)

// Hours is what the settings say of when people may be rung.
type Hours struct {
	Rulebook hours.Rulebook
	Rule     string // of the profile: a preset, a rule by its name, or one in text; "" = those of the contacts' places
	Basis    string // on which Rule may be wider than theirs, in the operator's words
}

// Bounds of what is read.
const (
	maxOwnRules = 200
	maxHolidays = 5000
	maxBlocks   = 1000
	maxMistakes = 10 // that are named at once
	maxBasis    = 200
)

// HolidaysPath is where the operator's own holidays and emergency blocks are looked for.
func HolidaysPath() string { return filepath.Join(filepath.Dir(Path()), "holidays.toml") }

// LoadHours reads the rules of the settings file with what a profile, "" for the usual one,
// says of them, and the file of holidays. A mistake in any of them is an error, which names
// every one by its line: nobody may be rung by half of the rules. Errors are sentences for
// the operator.
func LoadHours(wanted string) (Hours, error) {
	if !hasHome(os.Getenv) {
		return Hours{}, ErrNoHome
	}
	data, err := readFile(Path())
	if err != nil {
		return Hours{}, err
	}
	var f file
	if err := decode(Path(), data, &f, example); err != nil {
		return Hours{}, err
	}
	said := mistakes{path: Path()}
	entries := entriesOf(data)
	said.unknown(entries)
	own := ownRules(entries, &said)
	calendar, err := readHolidays(HolidaysPath())
	if err != nil {
		return Hours{}, err
	}
	h := Hours{Rulebook: hours.NewRulebook(own, calendar)}
	profile := first(wanted, f.Profile, DefaultProfile)
	for _, e := range entries {
		switch {
		case e.is("profiles", profile, "hours"):
			h.Rule = strings.TrimSpace(e.text)
			if _, err := h.Rulebook.Choose(e.text); err != nil {
				said.add(e.line, "hours: "+err.Error())
			}
		case e.is("profiles", profile, "hours_basis"):
			if h.Basis = printable.Text(e.text, maxBasis); e.isBad || h.Basis == "" {
				said.add(e.line, `hours_basis is to say why these people may be rung at wider hours, such as hours_basis = "they asked to be rung in the evening".`)
			}
		}
	}
	return h, said.err()
}

// ownRules are the rules under [hours].
func ownRules(entries []entry, said *mistakes) []hours.Rule {
	var own []hours.Rule
	for _, e := range entries {
		if e.path[0] != "hours" || e.heads && len(e.path) == 1 {
			continue
		}
		if len(e.path) != 2 || e.isBad || e.heads {
			said.add(e.line, fmt.Sprintf(`%s is no rule. Write a name and its hours below [hours], such as callcentre = "mon-fri 9-18".`, quoted(strings.Join(e.path[1:], "."))))
			continue
		}
		r, err := hours.ParseOwnRule(e.name(), e.text)
		switch {
		case err != nil:
			said.add(e.line, quoted(e.name())+": "+err.Error())
		case slices.ContainsFunc(own, func(o hours.Rule) bool { return o.ID == r.ID }):
			said.add(e.line, quoted(e.name())+" is there twice. Give one of them another name.")
		case len(own) == maxOwnRules:
			said.add(e.line, fmt.Sprintf("There are more than %d rules. Take out those that nobody uses.", maxOwnRules))
			return own
		default:
			own = append(own, r)
		}
	}
	return own
}

// mistakes are those of one file.
type mistakes struct {
	path  string
	lines []string
	more  int
}

func (m *mistakes) add(line int, text string) {
	if len(m.lines) == maxMistakes {
		m.more++
		return
	}
	m.lines = append(m.lines, fmt.Sprintf("%s, line %d: %s", m.path, line, text))
}

// say adds what stands in no line.
func (m *mistakes) say(text string) { m.lines = append(m.lines, text) }

func (m *mistakes) err() error {
	if len(m.lines) == 0 {
		return nil
	}
	text := strings.Join(m.lines, "\n")
	if m.more > 0 {
		text += fmt.Sprintf("\nThere are %d mistakes more.", m.more)
	}
	return model.UserError(text)
}

// quoted is a name of a file as people read it, in marks.
func quoted(name string) string { return `"` + printable.Text(name, 60) + `"` }
