package config

import (
	"maps"
	"slices"
)

// Profiles are the names of the profiles in the settings file, in order; none where it cannot
// be read.
func Profiles() []string {
	data, err := readFile(Path())
	var f file
	if err != nil || decode(Path(), data, &f, example) != nil {
		return nil
	}
	return slices.Sorted(maps.Keys(f.Profiles))
}
