package config

import (
	"fmt"
	"maps"
)

// SourceKind is what kind of place a value comes from.
type SourceKind int

const (
	FromDefault     SourceKind = iota // nobody said it
	FromFlag                          // a flag of the command
	FromEnvironment                   // a variable
	FromProfile                       // a profile of the settings file
	FromFile                          // the settings file, for all profiles
	FromKeyCommand                    // what key_command prints
	FromKeyFile                       // the keys that `callsheet login` stores
	FromMachine                       // what the machine or the terminal says of itself, by a variable
)

// String is the kind in one word, for scripts.
func (k SourceKind) String() string {
	return [...]string{"default", "flag", "environment", "profile", "file", "key_command", "key_file", "machine"}[k]
}

// Source is where a value comes from.
type Source struct {
	Kind SourceKind
	Name string // of the flag, the variable or the profile; of key_command its first word; of a file its path
	Line int    // of the settings file, from 1; 0 = it is not there
}

// String is the source as people read it.
func (s Source) String() string {
	switch s.Kind {
	case FromFlag:
		return s.Name
	case FromEnvironment, FromMachine:
		return s.Name + " in the environment"
	case FromProfile:
		return fmt.Sprintf("profile %s, line %d of %s", quoted(s.Name), s.Line, Path())
	case FromFile:
		return fmt.Sprintf("line %d of %s", s.Line, Path())
	case FromKeyCommand:
		return fmt.Sprintf("key_command, line %d of %s", s.Line, Path())
	case FromKeyFile:
		return s.Name
	}
	return "default"
}

// words is what the source calls the value, or else words for it.
func (s Source) words(otherwise string) string {
	switch s.Kind {
	case FromEnvironment, FromFlag:
		return s.Name
	case FromProfile:
		return fmt.Sprintf("line %d of %s", s.Line, Path())
	}
	return otherwise
}

// Names of what has a source and is no setting of the file.
const (
	keyName     = "key"
	baseURLName = "base_url"
)

// Sources are where the values come from, by the names of the settings, and "key".
type Sources map[string]Source

// Of is where a value comes from.
func (s Sources) Of(name string) Source { return s[name] }

// with are the sources with another one for a value.
func (s Sources) with(name string, source Source) Sources {
	with := maps.Clone(s)
	if with == nil {
		with = Sources{}
	}
	with[name] = source
	return with
}
