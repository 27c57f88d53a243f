package model

// CauseNames are what causes are called in each other's company, wherever they
// are counted: no two alike. Those with one name are told apart by the country of
// their numbers, then by whether these are in service, then by what a fix does.
func CauseNames(causes []Cause) []string {
	names := make([]string, len(causes))
	for i, c := range causes {
		names[i] = c.Name()
	}
	for _, more := range []func(CauseKey) string{
		func(k CauseKey) string { return string(k.Region) },
		func(k CauseKey) string {
			switch {
			case k.Unsure && k.State == ToFix:
				return Unsure.String()
			case k.Fix == FixEmail:
				return "can be corrected"
			}
			return ""
		},
		CauseKey.Does,
	} {
		alike := map[string]int{}
		for _, name := range names {
			alike[name]++
		}
		for i, c := range causes {
			if words := more(c.CauseKey); alike[names[i]] > 1 && words != "" {
				names[i] += ", " + words
			}
		}
	}
	return names
}
