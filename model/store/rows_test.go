package store

import (
	"context"
	"strings"
	"testing"

	lib "modernc.org/sqlite/lib"

	"callsheet/model"
	"callsheet/model/table"
)

// longTable makes rows that fill a part each.
func longTable(n int) *table.Table {
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = []string{strings.Repeat(string(rune('a'+i)), 1<<20)}
	}
	return table.Of([]string{"Text"}, rows...)
}

func TestOthersCanWriteWhileRowsAreSaved(t *testing.T) {
	s := open(t, t.TempDir(), Options{vfs: newDisk(t).name})
	id := campaign(t, s, "Spring", tableOf(1))
	writes := func() (n int) {
		ok(t, s.db.reader.QueryRowContext(ctx, `SELECT writes FROM holders`).Scan(&n))
		return n
	}
	const parts = partsAtOnce + 1
	before := writes()
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: longTable(parts)}}))
	if n := writes() - before; n < parts {
		t.Errorf("%d parts took %d transactions", parts, n)
	}
	before = writes()
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: tableOf(1, 2)}}))
	if n := writes() - before; n < 3+2 { // the first for the new ones, the others for the old
		t.Errorf("%d parts were removed in %d transactions", parts, n)
	}
	count(t, s, 1, `SELECT count(*) FROM row_parts`)
}

func TestRowsThatAreNotAllThereAreNotSeen(t *testing.T) {
	d := newDisk(t)
	cases := []struct {
		name string
		keep func(s *Store, records []model.Record) error
	}{
		{"the disk fails", func(s *Store, records []model.Record) error {
			d.set(func(n int, op string) fault {
				if n > 1000 {
					return fault{code: lib.SQLITE_FULL}
				}
				return fault{}
			})
			defer d.set(nil)
			return s.Campaigns.Save(ctx, records)
		}},
		{"the import is called off", func(s *Store, records []model.Record) error {
			soon, stop := context.WithCancel(ctx)
			d.set(func(n int, op string) fault {
				if n == 1000 {
					stop()
				}
				return fault{}
			})
			defer d.set(nil)
			return s.Campaigns.Save(soon, records)
		}},
		{"the campaign is forgotten meanwhile", func(s *Store, records []model.Record) error {
			records[0].Campaign = "another"
			return s.Campaigns.Save(ctx, records)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, t.TempDir(), Options{vfs: d.name})
			id := campaign(t, s, "Spring", tableOf(1, 2))
			rows := longTable(6)
			if err := c.keep(s, []model.Record{{Campaign: id, Rows: rows}}); err == nil {
				t.Fatal("was kept")
			}
			if k := must(s.Campaigns.Load(ctx, id))(t); k.Table.Len() != 2 {
				t.Errorf("%d rows are seen", k.Table.Len())
			}
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: rows}}))
			if k := must(s.Campaigns.Load(ctx, id))(t); k.Table.Len() != rows.Len() || k.Table.Cell(5, 0).Text != rows.Cell(5, 0).Text {
				t.Errorf("%d rows are seen in the end", k.Table.Len())
			}
			count(t, s, 1, `SELECT count(*) FROM row_sets`)
			count(t, s, rows.Len(), `SELECT count(*) FROM row_parts`)
		})
	}
}
