package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/columns"
)

func TestADraftComesBackWhole(t *testing.T) {
	dir := t.TempDir()
	want := filled[model.Draft]()
	want.Stage, want.View.Screen = model.StageOptions, model.StageContacts
	s := open(t, dir, Options{})
	id := must(s.Campaigns.Create(ctx, model.Draft{Name: "First"}))(t)
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: tableOf(1)}, {Campaign: id, Draft: &want}}))
	ok(t, s.Close())
	s = open(t, dir, Options{})
	if d := differ(must(s.Campaigns.Load(ctx, id))(t).Draft, want); d != "" {
		t.Error("loaded: " + d)
	}
	all := must(s.Campaigns.Summaries(ctx))(t)
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
	want.Key, want.Campaign, want.Name, want.Index, want.Segment, want.Service = b.Key, b.Campaign, b.Name, b.Index, b.Segment, b.Service
	want.Agent, want.User, want.Priority, want.Contacts, want.Hash, want.Prepared = b.Agent, b.User, b.Priority, b.Contacts, b.Hash, b.Prepared
	want.Part = b.Part // is read of its segment
	want.State, want.Attempts, want.BeforeLost = model.SendSending, 1, false
	// These come from the plan, and from a poll that shows the end.
	want.Schedule, want.Ended, want.CallsKnown, want.Last.Rings = b.Schedule, time.Time{}, false, nil
	want.Tally, want.Last.Tally = model.CallTally{}, model.CallTally{}
	want.CallsFetched = time.Time{}
	want.Lost, want.LostTo, want.WentOn = 0, "", 0 // and these from later batches
	want.Colleague = ""                            // a batch here is never a colleague's
	want.CancelledBy, want.CancelledAt = "", time.Time{}

	begun := must(s.Ledger.Begin(ctx, want))(t)
	if !begun.Sent.Equal(want.Sent) || !begun.ServerBefore.Equal(want.ServerBefore) || !slices.Equal(begun.Before, want.Before) || begun.Reply != "" || begun.Reason != "" {
		t.Errorf("begun as %+v", begun)
	}
	want.State = model.SendAccepted
	ok(t, s.Ledger.RecordOutcome(ctx, want))
	calls := want.Last.Calls
	want.Last.Calls = nil
	if d := differ(row(t, s, b.Key), want); d != "" {
		t.Error("settled: " + d)
	}
	want.Last.Succeeded = 77
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &want, Calls: calls[1:]}, {Batch: &want, Calls: calls}}))
	slices.Reverse(calls) // newest first
	want.Last.Calls = calls
	if d := differ(must(s.Campaigns.Load(ctx, b.Campaign))(t).Batches, []model.Batch{want}); d != "" {
		t.Error("loaded: " + d)
	}
	if d := differ(must(s.Ledger.Calls(ctx, b.Key))(t), calls); d != "" {
		t.Error("its calls: " + d)
	}
}

func TestOptionsAndPlanComeBackAsConfirmed(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	rows := tableOf(1, 2, 2, 3)
	want := filled[model.Options]()
	london, err := time.LoadLocation("Europe/London")
	ok(t, err)
	want.TimeZone, want.Start = "Europe/London", want.Start.In(london)
	id := campaign(t, s, "Spring", rows)
	must(s.Ledger.Confirm(ctx, id, model.NewPlan(list(t, rows, model.Edits{}, nil), want)))(t)
	k := must(s.Campaigns.Load(ctx, id))(t)
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

// same compares a stored campaign with the list it was saved of.
func same(t *rapid.T, k model.StoredCampaign, l *model.List) {
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
	edits := k.Edits()
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
			after = after.With(rapid.SampledFrom(columns.Fields()).Draw(t, "field"), rapid.String().Draw(t, "text"))
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
		rows := tableOf(1, 2, 2, 3, 4)
		id := campaign(t, s, "Spring", rows)
		l := list(t, rows, model.Edits{}, nil)
		var waiting []model.Record
		keep := func(r *rapid.T) {
			ok(t, s.Campaigns.Save(ctx, waiting))
			waiting = nil
			same(r, must(s.Campaigns.Load(ctx, id))(t), l)
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
				ok(t, s.Campaigns.Save(ctx, waiting))
				waiting = nil
				ok(t, s.Close())
				o.rollback = rapid.Bool().Draw(r, "rollback")
				s = open(t, dir, o)
				same(r, must(s.Campaigns.Load(ctx, id))(t), l)
			},
		})
		keep(r)
	})
}

func TestRecordsAreSavedAllOrNot(t *testing.T) {
	rows := tableOf(1, 2)
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
		{"new rows and a step that does not fit them", []model.Record{{Rows: tableOf(5)}, {Step: &model.Step{Change: model.Change{Rows: []model.RowEdit{{Row: 1}}}}}}},
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
			if s.Campaigns.Save(ctx, c.records) == nil {
				t.Fatal("was kept")
			}
			k := must(s.Campaigns.Load(ctx, id))(t)
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
	ok(t, s.db.reader.QueryRowContext(ctx, query).Scan(&got))
	if got != want {
		t.Errorf("%s gives %d, want %d", query, got, want)
	}
}

func TestNothingIsKeptOfACampaignThatIsForgotten(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	id := campaign(t, s, "Spring", tableOf(1))
	ok(t, s.Campaigns.Forget(ctx, true, id))
	if err := s.Campaigns.Save(ctx, []model.Record{{Campaign: id, Rows: tableOf(1)}}); !errors.Is(err, errGone) {
		t.Errorf("error %v", err)
	}
	if _, err := s.Campaigns.Load(ctx, id); !errors.Is(err, errGone) {
		t.Errorf("loading: %v", err)
	}
	count(t, s, 0, `SELECT count(*) FROM row_sets`)
	count(t, s, 0, `SELECT count(*) FROM row_parts`)
}

func TestRowsOfAConfirmedCampaignDoNotChange(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := confirmed(t, s, "Spring", 1, 2)
	for _, r := range []model.Record{{Rows: tableOf(3)}, {Step: &model.Step{Change: model.Change{Rows: []model.RowEdit{{Row: 0}}}}}} {
		r.Campaign = b.Campaign
		if err := s.Campaigns.Save(ctx, []model.Record{r}); !errors.Is(err, errConfirmed) {
			t.Errorf("error %v", err)
		}
	}
	ok(t, s.Ledger.Unconfirm(ctx, b.Campaign))
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Campaign: b.Campaign, Rows: tableOf(3)}}))
}

func TestTheLatestChangeIsListedFirst(t *testing.T) {
	c := newClock()
	s := open(t, t.TempDir(), Options{Now: c.Now})
	first := campaign(t, s, "First", tableOf(1))
	c.Forward(time.Minute)
	campaign(t, s, "Second", tableOf(2))
	names := func() string {
		var names []string
		for _, k := range must(s.Campaigns.Summaries(ctx))(t) {
			names = append(names, k.Draft.Name)
		}
		return strings.Join(names, " ")
	}
	if got := names(); got != "Second First" {
		t.Errorf("listed %s", got)
	}
	c.Forward(time.Minute)
	must(s.Ledger.Confirm(ctx, first, plan(t, tableOf(1))))(t)
	if got := names(); got != "First Second" {
		t.Errorf("listed %s", got)
	}
}

func TestOnlyTheLatestCallsAreLoaded(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := sendAs(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
	var calls []model.Call
	for i := range latestCalls + 10 {
		calls = append(calls, model.Call{ID: fmt.Sprint("call", i), At: time.UnixMicro(int64(i))})
	}
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b, Calls: calls}}))
	loaded := must(s.Campaigns.Load(ctx, b.Campaign))(t).Batches[0].Last.Calls
	if len(loaded) != latestCalls || loaded[0].ID != fmt.Sprint("call", latestCalls+9) {
		t.Errorf("%d calls, first %+v", len(loaded), loaded[0])
	}
	if all := must(s.Ledger.Calls(ctx, b.Key))(t); len(all) != latestCalls+10 {
		t.Errorf("%d calls in all", len(all))
	}
}

func TestDamagedListsGuardNobodyAway(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	sendAs(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
	b := confirmed(t, s, "Summer", 1)
	must(s.db.writer.ExecContext(ctx, `UPDATE batch_lists SET numbers = substr(numbers, 2) WHERE batch = 1`))(t)
	for what, err := range map[string]error{
		"beginning": func() error { _, err := s.Ledger.Begin(ctx, b); return err }(),
		"marking":   func() error { _, err := s.Guards.Suppressions(ctx, refs(1), "agent", ""); return err }(),
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
	must(s.Campaigns.rows.write(ctx, tableOf(1, 2, 3)))(t)
	s.db.holder.vanish() // as a kill does
	s.db.disconnect()
	s = open(t, dir, Options{})
	count(t, s, 0, `SELECT count(*) FROM row_sets`)
	count(t, s, 0, `SELECT count(*) FROM row_parts`)
	if left, _ := filepath.Glob(filepath.Join(dir, "holders", "*")); len(left) != 1 {
		t.Errorf("lock files %q", left)
	}
}
