package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	lib "modernc.org/sqlite/lib"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
)

// proved holds that every chain is as it was written and tells what the ledger has, and
// that no batch is untold of.
func proved(t testing.TB, s *Store) {
	t.Helper()
	for _, campaign := range must(s.Evidence.Campaigns(ctx))(t) {
		_, broken, err := s.Evidence.Chain(ctx, campaign)
		ok(t, err)
		if broken != nil {
			t.Fatalf("the evidence of %s is broken at %d: %s %s", campaign, broken.Place, broken.Damage, broken.Words)
		}
	}
	if n := must(s.Evidence.Missing(ctx))(t); n != 0 {
		t.Fatalf("%d entries are missing", n)
	}
	count(t, s, 0, `SELECT count(*) FROM batches WHERE chain NOT IN (SELECT campaign FROM evidence_heads)`)
}

// told is the kinds of the entries of a campaign.
func told(t testing.TB, s *Store, campaign string) []evidence.Kind {
	t.Helper()
	chain, broken, err := s.Evidence.Chain(ctx, campaign)
	ok(t, err)
	if broken != nil {
		t.Fatalf("%s: %s", broken.Damage, broken.Words)
	}
	var kinds []evidence.Kind
	for _, e := range chain.Entries() {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

func TestEverythingThatIsDoneToABatchIsTold(t *testing.T) {
	s := open(t, t.TempDir(), Options{Who: "anna"})
	rows := tableOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
	must(s.DoNotCall.Add(ctx, numbers(50, 51, 52, 53, 54, 55, 56, 57, 58, 59), "list"))(t)
	id := campaign(t, s, "Spring", rows)
	p := plan(t, rows)
	p.Terms = evidence.Terms{Basis: "they asked on +44 7400 000001 for it", Hours: []evidence.Hours{{Rules: "US federal", Contacts: 11}}}
	b := must(s.Ledger.Confirm(ctx, id, p))(t)[0]
	sendAs(t, s, b, model.SendPrepared)
	b = sendAs(t, s, b, model.SendUnknown)
	b.State, b.Note = model.SendRefused, "You said that Dialgen does not have it."
	ok(t, s.Ledger.RecordOutcome(ctx, b))
	ok(t, s.Ledger.RecordOutcome(ctx, b)) // tells nothing new
	b = must(s.Ledger.Retry(ctx, b))(t)
	b = sendAs(t, s, b, model.SendAccepted)
	ok(t, s.Evidence.Cancelled(ctx, b.ID, evidence.Cancelled{Status: "cancelled", Calls: 3}))
	ok(t, s.Evidence.Cancelled(ctx, "somebody else's", evidence.Cancelled{Status: "cancelled"}))
	b.Last = model.Statistics{Status: model.StatusCancelled, Processed: 8, Succeeded: 6, Failed: 2}
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
	ok(t, s.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
	ok(t, s.Campaigns.Forget(ctx, true, id))
	want := []evidence.Kind{
		evidence.KindConfirmed, evidence.KindSending, evidence.KindOutcome, evidence.KindSending, evidence.KindOutcome, evidence.KindOutcome,
		evidence.KindReopened, evidence.KindSending, evidence.KindOutcome, evidence.KindCancelled, evidence.KindEnded, evidence.KindForgotten,
	}
	if got := told(t, s, id); !slices.Equal(got, want) {
		t.Errorf("told %v, want %v", got, want)
	}
	chain, _, err := s.Evidence.Chain(ctx, id)
	ok(t, err)
	all := ""
	for _, l := range chain.Links {
		all += string(l.Entry)
	}
	// Whole spellings: four digits of one stand by chance in a hash or in a time.
	for _, number := range []string{"7400 000001", "7400000001", "+44"} {
		if strings.Contains(all, number) {
			t.Errorf("a number is told: %s in %s", number, all)
		}
	}
	for _, what := range []string{b.Hash, model.NumbersHash(numbers(50, 51, 52, 53, 54, 55, 56, 57, 58, 59)), `"who":"anna"`, b.ID, `"by":"operator"`, `"US federal"`, `"basis":"they asked on xxx for it"`} {
		if !strings.Contains(all, what) {
			t.Errorf("%s is not told in %s", what, all)
		}
	}
	sound(t, s)
}

func TestWhoIsReleasedKeptReplannedAndTakenBackIsTold(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	rows := tableOf(1, 2, 3)
	id := campaign(t, s, "Spring", rows)
	p := plan(t, rows)
	canary := model.Segment{Name: "Canary", Options: p.Options, Rows: []int32{0}}
	rest := model.Segment{Name: "Rest", Options: p.Options, Rows: []int32{1, 2}, Release: model.Release{By: model.ReleasedByOutcome, Limits: model.DefaultReleaseLimits}}
	p = p.In([]model.Segment{canary, rest})
	must(s.Ledger.Confirm(ctx, id, p))(t)
	must(s.Ledger.KeepSegments(ctx, id, []int{1}, "Too few answered on 07400 000123."))(t)
	must(s.Ledger.ReleaseSegments(ctx, id, []int{1}, model.ReleasedByOutcome))(t) // kept for a person
	must(s.Ledger.ReleaseSegments(ctx, id, []int{0, 1}, model.ReleasedByOperator))(t)
	ok(t, s.Ledger.Unconfirm(ctx, id))
	if got, want := told(t, s, id), []evidence.Kind{evidence.KindConfirmed, evidence.KindKept, evidence.KindReleased, evidence.KindTakenBack}; !slices.Equal(got, want) {
		t.Errorf("told %v, want %v", got, want)
	}
	must(s.Ledger.Confirm(ctx, id, plan(t, rows)))(t)
	p = plan(t, rows)
	p = p.Replace([]int{0}, []model.Segment{later(p, "Later", p.AllRows()...)})
	k := must(s.Campaigns.Load(ctx, id))(t)
	must(s.Ledger.AddSegments(ctx, id, p, []string{k.Batches[0].Key}))(t)
	if got := told(t, s, id); !slices.Equal(got[4:], []evidence.Kind{evidence.KindConfirmed, evidence.KindReplanned}) {
		t.Errorf("told %v", got)
	}
	sound(t, s)
}

func TestWhatADeadProcessWasSendingIsToldByWhoFoundIt(t *testing.T) {
	dir := t.TempDir()
	living, dying := open(t, dir, Options{Who: "ben"}), open(t, dir, Options{Who: "anna"})
	lost := in(t, dying, model.SendSending, 2)
	dying.db.holder.vanish()
	must(living.Ledger.Recover(ctx))(t)
	chain, broken, err := living.Evidence.Chain(ctx, lost.Campaign)
	ok(t, err)
	entries := chain.Entries()
	last := entries[len(entries)-1]
	if broken != nil || last.Who != "ben" || entries[0].Who != "anna" || !strings.Contains(string(last.Facts), `"by":"recovery"`) {
		t.Errorf("%v told %+v", broken, last)
	}
}

func TestTwoConsolesWriteOneChain(t *testing.T) {
	dir := t.TempDir()
	stores := []*Store{open(t, dir, Options{Who: "anna"}), open(t, dir, Options{Who: "ben"})}
	b := sendAs(t, stores[0], confirmed(t, stores[0], "Spring", 1), model.SendAccepted)
	var wait sync.WaitGroup
	errs := make([]error, 2)
	for i, s := range stores {
		wait.Go(func() {
			for n := range 20 {
				errs[i] = errors.Join(errs[i], s.Evidence.Cancelled(ctx, b.ID, evidence.Cancelled{Status: "calling", Calls: n}))
			}
		})
	}
	wait.Wait()
	ok(t, errors.Join(errs...))
	if n := len(told(t, stores[1], b.Campaign)); n != 43 {
		t.Errorf("%d entries", n)
	}
	proved(t, stores[0])
}

func TestTheDoNotCallListIsToldAsItWas(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	var listed []int
	facts := func() evidence.DoNotCall {
		hash := must(s.Evidence.hashDoNotCall(ctx))(t)
		var d evidence.DoNotCall
		ok(t, s.db.write(ctx, func(tx *sql.Tx) (err error) { d, err = s.Evidence.doNotCall(ctx, tx, hash); return err }))
		return d
	}
	for i := range 24 {
		must(s.DoNotCall.Add(ctx, numbers(i), "x"))(t)
		must(s.DoNotCall.Add(ctx, numbers(i), "x"))(t) // changes nothing
		listed = append(listed, i)
		if i%3 == 0 {
			must(s.DoNotCall.Remove(ctx, numbers(listed[0], 999)))(t)
			listed = listed[1:]
		}
		want := evidence.DoNotCall{Numbers: len(listed), Revision: i + 1 + i/3 + 1}
		if len(listed) >= 10 {
			want.Hash = model.NumbersHash(numbers(listed...))
		}
		if got := facts(); got != want {
			t.Fatalf("told %+v, want %+v", got, want)
		}
		if got := facts(); got != want {
			t.Fatalf("told again %+v, want %+v", got, want)
		}
	}
	// Another one changes the list after its hash was worked out.
	hash := must(s.Evidence.hashDoNotCall(ctx))(t)
	must(s.DoNotCall.Add(ctx, numbers(200), "x"))(t)
	ok(t, s.db.write(ctx, func(tx *sql.Tx) error {
		d, err := s.Evidence.doNotCall(ctx, tx, hash)
		if want := model.NumbersHash(append(numbers(listed...), phone.Number(447400000200))); d.Hash != want {
			t.Errorf("told the hash of another list")
		}
		return err
	}))
}

func TestEvidenceIsNeitherChangedNorRemovedByAStatement(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	sendAs(t, s, confirmed(t, s, "Spring", 1), model.SendAccepted)
	for _, statement := range []string{`DELETE FROM evidence`, `UPDATE evidence SET entry = '{}'`, `UPDATE evidence SET place = place + 1`} {
		if _, err := s.db.writer.ExecContext(ctx, statement); err == nil || !strings.Contains(err.Error(), "evidence is never") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	proved(t, s)
}

func TestCampaignsOfEarlierVersionsHaveEvidenceFromThenOn(t *testing.T) {
	const withEvidence = 6
	for version := 1; version < withEvidence; version++ {
		t.Run(fmt.Sprint("version ", version), func(t *testing.T) {
			dir := t.TempDir()
			fromDump(t, dir, version)
			s := open(t, dir, Options{Now: newClock().Now, Who: "anna"})
			sound(t, s)
			chains := must(s.Evidence.Summaries(ctx))(t)
			if len(chains) < 2 {
				t.Fatalf("%d campaigns are told of", len(chains))
			}
			for _, c := range chains {
				if c.Last.Kind != evidence.KindBegun || c.Last.Who != "anna" || c.Last.Name == "" {
					t.Errorf("it begins with %+v", c.Last)
				}
			}
			ok(t, s.Campaigns.ForgetAll(ctx, true))
			sound(t, s)
		})
	}
}

// What is told and what is done are written at once: a kill at whatever moment leaves both
// or neither. The disk fails at each operation of a send in turn.
func TestAKillLeavesEvidenceAndLedgerAgreeing(t *testing.T) {
	d := newDisk(t)
	tried, step, chance := 0, 1, drawn(t)
	if !*everyFault {
		step = 7
	}
	for _, rollback := range []bool{false, true} {
		for at := 1 + chance.IntN(step); ; at += step {
			dir := filepath.Join(t.TempDir(), "store")
			o := Options{vfs: d.name, rollback: rollback, Now: newClock().Now}
			s := open(t, dir, o)
			b := confirmed(t, s, "Spring", 1)
			d.set(faults[at%len(faults)].fails(at))
			begun, err := s.Ledger.Begin(ctx, b)
			if err == nil {
				begun.State, begun.ID = model.SendAccepted, "batch_1"
				err = s.Ledger.RecordOutcome(ctx, begun)
			}
			if err == nil {
				err = s.Evidence.Cancelled(ctx, "batch_1", evidence.Cancelled{Status: "cancelled"})
			}
			_, hits := d.counted()
			d.set(nil)
			copyFolder(t, dir, dir+" killed")
			k := open(t, dir+" killed", o)
			sound(t, k)
			proved(t, s)
			ok(t, k.Close())
			ok(t, s.Close())
			ok(t, os.RemoveAll(dir))
			if len(hits) == 0 && err == nil {
				break
			}
			tried++
		}
	}
	if tried < 150/step {
		t.Errorf("only %d points were tried", tried)
	}
	t.Logf("%d points were tried", tried)
}

func TestABeginThatIsTakenBackIsTold(t *testing.T) {
	d := newDisk(t)
	s := open(t, t.TempDir(), Options{vfs: d.name, rollback: true})
	b := confirmed(t, s, "Spring", 1)
	// The journal is gone, but the disk does not confirm it.
	done := false
	d.set(func(_ int, op string) fault {
		if done || op != opDelete {
			return fault{}
		}
		done = true
		return fault{code: lib.SQLITE_IOERR_WRITE, half: true}
	})
	if _, err := s.Ledger.Begin(ctx, b); !isWriteError(err) {
		t.Fatalf("error %v", err)
	}
	d.set(nil)
	if got, want := told(t, s, b.Campaign), []evidence.Kind{evidence.KindConfirmed, evidence.KindSending, evidence.KindOutcome}; !slices.Equal(got, want) {
		t.Errorf("told %v, want %v", got, want)
	}
	must(s.Ledger.Begin(ctx, b))(t)
	proved(t, s)
}

func TestAnExportedChainIsReadBack(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	b := in(t, s, model.SendAccepted, 1)
	chain, _, err := s.Evidence.Chain(ctx, b.Campaign)
	ok(t, err)
	var out strings.Builder
	ok(t, evidence.Write(&out, chain))
	again, err := evidence.Read(strings.NewReader(out.String()))
	ok(t, err)
	if broken := evidence.Verify(again); broken != nil || !reflect.DeepEqual(again, chain) {
		t.Errorf("%v of %+v", broken, again)
	}
}
