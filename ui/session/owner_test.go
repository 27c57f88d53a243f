package session

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"callsheet/model"
)

// A campaign is changed by the operations on it alone: nobody else assigns one of
// its fields, so that each change raises its revision and is written down.
func TestACampaignIsChangedByItsOperationsAlone(t *testing.T) {
	root := filepath.Join("..", "..")
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != "." || name == "model" || name == "ui/session"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		case strings.HasPrefix(name, "ui/scene"):
			return nil // draws states that nobody came to
		}
		for _, at := range assignedIn(t, filepath.Join(root, name), nil) {
			t.Errorf("%s assigns a campaign's field: make it an operation of this room", at)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAssignmentsToACampaignAreFound(t *testing.T) {
	for name, c := range map[string]struct {
		body  string
		found int
	}{
		"a field of the console's":    {"c.console.Campaign.Stage = 1", 1},
		"two at once":                 {"c.console.Campaign.Region, c.console.Campaign.RegionFrom = 1, 2", 2},
		"by another name":             {"d := c.console.Campaign; d.Stage = 1", 1},
		"an element":                  {"campaign.Batches[i] = b", 1},
		"a field of an element":       {"campaign.Batches[i].Note = s", 1},
		"an option":                   {"campaign.Values[k] = s", 1},
		"a place in its view":         {"campaign.View.Row = 1", 1},
		"through an address":          {"b := &campaign.Batches[i]; b.State = 1", 1},
		"counted up":                  {"campaign.Stage++", 1},
		"a parameter":                 {"given.Stage = 1", 1},
		"in a function within":        {"func() { campaign.Stage = 1 }()", 1},
		"another thing's field":       {"c.draft.Stage = 1", 0},
		"which campaign is worked on": {"c.console.Campaign = nil", 0},
		"a copy":                      {"view := campaign.View; view.Row = 1", 0},
		"made anew by another's hand": {"x := &model.Campaign{Stage: 1}; use(x)", 1},
	} {
		source := "package p\nfunc f(given *model.Campaign) { " + c.body + " }"
		if found := assignedIn(t, "p.go", source); len(found) != c.found {
			t.Errorf("%s: found %v, want %d", name, found, c.found)
		}
	}
}

// assignedIn is where a file assigns a field of a campaign, or makes one. What a
// campaign is, is told by how it is named: Campaign, campaign, and what is declared
// as one or taken from those.
func assignedIn(t *testing.T, name string, source any) (found []string) {
	t.Helper()
	files := token.NewFileSet()
	var text any
	if source != nil {
		text = source
	}
	file, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			s := &scope{campaigns: map[string]bool{"campaign": true}, parts: map[string]bool{}}
			s.declared(f.Type.Params)
			ast.Inspect(f.Body, func(n ast.Node) bool {
				for _, at := range s.assigned(n) {
					found = append(found, files.Position(at).String())
				}
				return true
			})
		}
	}
	return found
}

// scope is what of a function is a campaign, or the address of a part of one.
type scope struct{ campaigns, parts map[string]bool }

func (s *scope) declared(params *ast.FieldList) {
	for _, p := range params.List {
		star, ok := p.Type.(*ast.StarExpr)
		if !ok || !isCampaignType(star.X) {
			continue
		}
		for _, n := range p.Names {
			s.campaigns[n.Name] = true
		}
	}
}

func isCampaignType(e ast.Expr) bool {
	sel, ok := e.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Campaign" && named(sel.X) == "model"
}

func named(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func (s *scope) isCampaign(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return s.campaigns[e.Name]
	case *ast.SelectorExpr:
		return e.Sel.Name == "Campaign" && named(e.X) != "model" || e.Sel.Name == "campaign"
	case *ast.StarExpr:
		return s.isCampaign(e.X)
	}
	return false
}

// inCampaign reports whether e is a field of a campaign, or lies in one.
func (s *scope) inCampaign(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		_, field := reflect.TypeFor[model.Campaign]().FieldByName(e.Sel.Name)
		return field && s.isCampaign(e.X) || s.inCampaign(e.X) || s.parts[named(e.X)]
	case *ast.IndexExpr:
		return s.inCampaign(e.X)
	case *ast.StarExpr:
		return s.inCampaign(e.X)
	}
	return false
}

// assigned is where a node assigns a part of a campaign or makes one. It learns the
// names that are given to a campaign on the way.
func (s *scope) assigned(n ast.Node) (found []token.Pos) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if s.inCampaign(left) {
				found = append(found, left.Pos())
			}
			if id := named(left); id != "" && len(n.Rhs) == len(n.Lhs) {
				s.campaigns[id] = s.isCampaign(n.Rhs[i])
				address, ok := n.Rhs[i].(*ast.UnaryExpr)
				s.parts[id] = ok && address.Op == token.AND && s.inCampaign(address.X)
			}
		}
	case *ast.IncDecStmt:
		if s.inCampaign(n.X) {
			found = append(found, n.Pos())
		}
	case *ast.CompositeLit:
		if n.Type != nil && isCampaignType(n.Type) {
			found = append(found, n.Pos())
		}
	}
	return found
}
