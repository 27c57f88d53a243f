package postgres

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"callsheet/model"
	"callsheet/model/store/postgres/postgrestest"
	"callsheet/model/team"
)

func TestWhatAServerReportsIsAwayToBePutRightOrInTheWay(t *testing.T) {
	l := open(t, Options{URL: "postgres://callsheet@db.example/callsheet"})
	for code, want := range map[string]state{
		"08000": stateAway, "08006": stateAway, "08P01": stateAway, // the connection
		"53000": stateAway, "53100": stateAway, "53200": stateAway, "53300": stateAway, // no room
		"57P01": stateAway, "57P02": stateAway, "57P03": stateAway, "57014": stateAway, // shut down, or stopped
		"25006": stateAway, "25P03": stateAway, // a standby; one that was waited for
		"58030": stateAway, "XX001": stateAway, // its disk
		"22P02": stateAway, "23502": stateAway, "0A000": stateAway, // a fault
		"": stateAway, "42": stateAway, "?????": stateAway, // no code at all

		"28000": stateSetup, "28P01": stateSetup, // not let in
		"3D000": stateSetup, "3F000": stateSetup, // no such database, no such schema
		"42501": stateSetup,                                           // denied
		"42P01": stateSetup, "42703": stateSetup, "42883": stateSetup, // no such table, column, function
		"42601": stateSetup, "42804": stateSetup, "42P07": stateSetup, // it is none that is known

		"40001": stateInTheWay, "40P01": stateInTheWay, "40003": stateInTheWay,
		"55P03": stateInTheWay,
	} {
		if got := stateOf(code); got != want {
			t.Errorf("%s is %d, not %d", code, got, want)
		}
		// Nothing is sent of whatever kind it is, and it is said as what it is.
		reported := fmt.Errorf("begin: %w", &pgconn.PgError{Code: code, Message: "what the server\nsays"})
		err := l.failed(t.Context(), reported)
		_, setup := errors.AsType[*team.SetupError](err)
		_, gone := errors.AsType[*team.AwayError](err)
		if setup != (want == stateSetup) || gone == setup || strings.ContainsAny(err.Error(), "\n") || !strings.Contains(err.Error(), "Nothing is sent") {
			t.Errorf("%s is told as %v", code, err)
		}
		if retried := again(reported, sending); retried != (want == stateInTheWay && code != "55P03") {
			t.Errorf("%s is tried again: %v", code, retried)
		}
	}
}

func TestALedgerThatSomebodyChangedIsToBePutRightAndGoesOnThen(t *testing.T) {
	t.Parallel()
	for claim, row := range map[string]struct{ harm, mend, why string }{
		"a column is gone":   {"ALTER TABLE callsheet.batches RENAME COLUMN facts TO facts_before", "ALTER TABLE callsheet.batches RENAME COLUMN facts_before TO facts", "not as Callsheet made it"},
		"a table is gone":    {"ALTER TABLE callsheet.moves RENAME TO moves_before", "ALTER TABLE callsheet.moves_before RENAME TO moves", "not as Callsheet made it"},
		"a right is gone":    {"REVOKE UPDATE ON callsheet.batches FROM " + postgrestest.Role, "GRANT UPDATE ON callsheet.batches TO " + postgrestest.Role, "may not use the team's tables"},
		"a function is gone": {"ALTER FUNCTION callsheet.team_now() RENAME TO team_then", "ALTER FUNCTION callsheet.team_then() RENAME TO team_now", "not as Callsheet made it"},
	} {
		t.Run(claim, func(t *testing.T) {
			w, anna := newWorld(t)
			d, b := w.d, w.intent("spring", 1, 2, 3)
			standing(t, anna)
			d.Execute(t, row.harm)
			_, err := anna.Begin(t.Context(), b)
			if why := notSetUp(t, err); !strings.Contains(why, row.why) {
				t.Errorf("it is said as %v", err)
			}
			d.Execute(t, row.mend)
			if _, err := anna.Begin(t.Context(), b); err != nil {
				t.Errorf("it is mended, and: %v", err)
			}
			if states := d.Query(t, "SELECT state FROM callsheet.batches"); len(states) != 1 || states[0] != string(model.SendSending) {
				t.Errorf("by the ledger it is %v", states)
			}
		})
	}
}
