// Command callsheet is a terminal campaign console for Dialgen batch calling.
package main

import (
	_ "embed"
	"os"

	"callsheet/ui/cli"
)

//go:embed testdata/demo.xlsx
var demoList []byte

func main() {
	os.Exit(cli.Run(os.Args[1:], demoList))
}
