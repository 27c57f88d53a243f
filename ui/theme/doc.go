// Package theme says how the console looks: its colours, its styles and the
// signs it draws, for any terminal, without ever asking the terminal.
package theme
