package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"callsheet/model"
	"callsheet/model/reason"
)

// maxPastesAMinute is how many lists one minute gives a name.
const maxPastesAMinute = 100

// keepPaste is where the console keeps pasted rows: each time in a file of its own in a folder,
// named by the time, which its owner alone can read.
func keepPaste(folder string) func(context.Context, string, time.Time) (string, error) {
	return func(_ context.Context, rows string, at time.Time) (string, error) {
		path, err := writePaste(folder, rows, at)
		if err != nil {
			return "", model.UserError(fmt.Sprintf("The pasted rows cannot be kept in %s: %s. Nothing was made of them.", folder, reason.Of(err)))
		}
		return path, nil
	}
}

func writePaste(folder, rows string, at time.Time) (string, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	name := at.Format("Pasted 2 Jan 15.04")
	for n := range maxPastesAMinute {
		path := filepath.Join(folder, name+".csv")
		if n > 0 {
			path = filepath.Join(folder, fmt.Sprintf("%s (%d).csv", name, n+1))
		}
		out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = out.WriteString(rows)
		if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
			_ = os.Remove(path) // half a list is none
			return "", err
		}
		return path, nil
	}
	return "", fs.ErrExist
}
