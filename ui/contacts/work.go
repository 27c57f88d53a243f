package contacts

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
	"callsheet/model/table"
	"callsheet/ui/screen"
	"callsheet/ui/widget"
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
	undoReady struct {
		list   *model.List
		change model.Change
		moved  bool
		undo   bool
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

// begin does a task and brings its answer back: at once when there are few rows, and
// otherwise in a command that esc stops.
func (c *Screen) begin(t task) tea.Cmd {
	if t.rows <= quickGroup && c.List().Len() <= QuickList {
		return c.update(t.do(context.Background(), &work{what: t.what, total: int64(t.total)}))
	}
	return c.Background.wait(t)
}

// ended notes that the work is over and reports whether it has come to an
// answer.
func (c *Screen) ended(err error) bool {
	c.Background.work = nil
	if err != nil && !errors.Is(err, context.Canceled) {
		c.err = reason.Sentence(err)
	}
	return err == nil
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

func (c *Screen) groupReady(msg groupReady) tea.Cmd {
	if !c.ended(msg.err) {
		return nil
	}
	if len(msg.change.Rows) == 0 {
		c.err = "This applies to none of these rows. Press enter to look at them, or x to leave them out."
		return nil
	}
	c.Table.unselect()
	return c.apply(msg.change)
}

// retrace takes the last change back, or makes the one taken back again.
func (c *Screen) retrace(undo bool) tea.Cmd {
	rows := c.List().RedoWork()
	if undo {
		rows = c.List().UndoWork()
	}
	if rows <= quickGroup {
		move := c.List().Redo
		if undo {
			move = c.List().Undo
		}
		change, moved := move()
		return c.retracedTo(change, moved, undo)
	}
	list := c.List().Snapshot()
	what := "the rows are being changed again"
	if undo {
		what = "the rows are being taken back"
	}
	return c.Background.wait(task{what, rows, rows, func(ctx context.Context, w *work) tea.Msg {
		change, moved, err := list.ComputeUndo(ctx, undo, &w.read.Rows)
		return undoReady{list, change, moved, undo, err}
	}})
}

func (c *Screen) undoComputed(msg undoReady) tea.Cmd {
	if !c.ended(msg.err) {
		return nil
	}
	if !c.List().Replace(msg.list) {
		// What was learnt of the numbers meanwhile changed the list: once more.
		return c.retrace(msg.undo)
	}
	return c.retracedTo(msg.change, msg.moved, msg.undo)
}

func (c *Screen) retracedTo(change model.Change, moved, undo bool) tea.Cmd {
	kind, said, nothing := model.StepRedone, "Done again: ", "There is nothing to redo."
	if undo {
		kind, said, nothing = model.StepUndone, "Undone: ", "There is nothing to undo."
	}
	if !moved {
		c.Console.Notify(widget.Info, nothing)
		return nil
	}
	c.Console.RecordStep(model.Step{Kind: kind})
	c.Console.Notify(widget.Done, said+change.What+".")
	return c.changed(change)
}
