package cli

import (
	"io"
	"os"

	"callsheet/config"
	"callsheet/ui/screen"
)

// command is what each command works with. The commands are types with a method that
// describes them to cobra; what several share is a type of its own.
type command struct {
	io  *streams
	env *environment
}

// program is the command line, and the console that it starts.
type program struct {
	command
	demo  []byte      // the demo list, an Excel workbook
	plain bool        // the console is read and written in lines
	next  screen.Next // what the console that ended gives way to
}

// newProgram makes a program of what a process has.
func newProgram(in *os.File, out, err io.Writer, getenv func(string) string, demo []byte) *program {
	io := &streams{in: in, out: out, err: err}
	env := &environment{getenv: getenv, io: io, openTeam: openTeam}
	env.known.is(getenv(config.EnvKey))
	env.known.is(getenv(config.EnvPassword))
	return &program{command: command{io, env}, demo: demo}
}
