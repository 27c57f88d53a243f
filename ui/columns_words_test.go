package ui

import (
	"testing"

	"callsheet/model/columns"
	"callsheet/ui/widget"
)

func TestNumbersWhoseRowsSayTheirCountryAreNotSaidToHaveACode(t *testing.T) {
	r := columnsOf(t, unsaid(""), tableOf([]string{"Name", "Mobile", "Country"},
		[]string{"Ann Lee", "98765 43210", "India"}, []string{"Bo Ray", "050 123 4567", "UAE"}, []string{"Cy Fox", "+41 79 123 45 67", "Switzerland"}), 80, 24)
	r.sees(columns.NoneLacksCountry)
}

func TestWhatAColumnCanMeanIsReadToItsEnd(t *testing.T) {
	const room = 33 // beside the meaning, in a dialog of a window of 80 columns
	for field, words := range fieldWords {
		if widget.Width(words[1]) > room {
			t.Errorf("%s: %q is cut", field, words[1])
		}
	}
}
