package ui

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
	"time"

	"callsheet/model"
	"callsheet/model/table"
	"callsheet/ui/theme"
	"callsheet/ui/widget"
)

// hostile are texts that drive a terminal, hide what follows, turn it around, or
// are longer than any screen.
var hostile = map[string]string{
	"the clipboard":      "\x1b]52;c;ZXZpbA==\x07evil",
	"a title":            "\x1b]0;evil\x1b\\evil",
	"cursor and erasing": "\x1b[2J\x1b[Hevil\x1b[1A\r\b\b",
	"C1 controls":        "\u009b2J\u009d52;c;QQ\u009c\u0090evil",
	"turned around":      "\u202eevil\u2066\u2069\u200f",
	"hidden by colour":   "\x1b[8mevil\x1b[5m\x1b[38;2;1;2;3mevil",
	"lines":              "evil\nevil\r\nevil\u2028evil\u2029evil\u0085evil\vevil\f",
	"three hundred":      strings.Repeat("evil ", 60),
	"wide":               strings.Repeat("漢😀", 150),
	"marks":              "e" + strings.Repeat("\u0301", 300),
	"no text":            "\xff\xfe\x9b2Jevil",
	"tags and no width":  "\U000e0041\u200bevil\ufeff\u00ad",
}

type brokenStore struct {
	*fakeStore
	words string
}

func (s brokenStore) Summaries(context.Context) ([]model.Summary, error) {
	return nil, errors.New(s.words)
}

// Whatever is planted wherever, every screen on the way drives nothing, is as
// wide as the window, and shows the badge.
func TestHostileTextsDriveNoScreen(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, size := range [][2]int{{80, 24}, {120, 40}} {
				cfg := testConfig()
				path := "/lists/" + strings.ReplaceAll(text, "/", "") + ".csv"
				list := tableOf([]string{"Phone", text, "Name"}, []string{"07400 123101", text, text}, []string{text, text, "Ben"}, []string{"7400123103", text, text})
				cfg.Files = &fakeFiles{lists: map[string]*table.Table{path: list}}
				cfg.Recent = &fakeRecent{paths: []string{path, text}}
				cfg.Account.Name, cfg.Account.Operator, cfg.Account.Missing, cfg.Account.Service = text, text, text, text
				for _, option := range []model.OptionKey{model.OptAgent, model.OptUser, model.OptTags, model.OptName} {
					cfg.Account.Defaults[option] = text
				}
				cfg.Folder = "/lists"
				r := newRobot(t, cfg, size[0], size[1])
				r.app.console.Theme = theme.New(theme.Options{})
				look := func(where string) {
					t.Helper()
					screen := r.app.View()
					screenIsSafe(t, screen, size[0])
					if !strings.Contains(r.screen(), " NO KEY ") && !strings.Contains(r.screen(), " LIVE ") || strings.Count(screen, "\n") != size[1]-1 {
						t.Errorf("%s: no badge, or %d lines:\n%s", where, strings.Count(screen, "\n")+1, r.screen())
					}
					if strings.Contains(screen, "\x1b[8m") || strings.Contains(screen, "\x1b[5m") {
						t.Errorf("%s: a text brought its own colours", where)
					}
				}
				look("home")
				r.press("n")
				r.sees("Which list")
				look("the browser")
				r.paste(text)
				look("a pasted path")
				r.press("ctrl+u")
				r.paste(dollarQuoted(path))
				r.press("enter")
				r.sees("column names in row 1")
				look("a preview")
				r.press("enter")
				r.sees("What does each column mean?")
				look("columns")
				r.press("ctrl+n")
				r.sees("to fix")
				for _, keys := range [][]string{{"tab"}, {"e"}, {"esc"}, {"/"}, {"esc"}, {"w"}, {"esc"}, {"?"}, {"esc"}} {
					r.press(keys...)
					look(fmt.Sprint("contacts, ", keys))
				}
				r.app.console.Notify(widget.Problem, text)
				r.app.console.Campaign.Holder = text
				r.update(nil)
				look("a toast and a holder")
				r.app.console.Campaign.Holder = ""
				r.app.console.Saver.Failed = text
				look("what could not be saved")
				r.app.console.Saver.Failed = ""
				r.press("ctrl+n")
				look("options")
				r.press("ctrl+n")
				look("review")
			}
		})
	}
}

func TestAnErrorThatQuotesDrivesNoScreen(t *testing.T) {
	for name, text := range hostile {
		cfg := testConfig()
		cfg.Store = storeOf(brokenStore{newFakeStore(), text})
		r := newRobot(t, cfg, 80, 24)
		// There is nothing to wait for: the error may have no word that is drawn.
		for range 3 {
			select {
			case msg := <-r.msgs:
				r.update(msg)
			case <-time.After(50 * time.Millisecond):
			}
		}
		screenIsSafe(t, r.app.View(), 80)
		if !strings.Contains(r.screen(), "SANDBOX") {
			t.Errorf("%s: no badge:\n%s", name, r.screen())
		}
	}
}

// There is one way to the terminal: App.View, through Frame. Nothing else of
// Bubble Tea's that writes is given anything but text that was made printable.
func TestWhatIsDrawnGoesThroughTheFrame(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	views := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "View" && n.Recv != nil && receiver(n) == "App" {
					views++
					returnsFrames(t, n)
				}
			case *ast.CallExpr:
				sel, ok := n.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				switch pkg, _ := sel.X.(*ast.Ident); {
				case pkg == nil:
				case pkg.Name == "tea" && sel.Sel.Name == "SetWindowTitle":
					clean, called := n.Args[0].(*ast.CallExpr)
					if !called || !isPrintable(clean) {
						t.Errorf("%s: the window's title is not made printable", f.Name())
					}
				case pkg.Name == "tea" && (strings.HasPrefix(sel.Sel.Name, "Print") || strings.HasPrefix(sel.Sel.Name, "Exec")),
					pkg.Name == "fmt" && (sel.Sel.Name == "Print" || sel.Sel.Name == "Println" || sel.Sel.Name == "Printf"),
					pkg.Name == "os" && (sel.Sel.Name == "Stdout" || sel.Sel.Name == "Stderr"):
					t.Errorf("%s: %s.%s writes past the frame", f.Name(), pkg.Name, sel.Sel.Name)
				}
			}
			return true
		})
	}
	if views != 1 {
		t.Errorf("the app is drawn in %d ways", views)
	}
}

func receiver(f *ast.FuncDecl) string {
	if star, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
		if name, ok := star.X.(*ast.Ident); ok {
			return name.Name
		}
	}
	return ""
}

// returnsFrames holds that all a function returns is frames, or nothing.
func returnsFrames(t *testing.T, f *ast.FuncDecl) {
	t.Helper()
	ast.Inspect(f.Body, func(n ast.Node) bool {
		r, ok := n.(*ast.ReturnStmt)
		if !ok {
			return true
		}
		if lit, ok := r.Results[0].(*ast.BasicLit); ok && lit.Value == `""` {
			return true
		}
		if call, ok := r.Results[0].(*ast.CallExpr); ok {
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Frame" {
				return true
			}
		}
		t.Error("the app is drawn past the frame")
		return true
	})
}

// isPrintable reports whether a call is of printable.Text.
func isPrintable(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == "printable" && sel.Sel.Name == "Text"
}
