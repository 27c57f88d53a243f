package shared

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/store"
	"callsheet/model/team"
	"callsheet/ui/session"
)

// news are what the team is to be told next.
type news struct {
	team.News
	noted store.Noted
	own   map[string]model.SendState // of the batches that are told, as they are here
	taken map[string]bool            // those of them whose numbers another member told
	left  int                        // batches that are for another time
}

func (n news) empty() bool {
	return len(n.Entries)+len(n.Heads)+len(n.Evidence)+len(n.Gone)+n.left == 0
}

// news finds out what is untold, of batches with up to so many contacts.
func (t *Team) news(ctx context.Context, contacts int) (news, error) {
	n := news{own: map[string]model.SendState{}, taken: map[string]bool{}, noted: store.Noted{Batches: map[string]struct{ List, Facts string }{}, Campaigns: map[string]string{}}}
	all, err := t.local.Team.Batches(ctx)
	if err != nil {
		return n, err
	}
	for _, b := range all {
		told, is := toldOf(b)
		if is {
			continue
		}
		if contacts <= 0 || len(n.Entries) == mostEntries {
			n.left++
			continue
		}
		e, err := t.local.Team.Entry(ctx, b.Key)
		if store.IsNoBatch(err) {
			continue
		}
		if err != nil {
			return n, err
		}
		if b.Taken || b.Told.List == b.List {
			e.Contacts = nil
			n.taken[b.Key] = b.Taken
		} else {
			contacts -= len(e.Contacts)
			if e.Contacts == nil {
				e.Contacts = []model.ContactRef{} // that of one whose numbers nobody knows yet
			}
		}
		n.Entries = append(n.Entries, t.entry(e))
		n.noted.Batches[b.Key], n.own[b.Key] = told, e.Batch.State
	}
	if n.Gone, err = t.local.Team.Gone(ctx); err != nil {
		return n, err
	}
	n.noted.Gone = slices.Clone(n.Gone)
	return n, t.campaignNews(ctx, &n)
}

// toldOf is what tells what is known of a batch from what was told, and whether that is the same,
// or for later.
func toldOf(b store.TeamBatch) (told struct{ List, Facts string }, is bool) {
	told.List, told.Facts = b.List, fingerprint(b)
	return told, b.Told == told || b.Asking && b.State == model.SendPrepared && b.Told.List != ""
}

// UntoldOf finds out what of a store its team was not told of. It asks nobody.
func UntoldOf(ctx context.Context, local *store.Store) (u session.Untold, err error) {
	all, err := local.Team.Batches(ctx)
	if err != nil {
		return u, err
	}
	for _, b := range all {
		if _, told := toldOf(b); !told {
			u.Batches, u.Contacts = u.Batches+1, u.Contacts+b.Contacts
		}
	}
	_, u.DoNotCall, err = local.Team.Unlisted(ctx, 1)
	return u, err
}

// campaignNews adds what is untold of campaigns.
func (t *Team) campaignNews(ctx context.Context, n *news) error {
	told, err := t.local.Team.Told(ctx)
	if err != nil {
		return err
	}
	add := func(about string, facts any) bool {
		text := hashOf(facts)
		if told[about] == text {
			return false
		}
		n.noted.Campaigns[about] = text
		return true
	}
	heads, err := t.local.Evidence.Heads(ctx)
	if err != nil {
		return err
	}
	for _, h := range heads {
		if add("evidence "+h.Campaign, h) {
			n.Evidence = append(n.Evidence, h)
		}
	}
	summaries, err := t.local.Campaigns.Summaries(ctx)
	if err != nil {
		return err
	}
	held, err := t.local.Campaigns.Held(ctx)
	if err != nil {
		return err
	}
	for _, s := range summaries {
		if len(s.Batches) == 0 {
			continue
		}
		if slices.Contains(held, s.ID) {
			s.Holder = t.who
		}
		h := HeadOf(s)
		if add("head "+s.ID, h) {
			for _, at := range []*time.Time{&h.Changed, &h.Confirmed, &h.NextWave, &h.Paused} {
				*at = t.theirs(*at)
			}
			n.Heads = append(n.Heads, h)
		}
	}
	return nil
}

// entry is what the team is told of a batch: by its database's clock, and without what is
// nobody's business but this machine's.
func (t *Team) entry(e team.Entry) team.Entry {
	e.Batch = t.outgoing(e.Batch)
	e.Rings = slices.Clone(e.Rings)
	for i := range e.Rings {
		e.Rings[i].At = t.theirs(e.Rings[i].At)
	}
	return e
}

func (t *Team) outgoing(b model.Batch) model.Batch { return moveBatch(plain(b), t.theirs) }

// plain is a batch without its calls, and what the service said.
func plain(b model.Batch) model.Batch {
	b.Last.Calls, b.Last.Rings = nil, nil
	b.Reply, b.Dashboard, b.Before = "", "", nil
	b.CancelledBy, b.CancelledAt = "", time.Time{} // which the team told
	return b
}

// fingerprint tells what is known of a batch from what was told of it.
func fingerprint(b store.TeamBatch) string {
	told := plain(b.Batch)
	told.Last.At = time.Time{}
	return hashOf(struct {
		model.Batch
		Fence int64
		Known time.Time
	}{told, b.Fence, b.Known})
}

// hashOf tells facts from others.
func hashOf(facts any) string {
	text, err := json.Marshal(facts)
	if err != nil {
		return "" // it is told each time
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}
