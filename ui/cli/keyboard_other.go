//go:build !unix

package cli

import (
	"io"
	"os"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/panics"
	"callsheet/ui/theme"
)

// keyboard is the terminal's input. The console of Windows brings whole keys,
// which Bubble Tea reads itself.
type keyboard struct {
	in   *os.File
	keys chan []tea.KeyMsg
}

func newKeyboard(in *os.File, _ func(), _ func(*panics.Caught)) *keyboard {
	return &keyboard{in, make(chan []tea.KeyMsg)}
}

// background is nil: Bubble Tea reads the console's input, and has no use for answers.
func (k *keyboard) background() <-chan theme.Background { return nil }

func (k *keyboard) input() io.Reader { return k.in }
func (k *keyboard) cutOff() int      { return 0 }
func (k *keyboard) start() error     { return nil }
func (k *keyboard) stop() error      { return nil }
