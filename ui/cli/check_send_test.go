//go:build unix

package cli_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"callsheet/api/sandbox"
	"callsheet/importer"
	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/ui/cli"
	"callsheet/ui/session"
)

// What check says of a row is what the columns and the review show, what a dry run
// prints and what the service receives: of a list as it was written, and of one
// that was repaired and saved.
func TestCheckSaysWhatIsSent(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			draw := rand.New(rand.NewPCG(seed, 7))
			bodies := make(chan []byte, 1)
			service := sandbox.New(sandbox.Config{Speed: 1})
			recorder := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/batch") {
					body, _ := io.ReadAll(r.Body)
					bodies <- body
					r.Body = io.NopCloser(bytes.NewReader(body))
				}
				service.ServeHTTP(w, r)
			}))
			t.Cleanup(recorder.Close)
			d := newHarness(t, recorder.URL)
			for _, path := range []string{drawnList(t, d, draw), savedList(t, d, draw)} {
				checked := readyRows(t, d.run("check", path, "--region", "GB", "--rows", "-"))
				dry := document[struct{ Requests []sentBody }](d.run("send", path, "--region", "GB", "--skip-invalid", "--again", "--dry-run", "--json").exits(0))
				d.send(path, "--region", "GB", "--skip-invalid", "--again").exits(0)
				var received sentBody
				if err := json.Unmarshal(<-bodies, &received); err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(checked, received.Contacts) {
					t.Errorf("check says\n%v\nthe service receives\n%v", checked, received.Contacts)
				}
				if len(dry.Requests) != 1 || !reflect.DeepEqual(dry.Requests[0].Contacts, received.Contacts) {
					t.Errorf("the dry run shows\n%v\nthe service receives\n%v", dry.Requests, received.Contacts)
				}
				columns, review := shownContacts(t, path)
				if !reflect.DeepEqual(review, received.Contacts) {
					t.Errorf("the review shows\n%v\nthe service receives\n%v", review, received.Contacts)
				}
				if !reflect.DeepEqual(columns, received.Contacts) {
					t.Errorf("the columns show\n%v\nthe service receives\n%v", columns, received.Contacts)
				}
			}
		})
	}
}

type sentBody struct{ Contacts []sentContact }

type sentContact struct {
	ID, PhoneNumber, Name, Email, Company string
	Metadata                              map[string]any
}

// shownContacts are the contacts of a list's ready rows as the console shows them
// beside the columns, and in the request it shows before it is sent.
func shownContacts(t *testing.T, path string) (beside, review []sentContact) {
	t.Helper()
	s := session.Session{Files: cli.ReadersOfLists()}
	word := session.Word{Region: "GB", From: columns.FromFlag}
	opened, list, err := s.Open(t.Context(), path, session.ReadOptions{FindHeader: true}, word, new(session.Progress))
	if err != nil {
		t.Fatal(err)
	}
	plan := model.NewPlan(list.Snapshot(), model.Options{Agent: "agent", User: "user"})
	var request sentBody
	if err := json.Unmarshal([]byte(cli.RequestShown(plan)), &request); err != nil {
		t.Fatal(err)
	}
	judged := opened.Campaign()
	judged.List = list
	for _, row := range plan.Rows(0) {
		c, v := session.Preview(opened.Campaign(), int(row))
		if again, _ := session.Preview(judged, int(row)); !reflect.DeepEqual(c, again) {
			t.Errorf("row %d is shown as %v, and once it was judged as %v", row, c, again)
		}
		if v.State != model.Ready {
			t.Errorf("row %d is sent, and shown as %s", row, v.State)
		}
		if sent := plan.Contact(int(row)); sent.ID == "" {
			c.ID = "" // a row alone does not know that an earlier one has its id
		}
		text, err := json.Marshal(sentContact{c.ID, c.Number.String(), c.Name, c.Email, c.Company, c.Metadata})
		if err != nil {
			t.Fatal(err)
		}
		var shown sentContact
		if err := json.Unmarshal(text, &shown); err != nil {
			t.Fatal(err)
		}
		beside = append(beside, shown)
	}
	return beside, request.Contacts
}

// readyRows are the contacts of the rows that check calls ready.
func readyRows(t *testing.T, r ran) []sentContact {
	t.Helper()
	var contacts []sentContact
	lines := bufio.NewScanner(strings.NewReader(r.out))
	for lines.Scan() {
		var row struct {
			State, Phone string
			sentContact
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("%v: %s", err, lines.Bytes())
		}
		if row.State == "ready" {
			row.PhoneNumber = row.Phone
			if len(row.Metadata) == 0 {
				row.Metadata = nil
			}
			contacts = append(contacts, row.sentContact)
		}
	}
	return contacts
}

var drawnCells = []string{"", "x", "007", "12", "12.5", "1e3", "-0", "true", "FALSE", "9007199254740993", "1.10", "2026-03-01", "#N/A", "a\tb", "\u202eevil", "😀", "\"q\"", "Ann", "ann@example.com"}

// drawnTable is a list whose numbers are all good and whose other cells may be
// anything.
func drawnTable(draw *rand.Rand) [][]string {
	records := [][]string{{"Phone", "Name", "Email", "Company", "Customer id", "Plan", "Balance"}}
	for i := range 12 {
		record := []string{fmt.Sprintf("+4474001231%02d", i)}
		if draw.IntN(3) == 0 {
			record[0] += " ext 12"
		}
		for range records[0][1:] {
			record = append(record, drawnCells[draw.IntN(len(drawnCells))])
		}
		records = append(records, record)
	}
	return records
}

func drawnList(t *testing.T, d *harness, draw *rand.Rand) string {
	t.Helper()
	return d.records("drawn.csv", drawnTable(draw))
}

// savedList is a list that was repaired at random and saved.
func savedList(t *testing.T, d *harness, draw *rand.Rand) string {
	t.Helper()
	source, err := importer.Open(t.Context(), d.records("before.csv", drawnTable(draw)))
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	read, err := source.Read(t.Context(), importer.Options{HeaderRow: importer.FindHeader}, nil)
	if err != nil {
		t.Fatal(err)
	}
	list, err := model.Diagnose(t.Context(), read.Table, columns.Guess(read.Table, "GB").Keyed(), "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	slots := []model.EditableField{
		{Field: columns.FieldName}, {Field: columns.FieldEmail}, {Field: columns.FieldCompany}, {Field: columns.FieldID}, {Field: columns.FieldPhone},
		{Field: columns.FieldMetadata, Key: "plan"}, {Field: columns.FieldMetadata, Key: "balance"}, {Field: columns.FieldMetadata, Key: "vip"}, {Field: columns.FieldMetadata, Key: "extension"},
	}
	for range 40 {
		slot, text := slots[draw.IntN(len(slots))], drawnCells[draw.IntN(len(drawnCells))]
		if slot.Field == columns.FieldPhone {
			text = fmt.Sprintf("07400 1232%02d", draw.IntN(100))
		}
		if change, judged := list.Fields().Type(draw.IntN(list.Len()), slot, text); judged.OK {
			list.Apply(change)
		}
	}
	path := filepath.Join(d.home, "saved.csv")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := importer.Export(t.Context(), out, importer.FormatCSV, list.Snapshot(), nil); err != nil {
		t.Fatal(err)
	}
	return path
}
