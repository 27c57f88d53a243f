package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/phone"
)

const (
	maxMappings    = 500 // far more kinds of file than one team ever sees
	maxRecentFiles = 20
)

// Remembered is what is remembered of the files that were opened.
type Remembered struct{ db *database }

// Mapping returns what the columns of a file with a fingerprint meant the last time, and
// whether that is remembered. A fingerprint is any key that says which files are alike.
func (r *Remembered) Mapping(ctx context.Context, fingerprint string) (columns.Mapping, phone.Region, bool, error) {
	var stored columns.Stored
	var region phone.Region
	var found bool
	err := r.db.read(ctx, func(tx *sql.Tx) error {
		var mapping []byte
		err := tx.QueryRowContext(ctx, `SELECT mapping, region FROM mappings WHERE shape = ?`, fingerprint).Scan(&mapping, &region)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		// One that cannot be read is as good as none: the columns are guessed.
		found = json.Unmarshal(mapping, &stored) == nil
		return nil
	})
	if err != nil || !found {
		return nil, "", false, err
	}
	return stored.Mapping(), region, true, nil
}

// SaveMapping remembers what the columns of a file with a fingerprint mean. Those that
// were not used for longest are forgotten.
func (r *Remembered) SaveMapping(ctx context.Context, fingerprint string, m columns.Mapping, region phone.Region) error {
	mapping, err := json.Marshal(m.Stored())
	if err != nil {
		return err
	}
	return r.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO mappings (shape, mapping, region, used) SELECT ?, ?, ?, coalesce(max(used), 0) + 1 FROM mappings`, fingerprint, string(mapping), region)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM mappings WHERE shape NOT IN (SELECT shape FROM mappings ORDER BY used DESC LIMIT ?)`, maxMappings)
		return err
	})
}

// ofLogin is what this login's paths begin with, among those of everybody who shares the
// folder: whoever looks for a list is not led into another's home.
func (r *Remembered) ofLogin() string {
	if r.db.holder.access.group == noGroup {
		return ""
	}
	return fmt.Sprintf("%d:", os.Geteuid())
}

// RecentFiles lists the files that were opened last, the latest first.
func (r *Remembered) RecentFiles(ctx context.Context) ([]string, error) {
	var paths []string
	of := r.ofLogin()
	err := r.db.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(rows *sql.Rows) error {
			var path string
			err := rows.Scan(&path)
			paths = append(paths, strings.TrimPrefix(path, of))
			return err
		}, `SELECT path FROM recent_files WHERE substr(path, 1, length(?1)) = ?1 ORDER BY used DESC`, of)
	})
	return paths, err
}

// SaveRecentFile puts a file first among those that were opened last.
func (r *Remembered) SaveRecentFile(ctx context.Context, path string) error {
	of := r.ofLogin()
	return r.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO recent_files (path, used) SELECT ?, coalesce(max(used), 0) + 1 FROM recent_files`, of+path)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM recent_files WHERE substr(path, 1, length(?1)) = ?1
			AND path NOT IN (SELECT path FROM recent_files WHERE substr(path, 1, length(?1)) = ?1 ORDER BY used DESC LIMIT ?2)`, of, maxRecentFiles)
		return err
	})
}
