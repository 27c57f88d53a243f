package session

import (
	"context"
	"slices"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// maxKnownColumns bounds how many columns are remembered one by one.
const maxKnownColumns = 100

// remembered is what is kept of earlier lists of a shape.
type remembered struct {
	mapping columns.Mapping
	exact   bool         // the list was of the same shape, and not only its columns known
	region  phone.Region // the account's operator chose for lists of that very shape; "" = none
}

// accountShape is the key under which the country of lists of a shape is kept:
// it is the word of those who work for one account.
func accountShape(shape, account string) string { return shape + "@" + account }

// recall is what the columns of a list were left as: those of the last list of
// the same shape, or, when there was none, each column as it was left wherever
// it was seen last, provided that most of them were seen. With these come the
// columns that the prompt needed of such lists, which this one may not have. A
// memory that cannot be read is as good as none.
func (s Session) recall(ctx context.Context, t *table.Table, account string) (r remembered) {
	shape := columns.Fingerprint(t.Header)
	if s.Mappings == nil || shape == "" {
		return r
	}
	if m, _, found, err := s.Mappings.Mapping(ctx, shape); err == nil && found && len(m) > 0 {
		r.mapping, r.exact = m, true
		if _, region, found, err := s.Mappings.Mapping(ctx, accountShape(shape, account)); err == nil && found {
			r.region = region
		}
		return r
	}
	named := 0
	var m columns.Mapping
	beside := map[string]int{} // columns needed beside those, by how many
	var needed columns.Mapping
	for _, header := range t.Header[:min(len(t.Header), maxKnownColumns)] {
		one := columns.Fingerprint([]string{header})
		if one == "" {
			continue
		}
		named++
		column, _, found, err := s.Mappings.Mapping(ctx, one)
		if err != nil || !found || len(column) == 0 {
			continue
		}
		m = append(m, column[0])
		for _, need := range column[1:] {
			if beside[need.Header]++; beside[need.Header] == 1 {
				needed = append(needed, need)
			}
		}
	}
	if 2*len(m) <= named {
		return r
	}
	r.mapping = m
	for _, need := range needed {
		here := slices.ContainsFunc(t.Header, func(h string) bool {
			return columns.Fingerprint([]string{h}) == columns.Fingerprint([]string{need.Header})
		})
		if !here && 2*beside[need.Header] >= len(m) {
			r.mapping = append(r.mapping, need)
		}
	}
	return r
}

// Remember keeps what the columns of a list mean, for the next list of its shape
// and, column by column, for one that is nearly of its shape, with the columns
// that are needed beside it; and the country the operator chose for it, for those
// who work for the account.
func (s Session) Remember(ctx context.Context, l *model.List, from columns.RegionSource, account string) error {
	var header []string
	for _, c := range l.Mapping {
		if !c.Absent() {
			header = append(header, c.Header)
		}
	}
	shape := columns.Fingerprint(header)
	if s.Mappings == nil || shape == "" {
		return nil
	}
	needed := l.Mapping.Needed()
	for _, c := range l.Mapping[:min(len(l.Mapping), maxKnownColumns)] {
		if one := columns.Fingerprint([]string{c.Header}); one != "" && one != shape && !c.Absent() {
			if err := s.Mappings.SaveMapping(ctx, one, append(columns.Mapping{c}, needed...), ""); err != nil {
				return err
			}
		}
	}
	if err := s.Mappings.SaveMapping(ctx, shape, l.Mapping, ""); err != nil {
		return err
	}
	// Any other word is given again with the next list, and may be another then.
	if from != columns.FromOperator || l.Region == "" {
		return nil
	}
	return s.Mappings.SaveMapping(ctx, accountShape(shape, account), nil, l.Region)
}

// countriesBefore are the countries of the account's other lists that somebody
// named, those of the most lists first.
func (s Session) countriesBefore(ctx context.Context, account string) []phone.Region {
	if s.Earlier == nil {
		return nil
	}
	// It only puts candidates in order: without it they are in another.
	campaigns, _ := s.Earlier.Summaries(ctx)
	lists := map[phone.Region]int{}
	var regions []phone.Region
	for _, c := range campaigns {
		if d := c.Draft; d.Profile == account && d.Region != "" && d.RegionFrom.Given() {
			if lists[d.Region]++; lists[d.Region] == 1 {
				regions = append(regions, d.Region)
			}
		}
	}
	slices.SortStableFunc(regions, func(a, b phone.Region) int { return lists[b] - lists[a] })
	return regions
}
