package cli

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"callsheet/model"
)

func FuzzRowText(f *testing.F) {
	for _, seed := range []string{"", "Ann", `a"b\c`, "tab\tand\nline", "\x1b[31m", "\u009b2J", "\u202eevil", "😀 e\u0301", "\xff\xfe", "\U000e0001", "\u2028", "\ufffd"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		spelt := string(appendText(nil, text))
		var back string
		if err := json.Unmarshal([]byte(spelt), &back); err != nil {
			t.Fatalf("%q is spelt %s: %v", text, spelt, err)
		}
		if want := strings.ToValidUTF8(text, "\ufffd"); utf8.ValidString(text) && back != want {
			t.Fatalf("%q is read back as %q", text, back)
		}
		for _, r := range spelt {
			if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
				t.Fatalf("%q is spelt with %U", text, r)
			}
		}
	})
}

// Rows in are the states added up, counted by another reader of the file.
func TestNoRowIsLostOrCountedTwice(t *testing.T) {
	cell := rapid.SampledFrom([]string{"", " ", "07400 123101", "07400 123102", "+447400123101", "7400123103", "n/a", "4.479E+11", "yes", "Ann", "a;b",
		"07400 123101 / 07400 123102", "\"", "line\nbreak", "090 9879 0123", "999", "x@y.example", "00123", "🙂"})
	rapid.Check(t, func(r *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 3, 3), 0, 40).Draw(r, "rows")
		var file bytes.Buffer
		w := csv.NewWriter(&file)
		w.Write([]string{"Phone", "Name", "Do not call"})
		w.WriteAll(rows)
		path := listFile(t, "list.csv", file.String())
		args := []string{"check", "--map", "Phone=phone", "--region", "GB", "--header-row", "1", "--delimiter", ",", "--encoding", "utf-8", path}
		summary, lines := runProgram(t.Context(), append(args, "--json")...), runProgram(t.Context(), append(args, "--rows", "-")...)
		var report checkReport
		if err := json.Unmarshal([]byte(summary.out), &report); err != nil {
			r.Fatalf("%v: %q %q", err, summary.out, summary.err)
		}
		sum := report.Ready + report.ToFix + report.Duplicate + report.DoNotCall + report.LeftOut + report.Blank
		if report.Rows != len(rows) || sum != len(rows) {
			r.Fatalf("%d rows are %d, and %d by their states: %q", len(rows), report.Rows, sum, file.String())
		}
		states, problems, toCheck := map[string]int{}, map[string]int{}, 0
		ready := map[string]bool{}
		scan := bufio.NewScanner(strings.NewReader(lines.out))
		for i := 0; scan.Scan(); i++ {
			var row struct {
				Raw, Phone, State, Problem, Suggestion string
				Metadata                               map[string]any
				Warnings                               []string
			}
			if err := json.Unmarshal(scan.Bytes(), &row); err != nil {
				r.Fatalf("%v: %s", err, scan.Bytes())
			}
			if row.Raw != rows[i][0] {
				r.Fatalf("row %d is %q, its line says %q", i, rows[i][0], row.Raw)
			}
			if dialable := row.State == "ready" || row.State == "duplicate"; dialable != (row.Phone != "") || (row.State == "to_fix") != (row.Problem != "") || row.State != "to_fix" && row.Suggestion != "" {
				r.Fatalf("row %d is %+v", i, row)
			}
			if row.State == "ready" && ready[row.Phone] || row.State == "duplicate" && !ready[row.Phone] {
				r.Fatalf("row %d is %s, with ready numbers %v", i, row.State, ready)
			}
			ready[row.Phone] = ready[row.Phone] || row.State == "ready"
			states[row.State]++
			if row.State == "ready" && slices.ContainsFunc(row.Warnings, func(w string) bool { return !slices.Contains(model.Told.Names(), w) }) {
				toCheck++
			}
			if row.Problem != "" {
				problems[row.Problem]++
			}
		}
		if states["ready"] != report.Ready || states["to_fix"] != report.ToFix || states["duplicate"] != report.Duplicate ||
			states["do_not_call"] != report.DoNotCall || states["blank"] != report.Blank {
			r.Fatalf("the lines say %v, the summary %+v", states, report)
		}
		for _, p := range report.Problems {
			if problems[p.Kind] != p.Count {
				r.Fatalf("%d rows are %s, by the summary %d", problems[p.Kind], p.Kind, p.Count)
			}
		}
		text := runProgram(t.Context(), args...)
		if fix, look := printedRows(r, text.out, "To fix"), printedRows(r, text.out, "To check"); fix != report.ToFix || look != toCheck {
			r.Fatalf("%d rows to fix and %d to check are printed as %d and %d:\n%s", report.ToFix, toCheck, fix, look, text.out)
		}
		if wantCode := map[bool]int{true: exitToFix, false: exitDone}[report.ToFix > 0]; summary.code != wantCode || lines.code != wantCode {
			r.Fatalf("exit codes %d and %d with %d rows to fix", summary.code, lines.code, report.ToFix)
		}
	})
}

// printedRows adds up the causes printed under a heading, of which no two may have
// one name.
func printedRows(r *rapid.T, text, heading string) (sum int) {
	names := map[string]bool{}
	under := false
	for line := range strings.SplitSeq(text, "\n") {
		switch count, rest, ok := strings.Cut(strings.TrimSpace(line), " "); {
		case !strings.HasPrefix(line, " "):
			under = strings.HasPrefix(line, heading)
		case under && ok && strings.Contains(rest, ": row "):
			n, err := strconv.Atoi(count)
			name, _, _ := strings.Cut(rest, ": row ")
			if err != nil || names[name] {
				r.Fatalf("%q is printed twice, or its count cannot be read: %s", name, line)
			}
			names[name] = true
			sum += n
		}
	}
	return sum
}
