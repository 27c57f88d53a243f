package ui

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	tea "github.com/charmbracelet/bubbletea"
)

// TestViewChangesNothing draws every scene twice at one of several sizes: both times the same comes out, and
// whatever the console can reach is as it was, the spare room behind slices
// included, into which an append would write.
func TestViewChangesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("draws all scenes over and over, in one goroutine")
	}
	// All sizes of every scene would take a minute more.
	sizes := [][2]int{{80, 24}, {120, 40}, {200, 60}}
	for i, s := range Scenes() {
		t.Run(s.Name, func(t *testing.T) {
			a := s.make(plain)
			size := sizes[i%len(sizes)]
			a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			a.drain()
			before := reached(a)
			first := a.View()
			after := reached(a)
			if second := a.View(); second != first {
				t.Errorf("drawn again at %dx%d it is another screen:\n%s\nthen\n%s", size[0], size[1], first, second)
			}
			for i := range max(len(before), len(after)) {
				if i >= len(before) || i >= len(after) || before[i] != after[i] {
					t.Fatalf("drawing at %dx%d changes %s\nto %s", size[0], size[1], at(before, i), at(after, i))
				}
			}
		})
	}
}

func at(lines []line, i int) string {
	if i < len(lines) {
		return fmt.Sprintf("%s = %v", lines[i].path, lines[i].value)
	}
	return "nothing"
}

// reached writes down everything that can be reached from a value, a line for each
// that is not made of others.
func reached(v any) []line {
	w := &walker{seen: map[visit]bool{}}
	w.walk("", reflect.ValueOf(v))
	return w.lines
}

// line is one value, and the way to it.
type line struct {
	path  string
	value any
}

type visit struct {
	at  unsafe.Pointer
	typ reflect.Type
	n   int
}

type walker struct {
	seen  map[visit]bool
	lines []line
}

// ours reports whether the inside of a type is looked at: the project's own, and the
// widgets it is built with. Others fill caches as they are used.
func ours(t reflect.Type) bool {
	return t.PkgPath() == "" || strings.HasPrefix(t.PkgPath(), "callsheet/") || strings.HasPrefix(t.PkgPath(), "github.com/charmbracelet/bubbles")
}

// flat reports whether values of a type are their bytes and nothing else.
func flat(t reflect.Type) bool {
	switch k := t.Kind(); k {
	case reflect.Array:
		return flat(t.Elem())
	case reflect.Struct:
		for field := range t.Fields() {
			if !flat(field.Type) {
				return false
			}
		}
		return true
	default:
		return k >= reflect.Bool && k <= reflect.Complex128
	}
}

func (w *walker) walk(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		w.note(path, v.Pointer())
		if !v.IsNil() && ours(v.Type().Elem()) && !w.been(v.UnsafePointer(), v.Type(), 0) {
			w.walk(path, v.Elem())
		}
	case reflect.Interface:
		if v.IsNil() {
			w.note(path, nil)
			return
		}
		w.walk(path+"("+v.Elem().Type().String()+")", v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			w.walk(path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice:
		w.note(path, [3]uintptr{v.Pointer(), uintptr(v.Len()), uintptr(v.Cap())})
		if v.Cap() == 0 || w.been(v.UnsafePointer(), v.Type(), v.Cap()) {
			return
		}
		if e := v.Type().Elem(); flat(e) {
			h := fnv.New64a()
			h.Write(unsafe.Slice((*byte)(v.UnsafePointer()), v.Cap()*int(e.Size())))
			w.note(path, h.Sum64())
			return
		}
		whole := v.Slice(0, v.Cap())
		for i := range whole.Len() {
			w.walk(path+"["+strconv.Itoa(i)+"]", whole.Index(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			w.walk(path+"["+strconv.Itoa(i)+"]", v.Index(i))
		}
	case reflect.Map:
		w.note(path, [2]uintptr{v.Pointer(), uintptr(v.Len())})
		if v.IsNil() || w.been(v.UnsafePointer(), v.Type(), 0) {
			return
		}
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		for _, k := range keys {
			w.walk(fmt.Sprintf("%s[%v]", path, k), v.MapIndex(k))
		}
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		w.note(path, v.Pointer())
	case reflect.String:
		w.note(path, v.String())
	case reflect.Bool:
		w.note(path, v.Bool())
	case reflect.Float32, reflect.Float64:
		w.note(path, v.Float())
	default:
		if v.CanInt() {
			w.note(path, v.Int())
		} else {
			w.note(path, v.Uint())
		}
	}
}

func (w *walker) been(p unsafe.Pointer, t reflect.Type, n int) bool {
	at := visit{p, t, n}
	was := w.seen[at]
	w.seen[at] = true
	return was
}

func (w *walker) note(path string, value any) {
	w.lines = append(w.lines, line{path, value})
}
