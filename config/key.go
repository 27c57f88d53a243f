package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/reason"
)

// Key is an API key. However it is printed, logged or written, it does not show: whoever
// needs it says string(key).
type Key string

const hiddenKey = "[key]"

// Format implements fmt.Formatter.
func (k Key) Format(f fmt.State, _ rune) { fmt.Fprint(f, k.hidden()) }

// MarshalText keeps the key out of JSON and of every other form of text.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.hidden()), nil }

func (k Key) hidden() string {
	if k == "" {
		return ""
	}
	return hiddenKey
}

// Bounds of key_command: a person may have to touch a token or unlock a store meanwhile.
const (
	keyTime     = 30 * time.Second
	maxKeyReply = 8 << 10 // bytes
)

const keyCommandKey = "key_command"

const keyCommandExample = `Write key_command = ["pass", "show", "dialgen"].`

// FindKey returns the settings with their key and its source. The environment goes before
// key_command, and that before the stored key; a source that is there and gives none is an
// error, and no other takes its place. Key is "" where there is no source at all. What is
// not of the environment is for one service alone, and refused for every other. Errors are
// sentences for the operator, and hold nothing of the key nor of what a command said.
func (s Settings) FindKey(ctx context.Context) (Settings, error) {
	return s.findKey(ctx, keyTime)
}

func (s Settings) findKey(ctx context.Context, limit time.Duration) (Settings, error) {
	key, source, err := s.Key, s.Sources[keyName], error(nil)
	where := EnvKey
	switch {
	case key != "":
	case len(s.KeyCommand) > 0:
		source, where = Source{Kind: FromKeyCommand, Name: s.KeyCommand[0], Line: s.Sources[keyCommandKey].Line}, keyCommandKey
		key, err = s.commandKey(ctx, limit)
	default:
		source, where = Source{Kind: FromKeyFile, Name: KeysPath()}, KeysPath()
		key, err = s.storedKey()
	}
	if err != nil || key == "" {
		return s, err
	}
	if fault := model.KeyFault(string(key)); fault != "" {
		return s, model.UserError(fmt.Sprintf("The API key of %s %s. Copy it there again from Dialgen.", where, fault))
	}
	s.Key = key
	s.Sources = s.Sources.with(keyName, source)
	return s, nil
}

// commandKey is the key that key_command prints. It is for the service that the profile
// names: what the environment says may come from anywhere.
func (s Settings) commandKey(ctx context.Context, limit time.Duration) (Key, error) {
	if err := s.isFor(s.ownBaseURL, "The key of key_command is for %s, which the profile names"); err != nil {
		return "", err
	}
	lead := fmt.Sprintf("key_command (%s, line %d of %s) ", Command{Argv: s.KeyCommand}.shown(), s.Sources[keyCommandKey].Line, Path())
	text, err := askCommand(ctx, s.KeyCommand, limit, lead, "key")
	return Key(strings.TrimSpace(text)), err
}

// askCommand is the one line that a command prints which gives what, a key or a password. lead
// begins what is said when it gives none, which holds nothing of what it printed.
func askCommand(ctx context.Context, argv []string, limit time.Duration, lead, what string) (string, error) {
	out := &bounded{room: maxKeyReply}
	c := Command{argv, CommandEnvironment(os.Environ(), ""), limit}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	out.full = func() { cancel(errTooLong) }
	err := c.Run(ctx, nil, out, nil)
	byHand := " Run it by hand to see why, and start again."
	alone := " It is to print the " + what + " alone."
	exit, ended := errors.AsType[*exec.ExitError](err)
	switch {
	case errors.Is(err, errTooLong):
		return "", model.UserError(lead + "printed far more than a " + what + " and was ended." + alone)
	case errors.Is(err, ErrTooSlow):
		return "", model.UserError(fmt.Sprintf("%stook longer than %s and was ended.%s", lead, limit, byHand))
	case errors.Is(err, context.Canceled):
		return "", err
	case ended:
		return "", model.UserError(fmt.Sprintf("%sended with %s.%s", lead, exit.ProcessState, byHand))
	case err != nil:
		return "", model.UserError(fmt.Sprintf("%scannot be run: %s. Correct it there.", lead, reason.Of(err)))
	}
	text := strings.Trim(out.kept.String(), "\r\n")
	switch {
	case strings.TrimSpace(text) == "":
		return "", model.UserError(lead + "printed nothing." + byHand)
	case strings.ContainsAny(strings.TrimSpace(text), "\r\n"):
		return "", model.UserError(lead + "printed several lines." + alone)
	}
	return text, nil
}

var errTooLong = errors.New("more than was asked for")

// bounded keeps what is written to it, and complains of what is too much.
type bounded struct {
	kept bytes.Buffer // no part of it, by which it could be filled past its bound
	room int
	full func()
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > b.room {
		b.full()
		return 0, errTooLong
	}
	return b.kept.Write(p)
}

// isFor returns an error unless the service that the settings lead to is the one at an
// address. says is how the error begins, with a place for that service.
func (s Settings) isFor(address, says string) error {
	pinned, ok := model.ParseEndpoint(address)
	if !ok {
		return model.UserError("The service's address cannot be read. Give it like " + model.PublicService + ".")
	}
	here, ok := model.ParseEndpoint(s.BaseURL)
	if ok && here == pinned {
		return nil
	}
	at := "an address that cannot be read"
	if ok {
		at = here.String()
	}
	return model.UserError(fmt.Sprintf(says+", and %s is %s: it is not sent there. Take that address away, or give the key of that service in %s.",
		pinned, s.Sources[baseURLName].words("the service's address"), at, EnvKey))
}
