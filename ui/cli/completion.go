package cli

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/hours"
	"callsheet/model/printable"
	"callsheet/model/store"
	"callsheet/ui"
)

// completing offers what an argument or a flag can be, as the shell completes it. It only
// looks at this machine: it asks no service, and writes nothing.
type completing struct{ command }

// completionTime is how long completing may look.
const completionTime = 2 * time.Second

// lists are the endings of files that lists come in.
var lists = []string{"xlsx", "xlsm", "csv", "tsv", "txt"}

// completions give words, with a description after a tab.
type completions func() []cobra.Completion

// on makes commands complete their arguments, by how these are named in their usage, and the
// flags that take one of some values.
func (c completing) on(root *cobra.Command) {
	named := map[string]completions{
		"profile": words(config.Profiles), "continue": c.campaigns, "outcome": fixed(callOutcomes...), "hours": rules,
		"encoding":  fixed("utf-8", "windows-1252", "utf-16le", "utf-16be", "shift_jis", "euc-jp", "gbk", "gb18030", "big5", "euc-kr", "koi8-r", "windows-1251", "macintosh"),
		"delimiter": fixed(",", ";", "tab", "|"), "priority": numbers(10), "attempts": numbers(5), "rate": numbers(30),
		"size": fixed("80x24", "120x40", "200x60"),
	}
	files := map[string][]string{"rows": nil, "output": nil}
	for _, cmd := range everyCommand(root) {
		if cmd.ValidArgsFunction == nil {
			cmd.ValidArgsFunction = c.arguments(cmd)
		}
		set := func(f *pflag.Flag) {
			switch of, is := named[f.Name]; {
			case f.Value.Type() == "bool":
			case is:
				complete(cmd, f.Name, func() ([]cobra.Completion, cobra.ShellCompDirective) { return of(), cobra.ShellCompDirectiveNoFileComp })
			default:
				if _, isFile := files[f.Name]; !isFile {
					complete(cmd, f.Name, func() ([]cobra.Completion, cobra.ShellCompDirective) { return nil, cobra.ShellCompDirectiveNoFileComp })
				}
			}
		}
		cmd.LocalNonPersistentFlags().VisitAll(set)
		cmd.PersistentFlags().VisitAll(set)
	}
}

// complete makes a flag of a command complete.
func complete(cmd *cobra.Command, flag string, of func() ([]cobra.Completion, cobra.ShellCompDirective)) {
	// It fails only where a flag has a completion already, which stands.
	_ = cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) { return of() })
}

// everyCommand is a command and all below it.
func everyCommand(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		all = append(all, everyCommand(sub)...)
	}
	return all
}

// arguments completes the arguments of a command: of each word in its usage that names some.
func (c completing) arguments(cmd *cobra.Command) cobra.CompletionFunc {
	_, usage, _ := strings.Cut(cmd.Use, " ")
	first, _, _ := strings.Cut(strings.Trim(usage, "[]"), " ")
	several := strings.HasSuffix(first, "...")
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 && !several {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		switch strings.TrimSuffix(strings.Trim(first, "[]"), "...") {
		case "FILE":
			if !cmd.HasParent() {
				return nil, cobra.ShellCompDirectiveDefault // beside the commands
			}
			return lists, cobra.ShellCompDirectiveFilterFileExt
		case "CAMPAIGN":
			return c.campaigns(), cobra.ShellCompDirectiveNoFileComp
		case "BATCH":
			return append(c.campaigns(), c.batches()...), cobra.ShellCompDirectiveNoFileComp
		case "PLACE|RULE":
			return rules(), cobra.ShellCompDirectiveNoFileComp
		case "NAME":
			return scenes(), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}

// summaries are the campaigns of this machine, as far as they can be read at once.
func (c completing) summaries() []model.Summary {
	ctx, done := context.WithTimeout(context.Background(), completionTime)
	defer done()
	folder, err := config.LoadDataFolder(c.env.getenv)
	if err != nil {
		return nil
	}
	kept, err := store.View(ctx, folder.Path, store.Options{Who: c.env.holder(), Now: time.Now, Shared: folder.Shared})
	if err != nil {
		return nil
	}
	defer func() { _ = kept.Close() }() // nothing was written
	all, _ := kept.Campaigns.Summaries(ctx)
	return all
}

func (c completing) campaigns() []cobra.Completion {
	var all []cobra.Completion
	for _, s := range c.summaries() {
		all = append(all, cobra.CompletionWithDesc(s.ID, described(s.Draft.Name)))
	}
	return all
}

func (c completing) batches() []cobra.Completion {
	var all []cobra.Completion
	for _, s := range c.summaries() {
		for _, b := range s.Batches {
			if b.ID != "" {
				all = append(all, cobra.CompletionWithDesc(printable.Text(b.ID, maxLine), described("a batch of "+s.Draft.Name)))
			}
		}
	}
	return all
}

// described is a name as a description, which has neither a tab nor a line's end.
func described(name string) string {
	const longest = 60
	return printable.Text(name, longest)
}

func words(of func() []string) completions {
	return func() []cobra.Completion { return of() }
}

func fixed(values ...string) completions {
	return func() []cobra.Completion { return values }
}

func numbers(to int) completions {
	return func() (all []cobra.Completion) {
		for n := 1; n <= to; n++ {
			all = append(all, strconv.Itoa(n))
		}
		return all
	}
}

// rules are the presets of hours by their names.
func rules() (all []cobra.Completion) {
	for _, r := range hours.Presets() {
		if r.ID == "" {
			continue
		}
		all = append(all, cobra.CompletionWithDesc(r.ID, described(r.Name)))
	}
	return all
}

func scenes() (all []cobra.Completion) {
	for _, s := range ui.Scenes() {
		all = append(all, s.Name)
	}
	return all
}
