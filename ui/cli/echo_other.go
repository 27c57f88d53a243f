//go:build !unix

package cli

import "os"

// unseenOn reports that no terminal can hide what is typed as a line here.
func unseenOn(*os.File) func(on bool) bool { return func(bool) bool { return false } }
