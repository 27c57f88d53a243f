package contacts

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
)

// retracing is a step through what was done to the list: a change taken back, or one
// that was taken back made again.
type retracing struct{ undo bool }

// undoReady says what a step came to.
type undoReady struct {
	retracing
	list   *model.List // as it is after it; nil when the step was made in place
	change model.Change
	moved  bool
	err    error
}

// rows is how many rows it changes.
func (r retracing) rows(list *model.List) int {
	if r.undo {
		return list.UndoWork()
	}
	return list.RedoWork()
}

// here makes the step in the list itself.
func (r retracing) here(list *model.List) undoReady {
	move := list.Redo
	if r.undo {
		move = list.Undo
	}
	change, moved := move()
	return undoReady{retracing: r, change: change, moved: moved}
}

// task makes it in a copy of the list.
func (r retracing) task(list *model.List, rows int) task {
	list = list.Snapshot()
	what := "the rows are being changed again"
	if r.undo {
		what = "the rows are being taken back"
	}
	return task{what, rows, rows, func(ctx context.Context, w *work) tea.Msg {
		change, moved, err := list.ComputeUndo(ctx, r.undo, &w.read.Rows)
		return undoReady{r, list, change, moved, err}
	}}
}

// words are how the step is recorded, how it is told, and what is said when there is
// none.
func (r retracing) words() (kind model.StepKind, said, nothing string) {
	if r.undo {
		return model.StepUndone, "Undone: ", "There is nothing to undo."
	}
	return model.StepRedone, "Done again: ", "There is nothing to redo."
}
