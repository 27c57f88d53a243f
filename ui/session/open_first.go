package session

import (
	"context"
	"errors"
	"io/fs"

	"callsheet/model"
)

// OpenFirst opens the first of some paths at which there is something, and returns which. Where
// there is nothing at any, the error is what is said of the first; one that cannot be opened is
// there all the same.
func OpenFirst(ctx context.Context, files Files, paths []string) (File, string, error) {
	var first error
	for _, path := range paths {
		file, err := files.Open(ctx, path)
		if err == nil || !isMissing(err) {
			return file, path, err
		}
		if first == nil {
			first = err
		}
	}
	return nil, "", first
}

// isMissing reports whether a file could not be opened because it is not on this computer.
func isMissing(err error) bool {
	_, elsewhere := errors.AsType[model.RemoteFileError](err)
	return elsewhere || errors.Is(err, fs.ErrNotExist)
}
