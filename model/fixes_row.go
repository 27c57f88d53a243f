package model

import (
	"cmp"
	"fmt"
	"slices"

	"callsheet/model/columns"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
)

func (fs Fixes) sharedReason(n phone.Number) string {
	rows := 0
	fs.list.each(func(_ int, r *record) {
		if r.number == n {
			rows++
		}
	})
	return n.Grouped() + " stands in " + figures.Counted(rows, "row") + " of different people. It is called once, for the first of them; the others are its duplicates."
}

// maxFill is how many other columns are offered to fill a needed one from.
const maxFill = 3

// neededFixes are the fixes of a row that lacks a value the prompt needs.
func (fs Fixes) neededFixes(row int, e Edit, r record) []Fix {
	part := r.part()
	if part >= len(fs.eval.rows.cols.needed) {
		return nil
	}
	need := fs.eval.rows.cols.needed[part]
	text := columns.FallbackText(need.Key)
	fixes := []Fix{{Kind: FixFallback, Part: part, Text: text, Number: r.number, Confidence: Likely,
		Reason: fmt.Sprintf("{%s} is empty in this row. The agent gets “%s” in its place.", need.Key, text)}}
	for _, c := range fs.eval.rows.mapping {
		if len(fixes) > maxFill {
			break
		}
		cell := fs.eval.rows.cell(row, e, c.Index)
		if c.Index == need.Index || c.Field != columns.FieldMetadata && c.Field != columns.FieldCompany || columns.NoValue(cell) {
			continue
		}
		fixes = append(fixes, Fix{Kind: FixFill, Part: part, Column: c.Index, Text: printable.Text(cell.Text, columns.MaxFieldRunes), Number: r.number, Confidence: Unsure,
			Reason: fmt.Sprintf("{%s} is empty in this row. The agent gets what %s holds, “%s”.", need.Key, fs.eval.rows.columnTitle(c.Index), printable.Text(cell.Text, maxGivenWords))})
	}
	return fixes
}

// shiftFixes are the fixes of a row that is blocked for where its cells stand.
func (fs Fixes) shiftFixes(row int, e Edit, r record) []Fix {
	var fixes []Fix
	reason := "One cell of the workbook holds this number for several rows. It is taken for this one, and those below are its duplicates."
	if r.problem == Shifted {
		reason = "The cells are taken for what the columns say that they stand in."
		if s, ok := fs.eval.shifts.find(row, e, true); ok && s.cells != nil {
			fixes = append(fixes, Fix{Kind: FixUnshift, Number: r.number, Confidence: Likely, Reason: fs.eval.shifts.words(s)})
		}
	}
	return append(fixes, Fix{Kind: FixAsIs, Number: fs.list.Contacts().Read(row).Number, Confidence: Unsure, Reason: reason})
}

// optOutFixes are what can be done with a row that is blocked because it is likely
// not to be called: what is safe is the first.
func (fs Fixes) optOutFixes(row int, r record) []Fix {
	why := firstUpper(fs.eval.refusals.why(row, fs.list.Edit(row), r.number)) + "."
	return []Fix{
		{Kind: FixNoCall, Confidence: Likely, Reason: why + " The row is not called, nor any other with its numbers."},
		{Kind: FixMayCall, Number: r.number, Confidence: Unsure, Reason: why + " It is called all the same."},
	}
}

// OfCause lists the ways to put the rows of a cause right, the best first and
// leaving them out last. Confidence and Reason are those of the first row, and
// Number is 0: each row gets its own.
func (fs Fixes) OfCause(c Cause) []Fix {
	rows := fs.list.Causes().Rows(c, regionSample)
	if len(rows) == 0 {
		return nil
	}
	fixes := fs.Of(rows[0])
	if c.Problem == Problem(phone.NoCountry) && c.Fix == FixRegion {
		fixes = append(fs.regionFixes(rows), slices.DeleteFunc(fixes, func(f Fix) bool { return f.Kind == FixRegion })...)
	}
	for i := range fixes {
		fixes[i].Number = 0
	}
	return fixes
}

// regionSample is on how many rows of a cause the countries are tried.
const regionSample = 50

// regionFixes are the countries in which most of some rows' numbers exist.
func (fs Fixes) regionFixes(rows []int) []Fix {
	var fixes []Fix
	hits := map[phone.Region]int{}
	for _, region := range fs.list.verdicts.tally.commonRegions() {
		for _, row := range rows {
			cell := fs.eval.numbers.phoneCell(row, fs.list.Edit(row))
			if m, ok := inRegion(cell, region); ok && m.assigned && !holdsScientific(cell.Text) {
				hits[region]++
			}
		}
		if n := hits[region]; n > 0 {
			fixes = append(fixes, Fix{Kind: FixRegion, Region: region, Confidence: Likely,
				Reason: fmt.Sprintf("%d of %d numbers tried exist in %s, where other rows of this list are from.", n, len(rows), phone.InWords(region))})
		}
	}
	slices.SortStableFunc(fixes, func(a, b Fix) int { return cmp.Compare(hits[b.Region], hits[a.Region]) })
	return fixes
}

func (fs Fixes) recentReason(n phone.Number) string {
	by := ""
	if mark := fs.list.Suppression(n); mark.Campaign != "" {
		by = " by " + mark.CampaignWords()
	}
	return fmt.Sprintf("%s was called a short while ago%s. It is called again all the same.", n.Grouped(), by)
}

func (fs Fixes) answeredReason(n phone.Number) string {
	return fmt.Sprintf("%s answered in %q before, and is called again.", n.Grouped(), printable.Text(fs.list.Suppression(n).AnsweredIn, maxNameRunes))
}

func (fs Fixes) moveReason(n phone.Number) string {
	by := "another campaign"
	if mark := fs.list.Suppression(n); mark.Campaign != "" {
		by = mark.CampaignWords()
	}
	return fmt.Sprintf("%s is in %s, which loses it: it is called by this campaign, and no more by that one.", n.Grouped(), by)
}
