package cli

import (
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"callsheet/ui"
)

func TestHelpListsTheTopicsAndTheCommands(t *testing.T) {
	r := runProgram(t.Context(), "help")
	p := newProgram(nil, io.Discard, io.Discard, noEnv, nil)
	for _, topic := range ui.Topics() {
		if !strings.Contains(r.out, "  "+topic.Name+" ") || !strings.Contains(r.out, topic.Title) {
			t.Errorf("the topic %s is missing: %s", topic.Name, r.out)
		}
	}
	for _, sub := range offered(p.rootCommand()) {
		if !strings.Contains(r.out, "\n  "+sub.Name()+" ") {
			t.Errorf("the command %s is missing", sub.Name())
		}
	}
	if r.code != exitDone || strings.Contains(r.out, "scene") {
		t.Errorf("it ends with %d, and says %s", r.code, r.out)
	}
}

// Pages are plain text: no line is longer than a small terminal, and nothing drives one.
func TestHelpOnATopicIsAPageOfPlainText(t *testing.T) {
	for _, topic := range ui.Topics() {
		for _, name := range []string{topic.Name, strings.ToUpper(topic.Name)} {
			r := runProgram(t.Context(), "help", name)
			if r.code != exitDone || r.err != "" || !strings.HasPrefix(r.out, topic.Title+"\n\n") || strings.ContainsRune(r.out, 0x1b) {
				t.Errorf("help %s ends with %d and says %q %q", name, r.code, r.out, r.err)
			}
			for line := range strings.SplitSeq(r.out, "\n") {
				if ansi.StringWidth(line) > helpWidth {
					t.Errorf("help %s: %q", name, line)
				}
			}
		}
	}
}

func TestHelpOnWhatThereIsNot(t *testing.T) {
	for _, c := range []struct{ name, asked, says string }{
		{"a topic misspelt", "unkown", "`callsheet help unknown`"},
		{"a command misspelt", "sned", "`callsheet help send`"},
		{"nothing like it", "xyzzy", "`callsheet help` lists both"},
		{"what drives a terminal", "\x1b]52;c;AAAA\x07", "is no topic"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := runProgram(t.Context(), "help", c.asked)
			if r.code != exitUsage || r.out != "" || !strings.Contains(r.err, c.says) || strings.ContainsRune(r.err, 0x1b) {
				t.Errorf("it ends with %d and says %q", r.code, r.err)
			}
		})
	}
	if r := runProgram(t.Context(), "help", "dnc", "import"); r.code != exitDone || !strings.Contains(r.out, "callsheet dnc import FILE") {
		t.Errorf("help on a command says %q", r.out)
	}
	if r := runProgram(t.Context(), "help", "--man", "send"); r.code != exitUsage {
		t.Error("--man takes a command")
	}
}

// The manual page is made of the commands and the pages of help, and of nothing else.
func TestTheManualPageHasEveryCommandFlagAndTopic(t *testing.T) {
	r := runProgram(t.Context(), "help", "--man")
	if r.code != exitDone {
		t.Fatal(r.err)
	}
	p := newProgram(nil, io.Discard, io.Discard, noEnv, nil)
	for _, cmd := range everyCommand(p.rootCommand()) {
		if cmd.Hidden || cmd.Parent() == nil {
			continue
		}
		if !strings.Contains(r.out, `.SS "`+manText(cmd.CommandPath())) {
			t.Errorf("%s is missing", cmd.CommandPath())
		}
		cmd.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(r.out, manText("--"+f.Name)) {
				t.Errorf("--%s of %s is missing", f.Name, cmd.CommandPath())
			}
		})
	}
	for _, topic := range ui.Topics() {
		if !strings.Contains(r.out, `.SH "`+strings.ToUpper(topic.Name)+`"`) {
			t.Errorf("the topic %s is missing", topic.Name)
		}
	}
	groff, err := exec.LookPath("groff")
	if err != nil {
		t.Skip("there is no groff to read it")
	}
	cmd := exec.CommandContext(t.Context(), groff, "-man", "-ww", "-Tutf8", "-z")
	cmd.Stdin = strings.NewReader(r.out)
	if said, err := cmd.CombinedOutput(); err != nil || len(said) > 0 {
		t.Errorf("groff says %s %v", said, err)
	}
}

func TestNoLineOfTheManualPageIsTakenForARequest(t *testing.T) {
	for _, line := range []string{".SH x", "'so /etc/passwd", `\fBbold`, "-- a `b` ^ ~", "\\", "a.b"} {
		if got := manText(line); strings.HasPrefix(got, ".") || strings.HasPrefix(got, "'") || strings.Contains(got, `\f`) {
			t.Errorf("%q becomes %q", line, got)
		}
	}
}

// What a shell completes is what there is: a flag's fixed values are taken by the command.
func TestEveryFlagHasItsCompletion(t *testing.T) {
	p := newProgram(nil, io.Discard, io.Discard, noEnv, nil)
	root := p.rootCommand()
	for _, cmd := range everyCommand(root) {
		if cmd.ValidArgsFunction == nil {
			t.Errorf("%s completes its arguments as files", cmd.CommandPath())
		}
		cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			_, completes := cmd.GetFlagCompletionFunc(f.Name)
			if file := f.Name == "rows" || f.Name == "output"; f.Value.Type() != "bool" && f.Name != "help" && completes == file {
				t.Errorf("%s --%s completes: %v", cmd.CommandPath(), f.Name, completes)
			}
		})
	}
	for _, line := range [][]string{
		{"check", ""}, {"send", ""}, {"hours", ""}, {"help", "un"}, {"send", "--hours", ""}, {"calls", "x", "--outcome", ""}, {"check", "--encoding", ""}, {"send", "--priority", ""}, {"sc"}, {"watch", "a", ""},
	} {
		r := runProgram(t.Context(), append([]string{cobra.ShellCompRequestCmd}, line...)...)
		if r.code != exitDone || !strings.Contains(r.out, ":") {
			t.Errorf("%v: %d %q", line, r.code, r.out)
		}
	}
	for _, encoding := range []string{"utf-8", "windows-1252", "utf-16le", "utf-16be", "shift_jis", "euc-jp", "gbk", "gb18030", "big5", "euc-kr", "koi8-r", "windows-1251", "macintosh"} {
		if !strings.Contains(runProgram(t.Context(), cobra.ShellCompRequestCmd, "check", "--encoding", encoding).out, encoding+"\n") {
			t.Errorf("the encoding %s is not offered", encoding)
		}
	}
}
