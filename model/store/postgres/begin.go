package postgres

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/guarding"
	"callsheet/model/team"
)

// ownSlack is how far two times of one member may be off by the way they were brought onto the
// database's clock.
const ownSlack = 10 * time.Second

// errOtherNumbers is a batch whose numbers were changed by another opening meanwhile.
var errOtherNumbers = errors.New("the batch has other numbers by now")

// Begin takes a batch to sending. Its numbers are put there before, in a transaction that keeps
// nobody waiting. Then one transaction, alone under the team's lock, looks whether the batch may
// be sent by this member, whether any of its contacts must not be called, and gives the lease.
//
// The batches of this member guard here as all others do: a home that was restored from a
// backup, or copied, has the member's id and an older ledger. What the operator chose covers of
// those what was settled when the batch was prepared, of colleagues' what was known to the team
// at Intent.Known.
//
// Where it is not known whether the lease was given, the error says so, and nothing may be sent.
// The same opening may ask again: it is the only one that knows that nothing was.
func (l *Ledger) Begin(ctx context.Context, i team.Intent) (team.Lease, error) {
	h := hash(l.options.Secret, i.Contacts)
	if err := l.attempts.giveBack(ctx, l, i.Batch.Key); err != nil {
		return team.Lease{}, err
	}
	attempt := rand.Text()
	var lease team.Lease
	for try := 1; ; try++ {
		err := l.write(ctx, telling, func(t *tx) error { return l.batches(t).putIntent(ctx, i, h) })
		if err == nil {
			err = l.write(ctx, sending, func(t *tx) error {
				var err error
				lease, err = l.batches(t).give(ctx, i, h, attempt)
				return err
			})
		}
		if errors.Is(err, errOtherNumbers) && try < tries {
			continue
		}
		if _, unsure := errors.AsType[*unsureError](err); unsure {
			l.attempts.add(i.Batch.Key, attempt)
		}
		if err != nil {
			return team.Lease{}, err
		}
		return lease, nil
	}
}

// attempts are those to begin a batch of which it is not known whether they gave a lease.
type attempts struct {
	mu sync.Mutex
	of map[string][]string // by the batch's key
}

func (a *attempts) add(key, attempt string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.of == nil {
		a.of = map[string][]string{}
	}
	a.of[key] = append(a.of[key], attempt)
}

func (a *attempts) all(key string) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.of[key])
}

func (a *attempts) forget(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.of, key)
}

// giveBack makes a batch prepared again that an earlier Begin of this opening took to sending
// without learning of it: nothing of it was sent.
func (a *attempts) giveBack(ctx context.Context, l *Ledger, key string) error {
	unsure := a.all(key)
	if len(unsure) == 0 {
		return nil
	}
	// Under the lock: a transaction that may yet be committed has it.
	err := l.write(ctx, changing, func(t *tx) error {
		_, err := t.Exec(ctx, `UPDATE batches SET state = 'prepared', settled = $4, said = $4 WHERE key = $1 AND state = 'sending' AND opening = $2 AND attempt = ANY($3)`,
			key, l.options.Opening, unsure, t.now)
		return err
	})
	if err == nil {
		a.forget(key)
	}
	return err
}

// putIntent puts a batch there that is about to be sent, with the numbers that it has now.
func (t batchTable) putIntent(ctx context.Context, i team.Intent, h hashed) error {
	r, there, err := t.hold(ctx, i.Batch.Key)
	switch {
	case err != nil:
		return err
	case !there:
		_, err := t.add(ctx, i, h)
		return err
	case r.State != model.SendPrepared || r.teller != t.member:
		return nil // Begin says why not
	}
	return t.putLists(ctx, r, h)
}

// give gives a lease to send a batch, where it may be sent.
func (t batchTable) give(ctx context.Context, i team.Intent, h hashed, attempt string) (team.Lease, error) {
	r, there, err := t.hold(ctx, i.Batch.Key)
	if err != nil {
		return team.Lease{}, err
	}
	if !there {
		return team.Lease{}, errOtherNumbers
	}
	switch r.rules().Begin(t.speaker(), t.now) {
	case team.Taken:
	case team.Theirs:
		return team.Lease{}, takenOver(r)
	default:
		return team.Lease{}, notPrepared(r)
	}
	if !bytes.Equal(r.numberHash, h.fingerprint()) {
		return team.Lease{}, errOtherNumbers
	}
	if i.Known.After(r.Prepared) { // nobody knew of what came after the batch was told
		i.Known = r.Prepared
	}
	moves, err := t.judge(ctx, i, h)
	if err != nil {
		return team.Lease{}, err
	}
	var fence int64
	// An epoch's fences are above those of the epochs before, which a copy may not know of.
	err = t.QueryRow(ctx, `UPDATE batches SET state = 'sending', opening = $2, fence = greatest(fence + 1, ($3::bigint << 40) + nextval('fences')), lease_until = $4, attempt = $5,
			attempts = attempts + 1, sent = $6, settled = $6, said = $6 WHERE id = $1 RETURNING fence`,
		r.id, t.l.options.Opening, t.epoch, t.now.Add(team.LeaseTime), attempt, t.now).Scan(&fence)
	if err != nil {
		return team.Lease{}, err
	}
	if err := t.putMoves(ctx, r.id, moves); err != nil {
		return team.Lease{}, err
	}
	return team.Lease{Fence: fence, For: team.LeaseTime}, nil
}

// judge returns a *model.GuardError where some of the contacts must not be called now; otherwise
// how many of them each unfinished batch of the same agent loses, by its key.
func (t batchTable) judge(ctx context.Context, i team.Intent, h hashed) (map[string]int, error) {
	question, err := t.ask(ctx, h, asking{service: i.Batch.Service, agent: i.Batch.Agent, exceptBatch: i.Batch.Key})
	if err != nil {
		return nil, err
	}
	guards, err := t.guarding(ctx, i.Batch.Service, question.All(), func(r row) bool { return r.Key != i.Batch.Key })
	if err != nil {
		return nil, err
	}
	sent := guarding.Intent[team.Number]{Agent: i.Batch.Agent, Known: i.Known, Again: hashNumbers(t.l.options.Secret, i.Again), Moved: hashNumbers(t.l.options.Secret, i.Moved)}
	judge := guarding.NewJudge(sent, question, t.now, model.GuardPeriod)
	for _, g := range guards {
		b := g.batch()
		switch b.Settled = g.learnt; {
		case g.teller != t.member:
		case knownToItsMember(g.row, i):
			b.Settled = time.Time{}
		default:
			b.Settled = t.now.Add(ownSlack) // after all that was known
		}
		judge.Add(b)
	}
	doNotCall := 0
	list := doNotCallTable(t)
	if err := list.listed(ctx, question.Numbers, func(team.Number, time.Time, int64) { doNotCall++ }); err != nil {
		return nil, err
	}
	return judge.Verdict(doNotCall)
}

// knownToItsMember reports whether a batch of the same member was settled when an intent was
// prepared, by the member's own clock.
func knownToItsMember(r row, i team.Intent) bool {
	return !i.Batch.Prepared.IsZero() && !r.Settled.After(i.Batch.Prepared.Add(ownSlack))
}

// putMoves notes what a batch takes from those of other campaigns.
func (t *tx) putMoves(ctx context.Context, batch int64, moves map[string]int) error {
	if _, err := t.Exec(ctx, `DELETE FROM moves WHERE later = $1`, batch); err != nil {
		return err
	}
	for from, contacts := range moves {
		if _, err := t.Exec(ctx, `INSERT INTO moves (batch, later, contacts) SELECT id, $1, $2 FROM batches WHERE key = $3`, batch, contacts, from); err != nil {
			return err
		}
	}
	return nil
}

// takenOver is why nothing of a campaign is sent here.
func takenOver(r row) error {
	when := "another day"
	if !r.since.IsZero() {
		when = r.since.Local().Format("2 Jan 15:04")
	}
	return &team.TakenOverError{Campaign: r.Name, By: r.owner, When: when}
}

// notPrepared is why a batch is not sent that is not prepared any more.
func notPrepared(r row) error {
	return model.UserError(fmt.Sprintf("Nothing was sent: by the team's ledger batch %d of %q %s.", r.Index+1, r.Name, cmp.Or(stateWords[r.State], "is in a state that a later version of Callsheet knows")))
}

// stateWords say what became of a batch that is not prepared any more.
var stateWords = map[model.SendState]string{
	model.SendSending:  "is being sent already, or was: if that broke off it is settled within ten minutes",
	model.SendAccepted: "was sent and accepted already",
	model.SendRefused:  "was refused",
	model.SendUnknown:  "was sent already, and it is not known whether it was accepted",
}
