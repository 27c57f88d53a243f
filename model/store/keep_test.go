package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
)

func TestADraftComesBackWhole(t *testing.T) {
	dir := t.TempDir()
	want := filled[model.Draft]()
	want.Stage, want.View.Screen = model.StageOptions, model.StageContacts
	s := open(t, dir, Options{})
	id := must(s.Create(ctx, model.Draft{Name: "First"}))(t)
	ok(t, s.Keep(ctx, []model.Record{{Campaign: id, Rows: table(1)}, {Campaign: id, Draft: &want}}))
	ok(t, s.Close())
	s = open(t, dir, Options{})
	if d := differ(must(s.Load(ctx, id))(t).Draft, want); d != "" {
		t.Error("loaded: " + d)
	}
	all := must(s.Campaigns(ctx))(t)
	if len(all) != 1 || all[0].ID != id {
		t.Fatalf("listed %+v", all)
	}
	if d := differ(all[0].Draft, want); d != "" {
		t.Error("listed: " + d)
	}
}

func TestABatchComesBackWhole(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := confirmed(t, s, "Spring", 1, 2, 3)
	want := filled[model.Batch]()
	want.Key, want.Campaign, want.Name, want.Index, want.Service = b.Key, b.Campaign, b.Name, b.Index, b.Service
	want.Agent, want.User, want.Priority, want.Contacts, want.Hash, want.Prepared = b.Agent, b.User, b.Priority, b.Contacts, b.Hash, b.Prepared
	want.State, want.Attempts, want.BeforeLost = model.SendSending, 1, false
	// These come from the plan, and from a look that shows the end.
	want.Schedule, want.Ended, want.CallsKnown, want.Last.Rings = b.Schedule, time.Time{}, false, nil

	begun := must(s.Begin(ctx, want))(t)
	if !begun.Sent.Equal(want.Sent) || !begun.ServerBefore.Equal(want.ServerBefore) || !slices.Equal(begun.Before, want.Before) || begun.Reply != "" || begun.Reason != "" {
		t.Errorf("begun as %+v", begun)
	}
	want.State = model.SendAccepted
	ok(t, s.Settle(ctx, want))
	calls := want.Last.Calls
	want.Last.Calls = nil
	if d := differ(row(t, s, b.Key), want); d != "" {
		t.Error("settled: " + d)
	}
	want.Last.Succeeded = 77
	ok(t, s.Keep(ctx, []model.Record{{Batch: &want, Calls: calls[1:]}, {Batch: &want, Calls: calls}}))
	slices.Reverse(calls) // newest first
	want.Last.Calls = calls
	if d := differ(must(s.Load(ctx, b.Campaign))(t).Batches, []model.Batch{want}); d != "" {
		t.Error("loaded: " + d)
	}
	if d := differ(must(s.Calls(ctx, b.Key))(t), calls); d != "" {
		t.Error("its calls: " + d)
	}
}

func TestOptionsAndPlanComeBackAsConfirmed(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	rows := table(1, 2, 2, 3)
	want := filled[model.Options]()
	london, err := time.LoadLocation("Europe/London")
	ok(t, err)
	want.TimeZone, want.Start = "Europe/London", want.Start.In(london)
	id := campaign(t, s, "Spring", rows)
	must(s.Confirm(ctx, id, model.NewPlan(list(t, rows, model.Edits{}, nil), want)))(t)
	k := must(s.Load(ctx, id))(t)
	if d := differ(k.Options, want); d != "" {
		t.Error(d)
	}
	if k.Options.Start.Location().String() != "Europe/London" {
		t.Errorf("starts in %v", k.Options.Start.Location())
	}
	if !slices.Equal(k.Sent, []int32{0, 1, 3}) || k.Confirmed.IsZero() {
		t.Errorf("sent %v, confirmed %v", k.Sent, k.Confirmed)
	}
}

// same compares a kept campaign with the list it was kept of.
func same(t *rapid.T, k model.Kept, l *model.List) {
	t.Helper()
	done, undone := l.Steps()
	for _, c := range []struct {
		what      string
		got, want []model.Change
	}{{"done", k.Done, done}, {"undone", k.Undone, undone}} {
		if len(c.got) != len(c.want) {
			t.Fatalf("%d steps are %s, want %d", len(c.got), c.what, len(c.want))
		}
		for i := range c.want {
			got, want := c.got[i], c.want[i]
			gotRows, _ := json.Marshal(got.Rows)
			wantRows, _ := json.Marshal(want.Rows)
			if got.What != want.What || got.By != want.By || !got.At.Equal(want.At) || string(gotRows) != string(wantRows) {
				t.Fatalf("step %d that is %s: %+v, want %+v", i, c.what, got, want)
			}
		}
	}
	edits := model.RestoreEdits(k.Done, k.Undone)
	if edits.Edited() != l.Edited() {
		t.Fatalf("%d rows are edited, want %d", edits.Edited(), l.Edited())
	}
	for r := range l.Len() {
		got, _ := json.Marshal(edits.Edit(r))
		want, _ := json.Marshal(l.Edit(r))
		if string(got) != string(want) {
			t.Fatalf("row %d is edited as %s, want %s", r, got, want)
		}
	}
}

// drawnChange draws a step over some rows of a list.
func drawnChange(t *rapid.T, l *model.List) model.Change {
	c := model.Change{What: rapid.String().Draw(t, "what"), By: "anna", At: time.UnixMicro(rapid.Int64Range(0, 1<<50).Draw(t, "at"))}
	for _, r := range rapid.SliceOfNDistinct(rapid.IntRange(0, l.Len()-1), 1, l.Len(), rapid.ID[int]).Draw(t, "rows") {
		after := l.Edit(r)
		switch rapid.IntRange(0, 4).Draw(t, "edit") {
		case 0:
			after = model.Edit{}
		case 1:
			after.LeftOut = !after.LeftOut
		case 2:
			after.Accepted, after.Again = true, !after.Again
		default:
			after = after.With(rapid.SampledFrom(model.Fields()).Draw(t, "field"), rapid.String().Draw(t, "text"))
		}
		c.Rows = append(c.Rows, model.RowEdit{Row: r, Before: l.Edit(r), After: after})
	}
	return c
}

func TestAnyHistoryComesBackAsItWas(t *testing.T) {
	dir, o := t.TempDir(), Options{vfs: newDisk(t).name}
	s := open(t, dir, o)
	defer func() { s.Close() }()
	rapid.Check(t, func(r *rapid.T) {
		rows := table(1, 2, 2, 3, 4)
		id := campaign(t, s, "Spring", rows)
		l := list(t, rows, model.Edits{}, nil)
		var waiting []model.Record
		keep := func(r *rapid.T) {
			ok(t, s.Keep(ctx, waiting))
			waiting = nil
			same(r, must(s.Load(ctx, id))(t), l)
		}
		record := func(step model.Step) { waiting = append(waiting, model.Record{Campaign: id, Step: &step}) }
		r.Repeat(map[string]func(*rapid.T){
			"make": func(r *rapid.T) {
				c := drawnChange(r, l)
				l.Apply(c)
				record(model.Step{Kind: model.StepMade, Change: c})
			},
			"undo": func(*rapid.T) {
				if _, ok := l.Undo(); ok {
					record(model.Step{Kind: model.StepUndone})
				}
			},
			"redo": func(*rapid.T) {
				if _, ok := l.Redo(); ok {
					record(model.Step{Kind: model.StepRedone})
				}
			},
			"new rows": func(*rapid.T) {
				l = list(t, rows, model.Edits{}, nil)
				waiting = append(waiting, model.Record{Campaign: id, Rows: rows})
			},
			"keep": keep,
			"reopen": func(r *rapid.T) {
				ok(t, s.Keep(ctx, waiting))
				waiting = nil
				ok(t, s.Close())
				o.rollback = rapid.Bool().Draw(r, "rollback")
				s = open(t, dir, o)
				same(r, must(s.Load(ctx, id))(t), l)
			},
		})
		keep(r)
	})
}

func TestRecordsAreKeptAllOrNot(t *testing.T) {
	rows := table(1, 2)
	step := model.Step{Change: model.Change{What: "left out row 2", Rows: []model.RowEdit{{Row: 0, After: model.Edit{LeftOut: true}}}}}
	beyond := model.Step{Change: model.Change{Rows: []model.RowEdit{{Row: 2}}}}
	nameless := filled[model.Draft]()
	nameless.Stage, nameless.View.Screen = 0, 0
	cases := []struct {
		name    string
		records []model.Record
	}{
		{"nothing to take back", []model.Record{{Draft: &nameless}, {Step: &model.Step{Kind: model.StepUndone}}}},
		{"nothing to make again", []model.Record{{Draft: &nameless}, {Step: &step}, {Step: &model.Step{Kind: model.StepRedone}}}},
		{"a row beyond the list", []model.Record{{Step: &step}, {Step: &beyond}}},
		{"new rows and a step that does not fit them", []model.Record{{Rows: table(5)}, {Step: &model.Step{Change: model.Change{Rows: []model.RowEdit{{Row: 1}}}}}}},
		{"a step of no kind", []model.Record{{Step: &step}, {Step: &model.Step{Kind: 9}}}},
		{"a record of nothing", []model.Record{{Step: &step}, {}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, t.TempDir(), Options{})
			id := campaign(t, s, "Spring", rows)
			for i := range c.records {
				c.records[i].Campaign = id
			}
			if s.Keep(ctx, c.records) == nil {
				t.Fatal("was kept")
			}
			k := must(s.Load(ctx, id))(t)
			if k.Draft.Name != "Spring" || len(k.Done)+len(k.Undone) != 0 || k.Table.Len() != rows.Len() {
				t.Errorf("kept %+v", k)
			}
			count(t, s, 1, `SELECT count(*) FROM row_sets`)
		})
	}
}

func count(t testing.TB, s *Store, want int, query string) {
	t.Helper()
	var got int
	ok(t, s.reader.QueryRowContext(ctx, query).Scan(&got))
	if got != want {
		t.Errorf("%s gives %d, want %d", query, got, want)
	}
}

func TestNothingIsKeptOfACampaignThatIsForgotten(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	id := campaign(t, s, "Spring", table(1))
	ok(t, s.Forget(ctx, true, id))
	if err := s.Keep(ctx, []model.Record{{Campaign: id, Rows: table(1)}}); !errors.Is(err, errGone) {
		t.Errorf("error %v", err)
	}
	if _, err := s.Load(ctx, id); !errors.Is(err, errGone) {
		t.Errorf("loading: %v", err)
	}
	count(t, s, 0, `SELECT count(*) FROM row_sets`)
	count(t, s, 0, `SELECT count(*) FROM row_parts`)
}

func TestRowsOfAConfirmedCampaignDoNotChange(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := confirmed(t, s, "Spring", 1, 2)
	for _, r := range []model.Record{{Rows: table(3)}, {Step: &model.Step{Change: model.Change{Rows: []model.RowEdit{{Row: 0}}}}}} {
		r.Campaign = b.Campaign
		if err := s.Keep(ctx, []model.Record{r}); !errors.Is(err, errConfirmed) {
			t.Errorf("error %v", err)
		}
	}
	ok(t, s.Unconfirm(ctx, b.Campaign))
	ok(t, s.Keep(ctx, []model.Record{{Campaign: b.Campaign, Rows: table(3)}}))
}

func TestTheLatestChangeIsListedFirst(t *testing.T) {
	c := newClock()
	s := open(t, t.TempDir(), Options{Now: c.now})
	first := campaign(t, s, "First", table(1))
	c.forward(time.Minute)
	campaign(t, s, "Second", table(2))
	names := func() string {
		var names []string
		for _, k := range must(s.Campaigns(ctx))(t) {
			names = append(names, k.Draft.Name)
		}
		return strings.Join(names, " ")
	}
	if got := names(); got != "Second First" {
		t.Errorf("listed %s", got)
	}
	c.forward(time.Minute)
	must(s.Confirm(ctx, first, plan(t, table(1))))(t)
	if got := names(); got != "First Second" {
		t.Errorf("listed %s", got)
	}
}

func TestOnlyTheLatestCallsAreLoaded(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := settled(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
	var calls []model.Call
	for i := range latestCalls + 10 {
		calls = append(calls, model.Call{ID: fmt.Sprint("call", i), At: time.UnixMicro(int64(i))})
	}
	ok(t, s.Keep(ctx, []model.Record{{Batch: &b, Calls: calls}}))
	loaded := must(s.Load(ctx, b.Campaign))(t).Batches[0].Last.Calls
	if len(loaded) != latestCalls || loaded[0].ID != fmt.Sprint("call", latestCalls+9) {
		t.Errorf("%d calls, first %+v", len(loaded), loaded[0])
	}
	if all := must(s.Calls(ctx, b.Key))(t); len(all) != latestCalls+10 {
		t.Errorf("%d calls in all", len(all))
	}
}

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
			campaign(t, s, "Short", table(1))
			list := table(1, 2)
			id := campaign(t, s, "Spring", list)
			ok(t, s.Keep(ctx, []model.Record{{Campaign: id, Step: &model.Step{Change: model.Change{Rows: []model.RowEdit{{Row: 1, After: model.Edit{Accepted: true}}}}}}}))
			must(s.Confirm(ctx, id, plan(t, list)))(t)
			must(s.writer.ExecContext(ctx, c.damage+`; UPDATE campaigns SET draft = draft WHERE id = 'x'`))(t)
			k, err := s.Load(ctx, id)
			ok(t, err)
			if k.Draft.Name != "Spring" || k.Draft.Stage == model.NoStage || k.Draft.View.Screen == model.NoStage {
				t.Errorf("the draft is %+v", k.Draft)
			}
			if c.quiet != (k.Damage == "") || k.Locked == c.quiet {
				t.Errorf("damage %q, locked %v", k.Damage, k.Locked)
			}
			if !c.quiet && (!strings.Contains(k.Damage, `"Spring"`) || !strings.Contains(k.Damage, s.path)) {
				t.Errorf("damage %q", k.Damage)
			}
			for what, whole := range map[string]bool{
				"rows": k.Table.Len() == rows, "steps": len(k.Done) == steps, "batches": len(k.Batches) == batches, "sent": len(k.Sent) == rows,
			} {
				if want := strings.Contains(c.left, what); want != whole {
					t.Errorf("%s are whole: %v, want %v", what, whole, want)
				}
			}
			listed := must(s.Campaigns(ctx))(t)
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
		{"no stage, with columns", model.Draft{Stage: 6, View: model.View{Screen: 6}, Mapping: model.Mapping{{Field: model.FieldPhone}}}, false, false, model.StageColumns, model.StageColumns, false},
		{"no stage, nothing", model.Draft{Stage: 6, View: model.View{Screen: 6}}, false, false, model.StageFile, model.StageFile, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, t.TempDir(), Options{})
			rows := table(1, 2)
			id := campaign(t, s, "Spring", rows)
			if c.edited {
				ok(t, s.Keep(ctx, []model.Record{{Campaign: id, Step: &step}}))
			}
			if c.sent {
				must(s.Confirm(ctx, id, plan(t, rows)))(t)
			}
			ok(t, s.Keep(ctx, []model.Record{{Campaign: id, Draft: &c.draft}}))
			for what, got := range map[string]model.Draft{"loaded": must(s.Load(ctx, id))(t).Draft, "listed": must(s.Campaigns(ctx))(t)[0].Draft} {
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
	ok(t, s.writer.QueryRowContext(ctx, `SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'batches'`).Scan(&root, &size))
	must(s.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`))(t)
	file := must(os.OpenFile(filepath.Join(dir, File), os.O_WRONLY, 0))(t)
	must(file.WriteAt(bytes.Repeat([]byte{0xa5}, int(size)), (root-1)*size))(t)
	ok(t, file.Close())
	all, err := s.Campaigns(ctx)
	if err == nil || !strings.Contains(err.Error(), "damaged") || len(all) != 2 {
		t.Errorf("%d campaigns, error %v", len(all), err)
	}
	for _, c := range all {
		k := must(s.Load(ctx, c.ID))(t)
		if k.Table.Len() != 1 || !k.Locked {
			t.Errorf("%d rows, locked %v", k.Table.Len(), k.Locked)
		}
	}
}

func TestACampaignOfWhichNoRowsWereKeptLeavesNoDraft(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	must(s.Create(ctx, model.Draft{Name: "Left"}))(t)
	kept := campaign(t, s, "Kept", table(1))
	ok(t, s.Close())
	dead := open(t, dir, Options{})
	must(dead.Create(ctx, model.Draft{Name: "Killed"}))(t)
	living := open(t, dir, Options{})
	must(living.Create(ctx, model.Draft{Name: "Being read"}))(t)
	dead.holder.vanish() // as a kill does
	s = open(t, dir, Options{})
	var names []string
	for _, c := range must(s.Campaigns(ctx))(t) {
		names = append(names, c.Draft.Name)
	}
	slices.Sort(names)
	if want := []string{"Being read", "Kept"}; !slices.Equal(names, want) {
		t.Errorf("there are %q, want %q", names, want)
	}
	must(s.Load(ctx, kept))(t)
}

func TestDamagedListsGuardNobodyAway(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	settled(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
	b := confirmed(t, s, "Summer", 1)
	must(s.writer.ExecContext(ctx, `UPDATE batch_lists SET numbers = substr(numbers, 2) WHERE batch = 1`))(t)
	for what, err := range map[string]error{
		"beginning": func() error { _, err := s.Begin(ctx, b); return err }(),
		"marking":   func() error { _, err := s.Marks(ctx, numbers(1), ""); return err }(),
	} {
		if err == nil || !strings.Contains(err.Error(), `"Spring"`) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if b := row(t, s, b.Key); b.State != model.SendPrepared {
		t.Errorf("the batch is %s", b.State)
	}
}

func TestRowsOfADeadWriterAreCleared(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	must(s.writeRows(ctx, table(1, 2, 3)))(t)
	s.holder.vanish() // as a kill does
	s.disconnect()
	s = open(t, dir, Options{})
	count(t, s, 0, `SELECT count(*) FROM row_sets`)
	count(t, s, 0, `SELECT count(*) FROM row_parts`)
	if left, _ := filepath.Glob(filepath.Join(dir, "holders", "*")); len(left) != 1 {
		t.Errorf("lock files %q", left)
	}
}
