package phone

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/table"
)

// phoneCorpus opens a file of published phone examples, or skips the test.
func phoneCorpus(t *testing.T, name string) *os.File {
	t.Helper()
	root := os.Getenv("CALLSHEET_CORPORA")
	if root == "" {
		t.Skip("CALLSHEET_CORPORA does not name a folder of published examples")
	}
	f, err := os.Open(filepath.Join(root, "phones", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestPublishedExamplesKeepTheirDigits(t *testing.T) {
	rows, err := csv.NewReader(phoneCorpus(t, "libphonenumber-examples.csv")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, row := range rows[1:] {
		region, kind, e164 := row[1], row[2], row[4]
		r := Read(table.Cell{Text: e164}, Region(region))
		switch {
		case r.Number.String() != e164:
			t.Errorf("%s %s: %s is read as %q %q", region, kind, e164, r.Number, r.Problem)
		case (kind == "PREMIUM_RATE") != (r.Problem == Premium):
			t.Errorf("%s %s: %s has problem %q", region, kind, e164, r.Problem)
		default:
			right++
		}
	}
	t.Logf("%d of %d examples keep their digits", right, len(rows)-1)
}

func TestPublishedExamplesReadAtHome(t *testing.T) {
	rows, err := csv.NewReader(phoneCorpus(t, "libphonenumber-examples.csv")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	same, asked, stopped := 0, 0, 0
	for _, row := range rows[1:] {
		region, e164 := row[1], row[4]
		p, err := phonenumbers.Parse(e164, "")
		if err != nil {
			t.Fatal(err)
		}
		r := Read(table.Cell{Text: phonenumbers.Format(p, phonenumbers.NATIONAL)}, Region(region))
		switch {
		case r.Number.String() == e164 && r.Problem == NoProblem:
			same++
		case r.Problem == NoProblem:
			t.Errorf("%s: %s is read as %s", region, phonenumbers.Format(p, phonenumbers.NATIONAL), r.Number)
		case r.Number.String() == e164:
			asked++
		default:
			stopped++
		}
	}
	t.Logf("of %d examples in national form %d are read, %d are asked about, %d are stopped", len(rows)-1, same, asked, stopped)
}

func TestOneMobileOfEachCountryIsRead(t *testing.T) {
	var mobiles map[string]string
	if err := json.NewDecoder(phoneCorpus(t, "libphonenumber-js.examples.mobile.json")).Decode(&mobiles); err != nil {
		t.Fatal(err)
	}
	right := 0
	for region, national := range mobiles {
		r := Read(table.Cell{Text: national}, Region(region))
		p, err := phonenumbers.Parse(national, region)
		if err != nil {
			t.Fatal(err)
		}
		if want := phonenumbers.Format(p, phonenumbers.E164); r.Number.String() != want {
			t.Errorf("%s: %s is read as %q %q, want %s", region, national, r.Number, r.Problem, want)
			continue
		}
		right++
	}
	t.Logf("%d of %d mobile numbers are read or suggested", right, len(mobiles))
}

func TestWhatABulkServiceTakesAndRefuses(t *testing.T) {
	var cells []struct {
		Group, Input  string
		DefaultRegion string `json:"default_region"`
		Valid         bool
	}
	if err := json.NewDecoder(phoneCorpus(t, "govuk-notify-phones.json")).Decode(&cells); err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, c := range cells {
		r := Read(table.Cell{Text: c.Input}, Region(c.DefaultRegion))
		switch {
		case c.Valid && r.Number == 0:
			t.Errorf("%s: %q is %q, want a number", c.Group, c.Input, r.Problem)
		case !c.Valid && r.Problem == NoProblem:
			t.Errorf("%s: %q is read as %s %v", c.Group, c.Input, r.Number, r.Warnings.Names())
		default:
			right++
		}
	}
	t.Logf("%d of %d cells are taken or refused alike", right, len(cells))
}
