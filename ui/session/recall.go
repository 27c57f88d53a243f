package session

import (
	"context"
	"slices"

	"callsheet/model"
)

// maxKnownColumns bounds how many columns are remembered one by one.
const maxKnownColumns = 100

// remembered is what is kept of earlier lists of a shape.
type remembered struct {
	mapping model.Mapping
	exact   bool         // the list was of the same shape, and not only its columns known
	region  model.Region // the account's operator chose for lists of that very shape; "" = none
}

// accountShape is the key under which the country of lists of a shape is kept:
// it is the word of those who work for one account.
func accountShape(shape, account string) string { return shape + "@" + account }

// recall is what the columns of a list were left as: those of the last list of
// the same shape, or, when there was none, each column as it was left wherever
// it was seen last, provided that most of them were seen. A memory that cannot be
// read is as good as none.
func (s Session) recall(ctx context.Context, t *model.Table, account string) (r remembered) {
	shape := model.Shape(t.Header)
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
	var m model.Mapping
	for _, header := range t.Header[:min(len(t.Header), maxKnownColumns)] {
		one := model.Shape([]string{header})
		if one == "" {
			continue
		}
		named++
		column, _, found, err := s.Mappings.Mapping(ctx, one)
		if err != nil || !found || len(column) == 0 {
			continue
		}
		m = append(m, column[0])
	}
	if 2*len(m) > named {
		r.mapping = m
	}
	return r
}

// Remember keeps what the columns of a list mean, for the next list of its shape
// and, column by column, for one that is nearly of its shape; and the country the
// operator chose for it, for those who work for the account.
func (s Session) Remember(ctx context.Context, l *model.List, from model.RegionSource, account string) error {
	header := make([]string, len(l.Mapping))
	for i, c := range l.Mapping {
		header[i] = c.Header
	}
	shape := model.Shape(header)
	if s.Mappings == nil || shape == "" {
		return nil
	}
	for _, c := range l.Mapping[:min(len(l.Mapping), maxKnownColumns)] {
		if one := model.Shape([]string{c.Header}); one != "" && one != shape {
			if err := s.Mappings.KeepMapping(ctx, one, model.Mapping{c}, ""); err != nil {
				return err
			}
		}
	}
	if err := s.Mappings.KeepMapping(ctx, shape, l.Mapping, ""); err != nil {
		return err
	}
	// Any other word is given again with the next list, and may be another then.
	if from != model.FromOperator || l.Region == "" {
		return nil
	}
	return s.Mappings.KeepMapping(ctx, accountShape(shape, account), nil, l.Region)
}

// countriesBefore are the countries of the account's other lists that somebody
// named, those of the most lists first.
func (s Session) countriesBefore(ctx context.Context, account string) []model.Region {
	if s.Earlier == nil {
		return nil
	}
	// It only puts candidates in order: without it they are in another.
	campaigns, _ := s.Earlier.Campaigns(ctx)
	lists := map[model.Region]int{}
	var regions []model.Region
	for _, c := range campaigns {
		if d := c.Draft; d.Profile == account && d.Region != "" && d.RegionFrom.Given() {
			if lists[d.Region]++; lists[d.Region] == 1 {
				regions = append(regions, d.Region)
			}
		}
	}
	slices.SortStableFunc(regions, func(a, b model.Region) int { return lists[b] - lists[a] })
	return regions
}
