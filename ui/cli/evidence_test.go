//go:build unix

package cli_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"callsheet/model/evidence"
	"callsheet/model/store"
)

type evidenceDoc struct {
	Campaign, Name string
	Verified       bool
	Broken         *evidence.Break
	Head           evidence.Head
	Entries        []struct {
		Hash  string
		Entry evidence.Entry
	}
}

// past changes the database as one does who works past the program.
func (d *harness) past(statements ...string) {
	d.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(d.home, "data", "callsheet", store.File))
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range append([]string{`DROP TRIGGER IF EXISTS evidence_is_not_changed`, `DROP TRIGGER IF EXISTS evidence_is_not_removed`}, statements...) {
		if _, err := db.Exec(statement); err != nil {
			d.t.Fatal(err)
		}
	}
}

func TestEvidenceSaysWhoConfirmedWhatAndWhatDialgenReplied(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.run("evidence").exits(0)
	d.run("dnc", "add", "+447400123299").exits(0)
	sent := document[sentDoc](d.send(d.spring(), "--json", "--start", later(), "--hours", "mon-sun 0-24", "--basis", "they asked for it").exits(0))
	d.run("cancel", "Spring leads", "--yes").exits(0)

	page := d.run("evidence", "Spring leads").exits(0)
	for _, says := range []string{"Evidence of Spring leads", "Whole: ", "Confirmed by ", "contacts in 1 batch", "they asked for it", "1 number, revision 1", "Dialgen accepted batch 1 as " + sent.Batches[0].BatchID, "Cancelled batch 1", "UTC"} {
		if !strings.Contains(page.out, says) {
			t.Errorf("the page does not say %q:\n%s", says, page.out)
		}
	}
	doc := document[evidenceDoc](d.run("evidence", sent.Campaign, "--json").exits(0))
	if !doc.Verified || doc.Broken != nil || doc.Name != "Spring leads" || doc.Head.Entries != len(doc.Entries) || len(doc.Entries) < 4 {
		t.Errorf("the document says %+v", doc)
	}
	dir := t.TempDir()
	for _, ext := range []string{"jsonl", "html", "md", "txt"} {
		d.run("evidence", "Spring leads", "-o", filepath.Join(dir, "spring."+ext)).exits(0)
	}
	d.run("evidence", "Spring leads", "-o", filepath.Join(dir, "spring.html")).exits(1).explains("is there already")
	d.run("evidence", "Spring leads", "-o", filepath.Join(dir, "spring.pdf")).exits(2)
	d.run("evidence", "-o", filepath.Join(dir, "all.jsonl")).exits(2)
	d.run("evidence", "Autumn").exits(1).explains("no evidence")
	if html, err := os.ReadFile(filepath.Join(dir, "spring.html")); err != nil || !strings.Contains(string(html), "they asked for it") {
		t.Errorf("the page is %s (%v)", html, err)
	}

	// An export is verified where there is nothing else.
	elsewhere := newHarness(t, service.server.URL)
	export := filepath.Join(dir, "spring.jsonl")
	elsewhere.run("evidence", "--verify", export).exits(0)
	elsewhere.run("evidence", "--verify", export, "--head", doc.Entries[1].Hash).exits(0)
	elsewhere.run("evidence", "--verify", export, "--head", strings.Repeat("0", 64)).exits(1).explains("written anew")
	text, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(dir, "changed.jsonl")
	if err := os.WriteFile(changed, []byte(strings.Replace(string(text), "they asked", "they aske_", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	elsewhere.run("evidence", "--verify", changed).exits(1).explains("Entry 1 was changed", "not as it was written")

	// What is forgotten is still told of.
	d.run("purge", "Spring leads", "--yes").exits(0)
	if r := d.run("evidence", "Spring leads").exits(0); !strings.Contains(r.out, "The campaign was forgotten") {
		t.Errorf("the page says %s", r.out)
	}
	d.ledger(func(ctx context.Context, s *store.Store) {
		chain, broken, err := s.Evidence.Chain(ctx, sent.Campaign)
		if err != nil || broken != nil || chain.Holds(doc.Head.Hash) != nil {
			t.Errorf("it is %v, %v", broken, err)
		}
	})
}

func TestEvidenceThatWasChangedIsSaidWithWhere(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	d.send(d.spring()).exits(0)
	d.send(d.file("b.csv", "Phone", "+447400123201"), "--name", "Summer").exits(0)
	if r := d.run("evidence").exits(0); strings.Count(r.out, "whole") != 2 {
		t.Errorf("listed %s", r.out)
	}
	d.past(`UPDATE evidence SET entry = replace(entry, 'Spring', 'Sprung') WHERE place = 1`)
	d.run("evidence", "Spring leads").exits(1).explains("Entry 2 was changed", "the first 1")
	d.run("evidence", "Spring leads", "--verify").exits(1).explains("Entry 2 was changed")
	d.run("evidence", "Summer", "--verify").exits(0)
	if r := d.run("evidence").exits(1).explains("Not all evidence"); strings.Count(r.out, "whole") != 1 || !strings.Contains(r.out, "BROKEN") {
		t.Errorf("listed %s", r.out)
	}
	doc := document[evidenceDoc](d.run("evidence", "Spring leads", "--json").exits(1))
	if doc.Verified || doc.Broken == nil || doc.Broken.Damage != evidence.Changed || doc.Broken.Place != 1 {
		t.Errorf("the document says %+v", doc)
	}
	// A campaign whose evidence is gone as a whole is in the ledger still.
	d.past(`DELETE FROM evidence WHERE json_extract(entry, '$.name') = 'Summer'`, `DELETE FROM evidence_heads WHERE campaign NOT IN (SELECT campaign FROM evidence)`)
	d.run("evidence", "Summer").exits(1).explains("of which no entry tells")
	d.run("evidence").exits(1).explains("missing")
}

func TestACampaignThatWasNotConfirmedHasNoEvidence(t *testing.T) {
	t.Parallel()
	d := newHarness(t, serve(t).server.URL)
	if r := d.run("evidence").exits(0); !strings.Contains(r.out, "no evidence") {
		t.Errorf("it says %s", r.out)
	}
	d.send(d.spring(), "--dry-run").exits(0)
	d.run("evidence", "Spring leads").exits(1).explains("There is no evidence")
	d.run("evidence", "a", "b").exits(2)
	d.run("evidence", "--verify", filepath.Join(t.TempDir(), "none.jsonl")).exits(1)
	d.run("evidence", "--verify", d.file("list.csv", "Phone", "+447400123201")).exits(1).explains("not as it was written")
}
