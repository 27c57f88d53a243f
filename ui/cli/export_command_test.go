//go:build unix

package cli_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"callsheet/model"
	"callsheet/model/store"
)

// exportDoc is what export prints as JSON.
type exportDoc struct {
	Campaign, Name, File, Why, Error string
	Original                         bool
	Rows, Calls                      int
	Outcomes                         map[string]int
	Asked                            int `json:"batches_asked"`
	Incomplete                       int `json:"batches_incomplete"`
}

// leadsBook is a workbook of four rows with a formula, of which one cannot be dialled and
// one is there twice.
func (d *harness) leadsBook() string {
	d.t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for row, cells := range [][]any{{"Name", "Phone", "Owes"}, {"Olivia", "+447400123101", 10}, {"Ben", "12", 20}, {"Maya", "+447400123103", 30}, {"Maya B", "+447400123103", 40}} {
		if err := f.SetSheetRow("Sheet1", "A"+strconv.Itoa(row+1), &cells); err != nil {
			d.t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "C5", "C4*2"); err != nil {
		d.t.Fatal(err)
	}
	path := filepath.Join(d.home, "leads.xlsx")
	if err := f.SaveAs(path); err != nil {
		d.t.Fatal(err)
	}
	return path
}

func TestExportGivesTheWorkbookBackWithWhatCameOfEachRow(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	book := d.leadsBook()
	before, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	d.send(book, "--attempts", "1", "--skip-invalid").exits(0)
	d.run("watch", "Leads", "--interval", "1s").exits(0)
	to := filepath.Join(d.home, "results.xlsx")
	doc := document[exportDoc](d.run("export", "Leads", "-o", to, "--json").exits(0))
	if !doc.Original || doc.Rows != 4 || doc.File != to || doc.Outcomes["not called"] != 2 || doc.Asked > 1 || doc.Incomplete != 0 {
		t.Errorf("it says %+v", doc)
	}
	checkLeadsResults(t, to)

	d.run("export", "Leads", "-o", to).exits(1).explains("there already", "--force")
	d.run("export", "Leads", "-o", to, "--force").exits(0)
	d.run("export", "Leads", "-o", book, "--force").exits(1).explains("very list")
	link := filepath.Join(d.home, "link.xlsx")
	if err := os.Symlink(book, link); err != nil {
		t.Fatal(err)
	}
	d.run("export", "Leads", "-o", link, "--force").exits(1).explains("very list")
	if after, err := os.ReadFile(book); err != nil || string(after) != string(before) {
		t.Errorf("the list itself was written to: %v", err)
	}
	d.run("export", "Leads").exits(2).explains("-o FILE")
	d.run("export", "Nobody", "-o", "x.xlsx").exits(1).explains("no campaign")
	d.run("export", "Leads", "-o", filepath.Join(d.home, "x.pdf")).exits(1).explains(".xlsx or .csv")

	// All calls are stored by now, so that nobody is asked, and nothing is missing when
	// the service is away.
	service.server.Close()
	doc = document[exportDoc](d.run("export", "Leads", "-o", to, "--force", "--json").exits(0))
	if doc.Asked != 0 || doc.Calls < 2 || !doc.Original {
		t.Errorf("without the service it says %+v", doc)
	}

	checkReadAgain(d, to)

	// A list that is not what it was is made of its rows.
	if err := os.WriteFile(book, before[:len(before)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	d.run("export", "Leads", "-o", to, "--force").exits(0).explains("made of the rows as they are stored")
	doc = document[exportDoc](d.run("export", "Leads", "-o", filepath.Join(d.home, "results.csv"), "--json").exits(0))
	if doc.Original || doc.Why == "" {
		t.Errorf("of another file it says %+v", doc)
	}
	if err := os.Remove(book); err != nil {
		t.Fatal(err)
	}
	d.run("export", "Leads", "-o", to, "--force").exits(0).explains("leads.xlsx is not where it was.")
	again, err := excelize.OpenFile(to)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	made, err := again.GetRows("Contacts")
	if err != nil || len(made) != 5 || made[1][0] != "Olivia" || made[0][len(made[0])-1] != "Callsheet why not called" {
		t.Errorf("made of its rows it is %q: %v", made, err)
	}
}

// checkLeadsResults holds what the exported workbook of leads says of each row.
func checkLeadsResults(t *testing.T, to string) {
	t.Helper()
	f, err := excelize.OpenFile(to)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if formula, err := f.GetCellFormula("Sheet1", "C5"); err != nil || formula != "C4*2" {
		t.Errorf("the formula is %q: %v", formula, err)
	}
	rows, err := f.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	results := map[string][]string{}
	for _, row := range rows[1:] {
		for len(row) < 11 {
			row = append(row, "")
		}
		results[row[0]] = row[3:]
	}
	if h := rows[0][3:]; h[0] != "Callsheet outcome" || h[1] != "Callsheet attempts" || !strings.HasPrefix(h[2], "Callsheet first call (") || h[7] != "Callsheet why not called" {
		t.Errorf("the columns are %q", h)
	}
	for _, name := range []string{"Olivia", "Maya"} {
		r := results[name]
		if attempts, err := strconv.Atoi(r[1]); err != nil || attempts < 1 || r[2] == "" || r[6] == "" || r[7] != "" {
			t.Errorf("of %s it says %q", name, r)
		}
		if r[0] == "missed" && r[4] != "0" {
			t.Errorf("what was missed has %s seconds of talk", r[4])
		}
	}
	if r := results["Ben"]; r[0] != "not called" || !strings.HasPrefix(r[7], "to fix: ") || r[1] != "" {
		t.Errorf("of who cannot be dialled it says %q", r)
	}
	if r := results["Maya B"]; r[0] != "not called" || r[7] != "same as row 4" {
		t.Errorf("of who is there twice it says %q", r)
	}
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("it may be read by others: %v, %v", info.Mode(), err)
	}
}

// checkReadAgain holds that what is exported is imported again as the list it was.
func checkReadAgain(d *harness, to string) {
	d.t.Helper()
	checked := document[map[string]any](d.run("check", to, "--json").exits(3))
	if checked["rows"] != 4.0 || checked["to_fix"] != 1.0 || checked["ready"] != 2.0 {
		d.t.Errorf("read again it is %v", checked)
	}
	for _, column := range checked["columns"].([]any) {
		c := column.(map[string]any)
		if strings.HasPrefix(c["header"].(string), "Callsheet") && c["field"] != "skip" {
			d.t.Errorf("read again %v would be sent as %v", c["header"], c["field"])
		}
	}
}

func TestExportKeepsTheDialectOfATextAndSaysWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	service := serveAt(t, 60)
	d := newHarness(t, service.server.URL)
	list := d.file("spring_leads.csv", "Name;Phone", "Olivia;+447400123101", "Ben;+447400123102", "Maya;+447400123103")
	sent := document[sentDoc](d.send(list, "--attempts", "1").exits(0))
	to := filepath.Join(d.home, "results.csv")
	doc := document[exportDoc](d.run("export", sent.Campaign, "-o", to, "--json").exits(0))
	if !doc.Original || doc.Asked != 1 {
		t.Errorf("it says %+v", doc)
	}
	text, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(text)))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 4 || len(rows[0]) != 10 || rows[1][1] != "+447400123101" {
		t.Fatalf("it is %q: %v", rows, err)
	}
	// Without the service it is not known of those who have no call, and it says so.
	service.server.Close()
	doc = document[exportDoc](d.run("export", sent.Campaign, "-o", to, "--force", "--json").exits(3))
	if doc.Incomplete != 1 || doc.Error == "" {
		t.Errorf("it says %+v", doc)
	}
}

// A campaign that was never sent, and one that another console has open, are exported too.
func TestExportReadsAlone(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.confirmed(service.name(), "Held", []string{"+447400123101"}, func(p model.Plan, _ time.Time) model.Plan { return p }, func(s *store.Store, _ []model.Batch, _ time.Time) error {
		return nil
	})
	d.ledger(func(ctx context.Context, s *store.Store) {
		all, err := s.Campaigns.Summaries(ctx)
		if err != nil || len(all) != 1 {
			t.Fatalf("%v: %v", all, err)
		}
		if holder, err := s.Campaigns.Lock(ctx, all[0].ID); err != nil || holder != "" {
			t.Fatalf("%q: %v", holder, err)
		}
		doc := document[exportDoc](d.run("export", "Held", "-o", filepath.Join(d.home, "held.xlsx"), "--json").exits(0))
		if doc.Original || doc.Outcomes["waiting"] != 1 {
			t.Errorf("it says %+v", doc)
		}
	})
}
