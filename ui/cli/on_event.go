package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"callsheet/config"
	"callsheet/model"
	"callsheet/model/events"
	"callsheet/model/printable"
	"callsheet/model/reason"
	"callsheet/ui/session"
)

// commandTime bounds the operator's command for one event.
const (
	commandTime = 10 * time.Second
	maxComplain = 2048 // bytes that are kept of what it writes to its error output
)

// eventCommand runs the operator's command for what happens: no shell reads it, and the
// event is JSON on its input.
type eventCommand struct{ config.Command }

// onEvent is the operator's command; nil where there is none.
func (e *environment) onEvent(told config.Telling) session.EventCommand {
	if len(told.OnEvent) == 0 {
		return nil
	}
	key := e.key
	if key == "" {
		key = config.Key(e.getenv(config.EnvKey))
	}
	return eventCommand{config.Command{Argv: told.OnEvent, Env: config.CommandEnvironment(os.Environ(), key), Time: commandTime}}
}

// Run implements session.EventCommand.
func (c eventCommand) Run(ctx context.Context, e events.Event) error {
	var input bytes.Buffer
	enc := json.NewEncoder(&input)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return err
	}
	complaint := &config.Head{Room: maxComplain}
	err := c.Command.Run(ctx, &input, io.Discard, complaint)
	name := quote(c.Argv[0])
	exit, ended := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, config.ErrTooSlow), ctx.Err() != nil:
		return model.UserError(fmt.Sprintf("%s took longer than %s and was ended.", name, c.Time))
	case ended:
		words := fmt.Sprintf("%s ended with %s", name, exit.ProcessState)
		if said := printable.Text(complaint.String(), maxCell*2); said != "" {
			words += ": " + said
		}
		return model.UserError(words + ".")
	}
	return model.UserError(fmt.Sprintf("%s cannot be run: %s. Correct on_event in %s.", name, reason.Of(err), config.Path()))
}
