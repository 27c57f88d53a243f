package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/events"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// commandTime bounds the operator's command for one event, and commandRest what it leaves
// running.
const (
	commandTime = 10 * time.Second
	commandRest = time.Second
	maxComplain = 2048 // bytes that are kept of what it writes to its error output
)

// eventCommand runs the operator's command for what happens: no shell reads it, and the
// event is JSON on its input.
type eventCommand struct {
	argv []string
	env  []string
	time time.Duration
}

// onEvent is the operator's command; nil where there is none.
func (e *environment) onEvent(told config.Telling) session.EventCommand {
	if len(told.OnEvent) == 0 {
		return nil
	}
	return eventCommand{told.OnEvent, commandEnvironment(os.Environ(), e.getenv(config.EnvKey)), commandTime}
}

// commandEnvironment is an environment without what is of this program and its service:
// its variables, and whatever else holds the key.
func commandEnvironment(env []string, key string) []string {
	kept := []string{}
	key = strings.TrimSpace(key)
	for _, pair := range env {
		name := strings.ToUpper(pair)
		if strings.HasPrefix(name, "DIALGEN_") || strings.HasPrefix(name, "CALLSHEET_") || key != "" && strings.Contains(pair, key) {
			continue
		}
		kept = append(kept, pair)
	}
	return kept
}

// Run implements session.EventCommand.
func (c eventCommand) Run(ctx context.Context, e events.Event) error {
	var input bytes.Buffer
	enc := json.NewEncoder(&input)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, c.time)
	defer cancel()
	complaint := &head{room: maxComplain}
	cmd := exec.CommandContext(ctx, expandHome(c.argv[0]), c.argv[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stderr, cmd.WaitDelay = c.env, &input, complaint, commandRest
	setApart(cmd)
	err := cmd.Run()
	name := quote(c.argv[0])
	exit, ended := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil, errors.Is(err, exec.ErrWaitDelay): // what it left running is its own
		return nil
	case ctx.Err() != nil:
		return model.UserError(fmt.Sprintf("%s took longer than %s and was ended.", name, c.time))
	case ended:
		words := fmt.Sprintf("%s ended with %s", name, exit.ProcessState)
		if said := printable.Text(complaint.String(), maxCell*2); said != "" {
			words += ": " + said
		}
		return model.UserError(words + ".")
	}
	return model.UserError(fmt.Sprintf("%s cannot be run: %s. Correct on_event in %s.", name, reason.Of(err), config.Path()))
}

// head keeps the beginning of what is written to it.
type head struct {
	bytes.Buffer
	room int
}

// Write implements io.Writer.
func (h *head) Write(p []byte) (int, error) {
	h.Buffer.Write(p[:min(len(p), max(0, h.room-h.Len()))])
	return len(p), nil
}
