//go:build unix

package cli

import (
	"os"
	"testing"
	"time"
)

func TestAnArrowKeyInTwoReadsStaysOneKey(t *testing.T) {
	cases := []struct {
		name  string
		parts []string
		want  string
	}{
		{"a sequence cut behind its escape is joined", []string{"\x1b", "[A"}, "\x1b[A"},
		{"keys before the escape are kept", []string{"x\x1b", "[B"}, "x\x1b[B"},
		{"a whole sequence is passed on", []string{"\x1b[C"}, "\x1b[C"},
		{"the escape key alone is the escape key", []string{"\x1b"}, "\x1b"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			defer w.Close()
			if _, err := w.WriteString(c.parts[0]); err != nil {
				t.Fatal(err)
			}
			if len(c.parts) > 1 {
				go func() {
					time.Sleep(escapePause / 10)
					w.WriteString(c.parts[1])
				}()
			}
			buf := make([]byte, 256)
			n, err := keyboard{r}.Read(buf)
			if err != nil || string(buf[:n]) != c.want {
				t.Fatalf("read %q %v, want %q", buf[:n], err, c.want)
			}
		})
	}
}
