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

// CauseRows are the first rows of a cause, at most n.
func (l *List) CauseRows(c Cause, n int) []int { return l.causeRows(c, n) }

// Causes are those of the plan's list: of rows that are left out of it, and of
// contacts that are called but deserve a look.
func (p Plan) Causes() []Cause { return p.list.Causes() }

// ToldCount is how many rows that are called carry a warning that is only told.
type ToldCount struct {
	Warning Warnings
	Rows    int
}

// Name is what the warning is called in a list.
func (c ToldCount) Name() string { return firstUpper(c.Warning.Short()[0]) }

// Told counts the warnings that are only told, over the rows that are called. It
// goes once over the verdicts.
func (l *List) Told() []ToldCount {
	sets := map[Warnings]int{} // few, while the rows may be a million
	l.each(func(_ int, r *record) {
		if w := r.warnings() & Told; w != 0 && r.state == Ready {
			sets[w]++
		}
	})
	var counts []ToldCount
	for _, w := range Told.Each() {
		c := ToldCount{Warning: w}
		for set, rows := range sets {
			if set&w != 0 {
				c.Rows += rows
			}
		}
		if c.Rows > 0 {
			counts = append(counts, c)
		}
	}
	return counts
}

// Told counts the warnings that are only told, over the contacts.
func (p Plan) Told() []ToldCount { return p.list.Told() }
