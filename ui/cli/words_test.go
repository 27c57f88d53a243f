package cli

import (
	"testing"

	"callsheet/model/figures"
)

func TestThingsThatHappenedAgreeWithTheirNumber(t *testing.T) {
	if figures.Were(1) != "was" || figures.Were(0) != "were" || figures.Were(2) != "were" {
		t.Error("one was, others were")
	}
}
