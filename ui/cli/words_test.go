package cli

import "testing"

func TestThingsAreCountedAsPeopleDo(t *testing.T) {
	for _, c := range []struct {
		n          int
		what, want string
	}{
		{0, "row", "0 rows"},
		{1, "row", "1 row"},
		{2300, "contact", "2,300 contacts"},
		{1, "batch", "1 batch"},
		{2, "batch", "2 batches"},
	} {
		if got := counted(c.n, c.what); got != c.want {
			t.Errorf("counted(%d, %q) is %q", c.n, c.what, got)
		}
	}
	if are(1) != "is" || are(2) != "are" || were(1) != "was" || were(0) != "were" {
		t.Error("one is, others are")
	}
}
