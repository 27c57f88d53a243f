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

func (w *work) String() string {
	if w.total <= 0 || w.read.Rows.Load() == 0 {
		return screen.Sentence(w.what)
	}
	return fmt.Sprintf("%s: %s", screen.SentenceStart(w.what), figures.Percent(int(min(w.read.Rows.Load(), w.total)), int(w.total)))
}

// begin does work over some rows and brings its answer back: at once when there
// are few, and otherwise in a command that esc stops.
func (c *Screen) begin(what string, rows, total int, do func(context.Context, *work) tea.Msg) tea.Cmd {
	w := &work{what: what, total: int64(total)}
	if rows <= quickGroup && c.List().Len() <= QuickList {
		return c.update(do(context.Background(), w))
	}
	return c.Background.wait(w, do)
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

// fixRows applies one fix to some rows.
func (c *Screen) fixRows(rows []int32, f model.Fix) tea.Cmd {
	list := c.List().Snapshot()
	return c.begin("the rows are being fixed", len(rows), 2*len(rows), func(ctx context.Context, w *work) tea.Msg {
		change, err := list.FixRows(ctx, rows, f, &w.read.Rows)
		return groupReady{change, err}
	})
}

// fixCause applies a fix to every row of a cause.
func (c *Screen) fixCause(cause model.Cause, f model.Fix) tea.Cmd {
	list := c.List().Snapshot()
	return c.begin("the rows are being fixed", cause.Rows, 2*cause.Rows, func(ctx context.Context, w *work) tea.Msg {
		change, err := list.FixAll(ctx, cause, f, &w.read.Rows)
		return groupReady{change, err}
	})
}

// judge makes a change over rows that was worked out already.
func (c *Screen) judge(change model.Change) tea.Cmd {
	list := c.List().Snapshot()
	return c.begin("the rows are being changed", len(change.Rows), 0, func(ctx context.Context, _ *work) tea.Msg {
		judged, err := list.Precompute(ctx, change)
		return groupReady{judged, err}
	})
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
	return c.Background.wait(&work{what: what, total: int64(rows)}, func(ctx context.Context, w *work) tea.Msg {
		change, moved, err := list.ComputeUndo(ctx, undo, &w.read.Rows)
		return undoReady{list, change, moved, undo, err}
	})
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
