package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"callsheet/model"
	"callsheet/model/reason"
)

// entry is one value of a settings file, or the head of a table, and where it stands.
type entry struct {
	path  []string // the names of its tables, then its own
	table int      // which table of the file it is in, as they stand there; 0 = before the first one
	text  string   // of a text or a date, as it means; of anything else, as it is written
	isBad bool     // neither a text nor a date
	heads bool     // it is no value but the head of a table
	line  int      // from 1

	// Where its value is written, from one byte of the file to before another; both are 0
	// for what stands in a table within a line.
	from, to int
}

// is reports whether the entry is that of a path.
func (e entry) is(path ...string) bool {
	if len(path) != len(e.path) {
		return false
	}
	for i := range path {
		if path[i] != e.path[i] {
			return false
		}
	}
	return true
}

// name is the entry's own name.
func (e entry) name() string { return e.path[len(e.path)-1] }

// readFile reads a file of the settings folder, nil when there is none. Errors are
// sentences for the operator.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, model.UserError(fmt.Sprintf("The settings in %s cannot be read: %s.", path, reason.Of(err)))
	case !info.Mode().IsRegular() || info.Size() > maxFile:
		return nil, model.UserError(fmt.Sprintf("%s is not a settings file. Move it away and try again.", path))
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, model.UserError(fmt.Sprintf("The settings in %s cannot be read: %s.", path, reason.Of(err)))
	}
	return data, nil
}

// decode reads a file into its shape. example is how its settings are written.
func decode(path string, data []byte, into any, example string) error {
	err := toml.Unmarshal(data, into)
	if err == nil {
		return nil
	}
	where := ""
	if at, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ := at.Position()
		where = fmt.Sprintf(" in line %d", line)
	}
	return model.UserError(fmt.Sprintf("%s has a mistake%s. %s Correct it and try again.", path, where, example))
}

// entriesOf are the values of a file that decode has read, and its tables, in order.
func entriesOf(data []byte) []entry {
	r := entryReader{data: data}
	r.parser.Reset(data)
	var tables []string
	for r.parser.NextExpression() {
		e := r.parser.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			var line int
			tables, line = r.key(e.Key())
			r.table++
			r.entries = append(r.entries, entry{path: tables, table: r.table, heads: true, line: line})
		case unstable.KeyValue:
			first := len(r.entries)
			r.read(tables, e)
			if len(r.entries) == first+1 && e.Value().Kind != unstable.InlineTable {
				r.entries[first].from, r.entries[first].to = r.valueAt(e)
			}
		}
	}
	return r.entries
}

type entryReader struct {
	parser  unstable.Parser
	data    []byte
	table   int
	entries []entry
}

// key is the parts of a name and the line that it stands in.
func (r *entryReader) key(parts unstable.Iterator) (names []string, line int) {
	for parts.Next() {
		n := parts.Node()
		names = append(names, string(n.Data))
		line = 1 + bytes.Count(r.data[:n.Raw.Offset], []byte("\n"))
	}
	return names, line
}

// valueAt is where the value of a line is written.
func (r *entryReader) valueAt(e *unstable.Node) (from, to int) {
	names := e.Key()
	for names.Next() {
		from = int(names.Node().Raw.Offset + names.Node().Raw.Length)
	}
	to = int(e.Raw.Offset + e.Raw.Length)
	written := r.data[from:to]
	sign := bytes.IndexByte(written, '=') + 1
	value := bytes.Trim(written[sign:], " \t")
	from += sign + bytes.Index(written[sign:], value)
	return from, from + len(value)
}

// read adds a value, or those of a table within a line.
func (r *entryReader) read(tables []string, e *unstable.Node) {
	names, line := r.key(e.Key())
	path := append(append([]string(nil), tables...), names...)
	value := e.Value()
	switch value.Kind {
	case unstable.InlineTable:
		for inner := value.Children(); inner.Next(); {
			r.read(path, inner.Node())
		}
	case unstable.String, unstable.LocalDate:
		r.entries = append(r.entries, entry{path: path, table: r.table, text: string(value.Data), line: line})
	default:
		r.entries = append(r.entries, entry{path: path, table: r.table, text: strings.TrimSpace(string(value.Data)), isBad: true, line: line})
	}
}
