package ui

import (
	"context"
	"slices"

	"callsheet/model"
)

// columnsRead is what a list's columns are taken for before the operator has
// said anything, and what of it deserves a look.
type columnsRead struct {
	mapping model.Mapping
	country model.RegionChoice // of numbers without a country code
	kept    bool               // a list of this kind, or nearly, was here before
	known   bool               // all is as the operator left it in the last list of this kind
	notes   []string           // what is odd about its rows
	changed []int              // columns that are new, or contradict what they were; nil when the list is of no known kind
}

const (
	// maxKnownColumns bounds how many columns are remembered one by one.
	maxKnownColumns = 100
	keptRegionWords = "as in your last such list"
)

// readColumns finds out what a list's columns mean: as the operator left them
// when a list of this kind was here before, otherwise by a guess. A memory that
// cannot be read is as good as none: the columns are then shown to be checked.
//
// The country is the operator's word for this list, their word for the last list
// of this kind, or that of the settings, in this order. It is used without a
// look only where none contradicts another and the numbers do not either.
func readColumns(ctx context.Context, kept Mappings, t *model.Table, region model.Region, from model.RegionSource) columnsRead {
	last, before, exact := recall(ctx, kept, t)
	if last == nil {
		var r columnsRead
		r.mapping, _ = model.HideSaved(t, model.GuessMapping(t, region).Keyed())
		r.country = model.ChooseRegion(t, r.mapping, region, from)
		return r
	}
	asked := before != "" && from.Given() && before != region
	if before != "" && from != model.FromOperator {
		region, from = before, model.FromOperator
	}
	r := columnsRead{kept: true}
	r.mapping, r.changed = model.Replay(last, t, region)
	var added map[int]bool
	r.mapping, added = model.HideSaved(t, r.mapping)
	r.changed = slices.DeleteFunc(r.changed, func(i int) bool { return added[i] && r.mapping[i].Field == model.FieldSkip })
	r.country = model.ChooseRegion(t, r.mapping, region, from)
	if r.country.Region == before {
		r.country.Because = keptRegionWords
	}
	// What contradicts a word is looked at.
	r.known = exact && !asked && len(r.changed) == 0 && r.country.Doubt() == "" && r.country.Region == region
	return r
}

// recall is what the columns of a list were left as: those of the last list of
// the same shape, or, when there was none, each column as it was left wherever
// it was seen last, provided that most of them were seen.
func recall(ctx context.Context, kept Mappings, t *model.Table) (m model.Mapping, region model.Region, exact bool) {
	shape := model.Shape(t.Header)
	if kept == nil || shape == "" {
		return nil, "", false
	}
	if m, region, found, err := kept.Mapping(ctx, shape); err == nil && found && len(m) > 0 {
		return m, region, true
	}
	named := 0
	for _, header := range t.Header[:min(len(t.Header), maxKnownColumns)] {
		one := model.Shape([]string{header})
		if one == "" {
			continue
		}
		named++
		column, at, found, err := kept.Mapping(ctx, one)
		if err != nil || !found || len(column) == 0 {
			continue
		}
		m = append(m, column[0])
		if column[0].Field == model.FieldPhone || region == "" {
			region = at
		}
	}
	if 2*len(m) <= named {
		return nil, "", false
	}
	return m, region, false
}

// keepColumns remembers what the columns mean, for the next list of this kind
// and, column by column, for one that is nearly of this kind.
func keepColumns(ctx context.Context, kept Mappings, m model.Mapping, region model.Region) error {
	header := make([]string, len(m))
	for i, c := range m {
		header[i] = c.Header
	}
	shape := model.Shape(header)
	if kept == nil || shape == "" {
		return nil
	}
	for _, c := range m[:min(len(m), maxKnownColumns)] {
		if one := model.Shape([]string{c.Header}); one != "" && one != shape {
			if err := kept.KeepMapping(ctx, one, model.Mapping{c}, region); err != nil {
				return err
			}
		}
	}
	return kept.KeepMapping(ctx, shape, m, region)
}
