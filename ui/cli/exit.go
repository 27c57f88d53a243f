package cli

import (
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

// usage marks what an argument check finds as wrong usage.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
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
