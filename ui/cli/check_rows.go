package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"callsheet/model"
)

// rowsToOutput is the --rows that prints the rows instead of the summary.
const rowsToOutput = "-"

// writeRows writes one JSON line for each row of the list that was read from
// path: to a file, which is whole or not there at all, or to the output.
func (p *program) writeRows(ctx context.Context, path, to string, l *model.List) error {
	what := "The rows"
	encode := func(w io.Writer) error { return encodeRows(ctx, w, l) }
	err := error(nil)
	if to == rowsToOutput {
		err = encode(p.out)
	} else {
		what = "The file " + to
		if err := differs(path, to); err != nil {
			return err
		}
		err = writeWhole(ctx, to, encode)
	}
	if err == nil || ctx.Err() != nil {
		return err
	}
	return cannotWrite(what, err)
}

// differs refuses to write the rows over the list they were read from.
func differs(list, to string) error {
	from, err := os.Stat(list)
	if err != nil {
		return nil // it was read, so it vanished only now
	}
	if over, err := os.Stat(to); err == nil && os.SameFile(from, over) {
		return usageError{model.Advice("--rows names the list itself, which would be overwritten. Give another name.")}
	}
	return nil
}

// writeWhole writes a file under another name and puts it in its place once it
// is whole. It holds people's numbers, so its owner alone may read it. What is
// there and is no ordinary file, such as a pipe, is written as it is.
func writeWhole(ctx context.Context, path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return writeInto(ctx, path, write)
		}
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return err
		}
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	err = errors.Join(write(file), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return err
}

// writeInto writes into what is there. A pipe that nobody reads from lets neither
// open nor write return, so the context ends both.
func writeInto(ctx context.Context, path string, write func(io.Writer) error) error {
	type opened struct {
		file *os.File
		err  error
	}
	done := make(chan opened, 1)
	go func() {
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		done <- opened{file, err}
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case into := <-done:
		if into.err != nil {
			return into.err
		}
		stop := context.AfterFunc(ctx, func() { into.file.Close() })
		defer stop()
		err := write(into.file)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return errors.Join(err, into.file.Close())
	}
}

const (
	// rowsBlock is how many rows each worker encodes between two writes and two
	// looks at the context.
	rowsBlock   = 2048
	rowsWorkers = 2
)

// encodeRows writes the lines in file order while several are being encoded.
func encodeRows(ctx context.Context, w io.Writer, l *model.List) error {
	var (
		encoders [rowsWorkers]rowEncoder
		lines    [rowsWorkers][]byte
	)
	plan := model.NewPlan(l, model.Options{})
	for i := range encoders {
		encoders[i] = rowEncoder{list: l, plan: plan}
	}
	for from := 0; from < l.Len(); from += rowsWorkers * rowsBlock {
		var wait sync.WaitGroup
		for i := range encoders {
			wait.Go(func() {
				first := min(from+i*rowsBlock, l.Len())
				lines[i] = encoders[i].appendRows(lines[i][:0], first, min(first+rowsBlock, l.Len()))
			})
		}
		wait.Wait()
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("writing the rows: %w", err)
		}
		for _, text := range lines {
			if _, err := w.Write(text); err != nil {
				return err
			}
		}
	}
	return nil
}
