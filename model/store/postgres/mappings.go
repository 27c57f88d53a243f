package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"callsheet/model/columns"
	"callsheet/model/phone"
)

const (
	aboutMapping = "mapping"
	maxMappings  = 2000
)

// mapping is what is sealed.
type mapping struct {
	Columns columns.Stored `json:"columns"`
	Region  phone.Region   `json:"region"`
}

// Mapping returns what the columns of a file with a fingerprint meant to whoever of the team had
// one last, and whether anything is kept of it.
func (l *Ledger) Mapping(ctx context.Context, fingerprint string) (columns.Mapping, phone.Region, bool, error) {
	var sealed []byte
	err := l.read(ctx, func(t *tx) error {
		sealed = nil
		err := t.QueryRow(ctx, `SELECT mapping FROM mappings WHERE shape = $1`, l.options.Secret.Key(aboutMapping, fingerprint)).Scan(&sealed)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		return err
	})
	// One that cannot be read is as good as none: the columns are guessed.
	var m mapping
	if err != nil || sealed == nil || json.Unmarshal([]byte(l.unseal(aboutMapping+fingerprint, sealed)), &m) != nil {
		return nil, "", false, err
	}
	return m.Columns.Mapping(), m.Region, true, nil
}

// SaveMapping keeps what the columns of a file with a fingerprint mean. Those that were kept
// longest ago are forgotten.
func (l *Ledger) SaveMapping(ctx context.Context, fingerprint string, m columns.Mapping, region phone.Region) error {
	text, err := json.Marshal(mapping{m.Stored(), region})
	if err != nil {
		return err
	}
	sealed, err := l.seal(aboutMapping+fingerprint, string(text))
	if err != nil {
		return err
	}
	return l.write(ctx, telling, func(t *tx) error {
		if _, err := t.Exec(ctx, `INSERT INTO mappings (shape, mapping, used) VALUES ($1, $2, $3) ON CONFLICT (shape) DO UPDATE SET mapping = excluded.mapping, used = excluded.used`,
			l.options.Secret.Key(aboutMapping, fingerprint), sealed, t.now); err != nil {
			return err
		}
		_, err := t.Exec(ctx, `DELETE FROM mappings WHERE shape IN (SELECT shape FROM mappings ORDER BY used DESC, shape OFFSET $1)`, maxMappings)
		return err
	})
}
