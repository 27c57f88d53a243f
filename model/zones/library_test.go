package zones

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

var update = flag.Bool("update", false, "write anew what the library says of the corrected prefixes")

// librarySays is the library's own answer for the beginning of a number, an answer of
// very many zones by their count.
func librarySays(t *testing.T, prefix string) string {
	t.Helper()
	zones, err := phonenumbers.GetTimezonesForPrefix(prefix)
	if err != nil {
		t.Fatal(err)
	}
	const most = 10
	if len(zones) > most {
		return fmt.Sprintf("%d zones", len(zones))
	}
	return strings.Join(zones, " ")
}

// whenItChanges is what to do about a library with another table.
const whenItChanges = `the library's table of zones has changed under data/area_codes.txt and data/geographic.txt.
For each line that differs in testdata/library.txt: where the library is right now, drop the correction
or its reason; where it is wrong in another way, mend the reason; where a new prefix is named, give it its zones.
Then write the file anew with: go test ./model/zones -run TestTheLibrarysTableIsTheOneThatWasCorrected -update`

// Every prefix that a table of ours has is held to what the library said when the line
// was written, and all its prefixes together to a digest.
func TestTheLibrarysTableIsTheOneThatWasCorrected(t *testing.T) {
	if testing.Short() && *update {
		t.Fatal("the digest is of all prefixes: leave out -short")
	}
	var b bytes.Buffer
	for line := range lines("area_codes.txt") {
		for code := range strings.FieldsSeq(columnsOf(line, 5)[3]) {
			fmt.Fprintf(&b, "1%s %s\n", code, librarySays(t, "1"+code))
		}
	}
	for _, prefix := range slices.Sorted(maps.Keys(geographic())) {
		fmt.Fprintf(&b, "%s %s\n", prefix, librarySays(t, prefix))
	}
	path := filepath.Join("testdata", "library.txt")
	want, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if !testing.Short() {
		fmt.Fprintf(&b, "all %x\n", digestOfAll(t))
	} else if at := bytes.LastIndex(want, []byte("all ")); at >= 0 {
		want = want[:at]
	}
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if bytes.Equal(b.Bytes(), want) {
		return
	}
	was, is := slices.Collect(strings.Lines(string(want))), slices.Collect(strings.Lines(b.String()))
	for _, line := range was {
		if !slices.Contains(is, line) {
			t.Errorf("it was %s", line)
		}
	}
	for _, line := range is {
		if !slices.Contains(was, line) {
			t.Errorf("it is  %s", line)
		}
	}
	t.Error(whenItChanges)
}

// digestOfAll is a digest over the library's answers for the beginnings of all numbers:
// +1 to the exchange, and the others to six digits, which is as far as most prefixes go, or
// eight in Australia, where some go further.
func digestOfAll(t *testing.T) []byte {
	t.Helper()
	sum := sha256.New()
	last := ""
	each := func(code, digits int) {
		for n, i := power(digits)*code, 0; i < power(digits); n, i = n+1, i+1 {
			prefix := strconv.Itoa(n)
			zones, err := phonenumbers.GetTimezonesForPrefix(prefix)
			if err != nil {
				t.Fatal(err)
			}
			if said := strings.Join(zones, " "); said != last {
				fmt.Fprintln(sum, prefix, said)
				last = said
			}
		}
	}
	supported := phonenumbers.GetSupportedCallingCodes()
	for _, code := range slices.Sorted(maps.Keys(supported)) {
		switch code {
		case 1, 61:
			each(code, 6)
		case 7:
			each(code, 5)
		default:
			each(code, 6-len(strconv.Itoa(code)))
		}
	}
	return sum.Sum(nil)
}

func power(digits int) int {
	n := 1
	for range digits {
		n *= 10
	}
	return n
}

// A line that says something else than the library says why.
func TestEveryCorrectionHasItsReason(t *testing.T) {
	corrected := 0
	for line := range lines("area_codes.txt") {
		c := columnsOf(line, 5)
		for code := range strings.FieldsSeq(c[3]) {
			n, err := strconv.Atoi(code)
			if err != nil {
				t.Fatal(err)
			}
			if differs(t, areaCodes()[n].zones, "1"+code) {
				corrected++
				if c[4] == "" {
					t.Errorf("%s is %s, the library says %s, and no reason is given", code, areaCodes()[n].zones, librarySays(t, "1"+code))
				}
			}
		}
	}
	for line := range lines("geographic.txt") {
		c := columnsOf(line, 3)
		if c[2] == "" {
			t.Errorf("%s has no reason", c[0])
		}
		if rule := geographic()[c[0]]; !rule.zones.IsEmpty() && differs(t, rule.zones, c[0]) {
			corrected++
		}
	}
	if corrected < 40 {
		t.Errorf("only %d corrections: the test does not see them", corrected)
	}
}

// differs reports whether zones have other clocks than the library's zones of a prefix.
func differs(t *testing.T, zones Set, prefix string) bool {
	t.Helper()
	named, err := phonenumbers.GetTimezonesForPrefix(prefix)
	if err != nil {
		t.Fatal(err)
	}
	library := zoneDatabase().set(strings.Join(slices.DeleteFunc(slices.Clone(named), func(name string) bool { return name == phonenumbers.UNKNOWN_TIMEZONE }), " "))
	return ofClocks(zones, library) != zones || ofClocks(library, zones) != library
}

// The library's first zone is never taken: where it has several for a fixed line, all of
// them are among ours, or the line is corrected by hand.
func TestAllOfTheLibrarysZonesAreTaken(t *testing.T) {
	for prefix, rule := range geographic() {
		if !rule.library {
			continue
		}
		named, err := phonenumbers.GetTimezonesForPrefix(prefix)
		if err != nil {
			t.Fatal(err)
		}
		if got := ofLibrary(prefix, Set{}); got != zoneDatabase().set(strings.Join(named, " ")) {
			t.Errorf("%s: %s of the library's %v", prefix, got, named)
		}
	}
}
