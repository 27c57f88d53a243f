package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// domain is the rooms of the domain, the lowest first: each may import those before
// it, and every room above may import all.
var domain = []string{
	"callsheet/model/panics", "callsheet/model/figures", "callsheet/model/fold", "callsheet/model/printable", "callsheet/model/table",
	"callsheet/model/phone", "callsheet/model/header", "callsheet/model/columns", "callsheet/model",
}

// rooms says, for each room above the domain, which other rooms it may import
// besides. Imports run downwards only.
var rooms = map[string][]string{
	"callsheet":              {"callsheet/ui/cli"},
	"callsheet/ui/cli":       {"callsheet/ui", "callsheet/ui/screen", "callsheet/ui/session", "callsheet/ui/widget", "callsheet/ui/theme", "callsheet/config", "callsheet/importer", "callsheet/api", "callsheet/api/dispatch", "callsheet/api/sandbox", "callsheet/model/store"},
	"callsheet/ui":           {"callsheet/ui/contacts", "callsheet/ui/screen", "callsheet/ui/session", "callsheet/ui/widget", "callsheet/ui/theme"},
	"callsheet/ui/contacts":  {"callsheet/ui/screen", "callsheet/ui/session", "callsheet/ui/widget", "callsheet/ui/theme"},
	"callsheet/ui/screen":    {"callsheet/ui/session", "callsheet/ui/widget", "callsheet/ui/theme"},
	"callsheet/ui/session":   {},
	"callsheet/ui/widget":    {"callsheet/ui/theme"},
	"callsheet/ui/theme":     {},
	"callsheet/config":       {},
	"callsheet/importer":     {},
	"callsheet/api/dispatch": {"callsheet/api"},
	"callsheet/api/sandbox":  {},
	"callsheet/api/apitest":  {}, // of the tests alone: no room may import it
	"callsheet/api":          {},
	"callsheet/model/store":  {},
	reasons:                  {},
}

// reasons is the room that says in words why the machine or the network refused
// something. Every room above the domain may import it.
const reasons = "callsheet/model/reason"

// apart is the rooms that know nothing of the domain but what is named.
var apart = map[string][]string{
	"callsheet/ui/widget": {"callsheet/model/figures"}, "callsheet/ui/theme": {}, "callsheet/api/apitest": {}, "callsheet/api/sandbox": {"callsheet/model/panics"},
	reasons: {},
}

// below is what a room may import of the project.
func below(pkg string) (allowed []string, known bool) {
	if i := slices.Index(domain, pkg); i >= 0 {
		return domain[:i], true
	}
	allowed, known = rooms[pkg]
	if named, is := apart[pkg]; is {
		return slices.Concat(allowed, named), known
	}
	return slices.Concat(allowed, domain, []string{reasons}), known
}

// outside lists what the rooms that must stay pure may import besides the
// standard library.
var outside = map[string][]string{
	"callsheet/model/phone": {"github.com/nyaruka/phonenumbers", "golang.org/x/text/language", "golang.org/x/text/language/display"}, // tables, and no I/O
	"callsheet/model":       {"github.com/nyaruka/phonenumbers", "golang.org/x/text/encoding/charmap"},
	"callsheet/ui/session":  {}, // no terminal, no commands: cases for the console and the commands alike
	"callsheet/ui/theme":    {"github.com/charmbracelet/lipgloss", "github.com/muesli/termenv"},
	"callsheet/api":         {},
	"callsheet/api/sandbox": {},
	"callsheet/api/apitest": {"github.com/getkin/kin-openapi/openapi3", "github.com/getkin/kin-openapi/openapi3filter", "github.com/getkin/kin-openapi/routers"},
}

func TestImportsRunDownwards(t *testing.T) {
	for pkg, imports := range importsOf(t) {
		allowed, known := below(pkg)
		if !known {
			t.Errorf("%s is not a room of the design", pkg)
			continue
		}
		for _, imp := range imports {
			switch {
			case strings.HasPrefix(imp, "callsheet/"):
				if !slices.Contains(allowed, imp) {
					t.Errorf("%s imports %s", pkg, imp)
				}
			case strings.Contains(imp, "."):
				if pure, held := outside[pkg]; (held || slices.Contains(domain, pkg)) && !slices.Contains(pure, imp) {
					t.Errorf("%s imports %s, but may only import %v", pkg, imp, pure)
				}
			}
		}
	}
}

func TestTheDomainIsPure(t *testing.T) {
	imports := importsOf(t)
	for _, pkg := range domain {
		for _, imp := range imports[pkg] {
			switch imp {
			case "net/http", "net", "os", "io/fs", "path/filepath", "os/exec", "syscall", "log", "log/slog":
				t.Errorf("%s imports %s", pkg, imp)
			}
		}
	}
}

func TestTheTopLevelHoldsOnlyWhatTheDesignNames(t *testing.T) {
	named := []string{"main.go", "main_test.go", "panics_test.go", "ui", "model", "importer", "api", "config", "go.mod", "go.sum", "README.md", "LICENSE", "testdata"}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(named, name) && name != "callsheet" {
			t.Errorf("%s lies at the top level", name)
		}
	}
}

// importsOf reads what each package of the module imports, tests left out.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string]map[string]bool{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Join("callsheet", filepath.ToSlash(filepath.Dir(name)))
		if found[pkg] == nil {
			found[pkg] = map[string]bool{}
		}
		for _, spec := range file.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[pkg][imp] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	imports := map[string][]string{}
	for pkg, set := range found {
		imports[pkg] = slices.Sorted(maps.Keys(set))
	}
	return imports
}
