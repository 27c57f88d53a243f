package printable

import "testing"

func TestLinesOfAPhoneCellStaySeveralNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"+49 30 901820\n21", "+49 30 901820 / 21"},
		{"\r\n+49 30 901820\r\n\r\n+49 30 901821\r\n", "+49 30 901820 / +49 30 901821"},
		{" 07400 123456 ", "07400 123456"},
		{"07400\u00a0123456", "07400 123456"},
		{"01 99 00 12 34\r01 99 00 12 35", "01 99 00 12 34 / 01 99 00 12 35"},
	} {
		if got := PhoneText(c.text, 1000); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}
