package store

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	lib "modernc.org/sqlite/lib"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/table"
)

var everyFault = flag.Bool("faults", false, "try a fault at every operation on the disk, not at some")

// An act is one thing done to a store. It looks things up by name, since after
// a failure it is done again.
type act struct {
	name string
	do   func(s *Store) error
}

func idOf(s *Store, name string) (string, error) {
	all, err := s.Campaigns.Summaries(ctx)
	for _, c := range all {
		if c.Draft.Name == name {
			return c.ID, err
		}
	}
	return "", err
}

func batchOf(s *Store, name string) (model.Batch, error) {
	all, err := s.Ledger.Batches(ctx)
	for _, b := range all {
		if b.Name == name {
			return b, err
		}
	}
	return model.Batch{}, err
}

// onCampaign is an act done to the campaign of a name.
func onCampaign(what, name string, do func(s *Store, id string) error) act {
	return act{what + " " + name, func(s *Store) error {
		id, err := idOf(s, name)
		if err != nil {
			return err
		}
		return do(s, id)
	}}
}

// onBatch is an act done to the batch of the campaign of a name.
func onBatch(what, name string, do func(s *Store, b model.Batch) error) act {
	return act{what + " " + name, func(s *Store) error {
		b, err := batchOf(s, name)
		if err != nil {
			return err
		}
		return do(s, b)
	}}
}

func create(name string) act {
	return act{"create " + name, func(s *Store) error {
		_, err := s.Campaigns.Create(ctx, model.Draft{Name: name})
		return err
	}}
}

func save(what, name string, records ...model.Record) act {
	return onCampaign("save "+what+" of", name, func(s *Store, id string) error {
		for i := range records {
			records[i].Campaign = id
		}
		return s.Campaigns.Save(ctx, records)
	})
}

func confirm(t *testing.T, name string, rows *table.Table) act {
	p := plan(t, rows)
	return onCampaign("confirm", name, func(s *Store, id string) error {
		_, err := s.Ledger.Confirm(ctx, id, p)
		return err
	})
}

func begin(name string) act {
	return onBatch("begin", name, func(s *Store, b model.Batch) error {
		_, err := s.Ledger.Begin(ctx, b)
		return err
	})
}

func recordOutcome(name string, state model.SendState) act {
	return onBatch("record as "+string(state), name, func(s *Store, b model.Batch) error {
		b.State, b.Reply = state, `{"ok": true}`
		if state == model.SendAccepted {
			b.ID = "batch " + name
		}
		return s.Ledger.RecordOutcome(ctx, b)
	})
}

// history is a story of two campaigns in which everything is done that is
// written down.
func history(t *testing.T) []act {
	cells := make([][]string, 300)
	for i := range cells {
		cells[i] = []string{fmt.Sprintf("Person %d", i), fmt.Sprintf("+447400%06d", i), strings.Repeat("note ", 10)}
	}
	rows := table.Of([]string{"Name", "Phone", "Note"}, cells...)
	made := func(row int) model.Record {
		return model.Record{Step: &model.Step{Change: model.Change{What: fmt.Sprint("left out ", row), Rows: []model.RowEdit{{Row: row, After: model.Edit{LeftOut: true}}}}}}
	}
	undone, redone := model.Record{Step: &model.Step{Kind: model.StepUndone}}, model.Record{Step: &model.Step{Kind: model.StepRedone}}
	draft := model.Draft{Name: "Spring", Rows: rows.Len(), Stage: model.StageContacts}
	return []act{
		create("Spring"),
		save("rows and a draft", "Spring", model.Record{Rows: rows}, model.Record{Draft: &draft}),
		save("a step", "Spring", made(0)),
		save("many steps", "Spring", made(1), made(2), undone, undone, redone),
		save("another step", "Spring", made(3)),
		{"list numbers", func(s *Store) error { _, err := s.DoNotCall.Add(ctx, numbers(500, 501), "list"); return err }},
		{"remember columns", func(s *Store) error {
			return s.Remembered.SaveMapping(ctx, "a shape", columns.Mapping{{Header: "Phone", Field: columns.FieldPhone}}, "GB")
		}},
		{"remember a file", func(s *Store) error { return s.Remembered.SaveRecentFile(ctx, "leads.csv") }},
		confirm(t, "Spring", rows),
		begin("Spring"),
		recordOutcome("Spring", model.SendUnknown),
		recordOutcome("Spring", model.SendAccepted),
		create("Summer"),
		save("rows", "Summer", model.Record{Rows: tableOf(1000, 1001)}),
		confirm(t, "Summer", tableOf(1000, 1001)),
		begin("Summer"),
		recordOutcome("Summer", model.SendPrepared),
		begin("Summer"),
		recordOutcome("Summer", model.SendRefused),
		onBatch("reopen", "Summer", func(s *Store, b model.Batch) error {
			_, err := s.Ledger.Retry(ctx, b)
			return err
		}),
		onBatch("replan", "Summer", func(s *Store, b model.Batch) error {
			p := plan(t, tableOf(1000, 1001))
			p = p.Replace([]int{0}, []model.Segment{later(p, "Later", p.AllRows()...)})
			_, err := s.Ledger.AddSegments(ctx, b.Campaign, p, []string{b.Key})
			return err
		}),
		onCampaign("take back", "Summer", func(s *Store, id string) error { return s.Ledger.Unconfirm(ctx, id) }),
		save("other rows", "Summer", model.Record{Rows: tableOf(7, 8, 9)}),
		onCampaign("forget", "Spring", func(s *Store, id string) error { return s.Campaigns.Forget(ctx, true, id) }),
		{"unlist a number", func(s *Store) error { _, err := s.DoNotCall.Remove(ctx, numbers(500)); return err }},
	}
}

func TestAFailingDiskLosesNothing(t *testing.T) {
	tried, failed, chance := 0, 0, drawn(t)
	for _, rollback := range []bool{false, true} {
		tr := newTrial(t, rollback)
		operations := tr.operations(t)
		for _, f := range faults {
			step := 1
			if !*everyFault {
				step = max(1, operations/4)
			}
			for at := 1 + chance.IntN(step); at <= operations; at += step {
				tried++
				name := fmt.Sprintf("%s at %d of %d, rollback journal %v", f.name, at, operations, rollback)
				t.Run(name, func(t *testing.T) { failed += tr.play(t, f.fails(at)) })
				if t.Failed() {
					return
				}
			}
		}
	}
	t.Logf("%d fault points tried, %d acts failed and were done again", tried, failed)
	if failed == 0 {
		t.Error("no fault was noticed by anybody")
	}
}

func TestADiskThatFailsWhileAFolderIsMadeLeavesItUsable(t *testing.T) {
	d := newDisk(t)
	tried, chance := 0, drawn(t)
	for _, rollback := range []bool{false, true} {
		for _, f := range faults {
			step := 12
			if *everyFault {
				step = 1
			}
			for at := 1 + chance.IntN(step); ; at += step {
				dir := filepath.Join(t.TempDir(), "new")
				o := Options{vfs: d.name, rollback: rollback}
				d.set(f.fails(at))
				s, err := Open(ctx, dir, o)
				_, hits := d.counted()
				d.set(nil)
				if err == nil {
					ok(t, s.Close())
				} else if !isWriteError(err) {
					t.Fatalf("%s at %d (%q): %v", f.name, at, hits, err)
				}
				s = open(t, dir, o)
				sound(t, s)
				must(s.Campaigns.Create(ctx, model.Draft{Name: "Spring"}))(t)
				ok(t, s.Close())
				if len(hits) == 0 {
					break
				}
				tried++
			}
		}
	}
	t.Logf("%d fault points tried", tried)
}

func TestAFullDiskIsSaidAndRecoveredFrom(t *testing.T) {
	d := newDisk(t)
	s := open(t, t.TempDir(), Options{vfs: d.name})
	b := confirmed(t, s, "Spring", 1)
	d.set(faults[2].fails(0))
	_, err := s.Ledger.Begin(ctx, b)
	if !isWriteError(err) || !strings.Contains(err.Error(), "disk is full") || !strings.Contains(err.Error(), filepath.Dir(s.db.path)) {
		t.Errorf("error %v", err)
	}
	if got := row(t, s, b.Key); got.State != model.SendPrepared || got.Attempts != 0 {
		t.Errorf("the batch is %+v", got)
	}
	d.set(nil)
	must(s.Ledger.Begin(ctx, b))(t)
}

func TestABeginThatIsNotSafelyWrittenDidNotHappen(t *testing.T) {
	d := newDisk(t)
	dir := t.TempDir()
	o := Options{vfs: d.name, rollback: true}
	s := open(t, dir, o)
	b := confirmed(t, s, "Spring", 1)
	// The journal is gone, but the disk does not confirm it; nor does it take
	// that the batch is made prepared again.
	gone := false
	d.set(func(_ int, op string) fault {
		gone = gone || op == opDelete
		if !gone {
			return fault{}
		}
		return fault{code: lib.SQLITE_IOERR_WRITE, half: op == opDelete}
	})
	if _, err := s.Ledger.Begin(ctx, b); !isWriteError(err) {
		t.Fatalf("error %v", err)
	}
	d.set(nil)
	if got := row(t, s, b.Key).State; got != model.SendPrepared {
		t.Errorf("the batch is %s", got)
	}
	other := open(t, dir, o)
	if got := row(t, other, b.Key).State; got != model.SendSending {
		t.Errorf("the batch is %s elsewhere", got)
	}
	proved(t, other)
	begun := must(s.Ledger.Begin(ctx, b))(t)
	if got := row(t, s, b.Key).State; got != model.SendSending {
		t.Errorf("the batch is %s", got)
	}
	begun.State = model.SendRefused
	ok(t, s.Ledger.RecordOutcome(ctx, begun))
}
