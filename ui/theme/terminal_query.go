package theme

import (
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Bubble Tea v1 asks the terminal for its background colour from an init
// function, and waits five seconds for a terminal that does not answer
// (bubbletea v1.3.10, tea_init.go). Go initialises the packages that are ready
// in import-path order, so this init comes before that one and answers in the
// terminal's place. A test in a pseudo-terminal holds the order.
func init() {
	lipgloss.SetHasDarkBackground(true)
	lipgloss.SetColorProfile(termenv.ANSI)
}
