package ui

import (
	"strconv"
	"testing"

	"callsheet/ui/contacts"
)

// A number names the filter of its chip also while the causes have the keyboard.
func TestAFilterPressedAmongTheCausesChangesWhatIsShown(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		r := contactsOf(t, testConfig(), size[0], size[1])
		c := r.app.front().(*contacts.Screen)
		for i, chip := range c.States() {
			r.press(strconv.Itoa(i + 1))
			r.waits("only the rows of "+chip.Label, func() bool { return len(c.Table.Rows) == chip.Count })
		}
	}
}
