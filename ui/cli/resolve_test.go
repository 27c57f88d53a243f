//go:build unix

package cli_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"callsheet/api/sandbox"
	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/store"
	"callsheet/model/table"
)

// resolvedDoc is what resolve prints as JSON.
type resolvedDoc struct {
	Settled, Unknown, Elsewhere []struct {
		LedgerID   string `json:"ledger_id"`
		State      string
		BatchID    string `json:"batch_id"`
		Name, Note string
		Contacts   int
		Looks      int
		LongEnough bool `json:"long_enough"`
		Likely     string
		Candidates []struct {
			BatchID  string `json:"batch_id"`
			Contacts int
		}
	}
}

// lost writes a campaign of an hour ago down whose answer was lost, and returns
// its batch.
func (d *harness) lost(service, name string, numbers ...string) model.Batch {
	d.t.Helper()
	ctx := d.t.Context()
	var b model.Batch
	d.confirmed(service, name, numbers, func(p model.Plan, _ time.Time) model.Plan { return p }, func(s *store.Store, batches []model.Batch, then time.Time) error {
		var err error
		if b, err = s.Ledger.Begin(ctx, batches[0]); err != nil {
			return err
		}
		b.State, b.Settled, b.Reason = model.SendUnknown, then, "The answer was lost."
		return s.Ledger.RecordOutcome(ctx, b)
	})
	return b
}

// confirmed writes a campaign down that was confirmed an hour ago, cut somehow, and does
// something with its batches then.
func (d *harness) confirmed(service, name string, numbers []string, cut func(model.Plan, time.Time) model.Plan, do func(*store.Store, []model.Batch, time.Time) error) {
	d.t.Helper()
	ctx := d.t.Context()
	then := time.Now().Add(-time.Hour)
	s, err := store.Open(ctx, filepath.Join(d.home, "data", "callsheet"), store.Options{Now: func() time.Time { return then }})
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	var cells [][]string
	for _, n := range numbers {
		cells = append(cells, []string{n})
	}
	options, wrong := model.ParseOptions(model.OptionValues{
		model.OptAgent: sandbox.DemoAgent, model.OptUser: sandbox.DemoUser, model.OptPriority: "5", model.OptTimeZone: "UTC",
		model.OptRate: "10", model.OptAttempts: "3", model.OptNoAnswerDelay: "1 h", model.OptBusyDelay: "5 m",
	}, then)
	if len(wrong) > 0 {
		d.t.Fatal(wrong)
	}
	rows := table.Of([]string{"Phone"}, cells...)
	mapping := columns.Mapping{{Index: 0, Header: "Phone", Field: columns.FieldPhone}}
	list, err := model.Diagnose(ctx, rows, mapping, "GB", model.Edits{}, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	values := model.DefaultOptionValues()
	values[model.OptName] = name
	draft := model.Draft{Name: name, Values: values, Service: service, Mapping: mapping, Region: "GB", Rows: rows.Len(), Counts: list.Counts(), Stage: model.StageLive}
	id, err := s.Campaigns.Create(ctx, draft)
	if err == nil {
		err = s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: rows}, {Campaign: id, Draft: &draft}})
	}
	if err != nil {
		d.t.Fatal(err)
	}
	batches, err := s.Ledger.Confirm(ctx, id, cut(model.NewPlan(list, options), then))
	if err == nil {
		err = do(s, batches, then)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

func TestResolveSaysThatNothingIsOpen(t *testing.T) {
	t.Parallel()
	d := newHarness(t, serve(t).server.URL)
	if r := d.run("resolve").exits(0); !strings.Contains(r.out, "No batch waits to be settled.") {
		t.Errorf("it prints %q", r.out)
	}
	if doc := document[resolvedDoc](d.run("resolve", "--json").exits(0)); len(doc.Settled)+len(doc.Unknown)+len(doc.Elsewhere) != 0 {
		t.Errorf("the document says %+v", doc)
	}
}

// The operator's word that nothing was sent lets the campaign go on; without it
// nothing is sent again.
func TestTheOperatorMaySayThatABatchWasNotSent(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	b := d.lost(service.name(), "Spring", "+447400123101", "+447400123102")

	d.run("send", "--continue", "Spring", "--yes").exits(4).explains("not known whether Dialgen took batch 1", "callsheet resolve")
	r := d.run("resolve", "--wait", "0s").exits(4)
	for _, words := range []string{`"Spring", 2 contacts`, "still not known", "callsheet resolve --not-sent " + b.Key} {
		if !strings.Contains(r.out, words) {
			t.Errorf("%q is not said: %s", words, r.out)
		}
	}
	d.run("resolve", "--not-sent", b.Key).exits(2).explains("no terminal to ask in")
	d.run("resolve", "--not-sent", "nobody", "--yes").exits(1).explains("There is no batch")
	doc := document[resolvedDoc](d.run("resolve", "--not-sent", b.Key, "--yes", "--json").exits(0))
	if len(doc.Settled) != 1 || doc.Settled[0].State != "refused" {
		t.Errorf("the document says %+v", doc)
	}
	d.run("resolve", "--not-sent", b.Key, "--yes").exits(1).explains("settled already")
	sent := document[sentDoc](d.run("send", "--continue", "Spring", "--yes", "--json").exits(0))
	if sent.states() != "accepted" {
		t.Errorf("the document says %+v", sent)
	}
	d.agrees(service)
}

func TestTheOperatorIsAskedBeforeABatchCountsAsNotSent(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	b := d.lost(service.name(), "Spring", "+447400123101")
	s := start(t, 120, 30, d.env, "resolve", "--not-sent", b.Key)
	s.sees("it calls 1 contact twice")
	s.types("yes\r")
	s.sees("Nothing was changed")
	if code := s.ends(); code != 1 || len(d.rows(model.SendUnknown)) != 1 {
		t.Errorf("exit code %d, want 1 and nothing changed", code)
	}
	s = start(t, 120, 30, d.env, "resolve", "--not-sent", b.Key)
	s.sees("Type not sent when you are sure:")
	s.types("not sent\r")
	s.sees("callsheet send --continue " + b.Campaign)
	if code := s.ends(); code != 0 || len(d.rows(model.SendRefused)) != 1 {
		t.Errorf("exit code %d, want 0 and the batch refused", code)
	}
}

// It is too early to say so while the list may lag behind.
func TestABatchOfAMomentAgoCannotBeSaidToBeNotSent(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=drop-before")
	d := newHarness(t, service.server.URL)
	sent := document[sentDoc](d.send(d.spring(), "--wait", "0s").exits(4))
	d.run("resolve", "--not-sent", sent.Batches[0].LedgerID, "--yes").exits(1).explains("too early")
	if len(d.rows(model.SendUnknown)) != 1 {
		t.Error("it is not unknown any more")
	}
}

func TestTheOperatorMaySayWhichBatchItIs(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	// Another machine's batch of as many contacts, made at another time.
	other := newHarness(t, service.server.URL)
	two := document[sentDoc](other.send(other.file("two.csv", "Phone", "+447400123101", "+447400123102")).exits(0)).Batches[0].BatchID
	three := document[sentDoc](other.send(other.file("three.csv", "Phone", "+447400123103", "+447400123104", "+447400123105")).exits(0)).Batches[0].BatchID
	b := d.lost(service.name(), "Spring", "+447400123101", "+447400123102")

	cases := []struct {
		name, is string
		code     int
		says     string
	}{
		{"half of it is missing", b.Key, 2, "LEDGER_ID=BATCH_ID"},
		{"a batch of another size cannot be it", b.Key + "=" + three, 1, "has 3 contacts, and this one 2 contacts"},
		{"a batch that is not there cannot be it", b.Key + "=batch_none", 1, "404"},
		{"a row that is not there", "nobody=" + two, 1, "There is no batch"},
		{"it is taken", b.Key + "=" + two, 0, ""},
		{"it is settled then", b.Key + "=" + two, 1, "settled already"},
	}
	for _, c := range cases {
		d.run("resolve", "--is", c.is).exits(c.code).explains(c.says)
	}
	d.ledger(func(ctx context.Context, s *store.Store) {
		rows, err := s.Ledger.Batches(ctx, model.SendAccepted)
		if err != nil || len(rows) != 1 || rows[0].ID != two || rows[0].Note == "" {
			t.Errorf("the ledger has %+v (%v)", rows, err)
		}
	})
	again := d.lost(service.name(), "Summer", "+447400123301", "+447400123302")
	d.run("resolve", "--is", again.Key+"="+two).exits(1).explains("another batch of the ledger")
}

// What was sent to another service is not looked for at this one.
func TestBatchesOfAnotherServiceAreLeftAlone(t *testing.T) {
	t.Parallel()
	service := serve(t)
	d := newHarness(t, service.server.URL)
	b := d.lost(stranger(t), "Spring", "+447400123101")
	doc := document[resolvedDoc](d.run("resolve", "--json").exits(0).explains("not this profile's service"))
	if len(doc.Elsewhere) != 1 || doc.Elsewhere[0].State != "unknown" || len(doc.Unknown) != 0 {
		t.Errorf("the document says %+v", doc)
	}
	d.run("resolve", "--not-sent", b.Key, "--yes").exits(1).explains("not this profile's service")
	if len(d.rows(model.SendUnknown)) != 1 {
		t.Error("it is not unknown any more")
	}
}

// Of two that look the same, neither is guessed; calls tell them apart.
func TestTwoLostBatchesAreNotTakenForEachOther(t *testing.T) {
	t.Parallel()
	service := serve(t, "create=drop-after")
	d := newHarness(t, service.server.URL)
	d.send(d.file("one.csv", "Phone", "+447400123101", "+447400123102"), "--wait", "0s")
	d.send(d.file("two.csv", "Phone", "+447400123103", "+447400123104"), "--wait", "0s")
	d.run("resolve", "--wait", "20s").exits(0)
	d.ledger(func(ctx context.Context, s *store.Store) {
		rows, err := s.Ledger.Batches(ctx, model.SendAccepted)
		if err != nil || len(rows) != 2 || rows[0].ID == rows[1].ID {
			t.Errorf("the ledger has %+v (%v)", rows, err)
		}
	})
	d.agrees(service)
}

// Our request never arrived, and a colleague's batch of the same size, agent and
// priority stands on the list: it is likely ours until it calls, and never
// accepted, nor cancelled without being named.
func TestAColleaguesTwinIsNotTakenForOurs(t *testing.T) {
	t.Parallel()
	service := serve(t, "create:1=drop-before")
	d := newHarness(t, service.server.URL)
	mine := d.begin("send", d.spring(), "--yes", "--json", "--wait", "4s")
	eventually(t, "the request", func() bool { return service.Requests()["POST /api/v1/batch"] > 0 })
	twin := newHarness(t, service.server.URL)
	theirs := document[sentDoc](twin.send(twin.file("theirs.csv", "Phone", "+447400123801", "+447400123802", "+447400123803"), "--start", "tomorrow 9:00").exits(0)).Batches[0].BatchID
	r := mine.ends().exits(4).explains("Likely it is " + theirs)
	if got := document[sentDoc](r); got.states() != "unknown" || got.Batches[0].BatchID != "" || !strings.Contains(got.Batches[0].Note, theirs) {
		t.Errorf("the document says %s", r.out)
	}
	doc := document[resolvedDoc](d.run("resolve", "--wait", "0s", "--json").exits(4))
	if len(doc.Unknown) != 1 || doc.Unknown[0].Likely != theirs {
		t.Errorf("resolved %+v", doc)
	}
	d.run("cancel", "Spring leads", "--yes").exits(1).explains(theirs)
	d.run("watch", "Spring leads", "--once").exits(1).explains(theirs)
	d.send(d.spring(), "--again").exits(1).explains("callsheet resolve")
	d.run("cancel", theirs, "--yes").exits(0).explains("Careful: "+theirs, "It may be a colleague's")
}
