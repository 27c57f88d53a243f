package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/ui"
	"callsheet/ui/widget"
)

const (
	helpWidth  = 80 // where no terminal says how wide it is
	widestHelp = 92 // wider, lines are hard to read
)

// helpCommand is `callsheet help`: the pages that the console shows, too, and the commands.
type helpCommand struct{ command }

func (c helpCommand) cobra() *cobra.Command {
	var man bool
	cmd := &cobra.Command{
		Use:   "help [TOPIC|COMMAND]",
		Short: "Read about a topic or a command; without one, list them",
		Long: "Prints a short page about a topic, or how a command is called. Without either it\n" +
			"lists all there are. The console shows the same pages under its keys.",
		Example: "  callsheet help\n  callsheet help unknown\n  callsheet help send\n  callsheet help --man > callsheet.1",
		RunE: func(cmd *cobra.Command, args []string) error {
			switch root := cmd.Root(); {
			case man && len(args) > 0:
				return usageError{model.UserError("--man prints the page of all commands; give it alone.")}
			case man:
				return c.print(manPage(root))
			case len(args) == 0:
				return c.print(c.contents(root))
			default:
				return c.page(root, args)
			}
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var all []cobra.Completion
			for _, t := range ui.Topics() {
				all = append(all, cobra.CompletionWithDesc(t.Name, t.Title))
			}
			for _, sub := range offered(cmd.Root()) {
				all = append(all, cobra.CompletionWithDesc(sub.Name(), sub.Short))
			}
			return all, cobra.ShellCompDirectiveNoFileComp
		},
	}
	cmd.Flags().BoolVar(&man, "man", false, "print the manual page of all commands, for man")
	return cmd
}

func (c helpCommand) print(text string) error {
	_, err := fmt.Fprint(c.io.out, text)
	return err
}

// offered are the commands that people are told of.
func offered(cmd *cobra.Command) []*cobra.Command {
	return slices.DeleteFunc(slices.Clone(cmd.Commands()), func(sub *cobra.Command) bool { return sub.Hidden || sub.Deprecated != "" })
}

// width is how wide a page is printed.
func (c helpCommand) width() int {
	if width, _ := sizeOf(c.io.out); width > 0 {
		return min(width, widestHelp)
	}
	return helpWidth
}

// contents lists the topics and the commands.
func (c helpCommand) contents(root *cobra.Command) string {
	var b strings.Builder
	width := c.width()
	table := func(title string, rows [][2]string) {
		fmt.Fprintf(&b, "%s\n", title)
		names := 0
		for _, row := range rows {
			names = max(names, len(row[0]))
		}
		for _, row := range rows {
			for i, line := range widget.Wrap(row[1], max(width-names-4, 1)) {
				name := row[0]
				if i > 0 {
					name = ""
				}
				fmt.Fprintf(&b, "  %-*s  %s\n", names, name, line)
			}
		}
		b.WriteString("\n")
	}
	var topics, commands [][2]string
	for _, t := range ui.Topics() {
		topics = append(topics, [2]string{t.Name, t.Title})
	}
	for _, sub := range offered(root) {
		commands = append(commands, [2]string{sub.Name(), sub.Short})
	}
	table("Topics", topics)
	table("Commands", commands)
	for _, line := range widget.Wrap("`callsheet help unknown` reads about a topic, `callsheet help send` about a command. In the console, ? shows the keys and these pages.", width) {
		b.WriteString(line + "\n")
	}
	return b.String()
}

// page prints what is known under a name: a topic, a command, or both.
func (c helpCommand) page(root *cobra.Command, args []string) error {
	if len(args) == 1 {
		for _, t := range ui.Topics() {
			if t.Name == strings.ToLower(args[0]) {
				return c.topic(root, t)
			}
		}
	}
	cmd, rest, err := root.Find(args)
	if err == nil && cmd != root && len(rest) == 0 {
		cmd.InitDefaultHelpFlag()
		return cmd.Help()
	}
	var names []string
	for _, t := range ui.Topics() {
		names = append(names, t.Name)
	}
	text := quote(strings.Join(args, " ")) + " is no topic and no command."
	near := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return !strings.HasPrefix(name, strings.ToLower(args[0][:min(3, len(args[0]))]))
	})
	if like := append(near, meant(root, args[0])...); len(like) > 0 {
		text += " Did you mean `callsheet help " + strings.Join(like, "` or `callsheet help ") + "`?"
	} else {
		text += " `callsheet help` lists both."
	}
	return usageError{model.UserError(text)}
}

func (c helpCommand) topic(root *cobra.Command, t ui.Topic) error {
	text := strings.Join(t.Lines(c.width()), "\n") + "\n"
	for _, sub := range offered(root) {
		if sub.Name() == t.Name {
			text += "\n`" + sub.CommandPath() + " --help` shows how that command is called.\n"
		}
	}
	return c.print(text)
}
