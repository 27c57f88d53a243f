package phone

import (
	"strings"
)

// InWords is a region's name within a sentence.
func InWords(r Region) string {
	name := r.Name()
	switch {
	case r == "":
		return "no country"
	case strings.HasPrefix(name, "United "), strings.HasSuffix(name, "Islands"), strings.HasSuffix(name, "Republic"),
		r == "NL", r == "PH", r == "BS", r == "GM", r == "MV", r == "KM", r == "SC", r == "CD", r == "CG", r == "VA":
		return "the " + strings.TrimPrefix(name, "The ")
	}
	return name
}
