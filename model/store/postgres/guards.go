package postgres

import (
	"context"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/guarding"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/team"
)

// guard is a batch that may keep some numbers from being called, with those of them that it has.
type guard struct {
	row
	holds []held
}

type held struct {
	number team.Number
	rung   time.Time // last; zero = never, or not known
}

// batch is the guard as the rule takes it. It holds none but the numbers that were asked for.
func (g guard) batch() guarding.Batch[team.Number] {
	return guarding.Batch[team.Number]{Batch: g.Batch, Holds: func(_ []team.Number, f func(team.Number, time.Time)) {
		for _, h := range g.holds {
			f(h.number, h.rung)
		}
	}}
}

// guarding lists the batches that may guard some of sorted numbers now, in the order in which
// they were told, but for those that count says do not count. Only batches of services that make
// real calls as the given one does, or none as it does, are among them.
func (t batchTable) guarding(ctx context.Context, service string, numbers []team.Number, counts func(row) bool) ([]guard, error) {
	rows, err := t.rows(ctx, `b.state NOT IN ('prepared', 'refused') AND (b.ended IS NULL OR b.ended > $1)`, t.now.Add(-model.GuardPeriod))
	if err != nil {
		return nil, err
	}
	rehearsal := model.IsSandbox(service)
	rows = slices.DeleteFunc(rows, func(r row) bool {
		return model.IsSandbox(r.Service) != rehearsal || !counts(r) || !r.Guards(t.now, model.GuardPeriod)
	})
	for i := range rows {
		if rows[i].State == model.SendSending && !rows[i].rules().Leased(t.now) {
			rows[i].State = model.SendUnknown // nobody is at it any more
		}
	}
	var listed, rung []int64 // by what a batch guards: all of its numbers, or who was rung
	for _, r := range rows {
		if r.CallsKnown {
			rung = append(rung, r.id)
		} else {
			listed = append(listed, r.id)
		}
	}
	holds := map[int64][]held{}
	err = t.numbersIn(ctx, listed, numbers, func(batch int64, n team.Number) { holds[batch] = append(holds[batch], held{number: n}) })
	if err != nil {
		return nil, err
	}
	err = t.ringsIn(ctx, rung, numbers, func(batch int64, n team.Number, ring model.Ring) {
		holds[batch] = append(holds[batch], held{n, ring.At})
	})
	if err != nil {
		return nil, err
	}
	var all []guard
	for _, r := range rows {
		all = append(all, guard{r, holds[r.id]})
	}
	return all, nil
}

// Whatever is looked up for each of many numbers is looked up in the index, one after another:
// LATERAL with an OFFSET keeps the server from reading all of a table instead, or from looking
// for each batch of a list apart, whatever its statistics of the table are.

// numbersIn calls f for those of some numbers that some batches have.
func (t *tx) numbersIn(ctx context.Context, batches []int64, numbers []team.Number, f func(batch int64, n team.Number)) error {
	if len(batches) == 0 || len(numbers) == 0 {
		return nil
	}
	rows, err := t.Query(ctx, `SELECT n.batch, n.number FROM unnest($1::bigint[]) asked (number)
		CROSS JOIN LATERAL (SELECT b.batch, b.number FROM batch_numbers b WHERE b.number = asked.number OFFSET 0) n WHERE n.batch = ANY($2)`, plain(numbers), batches)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var batch, number int64
		if err := rows.Scan(&batch, &number); err != nil {
			return err
		}
		f(batch, team.Number(number))
	}
	return rows.Err()
}

// ringsIn calls f for those of some numbers that some batches rang.
func (t *tx) ringsIn(ctx context.Context, batches []int64, numbers []team.Number, f func(batch int64, n team.Number, ring model.Ring)) error {
	if len(batches) == 0 || len(numbers) == 0 {
		return nil
	}
	rows, err := t.Query(ctx, `SELECT r.batch, r.number, r.rung, r.calls, r.answered, r.refused FROM unnest($1::bigint[]) asked (number)
		CROSS JOIN LATERAL (SELECT b.* FROM batch_rings b WHERE b.number = asked.number OFFSET 0) r WHERE r.batch = ANY($2)`, plain(numbers), batches)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var batch, number int64
		var ring model.Ring
		if err := rows.Scan(&batch, &number, &ring.At, &ring.Calls, &ring.Answered, &ring.Refused); err != nil {
			return err
		}
		ring.At = ring.At.UTC()
		f(batch, team.Number(number), ring)
	}
	return rows.Err()
}

// asking says which batches are asked about contacts' ids: those of an agent ("" = of any), but
// for one batch, one campaign and those of one member.
type asking struct{ service, agent, exceptBatch, exceptCampaign, exceptMember string }

// ask finds out what the ids of contacts were sent with before, however long ago.
func (t batchTable) ask(ctx context.Context, h hashed, a asking) (*guarding.Question[team.Number], error) {
	question := guarding.Ask(h.numbers())
	byID := map[int64][]team.Number{}
	var ids []int64
	for _, c := range h.withIDs() {
		if byID[int64(c.id)] == nil {
			ids = append(ids, int64(c.id))
		}
		byID[int64(c.id)] = append(byID[int64(c.id)], c.number)
	}
	if len(ids) == 0 {
		return question, nil
	}
	slices.Sort(ids)
	rows, err := t.Query(ctx, `SELECT c.contact, c.number, b.agent, b.key, b.service FROM unnest($1::bigint[]) asked (contact)
		CROSS JOIN LATERAL (SELECT i.contact, i.batch, i.number FROM batch_contacts i WHERE i.contact = asked.contact OFFSET 0) c JOIN batches b ON b.id = c.batch
		WHERE b.state NOT IN ('prepared', 'refused') AND ($2 = '' OR b.agent = $2) AND b.key <> $3 AND ($4 = '' OR b.campaign <> $4) AND b.teller <> $5 ORDER BY b.id`,
		ids, a.agent, a.exceptBatch, a.exceptCampaign, a.exceptMember)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	rehearsal := model.IsSandbox(a.service)
	for rows.Next() {
		var contact, was int64
		var agent, batch, service string
		if err := rows.Scan(&contact, &was, &agent, &batch, &service); err != nil {
			return nil, err
		}
		if model.IsSandbox(service) != rehearsal {
			continue
		}
		for _, number := range byID[contact] {
			question.Sent(number, team.Number(was), printable.Text(agent, maxName), batch)
		}
	}
	question.Known()
	return question, rows.Err()
}

// Suppressions says what the batches of the other members, and the team's do-not-call list, know
// of some contacts, by their numbers.
func (l *Ledger) Suppressions(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Suppressions, error) {
	h, service := hash(l.options.Secret, refs), l.worksWith()
	var found *guarding.Suppressions[team.Number]
	err := l.read(ctx, func(t *tx) error {
		question, err := l.batches(t).ask(ctx, h, asking{service: service, agent: agent, exceptCampaign: except, exceptMember: t.member})
		if err != nil {
			return err
		}
		found = guarding.NewSuppressions(question, t.now, model.GuardPeriod)
		guards, err := l.batches(t).guarding(ctx, service, question.All(), func(r row) bool { return r.teller != t.member && isOutside(r, except) })
		if err != nil {
			return err
		}
		for _, g := range guards {
			found.Add(g.batch())
		}
		if found.Guarded() {
			waiting, err := l.batches(t).rows(ctx, `b.state = 'prepared' AND b.campaign <> '' AND b.teller <> $1`, t.member)
			if err != nil {
				return err
			}
			for _, r := range waiting {
				found.AddWaiting(r.Batch)
			}
		}
		found.Settle()
		if err := l.batches(t).answered(ctx, question.Numbers, except, found.Answered); err != nil {
			return err
		}
		return doNotCallTable{t, l}.marked(ctx, question.Numbers, found.Listed)
	})
	if err != nil {
		return nil, err
	}
	known := model.Suppressions{}
	hasher := l.options.Secret.Hasher()
	for _, r := range refs {
		if m, is := found.Of[hasher.Number(r.Number)]; is {
			known[r.Number] = m
		}
	}
	return known, nil
}

// isOutside reports whether a batch is not of a campaign; "" is none.
func isOutside(r row, campaign string) bool { return campaign == "" || r.Campaign != campaign }

// answered calls f for those of some numbers of which a call of another member's campaign was
// answered, as far as all calls of it are known, with when it was called last, and the campaign.
func (t batchTable) answered(ctx context.Context, numbers []team.Number, except string, f func(team.Number, time.Time, string)) error {
	rows, err := t.Query(ctx, `SELECT r.batch, r.number, r.rung FROM unnest($1::bigint[]) asked (number)
		CROSS JOIN LATERAL (SELECT b.batch, b.number, b.rung FROM batch_rings b WHERE b.number = asked.number AND b.answered OFFSET 0) r`, plain(numbers))
	if err != nil {
		return err
	}
	type answer struct {
		batch  int64
		number team.Number
		at     time.Time
	}
	var all []answer
	of := map[int64]*row{}
	for rows.Next() {
		var a answer
		if err := rows.Scan(&a.batch, (*int64)(&a.number), &a.at); err != nil {
			rows.Close()
			return err
		}
		all, of[a.batch] = append(all, a), nil
	}
	if err := rows.Err(); err != nil || len(all) == 0 {
		return err
	}
	var ids []int64
	for id := range of {
		ids = append(ids, id)
	}
	batches, err := t.rows(ctx, `b.id = ANY($1) AND b.teller <> $2`, ids, t.member)
	if err != nil {
		return err
	}
	rehearsal := model.IsSandbox(t.l.worksWith())
	for _, b := range batches {
		if model.IsSandbox(b.Service) == rehearsal && isOutside(b, except) {
			of[b.id] = &b
		}
	}
	for _, a := range all {
		if b := of[a.batch]; b != nil {
			f(a.number, a.at.UTC(), b.Name)
		}
	}
	return nil
}

// Histories says how often the other members rang some numbers, or may yet, outside one campaign.
func (l *Ledger) Histories(ctx context.Context, numbers []phone.Number, except string) (model.NumberHistories, error) {
	list := hashNumbers(l.options.Secret, numbers)
	found := map[team.Number]model.NumberHistory{}
	err := l.read(ctx, func(t *tx) error {
		clear(found)
		rehearsal := model.IsSandbox(l.worksWith())
		rows, err := l.batches(t).rows(ctx, `b.state NOT IN ('prepared', 'refused') AND b.teller <> $1 AND (b.ended IS NULL OR b.ended > $2)`, t.member, t.now.Add(-model.HistorySpan))
		if err != nil {
			return err
		}
		of := map[int64]*row{}
		var listed, rung []int64
		for _, r := range rows {
			if model.IsSandbox(r.Service) != rehearsal || !isOutside(r, except) {
				continue
			}
			of[r.id] = &r
			if !r.Ended.IsZero() && r.CallsKnown {
				rung = append(rung, r.id)
			} else {
				listed = append(listed, r.id)
			}
		}
		add := func(batch int64, n team.Number, ring model.Ring) {
			if more, was := of[batch].RingsOf(ring, t.now); was {
				h := found[n]
				h.Add(more)
				found[n] = h
			}
		}
		if err := t.ringsIn(ctx, rung, list, add); err != nil {
			return err
		}
		return t.numbersIn(ctx, listed, list, func(batch int64, n team.Number) { add(batch, n, model.Ring{}) })
	})
	if err != nil {
		return model.NumberHistories{Unread: true}, err
	}
	known := model.NumberHistories{Of: make(map[phone.Number]model.NumberHistory, len(found))}
	hasher := l.options.Secret.Hasher()
	for _, n := range numbers {
		if h, is := found[hasher.Number(n)]; is {
			known.Of[n] = h
		}
	}
	return known, nil
}

// Calling lists the batches of the other members that may yet call some of sorted numbers.
func (l *Ledger) Calling(ctx context.Context, numbers []phone.Number) ([]model.Calling, error) {
	set := hashedSet(l.options.Secret, numbers)
	list := hashNumbers(l.options.Secret, numbers)
	var all []model.Calling
	err := l.read(ctx, func(t *tx) error {
		all = nil
		guards, err := l.batches(t).guarding(ctx, l.worksWith(), list, func(r row) bool { return r.teller != t.member })
		if err != nil {
			return err
		}
		for _, g := range guards {
			c := model.Calling{Batch: g.Batch}
			for _, n := range g.batch().MayCall(list, t.now, model.GuardPeriod) {
				c.Numbers = append(c.Numbers, set[n])
			}
			if len(c.Numbers) > 0 {
				slices.Sort(c.Numbers)
				all = append(all, c)
			}
		}
		return nil
	})
	return all, err
}
