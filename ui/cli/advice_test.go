package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"callsheet/ui"
)

// sources are the files of the module that are neither tests nor rooms of theirs, parsed.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	top := filepath.Join("..", "..")
	err := filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != top && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), "test")) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		files[strings.TrimPrefix(name, top+string(filepath.Separator))] = file
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// texts are the texts a file has in it, with those put together that are added;
// what is not known before it runs is a %s.
func texts(file *ast.File) []string {
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BinaryExpr:
			if text, ok := added(n); ok {
				found = append(found, text)
				return false
			}
		case *ast.BasicLit:
			if text, ok := added(n); ok {
				found = append(found, text)
			}
		}
		return true
	})
	return found
}

// added is the text of an expression; ok is false where no part of it is one.
func added(e ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			left, inLeft := added(e.X)
			right, inRight := added(e.Y)
			return left + right, inLeft || inRight
		}
	case *ast.ParenExpr:
		return added(e.X)
	}
	return "%s", false
}

var (
	quotedCommand = regexp.MustCompile("`callsheet ?([^`]*)`")
	exampleLine   = regexp.MustCompile(`(?m)^(?:  |)(?:[A-Z_]+=\S+ )*callsheet(?: (.*))?$`)
	bareCommand   = regexp.MustCompile(`\bcallsheet ([a-z]\S*)`)
	anyFlag       = regexp.MustCompile(`(?:^|[\s('"` + "`" + `])--([a-z][a-z-]+)`)
)

// namesCommand holds that a command line exists: its command, and each of its
// flags on that command.
func namesCommand(root *cobra.Command, line string) (wrong string) {
	words := strings.Fields(line)
	var plain []string
	for _, w := range words {
		if strings.HasPrefix(w, "-") || !isWord(w) || strings.ToLower(w) != w || strings.HasPrefix(w, "%") {
			break
		}
		plain = append(plain, w)
	}
	cmd, rest, err := root.Find(plain)
	if err != nil || cmd == root && len(rest) > 0 {
		return "there is no command " + strings.Join(plain, " ")
	}
	for _, flag := range anyFlag.FindAllStringSubmatch(line, -1) {
		if name := flag[1]; name != "help" && cmd.Flags().Lookup(name) == nil && cmd.InheritedFlags().Lookup(name) == nil {
			return cmd.CommandPath() + " has no flag --" + name
		}
	}
	return ""
}

// flagsOf are the flags of a command and all below it.
func flagsOf(cmd *cobra.Command) []string {
	names := []string{"help"}
	add := func(f *pflag.Flag) { names = append(names, f.Name) }
	cmd.Flags().VisitAll(add)
	cmd.PersistentFlags().VisitAll(add)
	for _, below := range cmd.Commands() {
		names = append(names, flagsOf(below)...)
	}
	return names
}

// Whatever a text tells somebody to type exists.
func TestEveryCommandAndFlagThatIsAdvisedExists(t *testing.T) {
	p := newProgram(os.Stdin, io.Discard, io.Discard, noEnv, nil)
	root := p.rootCommand()
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	flags := flagsOf(root)
	seen := 0
	check := func(where, text string) {
		lines := quotedCommand.FindAllStringSubmatch(text, -1)
		rest := quotedCommand.ReplaceAllString(text, "")
		lines = append(lines, exampleLine.FindAllStringSubmatch(rest, -1)...)
		rest = exampleLine.ReplaceAllString(rest, "")
		for _, line := range lines {
			seen++
			if wrong := namesCommand(root, line[1]); wrong != "" {
				t.Errorf("%s: %q: %s", where, line[0], wrong)
			}
		}
		if bare := bareCommand.FindString(rest); bare != "" {
			t.Errorf("%s: %q stands outside backquotes, so that it is not seen to be a command", where, bare)
		}
		for _, flag := range anyFlag.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(flags, flag[1]) {
				t.Errorf("%s: there is no flag --%s: %q", where, flag[1], text)
			}
		}
	}
	for name, file := range sources(t) {
		for _, text := range texts(file) {
			check(name, text)
		}
	}
	for _, topic := range ui.Topics() {
		check("help "+topic.Name, strings.Join(topic.Lines(1000), "\n"))
	}
	if seen < 30 {
		t.Errorf("only %d commands are named anywhere", seen)
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range quotedCommand.FindAllStringSubmatch(string(readme), -1) {
		if wrong := namesCommand(root, line[1]); wrong != "" {
			t.Errorf("README: %q: %s", line[0], wrong)
		}
	}
	if namesCommand(root, "patient") == "" || namesCommand(root, "list --remotely") == "" || namesCommand(root, "dnc add --region GB") != "" {
		t.Error("the test does not tell what exists from what does not")
	}
}

func TestAWordThatIsNoCommandSaysSo(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("leads", []byte("Phone\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		name string
		args []string
		says string // "" where it is a file
		not  string
	}{
		{"two letters exchanged", []string{"sned"}, "Did you mean `callsheet send`?", ""},
		{"a misspelt command before a file", []string{"chekc", "leads.csv"}, "`callsheet check`", ""},
		{"a command there never was", []string{"patient"}, `"patient" is no command`, "Did you mean"},
		{"a command in capitals", []string{"SEND"}, "Did you mean `callsheet send`?", ""},
		{"a letter left out", []string{"sed"}, "`callsheet send`", ""},
		{"a letter twice", []string{"sennd"}, "`callsheet send`", ""},
		{"more than one", []string{"campaigns"}, "`callsheet list`", ""},
		{"another name in capitals", []string{"Status"}, "`callsheet watch`", ""},
		{"another name", []string{"abort"}, "`callsheet cancel`", ""},
		{"another name for send", []string{"start"}, "Did you mean `callsheet send`?", ""},
		{"and one more", []string{"run"}, "Did you mean `callsheet send`?", ""},
		{"another name for cancel", []string{"stop"}, "Did you mean `callsheet cancel`?", ""},
		{"another name for purge", []string{"delete"}, "Did you mean `callsheet purge`?", ""},
		{"and one with more in it", []string{"forget"}, "Did you mean `callsheet purge`?", ""},
		{"another name for list", []string{"ls"}, "Did you mean `callsheet list`?", ""},
		{"another name for resume", []string{"continue"}, "Did you mean `callsheet resume`?", ""},
		{"another name for check", []string{"validate", "leads.csv"}, "`callsheet check`", ""},
		{"another name for login", []string{"signin"}, "Did you mean `callsheet login`?", ""},
		{"another name for logout", []string{"signout"}, "Did you mean `callsheet logout`?", ""},
		{"another name of a command of a command", []string{"dnc", "rm"}, "`callsheet dnc remove`", ""},
		{"a command of a command", []string{"dnc", "ad"}, "`callsheet dnc add`", ""},
		{"a flag", []string{"send", "--skip-invald", "a.csv"}, "Did you mean --skip-invalid?", ""},
		{"a flag there never was", []string{"check", "--colour", "a.csv"}, "--colour", "Did you mean"},
		{"the beginning of a command", []string{"ver"}, "`callsheet version`", ""},
		{"a word that drives a terminal", []string{"\x1b]52;c;AAAA\x07\u202e\u009b"}, "is no command", "\x1b"},
		{"two files", []string{"a.csv", "b.csv"}, "opens one list", ""},
		{"a name with an extension is a file", []string{"sned.csv"}, "", ""},
		{"a name with a folder is a file", []string{"./sned"}, "", ""},
		{"a file that is there is a file", []string{"leads"}, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.says == "" {
				p := newProgram(nil, io.Discard, io.Discard, noEnv, nil)
				if err := p.rootArgs(p.rootCommand(), c.args); err != nil {
					t.Error(err)
				}
				return
			}
			got := runProgram(t.Context(), c.args...)
			if got.code != exitUsage || !strings.Contains(got.err, c.says) || c.not != "" && strings.Contains(got.err, c.not) {
				t.Errorf("exit code %d: %q", got.code, got.err)
			}
		})
	}
}
