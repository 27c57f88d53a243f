package cli

import (
	"context"
	"errors"
	"io"

	"github.com/charmbracelet/x/term"

	"callsheet/model"
	"callsheet/model/panics"
	"callsheet/model/reason"
)

// mostUnseen bounds what is typed unseen, in bytes.
const mostUnseen = 8 << 10

// mostPiped bounds what is read as a secret from standard input, in bytes.
const mostPiped = 8 << 10

// readAll reads a secret from standard input, which is no terminal, or ends with the context; long
// is what is too long to be one.
func (s *streams) readAll(ctx context.Context) (text string, long bool, err error) {
	var data []byte
	var failed error
	read := panics.Go(func() { data, failed = io.ReadAll(io.LimitReader(s.in, mostPiped+1)) })
	select {
	case <-ctx.Done():
		return "", false, ctx.Err()
	case f := <-read:
		if f != nil {
			panic(f)
		}
	}
	if failed != nil {
		return "", false, model.UserError("Standard input cannot be read: " + reason.Of(failed) + ".")
	}
	return string(data), len(data) > mostPiped, nil
}

// readUnseen reads a line that is typed without showing it. The terminal shows nothing from
// before the question on, so that whoever pastes at once is not seen either, and is put back
// however it ends.
func (s *streams) readUnseen(ctx context.Context, question string) (string, error) {
	before, err := term.MakeRaw(s.in.Fd())
	if err != nil {
		return "", model.UserError("This terminal cannot hide what is typed: " + reason.Of(err) + ". Give the key on standard input: pass show dialgen | `callsheet login`")
	}
	defer func() { _ = term.Restore(s.in.Fd(), before) }()
	_, _ = io.WriteString(s.err, question)
	var (
		text   string
		failed error
	)
	read := panics.Go(func() { text, failed = unseenLine(s.in) })
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case f := <-read:
		if f != nil {
			panic(f)
		}
	}
	return text, failed
}

// unseenLine is a line as a terminal sends its keys one by one: backspace and ctrl+u take
// back, ctrl+c and ctrl+d leave.
func unseenLine(from io.Reader) (string, error) {
	const ctrlC, ctrlD, ctrlU, backspace, rubout = 3, 4, 21, 8, 127
	var line []byte
	key := make([]byte, 1)
	for {
		n, err := from.Read(key)
		switch {
		case n == 0 && errors.Is(err, io.EOF), n > 0 && (key[0] == ctrlC || key[0] == ctrlD):
			return "", context.Canceled
		case n == 0 && err != nil:
			return "", err
		case n == 0:
		case key[0] == '\r' || key[0] == '\n':
			return string(line), nil
		case key[0] == ctrlU:
			line = line[:0]
		case key[0] == backspace || key[0] == rubout:
			line = line[:max(0, len(line)-1)]
		case len(line) < mostUnseen:
			line = append(line, key[0])
		}
	}
}
