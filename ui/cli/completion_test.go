//go:build unix

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// bashCompletes gives a command line to bash, and returns what it would put in the place of the
// last word.
func bashCompletes(t *testing.T, env []string, line ...string) []string {
	t.Helper()
	// The function is that of the bash-completion package, which is not everywhere.
	const script = `
_get_comp_words_by_ref() { cur=${COMP_WORDS[COMP_CWORD]}; prev=${COMP_WORDS[COMP_CWORD-1]}; words=("${COMP_WORDS[@]}"); cword=$COMP_CWORD; }
_filedir() { COMPREPLY=("files $1"); }
callsheet() { "$PROGRAM" "$@"; }
source <("$PROGRAM" completion bash)
COMP_WORDS=(callsheet "$@"); COMP_CWORD=$#; COMP_LINE="callsheet $*"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
__start_callsheet
printf '%s\n' "${COMPREPLY[@]}"
`
	cmd := exec.CommandContext(t.Context(), "bash", append([]string{"--norc", "-c", script, "bash"}, line...)...)
	cmd.Env = append(slices.Clone(env), "PROGRAM="+program(t, env).Path)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v: %s", line, err, out)
	}
	var words []string
	for word := range strings.Lines(string(out)) {
		words = append(words, strings.TrimSpace(word))
	}
	return words
}

func TestBashCompletesWhatThereIsOnThisMachine(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	d := newHarness(t, serve(t).server.URL)
	d.settings("config.toml", anyHour+"[profiles.night]\nregion = \"GB\"\n")
	list := filepath.Join(d.home, "leads.csv")
	if err := os.WriteFile(list, []byte("Phone\n+447400123101\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sent := program(t, d.env, "send", list, "--yes")
	if out, err := sent.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	listed, err := program(t, d.env, "list").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		line  []string
		wants string // "ID" is a word that list prints
	}{
		{"a command", []string{"res"}, "resolve"},
		{"a flag", []string{"send", "--skip"}, "--skip-"},
		{"a campaign", []string{"export", ""}, "ID"},
		{"a campaign to go on with", []string{"send", "--continue", ""}, "ID"},
		{"a batch", []string{"watch", ""}, "batch_"},
		{"a profile", []string{"--profile", "n"}, "night"},
		{"a list", []string{"check", "lea"}, "files "},
		{"a fixed value", []string{"calls", "x", "--outcome", "mi"}, "missed"},
		{"hours by their name", []string{"send", "x.csv", "--hours", "us-f"}, "us-fl"},
		{"a topic", []string{"help", "unk"}, "unknown"},
	} {
		words := bashCompletes(t, d.env, c.line...)
		if !slices.ContainsFunc(words, func(w string) bool {
			w, _, _ = strings.Cut(w, " ")
			if c.wants == "ID" {
				return len(w) > 8 && strings.Contains(string(listed), w)
			}
			return strings.HasPrefix(w+" ", c.wants)
		}) {
			t.Errorf("%s: %v gives %q", c.name, c.line, words)
		}
	}
}

// Every shell that is named gets a script, which is of this program.
func TestEveryShellGetsItsCompletion(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		out, err := program(t, environment(t.TempDir()), "completion", shell).Output()
		if err != nil || !strings.Contains(string(out), "callsheet") || len(out) < 500 {
			t.Errorf("%s: %v %.80s", shell, err, out)
		}
	}
}

// completing are the other shells, each with what has it complete the line of $LINE whose words are
// its arguments, and print a word a line.
var completing = map[string][]string{
	"zsh": {"-f", "-c", `
compdef() { }
_describe() { print -rl -- $completions }
_arguments() { print files }
source <(callsheet completion zsh)
words=(callsheet "$@"); CURRENT=${#words}
_callsheet`, "zsh"},
	"fish": {"--no-config", "-c", `callsheet completion fish | source; complete -C "$LINE"`},
	"pwsh": {"-NoProfile", "-NonInteractive", "-Command", `callsheet completion powershell | Out-String | Invoke-Expression; (TabExpansion2 -inputScript $env:LINE -cursorColumn $env:LINE.Length).CompletionMatches.CompletionText`},
}

// What is completed is the program's own answer in each: a script that a shell cannot run, or that
// asks another program, completes nothing.
func TestEveryShellThatIsHereCompletes(t *testing.T) {
	t.Parallel()
	for shell, args := range completing {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath(shell); err != nil {
				t.Skip("there is no " + shell)
			}
			home := t.TempDir()
			env := environment(home)
			if err := os.Symlink(program(t, env).Path, filepath.Join(home, "callsheet")); err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct {
				line  []string
				wants string
			}{
				{[]string{"res"}, "resume"}, {[]string{"send", "--skip"}, "--skip-invalid"}, {[]string{"calls", "x", "--outcome", "mi"}, "missed"}, {[]string{"help", "unk"}, "unknown"},
			} {
				given := slices.Clone(args)
				if shell == "zsh" {
					given = append(given, c.line...)
				}
				cmd := exec.CommandContext(t.Context(), shell, given...)
				cmd.Env = append(slices.Clone(env), "PATH="+home+":"+os.Getenv("PATH"), "LINE=callsheet "+strings.Join(c.line, " "))
				out, err := cmd.CombinedOutput()
				if !slices.ContainsFunc(strings.FieldsFunc(string(out), func(r rune) bool { return strings.ContainsRune("\n\t :", r) }), func(w string) bool { return w == c.wants }) {
					t.Errorf("%v gives %v\n%s", c.line, err, out)
				}
			}
		})
	}
}
