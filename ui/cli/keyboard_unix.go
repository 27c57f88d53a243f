//go:build unix

package cli

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// escapePause is how long a lone escape is held back. A slow line may deliver
// an arrow key as ESC in one read and "[A" in the next, which would otherwise
// be taken for the Escape key followed by two letters. A person cannot press
// two keys within it.
const escapePause = 25 * time.Millisecond

// keyboard is the terminal's input, with escape sequences kept in one piece.
type keyboard struct{ *os.File }

// Read reads what was typed. When it ends in an escape, the rest of a sequence
// is waited for, briefly.
func (k keyboard) Read(p []byte) (int, error) {
	n, err := k.File.Read(p)
	if err != nil || n == 0 || n == len(p) || p[n-1] != 0x1b || !k.more() {
		return n, err
	}
	rest, err := k.File.Read(p[n:])
	return n + rest, err
}

func (k keyboard) more() bool {
	fds := []unix.PollFd{{Fd: int32(k.Fd()), Events: unix.POLLIN}}
	n, err := unix.Poll(fds, int(escapePause/time.Millisecond))
	return err == nil && n > 0
}
