package session

import (
	"strings"
	"testing"
	"time"

	"callsheet/model"
)

// Of a paused campaign it is not said that it is over: it can be resumed, and call the same people.
func TestCallingAgainBesideAPausedCampaignSaysThatBothMayCall(t *testing.T) {
	last := model.Statistics{Status: model.StatusCancelled, Total: 10, Processed: 10, Succeeded: 4}
	paused := []model.Batch{{State: model.SendAccepted, ID: "b", Contacts: 10, Last: last, Part: model.Part{Release: model.Release{Paused: time.Unix(1, 0)}}}}
	if words := AgainServiceWords(paused); strings.Contains(words, "has ended") || !strings.Contains(words, "called twice") {
		t.Errorf("of a paused campaign it says %q", words)
	}
	if words := PausedShort(paused); words != "paused: everybody was called at least once" {
		t.Errorf("with everybody called it says %q", words)
	}
}
