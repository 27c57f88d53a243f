package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

//go:embed schema
var schemas embed.FS

// migrationFiles lead from one version of the schema to the next. Those that were released never
// change: a new version is a new file and a new line here.
var migrationFiles = []string{"schema/1.sql", "schema/2.sql", "schema/3.sql"}

func migrations() []string {
	scripts := make([]string, len(migrationFiles))
	for i, name := range migrationFiles {
		script, err := schemas.ReadFile(name)
		if err != nil {
			panic(err)
		}
		scripts[i] = string(script)
	}
	return scripts
}

// newest is the version of the schema that this program works with. Every transaction asks.
func newest() int { return len(migrationFiles) }

// migrate brings the schema from a version to another; 0 makes it. It is called under the team's
// lock.
func migrate(ctx context.Context, q pgx.Tx, from, to int) error {
	var there bool
	if err := q.QueryRow(ctx, `SELECT to_regnamespace($1) IS NOT NULL`, schema).Scan(&there); err != nil {
		return err
	}
	if !there { // whoever keeps the database may have made it, and allowed no other
		if _, err := q.Exec(ctx, `CREATE SCHEMA `+schema); err != nil {
			return err
		}
	}
	if from == 0 {
		if _, err := q.Exec(ctx, `CREATE TABLE versions (version int PRIMARY KEY, since timestamptz NOT NULL)`); err != nil {
			return err
		}
	} else {
		// What is new belongs to the role that the rest belongs to: other members have to reach it.
		if _, err := q.Exec(ctx, `SELECT set_config('role', tableowner, true) FROM pg_tables WHERE schemaname = $1 AND tablename = 'versions'`, schema); err != nil {
			return err
		}
	}
	scripts := migrations()
	for version := from + 1; version <= to; version++ {
		if _, err := q.Exec(ctx, scripts[version-1]+fmt.Sprintf("; INSERT INTO versions VALUES (%d, team_now())", version)); err != nil {
			return err
		}
	}
	return nil
}

// versionOf is the version of the schema that is there; 0 = none.
func versionOf(ctx context.Context, q pgx.Tx) (version int, err error) {
	var is bool
	if err := q.QueryRow(ctx, `SELECT to_regclass($1) IS NOT NULL`, schema+".versions").Scan(&is); err != nil || !is {
		return 0, err
	}
	err = q.QueryRow(ctx, `SELECT coalesce(max(version), 0) FROM versions`).Scan(&version)
	return version, err
}

// errOlderSchema is a schema that has to be brought up to date first.
var errOlderSchema = errors.New("the schema of the team's ledger is older than this program's")

// update brings the schema up to date.
func (l *Ledger) update(ctx context.Context) error {
	return l.attempt(ctx, founding, func(t *tx) error {
		found, err := l.look(ctx, t, "")
		if err != nil || found.version >= newest() {
			return err
		}
		return migrate(ctx, t, found.version, newest())
	})
}
