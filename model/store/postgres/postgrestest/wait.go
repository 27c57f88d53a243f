package postgrestest

import (
	"strings"
	"testing"
	"time"
)

// waitFor asks until an answer is the one that is waited for.
func (c *Cluster) waitFor(t testing.TB, sql, answer string) {
	t.Helper()
	var out string
	var err error
	for deadline := time.Now().Add(startTime); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if out, err = c.psql("postgres", sql); err == nil && strings.TrimSpace(out) == answer {
			return
		}
	}
	t.Fatalf("%s stays %q, %v", sql, out, err)
}
