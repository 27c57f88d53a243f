package model

import "testing"

func TestLinesOfAPhoneCellStaySeveralNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"+49 30 901820\n21", "+49 30 901820 / 21"},
		{"\r\n+49 30 901820\r\n\r\n+49 30 901821\r\n", "+49 30 901820 / +49 30 901821"},
		{" 07400 123456 ", "07400 123456"},
		{"07400\u00a0123456", "07400 123456"},
		{"01 99 00 12 34\r01 99 00 12 35", "01 99 00 12 34 / 01 99 00 12 35"},
	} {
		if got := PhoneText(c.text, maxFieldRunes); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
	for _, text := range []string{"+49 30 901820\n21", "020 7946 0018\n020 7946 0019", "+1 202 555 0143\n0144"} {
		if r := ReadPhone(Cell{Text: PhoneText(text, maxFieldRunes)}, "GB"); r.Problem != SeveralNumbers {
			t.Errorf("%q on one line is %v %s", text, r.Problem, r.Number)
		}
	}
}
