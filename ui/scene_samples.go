package ui

import (
	"context"
	"fmt"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/misread"
	"callsheet/model/table"
	"callsheet/ui/session"
)

// fixedNow is the clock of every scene: a Tuesday morning in winter.
var fixedNow = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

// tableOf builds a list from lines of cells, the header first.
func tableOf(rows ...[]string) *table.Table {
	return table.Of(rows[0], rows[1:]...)
}

// springList is a list with one row of each state.
func springList() *table.Table {
	return tableOf(
		[]string{"Name", "Mobile", "Email", "Company", "Plan", "Do not call"},
		[]string{"Olivia Grant", "07400 123101", "olivia@example.com", "Grant & Sons", "Gold", ""},
		[]string{"Zoë Młynarczyk", "7400123102", "zoe@example.com", "Northwind", "Silver", ""},
		[]string{"Amit Rao", "+44 7400 123103", "amit@example", "Rao Ltd", "Gold", ""},
		[]string{"田中 由美", "7400 123104", "", "田中商店", "Gold", ""},
		[]string{"Sam Poole", "call me", "sam@example.com", "", "Basic", ""},
		[]string{"Olivia Grant", "+447400123101", "olivia@example.com", "Grant & Sons", "Gold", ""},
		[]string{"Nadia Haddad", "07400 123106", "", "", "Basic", "yes"},
		[]string{"", "", "", "", "", ""},
		[]string{"Ben Okafor", "4.479E+11", "", "Okafor", "Gold", ""},
		[]string{"Carla Núñez", "07400 123107 / 07400 123108", "", "", "Gold", ""},
	)
}

// campaignOf is a campaign with a list, ready to be sent.
func campaignOf(table *table.Table, name string) *model.Campaign {
	values := model.DefaultOptionValues()
	values[model.OptName], values[model.OptAgent], values[model.OptUser] = name, "agent_renewals", "user_1"
	values[model.OptTimeZone] = "Europe/London"
	c := &model.Campaign{Table: table, Region: "GB", RegionFrom: columns.FromOperator, Values: values, Stage: model.StageOptions,
		Origin: model.Origin{Path: "/lists/spring.csv", Format: "csv", Encoding: "utf-8", Delimiter: ",", HeaderRow: 1}}
	c.Mapping = columns.Guess(table, "GB").Keyed()
	c.List = must(model.Diagnose(context.Background(), table, c.Mapping, c.Region, model.Edits{}, nil))
	return c
}

const longName = "Quarterly policy renewals for the northern region, third reminder (四半期の契約更新)"

// worstList is a list with long names, wide characters and six-digit counts.
func worstList() *table.Table {
	rows := [][]string{{"Title of the policy holder as printed on the policy", "Mobile", "Email", "Company", "Notes 📝", "Do not call"}}
	for i := range 123_456 {
		phone := fmt.Sprintf("07400 %06d", i)
		switch i % 40 {
		case 0:
			phone = fmt.Sprintf("7400%06d", 200_000+i)
		case 1:
			phone = "07400 1234"
		case 2:
			phone = "07400 000003"
		}
		dnc := ""
		if i%90 == 7 {
			dnc = "yes"
		}
		rows = append(rows, []string{"Prof. Dr. Maximiliane-Theodora von und zu Hohenschönhausen 王小明 👩‍👩‍👧", phone,
			"maximiliane.theodora@hohenschoenhausen.example", "Gesellschaft für außerordentlich lange Firmennamen mbH & Co. KG", "ממתין להצעה", dnc})
	}
	return tableOf(rows...)
}

// badList is a list with 400 bad rows of eight causes.
func badList() *table.Table {
	causes := []struct {
		rows  int
		phone func(i int) string
		other string
	}{
		{120, func(i int) string { return fmt.Sprintf("7400 12%04d", i) }, ""},
		{80, func(i int) string { return fmt.Sprintf("447400 13%04d", i) }, ""},
		{60, func(i int) string { return fmt.Sprintf("07400 14%04d / 07400 15%04d", i, i) }, ""},
		{50, func(i int) string { return fmt.Sprintf("+07400 16%04d", i) }, ""},
		{40, func(i int) string { return fmt.Sprintf("07400 17%04d home", i) }, ""},
		{25, func(int) string { return "n/a" }, "07400 18%04d"},
		{15, func(i int) string { return fmt.Sprintf("07400 19%04d 123", i) }, ""},
		{10, func(i int) string { return fmt.Sprintf("4.474%02dE+11", i) }, ""},
	}
	var rows [][]string
	for _, c := range causes {
		for i := range c.rows {
			other := ""
			if c.other != "" {
				other = fmt.Sprintf(c.other, i)
			}
			rows = append(rows, []string{c.phone(i), other, fmt.Sprintf("Person %d", len(rows)), "Gold"})
		}
	}
	for i := range 600 {
		rows = append(rows, []string{fmt.Sprintf("07401 %06d", i), "", "Ready", "Silver"})
	}
	// The rows of a cause do not stand together in a file.
	mixed := make([][]string, len(rows))
	for i := range rows {
		mixed[i*373%len(rows)] = rows[i]
	}
	return tableOf(append([][]string{{"Phone", "Home phone", "Name", "Plan"}}, mixed...)...)
}

// renewals is a list with several phones and columns for the prompt.
func renewals(header ...string) *table.Table {
	if len(header) == 0 {
		header = []string{"Name", "Mobile", "Office phone", "Plan", "Renews"}
	}
	return tableOf(header,
		[]string{"Olivia Grant", "07400 123101", "020 7946 0018", "Gold", "2026-12-01"},
		[]string{"Ben Osei", "07400 123102", "", "Silver", "2026-12-02"},
		[]string{"Zoë Malik", "", "020 7946 0020", "007", "2026-12-03"})
}

// spoiltList is a list whose letters were read in a wrong encoding, and as they
// are.
func spoiltList() (spoilt, right *table.Table) {
	lines := [][2]string{{"JosÃ© PÃ©rez", "José Pérez"}, {"Ann Lee", "Ann Lee"}, {"ZoÃ« MÃ¼ller", "Zoë Müller"}, {"Ã…sa Ã–berg", "Åsa Öberg"}}
	build := func(which int) *table.Table {
		var b table.Builder
		for i, line := range lines {
			b.Append(i+2, []table.Cell{{Text: line[which]}, {Text: "07400 12310" + string(rune('1'+i))}})
			if misread.Lossy(line[which]) {
				b.SetFlags(i, table.RowLossy)
			}
		}
		return b.Build([]string{"Name", "Phone"})
	}
	return build(0), build(1)
}

// rightReadings are the encodings that list may be in.
func rightReadings() []table.Reading {
	return []table.Reading{
		{Encoding: "utf-8", Texts: []string{"José Pérez", "Zoë Müller", "Åsa Öberg"}},
		{Encoding: "windows-1250", Texts: []string{"JosĂ© PĂ©rez", "ZoĂ« MĂĽller", "Ă…sa Ă–berg"}},
	}
}

// sampleFolders is what lies beside the sample lists.
var sampleFolders = map[string][]session.Entry{
	"/": {{Name: "lists", IsFolder: true}},
	"/lists": {{Name: "old", IsFolder: true}, {Name: "olives", IsFolder: true}, {Name: "notes.pdf", Size: 4}, {Name: "spring.csv", Size: 12_345},
		{Name: "spring leads (final).xlsx", Size: 30_000}, {Name: "latest.csv", Target: "old/2025 spring.csv", Size: 7}},
	"/lists/old": {{Name: "2025 spring.csv", Size: 7}},
}

// sampleBook is a workbook of a few sheets, and their tables by name.
func sampleBook() (session.FileInfo, map[string]*table.Table) {
	info := session.FileInfo{Path: "/lists/spring leads (final).xlsx", Format: formatWorkbook, Size: 30_000, Sheets: []session.Sheet{
		{Name: "Read me", Rows: 3}, {Name: "Leads", Rows: 7}, {Name: "Old numbers", Rows: 1_048_576, Hidden: true}, {Name: "Chart data", Rows: -1}, {Name: "Notes", Rows: 1},
	}}
	return info, map[string]*table.Table{
		"Read me": tableOf([]string{"How to use this list"}, []string{"Ring before noon"}), "Leads": springList(),
		"Old numbers": springList(), "Chart data": tableOf([]string{"Week", "Calls"}, []string{"1", "40"}), "Notes": tableOf([]string{""}, []string{""}),
	}
}

// must is for what cannot fail with the samples that scenes are made of.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// sampleSets are two option sets, and keep no other.
type sampleSets struct{}

func (sampleSets) OptionSets(context.Context) ([]model.OptionSet, error) {
	set := func(name, rate, attempts, zone string) model.OptionSet {
		return model.OptionSet{Name: name, Values: model.OptionValues{model.OptAgent: "agent_renewals", model.OptRate: rate, model.OptAttempts: attempts, model.OptTimeZone: zone}}
	}
	return []model.OptionSet{set("Evenings", "5", "2", "Europe/London"), set("Reminders", "10", "3", "")}, nil
}

func (sampleSets) SaveOptionSet(context.Context, model.OptionSet) error { return nil }
