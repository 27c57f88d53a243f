package store

import (
	"fmt"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// wideTable makes rows of ten cells.
func wideTable(n int) *table.Table {
	var b table.Builder // some cells are of a kind
	for i := range n {
		b.Append(i+2, []table.Cell{
			{Text: fmt.Sprintf("Olivia Grant %d", i)}, {Text: fmt.Sprintf("+4474%08d", i)}, {Text: fmt.Sprintf("olivia.%d@example.com", i)},
			{Text: "Grant & Sons Ltd"}, {Text: "Gold"}, {Text: "2026-11-30", Kind: table.KindDate}, {Text: "1234.50", Kind: table.KindNumber},
			{Text: "London"}, {Text: "renewal due, spoke to her in March"}, {Text: "true", Kind: table.KindBool},
		})
	}
	return b.Build([]string{"Name", "Phone", "Email", "Company", "Tier", "Renewal", "Amount", "City", "Notes", "Active"})
}

// groupFix is one step over every row of a list.
func groupFix(n int) model.Change {
	c := model.Change{What: "added the country code to all", By: "anna", At: time.Now()}
	for row := range n {
		c.Rows = append(c.Rows, model.RowEdit{Row: row, After: model.Edit{}.With(columns.FieldPhone, fmt.Sprintf("+4474%08d", row))})
	}
	return c
}

const manyRows = 100_000

// Goal: 100,000 rows of ten cells are saved in about a second, of which the
// write lock is never held for more than a few hundredths.
func BenchmarkSaveRows(b *testing.B) {
	s := open(b, b.TempDir(), Options{})
	id := must(s.Campaigns.Create(ctx, model.Draft{Name: "Spring"}))(b)
	rows := wideTable(manyRows)
	for b.Loop() {
		ok(b, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: rows}}))
	}
}

// Goal: one edit is on the disk within a small part of the 500 ms it has.
func BenchmarkSaveStep(b *testing.B) {
	s := open(b, b.TempDir(), Options{})
	id := campaign(b, s, "Spring", wideTable(1000))
	for b.Loop() {
		ok(b, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Step: &model.Step{Change: groupFix(1)}}}))
	}
}

// Goal: a fix of 100,000 rows at once is saved in less than a second.
func BenchmarkSaveGroupFix(b *testing.B) {
	s := open(b, b.TempDir(), Options{})
	id := campaign(b, s, "Spring", wideTable(manyRows))
	c := groupFix(manyRows)
	for b.Loop() {
		ok(b, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Step: &model.Step{Change: c}}}))
	}
}

// Goal: a campaign of 100,000 rows that were all fixed is open again in less
// than a second.
func BenchmarkLoad(b *testing.B) {
	dir := b.TempDir()
	s := open(b, dir, Options{})
	id := campaign(b, s, "Spring", wideTable(manyRows))
	ok(b, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Step: &model.Step{Change: groupFix(manyRows)}}}))
	ok(b, s.Close())
	for b.Loop() {
		s := open(b, dir, Options{})
		k := must(s.Campaigns.Load(ctx, id))(b)
		edits := k.Edits()
		if k.Table.Len() != manyRows || edits.Edited() != manyRows {
			b.Fatal("rows are missing")
		}
		ok(b, s.Close())
	}
}

// bigLedger has ten batches of 100,000 numbers accepted and so many numbers on
// the do-not-call list.
func bigLedger(b *testing.B, doNotCall int) *Store {
	s := open(b, b.TempDir(), Options{})
	for i := range 10 {
		batch := confirmed(b, s, fmt.Sprint("Campaign ", i), 999_000+i)
		list := make([]phone.Number, manyRows)
		for j := range list {
			list[j] = phone.Number(447400000000 + 10*j + i)
		}
		batch.State, batch.Settled = model.SendAccepted, s.db.now()
		ok(b, s.Ledger.batches.put(ctx, s.db.writer, batch))
		must(s.db.writer.ExecContext(ctx, `UPDATE batch_lists SET numbers = ? WHERE batch = ?`, pack(list), i+1))(b)
	}
	list := make([]phone.Number, doNotCall)
	for j := range list {
		list[j] = phone.Number(447400000000 + 7*j)
	}
	must(s.DoNotCall.Add(ctx, list, "list"))(b)
	return s
}

// Goal: 100,000 numbers are checked against a ledger of a million in well under
// a second, whatever is on the do-not-call list.
func BenchmarkMarks(b *testing.B) {
	for _, doNotCall := range []int{0, 1_000, 1_000_000} {
		for _, hits := range []string{"none", "all"} {
			b.Run(fmt.Sprintf("do not call %d, known %s", doNotCall, hits), func(b *testing.B) {
				s := bigLedger(b, doNotCall)
				asked := make([]phone.Number, manyRows)
				for j := range asked {
					asked[j] = phone.Number(447400000000 + 10*j)
					if hits == "none" {
						asked[j] += 5_000_000_000
					}
				}
				for b.Loop() {
					marks := must(s.Guards.Suppressions(ctx, model.RefsOf(asked), "agent", ""))(b)
					if (len(marks) == manyRows) != (hits == "all") {
						b.Fatalf("%d marks", len(marks))
					}
				}
			})
		}
	}
}

// Goal: how often 100,000 numbers were rung is known as soon as what guards them, in a
// fifth of a second of a ledger of a million, whether they were rung or not.
func BenchmarkHistories(b *testing.B) {
	for _, known := range []bool{false, true} {
		for _, hits := range []bool{false, true} {
			b.Run(fmt.Sprintf("calls known %t, rung %t", known, hits), func(b *testing.B) {
				s := bigLedger(b, 0)
				if known {
					for i := range 10 {
						rings := make([]model.Ring, manyRows)
						for j := range rings {
							rings[j] = model.Ring{Number: phone.Number(447400000000 + 10*j + i), At: s.db.now(), Calls: 2}
						}
						must(s.db.writer.ExecContext(ctx, `UPDATE batch_lists SET rung = ?, tries = ? WHERE batch = ?`, packRung(rings), packTries(rings), i+1))(b)
					}
					must(s.db.writer.ExecContext(ctx, `UPDATE batches SET calls_known = 1, ended = ?`, instant(s.db.now())))(b)
				}
				asked := make([]phone.Number, manyRows)
				for j := range asked {
					asked[j] = phone.Number(447400000000 + 10*j)
					if !hits {
						asked[j] += 5_000_000_000
					}
				}
				for b.Loop() {
					found := must(s.Guards.Histories(ctx, asked, ""))(b)
					if (len(found.Of) == manyRows) != hits {
						b.Fatalf("%d histories", len(found.Of))
					}
				}
			})
		}
	}
}

// Goal: a batch of 100,000 passes the guards of a million and is marked as
// being sent in well under a second.
func BenchmarkBegin(b *testing.B) {
	s := bigLedger(b, 100_000)
	batch := confirmed(b, s, "Spring", 1)
	list := make([]phone.Number, manyRows)
	for j := range list {
		list[j] = phone.Number(447500000000 + 10*j)
	}
	must(s.db.writer.ExecContext(ctx, `UPDATE batch_lists SET numbers = ? WHERE batch = (SELECT id FROM batches WHERE key = ?)`, pack(list), batch.Key))(b)
	for b.Loop() {
		begun := must(s.Ledger.Begin(ctx, batch))(b)
		begun.State = model.SendPrepared
		ok(b, s.Ledger.RecordOutcome(ctx, begun))
	}
}

// Goal: that 100,000 contacts are confirmed is told in a small part of the time that writing
// them down takes, whatever stands on the do-not-call list since it was read last.
func BenchmarkConfirm(b *testing.B) {
	for _, listed := range []int{0, 1_000_000} {
		b.Run(fmt.Sprintf("%d on the do-not-call list", listed), func(b *testing.B) {
			s := open(b, b.TempDir(), Options{})
			numbers := make([]phone.Number, listed)
			for i := range numbers {
				numbers[i] = phone.Number(447500000000 + i)
			}
			must(s.DoNotCall.Add(ctx, numbers, "list"))(b)
			rows := wideTable(manyRows)
			id := campaign(b, s, "Spring", rows)
			p := plan(b, rows)
			for b.Loop() {
				must(s.Ledger.Confirm(ctx, id, p))(b)
				b.StopTimer()
				ok(b, s.Ledger.Unconfirm(ctx, id))
				b.StartTimer()
			}
		})
	}
}
