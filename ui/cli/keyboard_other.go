//go:build !unix

package cli

import "os"

// keyboard is the terminal's input.
type keyboard struct{ *os.File }
