package phone

import (
	"testing"

	"callsheet/model/printable"
	"callsheet/model/table"
)

// What were several numbers on several lines are several on one line.
func TestLinesOfAPhoneCellAreReadAsSeveralNumbers(t *testing.T) {
	for _, text := range []string{"+49 30 901820\n21", "020 7946 0018\n020 7946 0019", "+1 202 555 0143\n0144"} {
		if r := Read(table.Cell{Text: printable.PhoneText(text, maxPhoneText)}, "GB"); r.Problem != SeveralNumbers {
			t.Errorf("%q on one line is %v %s", text, r.Problem, r.Number)
		}
	}
}

// maxPhoneText is longer than any of the cells.
const maxPhoneText = 200
