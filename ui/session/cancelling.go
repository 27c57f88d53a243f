package session

import (
	"context"
	"fmt"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/reason"
)

// Cancelled is what became of cancelling batches.
type Cancelled struct{ Batches []CancelledBatch }

// CancelledBatch is what became of cancelling one.
type CancelledBatch struct {
	Batch model.Batch
	Cancellation
	Err error  // why it was not cancelled, or why that is not known
	Why string // why it was cancelled by itself: follows "because"; "" = the hours of its people are over
}

// Cancel is the work of cancelling batches, whose answer is Cancelled. One that cannot
// be cancelled does not keep the others calling.
func Cancel(service Canceller, batches []model.Batch) Work {
	return Work{Do: func(ctx context.Context) any {
		var answer Cancelled
		for _, b := range batches {
			done, err := service.Cancel(ctx, b)
			answer.Batches = append(answer.Batches, CancelledBatch{Batch: b, Cancellation: done, Err: err})
		}
		return answer
	}}
}

// Words say what was cancelled, what was not first, and whether all was.
func (m Cancelled) Words() (words string, whole bool) {
	var failed []string
	batches, calls, untold := 0, 0, ""
	for _, b := range m.Batches {
		if words := b.UntoldWords(); words != "" {
			untold = " " + words
		}
		if b.Err != nil {
			words := reason.Sentence(b.Err)
			if b.Batch.Part.Name != "" {
				words = PartName(b.Batch) + ": " + words
			}
			failed = append(failed, words)
			continue
		}
		batches, calls = batches+1, calls+b.Calls
	}
	if len(failed) == 0 {
		return "Cancelled. " + takenBack(calls) + untold, true
	}
	if batches > 0 {
		failed = append(failed, fmt.Sprintf("Cancelled all the same: %s. %s", figures.Counted(batches, "batch"), takenBack(calls))+untold)
	}
	return strings.Join(failed, "\n\n"), false
}

// UntoldWords say that a colleague's batch was cancelled and that they could not be told by whom;
// "" = they are told, or it is none of theirs.
func (c CancelledBatch) UntoldWords() string {
	if c.Err != nil || c.Untold == "" || c.Batch.Colleague == "" {
		return ""
	}
	return "That it was you could not be told to the team: tell " + model.ColleagueWords(c.Batch.Colleague) + "."
}

// CancellerWords say which colleague cancelled batches at the service, and when: "by ben on jump2
// (14:05)"; "" = none did. Of several it is the one who did last.
func CancellerWords(batches []model.Batch, now time.Time) string {
	var last model.Batch
	for _, b := range batches {
		if b.CancelledBy != "" && !b.CancelledAt.Before(last.CancelledAt) {
			last = b
		}
	}
	if last.CancelledBy == "" {
		return ""
	}
	words := "by " + model.ColleagueWords(last.CancelledBy)
	if !last.CancelledAt.IsZero() {
		words += " (" + sinceWords(last.CancelledAt, now) + ")"
	}
	return words
}

// CancelledWords say in a sentence which colleague cancelled how many of some batches; "" = none did.
func CancelledWords(batches []model.Batch, now time.Time) string {
	by, n := CancellerWords(batches, now), 0
	if by == "" {
		return ""
	}
	for _, b := range batches {
		if b.CancelledBy != "" {
			n++
		}
	}
	return figures.Counted(n, "batch") + " " + figures.Were(n) + " cancelled " + by + "."
}

// withCanceller is the state of batches in words, with the colleague who cancelled any.
func withCanceller(words string, batches []model.Batch, now time.Time) string {
	by := CancellerWords(batches, now)
	switch {
	case by == "":
		return words
	case Taken(batches).Status == model.StatusCancelled:
		return words + ", " + by
	}
	return words + ", " + strings.TrimSuffix(CancelledWords(batches, now), ".")
}

// takenBack says how many calls a cancel took back.
func takenBack(calls int) string {
	if calls == 0 {
		return "No call was left to be taken back."
	}
	return "Taken back: " + figures.Counted(calls, "call") + "."
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
