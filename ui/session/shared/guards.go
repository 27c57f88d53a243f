package shared

import (
	"context"
	"time"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/store"
)

// Guards are those of this machine's ledger and of its team's. While the team's cannot be
// reached they are this machine's alone: nothing can be sent then.
type Guards struct {
	local *store.Guards
	team  *Team
}

// asks reports whether the team is asked too.
func (g *Guards) asks() bool { return g.team != nil && g.team.refused == nil }

// WorksWith is that of store.Guards.
func (g *Guards) WorksWith(service string) {
	g.local.WorksWith(service)
	if g.asks() {
		g.team.ledger.WorksWith(service)
	}
}

// Suppressions is that of session.Guards: of two guards the one that matters more.
func (g *Guards) Suppressions(ctx context.Context, refs []model.ContactRef, agent, except string) (model.Suppressions, error) {
	found, err := g.local.Suppressions(ctx, refs, agent, except)
	if err != nil || !g.asks() {
		return found, err
	}
	at := time.Time{}
	if !g.team.Known().Heard.IsZero() {
		at = g.team.theirs(g.team.now())
	} else if s, err := g.team.ask(ctx); err == nil {
		at = s.Now
	}
	theirs, err := g.team.ledger.Suppressions(ctx, refs, agent, except)
	if g.team.heard(err) != nil {
		if !unreachable(err) {
			return nil, err
		}
		at = time.Time{}
	}
	for n, m := range theirs {
		found[n] = merged(found[n], g.team.suppression(m))
	}
	g.team.noteRead(except, at, refs, found)
	return found, nil
}

// suppression is what the team knows of a number, by this machine's clock.
func (t *Team) suppression(m model.Suppression) model.Suppression {
	for _, at := range []*time.Time{&m.DoNotCall, &m.Called, &m.Until, &m.Answered} {
		*at = t.ours(*at)
	}
	return m
}

// merged is what two ledgers know of a number.
func merged(ours, theirs model.Suppression) model.Suppression {
	m := ours
	guard := model.Guard{Uncertain: theirs.Uncertain, Unfinished: theirs.Unfinished, Called: theirs.Called}
	if !theirs.Called.IsZero() && (ours.Called.IsZero() || theirs.Stays || !ours.Stays && guard.Outweighs(ours)) {
		m = theirs
		m.DoNotCall, m.Source, m.Answered, m.AnsweredIn = ours.DoNotCall, ours.Source, ours.Answered, ours.AnsweredIn
	}
	m.IDElsewhere = ours.IDElsewhere || theirs.IDElsewhere
	if m.DoNotCall.IsZero() {
		m.DoNotCall, m.Source = theirs.DoNotCall, theirs.Source
	}
	if theirs.Answered.After(m.Answered) {
		m.Answered, m.AnsweredIn = theirs.Answered, theirs.AnsweredIn
	}
	return m
}

// Histories is that of session.Guards. While the team's ledger cannot be reached nobody knows how
// often somebody was rung.
func (g *Guards) Histories(ctx context.Context, numbers []phone.Number, except string) (model.NumberHistories, error) {
	found, err := g.local.Histories(ctx, numbers, except)
	if err != nil || !g.asks() {
		return found, err
	}
	theirs, err := g.team.ledger.Histories(ctx, numbers, except)
	if g.team.heard(err) != nil {
		if !unreachable(err) {
			return model.NumberHistories{Unread: true}, err
		}
		found.Unread = true
		return found, nil
	}
	for n, more := range theirs.Of {
		h := found.Of[n]
		h.Add(g.team.history(more))
		found.Of[n] = h
	}
	found.Unread = found.Unread || theirs.Unread
	return found, nil
}

// history is one of the team's, by this machine's clock.
func (t *Team) history(h model.NumberHistory) model.NumberHistory {
	for i := range h.Rings {
		h.Rings[i].From, h.Rings[i].To = t.ours(h.Rings[i].From), t.ours(h.Rings[i].To)
	}
	h.Conversation, h.Refusal = t.ours(h.Conversation), t.ours(h.Refusal)
	return h
}

// Calling is that of session.Guards.
func (g *Guards) Calling(ctx context.Context, numbers []phone.Number) ([]model.Calling, error) {
	found, err := g.local.Calling(ctx, numbers)
	if err != nil || !g.asks() {
		return found, err
	}
	theirs, err := g.team.ledger.Calling(ctx, numbers)
	if g.team.heard(err) != nil {
		if !unreachable(err) {
			return nil, err
		}
		return found, nil
	}
	for _, c := range theirs {
		c.Batch = moveBatch(c.Batch, g.team.ours)
		found = append(found, c)
	}
	return found, nil
}

// DoNotCallList is that of this machine and of its team: a number that is on either is called by
// no campaign.
type DoNotCallList struct {
	*store.DoNotCallList
	team *Team
}

// Add is that of store.DoNotCallList. The team is told, or is told later.
func (l *DoNotCallList) Add(ctx context.Context, numbers []phone.Number, source string) (added int, err error) {
	added, err = l.DoNotCallList.Add(ctx, numbers, source)
	if err == nil && l.team != nil && l.team.refused == nil {
		_ = l.team.tellList(ctx, 1)
	}
	return added, err
}

// Remove takes numbers off both lists, and returns how many were on either. It fails while the
// team's ledger cannot be reached: a number that only this machine forgot would be called by
// nobody all the same.
func (l *DoNotCallList) Remove(ctx context.Context, numbers []phone.Number) (removed int, err error) {
	if l.team == nil {
		return l.DoNotCallList.Remove(ctx, numbers)
	}
	if l.team.refused != nil {
		return 0, l.team.refused
	}
	shared, err := l.team.ledger.UnlistDoNotCall(ctx, numbers)
	if l.team.heard(err) != nil {
		return 0, err
	}
	removed, err = l.DoNotCallList.Remove(ctx, numbers)
	return max(removed, shared), err
}

// Remembered is that of this machine; what columns of lists meant, the team remembers as well.
type Remembered struct {
	*store.Remembered
	team *Team
}

// Mapping is that of store.Remembered, or else what a colleague made of such a list.
func (r *Remembered) Mapping(ctx context.Context, shape string) (columns.Mapping, phone.Region, bool, error) {
	m, region, found, err := r.Remembered.Mapping(ctx, shape)
	if found || err != nil || r.team == nil || r.team.refused != nil {
		return m, region, found, err
	}
	m, region, found, err = r.team.ledger.Mapping(ctx, shape)
	if r.team.heard(err) != nil {
		return nil, "", false, nil //nolint:nilerr // the columns are guessed
	}
	return m, region, found, nil
}

// SaveMapping is that of store.Remembered. Colleagues do without it where it cannot be told.
func (r *Remembered) SaveMapping(ctx context.Context, shape string, m columns.Mapping, region phone.Region) error {
	err := r.Remembered.SaveMapping(ctx, shape, m, region)
	if err == nil && r.team != nil && r.team.refused == nil {
		r.team.heard(r.team.ledger.SaveMapping(ctx, shape, m, region))
	}
	return err
}
