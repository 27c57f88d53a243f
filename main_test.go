package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// domain is the rooms of the domain, the lowest first: each may import those before
// it, and every room above may import all.
var domain = []string{
	"callsheet/model/panics", "callsheet/model/figures", "callsheet/model/pacing", "callsheet/model/fold", "callsheet/model/printable", "callsheet/model/table", "callsheet/model/misread", "callsheet/model/document", "callsheet/model/evidence",
	"callsheet/model/phone", "callsheet/model/zones", "callsheet/model/hours", "callsheet/model/header", "callsheet/model/optout", "callsheet/model/columns", "callsheet/model/personname",
	"callsheet/model/start", "callsheet/model/transcript", "callsheet/model/dialling", "callsheet/model", "callsheet/model/waves", "callsheet/model/outcomes", "callsheet/model/events", "callsheet/model/report", "callsheet/model/guarding", "callsheet/model/team",
}

// rooms says, for each room above the domain, which other rooms it may import
// besides. Imports run downwards only.
var rooms = map[string][]string{
	"callsheet":                                   {"callsheet/ui/cli"},
	"callsheet/ui/cli":                            {"callsheet/ui/plain", "callsheet/ui", "callsheet/ui/screen", "callsheet/ui/session", "callsheet/ui/session/shared", "callsheet/ui/renderer", "callsheet/ui/widget", "callsheet/ui/theme", "callsheet/config", "callsheet/importer", "callsheet/api", "callsheet/api/dispatch", "callsheet/api/sandbox", "callsheet/model/store", "callsheet/model/store/postgres", "callsheet/model/atomicfile"},
	"callsheet/ui/plain":                          {"callsheet/ui", "callsheet/ui/screen", "callsheet/ui/widget"},
	"callsheet/ui":                                {"callsheet/ui/contacts", "callsheet/ui/screen", "callsheet/ui/session", "callsheet/ui/widget", "callsheet/ui/theme"},
	"callsheet/ui/contacts":                       {"callsheet/ui/screen", "callsheet/ui/session", "callsheet/ui/widget", "callsheet/ui/theme"},
	"callsheet/ui/screen":                         {"callsheet/ui/session", "callsheet/ui/widget", "callsheet/ui/theme"},
	"callsheet/ui/session":                        {},
	"callsheet/ui/session/shared":                 {"callsheet/ui/session", "callsheet/model/store"},
	"callsheet/ui/session/shared/sharedtest":      {"callsheet/ui/session"}, // of the tests alone
	"callsheet/ui/renderer":                       {"callsheet/ui/widget"},
	"callsheet/ui/terminaltest":                   {"callsheet/ui/widget"}, // of the tests alone
	"callsheet/ui/widget":                         {"callsheet/ui/theme"},
	"callsheet/ui/theme":                          {},
	"callsheet/config":                            {"callsheet/model/atomicfile"},
	"callsheet/importer":                          {},
	"callsheet/api/dispatch":                      {"callsheet/api"},
	"callsheet/api/sandbox":                       {},
	"callsheet/api/apitest":                       {}, // of the tests alone: no room may import it
	"callsheet/api":                               {},
	"callsheet/model/clocktest":                   {}, // of the tests alone
	"callsheet/model/store":                       {"callsheet/model/atomicfile"},
	"callsheet/model/store/postgres":              {},
	"callsheet/model/store/postgres/postgrestest": {}, // of the tests alone
	"callsheet/model/atomicfile":                  {},
	reasons:                                       {},
}

// reasons is the room that says in words why the machine or the network refused
// something. Every room above the domain may import it.
const reasons = "callsheet/model/reason"

// apart is the rooms that know nothing of the domain but what is named.
var apart = map[string][]string{
	"callsheet/model/atomicfile": {},
	"callsheet/model/clocktest":  {}, "callsheet/model/store/postgres/postgrestest": {"callsheet/model/panics"},
	"callsheet/ui/widget": {"callsheet/model/figures", "callsheet/model/fold"}, "callsheet/ui/theme": {}, "callsheet/api/apitest": {}, "callsheet/api/sandbox": {"callsheet/model/panics"},
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
	"callsheet/model/phone":   {"github.com/nyaruka/phonenumbers", "golang.org/x/text/language", "golang.org/x/text/language/display"}, // tables, and no I/O
	"callsheet/model/hours":   holidays,
	"callsheet/model/columns": {"github.com/nyaruka/phonenumbers"},
	"callsheet/model/zones":   {"github.com/nyaruka/phonenumbers"},
	"callsheet/model/misread": {"golang.org/x/text/encoding/charmap"},
	"callsheet/model":         {"github.com/nyaruka/phonenumbers"},
	"callsheet/ui/session":    {}, // no terminal, no commands: cases for the console and the commands alike
	"callsheet/ui/theme":      {"github.com/charmbracelet/lipgloss", "github.com/muesli/termenv"},
	"callsheet/api":           {},
	"callsheet/api/sandbox":   {},
	"callsheet/api/apitest":   {"github.com/getkin/kin-openapi/openapi3", "github.com/getkin/kin-openapi/openapi3filter", "github.com/getkin/kin-openapi/routers"},
}

// holidays is the library of public holidays, and its countries: tables, and no I/O.
var holidays = func() []string {
	const library = "github.com/rickar/cal/v2"
	packages := []string{library}
	for country := range strings.FieldsSeq("ar at au be bg br ca ch cz de dk es fr gb gr hr ie it jp lt lv nl no nz pl ro se si sk us za") {
		packages = append(packages, library+"/"+country)
	}
	return packages
}()

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

// What is made for tests is not shipped, and what is in a test's hands alone, such as
// a clock that is moved, is in nobody else's.
func TestRoomsOfTheTestsAreImportedByTestsAlone(t *testing.T) {
	imports, seen := importsOf(t), 0
	for pkg := range imports {
		if !strings.HasSuffix(pkg, "test") {
			continue
		}
		seen++
		for other, of := range imports {
			if slices.Contains(of, pkg) {
				t.Errorf("%s imports %s, which is for tests", other, pkg)
			}
		}
	}
	if seen < 2 {
		t.Errorf("only %d rooms are for tests", seen)
	}
}

// How the program is started, what it finds around it and how a terminal is put before
// it are the same in every test of it.
func TestTheProgramIsStartedInOnePlace(t *testing.T) {
	const harness = "ui/cli/process_test.go"
	starts := []string{"binary", "pty.Start", "pty.StartWithSize", "pty.StartWithAttrs"}
	seen := 0
	ofCommands := func(name string) bool {
		return path.Dir(filepath.ToSlash(name)) == "ui/cli" && strings.HasSuffix(name, "_test.go")
	}
	eachNamedFile(t, parser.SkipObjectResolution, ofCommands, func(name string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is {
				return true
			}
			var called string
			switch f := call.Fun.(type) {
			case *ast.Ident:
				called = f.Name
			case *ast.SelectorExpr:
				if of, is := f.X.(*ast.Ident); is {
					called = of.Name + "." + f.Sel.Name
				}
			}
			switch {
			case !slices.Contains(starts, called):
			case filepath.ToSlash(name) == harness:
				seen++
			default:
				t.Errorf("%s calls %s: %s does that for all", name, called, harness)
			}
			return true
		})
	})
	if seen < 2 {
		t.Errorf("%s starts the program %d times", harness, seen)
	}
}

// A type with more methods is a sign that a noun is missing. Those of types of its
// room that it embeds count as its own.
func TestNoTypeHasTooManyMethods(t *testing.T) {
	const most = 60
	methods, embedded := map[string]int{}, map[string][]string{}
	eachFile(t, 0, func(pkg string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv != nil {
					methods[pkg+"."+typeName(n.Recv.List[0].Type)]++
				}
			case *ast.TypeSpec:
				if s, is := n.Type.(*ast.StructType); is {
					for _, f := range s.Fields.List {
						if len(f.Names) == 0 {
							embedded[pkg+"."+n.Name.Name] = append(embedded[pkg+"."+n.Name.Name], pkg+"."+typeName(f.Type))
						}
					}
				}
			}
			return true
		})
	})
	for typ, n := range methods {
		for _, inner := range embedded[typ] {
			n += methods[inner]
		}
		if n > most {
			t.Errorf("%s has %d methods", typ, n)
		}
	}
	if len(methods) < 300 {
		t.Errorf("only %d types have methods", len(methods))
	}
}

// typeName is the name of a type of the same package, "" of any other.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.IndexExpr:
		return typeName(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

func TestTheTopLevelHoldsOnlyWhatTheDesignNames(t *testing.T) {
	named := []string{"main.go", "main_test.go", "ui", "model", "importer", "api", "config", "go.mod", "go.sum", "README.md", "LICENSE", "testdata"}
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
	eachFile(t, parser.ImportsOnly, func(pkg string, file *ast.File) {
		if found[pkg] == nil {
			found[pkg] = map[string]bool{}
		}
		for _, spec := range file.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			found[pkg][imp] = true
		}
	})
	imports := map[string][]string{}
	for pkg, set := range found {
		imports[pkg] = slices.Sorted(maps.Keys(set))
	}
	return imports
}

// eachFile parses every file of the module, tests left out.
func eachFile(t *testing.T, mode parser.Mode, read func(pkg string, file *ast.File)) {
	t.Helper()
	noTest := func(name string) bool { return !strings.HasSuffix(name, "_test.go") }
	eachNamedFile(t, mode, noTest, func(name string, file *ast.File) {
		read(path.Join("callsheet", filepath.ToSlash(filepath.Dir(name))), file)
	})
}

// eachNamedFile parses every file of the module whose name is wanted.
func eachNamedFile(t *testing.T, mode parser.Mode, wanted func(name string) bool, read func(name string, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || !wanted(name) {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, mode)
		if err != nil {
			return err
		}
		read(name, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// named finds what the guide names in the code: a function or type, behind the last
// part of its room.
var named = regexp.MustCompile("`([a-z]+\\.[A-Za-z]+(?:\\.[A-Za-z]+)?)`")

func TestTheGuideNamesWhatIsThere(t *testing.T) {
	guide, err := os.ReadFile(filepath.Join(".github", "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	there := declared(t)
	seen := 0
	for _, name := range named.FindAllStringSubmatch(string(guide), -1) {
		if ext := path.Ext(name[1]); ext == ".go" || ext == ".yml" {
			continue // a file
		}
		seen++
		if !there[name[1]] {
			t.Errorf(".github/CONTRIBUTING.md names %s, which is not there: name what took its place", name[1])
		}
	}
	if seen < 20 {
		t.Errorf("it names only %d", seen)
	}
}

// A room's line in the README is where a reader begins.
func TestTheREADMEMapsTheRooms(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(readme), "## How the code is laid out")
	mapped := map[string]bool{}
	for line := range strings.Lines(after) {
		rooms, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), "|")
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		for room := range strings.SplitSeq(rooms, ",") {
			mapped[path.Join("callsheet", strings.Trim(room, "` "))] = true
		}
	}
	there := importsOf(t)
	for room := range mapped {
		if _, is := there[room]; !is {
			t.Errorf("the README maps %s, which is no room", room)
		}
	}
	for pkg := range there {
		if pkg != "callsheet" && !mapped[pkg] {
			t.Errorf("the README does not map %s", pkg)
		}
	}
}

// What the nouns of a room mean stands in one place.
func TestEachRoomSaysWhatItIs(t *testing.T) {
	for pkg := range importsOf(t) {
		if pkg == "callsheet" {
			continue
		}
		name := filepath.Join(filepath.FromSlash(strings.TrimPrefix(pkg, "callsheet/")), "doc.go")
		if file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments); err != nil || file.Doc == nil {
			t.Errorf("%s does not say what the room is", name)
		}
	}
}

// foreign are names in comments that are of other programs and of libraries.
var foreign = []string{"ExecCommand", "PowerShell", "SplitMix64", "VirtualBox"}

// word finds the words of a text that may be names; mixed tells which are no words of
// a language.
var (
	word  = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]*`)
	mixed = regexp.MustCompile(`^[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*$|^(?:[A-Z][a-z0-9]+){2,}$`)
)

// A comment that names what is not there any more sends its reader looking for it.
func TestCommentsNameWhatIsThere(t *testing.T) {
	there := map[string]bool{}
	for _, name := range foreign {
		there[name] = true
	}
	type mention struct{ name, file string }
	var mentions []mention
	eachNamedFile(t, parser.ParseComments, func(string) bool { return true }, func(name string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				there[n.Name] = true
			case *ast.BasicLit:
				for _, w := range word.FindAllString(n.Value, -1) {
					there[w] = true // the service's words, and the driver's
				}
			}
			return true
		})
		for _, group := range file.Comments {
			for _, c := range group.List {
				for _, w := range word.FindAllString(c.Text, -1) {
					if mixed.MatchString(w) && !strings.HasPrefix(c.Text, "//go:") {
						mentions = append(mentions, mention{w, name})
					}
				}
			}
		}
		for _, d := range file.Decls {
			if d, is := d.(*ast.FuncDecl); is && d.Doc != nil {
				first, _, _ := strings.Cut(d.Doc.Text(), " ")
				if first != d.Name.Name && (mixed.MatchString(first) || strings.EqualFold(first, d.Name.Name)) {
					t.Errorf("%s: the comment of %s begins with %s", name, d.Name.Name, first)
				}
			}
		}
	})
	for _, m := range mentions {
		if !there[m.name] {
			t.Errorf("%s: a comment names %s, which is nowhere", m.file, m.name)
		}
	}
	if len(mentions) < 500 {
		t.Errorf("only %d names were found in comments", len(mentions))
	}
}

// declared lists the functions, types and methods of the module, tests left out.
func declared(t *testing.T) map[string]bool {
	t.Helper()
	there := map[string]bool{}
	eachFile(t, parser.SkipObjectResolution, func(_ string, file *ast.File) {
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				name := d.Name.Name
				if d.Recv != nil {
					of := d.Recv.List[0].Type
					if star, is := of.(*ast.StarExpr); is {
						of = star.X
					}
					if id, is := of.(*ast.Ident); is {
						name = id.Name + "." + name
					}
				}
				there[file.Name.Name+"."+name] = true
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if spec, is := spec.(*ast.TypeSpec); is {
						there[file.Name.Name+"."+spec.Name.Name] = true
					}
				}
			}
		}
	})
	return there
}
