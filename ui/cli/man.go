package cli

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"callsheet/ui"
)

// manPage is the manual page of a program in the language of man (roff): the commands with
// their flags and examples, the topics, and the exit codes.
func manPage(root *cobra.Command) string {
	var m manWriter
	m.line(".TH %s 1 \"\" %s %s", manQuoted(strings.ToUpper(root.Name())), manQuoted(root.Name()+" "+version()), manQuoted("User Commands"))
	m.section("NAME")
	m.text(root.Name() + " - " + strings.ToLower(root.Short[:1]) + root.Short[1:])
	m.section("SYNOPSIS")
	m.line(".nf")
	m.text(root.UseLine() + "\n" + root.Name() + " COMMAND [OPTIONS]")
	m.line(".fi")
	m.section("DESCRIPTION")
	m.text(root.Long)
	m.section("COMMANDS")
	m.command(root)
	for _, t := range ui.Topics() {
		m.section(strings.ToUpper(t.Name))
		lines := t.Lines(helpWidth)
		m.line(".nf")
		m.text(strings.Join(lines, "\n"))
		m.line(".fi")
	}
	m.section("EXIT STATUS")
	for _, e := range exitWords {
		m.line(".TP")
		m.line(".B %d", e.code)
		m.text(e.words)
	}
	m.section("FILES")
	m.text("The settings are in callsheet/config.toml in the config folder; in $XDG_DATA_HOME/callsheet/ is what was made and sent, and who is not to be called.")
	return m.String()
}

// exitWords say what the program's exit codes mean.
var exitWords = []struct {
	code  int
	words string
}{
	{exitDone, "Done: everything was accepted, nothing is unknown."},
	{exitFailed, "Failed or refused; the reason and what to do are on the error output."},
	{exitUsage, "Wrong usage."},
	{exitToFix, "Done as far as it goes, or not begun: some rows need a person."},
	{exitUnknown, "Unknown: something may have been sent, and is never sent again by itself. Run `callsheet resolve`."},
	{exitInterrupted, "Stopped, with nothing on its way."},
}

// manWriter writes roff.
type manWriter struct{ strings.Builder }

func (m *manWriter) line(format string, args ...any) { fmt.Fprintf(m, format+"\n", args...) }

func (m *manWriter) section(title string) { m.line(".SH %s", manQuoted(title)) }

// text writes words as they are: none is a request, whatever it begins with.
func (m *manWriter) text(words string) {
	for line := range strings.SplitSeq(words, "\n") {
		m.WriteString(manText(line) + "\n")
	}
}

// command writes the commands under one, and theirs.
func (m *manWriter) command(cmd *cobra.Command) {
	for _, sub := range offered(cmd) {
		m.line(".SS %s", manQuoted(strings.TrimSuffix(sub.UseLine(), " [flags]")))
		long := sub.Long
		if long == "" {
			long = sub.Short + "."
		}
		m.text(long)
		sub.NonInheritedFlags().VisitAll(func(f *pflag.Flag) {
			if f.Hidden || f.Name == "help" {
				return
			}
			value, words := pflag.UnquoteUsage(f)
			name := "--" + f.Name
			if f.Shorthand != "" {
				name = "-" + f.Shorthand + ", " + name
			}
			m.line(".TP")
			m.line(".B %s", manText(strings.TrimSpace(name+" "+value)))
			m.text(strings.ReplaceAll(words, "\n", " "))
		})
		if sub.Example != "" {
			m.line(".PP\n.nf")
			m.text(sub.Example)
			m.line(".fi")
		}
		m.command(sub)
	}
}

// manText is a line of text that roff takes as it is.
func manText(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`, "`", `\(ga`, "'", `\(aq`, "^", `\(ha`, "~", `\(ti`).Replace(line)
	var b strings.Builder
	if strings.HasPrefix(line, ".") {
		b.WriteString(`\&`)
	}
	for _, r := range line {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\[u%04X]`, r)
		}
	}
	return b.String()
}

// manQuoted is a text as one argument of a request.
func manQuoted(text string) string { return `"` + strings.ReplaceAll(manText(text), `"`, `\(dq`) + `"` }
