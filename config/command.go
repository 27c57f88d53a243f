package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"callsheet/model/printable"
)

// Bounds of the operator's own commands.
const (
	maxArgs     = 32
	maxArgBytes = 4096

	commandRest = time.Second // in which what a command leaves running may still hold its output
)

// Command is a command of the operator's own, as the settings name it. No shell reads it.
type Command struct {
	Argv []string
	Env  []string
	Time time.Duration // after which it is ended, with what it has started
}

// CommandEnvironment is an environment without what is of this program and its service:
// its variables, and whatever else holds the key.
func CommandEnvironment(env []string, key Key) []string {
	kept := []string{}
	secret := strings.TrimSpace(string(key))
	for _, pair := range env {
		name := strings.ToUpper(pair)
		if strings.HasPrefix(name, "DIALGEN_") || strings.HasPrefix(name, "CALLSHEET_") || secret != "" && strings.Contains(pair, secret) {
			continue
		}
		kept = append(kept, pair)
	}
	return kept
}

// ErrTooSlow is a command that was ended because it took too long.
var ErrTooSlow = errors.New("it took too long and was ended")

// Run runs the command with an input, nil for none, and writes what it says to two writers.
// An *exec.ExitError is how it ended by itself; an error of a writer ends it.
func (c Command) Run(ctx context.Context, input io.Reader, out, complaints io.Writer) error {
	ctx, cancel := context.WithTimeoutCause(ctx, c.Time, ErrTooSlow)
	defer cancel()
	cmd := exec.CommandContext(ctx, inHome(c.Argv[0]), c.Argv[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = c.Env, input, out, complaints, commandRest
	setApart(cmd)
	err := cmd.Run()
	switch {
	case err == nil, errors.Is(err, exec.ErrWaitDelay): // what it left running is its own
		return nil
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	return err
}

// inHome is a path of which a leading ~ is the home folder.
func inHome(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && rest != "" && rest[0] == filepath.Separator {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return path
}

// Head keeps the beginning of what is written to it.
type Head struct {
	Room int          // bytes that are kept
	kept bytes.Buffer // no part of it, by which it could be filled past its bound
}

// String is what was kept.
func (h *Head) String() string { return h.kept.String() }

// Write implements io.Writer.
func (h *Head) Write(p []byte) (int, error) {
	h.kept.Write(p[:min(len(p), max(0, h.Room-h.kept.Len()))])
	return len(p), nil
}

// wrongCommand says what is wrong with a command that a setting names; "" = nothing is.
// The words of the command may hold secrets, so only its first one is repeated.
func wrongCommand(setting string, args []string, example string) string {
	switch {
	case len(args) == 0 || strings.TrimSpace(args[0]) == "":
		return setting + " names no command. " + example
	case len(args) > maxArgs || slices.ContainsFunc(args, func(a string) bool { return len(a) > maxArgBytes || strings.ContainsRune(a, 0) }):
		return fmt.Sprintf("%s has more than %d words, or one that no command can take.", setting, maxArgs)
	case len(args) == 1 && strings.ContainsAny(args[0], " \t") && !filepath.IsAbs(args[0]):
		return fmt.Sprintf("%s is one word with blanks, and no shell parts it. Write %s and what follows in quotes of their own, parted by commas.", setting, quoted(strings.Fields(args[0])[0]))
	case strings.ContainsAny(args[0], `/\`) && !filepath.IsAbs(args[0]) && !strings.HasPrefix(args[0], "~"):
		return fmt.Sprintf("%s names %s, which is another file in each folder. Give its whole path.", setting, quoted(args[0]))
	}
	return ""
}

// shown is the name of a command as people read it: its words may hold secrets.
func (c Command) shown() string { return `"` + printable.Text(c.Argv[0], 80) + `"` }
