package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"callsheet/model/phone"
)

// whose is what a profile of this login is called among those who share the folder: they
// may have profiles of one name, and a test call must ring nobody else's telephone.
func (r *Remembered) whose(profile string) string {
	if r.db.holder.access.group == noGroup {
		return profile
	}
	return fmt.Sprintf("%s of login %d", profile, os.Geteuid())
}

// OwnNumber is the number of the operator's own telephone, as it was given last under a
// profile; 0 = none was.
func (r *Remembered) OwnNumber(ctx context.Context, profile string) (phone.Number, error) {
	var number int64
	err := r.db.read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT number FROM own_numbers WHERE profile = ?`, r.whose(profile)).Scan(&number)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return phone.Number(number), err
}

// SaveOwnNumber remembers the number of the operator's own telephone for a profile.
func (r *Remembered) SaveOwnNumber(ctx context.Context, profile string, n phone.Number) error {
	return r.db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO own_numbers (profile, number) VALUES (?, ?)`, r.whose(profile), int64(n))
		return err
	})
}
