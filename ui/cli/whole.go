package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"callsheet/model"
	"callsheet/model/atomicfile"
	"callsheet/model/panics"
	"callsheet/model/reason"
)

// writeWhole writes a file beside its place and puts it there once it is whole.
// It holds people's numbers, so its owner alone may read it. Where a file is
// already, it fails with fs.ErrExist unless that is to be replaced. What is
// there and is no ordinary file, such as a pipe, is written as it is.
func writeWhole(ctx context.Context, path string, replace bool, write func(io.Writer) error) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return errFolder
	case err == nil && !replace:
		return fs.ErrExist
	case err == nil && !info.Mode().IsRegular():
		return writeInto(ctx, path, write)
	case err == nil:
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return err
		}
	default:
		if _, err := os.Lstat(path); err == nil && !replace {
			return fs.ErrExist // a link that leads nowhere
		}
	}
	beside, err := newScratch(filepath.Dir(path), partPrefix)
	if err != nil {
		return err
	}
	defer beside.remove()
	part := filepath.Join(beside.path, "part")
	if replace {
		return atomicfile.Replace(part, path, write)
	}
	return atomicfile.Create(part, path, write)
}

// errFolder is a file that was to be written where a folder is.
var errFolder = errors.New("there is a folder of that name")

// writeInto writes into what is there. A pipe that nobody reads from lets neither
// open nor write return, so the context ends both.
func writeInto(ctx context.Context, path string, write func(io.Writer) error) error {
	var (
		into   *os.File
		failed error
	)
	opened := panics.Go(func() { into, failed = os.OpenFile(path, os.O_WRONLY, 0) })
	select {
	case <-ctx.Done():
		return ctx.Err()
	case c := <-opened:
		if c != nil {
			panic(c)
		}
	}
	if failed != nil {
		return failed
	}
	stop := panics.AfterFunc(ctx, func() { into.Close() })
	defer stop()
	err := write(into)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(err, into.Close())
}

// cannotWrite says why a file could not be written, and what to do. Errors that
// ask for something else than another place pass as they are.
func cannotWrite(path string, err error) error {
	var advice model.UserError
	folder := filepath.Dir(path)
	switch {
	case err == nil, errors.Is(err, fs.ErrExist), errors.Is(err, context.Canceled), errors.As(err, &advice):
		return err
	case errors.Is(err, errFolder):
		return model.UserError(fmt.Sprintf("%s is a folder, so no file can have that name. Give the name of a file, in that folder or elsewhere.", path))
	case errors.Is(err, fs.ErrNotExist):
		return model.UserError(fmt.Sprintf("%s cannot be written: there is no folder %s. Choose another place.", path, folder))
	case errors.Is(err, fs.ErrPermission):
		return model.UserError(fmt.Sprintf("%s cannot be written: nothing may be written to %s. Choose another place.", path, folder))
	}
	return model.UserError(fmt.Sprintf("%s cannot be written: %s. Free some space, or choose another place.", path, reason.Of(err)))
}
