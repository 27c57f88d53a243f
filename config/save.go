package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"callsheet/model"
	"callsheet/model/atomicfile"
	"callsheet/model/reason"
)

// Values are what is written of a profile. What is "" stays as it is in the file.
type Values struct {
	BaseURL    string
	User       string
	Agent      string
	Region     string // as people write a country
	Hours      string // a preset, the name of a rule, or hours
	HoursBasis string
	ReadOnly   *bool // nil stays as it is
	Usual      bool  // it is to be the profile for which is worked where none is named

	// Emptied are the values that no longer hold: their lines become comments.
	Emptied Emptied
}

// Emptied says which values of a profile no longer hold.
type Emptied struct{ BaseURL, User, Agent, Region, Hours bool }

// change is a setting and what is written for it; "" makes a comment of its line.
type change struct {
	path  []string
	value string
}

// changes are the values as they are written.
func (v Values) changes(profile string) (all []change) {
	text := func(name, value string, emptied bool) {
		path := []string{profilesTable, profile, name}
		if value = strings.TrimSpace(value); value != "" {
			all = append(all, change{path, tomlText(value)})
		} else if emptied {
			all = append(all, change{path, ""})
		}
	}
	text(userName, v.User, v.Emptied.User)
	text(agentName, v.Agent, v.Emptied.Agent)
	text(regionName, v.Region, v.Emptied.Region)
	text("hours", v.Hours, v.Emptied.Hours)
	text("hours_basis", v.HoursBasis, v.Emptied.Hours) // a basis of hours that are gone says nothing
	text(baseURLName, v.BaseURL, v.Emptied.BaseURL)
	if v.ReadOnly != nil {
		all = append(all, change{[]string{profilesTable, profile, readOnlyKey}, strconv.FormatBool(*v.ReadOnly)})
	}
	if v.Usual {
		all = append(all, change{[]string{profileName}, tomlText(profile)})
	}
	return all
}

// SaveProfile writes values of a profile into the settings file, and leaves what else is in
// it as it is, comments too. A file that is not there yet is made, with all settings there
// are as comments. Where a value cannot be written, nothing is. Errors are sentences for
// the operator.
func SaveProfile(profile string, v Values) error {
	if !hasHome(os.Getenv) {
		return ErrNoHome
	}
	return keep(profile, v.changes(profile))
}

// keep makes changes to the settings file. profile is the one whose section a new file has.
func keep(profile string, changes []change) error {
	path, err := followed(Path())
	if err != nil {
		return unkept(err)
	}
	data, err := readFile(path)
	if err != nil {
		return err
	}
	var before file
	if err := decode(path, data, &before, example); err != nil {
		return err
	}
	if data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")); len(bytes.TrimSpace(data)) == 0 {
		data = []byte(newFile(profile))
	}
	for _, c := range changes {
		data = c.made(data)
		if !c.isMade(data) {
			return model.UserError(fmt.Sprintf("%s cannot be changed, since it is written in a way of its own. %s", path, c.byHand()))
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return unkept(err)
	}
	err = atomicfile.Replace(path+".part", path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err != nil {
		return unkept(err)
	}
	return nil
}

// followed is where a settings file really is: it is often a link to where somebody keeps
// all of theirs.
func followed(path string) (string, error) {
	target, err := filepath.EvalSymlinks(path)
	switch {
	case err == nil:
		return target, nil
	case errors.Is(err, fs.ErrNotExist):
		return path, nil
	}
	return "", err
}

func unkept(err error) error {
	return model.UserError(fmt.Sprintf("%s cannot be written: %s.", Path(), reason.Of(err)))
}

// byHand is how the operator makes the change.
func (c change) byHand() string {
	name := c.path[len(c.path)-1]
	if c.value == "" {
		return "Take " + name + " out there."
	}
	if len(c.path) == 1 {
		return "Write there: " + name + " = " + c.value + ", above the first heading."
	}
	return "Write there: " + name + " = " + c.value + ", below [" + c.table() + "]."
}

// table is the heading below which a setting stands that is in a table.
func (c change) table() string {
	if c.path[0] == profilesTable {
		return profilesTable + "." + tomlName(c.path[1])
	}
	return c.path[0]
}

// beside are the settings that may stand below that heading.
func (c change) beside() []setting {
	switch c.path[0] {
	case profilesTable:
		return profileSettings
	case teamTable:
		return teamSettings
	}
	return settings
}

// isMade reports whether a file says what the change is, and nothing of it is broken.
func (c change) isMade(data []byte) bool {
	var f file
	if decode("", data, &f, example) != nil {
		return false
	}
	for _, e := range entriesOf(data) {
		if e.is(c.path...) && !e.heads {
			written := e.text
			if !e.isBad {
				written = tomlText(e.text)
			}
			return written == c.value
		}
	}
	return c.value == ""
}

// made is a file with the change: in place of the value that is there, in place of the line
// that shows the setting as a comment, or as a line of its own.
func (c change) made(data []byte) []byte {
	entries := entriesOf(data)
	name := c.path[len(c.path)-1]
	table := slices.IndexFunc(entries, func(e entry) bool { return e.heads && e.is(c.path[:len(c.path)-1]...) })
	for _, e := range entries {
		switch {
		case !e.is(c.path...) || e.to == 0:
		case c.value == "":
			return commentedOut(data, e)
		default:
			return slices.Concat(data[:e.from], []byte(c.value), data[e.to:])
		}
	}
	if c.value == "" {
		return data
	}
	lines := strings.SplitAfter(string(data), "\n")
	first, end := 0, len(lines) // of the lines of the table
	of := c.beside()
	if len(c.path) > 1 {
		if table < 0 {
			return c.made(append(ended(data), "\n"+newSection(c.table(), of)...))
		}
		first = entries[table].line
	}
	last := first // the line before which it is put, where no comment shows it
	for _, e := range entries {
		switch {
		case e.line <= first:
		case e.heads:
			end = min(end, e.line-1)
		case e.line <= end && len(c.path) > 1:
			last = max(last, e.line+bytes.Count(data[e.from:e.to], []byte("\n")))
		}
	}
	for i := first; i < end; i++ {
		if s, ok := shownBy(lines[i], of); ok && s.name == name {
			lines[i] = s.line(c.value)
			return []byte(strings.Join(lines, ""))
		}
	}
	before := strings.Join(lines[:last], "")
	return slices.Concat(ended([]byte(before)), []byte(name+" = "+c.value+"\n"), []byte(strings.Join(lines[last:], "")))
}

// commentedOut is a file in which the lines of a value are a comment.
func commentedOut(data []byte, e entry) []byte {
	lines := strings.SplitAfter(string(data), "\n")
	last := e.line + bytes.Count(data[e.from:e.to], []byte("\n"))
	for i := e.line - 1; i < last; i++ {
		lines[i] = "# " + lines[i]
	}
	return []byte(strings.Join(lines, ""))
}

// ended is a text that ends with its last line.
func ended(data []byte) []byte {
	if len(data) > 0 && data[len(data)-1] != '\n' {
		return append(slices.Clip(data), '\n')
	}
	return data
}

// shownBy is the setting that a line shows as a comment, as new files have it.
func shownBy(line string, of []setting) (setting, bool) {
	for _, s := range of {
		if strings.TrimRight(line, "\r\n") == strings.TrimRight(s.comment(), "\n") {
			return s, true
		}
	}
	return setting{}, false
}

// line is the setting with a value, as new files have it, and comment shows it as one.
func (s setting) line(value string) string {
	return fmt.Sprintf("%-40s # %s\n", s.name+" = "+value, s.meaning)
}

func (s setting) comment() string { return "# " + s.line(s.example) }

// newFile is a settings file that says nothing yet but what it can say.
func newFile(profile string) string {
	var b strings.Builder
	b.WriteString("# The settings of Callsheet. A line without the # before it counts; the environment goes before this file.\n\n")
	for _, s := range settings {
		b.WriteString(s.comment())
	}
	b.WriteString("\n# Hours of your own, by name:\n# [hours]\n# callcentre = \"mon-fri 9-18, sat 10-14, max 3 in 24h\"\n\n")
	b.WriteString("# The ledger that a team has in common: `callsheet help team`.\n" + newSection(teamTable, teamSettings) + "\n")
	b.WriteString(newSection(profilesTable+"."+tomlName(profile), profileSettings))
	return b.String()
}

// newSection is a table that says nothing yet but what it can say.
func newSection(heading string, of []setting) string {
	var b strings.Builder
	b.WriteString("[" + heading + "]\n")
	for _, s := range of {
		b.WriteString(s.comment())
	}
	return b.String()
}

var bareName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// tomlName is the name of a table as it is written.
func tomlName(name string) string {
	if bareName.MatchString(name) {
		return name
	}
	return tomlText(name)
}

// tomlText is a text as it is written.
func tomlText(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
