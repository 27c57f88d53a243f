package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"callsheet/model"
)

// addSegments stores the segments of a plan that is confirmed; which of its rows
// are whose stands with its batches.
func addSegments(ctx context.Context, tx *sql.Tx, campaign string, segments []model.Segment) error {
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
			campaign, place, s.Name, string(options), string(released))
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
