//go:build !unix

package cli

import (
	"io"
	"os"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/panics"
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

func (k *keyboard) input() io.Reader { return k.in }
func (k *keyboard) start() error     { return nil }
func (k *keyboard) stop() error      { return nil }
