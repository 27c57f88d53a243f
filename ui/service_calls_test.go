package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// How batches are sent, polled, looked for and cancelled is decided in the session,
// for the console as for the commands: no screen asks the service by itself.
func TestNoScreenSendsPollsReconcilesOrCancelsByItself(t *testing.T) {
	operations := map[string]bool{"Send": true, "Statistics": true, "Reconcile": true, "Cancel": true}
	for _, dir := range []string{".", "contacts", "screen"} {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, filepath.Join(dir, f.Name()), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				call, is := n.(*ast.CallExpr)
				if !is {
					return true
				}
				if sel, is := call.Fun.(*ast.SelectorExpr); is && operations[sel.Sel.Name] {
					if of, is := sel.X.(*ast.Ident); !is || of.Name != "session" {
						t.Errorf("%s calls %s", fset.Position(call.Pos()), sel.Sel.Name)
					}
				}
				return true
			})
		}
	}
}
