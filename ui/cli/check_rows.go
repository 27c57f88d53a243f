package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"callsheet/model"
	"callsheet/model/panics"
)

// rowsToOutput is the --rows that prints the rows instead of the summary.
const rowsToOutput = "-"

// differs refuses to write the rows over the list they were read from.
func differs(list, to string) error {
	from, err := os.Stat(list)
	if err != nil {
		return nil //nolint:nilerr // it was read, so it vanished only now
	}
	if over, err := os.Stat(to); err == nil && os.SameFile(from, over) {
		return usageError{model.UserError("--rows names the list itself, which would be overwritten. Give another name.")}
	}
	return nil
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
		var wait panics.Group
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
