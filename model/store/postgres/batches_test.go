package postgres

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/phone"
	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

// A thief who has the database has no number, name or key in the clear, nor a hash that could be
// made again without the team's secret.
func TestADumpOfTheDatabaseShowsNobody(t *testing.T) {
	w, anna := newWorld(t)
	const key = "dg_live_4f9a8c7b6d5e"
	i := w.intent("Spring renewals of the Grants", 123456, 654321)
	i.Contacts[0].ID, i.Contacts[1].ID = model.ContactIDOf("crm-88421"), model.ContactIDOf("crm-88422")
	i.Again = numbers(123456)
	b := i.Batch
	b.Campaign = "c1"
	b.User, b.Reason, b.Note, b.Reply, b.Dashboard = "olivia.grant@example.com", "Olivia Grant (+44 7400 123456) said "+key, "asked by Olivia Grant", key, "https://dialgen.example/olivia"
	b.Part = model.Part{Name: "Grants of London"}
	i.Batch = b
	tell(t, anna, team.News{Heads: []team.Head{{Campaign: b.Campaign, Name: b.Name, Holder: "olivia"}}, Entries: []team.Entry{{Intent: i}}})
	sent, lease := w.sent(anna, i, model.SendAccepted)
	sent.Ended, sent.CallsKnown, sent.Last = w.now, true, model.Statistics{Status: model.StatusCompleted, Total: 2, Processed: 1, Calls: []model.Call{{Phone: "+447400123456"}}}
	rings := []model.Ring{{Number: numbers(123456)[0], At: w.now, Calls: 1}}
	w.tell(anna, team.Entry{Intent: team.Intent{Batch: sent}, Fence: lease.Fence, Rings: rings})
	if _, err := anna.ListDoNotCall(ctx, []model.DNCEntry{{Number: numbers(654321)[0], Since: w.now, Source: "optouts of Olivia Grant.csv"}}); err != nil {
		t.Fatal(err)
	}
	dump := strings.ToLower(w.d.Dump(t))
	if !strings.Contains(dump, strings.ToLower(sent.ID)) {
		t.Fatal("the batch is not in the dump")
	}
	for _, word := range []string{"Olivia", "of the Grants", "Spring renewals", "crm-88421", key, "optouts", "London", "anna", "jump1", anna.options.Secret.Code()} {
		if strings.Contains(dump, strings.ToLower(word)) {
			t.Errorf("%q is in it", word)
		}
	}
	for _, list := range [][]phone.Number{numbers(123456), numbers(654321)} {
		n, national := list[0], fmt.Sprintf("%010d", uint64(list[0])%1e10)
		be := []byte{byte(n >> 56), byte(n >> 48), byte(n >> 40), byte(n >> 32), byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}
		plain, binary, id := sha256.Sum256([]byte(n.String())), sha256.Sum256(be), uint64(model.ContactIDOf("crm-88421"))
		for _, spelling := range []string{
			national, "7400 " + national[4:], "7400-" + national[4:], "(0)7400", n.String(), n.Grouped(), hex.EncodeToString(be), hex.EncodeToString([]byte(national)),
			hex.EncodeToString(plain[:8]), hex.EncodeToString(binary[:8]), model.NumbersHash(list)[:16], fmt.Sprint(int64(id)), fmt.Sprint(id),
		} {
			if strings.Contains(dump, strings.ToLower(spelling)) {
				t.Errorf("%s is in it as %q", n.String(), spelling)
			}
		}
	}
}

func TestToTellABatchAgainChangesNothing(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	i := w.intent("Spring", 1, 2, 3)
	prepared := team.Entry{Intent: i}
	w.tell(anna, prepared)
	sent, lease := w.sent(anna, i, model.SendAccepted)
	w.forward(time.Hour)
	sent.Ended, sent.CallsKnown, sent.Last = w.now, true, model.Statistics{Status: model.StatusCompleted, Total: 3, Processed: 1}
	told := team.Entry{Intent: team.Intent{Batch: sent}, Fence: lease.Fence, Rings: []model.Ring{{Number: numbers(2)[0], At: w.now, Calls: 2, Answered: true}}}
	w.tell(anna, told)
	state := func() string {
		rows := w.d.Query(t, `SELECT (b.id, b.state, b.fence, b.sent, b.settled, b.said, b.ended, b.calls_known, b.contacts, b.batch_id)::text FROM callsheet.batches b UNION ALL
			SELECT n::text FROM callsheet.batch_numbers n UNION ALL SELECT r::text FROM callsheet.batch_rings r UNION ALL SELECT c::text FROM callsheet.batch_contacts c`)
		slices.Sort(rows)
		return strings.Join(rows, "\n")
	}
	before := state()
	w.forward(time.Minute)
	full := told
	full.Intent = i
	full.Batch = sent
	for _, again := range []team.Entry{told, told, full, prepared} {
		if heard := w.tell(anna, again); len(heard.Missing)+len(heard.Lost)+len(heard.Leased) > 0 {
			t.Errorf("it is heard: %+v", heard)
		}
		if now := state(); now != before {
			t.Errorf("it was\n%s\nand is\n%s", before, now)
		}
	}
	if m := w.suppressions(ben, 1, 2, 3); len(m) != 1 || m[numbers(2)[0]].Answered.IsZero() || !m[numbers(2)[0]].Rung {
		t.Errorf("who was never rung is free: %+v", m)
	}
	if heard := w.tell(anna, team.Entry{Intent: team.Intent{Batch: w.intent("Gone", 7).Batch}}); len(heard.Missing) != 1 {
		t.Errorf("of a batch that is not there its contacts are missing: %+v", heard)
	}
}

func TestABatchThatIsPreparedGetsOtherNumbersAndOneThatWasSentOnlyMore(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	i := w.intent("Spring", 1, 2)
	w.tell(anna, team.Entry{Intent: i})
	other := i
	other.Contacts, other.Batch.Contacts = model.RefsOf(numbers(2, 3)), 2
	_, lease := w.sent(anna, other, model.SendAccepted)
	if m := w.suppressions(ben, 1, 2, 3); len(m) != 2 {
		t.Errorf("guarded are %+v", m)
	}
	fewer := other
	fewer.Contacts, fewer.Batch.State, fewer.Batch.ID = model.RefsOf(numbers(3, 4)), model.SendAccepted, "batch_"+i.Batch.Key
	w.tell(anna, team.Entry{Intent: fewer, Fence: lease.Fence})
	if m := w.suppressions(ben, 1, 2, 3, 4); len(m) != 3 {
		t.Errorf("guarded are %+v", m)
	}
}

func TestWhatAMemberHasNoMoreGoesUnlessItMayGuardSomebody(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	draft, sent, theirs := w.intent("c1", 1), w.intent("c2", 2), w.intent("c3", 3)
	w.tell(anna, team.Entry{Intent: draft})
	w.tell(ben, team.Entry{Intent: theirs})
	w.sent(anna, sent, model.SendUnknown)
	if _, err := anna.Tell(ctx, team.News{Gone: []string{"c1", "c2", theirs.Batch.Key, sent.Batch.Key}}); err != nil {
		t.Fatal(err)
	}
	if left := w.d.Query(t, `SELECT campaign FROM callsheet.batches ORDER BY 1`); !slices.Equal(left, []string{"c2", "c3"}) {
		t.Errorf("left are %v", left)
	}
	if m := w.suppressions(ben, 2)[numbers(2)[0]]; !m.Uncertain {
		t.Errorf("it is told as %+v", m)
	}
}

// Her machine's clock is off: what she says of the past is within what the team knows of it.
func TestTimesThatCannotBeGuardUntilLater(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	for name, at := range map[string]time.Duration{"before it was sent": -10 * time.Hour, "in the time to come": 10 * time.Hour} {
		i := w.intent(name, 1)
		sent, lease := w.sent(anna, i, model.SendAccepted)
		began := w.now
		w.forward(time.Hour)
		sent.Ended, sent.CallsKnown, sent.Last = began.Add(at), true, model.Statistics{Status: model.StatusCompleted, Total: 1, Processed: 1}
		w.tell(anna, team.Entry{Intent: team.Intent{Batch: sent}, Fence: lease.Fence, Rings: []model.Ring{{Number: numbers(1)[0], At: began.Add(at), Calls: 1}}})
		if m := w.suppressions(ben, 1)[numbers(1)[0]]; !m.Until.Equal(w.now.Add(model.GuardPeriod)) {
			t.Errorf("%s: guarded until %s", name, m.Until)
		}
		w.forward(model.GuardPeriod + time.Minute)
	}
}

// A member tells that all calls are known, and none of whom: nobody is freed by that.
func TestCallsThatAreNotToldFreeNobody(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	i := w.intent("Spring", 1, 2)
	sent, lease := w.sent(anna, i, model.SendAccepted)
	sent.Ended, sent.CallsKnown, sent.Last = w.now, true, model.Statistics{Status: model.StatusCompleted, Total: 2, Processed: 2}
	w.tell(anna, team.Entry{Intent: team.Intent{Batch: sent}, Fence: lease.Fence})
	if err := anna.Settle(ctx, sent, lease.Fence); err != nil {
		t.Error(err)
	}
	if m := w.suppressions(ben, 1, 2); len(m) != 2 {
		t.Errorf("guarded are %+v", m)
	}
}

// The answer to the commit is lost: nothing is sent, and the same opening may ask again at once.
func TestWhoNeverHeardOfALeaseAsksAgain(t *testing.T) {
	d := postgrestest.NewDatabase(t)
	first := found(t, d)
	p := between(t, d)
	anna := reopen(t, first, d.At(p.port))
	w := &world{t: t, of: first, url: d.URL(), d: d, now: time.Now().UTC()}
	i := w.intent("Spring", 1)
	w.tell(anna, team.Entry{Intent: i})
	commits := 0
	p.mu.Lock()
	p.onsite = func(message []byte) verdict {
		p.mu.Lock()
		defer p.mu.Unlock()
		if bytes.Contains(message, []byte("commit\x00")) {
			if commits++; commits == 2 { // the first is that of its numbers
				return isCutBehindIt
			}
		}
		return passes
	}
	p.mu.Unlock()
	_, err := anna.Begin(ctx, i)
	if _, is := errors.AsType[*team.AwayError](err); !is {
		t.Fatalf("it begins: %v", err)
	}
	for w.state(i.Batch.Key) != model.SendSending { // once the server has read the commit
		time.Sleep(10 * time.Millisecond)
	}
	if _, err := w.again(first).Begin(ctx, i); err == nil {
		t.Error("another opening of the member sends it, which cannot know that nothing left")
	}
	lease := w.begin(anna, i)
	if lease.Fence == 0 || w.state(i.Batch.Key) != model.SendSending {
		t.Errorf("it is %s under %+v", w.state(i.Batch.Key), lease)
	}
}

func TestWhomABatchCalledIsForgottenOnceItCountsForNothing(t *testing.T) {
	w, anna := newWorld(t)
	ben := w.member("ben")
	end := func(b model.Batch, lease team.Lease, known bool) {
		b.Ended, b.CallsKnown, b.Last = w.now, known, model.Statistics{Status: model.StatusCompleted, Total: 2, Processed: 2}
		w.tell(anna, team.Entry{Intent: team.Intent{Batch: b}, Fence: lease.Fence, Rings: []model.Ring{{Number: numbers(1)[0], At: w.now, Answered: true}, {Number: numbers(2)[0], At: w.now}}})
	}
	first, lease := w.sent(anna, w.intent("Spring", 1, 2), model.SendAccepted)
	end(first, lease, true)
	second, lease := w.sent(anna, w.intent("Summer", 3, 4), model.SendAccepted)
	end(second, lease, false)
	w.sent(anna, w.intent("Autumn", 5, 6), model.SendAccepted)
	w.forward(model.HistorySpan + time.Hour)
	w.tell(anna, team.Entry{Intent: w.intent("Winter", 7)})
	left := w.d.Query(t, `SELECT (SELECT count(*) FROM callsheet.batch_numbers) || ' ' || (SELECT count(*) FROM callsheet.batch_rings)`)[0]
	if left != "3 1" {
		t.Errorf("left are %s", left)
	}
	if m := w.suppressions(ben, 1, 2, 3, 5); len(m) != 2 || m[numbers(1)[0]].AnsweredIn != "Spring" || !m[numbers(5)[0]].Unfinished {
		t.Errorf("it is told as %+v", m)
	}
}
