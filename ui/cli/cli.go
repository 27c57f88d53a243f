package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	_ "time/tzdata" // the service wants IANA time zones, and a jump box may not have them

	"github.com/spf13/cobra"

	"callsheet/model"
	"callsheet/model/panics"
	"callsheet/model/reason"
	"callsheet/ui"
)

// Run runs the command line and returns its exit code. demo is the workbook
// that the demo command opens.
func Run(args []string, demo []byte) int {
	// A closed terminal or a kill ends the console in order: the terminal is
	// put back and nothing is cut off halfway.
	ends := []os.Signal{syscall.SIGTERM, syscall.SIGQUIT, os.Interrupt}
	if !signal.Ignored(syscall.SIGHUP) { // as by nohup
		ends = append(ends, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	defer stop()
	return newProgram(os.Stdin, os.Stdout, os.Stderr, os.Getenv, demo).run(ctx, args)
}

func (p *program) run(ctx context.Context, args []string) int {
	p.io.out, p.io.err = newSafeWriter(p.io.out, &p.env.known), newSafeWriter(p.io.err, &p.env.known)
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(p.io.in)
	root.SetOut(p.io.out)
	root.SetErr(p.io.err)
	var (
		cmd *cobra.Command
		err error
	)
	if caught := panics.Catch(func() { cmd, err = root.ExecuteContextC(ctx) }); caught != nil {
		return p.brokeDown(root, args, caught)
	}
	if _, usage := errors.AsType[usageError](err); usage {
		p.io.say("%v\nSee %s --help.", err, cmd.CommandPath())
		return exitUsage
	}
	exit, named := errors.AsType[exitError](err)
	switch {
	case err == nil:
		return exitDone
	case named && exit.err == nil:
		return exit.code
	case named:
		p.io.say("%s", reason.Sentence(exit.err))
		return exit.code
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	p.io.say("%s", reason.Sentence(err))
	return exitFailed
}

// brokeDown says that a panic has ended a command, and returns its exit code.
func (p *program) brokeDown(root *cobra.Command, args []string, caught *panics.Caught) int {
	if cmd, _, err := root.Find(args); err == nil && cmd.Name() == "send" {
		p.io.say("%v", p.crashed(ui.NewCrash(caught), "Something may have been sent: `callsheet resolve` finds out."))
		return exitUnknown
	}
	p.io.say("%v", p.crashed(ui.NewCrash(caught), "What was done before is kept."))
	return exitFailed
}

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "callsheet [FILE]",
		Short: "Turn a contact list into calls, once and at a decent hour",
		Long: "Callsheet is a console for Dialgen batch calling: it reads an Excel or CSV list,\n" +
			"helps you to make every number right, sends the campaign once and shows it live.",
		Example:       "  callsheet demo\n  callsheet leads.xlsx",
		Args:          p.rootArgs,
		SilenceErrors: true,
		// A letter too many, too few or exchanged.
		SuggestionsMinimumDistance: 2,
		SilenceUsage:               true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.console(cmd.Context(), args)
		},
	}
	root.PersistentFlags().StringVar(&p.env.profile, "profile", "", "profile of the settings file to work for")
	root.Flags().BoolVar(&p.plain, "plain", false, plainUsage)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usageError{flagMeant(cmd, err)} })
	root.AddCommand(p.demoCommand(), sandboxCommand{p.command}.cobra(), versionCommand{p.command}.cobra(), checkCommand{p.command}.cobra(),
		sendCommand{p.command}.cobra(), resolveCommand{p.command}.cobra(), listCommand{p.command}.cobra(), watchCommand{p.command}.cobra(), testCallCommand{p.command}.cobra(), cancelCommand{p.command}.cobra(), pauseCommand{p.command}.cobra(), resumeCommand{p.command}.cobra(), exportCommand{p.command}.cobra(), callsCommand{p.command}.cobra(), reportCommand{p.command}.cobra(), againCommand{p.command}.cobra(), dncCommand{p.command}.cobra(), hoursCommand{p.command}.cobra(), purgeCommand{p.command}.cobra(), evidenceCommand{p.command}.cobra(), teamCommand{p.command}.cobra(),
		saidCommand{p.command}.cobra(), loginCommand{p.command}.cobra(), logoutCommand{p.command}.cobra(), doctorCommand{p.command}.cobra(), sceneCommand{p.command}.cobra())
	root.SetHelpCommand(helpCommand{p.command}.cobra())
	completing{p.command}.on(root)
	return root
}

// rootArgs takes one file. A word that is neither a command nor a file is a
// command misspelt: opening a file of that name would help nobody.
func (p *program) rootArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	word := args[0]
	_, err := os.Lstat(expandHome(word))
	isThere := err == nil
	switch {
	case !isThere && isWord(word):
		text := quote(word) + " is no command of Callsheet's, and no file here has that name."
		if like := meant(cmd, word); len(like) > 0 {
			text += " Did you mean `callsheet " + strings.Join(like, "` or `callsheet ") + "`?"
		}
		return usageError{model.UserError(text)}
	case len(args) > 1:
		return usageError{model.UserError(fmt.Sprintf("The console opens one list, and %d were named. A name with blanks in it goes into quotes.", len(args)))}
	}
	return nil
}

// isWord reports whether an argument can only be meant as a command: it has
// neither an extension nor a folder in it.
func isWord(arg string) bool {
	return !strings.ContainsAny(arg, `./\~:`+string(filepath.Separator))
}
