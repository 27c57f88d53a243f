package config

import (
	"maps"
	"slices"
	"strings"
)

// Profile is what the settings file says of an account.
type Profile struct {
	Name     string
	BaseURL  string // "" = the public service
	User     string
	ReadOnly bool
}

// Profiles are the names of the profiles in the settings file, in order; none where it cannot
// be read.
func Profiles() (names []string) {
	for _, p := range ListProfiles() {
		names = append(names, p.Name)
	}
	return names
}

// ListProfiles are the profiles in the settings file, by their names in order; none where it
// cannot be read.
func ListProfiles() (all []Profile) {
	data, err := readFile(Path())
	var f file
	if err != nil || decode(Path(), data, &f, example) != nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(f.Profiles)) {
		p := f.Profiles[name]
		all = append(all, Profile{name, strings.TrimSpace(p.BaseURL), strings.TrimSpace(p.User), p.ReadOnly})
	}
	return all
}
