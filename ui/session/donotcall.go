package session

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/reason"
)

// AddedByHand is the source of a number on the do-not-call list that somebody put there
// without saying from where.
const AddedByHand = "added by hand"

// SaidOnACall is the source of a number on the do-not-call list whose person said so on a
// call of a campaign.
func SaidOnACall(campaign string) string {
	return fmt.Sprintf("said on a call of %q", printable.Text(campaign, 120))
}

// AddedToDoNotCall is what came of putting numbers on the do-not-call list.
type AddedToDoNotCall struct {
	Numbers []phone.Number // sorted, each once
	Added   int            // of them that were not there yet
	Calling []model.Calling
	Err     error // why nothing was put there, or where it was, why Calling is not known
}

// AddToDoNotCall puts numbers on the do-not-call list, and finds the batches that may yet
// call them. Of those that are there already it stays when and why they were put there.
// Nobody but `callsheet dnc remove` takes a number off.
func AddToDoNotCall(ctx context.Context, s Store, numbers []phone.Number, source string) AddedToDoNotCall {
	numbers = slices.Compact(slices.Sorted(slices.Values(numbers)))
	if len(numbers) > 0 && numbers[0] == 0 {
		numbers = numbers[1:]
	}
	a := AddedToDoNotCall{Numbers: numbers}
	if len(numbers) == 0 {
		return a
	}
	if a.Added, a.Err = s.DoNotCall.Add(ctx, numbers, source); a.Err != nil {
		return a
	}
	var err error
	if a.Calling, err = s.Guards.Calling(context.WithoutCancel(ctx), numbers); err != nil {
		a.Err = model.UserError(isAre(len(numbers), "The number is", "The numbers are") + " on the do-not-call list. Which batches may call " + isAre(len(numbers), "it", "them") +
			" all the same could not be found out. " + reason.Sentence(err))
	}
	return a
}

// Words say how many numbers are on the list now, and how they come off it again.
func (a AddedToDoNotCall) Words() string {
	known := len(a.Numbers) - a.Added
	words := ""
	switch {
	case len(a.Numbers) == 1 && known == 1:
		words = a.Numbers[0].Grouped() + " was on the do-not-call list already."
	case len(a.Numbers) == 1:
		words = a.Numbers[0].Grouped() + " is on the do-not-call list."
	default:
		words = figures.Counted(a.Added, "number") + " put on the do-not-call list"
		if known > 0 {
			words += ", " + figures.Count(known) + " " + figures.Were(known) + " there already"
		}
		words += "."
	}
	return words + " To take a number off again: `callsheet dnc remove`."
}

// MayCall says which batches may yet call numbers that were put on the list, and what can be
// done about it; "" where none does.
func (a AddedToDoNotCall) MayCall() string {
	const most = 4
	var lines []string
	for _, batch := range a.Calling[:min(len(a.Calling), most)] {
		lines = append(lines, batch.Remedy())
	}
	if more := len(a.Calling) - most; more > 0 {
		lines = append(lines, "And "+figures.Counted(more, "more batch")+".")
	}
	return strings.Join(lines, "\n\n")
}

func isAre(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}
