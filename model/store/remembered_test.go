package store

import (
	"fmt"
	"slices"
	"testing"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
)

func TestColumnsAreRememberedByTheFingerprintOfTheFile(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	want := filled[columns.Mapping]()
	if _, _, found, err := s.Remembered.Mapping(ctx, "shape"); found || err != nil {
		t.Errorf("found %v before it was kept: %v", found, err)
	}
	ok(t, s.Remembered.SaveMapping(ctx, "shape", nil, "GB"))
	ok(t, s.Remembered.SaveMapping(ctx, "shape", want, "US"))
	got, region, found, err := s.Remembered.Mapping(ctx, "shape")
	ok(t, err)
	if d := differ(got, want); d != "" || region != "US" || !found {
		t.Errorf("found %v in %q: %s", found, region, d)
	}
	must(s.db.writer.ExecContext(ctx, `UPDATE mappings SET mapping = '{'`))(t)
	if _, _, found, err := s.Remembered.Mapping(ctx, "shape"); found || err != nil {
		t.Errorf("found %v what cannot be read: %v", found, err)
	}
}

func TestTheFingerprintsUsedLastAreRemembered(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	keep := func(i int) { ok(t, s.Remembered.SaveMapping(ctx, fmt.Sprint("shape ", i), nil, "")) }
	must(s.db.writer.ExecContext(ctx, `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO mappings (shape, mapping, region, used) SELECT 'shape ' || i, '[]', '', i FROM n`, maxMappings-1))(t)
	keep(0) // once more
	keep(maxMappings)
	for i, want := range map[int]bool{0: true, 1: false, 2: true, maxMappings: true} {
		if _, _, found, err := s.Remembered.Mapping(ctx, fmt.Sprint("shape ", i)); found != want || err != nil {
			t.Errorf("shape %d is remembered: %v, %v", i, found, err)
		}
	}
}

func TestTheFilesOpenedLastComeFirst(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	var want []string
	for i := range maxRecentFiles + 5 {
		path := fmt.Sprintf("/home/anna/leads %d.csv", i)
		ok(t, s.Remembered.SaveRecentFile(ctx, path))
		want = append([]string{path}, want...)
	}
	again := want[3]
	ok(t, s.Remembered.SaveRecentFile(ctx, again))
	want = append([]string{again}, slices.Delete(want, 3, 4)...)[:maxRecentFiles]
	ok(t, s.Close())
	if got := must(open(t, dir, Options{}).Remembered.RecentFiles(ctx))(t); !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}

// A path is stored byte by byte: file names need not be text.
func TestPathsAreKeptAsTheyAre(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	var want []string
	for _, path := range []string{"/home/anna/caf\xe9.csv", "/a\u00a0b.csv", "/a\u200bb.csv", "/a\tb\nc.csv", "/a\x1b]52;c\x07.csv", "/\xff\xfe", " /a "} {
		ok(t, s.Remembered.SaveRecentFile(ctx, path))
		want = append([]string{path}, want...)
		data, err := encodeDraft(model.Draft{Origin: model.Origin{Path: path}})
		ok(t, err)
		if back, _ := decodeDraft(data); back.Origin.Path != path {
			t.Errorf("%q is kept in a draft as %q", path, back.Origin.Path)
		}
	}
	ok(t, s.Close())
	if got := must(open(t, dir, Options{}).Remembered.RecentFiles(ctx))(t); !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}

func TestOptionSetsAreKeptByNameThoseUsedLastFirst(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	for i := range maxOptionSets + 3 {
		ok(t, s.Remembered.SaveOptionSet(ctx, model.OptionSet{Name: fmt.Sprint("set ", i), Values: model.OptionValues{model.OptRate: fmt.Sprint(i)}}))
	}
	ok(t, s.Remembered.SaveOptionSet(ctx, model.OptionSet{Name: "set 9", Values: model.OptionValues{model.OptRate: "7"}}))
	must(s.db.writer.ExecContext(ctx, `UPDATE option_sets SET options = '{' WHERE name = 'set 10'`))(t)
	ok(t, s.Close())
	sets := must(open(t, dir, Options{}).Remembered.OptionSets(ctx))(t)
	if len(sets) != maxOptionSets-1 || sets[0].Name != "set 9" || sets[0].Values[model.OptRate] != "7" || sets[1].Name != fmt.Sprint("set ", maxOptionSets+2) {
		t.Errorf("%d sets, the first %+v", len(sets), sets[:2])
	}
}

func TestTheOperatorsOwnNumberIsRememberedByProfileUntilAllIsForgotten(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	ok(t, s.Remembered.SaveOwnNumber(ctx, "acme", 447400123456))
	ok(t, s.Remembered.SaveOwnNumber(ctx, "acme", 447400123457))
	ok(t, s.Remembered.SaveOwnNumber(ctx, "abroad", 919820012345))
	ok(t, s.Remembered.SaveOptionSet(ctx, model.OptionSet{Name: "Evenings"}))
	ok(t, s.Close())
	s = open(t, dir, Options{})
	for profile, want := range map[string]phone.Number{"acme": 447400123457, "abroad": 919820012345, "default": 0} {
		if n := must(s.Remembered.OwnNumber(ctx, profile))(t); n != want {
			t.Errorf("%s has %v", profile, n)
		}
	}
	ok(t, s.Campaigns.ForgetAll(ctx, false))
	if n := must(s.Remembered.OwnNumber(ctx, "acme"))(t); n != 0 {
		t.Errorf("%v is not forgotten", n)
	}
	if sets := must(s.Remembered.OptionSets(ctx))(t); len(sets) != 0 {
		t.Errorf("%v is not forgotten", sets)
	}
}
