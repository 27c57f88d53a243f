package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"callsheet/model"
	"callsheet/model/evidence"
	"callsheet/model/phone"
)

// addSegments stores the segments of a plan that is confirmed, from a place on; which of
// its rows are whose stands with its batches.
func addSegments(ctx context.Context, tx *sql.Tx, campaign string, segments []model.Segment, from int) error {
	for place, s := range segments {
		options, err := encodeOptions(s.Options)
		if err != nil {
			return err
		}
		released, err := json.Marshal(releaseJSON{s.Release, s.CloseAt})
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO segments (campaign, place, name, options, released) VALUES (?, ?, ?, ?, ?)`,
			campaign, from+place, s.Name, string(options), string(released))
		if err != nil {
			return err
		}
	}
	return nil
}

// releaseJSON is when a segment may be sent and has to be over.
type releaseJSON struct {
	model.Release
	CloseAt time.Time `json:"close_at,omitzero"`
}

// decodePart reads what a batch says of its segment, if the campaign still has it. One that
// cannot be read waits for somebody.
func decodePart(name, released, zone string) model.Part {
	if released == "" {
		return model.Part{}
	}
	var r releaseJSON
	if json.Unmarshal([]byte(released), &r) != nil {
		return model.Part{Name: name, Release: model.Release{By: model.ReleasedByOperator}, Zone: zone}
	}
	return model.Part{Name: name, Release: r.Release, CloseAt: r.CloseAt, Zone: zone}
}

// loadSegments reads how the segments of a plan are dialled and when they may be
// sent, without their rows. One of which that cannot be read is never sent: it
// waits for somebody who cannot say so.
func loadSegments(ctx context.Context, q querier, campaign string, lost *damage) (segments []model.Segment, err error) {
	var unreadable error
	err = each(ctx, q, func(rows *sql.Rows) error {
		var s model.Segment
		var options, released string
		if err := rows.Scan(&s.Name, &options, &released); err != nil {
			return err
		}
		var unread error
		if s.Options, unread = decodeOptions([]byte(options)); unread == nil {
			var r releaseJSON
			unread = json.Unmarshal([]byte(released), &r)
			s.Release, s.CloseAt = r.Release, r.CloseAt
		}
		if unread != nil {
			unreadable, s.Release = unread, model.Release{By: model.ReleasedByOperator}
		}
		segments = append(segments, s)
		return nil
	}, `SELECT name, options, released FROM segments WHERE campaign = ? ORDER BY place`, campaign)
	if err = cmp.Or(err, unreadable); isDamage(ctx, err) {
		lost.addLocking("the options it was sent with", err)
		err = nil
	}
	return segments, err
}

// readRelease reads when a segment may be sent. One that cannot be read waits for
// somebody who cannot say so.
func readRelease(stored string) model.Release {
	var r model.Release
	if json.Unmarshal([]byte(stored), &r) != nil {
		return model.Release{By: model.ReleasedByOperator}
	}
	return r
}

// loadReleases reads when the segments of campaigns may be sent, by campaign.
func loadReleases(ctx context.Context, q querier) (map[string][]model.Release, error) {
	found := map[string][]model.Release{}
	err := each(ctx, q, func(rows *sql.Rows) error {
		var campaign, released string
		if err := rows.Scan(&campaign, &released); err != nil {
			return err
		}
		found[campaign] = append(found[campaign], readRelease(released))
		return nil
	}, `SELECT campaign, released FROM segments ORDER BY campaign, place`)
	return found, err
}

// ReleaseSegments writes down, durably, that those segments of a campaign may be
// sent that wait for somebody or for an outcome, and returns when each segment of
// the campaign may be sent. Only after that may they be. by is who releases them:
// an outcome releases none that are kept for a person. One that was released
// stays as it is, and so does one for the operator alone while a canary is not decided
// about. It fails where the campaign is open elsewhere.
func (l *Ledger) ReleaseSegments(ctx context.Context, campaign string, places []int, by model.ReleasedBy) ([]model.Release, error) {
	now := l.db.now()
	told := func(parts []evidence.Part) (evidence.Kind, any) {
		return evidence.KindReleased, evidence.Released{By: string(by), Parts: parts}
	}
	return l.changeReleases(ctx, campaign, false, places, told, func(r *model.Release, all []model.Segment) {
		undecided := slices.ContainsFunc(all, func(s model.Segment) bool { return s.Release.ForOutcome() })
		switch by {
		case model.ReleasedByOutcome:
			if !r.ByOutcome() {
				return
			}
		case model.ReleasedByOperator:
			if !r.ForOutcome() && (!r.Waits() || undecided) {
				return
			}
		default:
			return
		}
		r.Done = now
	})
}

// KeepSegments writes down, durably, that those segments of a campaign that an
// outcome was to release wait for a person, and why in a sentence. It returns when
// each segment may be sent: one that was released before stays so.
func (l *Ledger) KeepSegments(ctx context.Context, campaign string, places []int, why string) ([]model.Release, error) {
	told := func(parts []evidence.Part) (evidence.Kind, any) {
		return evidence.KindKept, evidence.Kept{Why: evidence.WithoutNumbers(why), Parts: parts}
	}
	return l.changeReleases(ctx, campaign, false, places, told, func(r *model.Release, _ []model.Segment) {
		if r.ByOutcome() {
			r.Kept = why
		}
	})
}

// changeReleases changes when some segments may be sent, and what is told of those that were
// changed. To stop all of them is anybody's, whoever has the campaign open.
func (l *Ledger) changeReleases(ctx context.Context, campaign string, stopsAll bool, places []int, told func([]evidence.Part) (evidence.Kind, any), change func(r *model.Release, all []model.Segment)) ([]model.Release, error) {
	var all []model.Release
	err := l.db.write(ctx, func(tx *sql.Tx) error {
		all = nil
		var done []int
		if !stopsAll {
			if err := l.locks.mayChange(ctx, tx, campaign); err != nil {
				return err
			}
		}
		var lost damage
		segments, err := loadSegments(ctx, tx, campaign, &lost)
		if err != nil {
			return err
		}
		if lost.err != nil {
			return l.db.damaged(campaign, lost.err)
		}
		for place, s := range segments {
			r := s.Release
			if stopsAll || slices.Contains(places, place) {
				change(&r, segments)
			}
			all = append(all, r)
			if r == s.Release {
				continue
			}
			released, err := json.Marshal(releaseJSON{r, s.CloseAt})
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE segments SET released = ? WHERE campaign = ? AND place = ?`, string(released), campaign, place); err != nil {
				return err
			}
			done = append(done, place)
		}
		if len(done) > 0 {
			contacts, err := contactsOf(ctx, tx, campaign)
			if err != nil {
				return err
			}
			kind, facts := told(partsOf(segments, contacts, done))
			if err := l.evidence.add(ctx, tx, campaign, kind, facts); err != nil {
				return err
			}
		}
		return changed(ctx, tx, campaign, l.db.now())
	})
	if err == nil {
		err = l.db.updateWitness(ctx)
	}
	if err != nil {
		return nil, err
	}
	return all, nil
}

// contactsOf is how many contacts the batches of each segment of a campaign have.
func contactsOf(ctx context.Context, q querier, campaign string) (map[int]int, error) {
	contacts := map[int]int{}
	err := each(ctx, q, func(rows *sql.Rows) error {
		var place, n int
		err := rows.Scan(&place, &n)
		contacts[place] = n
		return err
	}, `SELECT segment, sum(contacts) FROM batches WHERE campaign = ? GROUP BY segment`, campaign)
	return contacts, err
}

// OptedOut counts the contacts of some batches who are on the do-not-call list by
// now, or of whom a stored call says that they asked not to be called.
func (l *Ledger) OptedOut(ctx context.Context, keys []string) (int, error) {
	out := map[phone.Number]bool{}
	err := l.db.read(ctx, func(tx *sql.Tx) error {
		for _, key := range keys {
			numbers, err := l.batches.numbers(ctx, tx, key)
			if err != nil {
				return err
			}
			if err := listed(ctx, tx, numbers, func(e model.DNCEntry) { out[e.Number] = true }); err != nil {
				return err
			}
			all, err := calls(ctx, tx, key, -1)
			if err != nil {
				return err
			}
			for _, c := range all {
				if n, ok := c.Number(); ok && c.OptedOut() {
					out[n] = true
				}
			}
		}
		return nil
	})
	return len(out), err
}
