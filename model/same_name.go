package model

import (
	"path"
	"time"

	"callsheet/model/printable"
)

// Distinctions says of each campaign what tells it from the others of its name,
// in a few words: its file, the file's folder, or when it was sent or changed, by
// the clock of loc; "" where nobody else has the name.
func Distinctions(all []Summary, loc *time.Location) []string {
	words := make([]string, len(all))
	named := map[string][]int{}
	for i, s := range all {
		named[s.Draft.Name] = append(named[s.Draft.Name], i)
	}
	for _, group := range named {
		if len(group) < 2 {
			continue
		}
		for _, tell := range []func(Summary) string{fileOf, folderOf, func(s Summary) string { return s.When(loc) }, key} {
			if tellApart(all, group, words, tell) {
				break
			}
		}
	}
	return words
}

// tellApart fills in what a way to tell says of a group of campaigns, and reports
// whether they are told apart by it.
func tellApart(all []Summary, group []int, words []string, tell func(Summary) string) bool {
	seen := map[string]bool{}
	for _, i := range group {
		words[i] = printable.Text(tell(all[i]), 40)
		seen[words[i]] = true
	}
	return len(seen) == len(group)
}

func fileOf(s Summary) string {
	if s.Draft.Origin.Path == "" {
		return ""
	}
	return path.Base(s.Draft.Origin.Path)
}

func folderOf(s Summary) string {
	if s.Draft.Origin.Path == "" {
		return ""
	}
	return "in " + path.Base(path.Dir(s.Draft.Origin.Path))
}

func key(s Summary) string { return "id " + s.ID[:min(len(s.ID), 6)] }

// When says when a campaign was sent or, while it is a draft, changed last.
func (s Summary) When(loc *time.Location) string {
	const minute = "2 Jan 15:04"
	if !s.Confirmed.IsZero() {
		return "sent " + s.Confirmed.In(loc).Format(minute)
	}
	if s.Changed.IsZero() {
		return ""
	}
	return "changed " + s.Changed.In(loc).Format(minute)
}
