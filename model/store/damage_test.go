package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"callsheet/model"
	"callsheet/model/columns"
)

func TestDamageHidesNothingThatCanBeRead(t *testing.T) {
	const draft = `UPDATE campaigns SET draft = json_set(draft, `
	const rows, steps, batches, all = 2, 1, 1, "rows steps batches sent"
	cases := []struct {
		name, damage string
		left         string // what is still whole
		quiet        bool   // it is nothing the operator decided
	}{
		{"a flipped bit in its rows", `UPDATE row_parts SET data = CAST(x'01' || substr(data, 2) AS BLOB) WHERE part = 0 AND substr(data, 1, 1) <> x'00';
			UPDATE row_parts SET data = CAST(substr(data, 1, 20) || x'00' || substr(data, 22) AS BLOB)`, "steps batches", false},
		{"rows that are cut off", `UPDATE row_parts SET data = substr(data, 1, 3)`, "steps batches", false},
		{"rows that are gone", `DELETE FROM row_parts`, "steps batches", false},
		{"a header that is no header", `UPDATE row_sets SET header = '{'`, all, false},
		{"a step that is cut off", `UPDATE steps SET edits = substr(edits, 1, length(edits) - 1)`, "rows batches sent", false},
		{"an empty step", `UPDATE steps SET edits = x''`, "rows batches sent", false},
		{"a step over rows it does not have", `UPDATE row_sets SET rows = 1; UPDATE row_parts SET data = (SELECT data FROM row_parts p JOIN row_sets r ON r.id = p.row_set WHERE r.rows = 1 LIMIT 1)`, "batches", false},
		{"a draft that is no draft", `UPDATE campaigns SET draft = '{"stage'`, all, false},
		{"columns of a form nobody knows", draft + `'$.mapping', 'x')`, all, false},
		{"a country that is none", draft + `'$.region', 7)`, all, false},
		{"options that are a number", draft + `'$.values', 7)`, all, false},
		{"an origin that is a list", draft + `'$.origin', json('[]'))`, all, false},
		{"a stage that does not exist", draft + `'$.stage', 99)`, all, true},
		{"a stage in words", draft + `'$.stage', 'live')`, all, true},
		{"Home as its place", draft + `'$.view.screen', -1)`, all, true},
		{"a view that is a number", draft + `'$.view', 3)`, all, true},
		{"counts that are words", draft + `'$.counts', 'many')`, all, true},
		{"options as sent that cannot be read", `UPDATE campaigns SET options = '['`, all, false},
		{"a plan that is cut off", `UPDATE batch_lists SET rows = x'00'`, "rows steps batches", false},
		{"batches there were before that cannot be read", `UPDATE batches SET before = '['`, all, true},
		{"statistics that cannot be read", `UPDATE batches SET last = '['`, all, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, t.TempDir(), Options{})
			campaign(t, s, "Short", tableOf(1))
			list := tableOf(1, 2)
			id := campaign(t, s, "Spring", list)
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Step: &model.Step{Change: model.Change{Rows: []model.RowEdit{{Row: 1, After: model.Edit{Accepted: true}}}}}}}))
			must(s.Ledger.Confirm(ctx, id, plan(t, list)))(t)
			must(s.db.writer.ExecContext(ctx, c.damage+`; UPDATE campaigns SET draft = draft WHERE id = 'x'`))(t)
			k, err := s.Campaigns.Load(ctx, id)
			ok(t, err)
			if k.Draft.Name != "Spring" || k.Draft.Stage == model.NoStage || k.Draft.View.Screen == model.NoStage {
				t.Errorf("the draft is %+v", k.Draft)
			}
			if c.quiet != (k.Damage == "") || k.Locked == c.quiet {
				t.Errorf("damage %q, locked %v", k.Damage, k.Locked)
			}
			if !c.quiet && (!strings.Contains(k.Damage, `"Spring"`) || !strings.Contains(k.Damage, s.db.path)) {
				t.Errorf("damage %q", k.Damage)
			}
			for what, whole := range map[string]bool{
				"rows": k.Table.Len() == rows, "steps": len(k.Done) == steps, "batches": len(k.Batches) == batches, "sent": len(k.Sent) == rows,
			} {
				if want := strings.Contains(c.left, what); want != whole {
					t.Errorf("%s are whole: %v, want %v", what, whole, want)
				}
			}
			listed := must(s.Campaigns.Summaries(ctx))(t)
			if len(listed) != 2 {
				t.Fatalf("%d campaigns are listed", len(listed))
			}
			for _, l := range listed {
				if l.ID == id && len(l.Batches) != 1 {
					t.Error("its batch is not listed")
				}
			}
		})
	}
}

// A campaign that was sent opens at Live, one with edits at its contacts,
// whatever was written about where the operator was.
func TestAStageThatIsNoneIsWhereTheCampaignHasCome(t *testing.T) {
	step := model.Step{Change: model.Change{Rows: []model.RowEdit{{Row: 0, After: model.Edit{LeftOut: true}}}}}
	for _, c := range []struct {
		name         string
		draft        model.Draft
		edited, sent bool
		stage, place model.Stage
		home         bool
	}{
		{"Home from a draft at Options", model.Draft{Stage: model.StageOptions, View: model.View{Screen: model.NoStage}}, true, false, model.StageOptions, model.StageOptions, true},
		{"Home from a campaign that runs", model.Draft{Stage: model.StageLive, View: model.View{Screen: model.NoStage}}, false, true, model.StageLive, model.StageLive, true},
		{"Home from a campaign sent with its stage left behind", model.Draft{Stage: model.StageReview, View: model.View{Screen: model.NoStage}}, false, true, model.StageReview, model.StageLive, true},
		{"a stage beyond the last, sent", model.Draft{Stage: 17}, false, true, model.StageLive, model.StageFile, false},
		{"a stage below the first, edited", model.Draft{Stage: -5, View: model.View{Screen: 44}}, true, false, model.StageContacts, model.StageContacts, false},
		{"no stage, judged", model.Draft{Stage: -5, Counts: model.Counts{3}}, false, false, model.StageContacts, model.StageFile, false},
		{"no stage, with columns", model.Draft{Stage: 6, View: model.View{Screen: 6}, Mapping: columns.Mapping{{Field: columns.FieldPhone}}}, false, false, model.StageColumns, model.StageColumns, false},
		{"no stage, nothing", model.Draft{Stage: 6, View: model.View{Screen: 6}}, false, false, model.StageFile, model.StageFile, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, t.TempDir(), Options{})
			rows := tableOf(1, 2)
			id := campaign(t, s, "Spring", rows)
			if c.edited {
				ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Step: &step}}))
			}
			if c.sent {
				must(s.Ledger.Confirm(ctx, id, plan(t, rows)))(t)
			}
			ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Draft: &c.draft}}))
			for what, got := range map[string]model.Draft{"loaded": must(s.Campaigns.Load(ctx, id))(t).Draft, "listed": must(s.Campaigns.Summaries(ctx))(t)[0].Draft} {
				if got.Stage != c.stage || got.View.Screen != c.place || got.View.Home != c.home {
					t.Errorf("%s: stage %v, at %v, home %v", what, got.Stage, got.View.Screen, got.View.Home)
				}
			}
		})
	}
}

func TestADamagedDatabaseListsWhatItCan(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	confirmed(t, s, "Spring", 1)
	confirmed(t, s, "Summer", 2)
	var root, size int64
	ok(t, s.db.writer.QueryRowContext(ctx, `SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'batches'`).Scan(&root, &size))
	must(s.db.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`))(t)
	file := must(os.OpenFile(filepath.Join(dir, File), os.O_WRONLY, 0))(t)
	must(file.WriteAt(bytes.Repeat([]byte{0xa5}, int(size)), (root-1)*size))(t)
	ok(t, file.Close())
	all, err := s.Campaigns.Summaries(ctx)
	if err == nil || !strings.Contains(err.Error(), "damaged") || len(all) != 2 {
		t.Errorf("%d campaigns, error %v", len(all), err)
	}
	for _, c := range all {
		k := must(s.Campaigns.Load(ctx, c.ID))(t)
		if k.Table.Len() != 1 || !k.Locked {
			t.Errorf("%d rows, locked %v", k.Table.Len(), k.Locked)
		}
	}
}

func TestACampaignOfWhichNoRowsWereKeptLeavesNoDraft(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	must(s.Campaigns.Create(ctx, model.Draft{Name: "Left"}))(t)
	stored := campaign(t, s, "Kept", tableOf(1))
	ok(t, s.Close())
	dead := open(t, dir, Options{})
	must(dead.Campaigns.Create(ctx, model.Draft{Name: "Killed"}))(t)
	living := open(t, dir, Options{})
	must(living.Campaigns.Create(ctx, model.Draft{Name: "Being read"}))(t)
	dead.db.holder.vanish() // as a kill does
	s = open(t, dir, Options{})
	var names []string
	for _, c := range must(s.Campaigns.Summaries(ctx))(t) {
		names = append(names, c.Draft.Name)
	}
	slices.Sort(names)
	if want := []string{"Being read", "Kept"}; !slices.Equal(names, want) {
		t.Errorf("there are %q, want %q", names, want)
	}
	must(s.Campaigns.Load(ctx, stored))(t)
}
