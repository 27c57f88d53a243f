package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"callsheet/model"
)

// The exit codes of every command.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitToFix       = 3 // rows need a person
	exitUnknown     = 4 // something may have been sent
	exitInterrupted = 130
)

// usageError is a mistake in how a command was called.
type usageError struct{ error }

// usage marks what an argument check finds as wrong usage, and says how the command goes.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if check(cmd, args) == nil {
			return nil
		}
		use := "`" + strings.TrimSuffix(cmd.UseLine(), " [flags]") + "`"
		switch {
		case len(args) == 0:
			return usageError{model.UserError("Something is missing here. It goes: " + use + ".")}
		case !strings.Contains(cmd.Use, " "):
			return usageError{model.UserError(use + " takes nothing but flags, and got " + quote(args[0]) + ".")}
		}
		return usageError{model.UserError("There are too many words here. It goes: " + use + ". A name of several words stands between quotes.")}
	}
}

// exitError ends a command with an exit code of its own. err is said on the
// error output; nil says nothing more.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e exitError) Unwrap() error { return e.err }

// errNothingSent ends a send that stopped before anything was to leave.
func errNothingSent(code int, why string) error {
	return exitError{code, model.UserError("Nothing was sent. " + why)}
}
