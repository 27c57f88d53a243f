package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/adrg/xdg"
	"github.com/xuri/excelize/v2"

	"callsheet/model/columns"
	"callsheet/ui/session"
)

// said is what a command printed and ended with.
type said struct {
	code     int
	out, err string
}

// runProgram runs a command line as on a machine without settings.
func runProgram(ctx context.Context, args ...string) said {
	// What is kept on this machine is no part of it.
	xdg.DataHome = filepath.Join(os.TempDir(), "callsheet-nothing-kept")
	var out, err bytes.Buffer
	p := newProgram(os.Stdin, &out, &err, noEnv, nil)
	code := p.run(ctx, args)
	return said{code, out.String(), err.String()}
}

// listFile writes a list under a name of its own.
func listFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const fiveRows = "Phone,Name,Plan,Do Not Call\n" +
	"(202) 555-0143,Ann Lee,007,\n" +
	"202-555-0143,Bo Ray,12.5,\n" +
	"12,Cy Fox,true,\n" +
	",,,\n" +
	"+15551234567 ext 5,Di Orr,,\n" +
	"(202) 555-0144,Ed Poe,7,yes\n"

// saidNo is what is said of fiveRows beside the output: a list's no is applied
// and named.
const saidNo = "Do Not Call: 1 of 5 not to be called (yes).\n"

func TestCheckGivesTheDocumentOfItsContract(t *testing.T) {
	path := listFile(t, "leads.csv", fiveRows)
	got := runProgram(t.Context(), "check", "--json", "--region", "US", path)
	if got.code != exitToFix || got.err != saidNo {
		t.Fatalf("exit code %d, said %q", got.code, got.err)
	}
	var report checkReport
	if err := json.Unmarshal([]byte(got.out), &report); err != nil {
		t.Fatal(err)
	}
	if report.File != path || report.Format != "csv" || report.Encoding != "utf-8" || report.Delimiter != "," ||
		report.Sheet != "" || report.HeaderRow != 1 || report.Region != "US" {
		t.Errorf("the file is %+v", report)
	}
	if report.Rows != 6 || report.Ready != 2 || report.ToFix != 1 || report.Duplicate != 1 || report.DoNotCall != 1 || report.LeftOut != 0 || report.Blank != 1 {
		t.Errorf("the rows are %+v", report)
	}
	if !slices.Equal(report.Problems, []kindCount{{"too_short", 1}}) {
		t.Errorf("the problems are %v", report.Problems)
	}
	if !slices.Equal(report.Warnings, []checkWarning{{kindCount{"not_assigned", 1}, 1, false}, {kindCount{"extension_dropped", 1}, 0, false}}) || report.ToCheck != 1 {
		t.Errorf("the warnings are %v", report.Warnings)
	}
	var fields []string
	for i, c := range report.Columns {
		fields = append(fields, string(c.Field)+" "+string(c.Reason)+" "+c.Key)
		if c.Index != i || c.Why == "" {
			t.Errorf("column %d is %+v", i, c)
		}
	}
	if want := []string{"phone header ", "name header ", "metadata rest plan", "do_not_call header "}; !slices.Equal(fields, want) {
		t.Errorf("the columns are %q, want %q", fields, want)
	}
	for _, name := range []string{"file", "format", "encoding", "delimiter", "sheet", "header_row", "columns", "rows", "ready", "to_fix",
		"duplicate", "do_not_call", "left_out", "blank", "problems", "warnings"} {
		if !strings.Contains(got.out, `"`+name+`":`) {
			t.Errorf("%s is missing from %s", name, got.out)
		}
	}
}

func TestCheckPrintsOneLineForEachRow(t *testing.T) {
	got := runProgram(t.Context(), "check", "--region", "US", "--rows", "-", listFile(t, "leads.csv", fiveRows))
	want := `{"row":2,"raw":"(202) 555-0143","phone":"+12025550143","state":"ready","problem":"","warnings":[],"region":"US","name":"Ann Lee","email":"","company":"","id":"","metadata":{"plan":"007"}}
{"row":3,"raw":"202-555-0143","phone":"+12025550143","state":"duplicate","problem":"","warnings":[],"region":"US","name":"Bo Ray","email":"","company":"","id":"","metadata":{"plan":12.5}}
{"row":4,"raw":"12","phone":"","state":"to_fix","problem":"too_short","warnings":[],"region":"","name":"Cy Fox","email":"","company":"","id":"","metadata":{"plan":true}}
{"row":5,"raw":"","phone":"","state":"blank","problem":"","warnings":[],"region":"","name":"","email":"","company":"","id":"","metadata":{}}
{"row":6,"raw":"+15551234567 ext 5","phone":"+15551234567","state":"ready","problem":"","warnings":["not_assigned","extension_dropped"],"region":"US","name":"Di Orr","email":"","company":"","id":"","metadata":{"extension":"5"}}
{"row":7,"raw":"(202) 555-0144","phone":"","state":"do_not_call","problem":"","warnings":[],"region":"","name":"Ed Poe","email":"","company":"","id":"","metadata":{"plan":7}}
`
	if got.code != exitToFix || got.out != want || got.err != saidNo {
		t.Errorf("exit code %d, said %q\n%s\nwant\n%s", got.code, got.err, got.out, want)
	}
}

func TestCheckWritesTheRowsBesideTheSummary(t *testing.T) {
	list := listFile(t, "leads.csv", fiveRows)
	rows := filepath.Join(filepath.Dir(list), "rows.jsonl")
	got := runProgram(t.Context(), "check", "--json", "--rows", rows, list)
	if got.code != exitToFix || !json.Valid([]byte(got.out)) {
		t.Errorf("exit code %d, printed %q, said %q", got.code, got.out, got.err)
	}
	written, err := os.ReadFile(rows)
	if err != nil {
		t.Fatal(err)
	}
	if printed := runProgram(t.Context(), "check", "--rows", "-", list); string(written) != printed.out {
		t.Errorf("the file holds %q, but %q is printed", written, printed.out)
	}
	info, err := os.Stat(rows)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the rows: %v %v", info.Mode(), err)
	}
	entries, err := os.ReadDir(filepath.Dir(list))
	if err != nil || len(entries) != 2 {
		t.Errorf("%v %v lie beside the list and its rows", entries, err)
	}
}

func TestCheckExitCodes(t *testing.T) {
	good := listFile(t, "good.csv", "Name,Phone\nAnn,+44 7400 123101\n")
	bad := listFile(t, "bad.csv", fiveRows)
	book := workbookFile(t)
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"a list without a flaw is done", []string{good}, 0, "1 ready to be called"},
		{"duplicates and blank rows need nobody", []string{listFile(t, "twice.csv", "Phone,Name\n+447400123101,Ann\n+447400123101,Ann\n,\n+447400123102,Bo\n")}, 0, "1 with a number that stands above"},
		{"a row to fix needs a person", []string{"--region", "US", bad}, 3, "Too short: row 4 12"},
		{"numbers whose country nobody named need a person", []string{bad}, 3, "3 rows have no country code. Say which country they are from: --region US for United States, "},
		{"a list without phones needs a person", []string{listFile(t, "colours.csv", "colour,shade\nred,dark\nblue,light\n")}, 3, "--map 'colour=phone'"},
		{"a list of a representative's numbers alone is asked about", []string{listFile(t, "rep.csv", "Customer,Rep Mobile\nAnn Lee,+447400123101\n")}, 3, "--map 'Rep Mobile=phone'"},
		{"it is dialled when that is said", []string{"--map", "Rep Mobile=phone", listFile(t, "rep.csv", "Customer,Rep Mobile\nAnn Lee,+447400123101\n")}, 0, "1 ready"},
		{"a column may be said to hold calling codes", []string{"--map", "Begins=calling_code", listFile(t, "code.csv", "Begins,Phone\n44,7400123101\n")}, 0, "1 ready"},
		{"a list without rows has nobody", []string{listFile(t, "empty.csv", "Name,Phone\n")}, 0, "There are no rows below the column names"},
		{"a list of blank rows has nobody", []string{listFile(t, "blank.csv", "\n\n ,,\n")}, 0, "Every row is blank"},
		{"a sheet without phones names another", []string{"--sheet", "April", "--map", "Tel=skip", book}, 3, "such as --sheet Sheet1,"},
		{"a guessed encoding is shown by its words", []string{listFile(t, "latin.csv", "Name;Phone\nZo\xeb;+447400123101\n")}, 0, "The encoding is a guess: Zoë. "},
		{"numbers with country codes need no country", []string{good}, 0, columns.NoneLacksCountry + "\n"},
		{"numbers whose rows say their country need none, though they have no code", []string{listFile(t, "rows.csv", "Name,Phone,Country\nAnn Lee,98765 43210,India\n")}, 0, columns.NoneLacksCountry + "\n"},
		{"an empty file is refused", []string{listFile(t, "nothing.csv", "")}, 1, "The file is empty."},
		{"a PDF is refused by name", []string{listFile(t, "list.csv", "%PDF-1.4\nNot a list\n")}, 1, "PDF"},
		{"a file that is not there", []string{filepath.Join(t.TempDir(), "none.csv")}, 1, "There is no such file."},
		{"a folder is refused", []string{t.TempDir()}, 1, "This is a folder."},
		{"no file is wrong usage", nil, 2, "Name one list"},
		{"two files are wrong usage", []string{good, bad}, 2, "Name one list"},
		{"an unknown flag is wrong usage", []string{"--colour", good}, 2, "--colour"},
		{"an unknown country is wrong usage", []string{"--region", "XX", good}, 2, "is no country"},
		{"a mapping to nothing is wrong usage", []string{"--map", "Phone", good}, 2, "Write 'Header=field'"},
		{"an unknown meaning is wrong usage", []string{"--map", "Phone=fone", good}, 2, `"fone" is no meaning of a column`},
		{"an unfit key is wrong usage", []string{"--map", "Name=metadata:{x}", good}, 2, "is no meaning of a column"},
		{"two columns to dial are wrong usage", []string{"--map", "Phone=phone", "--map", "Name=phone", good}, 2, `Both "Phone" and "Name"`},
		{"a column that is not there", []string{"--map", "Handy=phone", good}, 1, "Its columns are Name, Phone."},
		{"a sheet that is not there", []string{"--sheet", "May", book}, 1, "There is no sheet called “May”"},
		{"a header row that is not there", []string{"--header-row", "9", good}, 1, "Row 9 is empty or does not exist"},
		{"an encoding nobody knows is wrong usage", []string{"--encoding", "klingon", good}, 2, "klingon"},
		{"a delimiter of two characters is wrong usage", []string{"--delimiter", "::", good}, 2, "cannot be a delimiter"},
		{"a negative header row is wrong usage", []string{"--header-row", "-7", good}, 2, "There is no row -7."},
		{"a delimiter for a workbook", []string{"--delimiter", ";", book}, 1, "A workbook has neither"},
		{"rows over the list itself", []string{"--rows", good, good}, 2, "would be overwritten"},
		{"rows into a folder that is not there", []string{"--rows", filepath.Join(t.TempDir(), "no", "rows"), good}, 1, "cannot be written"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runProgram(t.Context(), append([]string{"check"}, c.args...)...)
			if got.code != c.code || !strings.Contains(got.out+got.err, c.says) {
				t.Errorf("exit code %d, want %d; printed %q, said %q, want %q", got.code, c.code, got.out, got.err, c.says)
			}
			asked := strings.Contains(got.err, "--region")
			if (c.code == exitFailed || c.code == exitUsage) != (got.err != "") && !asked || c.code == exitFailed && got.out != "" {
				t.Errorf("printed %q, said %q", got.out, got.err)
			}
			if lines := strings.Count(got.err, "\n"); c.code == exitFailed && lines != 1 {
				t.Errorf("said %d lines: %q", lines, got.err)
			}
		})
	}
}

func TestNumbersThatAreNotDialledUnaskedAreSaidToAProgram(t *testing.T) {
	list := listFile(t, "rep.csv", "Customer,Rep Mobile\nAnn Lee,+447400123101\n")
	const way = "--map 'Rep Mobile=phone'"
	got := runProgram(t.Context(), "check", "--json", list)
	if got.code != exitToFix || !strings.Contains(got.err, way) || !strings.Contains(got.out, `"phone_advice": "`) {
		t.Errorf("exit code %d; printed %q, said %q", got.code, got.out, got.err)
	}
}

// A row is not said to have no number where one stands in another phone column:
// how that is dialled is said, and so it is.
func TestANumberInAnotherPhoneColumnIsSaid(t *testing.T) {
	list := listFile(t, "two.csv", "Name,Phone,Mobile\nAnn Lee,+447400123101,+447400123102\nBo Ray,+447400123103,\nCy Fox,,+447400123105\n")
	const way = "1 row has no number under \"Mobile\", but one in another phone column. To dial that one, give --map 'Mobile=phone' --map 'Phone=phone2'."
	for _, args := range [][]string{{"check", "--json"}, {"check"}} {
		if got := runProgram(t.Context(), append(args, list)...); got.code != exitToFix || !strings.Contains(got.out+got.err, way) {
			t.Errorf("%v: exit code %d; printed %q, said %q", args, got.code, got.out, got.err)
		}
	}
	if got := runProgram(t.Context(), "check", "--map", "Mobile=phone", "--map", "Phone=phone2", list); got.code != 0 || strings.Contains(got.out, "To dial that one") {
		t.Errorf("exit code %d; printed %q, said %q", got.code, got.out, got.err)
	}
}

func workbookFile(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("April"); err != nil {
		t.Fatal(err)
	}
	for cell, value := range map[string]any{"A1": "Name", "B1": "Phone", "A2": "Ann", "B2": "+447400123101"} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	for cell, value := range map[string]any{"A1": "Tel", "A2": 447400123102} {
		if err := f.SetCellValue("April", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "leads.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportFlagsGoBeforeTheGuess(t *testing.T) {
	book := workbookFile(t)
	latin := listFile(t, "latin.csv", "Name;Phone\nZo\xeb;+447400123101\n")
	titled := listFile(t, "titled.csv", "Spring list,\nName,Phone\nAnn,+447400123101\n")
	two := listFile(t, "two.csv", "Name,Mobile,Office,Plan=A\nAnn,07400 123101,020 7946 0018,x\n")
	bare := listFile(t, "bare.csv", "Ann,07400 123101\nBo,07400 123102\n")
	for _, c := range []struct {
		name string
		args []string
		want string // in the first row's line
	}{
		{"another sheet", []string{"--sheet", "April", "--region", "GB", book}, `"raw":"447400123102"`},
		{"an encoding", []string{"--encoding", "windows-1252", latin}, `"name":"Zoë"`},
		{"a delimiter", []string{"--delimiter", ";", latin}, `"phone":"+447400123101"`},
		{"a header row", []string{"--header-row", "2", titled}, `{"row":3,"raw":"+447400123101"`},
		{"no header row", []string{"--header-row", "0", "--region", "GB", bare}, `{"row":1,"raw":"07400 123101","phone":"+447400123101"`},
		{"a column without a name", []string{"--header-row", "0", "--map", "column 1=company", "--region", "GB", bare}, `"company":"Ann"`},
		{"another phone", []string{"--map", "Office=phone", "--region", "GB", two}, `"phone":"+442079460018"`},
		{"the phone not dialled is kept", []string{"--map", "Office=phone", "--region", "GB", two}, `"mobile":"07400 123101"`},
		{"a header is found without its capitals", []string{"--map", "office = phone", "--region", "GB", two}, `"phone":"+442079460018"`},
		{"a header with an equals sign", []string{"--map", "Plan=A=metadata:tariff", "--region", "GB", two}, `"tariff":"x"`},
		{"a column that is skipped", []string{"--map", "Office=skip", "--map", "Plan=A=skip", "--region", "GB", two}, `"metadata":{}}`},
		{"a country", []string{"--region", "US", listFile(t, "us.csv", "Phone\n202 555 0143\n")}, `"phone":"+12025550143"`},
		{"a country that does not fit asks", []string{"--region", "GB", listFile(t, "us.csv", "Phone\n(202) 555-0143\n")}, `"state":"to_fix"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := runProgram(t.Context(), append([]string{"check", "--rows", "-"}, c.args...)...)
			if first, _, _ := strings.Cut(got.out, "\n"); !strings.Contains(first, c.want) || got.err != "" {
				t.Errorf("the first row is %s, want %s; said %q", first, c.want, got.err)
			}
		})
	}
}

func TestACheckThatIsInterruptedLeavesNothing(t *testing.T) {
	list := listFile(t, "leads.csv", fiveRows)
	rows := filepath.Join(filepath.Dir(list), "rows.jsonl")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if got := runProgram(ctx, "check", "--rows", rows, list); got.code != exitInterrupted || got.out != "" {
		t.Errorf("exit code %d, printed %q", got.code, got.out)
	}
	l, err := listReader{newProgram(nil, io.Discard, io.Discard, noEnv, nil).command}.importList(t.Context(), list, importFlags{headerRow: 1}, session.Session{})
	if err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(t.Context(), rows, true, func(w io.Writer) error { return encodeRows(ctx, w, l.List) }); !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupted file ends with %v", err)
	}
	failed := os.ErrClosed
	if err := writeWhole(t.Context(), rows, true, func(w io.Writer) error {
		w.Write([]byte("half"))
		return failed
	}); err == nil {
		t.Error("half a file was taken for a whole one")
	}
	if entries, err := os.ReadDir(filepath.Dir(list)); err != nil || len(entries) != 1 {
		t.Errorf("%v %v lie beside the list", entries, err)
	}
}

func TestNothingInAListSteersTheTerminal(t *testing.T) {
	path := listFile(t, "evil.csv", "Name\x1b[2J,Phone\u202e\nA\x1b]0;x\x07nn,12\x1b[31m\u009b2J\nBo\u202e,020 7946 0018\n")
	for _, args := range [][]string{{"check", path}, {"check", "--json", path}, {"check", "--rows", "-", path}} {
		got := runProgram(t.Context(), args...)
		for _, r := range got.out + got.err {
			if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u202e' {
				t.Errorf("%q prints %U in %q", args, r, got.out+got.err)
				break
			}
		}
	}
}

func TestCheckNamesTheColumnsThatTheWorkbookHides(t *testing.T) {
	f := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "Name", "B1": "Phone", "C1": "Margin", "A2": "Ann", "B2": "+447400123101", "C2": "12"} {
		if err := f.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetColVisible("Sheet1", "C", false); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "leads.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if got := runProgram(t.Context(), "check", path); !strings.Contains(got.out, "hidden in the workbook, ") {
		t.Errorf("said %s", got.out)
	}
	var report checkReport
	if err := json.Unmarshal([]byte(runProgram(t.Context(), "check", "--json", path).out), &report); err != nil {
		t.Fatal(err)
	}
	for _, c := range report.Columns {
		if c.Hidden != (c.Header == "Margin") {
			t.Errorf("%q is hidden: %v", c.Header, c.Hidden)
		}
	}
}
