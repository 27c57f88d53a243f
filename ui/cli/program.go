package cli

import (
	"io"
	"os"
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
	demo []byte // the demo list, an Excel workbook
}

// newProgram makes a program of what a process has.
func newProgram(in *os.File, out, err io.Writer, getenv func(string) string, demo []byte) *program {
	io := &streams{in: in, out: out, err: err}
	return &program{command{io, &environment{getenv: getenv, io: io}}, demo}
}
