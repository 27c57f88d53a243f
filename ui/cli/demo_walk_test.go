//go:build unix

package cli_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"callsheet/model"
	"callsheet/model/store"
)

const (
	demoWorkbook = "../../testdata/demo.xlsx"

	// demoKeys is below how many keys the demo is through, from its start to Live.
	demoKeys = 30
)

// toBeCalled is how many the last question says.
var toBeCalled = regexp.MustCompile(`(\d+) contacts will be called by`)

// keyCount counts the keys that are typed at a terminal.
type keyCount struct {
	*terminal
	keys  int
	ascii bool // it is drawn with signs of ASCII alone
}

// sign is a sign of the console as it is drawn.
func (k *keyCount) sign(s string) string {
	if k.ascii {
		return map[string]string{"▸": ">", "✓": "+"}[s]
	}
	return s
}

func (k *keyCount) press(keys ...string) {
	k.t.Helper()
	for _, key := range keys {
		k.keys++
		k.types(key)
	}
}

// walkDemo goes through the demo list from its first rows to its last call, the
// groups that one key settles settled on the way. It returns the number of
// contacts that was asked for.
func (k *keyCount) walkDemo() int {
	k.t.Helper()
	k.sees("These are its first rows")
	k.press(enterKey)
	k.sees("Which country are these numbers from?")
	k.press(enterKey)
	k.sees("What does each column mean?")
	k.sees("8 of 296 not to be called")
	k.sees("9 rows (29, 61, 62 and more) have been filtered out in the workbook")
	k.press(nextKey)
	k.sees("to fix")
	for _, settled := range []struct{ cause, key, done string }{
		{"Leading zero lost", "a", "6 rows: the zero is put back"},
		{"Several numbers", "a", "4 rows: the first number is kept"},
		{"Plus sign lost", "a", "4 rows: the plus sign is put back"},
	} {
		k.sees(k.sign("▸") + " " + settled.cause)
		k.press(settled.key)
		k.sees(settled.done)
	}
	k.press(nextKey)
	k.sees("Calls a second")
	k.sees(k.sign("✓") + " Renewals") // the agent, as the sandbox knows it
	k.press(nextKey)
	k.sees("exactly what will happen")
	calls := k.sendDemo()
	if calls == nil {
		k.t.Fatal("nobody says how many will be called")
	}
	contacts, err := strconv.Atoi(calls[1])
	if err != nil {
		k.t.Fatal(err)
	}
	return contacts
}

// sendDemo confirms what the review shows, and waits for the last call. Where others could be rung
// outside their hours by the time that the number was typed, nothing is sent and the review says
// so: it is confirmed anew, as a person would. It returns who is called, as the question said.
func (k *keyCount) sendDemo() (calls []string) {
	k.t.Helper()
	const over, changed = "Completed: everybody sent to Dialgen was called.", "The time went on"
	for before := k.keys; ; k.keys = before {
		k.sees(", then sends")
		// At night, and on the Sundays of some countries, it is the number of those who could be
		// rung outside their hours.
		_, number, _ := strings.Cut(k.since(k.seen), "asks you to type ")
		number, _, _ = strings.Cut(number, ",")
		asked := k.seen
		k.press(enterKey)
		k.sees("will be called by")
		calls = toBeCalled.FindStringSubmatch(k.since(asked))
		k.press(strings.Split(number, "")...)
		k.press(enterKey)
		if strings.Contains(k.hears(over, changed), over) {
			return calls
		}
		k.press(enterKey) // the notice is read, and the review says anew what enter asks for
	}
}

func TestTheDemoIsThroughInFewKeysAndSendsToNobodyWhoIsNotToBeCalled(t *testing.T) {
	t.Parallel()
	for _, way := range []struct {
		name       string
		cols, rows uint16
		env        string
	}{
		{"in the smallest window", 80, 24, ""},
		{"in a usual one", 120, 40, ""},
		{"in a large one", 200, 60, ""},
		{"without colour", 80, 24, "NO_COLOR=1"},
		{"in ASCII", 80, 24, "CALLSHEET_ASCII=1"},
		{"on the Linux console", 120, 40, "TERM=linux"},
	} {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			k := &keyCount{terminal: start(t, way.cols, way.rows, []string{"TMPDIR=" + folder, way.env}, "demo", "--keep", "--speed", "3600")}
			k.ascii = strings.Contains(way.env, "ASCII") || strings.Contains(way.env, "linux")
			contacts := k.walkDemo()
			if k.keys >= demoKeys {
				t.Errorf("%d keys to Live", k.keys)
			}
			k.types(leaveKey)
			if code := k.ends(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			checkDemoNumbers(t, acceptedIn(t, folder), contacts)
			<-k.done
			k.onlyAs(way.env)
		})
	}
}

// onlyAs holds what was drawn to what the terminal is said to show.
func (k *keyCount) onlyAs(env string) {
	k.t.Helper()
	raw := k.raw.String()
	if k.ascii && strings.ContainsAny(raw, "─│╭▸✓●…→█░") {
		at := strings.IndexAny(raw, "─│╭▸✓●…→█░")
		k.t.Errorf("it is drawn with signs beyond ASCII: %q", raw[max(0, at-60):at+30])
	}
	coloured := regexp.MustCompile("\x1b\\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]").FindString(raw)
	if none := env == "NO_COLOR=1"; none != (coloured == "") {
		k.t.Errorf("colours: %q", coloured)
	}
}

// The same list on a sandbox that serves a port tells what it dialled.
func TestOfTheDemoListTheSandboxDialsNobodyWhoIsNotToBeCalled(t *testing.T) {
	t.Parallel()
	served := startSandbox(t, nil, "--speed", "3600")
	book, err := os.ReadFile(demoWorkbook)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "Spring renewals.xlsx")
	if err := os.WriteFile(list, book, 0o600); err != nil {
		t.Fatal(err)
	}
	k := &keyCount{terminal: start(t, 100, 30, account(served.base, "a-key-of-no-worth"), list)}
	contacts := k.walkDemo()
	for _, sight := range []string{"dials", "rings"} {
		var times map[string]int
		if err := served.tells(sight, &times); err != nil {
			t.Fatal(err)
		}
		for number, n := range times {
			if n != 1 {
				t.Errorf("%s: %s %d times", sight, number, n)
			}
		}
		checkDemoNumbers(t, slices.Sorted(maps.Keys(times)), contacts)
	}
}

// acceptedIn are the numbers that the sandbox of a kept demo has accepted.
func acceptedIn(t *testing.T, folder string) []string {
	t.Helper()
	data, err := filepath.Glob(filepath.Join(folder, "callsheet-demo-*", "data"))
	if err != nil || len(data) != 1 {
		t.Fatalf("the demo's data are in %q, %v", data, err)
	}
	s, err := store.Open(t.Context(), data[0], store.Options{Who: "a test"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	batches, err := s.Ledger.Batches(t.Context(), model.SendAccepted)
	if err != nil {
		t.Fatal(err)
	}
	var accepted []string
	for _, b := range batches {
		numbers, err := s.Ledger.Numbers(t.Context(), b.Key)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range numbers {
			accepted = append(accepted, n.String())
		}
	}
	return accepted
}

// checkDemoNumbers holds that as many people of the demo list as were asked for
// were dialled, among them those who answered "no" to "Do not call", and none of
// those who must not be. It reads the workbook with another reader than the
// program does.
func checkDemoNumbers(t *testing.T, dialled []string, contacts int) {
	t.Helper()
	if len(dialled) != contacts || contacts < 200 {
		t.Errorf("%d numbers are dialled, %d contacts were asked for", len(dialled), contacts)
	}
	may, mustNot := demoNumbers(t)
	for claim, numbers := range mustNot {
		for _, n := range numbers {
			if i := slices.IndexFunc(dialled, func(d string) bool { return strings.HasSuffix(d, n) }); i >= 0 {
				t.Errorf("%s: %s is dialled", claim, dialled[i])
			}
		}
	}
	for _, n := range may {
		if !slices.ContainsFunc(dialled, func(d string) bool { return strings.HasSuffix(d, n) }) {
			t.Errorf("the one of %s may be called, and is not", n)
		}
	}
}

// demoNumbers reads the workbook: the numbers of those who say that they may be
// called, and of those who must not be, by why; each as its last digits.
func demoNumbers(t *testing.T) (may []string, mustNot map[string][]string) {
	t.Helper()
	f, err := excelize.OpenFile(demoWorkbook)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int {
		i := slices.Index(rows[0], name)
		if i < 0 {
			t.Fatalf("no column %q", name)
		}
		return i
	}
	mobile, manager, answer := column("Mobile"), column("Account manager mobile"), column("Do not call")
	mustNot = map[string][]string{}
	for i, row := range rows[1:] {
		cell := func(col int) string {
			if col < len(row) {
				return row[col]
			}
			return ""
		}
		if n := lastDigits(cell(manager)); n != "" && !slices.Contains(mustNot["an account manager"], n) {
			mustNot["an account manager"] = append(mustNot["an account manager"], n)
		}
		shown, err := f.GetRowVisible(sheet, i+2)
		if err != nil {
			t.Fatal(err)
		}
		n := lastDigits(cell(mobile))
		switch said := cell(answer); {
		case !shown:
			mustNot["a row that is filtered out"] = append(mustNot["a row that is filtered out"], n)
		case said == "no" || said == "0":
			may = append(may, n)
		case said != "":
			mustNot["somebody who said no"] = append(mustNot["somebody who said no"], n)
		}
	}
	for claim, want := range map[string]int{"an account manager": 5, "a row that is filtered out": 9, "somebody who said no": 8} {
		if got := len(mustNot[claim]); got != want {
			t.Errorf("%s: %d in the list, want %d", claim, got, want)
		}
	}
	if len(may) != 6 {
		t.Errorf("%d say that they may be called", len(may))
	}
	return may, mustNot
}

// lastDigits is what a number ends with, however it is written.
func lastDigits(s string) string {
	const enough = 9
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
	return digits[max(0, len(digits)-enough):]
}
