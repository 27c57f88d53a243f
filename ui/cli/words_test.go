package cli

import "testing"

func TestThingsThatHappenedAgreeWithTheirNumber(t *testing.T) {
	if were(1) != "was" || were(0) != "were" || were(2) != "were" {
		t.Error("one was, others were")
	}
}
