package store

import (
	"bytes"
	"compress/flate"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"time"

	"callsheet/model"
	"callsheet/model/transcript"
)

// CallDetails are the details that are stored of a batch's calls, by the calls' ids. Of a
// call whose words cannot be read there are none, so that they are asked for again.
func (l *Ledger) CallDetails(ctx context.Context, key string) (map[string]model.CallDetail, error) {
	all := map[string]model.CallDetail{}
	err := l.db.read(ctx, func(tx *sql.Tx) error {
		return eachDetail(ctx, tx, func(d model.CallDetail) { all[d.Call] = d }, `batches.key = ?`, key)
	})
	return all, err
}

// CallDetail is what is stored of one call of a batch; false = nothing is.
func (l *Ledger) CallDetail(ctx context.Context, key, call string) (detail model.CallDetail, found bool, err error) {
	err = l.db.read(ctx, func(tx *sql.Tx) error {
		return eachDetail(ctx, tx, func(d model.CallDetail) { detail, found = d, true }, `batches.key = ? AND call_details.id = ?`, key, call)
	})
	return detail, found, err
}

func eachDetail(ctx context.Context, q querier, f func(model.CallDetail), which string, args ...any) error {
	return each(ctx, q, func(rows *sql.Rows) error {
		var d model.CallDetail
		var said sql.RawBytes // not copied
		if err := rows.Scan(&d.Call, &d.Contact, &d.Over, &d.Measured, &d.Tries, (*instant)(&d.Fetched), &said); err != nil {
			return err
		}
		if decodeSaid(said, &d) == nil {
			f(d)
		}
		return nil
	}, `SELECT call_details.id, contact, over, measured, tries, fetched, said FROM call_details JOIN batches ON batches.id = batch WHERE `+which, args...)
}

// saidJSON is what was said on a call, as it is stored.
type saidJSON struct {
	Turns   []turnJSON          `json:"turns,omitempty"`
	Summary string              `json:"summary,omitempty"`
	Metrics []transcript.Metric `json:"metrics,omitempty"`
}

type turnJSON struct {
	Role string    `json:"role"`
	Text string    `json:"text"`
	At   time.Time `json:"at,omitzero"`
}

// maxSaid bounds what is read of one call, in bytes: more than model.CallDetail.Bounded
// leaves of it.
const maxSaid = 8 << 20

var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	if err != nil {
		panic(err) // there is such a level
	}
	return w
}}

func encodeSaid(d model.CallDetail) ([]byte, error) {
	said := saidJSON{Summary: d.Summary, Metrics: d.Metrics}
	for _, t := range d.Turns {
		said.Turns = append(said.Turns, turnJSON{t.Role, t.Text, t.At})
	}
	var b bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	w.Reset(&b)
	if err := json.NewEncoder(w).Encode(said); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return seal(b.Bytes()), nil
}

var inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

func decodeSaid(blob []byte, d *model.CallDetail) error {
	data, err := unseal(blob)
	if err != nil {
		return err
	}
	r := inflaters.Get().(io.ReadCloser)
	defer inflaters.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(data), nil); err != nil {
		return err
	}
	var said saidJSON
	if err := json.NewDecoder(io.LimitReader(r, maxSaid)).Decode(&said); err != nil {
		return err
	}
	d.Summary, d.Metrics = said.Summary, said.Metrics
	for _, t := range said.Turns {
		d.Turns = append(d.Turns, model.Turn{Turn: transcript.Turn{Speaker: transcript.SpeakerOf(t.Role), Text: t.Text}, Role: t.Role, At: t.At})
	}
	return nil
}

// encodedDetail is a detail that is ready to be written.
type encodedDetail struct {
	model.CallDetail
	said []byte
}

func encodeDetails(details []model.CallDetail) ([]encodedDetail, error) {
	encoded := make([]encodedDetail, len(details))
	for i, d := range details {
		d = d.Bounded()
		said, err := encodeSaid(d)
		if err != nil {
			return nil, err
		}
		encoded[i] = encodedDetail{d, said}
	}
	return encoded, nil
}

// details stores details of a batch's calls, unless its campaign is forgotten.
func (w *recordWriter) details(ctx context.Context, batch string, details []encodedDetail) error {
	var id int64
	err := w.tx.QueryRowContext(ctx, `SELECT id FROM batches WHERE key = ? AND campaign IS NOT NULL`, batch).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	put, err := w.tx.PrepareContext(ctx, `INSERT OR REPLACE INTO call_details (batch, id, contact, over, measured, tries, fetched, said) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer put.Close()
	for _, d := range details {
		if _, err := put.ExecContext(ctx, id, d.Call, d.Contact, d.Over, d.Measured, d.Tries, instant(d.Fetched), d.said); err != nil {
			return err
		}
	}
	return nil
}
