package events

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"callsheet/model"
	"callsheet/model/figures"
	"callsheet/model/printable"
)

// StandsStill says for how long nothing has moved: "stands still: nothing has moved for 6 m".
func StandsStill(stood time.Duration) string {
	return "stands still: nothing has moved for " + figures.Duration(stood)
}

// waveOf is the name of the wave that all batches are of; "" where they are of several.
func waveOf(batches []model.Batch) string {
	if names := waveNames(batches); len(names) == 1 {
		return names[0]
	}
	return ""
}

func waveNames(batches []model.Batch) []string {
	var names []string
	for _, b := range batches {
		if name := printable.Text(b.Part.Name, maxName); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// inWaves says which waves batches are of, in brackets; "" where they have no names.
func inWaves(batches []model.Batch) string {
	names := waveNames(batches)
	if len(names) == 0 {
		return ""
	}
	text := strings.Join(names[:min(len(names), maxWaves)], ", ")
	if more := len(names) - maxWaves; more > 0 {
		text += " and " + figures.Counted(more, "more wave")
	}
	return " (" + text + ")"
}

// partWords say what happened to batches, after the campaign's name and a colon.
func partWords(kind Kind, of []model.Batch) string {
	n := 0
	for _, b := range of {
		n += b.Contacts
	}
	people := figures.Counted(n, "contact") + inWaves(of)
	switch kind {
	case Unknown:
		return people + " may or may not have been taken by Dialgen. `callsheet resolve` finds out."
	case Refused:
		return fmt.Sprintf("%s %s not taken by Dialgen. Open the campaign to read why.", people, figures.Were(n))
	case CanaryKept:
		return fmt.Sprintf("%s %s for you. %s", people, figures.Wait(n), printable.Text(of[0].Part.Release.Kept, maxWhy))
	case CanaryReleased:
		return fmt.Sprintf("%s %s released by the canary.", people, figures.Are(n))
	case Missed:
		return fmt.Sprintf("%s missed their hours and %s not sent.", people, figures.Were(n))
	case WaitsForYou:
		return fmt.Sprintf("%s %s for you and can be sent now.", people, figures.Wait(n))
	case CancelledAtClose:
		dropped := 0
		for _, b := range of {
			dropped += b.Last.Dropped()
		}
		return fmt.Sprintf("%s cancelled at the end of their hours, %s without a result.", people, figures.Count(dropped))
	}
	return fmt.Sprintf("%s %s being called.", people, figures.Are(n))
}

const maxWhy = 200

func endedWords(batches []model.Batch) string {
	var looks []model.Statistics
	missed := 0
	for _, b := range batches {
		if b.State == model.SendAccepted {
			looks = append(looks, b.Last)
		} else {
			missed += b.Contacts
		}
	}
	sum := model.Sum(looks)
	words := fmt.Sprintf("is over: %s of %s answered, %s failed", figures.Count(sum.Succeeded), figures.Count(sum.Total), figures.Count(sum.Failed))
	if n := sum.Dropped(); n > 0 {
		words += ", " + figures.Count(n) + " without a result"
	}
	if missed > 0 {
		words += ", " + figures.Count(missed) + " never sent"
	}
	return words + "."
}

func notCancelledWords(b model.Batch) string {
	return fmt.Sprintf("NOT CANCELLED at the end of its hours%s: people may be rung outside them. Run `callsheet cancel %s` until it says that it is.",
		inWaves([]model.Batch{b}), printable.Text(b.ID, maxName))
}
