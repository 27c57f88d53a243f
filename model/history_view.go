package model

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// History is what was changed in a list, as it is read.
type History struct {
	list *List
	eval *evaluator
}

// History gives access to them; it costs nothing.
func (l *List) History() History { return History{l, &l.eval} }

// HistoryEntry is one change in a list's history, as it is read.
type HistoryEntry struct {
	What   string
	By     string // "" when nobody is named
	At     time.Time
	Rows   int  // how many rows it changed
	Undone bool // it was taken back and can be made again
}

func entryOf(c Change, undone bool) HistoryEntry {
	return HistoryEntry{c.What, c.By, c.At, len(c.Rows), undone}
}

// Entries lists what was changed, the latest first, from the skip-th entry on
// and at most n. What was undone, and can be redone, stands before what stands.
func (h History) Entries(skip, n int) []HistoryEntry {
	var entries []HistoryEntry
	undone := h.list.undone.changes()
	for i := skip; i < len(undone) && len(entries) < n; i++ {
		entries = append(entries, entryOf(undone[i], true))
	}
	skip = max(0, skip-len(undone))
	for s := h.list.done; s != nil && len(entries) < n; s = s.below {
		if skip > 0 {
			skip--
			continue
		}
		entries = append(entries, entryOf(s.change, false))
	}
	return entries
}

// Len is how many entries History has.
func (h History) Len() int { return h.list.done.len() + h.list.undone.len() }

// RowHistoryEntry is one change of a row, as it is read.
type RowHistoryEntry struct {
	HistoryEntry
	Changed []string // "phone: 7911 123456 → +447911123456"
}

// OfRow lists what was changed in one row and stands, the latest first.
func (h History) OfRow(row int) []RowHistoryEntry {
	var entries []RowHistoryEntry
	for s := h.list.done; s != nil; s = s.below {
		if i := slices.IndexFunc(s.change.Rows, func(r RowEdit) bool { return r.Row == row }); i >= 0 {
			entries = append(entries, RowHistoryEntry{entryOf(s.change, false), h.Changed(s.change.Rows[i])})
		}
	}
	return entries
}

// Changed says in words what one edit of a row changed, from what it was to
// what it became.
func (h History) Changed(r RowEdit) []string {
	var words []string
	was, wasOther := r.Before.column()
	is, isOther := r.After.column()
	places := placesOf(r)
	if was != is || wasOther != isOther || slices.Contains(places, string(columns.FieldPhone)) {
		words = append(words, changedWords("phone", h.eval.numbers.phoneCell(r.Row, r.Before).Text, h.eval.numbers.phoneCell(r.Row, r.After).Text)...)
	}
	for _, place := range places {
		if place != string(columns.FieldPhone) {
			words = append(words, changedWords(h.eval.rows.placeName(place), h.eval.contacts.placeText(r.Row, r.Before, place), h.eval.contacts.placeText(r.Row, r.After, place))...)
		}
	}
	words = append(words, changedWords("country", string(r.Before.region()), string(r.After.region()))...)
	return append(words, changedFlags(r.Before, r.After)...)
}

// placesOf lists the places that either side of an edit types something in.
func placesOf(r RowEdit) []string {
	var places []string
	for _, t := range append(r.Before.all(), r.After.all()...) {
		if !slices.Contains(places, t.place) {
			places = append(places, t.place)
		}
	}
	return places
}

// changedFlags says what was decided about a row beside what was typed.
func changedFlags(before, after Edit) []string {
	var words []string
	for _, flag := range []struct {
		was, is   bool
		yes, back string
	}{
		{before.LeftOut, after.LeftOut, "left out", "taken back in"},
		{before.Accepted, after.Accepted, "its rate accepted", "its rate no longer accepted"},
		{before.CallsAgain(), after.CallsAgain(), "called again so soon", "not called again so soon"},
		{before.AsIs, after.AsIs, "taken as it stands", "no longer taken as it stands"},
		{before.Move, after.Move, "taken from another campaign", "no longer taken from another campaign"},
		{before.TakenIn, after.TakenIn, "taken in", "no longer taken in"},
		{before.Preferred, after.Preferred, "kept before its duplicates", "no longer kept before its duplicates"},
	} {
		switch {
		case flag.is && !flag.was:
			words = append(words, flag.yes)
		case flag.was && !flag.is:
			words = append(words, flag.back)
		}
	}
	if seen := after.Checked &^ before.Checked; seen != 0 {
		words = append(words, "accepted: "+figures.Join(seen.Short()))
	}
	if unseen := before.Checked &^ after.Checked; unseen != 0 {
		words = append(words, "no longer accepted: "+figures.Join(unseen.Short()))
	}
	return words
}

func changedWords(name, was, is string) []string {
	if was == is {
		return nil
	}
	was, is = printable.Text(was, maxGivenWords), printable.Text(is, maxGivenWords)
	return []string{fmt.Sprintf("%s: %s → %s", name, cmp.Or(was, "nothing"), cmp.Or(is, "nothing"))}
}
