package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

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
