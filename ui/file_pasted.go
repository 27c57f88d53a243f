package ui

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"callsheet/model/figures"
	"callsheet/model/printable"
	"callsheet/ui/widget"
)

// pastedPaths are paths that were pasted at once, while the first of them stands in the path.
type pastedPaths struct {
	shown string   // what stands there
	paths []string // the first of them that is there is opened
	sure  bool     // they are several, and not one name with blanks in it
}

// of are the paths that are meant by what stands in the path.
func (p pastedPaths) of(path string) []string {
	if p.shown != path || len(p.paths) == 0 {
		return []string{path}
	}
	return p.paths
}

// paste takes what was pasted or dropped on the terminal: a path of its own
// replaces what is there, rows become a list, and anything else is typed.
func (f *fileScreen) paste(text string) tea.Cmd {
	if rows, count, ok := pastedRows(text); ok {
		return f.keepPaste(text, rows, count)
	}
	before := f.browser.path.Value()
	meant, parted := readPaths(text)
	if len(meant) == 0 {
		return nil
	}
	path := meant[0]
	switch own := beginsAPath(path); {
	case !own && f.phase != browsing:
		return nil
	case !own:
		f.browser.path.Insert(path)
	default:
		if f.phase == opened {
			f.closeFile()
			f.phase = browsing
		}
		f.browser.path.SetValue(path)
	}
	p := pastedPaths{shown: f.browser.path.Value(), sure: len(meant) > 1}
	if len(meant) > 1 || len(parted) > 1 {
		p.paths = append([]string{p.shown}, inFolder(before, meant[1:])...)
		p.paths = append(p.paths, inFolder(before, parted)...)
		f.browser.pasted = p
	}
	if p.sure {
		f.console.Notify(widget.Info, fmt.Sprintf("You pasted %d paths. A campaign has one list: enter opens the first that is there.", len(meant)))
	}
	return f.browser.retyped(before)
}

// inFolder are paths where names alone are of the folder of a path.
func inFolder(path string, names []string) []string {
	names = slices.Clone(names)
	for i, name := range names {
		if !beginsAPath(name) {
			names[i] = path[:strings.LastIndex(path, slash)+1] + name
		}
	}
	return names
}

// mostPastedNamed is how many paths are named that were pasted and not opened.
const mostPastedNamed = 3

// tellPasted says which of several pasted paths is open, and which are not.
func (b *folderBrowser) tellPasted(open string) {
	p := b.pasted
	if b.path.Value() != p.shown || len(p.paths) == 0 {
		return
	}
	b.pasted = pastedPaths{}
	rest := p.paths
	if !p.sure {
		rest = rest[1:] // it was several after all, or else the one
		if open == p.shown {
			return
		}
	}
	b.path.SetValue(open)
	b.tried = open
	b.toFirst()
	var names []string
	for _, path := range rest {
		if path != open {
			names = append(names, filepath.Base(printable.Text(path, maxPath)))
		}
	}
	if more := len(names) - mostPastedNamed; more > 0 {
		names = append(names[:mostPastedNamed], figures.Count(more)+" more")
	}
	b.console.Notify(widget.Info, fmt.Sprintf("Of the %d paths that you pasted, %s is open. Not opened: %s.", len(rest), filepath.Base(printable.Text(open, maxPath)), strings.Join(names, ", ")))
}
