package postgres

import (
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"callsheet/model/printable"
)

// state is what an error that the server reports says of the team's ledger.
type state int

const (
	stateAway     state = iota // it cannot be worked with now, and may be later by itself
	stateSetup                 // it cannot be until somebody puts it right: its users, names, rights or tables
	stateInTheWay              // another transaction was in the way of this one
)

// stateOf is the one place that sorts the codes of a server
// (https://www.postgresql.org/docs/current/errcodes-appendix.html). What is not known is away: it
// is tried again, and nothing is sent either way.
func stateOf(code string) state {
	if len(code) != 5 {
		return stateAway
	}
	switch code[:2] {
	case "28", // who asks is not let in
		"3D", "3F", // the database, or the schema, is not there
		"42": // a table, column or function is not there, is another than it was, or may not be used
		return stateSetup
	case "40": // given up for another
		return stateInTheWay
	}
	if waited(code) {
		return stateInTheWay
	}
	return stateAway
}

// waited reports whether a transaction had waited for another for as long as it may, so that it
// is not tried again at once.
func waited(code string) bool { return code == "55P03" }

// setupWords are what is wrong with how the database is set up, as a clause, and what to do.
func setupWords(e *pgconn.PgError) (why, remedy string) {
	message := printable.Text(e.Message, maxWhy)
	switch {
	case e.Code == "28P01":
		return "it does not accept the password", "The password is looked for in key_command below [team] in the settings, in PGPASSWORD and in ~/.pgpass."
	case e.Code[:2] == "28":
		return "it does not let this user in from here: " + message, "Ask whoever keeps it to let the user in (pg_hba.conf), or check the user in url below [team]."
	case e.Code[:2] == "3D":
		return "there is no database of that name on the server", "Check the name at the end of url below [team]. If the database is gone, ask whoever keeps it for a backup: `callsheet team accept` goes on with one."
	case e.Code == "42501" && strings.Contains(e.Message, "for function"):
		return "it does not tell this user which server it is, so a copy could not be told from it", "Whoever keeps it allows that: GRANT EXECUTE ON FUNCTION pg_control_system() TO the user."
	case e.Code == "42501" && strings.Contains(e.Message, "for database"):
		return "this user may not make tables in it", "Whoever keeps it allows that: GRANT CREATE ON DATABASE to the user, or make the database the user's own."
	case e.Code == "42501":
		return "this user may not use the team's tables there", "Whoever keeps it allows that: GRANT the role that made the team TO the user."
	}
	return "it is not as Callsheet made it: " + message, "Its tables were changed, or it is not PostgreSQL " + oldestServerWords + " or later. Ask whoever keeps it to put that back, or to restore a backup: `callsheet team accept` goes on with one."
}

// awayWords are why the database cannot be used now, as a clause.
func awayWords(e *pgconn.PgError) string {
	message := printable.Text(e.Message, maxWhy)
	switch e.Code {
	case "53300":
		return "it has too many connections open"
	case "53100":
		return "its disk is full"
	case "53200":
		return "it has no memory left"
	case "57P01", "57P02":
		return "it was shut down"
	case "57P03":
		return "it is starting up or shutting down"
	case "25006":
		return standbyWords
	case "25P03", "57014":
		return "it took too long"
	case "58P01", "58030", "XX001", "XX002":
		return "its disk fails: " + message
	}
	switch {
	case waited(e.Code):
		return "another's work with it took too long"
	case stateOf(e.Code) == stateInTheWay:
		return "others' work was in the way of this"
	}
	return "it reports: " + message
}
