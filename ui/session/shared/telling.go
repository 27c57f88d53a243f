package shared

import (
	"context"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/store"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// What is told at once is bounded: by contacts and batches in one transaction of the team's
// ledger, and by transactions in one meeting.
const (
	mostContacts = 50_000
	mostEntries  = 200
	mostListed   = 20_000 // numbers of the do-not-call list
	mostTellings = 20
	mostBegin    = 1000 // before a batch is begun
)

// Meet tells the team what it was not told yet, and asks how it stands. What is much is told in
// several meetings.
func (t *Team) Meet(ctx context.Context) session.TeamState {
	t.meeting.Lock()
	defer t.meeting.Unlock()
	if t.refused == nil {
		t.meet(ctx)
	}
	return t.Known()
}

func (t *Team) meet(ctx context.Context) {
	standing, err := t.ask(ctx)
	if err != nil {
		t.note(ctx, err)
		return
	}
	waits := t.waited(standing)
	err = t.noteLost(ctx, standing)
	if err == nil {
		err = t.noteCancelled(ctx, standing)
	}
	if err == nil && !standing.Since.IsZero() { // also where nobody waits for this member: they were taken to be gone
		err = t.local.Team.TellAgain(ctx, standing.Since)
	}
	if err == nil {
		err = t.tellAll(ctx, mostTellings)
	}
	if err == nil && waits && t.told(ctx) {
		if _, err = t.ledger.Tell(ctx, team.News{Whole: true}); err == nil {
			_, err = t.ask(ctx)
		}
	}
	if err == nil {
		err = t.local.Team.Saw(ctx, t.ledger.Membership())
	}
	t.note(ctx, err)
}

// noteLost notes the campaigns of this machine's that are somebody else's by now.
func (t *Team) noteLost(ctx context.Context, s team.Standing) error {
	told, err := t.local.Team.Told(ctx)
	if err != nil {
		return err
	}
	known, err := t.local.Team.Lost(ctx)
	if err != nil {
		return err
	}
	me := t.ledger.Membership().Member
	var lost []team.Lost
	for _, h := range s.Heads {
		if _, own := told["head "+h.Campaign]; own && h.Owner.ID != me && !slices.ContainsFunc(known, func(l team.Lost) bool { return l.Campaign == h.Campaign && l.By.ID == h.Owner.ID }) {
			lost = append(lost, team.Lost{Campaign: h.Campaign, By: h.Owner, At: t.ours(h.Since)})
		}
	}
	return t.local.Team.Note(ctx, store.Noted{Lost: lost})
}

// waited reports whether a recovery waits for this member.
func (t *Team) waited(s team.Standing) bool {
	me := t.ledger.Membership().Member
	return s.Recovery != nil && slices.ContainsFunc(s.Recovery.Waiting, func(m team.Member) bool { return m.ID == me })
}

// note notes what a meeting came to.
func (t *Team) note(ctx context.Context, err error) {
	lost, lostErr := t.local.Team.Lost(ctx) // those of the meeting before where it cannot be read
	untold, _ := UntoldOf(ctx, t.local)     // none where that cannot be read, which is said elsewhere
	t.mu.Lock()
	defer t.mu.Unlock()
	t.state.Err, t.state.Untold = err, untold
	if lostErr == nil {
		t.state.Lost = lost
	}
}

// told reports whether nothing is left to be told.
func (t *Team) told(ctx context.Context) bool {
	news, err := t.news(ctx, 0)
	_, listed, errListed := t.local.Team.Unlisted(ctx, 1)
	return err == nil && errListed == nil && listed == 0 && news.empty()
}

// Told is how much the team was told.
type Told struct{ Batches, Contacts, DoNotCall int }

// TellAll tells the team all that this machine knows, also what it was told before, and how much
// that is. progress is told how many batches and numbers were told, and of how many.
func (t *Team) TellAll(ctx context.Context, progress func(done, of int)) (Told, error) {
	t.meeting.Lock()
	defer t.meeting.Unlock()
	if t.refused != nil {
		return Told{}, t.refused
	}
	if _, err := t.ask(ctx); err != nil {
		return Told{}, err
	}
	if err := t.local.Team.TellAll(ctx); err != nil {
		return Told{}, err
	}
	batches, err := t.local.Team.Batches(ctx)
	if err != nil {
		return Told{}, err
	}
	told := Told{Batches: len(batches)}
	for _, b := range batches {
		told.Contacts += b.Contacts
	}
	if _, told.DoNotCall, err = t.local.Team.Unlisted(ctx, 1); err != nil {
		return told, err
	}
	// What a lease of an opening that died keeps from being taken is for later: the team guards it.
	for of, before := told.Batches+told.DoNotCall, -1; !t.told(ctx); {
		if err := t.tellAll(ctx, 1); err != nil {
			return told, err
		}
		news, err := t.news(ctx, 0)
		if err != nil {
			return told, err
		}
		_, listed, err := t.local.Team.Unlisted(ctx, 1)
		if err != nil {
			return told, err
		}
		if progress != nil {
			progress(max(0, of-news.left-listed), of)
		}
		if before == news.left+listed {
			break
		}
		before = news.left + listed
	}
	if _, err = t.ledger.Tell(ctx, team.News{Whole: true}); t.heard(err) != nil {
		return told, err
	}
	return told, t.local.Team.Saw(ctx, t.ledger.Membership())
}

// tellAll tells what is untold of all, in so many transactions at most of each kind.
func (t *Team) tellAll(ctx context.Context, most int) error {
	for range most {
		more, err := t.tellSome(ctx)
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	return t.tellList(ctx, most)
}

// tell tells all that is untold of batches, before one is begun: the team counts this machine's
// own too.
func (t *Team) tell(ctx context.Context) error {
	for range mostBegin {
		if more, err := t.tellSome(ctx); err != nil || !more {
			return err
		}
	}
	return errUntold
}

// errUntold is that the team was told less than it has to be before something is sent.
const errUntold = model.UserError("Nothing was sent: the team's ledger is still being told what this machine sent before. Try again in a moment.")

// tellSome tells some of what is untold, and reports whether there is more.
func (t *Team) tellSome(ctx context.Context) (more bool, err error) {
	next, err := t.news(ctx, mostContacts)
	if err != nil {
		return false, err
	}
	heard, err := t.ledger.Tell(ctx, next.News)
	if t.heard(err) != nil {
		return false, err
	}
	released, err := t.release(ctx, heard.Leased)
	if err != nil {
		return false, err
	}
	for _, l := range heard.Leased {
		// A lease kept it from being taken, or it may yet have to be released.
		if state, told := next.own[l.Key]; told && state != model.SendSending {
			delete(next.noted.Batches, l.Key)
		}
		next.noted.Gone = slices.DeleteFunc(next.noted.Gone, func(key string) bool { return key == l.Key })
	}
	missing := slices.DeleteFunc(heard.Missing, func(key string) bool { return next.taken[key] })
	for _, key := range missing {
		next.noted.Batches[key] = struct{ List, Facts string }{} // with its contacts the next time
	}
	for _, l := range heard.Lost {
		l.At = t.ours(l.At)
		next.noted.Lost = append(next.noted.Lost, l)
	}
	err = t.local.Team.Note(ctx, next.noted)
	return next.left > 0 || released || len(missing) > 0, err
}

// release gives back the leases that nothing left under, nor can, and reports whether there were any.
func (t *Team) release(ctx context.Context, leased []team.Leased) (released bool, err error) {
	if len(leased) == 0 {
		return false, nil
	}
	keys := make([]string, len(leased))
	for i, l := range leased {
		keys[i] = l.Key
	}
	fences, err := t.local.Team.Fences(ctx, keys)
	if err != nil {
		return false, err
	}
	leased = slices.DeleteFunc(slices.Clone(leased), func(l team.Leased) bool { return fences[l.Key] >= l.Fence })
	if len(leased) == 0 {
		return false, nil
	}
	unused, err := t.local.Team.Unused(ctx, leased)
	if err != nil {
		return false, err
	}
	for _, l := range unused {
		// Read after it was withdrawn: what it says of the batch, the lease has nothing to do with.
		b, err := t.local.Team.Batch(ctx, l.Key)
		switch {
		case store.IsNoBatch(err):
			b.Batch = model.Batch{Key: l.Key, State: model.SendPrepared}
		case err != nil:
			return released, err
		case b.State == model.SendSending:
			continue
		}
		err = t.ledger.Settle(ctx, t.outgoing(b.Batch), l.Fence)
		if unreachable(err) {
			return released, t.heard(err)
		}
		// What it says no to it takes later: once the lease of an opening that died has run out.
		released = released || err == nil
	}
	return released, nil
}

// tellList tells what is untold of the do-not-call list, in so many transactions at most.
func (t *Team) tellList(ctx context.Context, most int) error {
	for range most {
		entries, _, err := t.local.Team.Unlisted(ctx, mostListed)
		if err != nil || len(entries) == 0 {
			return err
		}
		told := slices.Clone(entries)
		for i := range told {
			told[i].Since = t.theirs(told[i].Since)
			told[i].Source = strings.TrimSpace(told[i].Source)
		}
		if _, err := t.ledger.ListDoNotCall(ctx, told); t.heard(err) != nil {
			return err
		}
		if err := t.local.Team.Listed(ctx, entries); err != nil {
			return err
		}
	}
	return nil
}
