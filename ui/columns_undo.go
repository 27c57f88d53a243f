package ui

import (
	"callsheet/model/columns"
)

// columnsState is what the operator can change of the columns.
type columnsState struct {
	mapping columns.Mapping
	country columns.RegionChoice
}

// maxColumnsUndo bounds how many changes can be taken back.
const maxColumnsUndo = 100

// columnsHistory is what can be undone, and what made again.
type columnsHistory struct{ past, future []columnsState }

// add keeps what the columns are, before they become something else.
func (h *columnsHistory) add(s columnsState) {
	h.past = append(h.past, s)
	h.past = h.past[max(0, len(h.past)-maxColumnsUndo):]
	h.future = nil
}

// take is what the columns were before the last change, or before that was taken
// back; they are now.
func (h *columnsHistory) take(undo bool, now columnsState) columnsState {
	from, to := &h.past, &h.future
	if !undo {
		from, to = to, from
	}
	last := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, now)
	return last
}
