package ui

import (
	"testing"
	"time"

	"callsheet/model"
)

func TestTheAgeOfTheFiguresIsSaidInSteps(t *testing.T) {
	c, calls := calledCampaign(model.StatusProcessing, 20, 10, 74)
	r := robotOn(t, calledScene(plain, c, calls), 80, 24)
	l := liveOf(r)
	for age, want := range map[time.Duration]string{
		0: "Looked just now.", 9 * time.Second: "Looked just now.", -time.Minute: "Looked just now.",
		10 * time.Second: "Looked 10 s ago.", 19 * time.Second: "Looked 10 s ago.", 59 * time.Second: "Looked 50 s ago.",
		61 * time.Second: "Looked 1 m ago.", 119 * time.Second: "Looked 1 m ago.", 3 * time.Hour: "Looked 3 h ago.",
	} {
		l.polled = fixedNow.Add(-age)
		r.sees(want)
	}
	l.age.waits = false
	if l.age.tick() == nil || l.age.tick() != nil {
		t.Error("it is drawn anew not once")
	}
	if _, own := l.age.update(ageDue{}); !own || l.age.tick() == nil {
		t.Error("after a step it waits for no other")
	}
}

// All calls are asked for more seldom than the figures: who is counted already may not be listed.
func TestTheAgeOfAListThatIsOlderThanItsFiguresIsSaid(t *testing.T) {
	for age, want := range map[time.Duration]string{
		9 * time.Second:  "Looked just now. ",
		40 * time.Second: "Looked just now, and at all calls 40 s ago. ",
		3 * time.Minute:  "Looked just now, and at all calls 3 m ago. ",
	} {
		c, calls := calledCampaign(model.StatusProcessing, 20, 10, 74)
		c.Batches[0].CallsFetched = fixedNow.Add(-age)
		robotOn(t, calledScene(plain, c, calls[:4]), 80, 24).sees(want)
		whole, calls := calledCampaign(model.StatusProcessing, 20, 10, 74)
		whole.Batches[0].CallsFetched = fixedNow.Add(-age)
		robotOn(t, calledScene(plain, whole, calls), 80, 24).sees("Looked just now. ")
	}
}
