package contacts

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/table"
	"callsheet/ui/screen"
)

// Lists and groups up to these sizes are worked on within the key press: that
// takes a few milliseconds, and whoever presses the next key finds it done.
const (
	QuickList  = 20_000
	quickGroup = 1_000
)

// workPause is between two looks at how far work has come.
const workPause = 100 * time.Millisecond

// work is something that takes longer than a key press may.
type work struct {
	what  string // "the rows are being fixed"
	read  table.Progress
	total int64
}

type (
	workTicked struct{}
	groupReady struct {
		change model.Change
		err    error
	}
)

// task is work, and what does it.
type task struct {
	what  string
	rows  int // of the list that it changes
	total int // steps it has; 0 = not known
	do    func(context.Context, *work) tea.Msg
}

func (w *work) String() string {
	if w.total <= 0 || w.read.Rows.Load() == 0 {
		return screen.Sentence(w.what)
	}
	return fmt.Sprintf("%s: %s", screen.SentenceStart(w.what), figures.Percent(int(min(w.read.Rows.Load(), w.total)), int(w.total)))
}

// applyFix makes one fix to some rows, or to every row of a cause.
func applyFix(list *model.List, of previewOf, f model.Fix) task {
	list = list.Snapshot()
	rows := len(of.rows)
	fix := func(ctx context.Context, w *work) (model.Change, error) {
		return list.Fixes().ChangeRows(ctx, of.rows, f, &w.read.Rows)
	}
	if of.rows == nil {
		rows = of.cause.Rows
		fix = func(ctx context.Context, w *work) (model.Change, error) {
			return list.Fixes().ChangeAll(ctx, of.cause, f, &w.read.Rows)
		}
	}
	return task{"the rows are being fixed", rows, 2 * rows, func(ctx context.Context, w *work) tea.Msg {
		change, err := fix(ctx, w)
		return groupReady{change, err}
	}}
}

// precompute prepares a change over rows that was worked out already.
func precompute(list *model.List, change model.Change) task {
	list = list.Snapshot()
	return task{"the rows are being changed", len(change.Rows), 0, func(ctx context.Context, _ *work) tea.Msg {
		change, err := list.Precompute(ctx, change)
		return groupReady{change, err}
	}}
}
