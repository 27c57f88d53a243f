//go:build unix

package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"callsheet/model/phone"
	"callsheet/model/store"
	"callsheet/model/store/postgres/postgrestest"
)

// A long list goes in parts; CALLSHEET_TEAM_LIST is how long it is where that is measured.
func TestALongDoNotCallListIsToldInParts(t *testing.T) {
	db := postgrestest.NewDatabase(t)
	d := databaseDesk(t, db.TCP(), postgrestest.Password)
	many := 20_001 // more than one part
	if n, err := strconv.Atoi(os.Getenv("CALLSHEET_TEAM_LIST")); err == nil {
		many = n
	}
	d.want(0, "team", "init")
	kept, err := store.Open(t.Context(), filepath.Join(d.home, "data", "callsheet"), store.Options{Who: "the test"})
	if err != nil {
		t.Fatal(err)
	}
	numbers := make([]phone.Number, many)
	for i := range numbers {
		numbers[i] = phone.Number(447400000000 + i)
	}
	for part := range slices.Chunk(numbers, 100_000) {
		if _, err := kept.DoNotCall.Add(t.Context(), part, "a file"); err != nil {
			t.Fatal(err)
		}
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	for _, claim := range []string{"at first", "again"} {
		began := time.Now()
		var told toldReport
		if err := json.Unmarshal([]byte(d.want(0, "team", "import", "--json")), &told); err != nil || told.DoNotCall != many {
			t.Errorf("%s: %+v, %v", claim, told, err)
		}
		t.Logf("%d numbers told %s in %v", many, claim, time.Since(began).Round(time.Millisecond))
		var report teamReport
		if err := json.Unmarshal([]byte(d.want(0, "team", "status", "--json")), &report); err != nil || report.DoNotCall != many {
			t.Errorf("%s: the team has %d, %v", claim, report.DoNotCall, err)
		}
	}
}
