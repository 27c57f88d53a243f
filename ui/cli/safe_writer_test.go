package cli

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"go/ast"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"callsheet/model/team"
	"callsheet/ui/widget"
)

var hostileTexts = []string{
	"\x1b]52;c;ZXZpbA==\x07evil", "\x1b[2J\x1b[Hevil\r\b", "\u009b2J\u009d0;t\u009cevil", "\u202eevil\u2066", "a\nb\r\nc\u2028d\u0085e",
	"\xff\x9b2Jevil", "\U000e0041\u200bevil\ufeff", strings.Repeat("evil ", 100), "`$(reboot)`\x1b[8m",
}

// Whatever is planted in whatever is given to a command, its output and what it
// says beside it drive nothing.
func TestNoCommandPrintsWhatDrivesATerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	for i, text := range hostileTexts {
		cell := strings.ReplaceAll(text, `"`, "")
		list := listFile(t, fmt.Sprintf("list%d.csv", i), fmt.Sprintf("Phone,%q,Name\n07400 123101,\"%s\",\"%s\"\n\"%s\",\"%s\",Ben\n", cell, cell, cell, cell, cell))
		for _, args := range [][]string{
			{"check", list}, {"check", list, "--rows", "-"}, {"check", list, "--json"}, {"check", text}, {"check", "./" + text},
			{"check", list, "--map", text + "=phone"}, {"check", list, "--sheet", text}, {"check", list, "--region", text},
			{"check", list, "--encoding", text}, {"check", list, "--delimiter", text}, {"check", list, "--rows", text + "/x"},
			{text}, {text, text}, {"dnc", text}, {"dnc", "add"}, {"dnc", "--" + text}, {"--profile", text, "check", list}, {"help", text}, {"version", text},
			{"send", list, "--start", text}, {"send", list, "--priority", text}, {"demo", "--fault", text}, {"demo", "--speed", text},
			{"sandbox", "--addr", text}, {"watch", "--" + text}, {"completion", text}, {"__complete", text}, {"cancel", text, text},
		} {
			if slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(a, "--") && strings.Contains(a, "\n") }) {
				continue
			}
			args := slices.Clone(args)
			got := runProgram(t.Context(), args...)
			drivesNothing(t, strings.ReplaceAll(got.out+got.err, "\t", " "))
			for line := range strings.SplitSeq(got.err, "\n") {
				if len(line) > 3*maxLine {
					t.Errorf("%q says a line of %d bytes", args[0], len(line))
				}
			}
		}
	}
}

func TestTheGuardKeepsWhatCanBeSeen(t *testing.T) {
	var out bytes.Buffer
	for _, text := range []string{"", "Zoë 漢字 می\u200cخواهم नि 😀\n", "a\tb\n", "plain"} {
		out.Reset()
		if n, err := newSafeWriter(newSafeWriter(&out, nil), nil).Write([]byte(text)); n != len(text) || err != nil || out.String() != text {
			t.Errorf("%q is written as %q: %d, %v", text, out.String(), n, err)
		}
	}
	out.Reset()
	if n, err := newSafeWriter(&out, nil).Write([]byte("a\x1b[1mb\x9bc\u202ed\r\n")); n != 14 || err != nil || out.String() != "a[1mb\ufffdcd\n" {
		t.Errorf("written as %q: %d, %v", out.String(), n, err)
	}
	if _, err := newSafeWriter(failing{}, nil).Write([]byte("x")); err == nil {
		t.Error("a writer's error is lost")
	}
}

// drivesNothing holds that a text moves no cursor, hides nothing and turns
// nothing around.
func drivesNothing(t *testing.T, text string) {
	t.Helper()
	for _, r := range text {
		joiner := r == 0x200c || r == 0x200d
		if r != '\n' && !joiner && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			t.Fatalf("%U is printed: %q", r, text)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("full") }

var _ io.Writer = failing{}

// The safe writer is the only way to the outputs: the files behind them are named in
// one place, and taken out of it by those alone who draw a terminal in
// place, of lines they have cleaned.
func TestNothingIsWrittenPastTheSafeWriter(t *testing.T) {
	may := map[string][]string{
		"Stdout":     {"cli.go"},
		"Stderr":     {"cli.go", "on_event.go"}, // there that of the operator's own command, which is kept
		"terminalOf": {"safe_writer.go", "show.go", "import_progress.go", "team_import.go", "watch_lines.go", "watch_told.go", "scene.go"},
	}
	for path, file := range sources(t) {
		if !strings.HasPrefix(path, filepath.Join("ui", "cli")) && !strings.HasPrefix(path, "ui") {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			if where, named := may[id.Name]; named && !slices.Contains(where, filepath.Base(path)) {
				t.Errorf("%s uses %s", path, id.Name)
			}
			return true
		})
	}
	p := newProgram(os.Stdin, io.Discard, io.Discard, noEnv, nil)
	p.run(t.Context(), []string{"version"})
	for _, w := range []io.Writer{p.io.out, p.io.err} {
		if _, guards := w.(safeWriter); !guards {
			t.Errorf("a command writes to a %T", w)
		}
	}
}

func TestNeitherTheKeyNorItsBeginningIsWritten(t *testing.T) {
	var known knownKey
	for _, row := range []struct{ claim, key, text, want string }{
		{"nothing is hidden while there is no key", "", "dg-live-4f9c2e71b8", "dg-live-4f9c2e71b8"},
		{"a stopgap is no key", "a-key", "a-key of a-key", "a-key of a-key"},
		{"a key has its width", "dg-live-4f9c2e71b8", "| dg-live-4f9c2e71b8 |", "| [key]************* |"},
		{"one that was cut too", "dg-live-4f9c2e71b8", "| dg-live-4f9c2… |", "| [key]********… |"},
		{"two in a row", "dg-live-4f9c2e71b8", "dg-live-4f9c2e71b8dg-live-4f9c2e71b8", "[key]*************[key]*************"},
		{"what all keys begin with is a word", "dg-live-4f9c2e71b8", "dg-live- 4f9c", "dg-live- 4f9c"},
	} {
		known.is(row.key)
		var out strings.Builder
		if n, err := newSafeWriter(&out, &known).Write([]byte(row.text)); err != nil || n != len(row.text) || out.String() != row.want {
			t.Errorf("%s: %q, %d, %v", row.claim, out.String(), n, err)
		}
	}
}

func TestAJoinCodeAndAPasswordAreWrittenByNobodyUnasked(t *testing.T) {
	secret, err := team.NewSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	const password, key = "a-database-password", "dg-live-4f9c2e71b8"
	code := secret.Code()
	var known knownKey
	known.is(key)
	known.is(password)
	known.is(key)
	for claim, text := range map[string]string{
		"as it is": code, "in small letters": strings.ToLower(code), "without dashes": strings.ReplaceAll(code, "-", ""),
		"cut": code[:30] + "…", "beside a key and a password": key + code + " " + password,
	} {
		var out strings.Builder
		if n, err := newSafeWriter(&out, &known).Write([]byte("| " + text + " |")); err != nil || n != len(text)+4 {
			t.Errorf("%s: %d, %v", claim, n, err)
		}
		if written := strings.ToUpper(out.String()); widget.Width(written) != widget.Width(text)+4 || strings.Contains(written, code[7:12]) || strings.Contains(written, "A-DATABASE") || strings.Contains(written, "DG-LIVE") {
			t.Errorf("%s: %q", claim, out.String())
		}
	}
	const words = "CSTEAM is how a code begins, and csteams are none"
	var out strings.Builder
	if _, err := newSafeWriter(&out, &known).Write([]byte(words)); err != nil || out.String() != words {
		t.Errorf("words are hidden: %q", out.String())
	}
	known.showsCode()
	if _, err := newSafeWriter(&out, &known).Write([]byte(code)); err != nil || out.String() != words+code {
		t.Errorf("it is not shown where it is asked for: %q", out.String())
	}
}

func TestEveryScriptIsWrittenAsItIsInATable(t *testing.T) {
	var out bytes.Buffer
	s := streams{out: newSafeWriter(&out, nil)}
	headers := []string{"വിളിക്കരുത്", "ഫോൺ", "नाम की सूची", "தொலைபேசி", "ফোন", "ชื่อ"}
	var rows [][]string
	for _, h := range headers {
		rows = append(rows, []string{h, "phone"})
	}
	if err := s.table(rows); err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		if !strings.Contains(out.String(), h) {
			t.Errorf("%q is written as it is, not in %q", h, out.String())
		}
	}
	if strings.Contains(out.String(), "[") {
		t.Errorf("nothing that a console draws with is left: %q", out.String())
	}
}
