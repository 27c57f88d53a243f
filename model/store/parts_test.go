package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// What is stored has a type for each noun: none of them grows until it holds
// everything, or offers another's methods as its own.
func TestEachNounOfTheStoreHasATypeOfItsOwn(t *testing.T) {
	const most = 30
	files, err := os.ReadDir(".")
	ok(t, err)
	methods, embedded := map[string]int{}, map[string][]string{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		ok(t, err)
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv != nil {
					methods[typeName(n.Recv.List[0].Type)]++
				}
			case *ast.TypeSpec:
				if s, isStruct := n.Type.(*ast.StructType); isStruct {
					for _, f := range s.Fields.List {
						if len(f.Names) == 0 {
							embedded[n.Name.Name] = append(embedded[n.Name.Name], typeName(f.Type))
						}
					}
				}
			}
			return true
		})
	}
	if methods["Ledger"] == 0 {
		t.Fatal("the ledger was not found")
	}
	for name, n := range methods {
		if n > most {
			t.Errorf("%s has %d methods: which noun is missing?", name, n)
		}
	}
	for name, parts := range embedded {
		for _, part := range parts {
			if methods[part] > 0 {
				t.Errorf("%s offers the methods of %s as its own", name, part)
			}
		}
	}
}

// typeName is the name of a type, or of what it points to; "" when it has none here.
func typeName(e ast.Expr) string {
	if p, pointer := e.(*ast.StarExpr); pointer {
		e = p.X
	}
	if id, isName := e.(*ast.Ident); isName {
		return id.Name
	}
	return ""
}
