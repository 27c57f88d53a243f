//go:build unix

package cli

import (
	"os"

	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// unseenOn has a terminal show nothing of what is typed, or all of it again; false = it
// cannot. Its lines stay lines.
func unseenOn(in *os.File) func(on bool) bool {
	return func(on bool) bool {
		state, err := term.GetState(in.Fd())
		if err != nil {
			return false
		}
		state.Lflag |= unix.ECHO
		if on {
			state.Lflag &^= unix.ECHO
		}
		return term.SetState(in.Fd(), state) == nil
	}
}
