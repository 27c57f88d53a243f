package session

import (
	"context"

	"callsheet/model"
)

// Cancelled is what became of cancelling batches.
type Cancelled struct{ Batches []CancelledBatch }

// CancelledBatch is what became of cancelling one.
type CancelledBatch struct {
	Batch model.Batch
	Cancellation
	Err error // why it was not cancelled, or why that is not known
}

// Cancel is the work of cancelling batches, whose answer is Cancelled. One that cannot
// be cancelled does not keep the others calling.
func Cancel(service Canceller, batches []model.Batch) Work {
	return Work{Do: func(ctx context.Context) any {
		var answer Cancelled
		for _, b := range batches {
			done, err := service.Cancel(ctx, b)
			answer.Batches = append(answer.Batches, CancelledBatch{b, done, err})
		}
		return answer
	}}
}

// RunningBatches are the batches of a campaign that are at the service and have not
// ended.
func RunningBatches(c *model.Campaign) []model.Batch {
	var running []model.Batch
	for _, b := range c.Batches {
		if b.Running() {
			running = append(running, b)
		}
	}
	return running
}
