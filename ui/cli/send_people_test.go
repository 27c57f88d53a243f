//go:build unix

package cli_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// rightPeople are lists as people have them, in which it is easy to ring the
// wrong person. Whom may be dialled of each is all that counts: a row that is not
// understood is held.
var rightPeople = []struct {
	name  string
	lines []string
	sheet func(f *excelize.File) // of a workbook, in place of lines
	flags string
	must  string // dialled
	may   string // dialled or held; nobody else
}{
	{name: "a country is never guessed from the numbers", lines: []string{"Name,Phone,City", "Urs,+41 79 123 45 67,Bern", "Ava,0491570156,Sydney", "Leo,0491570157,Perth"},
		must: "+41791234567", may: "+61491570156 +61491570157"},
	{name: "nor from mobiles of one country", lines: []string{"Name,Phone", "Olivia,07700 900123", "Ben,07700 900124", "Maya,07700 900125"}, may: "+447700900123 +447700900124 +447700900125"},
	{name: "a country that is given is used", lines: []string{"Name,Phone", "Ava,0491570156", "Leo,0491570157"}, flags: "--region AU", must: "+61491570156 +61491570157"},
	{name: "a calling code in its own column", lines: []string{"Name,Dial Code,Mobile", "Ana,+52,5512345678", "Ann,+1,4155552671"}, may: "+525512345678 +14155552671"},
	{name: "a calling code that a spreadsheet made a figure", lines: []string{"Name,Country Code,Mobile", "Ana,52.0,5512345678", "Ann,,4155552671"}, flags: "--region US", must: "+14155552671", may: "+525512345678"},
	{name: "states that look like countries", lines: []string{"Name,State,Phone", "Amy,CO,3035550123", "Cat,CA,4155552671", "Dan,IN,3175550123", "Eve,DE,3025550123"}, flags: "--region US", must: "+14155552671", may: "+13035550123 +13175550123 +13025550123"},
	{name: "an exit code that is another country's", lines: []string{"Name,Phone", "A Tan,001 65 6223 4567", "B Somchai,001 66 2 234 5678", "C Wong,2345 6789"}, flags: "--region HK", must: "+85223456789", may: "+6562234567 +6622345678"},
	{name: "a plus before a number of the country itself", lines: []string{"Name,Phone", "Amy,+6475052806", "Ben,(416) 555-2671", "Cat,+3235550123"}, flags: "--region US", must: "+14165552671", may: "+16475052806 +13235550123"},
	{name: "a plus before a number of the country itself, in Russian", lines: []string{"Имя,Телефон", "Иван,+8 495 123-45-67", "Анна,+7 495 123-45-68"}, flags: "--region RU", must: "+74951234568", may: "+74951234567"},
	{name: "a code that stands twice", lines: []string{"Name,Phone", "Jörg,+49 49 175 3129975", "Uta,+4949 151 23456789", "Kai,+49 175 3129976"}, flags: "--region DE", must: "+491753129976", may: "+491753129975 +4915123456789"},
	{name: "a backup phone before the phone", lines: []string{"backup phone number,phone number,name", "415-555-0101,650-253-0000,Amy", "415-555-0102,650-253-0001,Ben"}, flags: "--region US", must: "+16502530000 +16502530001"},
	{name: "the mobile of a rep", lines: []string{"Customer,Phone,Sales Rep,Rep Mobile", "Amy,650-253-0000,Sam,415-555-0101", "Ben,650-253-0001,Sam,415-555-0101"}, flags: "--region US", must: "+16502530000 +16502530001"},
	{name: "the mobile of an adviser, in German", lines: []string{"Kunde,Telefon,Berater,Handy Berater", "Amy,030 23125 001,Sam,0171 3920001", "Ben,030 23125 002,Sam,0171 3920001"}, flags: "--region DE", must: "+493023125001 +493023125002"},
	{name: "cells that stand in the wrong columns", lines: []string{"Company,Fax,Phone,City", "Acme Ltd,415-555-0100,650-253-0000,SF", "Bolt, Inc.,415-555-0101,650-253-0001,LA", "Core Ltd,415-555-0102,650-253-0002,NY"}, flags: "--region US", must: "+16502530000 +16502530002", may: "+16502530001"},
	{name: "a box that a script made a figure", lines: []string{"Name,Phone,Do Not Call", "Amy,2125550120,1.0", "Ben,2125550121,0.0", "Cat,2125550122,0.0"}, flags: "--region US", must: "+12125550121 +12125550122"},
	{name: "whatever is no clear no", lines: []string{"Name,Phone,Do Not Call", "Amy,2125550120,STOP", "Ben,2125550121,no", "Cat,2125550122,no", "Dan,2125550123,VERO", "Eve,2125550124,Yes (by e-mail)", "Fay,2125550125,-1", "Gus,2125550126,2026-03-01", "Hal,2125550127,"}, flags: "--region US", must: "+12125550121 +12125550122 +12125550127"},
	{name: "a no binds the number on every row", lines: []string{"Name,Phone,DNC", "J. Doe,+1 415 555 2671,", "Jane Doe,(415) 555-2671,Yes", "John,6502530000,"}, flags: "--region US", must: "+16502530000"},
	{name: "a no in a status", lines: []string{"Name,Phone,Status", "Amy,4155552671,unsubscribed", "Ben,6502530000,active", "Cat,2125550123,deceased"}, flags: "--region US", may: "+16502530000"},
	{name: "a no by its date", lines: []string{"Name,Phone,Opt Out Date", "Amy,4155552671,2026-03-01", "Ben,6502530000,", "Cat,2125550123,"}, flags: "--region US", may: "+16502530000 +12125550123"},
	{name: "rows that a filter hides", must: "+14155552671 +14155552673", sheet: func(f *excelize.File) {
		put(f, "Name,Phone,Status", "Amy,+14155552670,closed", "Ben,+14155552671,open", "Cat,+14155552672,closed", "Dan,+14155552673,open")
		_ = f.SetRowVisible("Sheet1", 2, false)
		_ = f.SetRowVisible("Sheet1", 4, false)
	}},
	{name: "a no on a row that a filter hides", must: "+14155552672", sheet: func(f *excelize.File) {
		put(f, "Name,Phone,Do not call", "Amy,+14155552671,yes", "Ben,+14155552671,", "Cat,+14155552672,")
		_ = f.SetRowVisible("Sheet1", 2, false)
	}},
	{name: "a phone that is merged over several people", must: "+16502530000", may: "+14155552671", sheet: func(f *excelize.File) {
		put(f, "Company,Phone,Contact", "Acme,+14155552671,Ann", ",,Bob", ",,Cy", "Bolt,+16502530000,Di")
		_ = f.MergeCell("Sheet1", "A2", "A4")
		_ = f.MergeCell("Sheet1", "B2", "B4")
	}},
	{name: "a code that only the format shows", flags: "--region US", must: "+14155552671", may: "+525512345678", sheet: func(f *excelize.File) {
		put(f, "Name,Phone", "Ana,", "Tom,+14155552671")
		code := `"+52 "0`
		style, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		_ = f.SetCellValue("Sheet1", "B2", 5512345678)
		_ = f.SetCellStyle("Sheet1", "B2", "B2", style)
	}},
	{name: "a total and a signature below the list", lines: []string{"Name,Phone", "Amy,4155552671", "Ben,6502530000", ",", "Total,2", "Kind regards,", "Sales office,212 555 0143"}, flags: "--region US", must: "+14155552671 +16502530000"},
	{name: "Mexico's superseded prefixes", lines: []string{"Nombre,WhatsApp", "Ana,+521 55 1234 5678", "Luis,5215513456789", "Eva,044 55 1567 8901"}, flags: "--region MX", may: "+525512345678 +525513456789 +525515678901"},
	{name: "the Ivory Coast's old eight digits", lines: []string{"Nom,Téléphone", "Aya,07 12 34 56", "Ali,05 46 34 86"}, flags: "--region CI"},
	{name: "personal and satellite numbers", lines: []string{"Name,Phone", "Sat,+881 6 1234 5678", "Personal,070 1234 5678", "Ben,020 7946 0018"}, flags: "--region GB", must: "+442079460018"},
	{name: "a short tail is another number", lines: []string{"Name,Phone", "Amy,020 7946 0018 / 19", "Ben,020 7946 0020"}, flags: "--region GB", must: "+442079460020", may: "+442079460018 +442079460019"},
	{name: "Argentina's local mobiles", lines: []string{"Nombre,Teléfono", "Ana,+54 0111557447700", "Teo,011 15 1234-5678"}, flags: "--region AR", may: "+5491157447700 +5491112345678"},
}

// put writes lines of comma-separated texts into a sheet.
func put(f *excelize.File, lines ...string) {
	for r, line := range lines {
		for c, text := range strings.Split(line, ",") {
			cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if text != "" {
				_ = f.SetCellStr("Sheet1", cell, text)
			}
		}
	}
}

// A list is sent without anybody having looked at it: who is dialled is asked of
// the service that dials.
func TestNobodyIsDialledWhoShouldNotBe(t *testing.T) {
	for _, c := range rightPeople {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			service := serve(t)
			d := newHarness(t, service.server.URL)
			path := filepath.Join(d.home, "list.xlsx")
			if c.sheet == nil {
				path = d.file("list.csv", c.lines...)
			} else {
				f := excelize.NewFile()
				c.sheet(f)
				if err := f.SaveAs(path); err != nil {
					t.Fatal(err)
				}
			}
			r := d.run(append([]string{"send", path, "--yes", "--skip-invalid", "--json"}, strings.Fields(c.flags)...)...)
			must, dialled := strings.Fields(c.must), service.Dials()
			for _, number := range slices.Sorted(maps.Keys(dialled)) {
				if dialled[number] != 1 || !slices.Contains(must, number) && !slices.Contains(strings.Fields(c.may), number) {
					t.Errorf("%s is dialled, %d times", number, dialled[number])
				}
			}
			for _, number := range must {
				// Who is asked first dials nobody before the answer.
				if dialled[number] == 0 && r.code != 3 {
					t.Errorf("%s is not dialled", number)
				}
			}
			if t.Failed() {
				t.Logf("exit code %d, %s%s", r.code, r.out, r.says)
			}
		})
	}
}
