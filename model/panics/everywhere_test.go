package panics

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// panicRoom starts the goroutines of the whole program.
const panicRoom = "model/panics"

// A panic in a goroutine that no function of it recovers ends the program with the
// terminal raw and work unsaved, so goroutines are started in one place, which
// brings their faults to whoever waits.
func TestGoroutinesAreStartedInOnePlace(t *testing.T) {
	eachFile(t, func(name string, set *token.FileSet, file *ast.File) {
		if filepath.ToSlash(filepath.Dir(name)) == panicRoom {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if what := startsGoroutine(n); what != "" {
				t.Errorf("%s: %s starts a goroutine past %s", set.Position(n.Pos()), what, panicRoom)
			}
			return true
		})
	})
}

// startsGoroutine names what in a node starts a goroutine; "" when nothing does.
func startsGoroutine(n ast.Node) string {
	if _, ok := n.(*ast.GoStmt); ok {
		return "a go statement"
	}
	s, ok := n.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	from, ok := s.X.(*ast.Ident)
	if !ok {
		return ""
	}
	switch what := from.Name + "." + s.Sel.Name; what {
	case "sync.WaitGroup", "context.AfterFunc", "time.AfterFunc", "errgroup.Group", "tea.Sequence", "tea.Sequentially":
		return what
	}
	return ""
}

// Commands run in goroutines of Bubble Tea. All of them leave the console through
// App, which catches the faults of each, so that only App may be a program's model, and whatever
// it returns goes through it.
func TestEveryCommandIsGuarded(t *testing.T) {
	models, programs := 0, 0
	eachFile(t, func(name string, set *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && isSelector(call.Fun, "tea", "NewProgram") {
				programs++
			}
			f, ok := n.(*ast.FuncDecl)
			if !ok || f.Recv == nil || !leavesForBubbleTea(f) {
				return true
			}
			models++
			ast.Inspect(f.Body, func(n ast.Node) bool {
				if _, inner := n.(*ast.FuncLit); inner {
					return false
				}
				r, ok := n.(*ast.ReturnStmt)
				if !ok {
					return true
				}
				call, ok := r.Results[len(r.Results)-1].(*ast.CallExpr)
				if !ok || !isNamed(call.Fun, "catch") {
					t.Errorf("%s: a command leaves uncaught", set.Position(r.Pos()))
				}
				return true
			})
			return true
		})
	})
	if models != 2 || programs != 1 {
		t.Errorf("%d methods give Bubble Tea commands, want App's Init and Update; %d programs, want the console", models, programs)
	}
}

// leavesForBubbleTea reports whether Bubble Tea itself calls a method for a
// command: an Update that returns a model, or an Init of a type that has one.
func leavesForBubbleTea(f *ast.FuncDecl) bool {
	results := f.Type.Results
	switch {
	case results == nil:
		return false
	case f.Name.Name == "Update":
		return isSelector(results.List[0].Type, "tea", "Model")
	case f.Name.Name == "Init":
		star, ok := f.Recv.List[0].Type.(*ast.StarExpr)
		return ok && isNamed(star.X, "App")
	}
	return false
}

func isSelector(e ast.Expr, from, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && isNamed(s.X, from) && s.Sel.Name == name
}

func isNamed(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// eachFile parses every file of the module, tests left out.
func eachFile(t *testing.T, see func(name string, set *token.FileSet, file *ast.File)) {
	t.Helper()
	t.Chdir(filepath.Join("..", "..")) // the whole program
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != "."):
			return filepath.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err == nil {
			see(name, set, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
