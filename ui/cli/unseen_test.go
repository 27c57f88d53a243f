package cli

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestAnUnseenLineIsEditedAsAnyOther(t *testing.T) {
	for _, c := range []struct {
		name, keys, line string
		leaves           bool
	}{
		{"a line", "dg-key\r", "dg-key", false},
		{"a line of a pipe", "dg-key\n", "dg-key", false},
		{"letters taken back", "dx\x7fg-\bk\r", "dgk", false},
		{"more taken back than there is", "\x7f\x7fdg\r", "dg", false},
		{"all of it taken back", "wrong\x15right\r", "right", false},
		{"ctrl+c leaves", "dg\x03", "", true},
		{"ctrl+d leaves", "dg\x04", "", true},
		{"a terminal that is closed leaves", "dg", "", true},
		{"what is too long is cut", strings.Repeat("k", 2*mostUnseen) + "\r", strings.Repeat("k", mostUnseen), false},
	} {
		line, err := unseenLine(strings.NewReader(c.keys))
		if line != c.line || errors.Is(err, context.Canceled) != c.leaves {
			t.Errorf("%s: %q, %v", c.name, line, err)
		}
	}
}
