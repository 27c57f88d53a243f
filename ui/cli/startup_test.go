//go:build unix

package cli_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// initialised reads what Go tells of a package's init.
var initialised = regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes,`)

// How long a start takes depends on the machine; what is done before main does not. A
// command that reads no list does not wait for tables that only a list needs.
func TestNoPackageFillsTablesBeforeTheProgramBegins(t *testing.T) {
	t.Parallel()
	const most = 128 << 10 // bytes
	theirs := map[string]bool{
		"github.com/nyaruka/phonenumbers":    true, // unpacks its metadata of all regions in init
		"github.com/xuri/excelize/v2":        true, // its formats and functions are package variables
		"golang.org/x/text/language/display": true, // as are its names of languages
	}
	cmd := program(t, append(environment(t.TempDir()), "GODEBUG=inittrace=1"), "version")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	told := initialised.FindAllStringSubmatch(string(out), -1)
	for _, line := range told {
		if n, err := strconv.Atoi(line[2]); err != nil || n > most && !theirs[line[1]] {
			t.Errorf("%s fills %s bytes before main: make its tables when they are first asked for", line[1], line[2])
		}
	}
	if len(told) < 50 || !strings.Contains(string(out), "init callsheet/model/columns") {
		t.Errorf("only %d packages tell of their init", len(told))
	}
}
