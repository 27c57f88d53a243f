package model

import (
	"context"
	"testing"

	"callsheet/model/panics"
)

// A panic in one of the goroutines that share the rows is that of the caller.
func TestAPanicOfAWorkerIsThatOfTheCaller(t *testing.T) {
	caught := panics.Catch(func() {
		forBlocks(context.Background(), 20*blockRows, nil, func(from, _ int) {
			if from > 0 {
				panic("a broken row")
			}
		})
	})
	if caught == nil || caught.Value != "a broken row" {
		t.Errorf("the caller got %v", caught)
	}
}
