package postgres

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/model/table"
	"callsheet/model/team"
)

// mirror plays one history for a team in PostgreSQL and for one login in SQLite.
type mirror struct {
	*world
	r       *rand.Rand
	one     *store.Store
	members []*Ledger
	reader  *Ledger // a member that sends nothing
	sent    []mirrored
	refused int
	begun   int
}

// mirrored is a batch that both have.
type mirrored struct {
	by    *Ledger
	i     team.Intent
	lease team.Lease
}

func (m *mirror) ok(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// some draws up to n different numbers.
func (m *mirror) some(n int) []int {
	list := m.r.Perm(14)[:1+m.r.IntN(n)]
	slices.Sort(list)
	return list
}

// pick draws one of several.
func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// confirm confirms a campaign of some numbers, some with ids, by the operator's choices.
func (m *mirror) confirm() (team.Intent, bool) {
	m.t.Helper()
	var rows [][]string
	for _, n := range m.some(5) {
		id := ""
		if m.r.IntN(2) == 0 {
			id = fmt.Sprint("id", m.r.IntN(5))
		}
		rows = append(rows, []string{id, fmt.Sprintf("+447400%06d", n)})
	}
	list := table.Of([]string{"Dialgen contact id", "Phone"}, rows...)
	at, name := pick(m.r, service, service, "sandbox:k3f9x2mq7ab4ct6d"), fmt.Sprint("Campaign ", len(m.sent))
	campaign, err := m.one.Campaigns.Create(ctx, model.Draft{Name: name, Service: at, Rows: list.Len()})
	m.ok(err)
	m.ok(m.one.Campaigns.Save(ctx, []model.Record{{Campaign: campaign, Rows: list}}))
	l, err := model.Diagnose(ctx, list, columns.Mapping{{Index: 0, Header: "Dialgen contact id", Field: columns.FieldID}, {Index: 1, Header: "Phone", Field: columns.FieldPhone}}, "GB", model.Edits{}, nil)
	m.ok(err)
	o := model.Overrule{Agent: pick(m.r, "a", "a", "b"), Again: m.r.IntN(2) == 0, Move: m.r.IntN(2) == 0}
	refs := make([]model.ContactRef, 0, list.Len())
	for _, n := range numbers(m.all()...) {
		refs = append(refs, model.ContactRef{Number: n})
	}
	if m.r.IntN(4) > 0 { // else they are sent in spite of all
		marks, err := m.one.Guards.Suppressions(ctx, refs, o.Agent, campaign)
		m.ok(err)
		l.SetSuppressions(marks)
	}
	l.Apply(l.Overrule(o, "anna", time.Time{}))
	var start time.Time
	if m.r.IntN(4) == 0 {
		start = m.now.Add(6 * time.Hour)
	}
	p := model.NewPlan(l, model.Options{Agent: o.Agent, User: "user", Name: name, Priority: 5, TimeZone: "UTC", CallsPerSecond: 1, MaxAttempts: 1, Start: start})
	if p.Len() == 0 {
		return team.Intent{}, false
	}
	batches, err := m.one.Ledger.Confirm(ctx, campaign, p)
	m.ok(err)
	i := team.Intent{Batch: batches[0], Contacts: model.RefsOf(p.Numbers(0)), Again: p.Again(0), Moved: p.Moved(0), Known: m.now}
	for _, id := range p.IDs(0) {
		for c := range i.Contacts {
			if i.Contacts[c].Number == id.Number {
				i.Contacts[c].ID = id.ID
			}
		}
	}
	return i, true
}

func (m *mirror) all() []int {
	list := make([]int, 14)
	for n := range list {
		list[n] = n
	}
	return list
}

// send has both begin a batch; either both do, or both refuse it in the same words.
func (m *mirror) send() {
	m.t.Helper()
	i, any := m.confirm()
	if !any {
		return
	}
	by := pick(m.r, m.members...)
	m.tell(by, team.Entry{Intent: i})
	if m.r.IntN(3) == 0 {
		m.forward(time.Duration(1+m.r.IntN(90)) * time.Minute)
		m.end()
	}
	begun, ours := m.one.Ledger.Begin(ctx, i.Batch)
	lease, theirs := by.Begin(ctx, i)
	if (ours == nil) != (theirs == nil) {
		m.t.Fatalf("one login: %v; a team: %v", ours, theirs)
	}
	if ours != nil {
		one, other := guardError(ours), guardError(theirs)
		if other.Colleague = ""; one != other {
			m.t.Fatalf("one login: %+v; a team: %+v", one, other)
		}
		m.refused++
		return
	}
	m.begun++
	m.forward(time.Minute)
	begun.State = pick(m.r, model.SendAccepted, model.SendAccepted, model.SendAccepted, model.SendUnknown, model.SendRefused, model.SendPrepared)
	if begun.State == model.SendAccepted {
		begun.ID = "batch_" + begun.Key
	}
	m.ok(m.one.Ledger.RecordOutcome(ctx, begun))
	m.ok(by.Settle(ctx, m.row(begun.Key), lease.Fence))
	m.sent = append(m.sent, mirrored{by, i, lease})
}

func (m *mirror) row(key string) model.Batch {
	m.t.Helper()
	batches, err := m.one.Ledger.Batches(ctx)
	m.ok(err)
	for _, b := range batches {
		if b.Key == key {
			return b
		}
	}
	m.t.Fatalf("batch %s is not there", key)
	return model.Batch{}
}

// end has a batch come to its end, or its calls known, as both learn.
func (m *mirror) end() {
	m.t.Helper()
	if len(m.sent) == 0 {
		return
	}
	of := pick(m.r, m.sent...)
	b := m.row(of.i.Batch.Key)
	if b.State != model.SendAccepted || b.CallsKnown {
		return
	}
	b.Last = model.Statistics{Status: model.StatusCompleted, Total: b.Contacts, EndedAt: m.now}
	var rings []model.Ring
	if m.r.IntN(2) == 0 {
		rings = []model.Ring{}
		for _, c := range of.i.Contacts {
			if m.r.IntN(2) == 0 {
				rings = append(rings, model.Ring{Number: c.Number, At: m.now.Add(-time.Duration(m.r.IntN(50)) * time.Second), Calls: m.r.IntN(3), Answered: m.r.IntN(2) == 0, Refused: m.r.IntN(3) == 0})
			}
		}
		b.Last.Processed, b.Last.Rings = len(rings), rings
	}
	m.ok(m.one.Campaigns.Save(ctx, []model.Record{{Batch: &b}}))
	b = m.row(b.Key)
	told := of.i
	told.Batch, told.Contacts = b, nil
	m.tell(of.by, team.Entry{Intent: told, Fence: of.lease.Fence, Rings: m.clamped(b, rings)})
}

// clamped are rings as a login notes them: not before the batch was sent.
func (m *mirror) clamped(b model.Batch, rings []model.Ring) []model.Ring {
	list := slices.Clone(rings)
	for i := range list {
		if list[i].At.Before(b.Sent) || list[i].At.After(m.now) {
			list[i].At = m.now
		}
	}
	return list
}

func (m *mirror) doNotCall() {
	m.t.Helper()
	list := numbers(m.some(2)...)
	if m.r.IntN(3) == 0 {
		_, err := m.one.DoNotCall.Remove(ctx, list)
		m.ok(err)
		_, err = m.reader.UnlistDoNotCall(ctx, list)
		m.ok(err)
		return
	}
	_, err := m.one.DoNotCall.Add(ctx, list, "optouts.csv")
	m.ok(err)
	var entries []model.DNCEntry
	for _, n := range list {
		entries = append(entries, model.DNCEntry{Number: n, Since: m.now, Source: "optouts.csv"})
	}
	_, err = m.reader.ListDoNotCall(ctx, entries)
	m.ok(err)
}

// plainly is what is known of a number without what only one of both knows: whose it is, and who
// answered, which one login has from its calls.
func plainly(s model.Suppression) model.Suppression {
	s.Colleague, s.Answered, s.AnsweredIn = "", time.Time{}, ""
	for _, at := range []*time.Time{&s.DoNotCall, &s.Called, &s.Starts, &s.Until} {
		if !at.IsZero() {
			*at = at.UTC()
		}
	}
	return s
}

// compare asks both for all they know.
func (m *mirror) compare() {
	m.t.Helper()
	var refs []model.ContactRef
	for _, n := range numbers(m.all()...) {
		c := model.ContactRef{Number: n}
		if m.r.IntN(2) == 0 {
			c.ID = model.ContactIDOf(fmt.Sprint("id", m.r.IntN(5)))
		}
		refs = append(refs, c)
	}
	for _, agent := range []string{"", "a", "b"} {
		ours, err := m.one.Guards.Suppressions(ctx, refs, agent, "")
		m.ok(err)
		theirs, err := m.reader.Suppressions(ctx, refs, agent, "")
		m.ok(err)
		for _, n := range numbers(m.all()...) {
			if one, other := plainly(ours[n]), plainly(theirs[n]); one != other {
				m.t.Fatalf("agent %q, number %d: one login %+v, a team %+v", agent, n, one, other)
			}
		}
	}
	ours, err := m.one.Guards.Histories(ctx, numbers(m.all()...), "")
	m.ok(err)
	theirs, err := m.reader.Histories(ctx, numbers(m.all()...), "")
	m.ok(err)
	for _, n := range numbers(m.all()...) {
		if one, other := historyWords(ours.Of[n]), historyWords(theirs.Of[n]); one != other {
			m.t.Fatalf("number %d: one login %s, a team %s", n, one, other)
		}
	}
	list := numbers(m.some(6)...)
	one, err := m.one.Guards.Calling(ctx, list)
	m.ok(err)
	other, err := m.reader.Calling(ctx, list)
	m.ok(err)
	if callingOf(one) != callingOf(other) {
		m.t.Fatalf("calling are for one login %s, for a team %s", callingOf(one), callingOf(other))
	}
}

func callingOf(all []model.Calling) string {
	of := map[string][]phone.Number{}
	for _, c := range all {
		of[c.Batch.Key] = c.Numbers
	}
	text := ""
	for _, key := range slices.Sorted(maps.Keys(of)) {
		text += fmt.Sprint(key, of[key], " ")
	}
	return text
}

func historyWords(h model.NumberHistory) string {
	var rings []string
	for _, r := range h.Rings {
		rings = append(rings, fmt.Sprint(r.From.UTC(), r.To.UTC(), r.Attempts, r.Known, r.Agent))
	}
	slices.Sort(rings)
	return fmt.Sprint(rings, h.Conversation.UTC(), h.Refusal.UTC())
}

// Two members of a team are guarded from each other as two consoles of one login are: the same
// history gives the same refusals, guards and histories.
func TestATeamIsGuardedAsOneLoginIs(t *testing.T) {
	const env = "CALLSHEET_PROOF_HISTORIES"
	histories := 12
	if n, err := strconv.Atoi(os.Getenv(env)); err == nil {
		histories = n
	}
	w, anna := newWorld(t)
	members := []*Ledger{anna, w.member("ben")}
	reader := w.member("carl")
	refused, begun := 0, 0
	for seed := range uint64(histories) {
		w.forward(1000 * time.Hour)
		w.execute(`TRUNCATE callsheet.batches, callsheet.batch_numbers, callsheet.batch_rings, callsheet.batch_contacts, callsheet.moves, callsheet.do_not_call`)
		one, err := store.Open(ctx, t.TempDir(), store.Options{Now: func() time.Time { return w.now }, Service: service})
		if err != nil {
			t.Fatal(err)
		}
		m := &mirror{world: w, r: rand.New(rand.NewPCG(seed, 1)), one: one, members: members, reader: reader}
		for range 14 {
			switch m.r.IntN(6) {
			case 0, 1, 2:
				m.send()
			case 3:
				m.forward(time.Duration(1+m.r.IntN(20)) * time.Hour)
			case 4:
				m.doNotCall()
			case 5:
				m.end()
			}
			m.compare()
			if t.Failed() {
				t.Fatalf("history %d", seed)
			}
			m.forward(time.Minute)
		}
		refused, begun = refused+m.refused, begun+m.begun
		if err := one.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
			t.Fatal(err)
		}
	}
	t.Logf("%d were begun, %d were refused", begun, refused)
	if refused == 0 || begun == 0 {
		t.Error("the histories are not worth much")
	}
}
