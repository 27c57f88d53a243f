package contacts

import (
	"cmp"
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/ui/screen"
)

// causePane lists what keeps rows from being right, largest first.
type causePane struct {
	List  []model.Cause
	Names []string // of the causes, in their order
	At    int
	top   int
	Stale bool // the list was changed since they were counted

	fixes   []model.Fix // of the cause under the cursor; nil until asked for
	recent  int         // rows called a short while ago
	Regions []regionRows
}

// regionRows is how many rows have a number of a country.
type regionRows struct {
	Region phone.Region
	Rows   int
}

// causeCount is what is counted of a list beside its states.
type causeCount struct {
	list    []model.Cause
	recent  int
	regions []regionRows
}

type (
	causesCounted struct{ causes causeCount }
	fixesFound    struct {
		of    model.CauseKey
		fixes []model.Fix
	}
)

func (p *causePane) Here() (model.Cause, bool) {
	if p.At < 0 || p.At >= len(p.List) {
		return model.Cause{}, false
	}
	return p.List[p.At], true
}

// moveTo puts the cursor on a cause, or on the nearest there is, and reports whether
// that is another.
func (p *causePane) moveTo(to int) bool {
	was := p.At
	p.At = max(min(to, len(p.List)-1), 0)
	return p.At != was
}

// find is the cause of a key.
func (p *causePane) find(k model.CauseKey) (model.Cause, bool) {
	i := slices.IndexFunc(p.List, func(c model.Cause) bool { return c.CauseKey == k })
	if i < 0 || k.IsZero() {
		return model.Cause{}, false
	}
	return p.List[i], true
}

func CountOf(ctx context.Context, list *model.List) causeCount {
	count := causeCount{list: list.Causes().All()}
	if rows, err := list.Rows(ctx, model.Filter{Show: model.ShowRecent}); err == nil {
		count.recent = len(rows)
	}
	regions := map[phone.Region]int{}
	for row := range list.Len() {
		if v := list.Verdict(row); v.Number != 0 {
			regions[v.Region]++
		}
	}
	for region, rows := range regions {
		if region != "" {
			count.regions = append(count.regions, regionRows{region, rows})
		}
	}
	slices.SortFunc(count.regions, func(a, b regionRows) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Region, b.Region))
	})
	count.regions = count.regions[:min(len(count.regions), maxCauseOptions)]
	return count
}

// learnFixes finds out what would put the cause under the cursor right.
func (p *causePane) learnFixes(list *model.List, requests *screen.Requests) tea.Cmd {
	cause, ok := p.Here()
	if !ok || p.fixes != nil {
		return nil
	}
	if list.Len() <= QuickList {
		p.fixesOf(list)
		return nil
	}
	list = list.Snapshot()
	return requests.Ask("fixes", func(context.Context) tea.Msg { return fixesFound{cause.CauseKey, list.Fixes().OfCause(cause)} })
}

func (p *causePane) fixesFound(msg fixesFound) {
	if cause, ok := p.Here(); ok && cause.CauseKey == msg.of && p.fixes == nil {
		p.fixes = msg.fixes
	}
}

// typeOrLeave says what can be done about rows that nothing but a person can
// put right.
func typeOrLeave(cause model.Cause) string {
	if cause.Problem == model.Problem(phone.Scientific) {
		return "The lost digits are nowhere in the file, so nothing is guessed. Press tab to type them row by row, or x to leave these rows out."
	}
	return "No fix is right for all of these. Press tab to type them row by row, or x to leave them out."
}

// bestOf is the fix that one key applies: the best, when it does more than to
// leave the rows out.
func bestOf(cause model.Cause, fixes []model.Fix) (model.Fix, bool) {
	if len(fixes) == 0 || cause.Fix == model.FixNone || fixes[0].Kind == model.FixLeaveOut {
		return model.Fix{}, false
	}
	return fixes[0], true
}

// fixesOf are the ways to put the cause under the cursor right.
func (p *causePane) fixesOf(list *model.List) []model.Fix {
	cause, ok := p.Here()
	if ok && p.fixes == nil {
		p.fixes = list.Fixes().OfCause(cause)
	}
	return p.fixes
}

// maxCauseOptions bounds how many causes and countries a question lists.
const maxCauseOptions = 12

const causesCountedAgain = "One moment: the rows are being counted again."

// previewCause shows what each fix makes of the rows of a cause.
func previewCause(cause model.Cause, fixes []model.Fix) effect {
	if len(fixes) == 0 {
		return effect{refuse: typeOrLeave(cause)}
	}
	return effect{of: previewOf{cause: cause}, fixes: fixes}
}

// fixAllOf applies the best fix to all rows of a cause, or shows first what it does
// where that deserves a look.
func fixAllOf(cause model.Cause, fixes []model.Fix) effect {
	best, ok := bestOf(cause, fixes)
	switch {
	case !ok:
		return effect{refuse: typeOrLeave(cause)}
	case best.AsksZone():
		return sayZone(previewOf{cause: cause})
	case best.ReviewFirst():
		return previewCause(cause, fixes)
	}
	return effect{fix: &best, of: previewOf{cause: cause}}
}
